"""The painter: puts a page on the screen. It decides nothing; all it draws is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath

from evreader.ui.reader.gutter import paint_bar, paint_connector, paint_marks_of
from evreader.ui.reader.ink import Lettering, colored, fill, fill_shape, stroke
from evreader.ui.reader.mark_painter import paint_marks
from evreader.ui.reader.sentence_painter import (
    paint_borders,
    paint_handle,
    paint_picked,
    paint_thread,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from PySide6.QtGui import QColor

    from evreader.domain.article import Passage, SentenceRef, Span
    from evreader.domain.reading import Selection
    from evreader.ui.look import Look
    from evreader.ui.reader.columns import Columns
    from evreader.ui.reader.counterpart import Counterparts
    from evreader.ui.reader.linking import Thread
    from evreader.ui.reader.page import Cell, Page, PlacedRow, Position
    from evreader.ui.reader.passage_layout import PassageLayout


class Shown(NamedTuple):
    """What is drawn besides text and mentions.

    Attributes:
        caret: where the caret is; None while it is dark or the view has no focus.
        selected: selected stretches, by passage.
        mentions: ids of selected mentions.
        active: sentences of the caret and their counterparts.
        hovered: sentences under the pointer and their counterparts.
        flash: a stretch that was just revealed.
        fold: the key of the fold that has the focus.
        hovered_fold: the key of the fold under the pointer.
        picked: sentences collected to be linked.
        handle: the sentence that can be taken at the pointer.
        thread: the link being drawn.
        borders: whether sentences show where they begin.
    """

    caret: Position | None
    selected: Mapping[int, Selection]
    mentions: Collection[int]
    active: Counterparts | None
    hovered: Counterparts | None
    flash: Selection | None
    fold: int | None
    hovered_fold: int | None
    picked: Collection[SentenceRef]
    handle: SentenceRef | None
    thread: Thread | None
    borders: bool


class ReaderPainter:
    """Paints rows of a page with the colours of a look."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._lettering = Lettering()

    def paint(self, painter: QPainter, page: Page, *, area: QRect, top: int, shown: Shown) -> None:
        """Paint the rows that meet an area of the view, whose upper edge is at ``top``."""
        for pair in (shown.active, shown.hovered):
            if pair is not None:
                paint_connector(painter, page, self._look, pair=pair, top=top)
        for y, placed in page.between(top + area.top(), top + area.bottom() + 1):
            if placed.fold is not None:
                self._paint_fold(painter, page, y - top, row=placed, shown=shown)
                continue
            if placed.empty is not None:
                self._paint_empty(painter, page.columns, y - top, placed)
            paint_bar(painter, page.columns, self._look, row=placed, y=y - top)
            paint_marks_of(
                painter,
                page.columns,
                self._look,
                row=placed,
                y=y - top,
                lettering=self._lettering,
            )
            for cell in placed.cells:
                self._paint_cell(painter, page, cell, y=y - top + cell.y, shown=shown, area=area)
        if shown.thread is not None:
            paint_thread(painter, page, self._look, shown.thread, top=top)
        elif shown.handle is not None:
            paint_handle(painter, page, self._look, shown.handle, top=top)
        self._paint_caret(painter, page, shown, top)

    def _paint_cell(
        self, painter: QPainter, page: Page, cell: Cell, *, y: int, shown: Shown, area: QRect
    ) -> None:
        painter.save()
        painter.translate(cell.x, y)
        layout = cell.layout
        self._paint_grounds(painter, cell, shown)
        passage = layout.content.passage
        clip = QRectF(area.translated(-cell.x, -y)).adjusted(-cell.x, -2, cell.x, 2)
        # The pen of a view is its text's colour from the start.
        is_muted = passage.kind == "boilerplate"
        ways = colored(layout.offsets.size, self._look.color("muted")) if is_muted else []
        layout.text.draw(painter, QPointF(0, 0), ways, clip)
        if layout.ruby is not None:
            layout.ruby.paint(painter, layout, self._look, clip)
        paint_marks(
            painter,
            layout,
            self._look,
            chosen=shown.mentions,
            clip=clip,
            lettering=self._lettering,
        )
        if shown.borders:
            paint_borders(painter, cell, self._look)
        self._paint_tag(painter, page, cell, passage)
        painter.restore()

    def _paint_grounds(self, painter: QPainter, cell: Cell, shown: Shown) -> None:
        layout, passage = cell.layout, cell.passage
        for pair in (shown.hovered, shown.active):
            if pair is not None:
                self._fill(painter, layout, pair.here.get(passage, ()), "hover")
                self._fill(painter, layout, pair.there.get(passage, ()), "counterpart")
        if shown.thread is not None and shown.thread.target is not None:
            target = shown.thread.target
            if target.passage == passage:
                self._fill(
                    painter,
                    layout,
                    [layout.content.passage.sentences[target.sentence]],
                    "counterpart",
                )
        if shown.picked:
            painter.save()
            paint_picked(painter, cell, self._look, shown.picked)
            painter.restore()
        if shown.flash is not None and shown.flash.passage == passage:
            self._fill(painter, layout, [shown.flash[1:]], "flash")
        for mention in layout.content.mentions:
            if mention.id in shown.mentions:
                tint = self._look.type_color(mention.type)
                tint.setAlpha(52)
                self._fill(painter, layout, mention.fragments, tint)
        if passage in shown.selected:
            self._fill(painter, layout, [shown.selected[passage][1:]], "selection")

    def _fill(
        self,
        painter: QPainter,
        layout: PassageLayout,
        stretches: Iterable[Span | tuple[int, int]],
        color: str | QColor,
    ) -> None:
        ground = self._look.color(color) if isinstance(color, str) else color
        for start, end in stretches:
            for rect in layout.rects(start, end):
                fill(painter, rect.toAlignedRect(), ground)

    def _paint_tag(self, painter: QPainter, page: Page, cell: Cell, passage: Passage) -> None:
        text = tag_text(passage)
        if not text:
            return
        font = self._look.font("en", "label")
        color = self._look.color("accent" if passage.kind == "boilerplate" else "faint")
        width = QFontMetricsF(font).horizontalAdvance
        words = []
        for number, line in enumerate(text.split("\n")):
            rect = tag_rect(page, cell).translated(0, number * self._look.size("label"))
            x = rect.left() if cell.side == "right" else rect.right() + 1 - width(line)
            descent = QFontMetricsF(font).descent()
            words.append((QPointF(x, rect.bottom() + 1 - descent), line, color))
        self._lettering.write(painter, font, words)

    def _paint_empty(self, painter: QPainter, columns: Columns, y: int, row: PlacedRow) -> None:
        if row.empty is None:
            return
        look, first = self._look, row.cells[0]
        box = QRectF(row.empty.translated(0, y))
        if not columns.is_single:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
            frame = QPainterPath()
            frame.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            fill_shape(painter, frame, look.color("empty"))
            stroke(painter, frame, look.color("rule"), dashes=(3, 4))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        text = QCoreApplication.translate("ReaderView", "no counterpart")
        middle = row.empty.height() // 2 + look.size("label") // 2
        baseline = min(first.layout.rhythm.baseline, middle)
        place = QPointF(row.empty.x() + 10, box.top() + baseline)
        self._lettering.write(
            painter, look.font("en", "label"), [(place, text, look.color("muted"))]
        )

    def _paint_fold(
        self, painter: QPainter, page: Page, y: int, *, row: PlacedRow, shown: Shown
    ) -> None:
        fold, columns, look = row.fold, page.columns, self._look
        if fold is None:
            return
        rect = fold_rect(page, y, row.height)
        is_lit = fold.key == shown.hovered_fold
        if is_lit:
            fill(painter, rect, look.color("hover"))
        font = look.font("en", "label")
        measures = QFontMetricsF(font)
        text = fold_text(fold.size, is_open=fold.is_open)
        baseline = rect.top() + (rect.height() - measures.height()) / 2 + measures.ascent()
        color = look.color("text" if is_lit else "muted")
        self._lettering.write(painter, font, [(QPointF(rect.left() + 8, baseline), text, color)])
        start = rect.left() + 8 + round(measures.horizontalAdvance(text)) + columns.em
        middle = rect.center().y()
        fill(painter, QRect(start, middle, rect.right() - start - 8, 1), look.color("rule"))
        if fold.key == shown.fold:
            frame = QPainterPath()
            frame.addRect(QRectF(rect.adjusted(0, 0, -1, -1)))
            stroke(painter, frame, look.color("accent"))

    def _paint_caret(self, painter: QPainter, page: Page, shown: Shown, top: int) -> None:
        if shown.caret is None:
            return
        rect = page.caret_rect(shown.caret)
        if rect is not None:
            fill(painter, rect.translated(0, -top), self._look.color("accent"))


def fold_text(count: int, *, is_open: bool) -> str:
    """What a row that stands for boilerplate says."""
    if count == 1:
        text = QCoreApplication.translate("ReaderView", "1 passage of boilerplate")
    else:
        text = QCoreApplication.translate("ReaderView", "{count} passages of boilerplate")
    return ("▾  " if is_open else "▸  ") + text.format(count=count)


def fold_rect(page: Page, y: int, height: int) -> QRect:
    """Where the row of a fold is, from its top."""
    columns = page.columns
    width = columns.span + 16
    tall = round(columns.em * 1.7)
    return QRect(columns.left - 8, y + (height - columns.em - tall) // 2, width, tall)


def tag_text(passage: Passage) -> str:
    """The quiet word beside a passage that is not plainly of its column's language."""
    if passage.kind == "boilerplate":
        return QCoreApplication.translate("ReaderView", "restore")
    if passage.origin == "user":
        return QCoreApplication.translate("ReaderView", "yours")
    if passage.original:
        return "✎"
    if passage.language == "other":
        return QCoreApplication.translate("ReaderView", "other")
    if passage.mixed:
        return "EN\n中" if passage.language == "en" else "中\nEN"
    return ""


def tag_rect(page: Page, cell: Cell) -> QRect:
    """Where the tag's first line is, from the upper left of the cell."""
    columns = page.columns
    baseline = cell.layout.rhythm.baseline
    if cell.side == "left":
        return QRect(-columns.margin, 0, columns.margin - 12, baseline + 1)
    return QRect(columns.width + 12, 0, columns.margin - 12, baseline + 1)
