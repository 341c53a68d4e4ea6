"""The drawn network: discs, edges and labels, and what lies under a point of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QGraphicsObject

from evreader.domain.network import Network
from evreader.override import override
from evreader.ui.network.labels import Room, along, beside
from evreader.ui.network.shapes import Curves, Discs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import (
        QFont,
    )
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from evreader.domain.network import Edge, Node, Position

DASHES: tuple[tuple[float, ...], ...] = (
    (),
    (5, 2.5),
    (1.2, 1.8),
    (8, 2.5, 1, 2.5),
    (2.5, 2),
    (5, 2, 1, 2, 1, 2),
    (12, 3),
    (3, 2, 3, 5),
    (2, 4),
    (10, 2, 2, 2, 2, 2),
)
"""Dash patterns in pen widths; with the two widths below, twenty types differ without colour."""
WIDTHS = (2.0, 3.4)
LABELLED = 250
"""At most so many labels of a kind are tried, so that a frame stays short."""
FEW = 12
"""So few companies are all named, even if a name touches another."""
FOREMOST = 60
"""In a crowd larger than that, the companies with most deals, which alone are labelled."""
DETAILED = 1500
"""With more edges than this, lines are solid and plain, or a frame takes half a second."""


@dataclass(frozen=True, slots=True)
class Line:
    """How the edges of one deal type look."""

    color: QColor
    label: str
    dash: tuple[float, ...] = ()
    width: float = WIDTHS[0]

    @classmethod
    def numbered(cls, number: int, color: QColor, label: str) -> Line:
        """The line of the ``number``-th deal type (from 0)."""
        turn, place = divmod(number, len(DASHES))
        return cls(color, label, DASHES[place], WIDTHS[turn % len(WIDTHS)])

    def pen(self, *, wider: float = 0.0, plain: bool = False) -> QPen:
        """The pen that draws it, some pixels wider; ``plain``: thin and solid, drawn fast."""
        pen = QPen(self.color, 1.0 if plain else self.width + wider)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self.dash and not plain:
            pen.setDashPattern(list(self.dash))
        return pen


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours and font of a picture besides those of the deal types."""

    paper: QColor
    text: QColor
    quiet: QColor
    accent: QColor
    font: QFont
    nodes: Mapping[str, QColor] = field(default_factory=dict)


class Spot(NamedTuple):
    """What lies under a point: a company, else a deal, else (0, 0)."""

    entity: int = 0
    deal: int = 0


class Label(NamedTuple):
    """Words that found a free place, in pixels; those of an edge have its colour."""

    place: QRectF
    lines: list[str]
    color: QColor | None = None


class NetworkPicture(QGraphicsObject):
    """Draws a network in the coordinates of its layout; discs and labels keep their pixel size."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self._lines: Mapping[str, Line] = {}
        self._network = Network()
        self._positions: Mapping[int, Position] = {}
        self._hidden: frozenset[str] = frozenset()
        self._language = "en"
        self._deal = 0
        self._under = Spot()
        self._curves = Curves()
        self._extent = QRectF()
        self._discs: Discs | None = None
        self._labels: dict[int, QRectF] = {}
        self._written: list[Label] = []
        self._written_for: object = None

    def set_network(
        self,
        network: Network,
        positions: Mapping[int, Position],
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        """Show this network, each company at its position, without some deal types."""
        self.prepareGeometryChange()
        self._network, self._positions, self._hidden = network, positions, hidden
        self._labels = {}
        self._discs = None
        self._written_for = None
        edges = [edge for edge in network.edges if edge.type not in hidden]
        self._curves = Curves(edges, positions)
        self._extent = self._measured()
        self.update()

    def set_style(self, ink: Ink, lines: Mapping[str, Line], language: str) -> None:
        """Colours, lines by deal type, and the language of the upper label."""
        self._ink, self._lines, self._language = ink, lines, language
        self._written_for = None
        self.update()

    def set_deal(self, deal: int) -> None:
        """Bring one deal to the front (0: none)."""
        self._deal = deal
        self.update()

    def set_under(self, spot: Spot) -> None:
        """What the pointer is over."""
        if spot != self._under:
            self._under = spot
            self.update()

    def place_of(self, deal: int) -> QPointF | None:
        """The middle of a deal's first edge that is shown, or None."""
        for edge, path in self._curves.paths.items():
            if edge.deal == deal:
                return path.pointAtPercent(0.5)
        return None

    def spot_at(self, point: QPointF, view: QTransform) -> Spot:
        """What lies at a pixel; ``view`` turns layout coordinates into pixels."""
        disc = self._discs_in(view).at(point)
        if disc >= 0:
            return Spot(entity=self._network.nodes[disc].entity)
        for entity, place in self._labels.items():
            if place.contains(point):
                return Spot(entity=entity)
        edge = self._curves.near(point, view)
        return Spot(deal=edge.deal) if edge is not None else Spot()

    def content_rect(self) -> QRectF:
        """The extent of nodes and edges, in layout coordinates."""
        return QRectF(self._extent)

    def _measured(self) -> QRectF:
        if not self._positions:
            return QRectF()
        places = np.array(list(self._positions.values()))
        places = np.vstack([places, self._curves.points.reshape(-1, 2)])
        low, high = places.min(axis=0), places.max(axis=0)
        return QRectF(QPointF(*low), QPointF(*high))

    @override
    def boundingRect(self) -> QRectF:
        # Labels have a size in pixels, so no rectangle in layout units is sure to hold them; the
        # view repaints as a whole.
        return self.content_rect().adjusted(-2, -2, 2, 2)

    @override
    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        view = painter.worldTransform()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # In pixels from here on; not by cosmetic pens, which ignore the ratio of a fine screen.
        painter.resetTransform()
        self._paint_edges(painter, view)
        self._paint_nodes(painter, view)
        labels = self._labels_for(view, QRectF(painter.viewport()))
        for label in labels:  # all before any text: where two touch, both can be read
            self._veil(painter, label)
        for label in labels:
            self._write(painter, label)
        painter.restore()

    def _front(self, edge: Edge) -> bool:
        return edge.deal in {self._deal, self._under.deal} - {0}

    def _paint_edges(self, painter: QPainter, view: QTransform) -> None:
        together: defaultdict[str, QPainterPath] = defaultdict(QPainterPath)
        front: list[tuple[Edge, QPainterPath]] = []
        for edge, path in self._curves.paths.items():
            if self._front(edge):
                front.append((edge, path))
            else:
                together[edge.type].addPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        plain = len(self._curves.paths) > DETAILED
        for kind, path in together.items():
            painter.setPen(self._lines[kind].pen(plain=plain))
            painter.drawPath(view.map(path))
        for edge, path in front:
            glow = QColor(self._ink.accent)
            glow.setAlphaF(0.4 if edge.deal == self._deal else 0.2)
            line = self._lines[edge.type]
            painter.setPen(QPen(glow, line.width + 8))
            painter.drawPath(view.map(path))
            painter.setPen(line.pen(wider=1.0))
            painter.drawPath(view.map(path))

    def _paint_nodes(self, painter: QPainter, view: QTransform) -> None:
        joined = self._joined()
        for node, disc in zip(self._network.nodes, self._discs_in(view).squares, strict=True):
            lit = node.entity == self._under.entity
            painter.setOpacity(1.0 if node.entity in joined else 0.3)
            painter.setPen(QPen(self._ink.accent if lit else self._ink.paper, 2.0))
            painter.setBrush(self._ink.nodes.get(node.type, self._ink.quiet))
            painter.drawEllipse(disc)
        painter.setOpacity(1.0)

    def _labels_for(self, view: QTransform, area: QRectF) -> list[Label]:
        """The labels, placed anew only where something they depend on is another than before."""
        now = (QTransform(view), area, self._deal, self._under)
        if now != self._written_for:
            self._written = [*self._node_labels(view, area)]
            self._written_for = now
        return self._written

    def _node_labels(self, view: QTransform, area: QRectF) -> Iterator[Label]:
        joined = self._joined()
        discs = dict(zip(self._network.nodes, self._discs_in(view).squares, strict=True))
        near = [node for node, disc in discs.items() if area.intersects(disc)]
        near.sort(key=lambda node: (node.entity != self._under.entity, -node.deals))
        near = near if len(near) <= LABELLED else near[:FOREMOST]
        room = Room((discs[node] for node in near), area)
        self._labels = {}
        for node in near:
            forced = node.entity == self._under.entity or len(near) <= FEW
            if node.entity in joined or forced:
                lines = self._names(node)
                place = room.take(beside(discs[node], self._size(lines)), forced=forced)
                if place is not None:
                    self._labels[node.entity] = place
                    yield Label(place, lines)
        yield from self._edge_labels(view, area, room)

    def _edge_labels(self, view: QTransform, area: QRectF, room: Room) -> Iterator[Label]:
        front = [edge for edge in self._curves.paths if self._front(edge)]
        sizes = {kind: self._size([line.label]) for kind, line in self._lines.items()}
        widths = {kind: size.width() for kind, size in sizes.items()}
        others = [edge for edge in self._curves.with_room(view, area, widths) if edge not in front]
        for edge in (front + others)[:LABELLED]:
            path = self._curves.paths[edge]
            spots = [view.map(path.pointAtPercent(share)) for share in (0.5, 0.4, 0.6, 0.3, 0.7)]
            if area.contains(spots[0]):
                place = room.take(along(spots, sizes[edge.type]), forced=edge in front)
                if place is not None:
                    line = self._lines[edge.type]
                    yield Label(place, [line.label], line.color)

    def _veil(self, painter: QPainter, label: Label) -> None:
        """Paper below a label, so that edges behind do not cross its letters."""
        veil = QColor(self._ink.paper)
        veil.setAlphaF(0.85)
        painter.setPen(QPen(label.color, 1.0) if label.color else Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        painter.drawRoundedRect(label.place, 3, 3)

    def _write(self, painter: QPainter, label: Label) -> None:
        painter.setFont(self._ink.font)
        place, height = label.place, label.place.height() / len(label.lines)
        for number, line in enumerate(label.lines):
            painter.setPen(self._ink.quiet if number or label.color else self._ink.text)
            row = QRectF(place.x(), place.y() + number * height, place.width(), height)
            painter.drawText(row, Qt.AlignmentFlag.AlignCenter, line)

    def _names(self, node: Node) -> list[str]:
        """The label's lines: both names, the one in the language of labels above."""
        names = (node.zh, node.en) if self._language == "zh" else (node.en, node.zh)
        return [name for name in names if name]

    def _size(self, lines: list[str]) -> QSizeF:
        metrics = QFontMetricsF(self._ink.font)
        width = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
        return QSizeF(width + 6, metrics.height() * len(lines) + 1)

    def _joined(self) -> set[int]:
        """Companies that a shown edge ends at."""
        return {entity for edge in self._curves.paths for entity in (edge.source, edge.target)}

    def _discs_in(self, view: QTransform) -> Discs:
        """The discs, worked out anew only for another view."""
        if self._discs is None or self._discs.view != view:
            self._discs = Discs(self._network.nodes, self._positions, QTransform(view))
        return self._discs
