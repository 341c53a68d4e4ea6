"""Two texts sentence by sentence, aligned in rounds: each learns from the one before.

A long text is cut into stretches, one after the other, at places that share rare words; so time and
memory grow with its length, not with the square of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.lattice import Lattice
from evreader.domain.likelihood import Likelihood
from evreader.domain.tokens import chinese_tokens, english_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evreader.domain.lexicon import Lexicon, Renderings
    from evreader.domain.tokens import Tokens

# The first round assumes; each further one believes what the one before it found.
_ROUNDS = 3
# Up to so many pairs of sentences two texts are aligned as a whole; longer ones in stretches of so
# many sentences, with so many more beyond the cut, whose links are made again by the next stretch.
_WHOLE, _STRETCH, _BEYOND = 160_000, 200, 30
# A word is rare in up to so many sentences; a place needs so many rare words to be a landmark.
_RARE, _SHARED = 3, 2
_STRONG = 0.5


class Found(NamedTuple):
    """A step of the alignment: both first sentences, how many, and the link's probability."""

    en: int
    zh: int
    sizes: tuple[int, int]
    probability: float


class Bitext:
    """Two texts with what is known about their words."""

    def __init__(self, en: Sequence[str], zh: Sequence[str], lexicon: Lexicon) -> None:
        """Take the sentences; neither side may be empty."""
        self._en, self._zh = en, zh
        self._en_tokens = [english_tokens(text) for text in en]
        self._zh_tokens, self._known = chinese_tokens(zh, lexicon)

    def links(self) -> list[Found]:
        """The best alignment of all sentences, in order."""
        size = len(self._en), len(self._zh)
        if size[0] * size[1] <= _WHOLE:
            return self._aligned((0, 0), size)
        found: list[Found] = []
        start = (0, 0)
        for cut in self._cuts():
            end = min(cut[0] + _BEYOND, size[0]), min(cut[1] + _BEYOND, size[1])
            for link in self._aligned(start, end):
                after = link.en + link.sizes[0], link.zh + link.sizes[1]
                if cut != size and (after[0] > cut[0] or after[1] > cut[1]):
                    break
                found.append(link)
                start = after
        return found

    def _aligned(self, start: tuple[int, int], end: tuple[int, int]) -> list[Found]:
        """The best alignment of one stretch."""
        en, zh = slice(start[0], end[0]), slice(start[1], end[1])
        if not (self._en[en] and self._zh[zh]):
            return _unmatched(start, end)
        likelihood = Likelihood(
            (self._en[en], self._en_tokens[en]),
            (self._zh[zh], self._zh_tokens[zh]),
            self._known,
        )
        belief = likelihood.assumed()
        lattice = Lattice(likelihood.sizes, likelihood.worth(belief), belief.unmatched)
        for _ in range(_ROUNDS - 1):
            posterior = lattice.posterior()
            alone = float(posterior.pop((1, 0)).sum() + posterior.pop((0, 1)).sum())
            belief = likelihood.learned(posterior, alone, belief)
            lattice = Lattice(likelihood.sizes, likelihood.worth(belief), belief.unmatched)
        posterior = lattice.posterior()
        return [
            Found(
                start[0] + i,
                start[1] + j,
                (m, n),
                float(posterior[m, n][i, j]) if m and n else 0.0,
            )
            for i, j, m, n in lattice.best()
        ]

    def _cuts(self) -> Iterator[tuple[int, int]]:
        """Where stretches end: at landmarks where there are any, else in proportion; the end last.

        Both sides move on by at most about a stretch, so that one that misses its counterpart for
        long is still worked through piece by piece.
        """
        size = len(self._en), len(self._zh)
        marks = [*self._landmarks(), size]
        here = (0, 0)
        for mark in marks:
            steps = max(mark[0] - here[0], mark[1] - here[1]) // _STRETCH
            if mark != size and not steps:
                continue
            for step in range(1, steps):
                yield (
                    here[0] + (mark[0] - here[0]) * step // steps,
                    here[1] + (mark[1] - here[1]) * step // steps,
                )
            yield mark
            here = mark

    def _landmarks(self) -> list[tuple[int, int]]:
        """The longest chain of places that share rare words, in order on both sides."""
        support: Counter[tuple[int, int]] = Counter()
        where_en, where_zh = _rare(self._en_tokens), _rare(self._zh_tokens)
        for word, places in where_zh.items():
            for part in _exact(word, self._known):
                for i in where_en.get(part, ()):
                    support.update((i, j) for j in places)
        shared = [place for place, words in support.items() if words >= _SHARED]
        return _rising(sorted(shared, key=lambda place: (place[0], -place[1])))


def _unmatched(start: tuple[int, int], end: tuple[int, int]) -> list[Found]:
    return [
        *(Found(i, start[1], (1, 0), 0.0) for i in range(start[0], end[0])),
        *(Found(end[0], j, (0, 1), 0.0) for j in range(start[1], end[1])),
    ]


def _rare(sentences: Sequence[Tokens]) -> dict[str, list[int]]:
    """The places of the words that stand in few sentences."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, tokens in enumerate(sentences):
        for word in tokens:
            if len(places[word]) <= _RARE:
                places[word].append(number)
    return {word: numbers for word, numbers in places.items() if len(numbers) <= _RARE}


def _exact(word: str, known: Mapping[str, Renderings]) -> list[str]:
    """The English tokens that a Chinese one surely stands for."""
    if word[0] in "@#":
        return [word.removeprefix("@")]
    return [part for part, strength in known.get(word, {}).items() if strength > _STRONG]


def _rising(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest sequence that rises on both sides (patience sorting)."""
    # ends[k] is the smallest last position of a sequence of k + 1 places.
    ends: list[int] = []
    tips: list[int] = []
    back: list[int] = []
    for number, (_, j) in enumerate(places):
        at = bisect_left(ends, j)
        back.append(tips[at - 1] if at else -1)
        ends[at : at + 1] = [j]
        tips[at : at + 1] = [number]
    chain: list[tuple[int, int]] = []
    tip = tips[-1] if tips else -1
    while tip >= 0:
        chain.append(places[tip])
        tip = back[tip]
    return chain[::-1]
