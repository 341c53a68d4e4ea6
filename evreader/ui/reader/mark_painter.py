"""Paints the brackets and labels of mentions under the lines of a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QPainter

from evreader.ui.reader.ink import circle, fill, fill_shape, lines, stroke
from evreader.ui.reader.marks import dot_size

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor

    from evreader.ui.look import Look
    from evreader.ui.reader.ink import Lettering
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
    lettering: Lettering,
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
        down = 2 + round(look.size("label") * 1.02)
        dot = dot_size(look.size("label"))
        _paint_dots(painter, labels, dot, down - round(look.size("label") * 0.36))
        lettering.write(
            painter,
            look.font(look.label_language, "label"),
            (
                (QPointF(round(mark.x0) + 4 + dot, top + down), mark.label, color)
                for mark, top, color in labels
            ),
        )


def _paint_bracket(painter: QPainter, mark: Mark, top: int, color: QColor, *, width: int) -> None:
    left, right = round(mark.x0) + 1, round(mark.x1) - 1
    if mark.is_gap:
        stroke(painter, lines((QPointF(left, top), QPointF(right, top))), color, dashes=(1, 3))
        return
    # Whole rectangles stay crisp on every screen; lines would be smoothed over two rows.
    fill(painter, QRect(left, top, max(right - left, 1), width), color)
    if mark.begins:
        fill(painter, QRect(left, top - _TICK, width, _TICK), color)
    if mark.ends:
        fill(painter, QRect(max(right - width, left), top - _TICK, width, _TICK), color)


def _paint_dots(painter: QPainter, labels: Sequence[_Label], size: int, middle: int) -> None:
    """All dots before any text: switching smoothing for each label took a tenth of a frame."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    radius = (size - 1) / 2
    for mark, top, color in labels:
        dot = circle(QPointF(round(mark.x0) + 1.5 + radius, top + middle - 0.5), radius)
        if mark.mention.entity is not None:
            fill_shape(painter, dot, color)
        stroke(painter, dot, color)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
