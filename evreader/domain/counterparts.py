"""Which passages of one mixed page are translations of each other: few, and only with proof.

Two passages must cover most of each other's words, be of fitting lengths, find no better partner
on either side and cross no better match.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from evreader.domain.coverage import FUNCTION_WORDS, Coverage
from evreader.domain.sounds import names
from evreader.domain.stem import stem
from evreader.domain.tokens import chinese_tokens, english_tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from evreader.domain.article import Passage
    from evreader.domain.coverage import Words
    from evreader.domain.lexicon import Lexicon

Matrix = npt.NDArray[Any]

# The share of its words (rare ones count more) that each of two passages has covered by the other.
# Of paragraphs of two or three sentences made of the news development set, 19 in 20 true pairs
# reach it, and 1 in 1,000 wrong ones, before the rules of length, best partner and order.
_SHARE, _SHARE_PLAIN = 0.42, 0.3
# Chinese characters for an English one, and how far the logarithm may be off.
_RATIO, _LENGTH_OFF = 0.3, 0.65
# How many passages around the same place are compared at once in a very long page.
_MANY, _STEP = 300, 150


class _Match(NamedTuple):
    """Two passages that seem to say the same, and how much they share (0–1)."""

    en: Passage
    zh: Passage
    share: float


def counterparts(
    en: Sequence[Passage], zh: Sequence[Passage], lexicon: Lexicon
) -> list[tuple[Passage, Passage]]:
    """The pairs of passages of one page with real evidence, in order on both sides."""
    found: dict[tuple[int, int], _Match] = {}
    top = max(en[-1].index, zh[-1].index) + 1
    step = top if top <= _MANY else _STEP
    for first in range(0, top, step):
        reach = range(first, first + max(2 * step, _MANY))
        near = [[p for p in side if p.index in reach] for side in (en, zh)]
        if all(near):
            for match in _matches(near[0], near[1], lexicon):
                found[match.en.id, match.zh.id] = match
    best: dict[int, _Match] = {}
    for match in found.values():
        for passage in (match.en, match.zh):
            if passage.id not in best or _rank(match) > _rank(best[passage.id]):
                best[passage.id] = match
    mutual = [m for m in found.values() if best[m.en.id] is m is best[m.zh.id]]
    return [(match.en, match.zh) for match in _uncrossed(mutual)]


def _matches(en: Sequence[Passage], zh: Sequence[Passage], lexicon: Lexicon) -> list[_Match]:
    """All pairs that share enough, whether or not there are better ones."""
    zh_texts = [p.text for p in zh]
    zh_tokens, known = chinese_tokens(zh_texts, lexicon)
    en_texts = [p.text for p in en]
    coverage = Coverage(
        (en_texts, [english_tokens(text) for text in en_texts]), (zh_texts, zh_tokens), known
    )
    covered_en, covered_zh = coverage.measured()
    sides = ((coverage.en, covered_en), (coverage.zh, covered_zh))
    share = _both(*(_shares(words, covered, _weights(words)) for words, covered in sides))
    proper = {stem(name.lower()) for name in names(en_texts)}
    plain = _both(*(_shares(words, covered, _weights(words, proper)) for words, covered in sides))
    enough = (share >= _SHARE) & (plain >= _SHARE_PLAIN)
    return [
        _Match(en[i], zh[j], float(share[i, j]))
        for i, j in zip(*(axis.tolist() for axis in np.nonzero(enough)), strict=True)
        if (en[i].kind == "heading") == (zh[j].kind == "heading")
        and abs(math.log(len(zh[j].text) / len(en[i].text) / _RATIO)) <= _LENGTH_OFF
    ]


def _both(en: Matrix, zh: Matrix) -> Matrix:
    return np.asarray(np.minimum(en, zh.T))


def _weights(words: Words, proper: Collection[str] | None = None) -> Matrix:
    """What each word counts: rare ones more, function words nothing.

    Args:
        words: those of one side.
        proper: names; where they are given, these, numbers and Latin strings count nothing.
    """
    rarity = np.log((len(words.present) + 1) / (words.present.sum(axis=0) + 0.5)) + 0.3
    out = [
        word in FUNCTION_WORDS or (proper is not None and (word[0] in "#@" or word in proper))
        for word in words.place
    ]
    return np.where(out, 0.0, rarity * words.weight)


def _shares(words: Words, covered: Matrix, weights: Matrix) -> Matrix:
    """Of each passage (rows), what share of its words each of the other side covers."""
    content = words.present * weights
    return np.asarray(content @ covered / np.maximum(content.sum(axis=1), 1e-9)[:, None])


def _rank(match: _Match) -> tuple[float, int]:
    """The larger share first, then the nearer passages."""
    return match.share, -abs(match.en.index - match.zh.index)


def _uncrossed(matches: Iterable[_Match]) -> list[_Match]:
    """The matches without those that cross a stronger one."""
    kept: list[_Match] = []
    for match in sorted(matches, key=_rank, reverse=True):
        if all(
            (match.en.index < other.en.index) == (match.zh.index < other.zh.index) for other in kept
        ):
            kept.append(match)
    return sorted(kept, key=lambda match: match.en.index)
