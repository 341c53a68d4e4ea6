"""Which link takes which sentence, after any sequence of repairs."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain import pairing
from evreader.domain.article import Link, SentenceRef, Span
from evreader.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evreader.domain.article import LinkStatus, Relation

    Step = Callable[["Board", st.DataObject], None]

EN, ZH = (1, 2), (3, 4)
RELATIONS: tuple[Relation, ...] = ("translation", "heading-of", "related")
STATUSES: tuple[LinkStatus, ...] = ("automatic", "confirmed", "rejected")


def en(*numbers: int) -> tuple[SentenceRef, ...]:
    return tuple(SentenceRef(1, number) for number in numbers)


def zh(*numbers: int) -> tuple[SentenceRef, ...]:
    return tuple(SentenceRef(3, number) for number in numbers)


def link(
    id_: int,
    left: Iterable[SentenceRef],
    right: Iterable[SentenceRef],
    *,
    status: LinkStatus = "automatic",
    score: float = 0.5,
    relation: Relation = "translation",
) -> Link:
    return Link(id_, relation, status, score, tuple(left), tuple(right))


class Board:
    """Sentences of two passages in each language, and their links."""

    def __init__(self) -> None:
        self.sizes = dict.fromkeys((*EN, *ZH), 3)
        self.links: list[Link] = []
        self.ids = count(1)

    def take(self, links: list[Link]) -> None:
        self.links = [one if one.id else one._replace(id=next(self.ids)) for one in links]

    def refs(self, passages: tuple[int, ...]) -> list[SentenceRef]:
        return [SentenceRef(p, number) for p in passages for number in range(self.sizes[p])]

    def some(self, data: st.DataObject, passages: tuple[int, ...], least: int) -> list[SentenceRef]:
        refs = st.sampled_from(self.refs(passages))
        return data.draw(st.lists(refs, min_size=least, max_size=3, unique=True))

    def one(self, data: st.DataObject) -> set[int]:
        return {data.draw(st.sampled_from(self.links)).id} if self.links else set()

    def check(self) -> None:
        taken: set[SentenceRef] = set()
        assert len({one.id for one in self.links}) == len(self.links)
        for one in self.links:
            assert all(ref.passage in EN for ref in one.en)
            assert all(ref.passage in ZH for ref in one.zh)
            refs = pairing.refs_of(one)
            assert refs
            assert all(ref.sentence < self.sizes[ref.passage] for ref in refs)
            assert one.en == tuple(sorted(set(one.en)))
            assert one.zh == tuple(sorted(set(one.zh)))
            if not pairing.is_two_sided(one):
                assert (one.status, one.relation) == ("confirmed", "translation")
            if pairing.is_alive(one) and one.relation == "translation":
                assert not taken & refs
                taken |= refs


def _link(board: Board, data: st.DataObject) -> None:
    left, right = board.some(data, EN, 1), board.some(data, ZH, 1)
    relation = data.draw(st.sampled_from(RELATIONS))
    board.take(pairing.linked(board.links, left, right, relation=relation))
    assert (board.links[-1].status, board.links[-1].relation) == ("confirmed", relation)


def _unlink(board: Board, data: st.DataObject) -> None:
    refs = board.some(data, EN + ZH, 1)
    board.take(pairing.unlinked(board.links, refs))
    living = [one for one in board.links if pairing.is_alive(one)]
    assert not any(pairing.refs_of(one) & set(refs) for one in living)


def _without(board: Board, data: st.DataObject) -> None:
    left, right = board.some(data, EN, 0), board.some(data, ZH, 0)
    board.take(pairing.without_counterpart(board.links, left, right))


def _status(board: Board, data: st.DataObject) -> None:
    status = data.draw(st.sampled_from(STATUSES))
    ids = board.one(data) | board.one(data)
    board.take(pairing.with_status(board.links, ids, status))
    assert all(one.status == status for one in board.links if one.id in ids)


def _relation(board: Board, data: st.DataObject) -> None:
    relation = data.draw(st.sampled_from(RELATIONS))
    try:
        board.take(pairing.with_relation(board.links, board.one(data), relation))
    except InputError:
        return


def _boundary(board: Board, data: st.DataObject) -> None:
    column = board.refs(data.draw(st.sampled_from((EN, ZH))))
    at, backward = data.draw(st.sampled_from(column)), data.draw(st.booleans())
    try:
        board.take(pairing.with_boundary_moved(board.links, column, at, backward=backward))
    except InputError:
        return


def _merge(board: Board, data: st.DataObject) -> None:
    passage = data.draw(st.sampled_from(EN + ZH))
    if board.sizes[passage] > 1:
        first = data.draw(st.integers(0, board.sizes[passage] - 2))
        numbers = {n: (n - 1,) for n in range(first + 1, board.sizes[passage])}
        board.sizes[passage] -= 1
        board.take(pairing.renumbered(board.links, passage, numbers))


def _split(board: Board, data: st.DataObject) -> None:
    passage = data.draw(st.sampled_from(EN + ZH))
    at = data.draw(st.integers(0, board.sizes[passage] - 1))
    numbers = {n: (n + 1,) for n in range(at + 1, board.sizes[passage])} | {at: (at, at + 1)}
    board.sizes[passage] += 1
    board.take(pairing.renumbered(board.links, passage, numbers))


STEPS: tuple[Step, ...] = (
    _link, _link, _unlink, _without, _status, _relation, _boundary, _merge, _split
)  # fmt: skip


@settings(max_examples=100)
@given(st.data())
def test_whatever_is_repaired_no_sentence_is_in_two_translations(data: st.DataObject) -> None:
    board = Board()
    for step in data.draw(st.lists(st.sampled_from(STEPS), max_size=14)):
        step(board, data)
        board.check()


def test_linking_takes_sentences_out_of_their_links_and_drops_what_is_left_bare() -> None:
    before = [link(1, en(0, 1), zh(0)), link(2, en(2), zh(1))]
    after = pairing.linked(before, en(1, 2), zh(1))
    assert after == [
        link(1, en(0), zh(0)),
        link(2, en(1, 2), zh(1), status="confirmed", score=1.0),
    ]
    assert pairing.linked(after, en(0, 1, 2), zh(0))[0].id == 1


def test_linking_what_is_linked_confirms_it_and_keeps_its_score() -> None:
    before = [link(1, en(0), zh(0), score=0.31)]
    assert pairing.linked(before, en(0), zh(0)) == [
        link(1, en(0), zh(0), status="confirmed", score=0.31)
    ]


def test_linking_withdraws_the_rejection_of_the_same_sentences_only() -> None:
    rejected = [
        link(1, en(0), zh(0), status="rejected"),
        link(2, en(0), zh(1), status="rejected"),
    ]
    assert [one.id for one in pairing.linked(rejected, en(0), zh(0))] == [2, 0]


def test_other_relations_stand_beside_a_translation() -> None:
    before = [link(1, en(0), zh(0))]
    after = pairing.linked(before, en(0), zh(0, 1), relation="heading-of")
    assert [one.relation for one in after] == ["translation", "heading-of"]


def test_a_sentence_given_up_goes_to_the_link_above_with_those_before_it() -> None:
    before = [link(1, en(0), zh(0)), link(2, en(1, 2, 3), zh(1))]
    after = pairing.with_boundary_moved(before, en(0, 1, 2, 3), en(2)[0], backward=True)
    assert {(one.id, one.en, one.status) for one in after} == {
        (1, en(0, 1, 2), "confirmed"),
        (2, en(3), "confirmed"),
    }


def test_a_sentence_without_link_goes_to_the_link_below() -> None:
    after = pairing.with_boundary_moved([link(2, en(1), zh(0))], en(0, 1), en(0)[0], backward=False)
    assert [one.en for one in after] == [en(0, 1)]


@pytest.mark.parametrize(
    ("links", "reason"),
    [
        ([link(2, en(1), zh(1))], "no counterpart yet"),
        ([link(1, en(0), (), status="confirmed"), link(2, en(1), zh(1))], "no counterpart yet"),
        ([link(2, en(0, 1), zh(1))], "no sentence before"),
    ],
)
def test_a_boundary_needs_a_neighbour_that_is_linked(links: list[Link], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        pairing.with_boundary_moved(links, en(0, 1), en(1)[0], backward=True)


def test_merged_sentences_make_one_link_as_sure_as_the_least_sure() -> None:
    before = [
        link(1, en(0), zh(0), status="confirmed", score=1.0),
        link(2, en(1), zh(1), score=0.4),
        link(3, en(1), zh(0), status="rejected"),
    ]
    assert pairing.renumbered(before, 1, {1: (0,)}) == [link(1, en(0), zh(0, 1), score=0.4)]


def test_no_counterpart_gives_way_when_its_sentence_is_merged_into_a_linked_one() -> None:
    before = [link(1, en(0), (), status="confirmed"), link(2, en(1), zh(0), score=0.9)]
    (one,) = pairing.renumbered(before, 1, {1: (0,)})
    assert (one.en, one.zh, one.status, one.score) == (en(0), zh(0), "automatic", 0.9)


def test_a_rejected_link_comes_to_life_at_the_cost_of_others() -> None:
    before = [link(1, en(0), zh(0), status="rejected"), link(2, en(0), zh(1))]
    (one,) = pairing.with_status(before, {1}, "confirmed")
    assert (one.id, one.status) == (1, "confirmed")


def test_rejecting_no_counterpart_forgets_it() -> None:
    assert pairing.with_status([link(1, en(0), ())], {1}, "rejected") == []


def test_no_counterpart_has_no_relation() -> None:
    with pytest.raises(InputError, match="link it first"):
        pairing.with_relation([link(1, en(0), ())], {1}, "related")


def test_splitting_leaves_white_space_out_and_needs_text_on_both_sides() -> None:
    text, spans = "One; two. Three.", (Span(0, 9), Span(10, 16))
    assert pairing.split(text, spans, 4) == (0, (Span(0, 4), Span(5, 9), Span(10, 16)))
    for place in (0, 9, 10, 16, 99):
        with pytest.raises(InputError, match="inside a sentence"):
            pairing.split(text, spans, place)


def test_merging_covers_what_stood_between() -> None:
    assert pairing.merged((Span(0, 2), Span(3, 5), Span(6, 9)), 0, 1) == (Span(0, 5), Span(6, 9))


@pytest.mark.parametrize(
    ("one", "doubtful"),
    [
        (link(1, en(0), zh(0), score=0.69), True),
        (link(1, en(0), zh(0), score=0.7), False),
        (link(1, en(0), zh(0), score=0.1, status="confirmed"), False),
        (link(1, en(0), zh(0), score=0.1, status="rejected"), False),
    ],
)
def test_what_is_doubtful(one: Link, *, doubtful: bool) -> None:
    assert pairing.is_doubtful(one) == doubtful
