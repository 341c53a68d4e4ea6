"""The painter: puts a page on the screen. It decides nothing; all it draws is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from evreader.ui.reader.gutter import paint_connector, paint_link
from evreader.ui.reader.mark_painter import paint_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from evreader.domain.article import Passage, Span
    from evreader.domain.reading import Selection
    from evreader.ui.look import Look
    from evreader.ui.reader.counterpart import Counterparts
    from evreader.ui.reader.page import Cell, Page, PlacedRow, Position
    from evreader.ui.reader.passage_layout import PassageLayout


@dataclass(slots=True)
class Shown:
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
    """

    caret: Position | None = None
    selected: Mapping[int, Selection] = field(default_factory=dict)
    mentions: Collection[int] = ()
    active: Counterparts | None = None
    hovered: Counterparts | None = None
    flash: Selection | None = None
    fold: int | None = None
    hovered_fold: int | None = None


class ReaderPainter:
    """Paints rows of a page with the colours of a look."""

    def __init__(self, look: Look) -> None:
        self._look = look

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
                self._paint_empty(painter, page, y - top, placed)
            paint_link(painter, page.columns, self._look, row=placed, y=y - top)
            for cell in placed.cells:
                self._paint_cell(painter, page, cell, y=y - top + cell.y, shown=shown, area=area)
        self._paint_caret(painter, page, shown, top)

    def _paint_cell(
        self, painter: QPainter, page: Page, cell: Cell, *, y: int, shown: Shown, area: QRect
    ) -> None:
        painter.save()
        painter.translate(cell.x, y)
        layout = cell.layout
        self._paint_grounds(painter, cell, shown)
        passage = layout.content.passage
        painter.setPen(self._look.color("muted" if passage.kind == "boilerplate" else "text"))
        clip = QRectF(area.translated(-cell.x, -y)).adjusted(-cell.x, -2, cell.x, 2)
        layout.text.draw(painter, QPointF(0, 0), [], clip)
        paint_marks(painter, layout, self._look, chosen=shown.mentions, clip=clip)
        self._paint_tag(painter, page, cell, passage)
        painter.restore()

    def _paint_grounds(self, painter: QPainter, cell: Cell, shown: Shown) -> None:
        layout, passage = cell.layout, cell.passage
        for pair in (shown.hovered, shown.active):
            if pair is not None:
                self._fill(painter, layout, pair.here.get(passage, ()), "hover")
                self._fill(painter, layout, pair.there.get(passage, ()), "counterpart")
        if shown.flash is not None and shown.flash.passage == passage:
            self._fill(painter, layout, [shown.flash[1:]], "flash")
        for mention in layout.content.mentions:
            if mention.id in shown.mentions:
                tint = QColor(self._look.type_color(mention.type))
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
                painter.fillRect(rect.toAlignedRect(), ground)

    def _paint_tag(self, painter: QPainter, page: Page, cell: Cell, passage: Passage) -> None:
        text = tag_text(passage)
        if not text:
            return
        painter.setFont(self._look.font("en", "label"))
        is_action = passage.kind == "boilerplate"
        painter.setPen(self._look.color("accent" if is_action else "faint"))
        for number, line in enumerate(text.split("\n")):
            rect = tag_rect(page, cell).translated(0, number * self._look.size("label"))
            align = Qt.AlignmentFlag.AlignRight
            if cell.side == "right":
                align = Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect, align | Qt.AlignmentFlag.AlignBottom, line)

    def _paint_empty(self, painter: QPainter, page: Page, y: int, row: PlacedRow) -> None:
        columns, look, first = page.columns, self._look, row.cells[0]
        if row.empty is None:
            return
        last = row.cells[-1]
        height = last.y + last.layout.height - first.y
        box = QRectF(columns.x(row.empty) - 10, y + first.y, columns.width + 20, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        pen = QPen(look.color("rule"), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 4])
        painter.setPen(pen)
        painter.setBrush(look.color("empty"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(look.font("en", "label"))
        painter.setPen(look.color("faint"))
        text = QCoreApplication.translate("ReaderView", "no counterpart")
        baseline = min(first.layout.rhythm.baseline, height // 2 + look.size("label") // 2)
        painter.drawText(QPointF(columns.x(row.empty), box.top() + baseline), text)

    def _paint_fold(
        self, painter: QPainter, page: Page, y: int, *, row: PlacedRow, shown: Shown
    ) -> None:
        fold, columns, look = row.fold, page.columns, self._look
        if fold is None:
            return
        rect = fold_rect(page, y, row.height)
        is_lit = fold.key == shown.hovered_fold
        if is_lit:
            painter.fillRect(rect, look.color("hover"))
        painter.setFont(look.font("en", "label"))
        painter.setPen(look.color("text" if is_lit else "muted"))
        text = fold_text(fold.size, is_open=fold.is_open)
        painter.drawText(
            rect.adjusted(8, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            text,
        )
        width = QFontMetricsF(painter.font()).horizontalAdvance(text)
        start = rect.left() + 8 + round(width) + columns.em
        middle = rect.center().y()
        painter.fillRect(QRect(start, middle, rect.right() - start - 8, 1), look.color("rule"))
        if fold.key == shown.fold:
            painter.setPen(QPen(look.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _paint_caret(self, painter: QPainter, page: Page, shown: Shown, top: int) -> None:
        if shown.caret is None:
            return
        rect = page.caret_rect(shown.caret)
        if rect is not None:
            painter.fillRect(rect.translated(0, -top), self._look.color("accent"))


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
    width = 2 * columns.width + columns.gutter + 16
    tall = round(columns.em * 1.7)
    return QRect(columns.left - 8, y + (height - columns.em - tall) // 2, width, tall)


def tag_text(passage: Passage) -> str:
    """The quiet word beside a passage that is not plainly of its column's language."""
    if passage.kind == "boilerplate":
        return QCoreApplication.translate("ReaderView", "restore")
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
