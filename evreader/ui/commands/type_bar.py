"""The strip of entity types: what can be tagged, in which colour, with which key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from evreader.override import override
from evreader.ui.commands.actions import type_keys
from evreader.ui.widgets import tones
from evreader.ui.widgets.captions import small

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QPaintEvent, QResizeEvent

    from evreader.domain.scheme import EntityType, Scheme
    from evreader.ui.look import Look

_MARGIN = 6
_SPACE = 2
_MARK = 9
_PADDING = 7
_GAP = 6
_RADIUS = 5.0

Form = Literal["long", "short"]


class TypeBar(QWidget):
    """Entity types as buttons in one line; in two or more, and by short names, where it is narrow.

    Empty until it is given a scheme. The buttons leave focus and selection where they are.

    Signals:
        type_chosen: the entity type that was clicked.
    """

    type_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._chips: list[_Chip] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Entity types"))
        look.changed.connect(self._relabel)

    def set_scheme(self, scheme: Scheme) -> None:
        """Offer the entity types of this scheme; the look has to know it already."""
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        keys = type_keys(scheme)
        self._chips = [_Chip(kind, keys[kind.name], self) for kind in scheme.entities]
        for chip in self._chips:
            chip.clicked.connect(self._choose_clicked)
            chip.show()
        self._relabel()

    def mark(self, type_name: str) -> None:
        """Show a type as that of the mention selected; an empty name: none."""
        for chip in self._chips:
            chip.setChecked(chip.kind.name == type_name)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._width("long"), self._chip_height() + 2 * _MARGIN)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._chip_height() + 2 * _MARGIN)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(tones.hairline(self.palette()))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._relabel()

    def _choose_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, _Chip):
            chip.setChecked(False)
            self.type_chosen.emit(chip.kind.name)

    def _relabel(self) -> None:
        for chip in self._chips:
            chip.show_type(self._look)
        self._arrange()
        self.updateGeometry()

    def _width(self, form: Form) -> int:
        return sum(chip.width_of(form) + _SPACE for chip in self._chips) - _SPACE + 2 * _MARGIN

    def _chip_height(self) -> int:
        return QFontMetrics(self.font()).height() + 8

    def _arrange(self) -> None:
        """Put the buttons in as few lines as they need, and take the height of these."""
        forms: tuple[Form, ...] = ("long", "short")
        # Long names where they take no more lines than short ones.
        form = min(forms, key=lambda form: len(self._lines(form)))
        height = self._chip_height()
        y = _MARGIN
        for line in self._lines(form):
            x = _MARGIN
            for chip in line:
                chip.form = form
                chip.setGeometry(x, y, chip.width_of(form), height)
                chip.update()
                x += chip.width() + _SPACE
            y += height + _SPACE
        self.setFixedHeight(y - _SPACE + _MARGIN)

    def _lines(self, form: Form) -> list[list[_Chip]]:
        lines: list[list[_Chip]] = [[]]
        free = room = self.width() - 2 * _MARGIN
        for chip in self._chips:
            wide = chip.width_of(form)
            if wide > free and lines[-1]:
                lines.append([])
                free = room
            lines[-1].append(chip)
            free -= wide + _SPACE
        return lines


class _Chip(QAbstractButton):
    """One entity type: its colour, its name, its key."""

    def __init__(self, kind: EntityType, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = kind
        self.form: Form = "long"
        self._key = key
        self._short = ""
        self._color = QPalette().color(QPalette.ColorRole.Text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_type(self, look: Look) -> None:
        """Take name and colour from the look."""
        self.setText(look.type_label(self.kind.name))
        self._short = look.type_short(self.kind.name)
        self._color = look.type_color(self.kind.name)
        key = f" ({self._key})" if self._key else ""
        guideline = f"\n{self.kind.guideline}" if self.kind.guideline else ""
        self.setToolTip(f"{self.text()}{key}{guideline}")
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self.kind.guideline)

    def width_of(self, form: Form) -> int:
        """How wide it is with its long or short name."""
        name = self.fontMetrics().horizontalAdvance(self._name(form))
        key = QFontMetrics(small(self.font())).horizontalAdvance(self._key)
        return 2 * _PADDING + _MARK + _GAP + name + (_GAP + key if self._key else 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.width_of("long"), self.fontMetrics().height() + 8)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = self._ground()
        if ground:
            color = tones.mix(self.palette().window().color(), self._color, ground)
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        middle = self.height() / 2
        painter.setBrush(self._color)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        painter.drawRoundedRect(
            QRectF(QPointF(_PADDING, middle - _MARK / 2), QPointF(_PADDING + _MARK, middle + 4.5)),
            2.5,
            2.5,
        )
        palette = self.palette()
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        area = self.rect().adjusted(_PADDING + _MARK + _GAP, 0, -_PADDING, 0)
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, vertical, self._name(self.form))
        painter.setPen(tones.quiet(palette))
        painter.setFont(small(self.font()))
        painter.drawText(area, vertical | Qt.AlignmentFlag.AlignRight, self._key)
        painter.end()

    def _ground(self) -> float:
        """How much of the type's colour lies behind it."""
        if not self.isEnabled():
            return 0.0
        if self.isDown() or self.isChecked():
            return 0.28
        return 0.14 if self.underMouse() else 0.0

    def _name(self, form: Form) -> str:
        return self.text() if form == "long" else self._short
