"""Rows: what the reader shows on one line, made from links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.domain.article import Link, Passage

_JOINING = frozenset({"translation", "heading-of"})


def rows_of(passages: Sequence[Passage], links: Sequence[Link]) -> list[int]:
    """The row of each passage, in the order given, which is document order.

    Passages that translation or heading-of links join, directly or through others, share a row,
    unless the link was rejected. A row has the number of its first passage's place in the
    document, so that a repair moves no row but those it joins or parts; where places are given out
    twice, numbers still grow. References to passages that are not given are passed over.
    """
    place = {passage.id: at for at, passage in enumerate(passages)}
    above = list(range(len(passages)))
    for link in links:
        if link.relation not in _JOINING or link.status == "rejected":
            continue
        ends = [place[ref.passage] for ref in (*link.en, *link.zh) if ref.passage in place]
        for end in ends[1:]:
            first, second = _top(above, ends[0]), _top(above, end)
            above[max(first, second)] = min(first, second)
    rows: list[int] = []
    last = -1
    for at, passage in enumerate(passages):
        top = _top(above, at)
        if top == at:
            last = max(last + 1, passage.index)
        rows.append(last if top == at else rows[top])
    return rows


def _top(above: list[int], at: int) -> int:
    """The first passage of the group, halving the path on the way."""
    while above[at] != at:
        above[at] = above[above[at]]
        at = above[at]
    return at
