"""How far each word of one text is covered by each sentence of the other, and what that proves.

A word is covered as strongly as by the one word of the sentence that renders it best. What this
proves is measured on the document itself: against how often a window of so many sentences covers
the word by chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from evreader.domain.sounds import Sounds, names
from evreader.domain.stem import stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evreader.domain.lexicon import Renderings
    from evreader.domain.tokens import Tokens

Matrix = npt.NDArray[Any]

# How strongly a word is rendered by what renders a part of it: a whole word inside a longer one,
# a single character inside a word of two.
_PART, _CHARACTER = 0.5, 0.35
# In how many sentences more than it was, a word is taken to be covered by chance; and a number or a
# string in Latin letters, which nothing but itself covers.
_DOUBT, _DOUBT_EXACT = 0.5, 0.1
_LEAST, _MOST = 1e-4, 0.97
# A word that no sentence of the other text covers: how much its absence counts, per side. That an
# English word is rendered nowhere says more than that one of the short Chinese words is.
_NOWHERE_EN, _NOWHERE_ZH = 1.4, 1.0
# Function words and single characters are seldom translated one by one, and lean on each other.
_FUNCTION, _SINGLE = 0.8, 0.5
FUNCTION_WORDS = frozenset(
    map(
        stem,
        "the a of to in and that it is was for on with as at by from this but not or have do he she"  # noqa: SIM905
        " i you we they him my your their who which what there then so if when all no will would"
        " can could up out one just about into than 'd 'll".split(),
    )
)


class Words(NamedTuple):
    """The words of one text.

    Attributes:
        place: the row of each word in the matrices.
        present: sentences × words, 1 where the word is in the sentence.
        weight: how much each word counts.
        doubt: in how many sentences more than it was it is taken to be covered by chance.
        nowhere: how much it counts where the other text never covers it.
    """

    place: dict[str, int]
    present: Matrix
    weight: Matrix
    doubt: Matrix
    nowhere: float


class Coverage:
    """Two texts by what covers what."""

    def __init__(
        self,
        en: tuple[Sequence[str], Sequence[Tokens]],
        zh: tuple[Sequence[str], Sequence[Tokens]],
        known: Mapping[str, Renderings],
    ) -> None:
        """Take the sentences of both sides with their tokens, and the renderings known."""
        chinese = {word for tokens in zh[1] for word in tokens if word[0] not in "#@?!"}
        # Where the dictionary hardly knows a word, what it does not render proves nothing.
        complete = len(chinese & known.keys()) / max(len(chinese), 1)
        self.en = _words(en[1], FUNCTION_WORDS, _FUNCTION, complete * _NOWHERE_EN)
        singles = {word for word in chinese if len(word) == 1}
        self.zh = _words(zh[1], singles, _SINGLE, complete * _NOWHERE_ZH)
        self._strength = self._renderings(known)
        self._heard = self._names(en[0], zh[0])

    def measured(self, learned: Matrix | None = None) -> tuple[Matrix, Matrix]:
        """English words × Chinese sentences, and Chinese words × English sentences, all in 0–1.

        Args:
            learned: strengths (English words × Chinese words) that the document itself has taught.
        """
        strength = self._strength
        if learned is not None:
            strength = np.maximum(strength, learned)
        en = _best(strength, self.zh.present)
        for row, heard in self._heard.items():
            en[row] = np.maximum(en[row], heard)
        return en, _best(strength.T, self.en.present)

    def _renderings(self, known: Mapping[str, Renderings]) -> Matrix:
        strength = np.zeros((len(self.en.place), len(self.zh.place)), np.float32)
        for word, column in self.zh.place.items():
            if word[0] == "@":
                found = {word[1:]: 1.0}
            elif word[0] in "#?!":
                found = {word: 1.0}
            else:
                found = _with_parts(word, known)
            for part, belief in found.items():
                row = self.en.place.get(part)
                if row is not None:
                    strength[row, column] = belief
        return strength

    def _names(self, en: Sequence[str], zh: Sequence[str]) -> dict[int, Matrix]:
        """The rows of names, with the Chinese sentences that sound like them."""
        heard: dict[int, Matrix] = {}
        found = names(en)
        sounds = Sounds(zh) if found else None
        for name in sorted(found):
            row = self.en.place.get(stem(name.lower()))
            if row is None or sounds is None:
                continue
            belief = sounds.spelt(name)
            if not any(belief) and not self._strength[row].any():
                belief = sounds.alike(name)
            if any(belief):
                heard[row] = np.array(belief, np.float32)
        return heard


def proof(covered: Matrix, kept: Matrix, words: Words, width: int) -> Matrix:
    """What each window of one text proves for each word of the other: words × windows.

    The natural logarithm of how much likelier this coverage is in a translation than by chance.

    Args:
        covered: words × sentences, in 0–1.
        kept: for each word, how often a translation covers it.
        words: the words' weights.
        width: sentences of a window.
    """
    window = covered
    for shift in range(1, width):
        window = np.maximum(window[:, :-1], covered[:, shift:])
    chance = (window.sum(axis=1) + words.doubt * width) / (window.shape[1] + 1)
    chance = np.clip(chance, _LEAST, _MOST)[:, None]
    hit = np.maximum(kept[:, None], chance + (1 - chance) * 0.02)
    found = np.log(window * (hit / chance) + (1 - window) * ((1 - hit) / (1 - chance)))
    weight = np.where(covered.any(axis=1), words.weight, words.weight * words.nowhere)
    return np.asarray(found * weight[:, None])


def _words(
    sentences: Sequence[Tokens], slight: frozenset[str] | set[str], weight: float, nowhere: float
) -> Words:
    place = {word: k for k, word in enumerate(sorted(frozenset().union(*sentences)))}
    present = np.zeros((len(sentences), len(place)), np.float32)
    for row, tokens in enumerate(sentences):
        present[row, [place[word] for word in tokens]] = 1
    weights = np.array([weight if word in slight else 1.0 for word in place], np.float32)
    doubts = np.array([_DOUBT_EXACT if word[0] in "#@" else _DOUBT for word in place], np.float32)
    return Words(place, present, weights, doubts, nowhere)


def _best(strength: Matrix, present: Matrix) -> Matrix:
    """Each word against each sentence of the other side: the strongest rendering in it."""
    found = np.zeros((strength.shape[0], present.shape[0]), np.float32)
    for number, row in enumerate(present):
        columns = np.flatnonzero(row)
        if columns.size:
            found[:, number] = strength[:, columns].max(axis=1)
    return found


def _with_parts(word: str, known: Mapping[str, Renderings]) -> Renderings:
    """The renderings of a word and, weaker, those of the words inside it."""
    found = dict(known.get(word, {}))
    size = len(word)
    for length in range(1, size):
        share = _CHARACTER if size == 2 else _PART * length / size  # noqa: PLR2004
        for start in range(size - length + 1):
            for part, strength in known.get(word[start : start + length], {}).items():
                found[part] = max(found.get(part, 0.0), strength * share)
    return found
