"""How much better "these say the same" explains two stretches of text than chance does.

All values are natural logarithms of ratios of probabilities. What is not known beforehand (how
long translations are, how much of each word they keep, which shapes links have, how many sentences
have no counterpart, which words render each other) is taken from an earlier result on the same
document, leaning on what was assumed as long as little has been seen.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from evreader.domain.coverage import Coverage, proof
from evreader.domain.edges import Edges

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evreader.domain.coverage import Words
    from evreader.domain.lexicon import Renderings
    from evreader.domain.tokens import Tokens

Matrix = npt.NDArray[Any]
Shape = tuple[int, int]
"""English and Chinese sentences of a link."""

# Shapes of links and how often to expect them, rounded from the development sets.
SHAPES: dict[Shape, float] = {
    (1, 1): 0.8, (1, 2): 0.04, (2, 1): 0.08, (2, 2): 0.01, (1, 3): 0.004, (3, 1): 0.02,
    (1, 4): 0.001, (4, 1): 0.008, (2, 3): 0.003, (3, 2): 0.003, (1, 5): 0.0003, (5, 1): 0.002,
    (3, 3): 0.0005, (4, 2): 0.0008, (6, 1): 0.0005,
}  # fmt: skip
# How much evidence counts: words lean on each other and on those of the other side, which says the
# same again, so that their proofs must not simply be added up; edges lean on words too.
_WORDS, _EDGES = 0.45, 0.4
# How often a translation covers a word, a number, a string in Latin letters; assumed as if seen so
# often, in all words of the kind together, and the kind's own share for each word.
_KEPT, _KEPT_NUMBER, _KEPT_LATIN = 0.4, 0.8, 0.85
_KIND_SEEN, _WORD_SEEN = 10.0, 4.0
# Chinese characters for an English one, assumed as if seen in so many; the spread of its logarithm
# in translations, for long and for short sentences, and what is added to it where there is none.
_RATIO, _RATIO_SEEN = 0.28, 300.0
_SPREAD, _SPREAD_SHORT, _SPREAD_CHANCE = 0.21, 4.0, 0.65
_SHAPES_SEEN = 40.0
# A sentence without counterpart, against a link; its share in a document is believed rather more
# than it shows, since evidence that leans on itself blurs it: few mean next to none,
# many mean more.
_UNMATCHED, _UNMATCHED_SEEN, _SHARPER, _LIFT, _RAREST = -2.7, 6.0, 2.5, 0.7, -5.3
# Words that keep company: seen together so often, with this Dice coefficient, this surprising.
_TOGETHER, _COMPANY, _SURPRISE = 1.5, 0.5, 3.0
_BELIEVED = 0.3


class Belief(NamedTuple):
    """What is believed of a document's translation.

    Attributes:
        ratio: logarithm of Chinese characters for an English one.
        shapes: the shares of the shapes among links.
        unmatched: logarithm of the odds that the next sentence has no counterpart.
        kept: how often each English and each Chinese word is covered by a translation.
        learned: strengths of renderings, English × Chinese words, taught by the document.
        seen: links of the earlier result: first sentence of both sides, sizes, probability.
    """

    ratio: float
    shapes: Mapping[Shape, float]
    unmatched: float
    kept: tuple[Matrix, Matrix]
    learned: Matrix | None
    seen: Matrix


class Likelihood:
    """Two texts, and the worth of every link there may be between them."""

    def __init__(
        self,
        en: tuple[Sequence[str], Sequence[Tokens]],
        zh: tuple[Sequence[str], Sequence[Tokens]],
        known: Mapping[str, Renderings],
    ) -> None:
        """Take the sentences of both sides with their tokens, and the renderings known."""
        self.sizes = len(en[0]), len(zh[0])
        self._coverage = Coverage(en, zh, known)
        self._edges = Edges(en[0], zh[0])
        self._lengths = tuple(
            np.array([len(text.strip()) + 1.0 for text in side[0]]) for side in (en, zh)
        )
        self._assumed = _assumed(self._coverage.en), _assumed(self._coverage.zh)

    def assumed(self) -> Belief:
        """What to believe before anything was seen."""
        return Belief(math.log(_RATIO), SHAPES, _UNMATCHED, self._assumed, None, np.empty((0, 5)))

    def worth(self, belief: Belief) -> dict[Shape, Matrix]:
        """For each shape that fits, the worth of links by both first sentences."""
        n_en, n_zh = self.sizes
        shapes = [(m, n) for m, n in belief.shapes if m <= n_en and n <= n_zh]
        by_en, by_zh = self._word_proof(shapes, belief)
        first, last = self._edge_proof(belief.seen)
        found: dict[Shape, Matrix] = {}
        for m, n in shapes:
            words = _windows(by_en[n], m) + _windows(by_zh[m], n).T
            edges = first[: n_en - m + 1, : n_zh - n + 1] + last[m - 1 :, n - 1 :]
            prior = math.log(belief.shapes[m, n])
            found[m, n] = _WORDS * words + _EDGES * edges + self._length(m, n, belief.ratio) + prior
        return found

    def learned(self, posterior: Mapping[Shape, Matrix], alone: float, belief: Belief) -> Belief:
        """What to believe after a result.

        Args:
            posterior: the probability of each link, by shape.
            alone: how many sentences are expected to have no counterpart.
            belief: what the result rests on.
        """
        counts = {shape: float(matrix.sum()) for shape, matrix in posterior.items()}
        links = sum(counts.values())
        shares = {
            shape: (counts.get(shape, 0.0) + _SHAPES_SEEN * share) / (links + _SHAPES_SEEN)
            for shape, share in SHAPES.items()
        }
        odds = (alone + _UNMATCHED_SEEN * math.exp(_UNMATCHED)) / (
            links + _UNMATCHED_SEEN * (1 - math.exp(_UNMATCHED))
        )
        unmatched = min(max(_SHARPER * math.log(odds) + _LIFT, _RAREST), 0.0)
        seen = _seen(posterior)
        if not seen.size:
            return belief._replace(
                ratio=self._ratio(posterior), shapes=shares, unmatched=unmatched, seen=seen
            )
        kept, learned = self._words_learned(seen, belief)
        return Belief(self._ratio(posterior), shares, unmatched, kept, learned, seen)

    def _word_proof(
        self, shapes: Sequence[Shape], belief: Belief
    ) -> tuple[dict[int, Matrix], dict[int, Matrix]]:
        """What windows of so many Chinese sentences prove for each English one, and vice versa."""
        covered_en, covered_zh = self._coverage.measured(belief.learned)
        en, zh = self._coverage.en, self._coverage.zh
        return (
            {
                n: en.present @ proof(covered_en, belief.kept[0], en, n)
                for n in {n for _, n in shapes}
            },
            {
                m: zh.present @ proof(covered_zh, belief.kept[1], zh, m)
                for m in {m for m, _ in shapes}
            },
        )

    def _edge_proof(self, seen: Matrix) -> tuple[Matrix, Matrix]:
        i, j, m, n = seen[:, :4].astype(np.intp).T
        return self._edges.proof((i, j), (i + m - 1, j + n - 1), seen[:, 4])

    def _length(self, m: int, n: int, ratio: float) -> Matrix:
        en = _windows(self._lengths[0][:, None], m)
        zh = _windows(self._lengths[1][:, None], n).T
        off = np.log(zh / en) - ratio
        spread = _SPREAD**2 + _SPREAD_SHORT / (np.minimum(en, zh / 0.3) + 10)
        chance = spread + _SPREAD_CHANCE**2
        return np.asarray(
            0.5 * np.log(chance / spread) - 0.5 * off * off * (1 / spread - 1 / chance)
        )

    def _ratio(self, posterior: Mapping[Shape, Matrix]) -> float:
        en = zh = _RATIO_SEEN
        zh *= _RATIO
        for (m, n), matrix in posterior.items():
            en += float(matrix.sum(axis=1) @ _windows(self._lengths[0][:, None], m)[:, 0])
            zh += float(matrix.sum(axis=0) @ _windows(self._lengths[1][:, None], n)[:, 0])
        return math.log(zh / en)

    def _words_learned(self, seen: Matrix, belief: Belief) -> tuple[tuple[Matrix, Matrix], Matrix]:
        """How often each word is covered in the links seen, and which words keep company there."""
        covered_en, covered_zh = self._coverage.measured(belief.learned)
        present: list[Matrix] = [
            np.empty((len(seen), side.present.shape[1]), np.float32)
            for side in (self._coverage.en, self._coverage.zh)
        ]
        hits = [np.empty_like(matrix) for matrix in present]
        for row, (i, j, m, n) in enumerate(seen[:, :4].astype(int).tolist()):
            present[0][row] = self._coverage.en.present[i : i + m].max(axis=0)
            present[1][row] = self._coverage.zh.present[j : j + n].max(axis=0)
            hits[0][row] = covered_en[:, j : j + n].max(axis=1)
            hits[1][row] = covered_zh[:, i : i + m].max(axis=1)
        weights = seen[:, 4].astype(np.float32)
        kept = tuple(
            _kept(weights @ there, weights @ (there * hit), assumed)
            for there, hit, assumed in zip(present, hits, self._assumed, strict=True)
        )
        return (kept[0], kept[1]), _company(present[0], present[1], weights)


def _assumed(words: Words) -> Matrix:
    kinds = {"#": _KEPT_NUMBER, "@": _KEPT_LATIN}
    return np.array([kinds.get(word[0], _KEPT) for word in words.place])


def _windows(matrix: Matrix, width: int) -> Matrix:
    """Sums over each ``width`` consecutive rows."""
    total = np.zeros((len(matrix) + 1, matrix.shape[1]))
    np.cumsum(matrix, axis=0, out=total[1:])
    return np.asarray(total[width:] - total[:-width])


def _seen(posterior: Mapping[Shape, Matrix]) -> Matrix:
    """The links that are fairly likely, a row each: both first sentences, sizes, probability."""
    rows = [np.empty((0, 5))]
    for (m, n), matrix in posterior.items():
        i, j = np.nonzero(matrix > _BELIEVED)
        rows.append(np.column_stack((i, j, np.full_like(i, m), np.full_like(i, n), matrix[i, j])))
    return np.concatenate(rows)


def _kept(times: Matrix, hits: Matrix, assumed: Matrix) -> Matrix:
    found = np.empty_like(assumed)
    for share in set(assumed.tolist()):
        kind = assumed == share
        level = (hits[kind].sum() + _KIND_SEEN * share) / (times[kind].sum() + _KIND_SEEN)
        found[kind] = (hits[kind] + _WORD_SEEN * level) / (times[kind] + _WORD_SEEN)
    return found


def _company(en: Matrix, zh: Matrix, weights: Matrix) -> Matrix:
    """Strengths of renderings from what stands together in links seen (links × words each)."""
    together = (en * weights[:, None]).T @ zh
    often_en, often_zh = weights @ en, weights @ zh
    chance = np.outer(often_en, often_zh) / max(float(weights.sum()), 1.0)
    dice = 2 * together / (often_en[:, None] + often_zh[None, :] + 1e-9)
    surprise = together * np.log(np.maximum(together, 1e-9) / np.maximum(chance, 1e-9))
    believed = (together > _TOGETHER) & (dice > _COMPANY) & (surprise > _SURPRISE)
    return np.where(believed, dice, 0).astype(np.float32)
