"""Discs and curves, and what lies at a pixel of them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from evreader.domain.network import Edge, Node, Position
from evreader.ui.network.shapes import Curves, Discs

NODES = [Node(1, "Company", "Nordcell", "", 1), Node(2, "Company", "Sunbird", "", 9)]
PLACES = {1: Position(0.0, 0.0), 2: Position(2.0, 1.0)}
VIEW = QTransform(100, 0, 0, -100, 50, 200)


def test_a_disc_stands_at_its_company_and_is_larger_with_more_deals() -> None:
    discs = Discs(NODES, PLACES, VIEW)
    assert [square.center() for square in discs.squares] == [QPointF(50, 200), QPointF(250, 100)]
    assert discs.squares[1].width() > discs.squares[0].width()
    assert [discs.at(QPointF(*point)) for point in ((50, 200), (250, 100), (150, 150))] == [
        0,
        1,
        -1,
    ]
    assert Discs([], {}, VIEW).at(QPointF()) == -1


def test_an_edge_is_found_where_it_runs_and_named_where_its_label_has_room() -> None:
    edge, loop = Edge(7, "Supply", 1, 2), Edge(8, "Supply", 1, 1)
    curves = Curves([edge, loop], PLACES)
    assert curves.near(QPointF(150, 151), VIEW) == edge
    assert curves.near(QPointF(150, 190), VIEW) is None
    everywhere = QRectF(0, 0, 400, 400)
    assert curves.with_room(VIEW, everywhere, {"Supply": 10.0}) == [edge, loop]
    assert curves.with_room(VIEW, everywhere, {"Supply": 200.0}) == [edge]
    assert curves.with_room(VIEW, QRectF(200, 0, 100, 400), {"Supply": 10.0}) == []
    assert Curves().near(QPointF(), VIEW) is None
    assert Curves().with_room(VIEW, everywhere, {}) == []
