"""The command palette: type a few letters, get the command."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QCursor, QFocusEvent, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
)

from evreader.override import override
from evreader.ui.commands.keycaps import caps, caps_width, draw_caps
from evreader.ui.commands.matching import Match, match
from evreader.ui.widgets import tones
from evreader.ui.widgets.captions import Caption, small

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QRect
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from evreader.ui.commands.actions import Actions, Entry

_WIDTH = 620
_LINES = 11
_LINE_HEIGHT = 32
_MARGIN = 10
_RADIUS = 9.0
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_TEXT_ROLE = QPalette.ColorRole.Text
# Another window, or the field's own context menu: not a choice to leave.
_STAY = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
_Index = QModelIndex | QPersistentModelIndex


def ranked(query: str, entries: list[Entry]) -> list[tuple[Entry, Match]]:
    """The entries that fit what is typed, best first; menu order where they fit equally.

    Titles are tried as they read, then in English, then with their menu before them, then for the
    words typed, in any order, what the command says of itself among them; only places in the title
    as it reads are told.
    """
    found = [(entry, fit) for entry in entries if (fit := _fit(query, entry)) is not None]
    return sorted(found, key=lambda pair: -pair[1].score)


def title(entry: Entry) -> str:
    """The text of an action without mnemonics."""
    return entry.action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def _fit(query: str, entry: Entry) -> Match | None:
    shown = title(entry)
    fit = match(query, shown)
    if fit is not None:
        return fit
    for text in (entry.source, f"{entry.path} {shown}"):
        fit = match(query, text)
        if fit is not None:
            # The menu's name helps, but a fit of the title itself is what was meant.
            return Match(fit.score - 1000, ())
    told = f"{entry.path} {shown} {entry.source} {entry.action.statusTip()}".casefold()
    is_told = all(word in told for word in query.casefold().split())
    return Match(-2000 - len(shown), ()) if is_told else None


class CommandPalette(QFrame):
    """A field over a list of commands, laid over the top of the window.

    Enter runs the command; Esc, or going elsewhere, closes it, and then it is gone for good. The
    focus is back where it was before the command runs.
    """

    def __init__(self, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._before: QWidget | None = None
        self._pointer = QCursor.pos()
        self.setAccessibleName(self.tr("All commands"))
        self.setGraphicsEffect(self._shadow())
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a command…"))
        self.field.setAccessibleName(self.tr("Find a command"))
        self.field.setFrame(False)
        font = self.field.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.field.setFont(font)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self._found = _Found(self)
        self.list = QListView()
        self.list.setModel(self._found)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.entered.connect(self._point)
        self.list.clicked.connect(self._run)
        self._nothing = Caption(self.tr("No command fits; try another word."), quiet=True)
        self._lay_out()
        self.hide()

    def open(self) -> None:
        """Show it, empty, with the cursor in its field."""
        window = self._window
        self._before = window.focusWidget()
        self._pointer = QCursor.pos()
        window.installEventFilter(self)
        self.field.clear()
        self._filter("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def shut(self) -> None:
        """Close it and give the focus back."""
        if self.isHidden():
            return
        self.deleteLater()
        self._window.removeEventFilter(self)
        before, self._before = self._before, None
        had_focus = self.field.hasFocus()
        self.hide()
        if before is not None and had_focus:
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def shown(self) -> list[str]:
        """The ids of the commands listed, best first."""
        return [entry.id for entry, _ in self._found.pairs]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize:
                self._place()
        elif isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAY:
            self._before = None
            self.shut()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.shut()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.list.currentIndex())
        elif key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tones.hairline(self.palette()), 1))
        painter.setBrush(self.palette().base())
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
        )
        y = self.list.y() - _MARGIN // 2
        painter.drawLine(1, y, self.width() - 2, y)
        painter.end()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(_MARGIN)
        for part in (self.field, self.list, self._nothing):
            layout.addWidget(part)

    def _filter(self, query: str) -> None:
        entries = [entry for entry in self._actions.entries() if entry.action.isEnabled()]
        self._found.show(ranked(query, entries))
        self.list.setCurrentIndex(self._found.index(0))
        self.list.setVisible(bool(self._found.pairs))
        self._nothing.setHidden(bool(self._found.pairs))
        self.list.scrollToTop()
        self._place()

    def _step(self, by: int) -> None:
        count = self._found.rowCount()
        if not count:
            return
        row = self.list.currentIndex().row() + by
        wraps = abs(by) == 1
        row = row % count if wraps else min(max(row, 0), count - 1)
        self.list.setCurrentIndex(self._found.index(row))

    def _point(self, index: QModelIndex) -> None:
        """Follow the pointer, but only if it was moved: it may rest where the list comes up."""
        if QCursor.pos() != self._pointer:
            self._pointer = QCursor.pos()
            self.list.setCurrentIndex(index)

    def _run(self, index: QModelIndex) -> None:
        if index.isValid():
            action = self._found.pairs[index.row()][0].action
            self.shut()
            action.trigger()

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH, window.width() - 2 * _MARGIN)
        lines = min(max(self._found.rowCount(), 1), _LINES)
        self.list.setFixedHeight(lines * _LINE_HEIGHT)
        height = self.field.sizeHint().height() + self.list.height() + 3 * _MARGIN
        top = min(72, window.height() // 8)
        self.setGeometry(
            (window.width() - width) // 2, top, width, min(height, window.height() - top - _MARGIN)
        )

    def _shadow(self) -> QGraphicsDropShadowEffect:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(36)
        shadow.setOffset(0, 8)
        color = self.palette().color(QPalette.ColorRole.Shadow)
        color.setAlpha(110)
        shadow.setColor(color)
        return shadow


class _Found(QAbstractListModel):
    """The commands that fit, best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.pairs: list[tuple[Entry, Match]] = []

    def show(self, pairs: list[tuple[Entry, Match]]) -> None:
        """List these."""
        self.beginResetModel()
        self.pairs = pairs
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.pairs)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry, fit = self.pairs[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.action.statusTip()
        if role == Qt.ItemDataRole.UserRole:
            return entry, fit
        return None


class _Line(QStyledItemDelegate):
    """A command on one line: what it is, where it is, its keys."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, _LINE_HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry, fit = index.data(Qt.ItemDataRole.UserRole)
        palette, rect, font = option.palette, option.rect, option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tones.tint(palette))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), 5, 5)
        keys = [caps(entry.action.shortcut())] if not entry.action.shortcut().isEmpty() else []
        right = QPointF(rect.right() - _MARGIN, rect.center().y() + 0.5)
        draw_caps(painter, right, keys, font=font, palette=palette)
        area = rect.adjusted(_MARGIN, 0, -_MARGIN - round(caps_width(keys, font)) - 12, 0)
        area.setLeft(_draw_title(painter, area, title(entry), fit=fit, option=option) + 12)
        painter.setFont(small(font))
        painter.setPen(tones.quiet(palette))
        path = painter.fontMetrics().elidedText(
            entry.path, Qt.TextElideMode.ElideRight, max(area.width(), 0)
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, path)
        painter.restore()


def _draw_title(
    painter: QPainter, area: QRect, text: str, *, fit: Match, option: QStyleOptionViewItem
) -> int:
    """Draw a title with the letters meant in bold; tell where it ends."""
    plain, bold = QFont(option.font), QFont(option.font)
    bold.setWeight(QFont.Weight.Bold)
    meant = [place in fit.places for place in range(len(text))]
    x = area.left()
    for is_meant, places in groupby(range(len(text)), meant.__getitem__):
        run = "".join(text[place] for place in places)
        painter.setFont(bold if is_meant else plain)
        painter.setPen(
            tones.accent(option.palette) if is_meant else option.palette.color(_TEXT_ROLE)
        )
        metrics = painter.fontMetrics()
        run = metrics.elidedText(run, Qt.TextElideMode.ElideRight, area.right() - x)
        rest = area.adjusted(x - area.left(), 0, 8, 0)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, run)
        x += metrics.horizontalAdvance(run)
    return x
