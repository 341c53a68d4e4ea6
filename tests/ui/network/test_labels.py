"""Room for labels."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

from evreader.ui.network.labels import Room, along, beside

AREA = QRectF(0, 0, 400, 300)
DISC = QRectF(195, 145, 10, 10)
SIZE = QSizeF(60, 20)


def test_a_label_stands_below_its_disc_first() -> None:
    place = Room([DISC], AREA).take(beside(DISC, SIZE))
    assert place is not None
    assert place.top() > DISC.bottom()
    assert abs(place.center().x() - DISC.center().x()) < 1


def test_no_two_labels_share_a_place_and_none_leaves_the_area() -> None:
    room = Room([DISC], AREA)
    places = [room.take(beside(DISC, SIZE)) for _ in range(12)]
    found = [place for place in places if place is not None]
    assert 2 <= len(found) < 12
    for number, place in enumerate(found):
        assert AREA.contains(place)
        assert not place.intersects(DISC)
        assert not any(place.intersects(other) for other in found[:number])


def test_a_forced_label_takes_the_place_that_covers_least() -> None:
    on_edge = [QRectF(x, 140, 10, 20) for x in range(150, 260, 12)]
    room = Room([*on_edge, QRectF(190, 110, 10, 10), QRectF(190, 190, 4, 4), DISC], AREA)
    points = [QPointF(200, 150)]
    assert room.take(along(points, QSizeF(60, 30))) is None
    place = room.take(along(points, QSizeF(60, 30)), forced=True)
    assert place is not None
    assert place.top() > DISC.bottom()


def test_where_nothing_fits_even_a_forced_label_is_left_out() -> None:
    room = Room([], QRectF(0, 0, 20, 10))
    assert room.take(beside(DISC, SIZE), forced=True) is None
