"""Evidence as the user sees it: language, quote and article, one line each, to click on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from evreader.override import override
from evreader.ui.widgets import tones
from evreader.ui.widgets.captions import small

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from evreader.domain.annotation import Evidence
    from evreader.domain.article import Language
    from evreader.session.session import Session

AROUND = 24
"""Code points of context on either side of a quote."""
_CODE_WIDTH = 26
_BREAKS = re.compile(r"[\s\u2028\u2029]*[\n\r\u2028\u2029]\s*")


class Quote(NamedTuple):
    """One piece of evidence: where it stands, the quote, and what is written around it."""

    evidence: Evidence
    language: Language
    title: str
    before: str
    text: str
    after: str


def quotes_of(session: Session, evidence: Iterable[Evidence]) -> dict[Evidence, Quote]:
    """What the user reads for these pieces of evidence; those whose passage is gone are left out.

    The article titles and passages are read in one go.
    """
    items = list(evidence)
    contents = session.articles.contents(sorted({item.passage for item in items}))
    titles: dict[int, str] = {}
    found = {}
    for item in items:
        if item.passage not in contents:
            continue
        article = session.articles.article_of(item.passage)
        if article not in titles:
            titles[article] = session.articles.info(article).title
        passage = contents[item.passage].passage
        text = passage.text
        found[item] = Quote(
            item,
            passage.language,
            titles[article],
            ("…" if item.start > AROUND else "")
            + _flat(text[max(0, item.start - AROUND) : item.start]),
            _flat(text[item.start : item.end]),
            _flat(text[item.end : item.end + AROUND])
            + ("…" if item.end + AROUND < len(text) else ""),
        )
    return found


class QuoteChip(QPushButton):
    """One quote on one line; activating it shows the place, Delete takes it away.

    Signals:
        chosen: its evidence, to be shown in the reader.
        removed: its evidence, to be taken away.
    """

    chosen = Signal(object)
    removed = Signal(object)

    def __init__(self, quote: Quote, *, removable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quote = quote
        self._removable = removable
        self.setFont(small(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(f"“{quote.text}”")
        self.setAccessibleName(f"{self._code()}: {quote.text}, {quote.title}")
        self.setToolTip(f"{quote.before}«{quote.text}»{quote.after}\n{quote.title}")
        self.clicked.connect(self._choose)
        if removable:
            remove = QAction(self.tr("Remove this evidence"), self)
            remove.triggered.connect(self._remove)
            self.addAction(remove)
            self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().height() + 6)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._removable:
            self._remove()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        if self.underMouse() or self.isDown():
            painter.fillRect(self.rect(), tones.tint(palette, 0.16 if self.isDown() else 0.08))
        if self.hasFocus():
            painter.setPen(QPen(tones.accent(palette), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        area = self.rect().adjusted(4, 0, -4, 0)
        painter.setPen(tones.quiet(palette))
        side = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(area, side, self._code())
        area.setLeft(area.left() + _CODE_WIDTH)
        self._paint_quote(painter, area, side)
        painter.end()

    def _paint_quote(self, painter: QPainter, area: QRect, side: int) -> None:
        """The quote takes the room it needs; the article's title what is left, at least a third."""
        metrics = painter.fontMetrics()
        elide = Qt.TextElideMode.ElideRight
        title = metrics.horizontalAdvance(self._quote.title)
        kept = min(title, area.width() // 3)
        quote = metrics.elidedText(self.text(), elide, area.width() - kept - 12)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(area, side, quote)
        area.setLeft(area.left() + metrics.horizontalAdvance(quote) + 12)
        painter.setPen(tones.quiet(self.palette()))
        painter.drawText(area, side, metrics.elidedText(self._quote.title, elide, area.width()))

    def _code(self) -> str:
        codes = {"en": self.tr("EN"), "zh": self.tr("ZH")}
        return codes.get(self._quote.language, "–")

    def _choose(self) -> None:
        self.chosen.emit(self._quote.evidence)

    def _remove(self) -> None:
        self.removed.emit(self._quote.evidence)


class QuoteList(QWidget):
    """The evidence of one thing, a chip each.

    Signals:
        chosen: evidence to be shown in the reader.
        removed: evidence to be taken away.
    """

    chosen = Signal(object)
    removed = Signal(object)

    def __init__(self, *, removable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._removable = removable
        self._quotes: tuple[Quote, ...] = ()
        self._chips: list[QuoteChip] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.setVisible(False)

    def show_quotes(self, quotes: Sequence[Quote]) -> None:
        """Replace the chips, unless they say the same already (so the focus stays)."""
        if tuple(quotes) == self._quotes:
            return
        self._quotes = tuple(quotes)
        for chip in self.chips():
            self._box.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for quote in quotes:
            chip = QuoteChip(quote, removable=self._removable, parent=self)
            chip.chosen.connect(self.chosen)
            chip.removed.connect(self.removed)
            self._chips.append(chip)
            self._box.addWidget(chip)
            chip.show()
        self.setVisible(bool(quotes))

    def chips(self) -> list[QuoteChip]:
        """The chips, from top to bottom."""
        return list(self._chips)


def _flat(text: str) -> str:
    """The text on one line."""
    return _BREAKS.sub(" ", text)
