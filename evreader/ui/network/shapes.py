"""The shapes of a drawn network: edges as curves in layout units, companies as discs in pixels.

They are worked out for all at once, since a network may have thousands of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QTransform

    from evreader.domain.network import Edge, Node, Position

    Points = NDArray[np.float64]

BEND = 0.3
"""Units between two parallel edges at their middle."""
LOOP = 0.5
"""Size in units of an edge that leads back to its own node."""
STEPS = 12
"""Straight pieces that stand for a curve when looking what is under the pointer."""
REACH = 6.0
"""Pixels from an edge that still count as on it."""
_SHARE = np.linspace(0.0, 1.0, STEPS + 1)
_BERNSTEIN = np.stack(
    [
        (1 - _SHARE) ** 3,
        3 * _SHARE * (1 - _SHARE) ** 2,
        3 * _SHARE**2 * (1 - _SHARE),
        _SHARE**3,
    ],
    axis=1,
)


class Curves:
    """The edges of a network between companies that stand at these positions."""

    def __init__(self, edges: Sequence[Edge] = (), positions: Mapping[int, Position] = {}) -> None:
        controls = _controls(edges, positions)
        self.paths = {edge: _path(points) for edge, points in zip(edges, controls, strict=True)}
        self.points: Points = np.einsum("sc,ecx->esx", _BERNSTEIN, controls)
        pieces = np.diff(self.points, axis=1)
        self._edges = list(edges)
        self._lengths: Points = np.hypot(pieces[..., 0], pieces[..., 1]).sum(axis=1)

    def near(self, point: QPointF, view: QTransform) -> Edge | None:
        """The edge at a pixel; ``view`` turns layout units into pixels."""
        if not self._edges:
            return None
        inverse, _possible = view.inverted()
        at = inverse.map(point)
        distances = _distances(self.points, np.array([at.x(), at.y()])) * abs(view.m11())
        nearest = int(distances.argmin())
        return self._edges[nearest] if distances[nearest] <= REACH else None

    def with_room(self, view: QTransform, area: QRectF, widths: Mapping[str, float]) -> list[Edge]:
        """The edges whose middle is in sight and that are as long as their type's label is wide."""
        if not self._edges:
            return []
        needed = np.array([widths[edge.type] for edge in self._edges])
        middles = mapped(view, self.points[:, STEPS // 2])
        low, high = (area.left(), area.top()), (area.right(), area.bottom())
        seen = ((middles >= low) & (middles <= high)).all(axis=1)
        long = self._lengths * abs(view.m11()) >= needed
        return [self._edges[number] for number in np.flatnonzero(seen & long)]


class Discs:
    """The companies of a network as discs, for one view of it."""

    def __init__(
        self, nodes: Sequence[Node], positions: Mapping[int, Position], view: QTransform
    ) -> None:
        places = np.array([positions[node.entity] for node in nodes], dtype=float).reshape(-1, 2)
        deals = np.array([node.deals for node in nodes], dtype=float)
        # Discs do not grow into each other when zoomed out.
        most = min(15.0, max(3.0, 0.1 * abs(view.m11())))
        self.view = view
        self._middles = mapped(view, places)
        self._radii = np.minimum(5.0 + 1.8 * deals**0.5, most)
        squares = np.column_stack([self._middles - self._radii[:, None], 2 * self._radii])
        self.squares = [QRectF(x, y, size, size) for x, y, size in squares.tolist()]

    def at(self, point: QPointF) -> int:
        """The number of the disc at a pixel, or -1."""
        away = np.abs(self._middles - (point.x(), point.y()))
        under = np.flatnonzero((away <= self._radii[:, None] + 2).all(axis=1))
        return int(under[0]) if len(under) else -1


def mapped(view: QTransform, points: Points) -> Points:
    """Points in layout units as pixels."""
    turn = np.array([[view.m11(), view.m12()], [view.m21(), view.m22()]])
    return np.asarray(points @ turn + (view.dx(), view.dy()))


def _controls(edges: Sequence[Edge], positions: Mapping[int, Position]) -> NDArray[np.float64]:
    """The four control points of each edge as a cubic curve."""
    ends = [(positions[edge.source], positions[edge.target]) for edge in edges]
    start, end = np.array(ends, dtype=float).reshape(-1, 2, 2).transpose(1, 0, 2)
    bend = np.array([edge.bend for edge in edges]).reshape(-1, 1)
    step = end - start
    length = np.hypot(step[:, 0], step[:, 1]).reshape(-1, 1)
    # A cubic curve comes three quarters as far as its two inner control points.
    aside = np.stack([-step[:, 1], step[:, 0]], axis=1) / np.maximum(length, 1e-6) * bend
    aside *= BEND * 4 / 3
    size = LOOP * (1 + 0.35 * (bend + 0.5))
    loop = np.array([edge.source == edge.target for edge in edges]).reshape(-1, 1)
    first = np.where(loop, start + size * (-1, 1), start + step / 3 + aside)
    second = np.where(loop, start + size, end - step / 3 + aside)
    return np.stack([start, first, second, end], axis=1)


def _path(controls: NDArray[np.float64]) -> QPainterPath:
    start, first, second, end = (QPointF(x, y) for x, y in controls.tolist())
    path = QPainterPath(start)
    path.cubicTo(first, second, end)
    return path


def _distances(curves: NDArray[np.float64], at: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far the point is from each curve, in the curves' units."""
    start, step = curves[:, :-1], np.diff(curves, axis=1)
    square = np.maximum((step**2).sum(axis=2), 1e-12)
    share = np.clip((((at - start) * step).sum(axis=2)) / square, 0.0, 1.0)
    away = start + share[..., None] * step - at
    return np.asarray(np.hypot(away[..., 0], away[..., 1]).min(axis=1))
