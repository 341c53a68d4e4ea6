"""Which of the things that came is what one of those that went has become, told by their places."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence


class Place(NamedTuple):
    """Where a thing is, and among which others: only what is in one group is compared."""

    group: Hashable
    start: int
    end: int


def successors(gone: Sequence[Place], come: Sequence[Place]) -> dict[int, int]:
    """The numbers in ``come`` by those in ``gone``, of pairs that overlap each other and no other.

    Where a thing overlaps several, nothing tells which one it has become: it has become none.
    """
    groups: dict[Hashable, list[tuple[int, int, int]]] = {}
    for number, (group, start, end) in enumerate(come):
        groups.setdefault(group, []).append((start, end, number))
    for places in groups.values():
        places.sort()
    longest = max((end - start for _, start, end in come), default=0)
    close = [list(_overlapping(place, groups.get(place.group, []), longest)) for place in gone]
    chosen = Counter(number for found in close for number in found)
    return {
        number: found[0]
        for number, found in enumerate(close)
        if len(found) == 1 and chosen[found[0]] == 1
    }


def _overlapping(
    place: Place, others: Sequence[tuple[int, int, int]], longest: int
) -> Iterator[int]:
    """The numbers of those in order that overlap a place; none is longer than ``longest``."""
    for at in range(bisect_left(others, (place.start - longest,)), len(others)):
        start, end, number = others[at]
        if start >= place.end:
            return
        if end > place.start:
            yield number
