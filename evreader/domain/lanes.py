"""Lanes: on which level under the text each mention is drawn, so that none covers another."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evreader.domain.annotation import Mention


def lanes(mentions: Iterable[Mention]) -> Mapping[int, int]:
    """The lane of each mention, by id; 0 is nearest to the text.

    A mention takes the whole of its extent, gaps between fragments included. Shorter mentions
    choose first, so that what is nested stands between the text and what encloses it. Equal input
    in any order gives equal lanes.
    """
    taken: list[list[tuple[int, int]]] = []
    found: dict[int, int] = {}
    for mention in sorted(mentions, key=_rank):
        extent = (mention.start, max(mention.end, mention.start + 1))
        free = (number for number, lane in enumerate(taken) if _is_free(lane, extent))
        number = next(free, len(taken))
        if number == len(taken):
            taken.append([])
        insort(taken[number], extent)
        found[mention.id] = number
    return found


def _rank(mention: Mention) -> tuple[int, int, int]:
    return (mention.end - mention.start, mention.start, mention.id)


def _is_free(lane: list[tuple[int, int]], extent: tuple[int, int]) -> bool:
    """Whether nothing in the lane, which is sorted and free of overlaps, meets the extent."""
    place = bisect_left(lane, extent)
    if place and lane[place - 1][1] > extent[0]:
        return False
    return place == len(lane) or lane[place][0] >= extent[1]
