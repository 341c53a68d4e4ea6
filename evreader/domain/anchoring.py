"""Where stretches of a text are after somebody corrected it.

A correction is seen as a few replaced stretches between others that stayed. A stretch that stayed
is found again by its quote and what stands around it; nothing is placed by guessing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from difflib import SequenceMatcher
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.article import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r"[^\W\d_\u3400-\u9fff]+|\d+|\s+|.", re.DOTALL)
_LINE_END = re.compile("\r\n|[\n\r\u2029]")
_SENTENCE_ENDS = ".!?。！？…\n"
# A rewritten stretch of more tokens than this counts as replaced in whole: difflib takes quadratic
# time.
_LONG = 4000
# A quote that reads differently now must keep this share of its characters to count as the same.
_ALIKE = 0.5


class Anchor(NamedTuple):
    """Where a stretch is now; ``changed`` if it reads differently there than before."""

    span: Span
    changed: bool


class _Kept(NamedTuple):
    """A stretch that both texts share: where it starts in each, and its length."""

    old: int
    new: int
    size: int


class Correction:
    """An old and a new text of one passage, and what became of places in the old one."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self._kept = _kept(old, new)
        self._starts = [kept.old for kept in self._kept]

    def anchor(self, span: Span) -> Anchor | None:
        """Where a stretch of the old text is in the new one; None where nobody could tell.

        It is where its characters stayed together; else between its two neighbours, if both
        stayed and what they enclose now reads much alike (a typo within the stretch); else where
        its quote stands, if that is so exactly once in either text.
        """
        quote = self.old[span.start : span.end]
        start = self.stayed(span.start)
        if start is not None and self.new.startswith(quote, start):
            return Anchor(Span(start, start + len(quote)), changed=False)
        enclosed = self._enclosed(span)
        if enclosed is not None:
            return Anchor(enclosed, changed=True)
        at = self.new.find(quote)
        if at < 0 or self.new.find(quote, at + 1) >= 0 or self.old.count(quote) > 1:
            return None
        return Anchor(Span(at, at + len(quote)), changed=False)

    def border(self, offset: int) -> int:
        """Where a place between two characters is now; behind what replaced its surroundings."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0:
            kept = self._kept[at]
            if offset <= kept.old + kept.size:
                return kept.new + offset - kept.old
        return self._kept[at + 1].new if at + 1 < len(self._kept) else len(self.new)

    def _enclosed(self, span: Span) -> Span | None:
        """What stands between the neighbours of a stretch now, if it still looks like it."""
        before = -1 if span.start == 0 else self.stayed(span.start - 1)
        after = len(self.new) if span.end == len(self.old) else self.stayed(span.end)
        if before is None or after is None or before + 1 >= after:
            return None
        quote, now = self.old[span.start : span.end], self.new[before + 1 : after]
        if now != now.strip() or SequenceMatcher(None, quote, now, autojunk=False).ratio() < _ALIKE:
            return None
        return Span(before + 1, after)

    def stayed(self, offset: int) -> int | None:
        """The new place of a character of the old text; None where it did not stay."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return None
        kept = self._kept[at]
        return kept.new + offset - kept.old if offset < kept.old + kept.size else None


def moved_sentences(correction: Correction, sentences: Sequence[Span], text: str) -> list[Span]:
    """The sentences of the corrected text, one for each old one; empty where it is gone.

    The borders are those that stood there, so that sentences split or merged by hand stay so.
    """
    ends = [correction.border(sentence.end) for sentence in sentences[:-1]] + [len(text)]
    moved = []
    start = 0
    for end in accumulate(ends, max):
        inner = text[start:end]
        left = end - len(inner.lstrip()) if inner.strip() else start
        moved.append(Span(left, start + len(inner.rstrip()) if inner.strip() else start))
        start = end
    return moved


def with_line_ends(text: str, edited: str) -> str:
    """An edited text with the line ends of the text it came from, which a text field showed as LF.

    A line end that stayed is what it was; a new one is like the first there.
    """
    ends = _LINE_END.findall(text)
    if not set(ends) - {"\n"}:
        return edited
    correction = Correction(edited, shown_lines(text))
    places = [match.start() for match in re.finditer("\n", correction.new)]
    number = {place: at for at, place in enumerate(places)}

    def end(match: re.Match[str]) -> str:
        place = correction.stayed(match.start())
        return str(ends[0 if place is None else number.get(place, 0)])

    return re.sub("\n", end, edited)


def shown_lines(text: str) -> str:
    """A text with LF for every line end, as a text field takes it."""
    return _LINE_END.sub("\n", text)


def _kept(old: str, new: str) -> list[_Kept]:
    """The stretches that two texts share, in order, none of them empty.

    Texts are compared by words and single signs: a word that changed is another word.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    grown = len(after) - len(before)
    if head + tail == min(len(before), len(after)) and grown:
        head = _slid(before if grown < 0 else after, head, abs(grown))
        tail = min(len(before), len(after)) - head
    middle, inserted = before[head : len(before) - tail], after[head : len(after) - tail]
    blocks = [(0, 0, head)]
    if max(len(middle), len(inserted)) <= _LONG:
        matcher = SequenceMatcher(None, middle, inserted, autojunk=False)
        blocks += ((head + a, head + b, size) for a, b, size in matcher.get_matching_blocks())
    blocks.append((len(before) - tail, len(after) - tail, tail))
    olds = [0, *accumulate(map(len, before))]
    news = [0, *accumulate(map(len, after))]
    return [_Kept(olds[a], news[b], olds[a + size] - olds[a]) for a, b, size in blocks if size]


def _slid(longer: Sequence[str], at: int, size: int) -> int:
    """Where a cut of ``size`` tokens at ``at`` begins if it may just as well begin a sentence."""
    slid = at
    while slid and longer[slid - 1][-1] not in _SENTENCE_ENDS:
        if longer[slid - 1] != longer[slid + size - 1]:
            return at
        slid -= 1
    return slid


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many items two sequences share from the beginning on."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
