"""How much better "these say the same" explains two stretches of text than chance does.

Evidence is the ratio of lengths and the keys (``anchors``) shared or lacking. What keys are worth
is corrected for how often windows of that many sentences share them by chance in this document.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.anchors import KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.domain.anchors import Keys

# Shapes (English sentences, Chinese sentences) with their log prior against 1-1, set by hand on
# the news development set, as is the prior of unmatched sentences below.
SHAPES = {(1, 1): 0.0, (1, 2): -3.0, (2, 1): -3.0, (2, 2): -6.0, (1, 3): -5.5, (3, 1): -5.5}
# A document with many links of one shape raises its prior, but never above this.
_SHAPE_TOP = -1.0
# Log prior of a sentence without counterpart, before this document has been seen; afterwards it
# follows the document's share of such sentences, less the offset.
_UNMATCHED, _UNMATCHED_OFFSET = -2.2, 1.3
# Chinese characters per English character to start with: between the 0.33 counted on the news
# development set and the 0.24 on the literary one. The document corrects it.
_RATIO = 0.31
# Spread of the logarithm of that ratio: between translations (0.19 news, 0.26 literary, for long
# sentences; shortness adds to it), and between sentences that have nothing to do with each other
# (0.65 and 0.92).
_SPREAD, _SPREAD_SHORT, _SPREAD_CHANCE = 0.22, 4.0, 0.75
_MOST_GAIN = 5.0
_SURE = 0.8
# Weight of the defaults, in characters, keys and links, against what the document shows.
_DEFAULT_CHARACTERS, _DEFAULT_KEYS, _DEFAULT_LINKS = 200, 30, 10


class Alignment(NamedTuple):
    """Sentences (from 0) that say the same; one empty side: unmatched. The score is in 0–1."""

    en: tuple[int, ...]
    zh: tuple[int, ...]
    score: float


class Side:
    """One text: keys and lengths of its windows of one to three sentences."""

    def __init__(self, texts: Sequence[str], keys: Sequence[Keys]) -> None:
        self.size = len(texts)
        self.keys: dict[int, list[Keys]] = {1: list(keys)}
        self.lengths: dict[int, list[int]] = {1: [len(text.strip()) + 1 for text in texts]}
        for width in (2, 3):
            rows = range(self.size - width + 1)
            self.keys[width] = [self.keys[width - 1][k] | keys[k + width - 1] for k in rows]
            self.lengths[width] = [
                self.lengths[width - 1][k] + self.lengths[1][k + width - 1] for k in rows
            ]
        self.count = Counter(key for one in keys for key in one)

    def chance(self, key: str, width: int) -> float:
        """How likely a window of so many sentences has the key, whatever it is about."""
        return 1 - (1 - (self.count[key] + 0.5) / (self.size + 1)) ** width


class _Worth(NamedTuple):
    """What decides in one shape, by first sentence, as far as it can be worked out beforehand.

    Attributes:
        gain: for each key that both sides have.
        en_base: the prior, what fitting lengths are worth, and the loss for keys if none is shared.
        en_strict: the loss for lengths that do not fit, by the square of the difference.
        en_size: the logarithm of the length that a translation should have.
        zh_lost: the loss for keys if none is shared.
        zh_size: the logarithm of the length.
    """

    gain: dict[str, float]
    en_base: list[float]
    en_strict: list[float]
    en_size: list[float]
    zh_lost: list[float]
    zh_size: list[float]


class Likelihood:
    """The scores of links between two texts, all of them natural logarithms."""

    def __init__(self, en: Side, zh: Side, *, before: Sequence[Alignment] = ()) -> None:
        self.en, self.zh = en, zh
        self.unmatched = _UNMATCHED
        self._ratio = math.log(_RATIO)
        self._kept = dict(KEPT)
        self._priors = dict(SHAPES)
        if before:
            self._learn_texts(before)
            self._learn_shapes(before)
        self._worth = {shape: self._worth_of(*shape) for shape in SHAPES}

    def _learn_texts(self, links: Sequence[Alignment]) -> None:
        """Take the ratio of lengths and how much translation keeps from an earlier result."""
        sure = [a for a in links if a.score > _SURE]
        en = sum(self.en.lengths[1][i] for a in sure for i in a.en)
        zh = sum(self.zh.lengths[1][j] for a in sure for j in a.zh)
        self._ratio = math.log((zh + _DEFAULT_CHARACTERS * _RATIO) / (en + _DEFAULT_CHARACTERS))
        kept: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        for link in links:
            if link.en and link.zh:
                here = self.en.keys[len(link.en)][link.en[0]]
                there = self.zh.keys[len(link.zh)][link.zh[0]]
                seen.update(key[0] for key in (*here, *there))
                kept.update(key[0] for key in here & there for _ in range(2))
        for kind, default in KEPT.items():
            share = (kept[kind] + _DEFAULT_KEYS * default) / (seen[kind] + _DEFAULT_KEYS)
            self._kept[kind] = min(share, default)

    def _learn_shapes(self, links: Sequence[Alignment]) -> None:
        """Take the shares of the shapes and of unmatched sentences from an earlier result."""
        seen = Counter((len(a.en), len(a.zh)) for a in links)
        for shape, prior in SHAPES.items():
            if prior:
                share = seen[shape] + _DEFAULT_LINKS * math.exp(prior)
                learned = math.log(share / (seen[1, 1] + _DEFAULT_LINKS))
                self._priors[shape] = min(max(learned, prior), _SHAPE_TOP)
        matched = sum(seen[shape] for shape in SHAPES)
        alone = len(links) - matched
        share = (alone + 1) / (matched + alone + 4)
        self.unmatched = 0.5 * math.log(share / (1 - share)) - _UNMATCHED_OFFSET

    def _worth_of(self, m: int, n: int) -> _Worth:
        gain: dict[str, float] = {}
        en_lost: dict[str, float] = {}
        zh_lost: dict[str, float] = {}
        for key in self.en.count.keys() | self.zh.count.keys():
            kept = self._kept[key[0]]
            pe, pz = self.en.chance(key, m), self.zh.chance(key, n)
            en_lost[key] = 0.5 * min(math.log((1 - kept) / (1 - pz)), 0.0)
            zh_lost[key] = 0.5 * min(math.log((1 - kept) / (1 - pe)), 0.0)
            hit = 0.5 * (math.log(kept / pe) + math.log(kept / pz))
            # A hit takes back the two losses that the windows are charged with beforehand.
            gain[key] = min(max(hit, 0.0), _MOST_GAIN) - en_lost[key] - zh_lost[key]
        prior = self._priors[m, n]
        spreads = [_SPREAD * _SPREAD + _SPREAD_SHORT / (size + 10) for size in self.en.lengths[m]]
        chance = _SPREAD_CHANCE * _SPREAD_CHANCE
        return _Worth(
            gain=gain,
            en_base=[
                prior + 0.5 * math.log(1 + chance / spread) + sum(en_lost[key] for key in keys)
                for spread, keys in zip(spreads, self.en.keys[m], strict=True)
            ],
            en_strict=[0.5 * (1 / spread - 1 / (spread + chance)) for spread in spreads],
            en_size=[math.log(size) + self._ratio for size in self.en.lengths[m]],
            zh_lost=[sum(zh_lost[key] for key in keys) for keys in self.zh.keys[n]],
            zh_size=[math.log(size) for size in self.zh.lengths[n]],
        )

    def score(self, i: int, j: int, shape: tuple[int, int]) -> float:
        """Of the link of ``shape[0]`` English sentences from i, ``shape[1]`` Chinese from j."""
        worth = self._worth[shape]
        off = worth.zh_size[j] - worth.en_size[i]
        total = worth.en_base[i] - worth.en_strict[i] * off * off + worth.zh_lost[j]
        for key in self.en.keys[shape[0]][i] & self.zh.keys[shape[1]][j]:
            total += worth.gain[key]
        return total

    def probability(self, i: int, j: int, shape: tuple[int, int]) -> float:
        """That this is a link rather than sentences without counterpart."""
        margin = self.score(i, j, shape) - sum(shape) * self.unmatched
        return 1 / (1 + math.exp(-max(min(margin, 50.0), -50.0)))
