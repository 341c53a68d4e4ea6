"""The best way through two texts: dynamic programming inside a band.

Short texts are compared in full; in long ones only positions near a chain of rare shared keys are
looked at, so that time and memory grow with the length, not with its square.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from evreader.domain.likelihood import SHAPES, Alignment

if TYPE_CHECKING:
    from evreader.domain.likelihood import Likelihood, Side

# Up to so many cells everything is compared; beyond, a band of this half width around the chain.
_FULL, _BAND = 30_000, 50
# A key is rare up to so many sentences; a place joins the chain with so many rare keys shared.
_RARE, _SUPPORT = 3, 2

_Shape = tuple[int, int]
# All steps that pass an English sentence, and the most that one step passes.
_FORWARD = ((1, 0), *SHAPES)
_LONGEST = max(m for m, _ in SHAPES)
_Band = tuple[int, int]


class Lattice:
    """All ways through two texts, by number of sentences passed on either side."""

    def __init__(self, likelihood: Likelihood) -> None:
        self._likelihood = likelihood
        self._bands = _bands(likelihood.en, likelihood.zh)
        self._values: list[list[float]] = []
        self._steps: list[list[_Shape]] = []

    def best(self) -> list[Alignment]:
        """The way with the highest total."""
        for i in range(len(self._bands)):
            self._fill(i)
        i, j = self._likelihood.en.size, self._likelihood.zh.size
        found: list[Alignment] = []
        while i or j:
            m, n = shape = self._steps[i][j - self._bands[i][0]]
            i, j = i - m, j - n
            score = self._likelihood.probability(i, j, shape) if m and n else 0.0
            found.append(Alignment(tuple(range(i, i + m)), tuple(range(j, j + n)), score))
        return found[::-1]

    def _fill(self, i: int) -> None:
        """Work out the row of states that have passed ``i`` English sentences."""
        start, end = self._bands[i]
        values = [-math.inf] * (end - start)
        steps: list[_Shape] = [(0, 0)] * (end - start)
        if i == 0:
            values[0] = 0.0
        for shape in _FORWARD:
            if shape[0] <= i:
                self._extend(i, shape, values, steps)
        unmatched = self._likelihood.unmatched
        for k in range(1, end - start):
            if values[k - 1] + unmatched > values[k]:
                values[k], steps[k] = values[k - 1] + unmatched, (0, 1)
        self._values.append(values)
        self._steps.append(steps)
        if i >= _LONGEST:
            self._values[i - _LONGEST] = []  # no shape reaches back so far any more

    def _extend(self, i: int, shape: _Shape, values: list[float], steps: list[_Shape]) -> None:
        """Try one shape as the last step to each state of a row."""
        m, n = shape
        start, end = self._bands[i]
        first, last = self._bands[i - m]
        before = self._values[i - m]
        score, unmatched = self._likelihood.score, self._likelihood.unmatched
        for j in range(max(start, first + n), min(end, last + n)):
            value = before[j - n - first]
            if value == -math.inf:
                continue
            value += score(i - m, j - n, shape) if n else unmatched
            if value > values[j - start]:
                values[j - start], steps[j - start] = value, shape


def _bands(en: Side, zh: Side) -> list[_Band]:
    """The Chinese positions to look at for each English one; neighbouring bands overlap."""
    if en.size * zh.size <= _FULL:
        return [(0, zh.size + 1)] * (en.size + 1)
    points = [(0, 0), *_chain(en, zh), (en.size, zh.size)]
    bands: list[_Band] = []
    for (i0, j0), (i1, j1) in pairwise(points):
        for i in range(len(bands), i1 + 1):
            centre = j0 + (j1 - j0) * (i - i0) // max(i1 - i0, 1)
            bands.append((max(centre - _BAND, 0), min(centre + _BAND, zh.size) + 1))
    bands[-1] = (bands[-1][0], zh.size + 1)
    # Where the chain jumps, the band reaches back, so that a way through always exists.
    for i in range(1, len(bands)):
        if bands[i][0] >= bands[i - 1][1]:
            bands[i] = (bands[i - 1][1] - 1, bands[i][1])
    return bands


def _chain(en: Side, zh: Side) -> list[tuple[int, int]]:
    """The longest chain of places that share rare keys, in order on both sides."""
    where: dict[str, list[int]] = {}
    for j, keys in enumerate(zh.keys[1]):
        for key in keys:
            if zh.count[key] <= _RARE and en.count[key] <= _RARE:
                where.setdefault(key, []).append(j)
    support = Counter(
        (i, j)
        for i, keys in enumerate(en.keys[1])
        for key in keys & where.keys()
        for j in where[key]
    )
    places = sorted((p for p, n in support.items() if n >= _SUPPORT), key=lambda p: (p[0], -p[1]))
    # Patience sorting: ends[k] is the smallest last position of a chain of k + 1 places.
    ends: list[int] = []
    tips: list[int] = []
    back: list[int] = []
    for number, (_, j) in enumerate(places):
        at = bisect_left(ends, j)
        back.append(tips[at - 1] if at else -1)
        if at == len(ends):
            ends.append(j)
            tips.append(number)
        else:
            ends[at], tips[at] = j, number
    chain: list[tuple[int, int]] = []
    tip = tips[-1] if tips else -1
    while tip >= 0:
        chain.append(places[tip])
        tip = back[tip]
    return chain[::-1]
