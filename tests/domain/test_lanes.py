from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from evreader.domain.annotation import Mention
from evreader.domain.article import Span
from evreader.domain.lanes import lanes

if TYPE_CHECKING:
    from random import Random


def mention(id_: int, *spans: tuple[int, int]) -> Mention:
    return Mention(id_, 1, tuple(Span(*span) for span in spans), "", "Company", 1)


def test_what_is_nested_stands_nearer_to_the_text() -> None:
    assert lanes([mention(1, (0, 20)), mention(2, (5, 9)), mention(3, (5, 7))]) == {
        3: 0,
        2: 1,
        1: 2,
    }


def test_neighbours_share_a_lane() -> None:
    assert lanes([mention(1, (0, 4)), mention(2, (4, 9)), mention(3, (12, 13))]) == {
        1: 0,
        2: 0,
        3: 0,
    }


def test_the_gap_of_a_discontinuous_mention_is_taken() -> None:
    assert lanes([mention(1, (0, 2), (8, 10)), mention(2, (4, 6))]) == {2: 0, 1: 1}


def test_mentions_of_the_same_stretch_stack() -> None:
    assert lanes([mention(2, (3, 6)), mention(1, (3, 6))]) == {1: 0, 2: 1}


def test_no_mentions_need_no_lanes() -> None:
    assert lanes([]) == {}


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=30),
    st.randoms(use_true_random=False),
)
def test_no_two_mentions_of_a_lane_overlap_and_order_does_not_matter(
    stretches: list[tuple[int, int]], random: Random
) -> None:
    mentions = [mention(n, (start, start + size)) for n, (start, size) in enumerate(stretches)]
    found = lanes(mentions)
    for one in mentions:
        for other in mentions:
            if one.id < other.id and found[one.id] == found[other.id]:
                assert one.end <= other.start or other.end <= one.start
    random.shuffle(mentions)
    assert lanes(mentions) == found
