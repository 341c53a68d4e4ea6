"""Two programs' opinions of which blocks of a page are its main text.

trafilatura and readability each rewrite the page. Only their choice is taken: what they return is
found again among the page's own blocks, whose text comes from the page itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING

from lxml.etree import Comment, strip_elements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

    from evreader.formats.web_page.blocks import PageBlock

# Text of so many letters is not found at two places by chance.
_DISTINCT = 12
# Fewer letters than this are found anywhere.
_STRAY = 3
# A block counts as kept if this much of it is.
_MOST = 0.5
# More than all links of a page: one paragraph is enough to keep what it stands in.
_PROSE = 10_000_000
_MOST_SEARCHED = 300_000_000

_LETTERS = re.compile(r"[\W_]+")
_CLAUSE = re.compile(r"[,.;:!?，。；：！？、]\s*")


def opinions(root: HtmlElement, blocks: Sequence[PageBlock]) -> Mapping[str, frozenset[int]]:
    """Which blocks each program keeps, by its name; none where it finds no main text."""
    _silence()
    bare = _bare(root, blocks)
    return {
        name: found_again(blocks, lines)
        for name, lines in (
            ("trafilatura", _trafilatura(bare)),
            ("readability", _readability(bare)),
        )
    }


def _bare(root: HtmlElement, blocks: Sequence[PageBlock]) -> HtmlElement:
    """A copy of a page without scripts and without menus and other lists of nothing but links.

    Such lists make up half of a page, and the programs take time by its size.
    """
    linked: Counter[HtmlElement] = Counter()
    for block in blocks:
        for zone in block.zones[:1]:
            own = len(block.text)
            linked[zone.element] += -_PROSE if block.is_prose else 2 * block.linked - own
    copied = deepcopy(root)
    gone = [
        copy
        for element, copy in zip(root.iter(), copied.iter(), strict=True)
        if linked.get(element, 0) > 0
    ]
    for element in gone:
        if element.getparent() is not None:
            element.drop_tree()
    strip_elements(copied, Comment, "script", "style", "noscript", "svg", with_tail=False)
    return copied


def found_again(blocks: Sequence[PageBlock], lines: Sequence[str]) -> frozenset[int]:
    """The blocks whose text stands in these lines, in the same order.

    Long blocks that occur once fix the order; between two of them, what is short must be a line
    of its own, and what is long may lack a part.
    """
    own = [_LETTERS.sub("", block.text) for block in blocks]
    kept = [letters for line in lines if (letters := _LETTERS.sub("", line))]
    starts: list[int] = []
    length = 0
    for letters in kept:
        starts.append(length)
        length += len(letters)
    whole = "".join(kept)
    anchors = _anchors(own, whole, dict(zip(kept, starts, strict=True)))
    found = {index for index, _ in anchors}
    edges = [(-1, 0, 0), *((k, at, at + len(own[k])) for k, at in anchors)]
    edges.append((len(blocks), length, length))
    for (before, _, start), (after, end, _) in pairwise(edges):
        if end <= start:
            continue
        between = kept[bisect_left(starts, start) : bisect_left(starts, end)]
        texts = [block.text for block in blocks[before + 1 : after]]
        gap = _gap(texts, own[before + 1 : after], whole[start:end], between)
        found.update(before + 1 + k for k in gap)
    return frozenset(found)


def _anchors(own: Sequence[str], whole: str, lines: Mapping[str, int]) -> list[tuple[int, int]]:
    """Blocks that occur once on the page and once in what was kept, in an order both share."""
    counts = Counter(own)
    # Looking for what is no line takes the longest, and on endless pages too long.
    searched = len(own) * len(whole) <= _MOST_SEARCHED
    places = [
        (index, at)
        for index, letters in enumerate(own)
        if len(letters) >= _DISTINCT and counts[letters] == 1
        if (at := lines.get(letters, whole.find(letters) if searched else -1)) >= 0
        if not searched or whole.find(letters, at + 1) < 0
    ]
    # The longest run of places that rise: patience sorting, with each one's predecessor.
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, at) in enumerate(places):
        slot = bisect_left(tails, at)
        previous.append(ends[slot - 1] if slot else -1)
        tails[slot : slot + 1] = [at]
        ends[slot : slot + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chain.append(places[number])
        number = previous[number]
    return chain[::-1]


def _gap(texts: Sequence[str], own: Sequence[str], kept: str, lines: Sequence[str]) -> list[int]:
    """Which blocks between two sure ones are in what was kept there."""
    found: list[int] = []
    at = line = 0
    for index, letters in enumerate(own):
        if not letters:
            continue
        if len(letters) < _DISTINCT:
            if letters in lines[line:]:
                line = lines.index(letters, line) + 1
                found.append(index)
            continue
        place = kept.find(letters, at)
        if place >= 0:
            at = place + len(letters)
            found.append(index)
        elif _share(texts[index], kept) >= _MOST:
            found.append(index)
    return found


def _share(text: str, kept: str) -> float:
    """How much of a long text is there, by its clauses."""
    clauses = [letters for part in _CLAUSE.split(text) if (letters := _LETTERS.sub("", part))]
    there = sum(len(letters) for letters in clauses if len(letters) > _STRAY and letters in kept)
    return there / max(sum(map(len, clauses)), 1)


def _trafilatura(root: HtmlElement) -> list[str]:
    from trafilatura import bare_extraction

    # fast: what it would compare with otherwise is readability, which is asked anyway.
    page = bare_extraction(deepcopy(root), fast=True, include_comments=False)
    return page.text.split("\n") if page is not None and page.text else []


def _readability(root: HtmlElement) -> list[str]:
    from lxml.html import document_fromstring
    from readability import Document
    from readability.readability import Unparseable

    from evreader.formats.web_page.blocks import page_blocks

    try:
        summary = Document(root, handle_failures="ignore").summary()
        return [block.text for block in page_blocks(document_fromstring(summary))]
    except (Unparseable, ValueError):
        return []  # an opinion less; the other one is taken


def _silence() -> None:
    """Keep the libraries' remarks on odd pages out of the program's log."""
    import logging

    for name in ("trafilatura", "readability", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
