"""The marks between the columns: one for each link, told apart without colour."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage, QPainter

from evreader.domain.article import Link, SentenceRef
from evreader.ui.reader.gutter import link_text, mark_at, mark_text, mark_x, paint_marks_of
from evreader.ui.reader.ink import Lettering

if TYPE_CHECKING:
    from evreader.domain.article import LinkStatus, Relation
    from evreader.ui.look import Look
    from evreader.ui.reader.page import PlacedRow
    from evreader.ui.reader.view import ReaderView
    from tests.ui.reader.conftest import FakeSource

REF = (SentenceRef(1, 0),)


def _link(
    status: LinkStatus = "automatic",
    score: float = 0.9,
    relation: Relation = "translation",
    *,
    sides: tuple[int, int] = (1, 1),
) -> Link:
    return Link(1, relation, status, score, REF * sides[0], REF * sides[1])


def _first_row(view: ReaderView) -> PlacedRow:
    view.open_article(1)
    return view.desk.page.placed(0)


def test_each_link_has_a_mark_beside_its_first_line(view: ReaderView, source: FakeSource) -> None:
    english = source.add("One is here. " * 12)
    chinese = source.add("这里有一个。" * 12, "zh")
    source.link(english, chinese)
    marks = _first_row(view).marks
    assert [mark.sentence for mark in marks] == [SentenceRef(english, n) for n in range(12)]
    heights = [mark.y for mark in marks]
    apart = [after - before for before, after in pairwise(heights)]
    assert min(apart) >= view.desk.page.columns.em * 0.84


def test_a_sentence_left_over_has_a_mark_near_its_column(
    view: ReaderView, source: FakeSource
) -> None:
    english, chinese = source.add("One. Two."), source.add("一。", "zh")
    source.link(english, chinese)
    row = _first_row(view)
    (alone,) = [mark for mark in row.marks if mark.link is None]
    columns = view.desk.page.columns
    assert (alone.sentence, alone.side) == (SentenceRef(english, 1), "left")
    assert columns.left + columns.width < mark_x(alone, columns) < columns.right
    assert mark_text(alone) == "nothing found for this sentence"
    assert mark_at(row, columns, mark_x(alone, columns), alone.y) == alone
    assert mark_at(row, columns, columns.left, alone.y) is None


def test_a_row_with_one_column_has_no_marks_for_what_was_not_found(
    view: ReaderView, source: FakeSource
) -> None:
    source.add("One. Two.")
    assert _first_row(view).marks == ()


@pytest.mark.parametrize(
    ("link", "text"),
    [
        (_link("confirmed"), "translation, confirmed"),
        (_link(score=0.84), "translation, found automatically (0.84)"),
        (_link(score=0.5), "translation, doubtful, found automatically (0.50)"),
        (_link("rejected"), "translation, rejected"),
        (_link("confirmed", relation="heading-of"), "heading of, confirmed"),
        (_link("confirmed", relation="related", sides=(2, 1)), "related, confirmed, 2–1"),
        (_link("confirmed", sides=(1, 0)), "no counterpart, confirmed"),
    ],
)
def test_a_link_in_words(qapp: object, link: Link, text: str) -> None:
    assert qapp
    assert link_text(link) == text


def test_marks_differ_by_more_than_colour(view: ReaderView, source: FakeSource, look: Look) -> None:
    english, chinese = source.add("One."), source.add("一。", "zh")
    kinds = [
        _link("confirmed"), _link(), _link(score=0.2), _link("rejected"),
        _link("confirmed", relation="heading-of"), _link("confirmed", relation="related"),
    ]  # fmt: skip
    seen = set()
    for kind in kinds:
        source.links = []
        source.link(english, chinese, status=kind.status, score=kind.score, relation=kind.relation)
        if kind.relation == "related" or kind.status == "rejected":
            source.link(english, chinese)  # these join no row by themselves
            (mark, *_) = _first_row(view).marks
        else:
            (mark,) = _first_row(view).marks
        seen.add(_shape(view, look, _first_row(view)._replace(marks=(mark,))))
    assert len(seen) == len(kinds)


def _shape(view: ReaderView, look: Look, row: PlacedRow) -> bytes:
    """The mark of a row in black and white, whatever its colour."""
    columns = view.desk.page.columns
    (mark,) = row.marks
    image = QImage(columns.right, 60, QImage.Format.Format_ARGB32)
    image.fill(look.color("paper"))
    painter = QPainter(image)
    place = round(30 - mark.y)
    paint_marks_of(painter, columns, look, row=row, y=place, lettering=Lettering())
    painter.end()
    middle = round(mark_x(mark, columns))
    part = image.copy(middle - 8, 22, 16, 16)
    paper = look.color("paper").rgb()
    return bytes(part.pixel(x, y) != paper for y in range(16) for x in range(16))
