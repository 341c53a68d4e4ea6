"""Painting sentences as such: their borders, those picked, the one that is being linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from evreader.ui.reader.gutter import extent

if TYPE_CHECKING:
    from collections.abc import Collection

    from evreader.domain.article import SentenceRef
    from evreader.ui.look import Look
    from evreader.ui.reader.linking import Thread
    from evreader.ui.reader.page import Cell, Page

_PICKED_ALPHA = 46
_BAR = 7.0


def paint_borders(painter: QPainter, cell: Cell, look: Look) -> None:
    """Paint a fine mark where each sentence but the first begins, from the cell's corner."""
    painter.setPen(QPen(look.color("muted"), 1))
    for start, _ in cell.layout.content.passage.sentences[1:]:
        rect = cell.layout.caret_rect(start)
        x, top, bottom = rect.left() - 1.5, rect.top() + 1, rect.bottom() - 1
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.drawLine(QPointF(x, top), QPointF(x + 3, top))


def paint_picked(
    painter: QPainter, cell: Cell, look: Look, picked: Collection[SentenceRef]
) -> None:
    """Paint the ground of sentences picked to be linked, and a frame around each line."""
    color = look.color("accent")
    ground = look.color("accent")
    ground.setAlpha(_PICKED_ALPHA)
    painter.setPen(QPen(color, 1, QtCore.Qt.PenStyle.DotLine))
    painter.setBrush(ground)
    for passage, number in picked:
        sentences = cell.layout.content.passage.sentences
        if passage == cell.passage and number < len(sentences):
            for rect in cell.layout.rects(*sentences[number]):
                painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)


def paint_handle(painter: QPainter, page: Page, look: Look, ref: SentenceRef, *, top: int) -> None:
    """Paint the edge by which a sentence can be taken, in the gutter beside it."""
    span = page.contents.span(ref)
    box = extent(page, {ref.passage: [span]}, top) if span is not None else None
    if box is None:
        return
    x = _handle_x(page, ref)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    pen = QPen(look.color("faint"), 2)
    pen.setCapStyle(QtCore.Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(x, box.top() + 4), QPointF(x, box.bottom() - 2))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_thread(painter: QPainter, page: Page, look: Look, thread: Thread, *, top: int) -> None:
    """Paint the link being drawn: from its sentence to the pointer, with what it would join."""
    span = page.contents.span(thread.source)
    box = extent(page, {thread.source.passage: [span]}, top) if span is not None else None
    if box is None:
        return
    paint_handle(painter, page, look, thread.source, top=top)
    start = QPointF(_handle_x(page, thread.source), box.center().y())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    pen = QPen(look.color("accent"), 1.5)
    if thread.target is None:
        pen.setStyle(QtCore.Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.drawLine(start, QPointF(thread.pointer))
    painter.setBrush(look.color("accent"))
    painter.drawEllipse(QPointF(thread.pointer), 3, 3)
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _handle_x(page: Page, ref: SentenceRef) -> float:
    columns = page.columns
    if page.rows.side(ref.passage) == "left" or columns.is_single:
        return columns.left + columns.width + _BAR
    return columns.right - _BAR
