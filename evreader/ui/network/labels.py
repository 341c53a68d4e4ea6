"""Room for labels on a crowded picture: each gets a free place, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray
    from PySide6.QtCore import QSizeF

GAP = 3.0
"""Pixels between a disc and its label."""


class Room:
    """The part of a picture that is still free, in pixels.

    Args:
        discs: the squares around the discs; no label may cover a disc other than its own.
        area: labels stay inside it.
    """

    def __init__(self, discs: Iterable[QRectF], area: QRectF) -> None:
        self._area = area
        self._taken: NDArray[np.float64] = np.array([_edges(rect) for rect in discs]).reshape(-1, 4)

    def take(self, places: Iterable[QRectF], *, forced: bool = False) -> QRectF | None:
        """Occupy the first free place, or, if ``forced``, the one that covers least."""
        inside = [place for place in places if self._area.contains(place)]
        for place in inside:
            if not self._covered(place):
                return self._occupy(place)
        return self._occupy(min(inside, key=self._covered)) if forced and inside else None

    def _covered(self, place: QRectF) -> float:
        """How much of discs and labels it would cover, in square pixels."""
        left, top, right, bottom = _edges(place)
        taken = self._taken
        width = np.minimum(taken[:, 2], right) - np.maximum(taken[:, 0], left)
        height = np.minimum(taken[:, 3], bottom) - np.maximum(taken[:, 1], top)
        return float((width.clip(0) * height.clip(0)).sum())

    def _occupy(self, place: QRectF) -> QRectF:
        self._taken = np.vstack([self._taken, _edges(place)])
        return place


def beside(disc: QRectF, size: QSizeF) -> Iterator[QRectF]:
    """Places for a label beside a disc, best first: below, above, right, left, then the corners."""
    width, height = size.width(), size.height()
    middle = disc.center()
    below, above = disc.bottom() + GAP, disc.top() - GAP - height
    right, left = disc.right() + GAP, disc.left() - GAP - width
    yield QRectF(middle.x() - width / 2, below, width, height)
    yield QRectF(middle.x() - width / 2, above, width, height)
    yield QRectF(right, middle.y() - height / 2, width, height)
    yield QRectF(left, middle.y() - height / 2, width, height)
    for x in (middle.x(), middle.x() - width):
        yield QRectF(x, below, width, height)
        yield QRectF(x, above, width, height)
    for x in (right, left):
        yield QRectF(x, middle.y(), width, height)
        yield QRectF(x, middle.y() - height, width, height)


def along(points: Iterable[QPointF], size: QSizeF) -> Iterator[QRectF]:
    """Places for a label at points of an edge: on the edge, then just above and below it."""
    points = list(points)
    for lift in (0.0, -size.height(), size.height()):
        for point in points:
            corner = QPointF(point.x() - size.width() / 2, point.y() - size.height() / 2 + lift)
            yield QRectF(corner, size)


def _edges(rect: QRectF) -> tuple[float, float, float, float]:
    return rect.left(), rect.top(), rect.right(), rect.bottom()
