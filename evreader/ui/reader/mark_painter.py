"""Paints the brackets and labels of mentions under the lines of a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from evreader.ui.reader.marks import dot_size

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QColor

    from evreader.ui.look import Look
    from evreader.ui.reader.marks import Mark
    from evreader.ui.reader.passage_layout import PassageLayout

    _Label = tuple[Mark, int, QColor]

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
    first, last = clip.top() - layout.rhythm.lane, clip.bottom()
    colors = {kind: look.type_color(kind) for kind in {m.mention.type for m in layout.marks}}
    labels: list[_Label] = []
    for mark in layout.marks:
        top = layout.lane_top(mark)
        if first <= top <= last:
            color = colors[mark.mention.type]
            is_chosen = mark.mention.id in chosen
            _paint_bracket(painter, mark, top, color, width=2 if is_chosen else 1)
            if mark.label:
                labels.append((mark, top, color))
    if labels:
        painter.setFont(look.font(look.label_language, "label"))
        _paint_labels(painter, labels, look.size("label"))


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


def _paint_labels(painter: QPainter, labels: Sequence[_Label], size: int) -> None:
    """Dots first, then texts: switching smoothing for each label took a tenth of a frame."""
    dot = dot_size(size)
    down = 2 + round(size * 1.02)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    for mark, top, color in labels:
        painter.setPen(color)
        painter.setBrush(Qt.BrushStyle.NoBrush if mark.mention.entity is None else color)
        left = round(mark.x0) + 1.5
        middle = top + down - round(size * 0.36)
        painter.drawEllipse(QRectF(left, middle - dot / 2, dot - 1, dot - 1))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for mark, top, color in labels:
        painter.setPen(color)
        painter.drawText(QPointF(round(mark.x0) + 4 + dot, top + down), mark.label)
