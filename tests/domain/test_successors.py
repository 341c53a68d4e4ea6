from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evreader.domain.successors import Place, successors


def test_what_overlaps_one_thing_only_has_become_it() -> None:
    gone = [Place("a", 0, 4), Place("a", 10, 12), Place("b", 0, 4)]
    come = [Place("a", 12, 14), Place("a", 2, 8), Place("b", 4, 6)]
    assert successors(gone, come) == {0: 1}


def test_between_several_nothing_tells() -> None:
    assert successors([Place("a", 0, 9)], [Place("a", 0, 3), Place("a", 5, 9)]) == {}
    assert successors([Place("a", 0, 3), Place("a", 5, 9)], [Place("a", 0, 9)]) == {}


places = st.lists(
    st.builds(
        lambda group, start, size: Place(group, start, start + size),
        st.sampled_from("ab"),
        st.integers(0, 12),
        st.integers(1, 8),
    ),
    max_size=6,
)


@given(gone=places, come=places)
def test_it_is_what_comparing_each_with_each_gives(gone: list[Place], come: list[Place]) -> None:
    close = {
        (at, to)
        for at, old in enumerate(gone)
        for to, new in enumerate(come)
        if old.group == new.group and old.start < new.end and new.start < old.end
    }
    alone = {
        at: to
        for at, to in close
        if sum(a == at for a, _ in close) == 1 and sum(t == to for _, t in close) == 1
    }
    assert successors(gone, come) == alone
