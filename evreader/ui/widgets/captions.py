"""Labels that stay on one line: long text is elided and told in full by the tooltip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from evreader.override import override
from evreader.ui.widgets import tones

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

SMALL = 0.88


class Caption(QLabel):
    """One line of plain text that gives way to its neighbours instead of pushing them.

    Args:
        text: what it says.
        quiet: drawn behind the main text.
        parent: the owner.
    """

    def __init__(
        self, text: str = "", *, quiet: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._quiet = quiet
        self._told = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, text: str, *, more: str = "") -> None:
        """Show this text; ``more`` is added to what the tooltip tells."""
        self.setText(text)
        self._told = more
        self._tell()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: object) -> None:
        self._tell()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        role = QPalette.ColorRole.WindowText
        painter.setPen(tones.quiet(palette) if self._quiet else palette.color(role))
        area = self.contentsRect()
        text = self.fontMetrics().elidedText(
            _shown(self), Qt.TextElideMode.ElideRight, area.width() + 1
        )
        painter.drawText(area, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()

    def _tell(self) -> None:
        needed = self.fontMetrics().horizontalAdvance(_shown(self))
        parts = [self.text() if needed > self.contentsRect().width() else "", self._told]
        self.setToolTip("\n".join(part for part in parts if part))


class PairCaption(Caption):
    """A name and, behind it, the name in the other language; both are cut when room is short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._pair = ("", "")

    def say_pair(self, first: str, second: str) -> None:
        """Show these two names; the second may be empty."""
        self._pair = (first, second)
        self.say("  ".join(part for part in self._pair if part))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics, area = self.fontMetrics(), self.contentsRect()
        first, second = (metrics.horizontalAdvance(part) for part in self._pair)
        gap = 8 if second else 0
        room = area.width() - gap
        if first + second > room:
            first = max(min(first, room * 3 // 5), room - second)
        palette = self.palette()
        elide = Qt.TextElideMode.ElideRight
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(area, middle, metrics.elidedText(self._pair[0], elide, first + 1))
        painter.setPen(tones.quiet(palette))
        area.setLeft(area.left() + first + gap)
        painter.drawText(area, middle, metrics.elidedText(self._pair[1], elide, area.width() + 1))
        painter.end()


class SectionLabel(Caption):
    """The quiet heading of a section: small, spaced capitals where the script has them."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, quiet=True, parent=parent)
        font = small(self.font())
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)


class Hairline(QFrame):
    """A thin quiet line between sections."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tones.hairline(self.palette()))
        painter.end()


class FocusLine(QFrame):
    """The line that tells which part of the window has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tones.accent(self.palette()))
        painter.end()


def small(font: QFont) -> QFont:
    """The same font one step smaller."""
    smaller = QFont(font)
    if font.pointSizeF() > 0:
        smaller.setPointSizeF(font.pointSizeF() * SMALL)
    return smaller


def _shown(label: QLabel) -> str:
    if label.font().capitalization() == QFont.Capitalization.AllUppercase:
        return label.text().upper()
    return label.text()


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: ``one`` and ``many`` are translated texts with ``{n}`` in them."""
    return (one if number == 1 else many).format(n=f"{number:,}")
