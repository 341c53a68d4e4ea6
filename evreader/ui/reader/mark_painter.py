"""Paints the brackets and labels of mentions under the lines of a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from evreader.ui.reader.marks import dot_size

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QColor

    from evreader.ui.look import Look
    from evreader.ui.reader.marks import Mark
    from evreader.ui.reader.passage_layout import PassageLayout

_TICK = 3


def paint_marks(
    painter: QPainter,
    layout: PassageLayout,
    look: Look,
    *,
    chosen: Collection[int],
    clip: QRectF,
) -> None:
    """Paint all marks of a passage that meet the clip; the painter's origin is the passage's."""
    if not layout.marks:
        return
    painter.setFont(look.font(look.label_language, "label"))
    for mark in layout.marks:
        top = layout.lane_top(mark)
        if clip.top() - layout.rhythm.lane <= top <= clip.bottom():
            color = look.type_color(mark.mention.type)
            is_chosen = mark.mention.id in chosen
            _paint_bracket(painter, mark, top, color, width=2 if is_chosen else 1)
            if mark.label:
                _paint_label(painter, mark, top, color=color)


def _paint_bracket(painter: QPainter, mark: Mark, top: int, color: QColor, *, width: int) -> None:
    left, right = round(mark.x0) + 1, round(mark.x1) - 1
    if mark.is_gap:
        pen = QPen(color, 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1, 3])
        painter.setPen(pen)
        painter.drawLine(left, top, right, top)
        return
    # Whole rectangles stay crisp on every screen; lines would be smoothed over two rows.
    painter.fillRect(left, top, max(right - left, 1), width, color)
    if mark.begins:
        painter.fillRect(left, top - _TICK, width, _TICK, color)
    if mark.ends:
        painter.fillRect(max(right - width, left), top - _TICK, width, _TICK, color)


def _paint_label(painter: QPainter, mark: Mark, top: int, *, color: QColor) -> None:
    size = painter.font().pixelSize()
    dot = dot_size(size)
    baseline = top + 2 + round(size * 1.02)
    box = QRectF(round(mark.x0) + 1.5, baseline - round(size * 0.36) - dot / 2, dot - 1, dot - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setPen(QPen(color, 1))
    if mark.mention.entity is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(color)
    painter.drawEllipse(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(color)
    painter.drawText(QPointF(round(mark.x0) + 1 + dot + 3, baseline), mark.label)
