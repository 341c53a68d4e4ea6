"""All ways through two texts, link by link: the best one, and how likely each link is over all.

Positions are worked through by diagonals (English plus Chinese sentences passed), since all steps
to one diagonal come from earlier ones: each is one operation on a vector.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping

Matrix = npt.NDArray[Any]
Shape = tuple[int, int]
Step = tuple[int, int, int, int]
"""First English and Chinese sentence, and how many of each; one side may be empty."""

_NEVER = -1e9


class Lattice:
    """The ways through two texts, by the worth of links and of sentences without counterpart."""

    def __init__(
        self, sizes: tuple[int, int], worth: Mapping[Shape, Matrix], unmatched: float
    ) -> None:
        """Take the worth of each link, by shape and first sentences, as logarithms."""
        self._sizes = sizes
        n_en, n_zh = sizes
        alone = {(1, 0): np.full((n_en, n_zh + 1), unmatched)} if n_en else {}
        if n_zh:
            alone[0, 1] = np.full((n_en + 1, n_zh), unmatched)
        self._worth = {**worth, **alone}
        self._shapes = list(self._worth)
        self._steps = np.stack([self._skewed(shape) for shape in self._shapes])

    def posterior(self) -> dict[Shape, Matrix]:
        """The probability of each link over all ways, by shape and first sentences."""
        before, after = self._forward(), self._backward()
        total = before[-1, -1]
        found: dict[Shape, Matrix] = {}
        for number, (m, n) in enumerate(self._shapes):
            ways = np.full_like(before, _NEVER)
            ways[m + n :, m:] = before[: len(before) - m - n, : before.shape[1] - m]
            ways += self._steps[number] + after
            found[m, n] = np.exp(np.minimum(self._straight(ways, (m, n)) - total, 0.0))
        return found

    def best(self) -> list[Step]:
        """The way of the highest total worth, in order."""
        values = np.full(self._steps.shape[1:], _NEVER)
        values[0, 0] = 0.0
        choice = np.zeros(values.shape, np.int8)
        for diagonal in range(1, len(values)):
            offers = self._offers(values, diagonal)
            choice[diagonal] = offers.argmax(axis=0)
            values[diagonal] = offers.max(axis=0)
        i, j = self._sizes
        way: list[Step] = []
        while i or j:
            m, n = self._shapes[choice[i + j, i]]
            i, j = i - m, j - n
            way.append((i, j, m, n))
        return way[::-1]

    def _skewed(self, shape: Shape) -> Matrix:
        """The worth of a shape by where it ends: diagonals × English sentences passed."""
        n_en, n_zh = self._sizes
        skewed = np.full((n_en + 1, n_en + n_zh + 1), _NEVER)
        self._view(skewed, shape)[:] = self._worth[shape]
        return np.ascontiguousarray(skewed.T)

    def _straight(self, skewed: Matrix, shape: Shape) -> Matrix:
        return np.ascontiguousarray(self._view(np.ascontiguousarray(skewed.T), shape))

    def _view(self, skewed: Matrix, shape: Shape) -> Matrix:
        """The cells of links of a shape, by their first sentences, in English × diagonals."""
        (m, n), (n_en, n_zh) = shape, self._sizes
        row, column = skewed.strides
        return np.lib.stride_tricks.as_strided(
            skewed[m:, m + n :], (n_en - m + 1, n_zh - n + 1), (row + column, column)
        )

    def _offers(self, values: Matrix, diagonal: int) -> Matrix:
        """What each shape offers as the last step to the positions of a diagonal."""
        offers = np.full((len(self._shapes), values.shape[1]), _NEVER)
        for number, (m, n) in enumerate(self._shapes):
            if m + n <= diagonal:
                offers[number, m:] = values[diagonal - m - n, : values.shape[1] - m]
        offers += self._steps[:, diagonal]
        return offers

    def _forward(self) -> Matrix:
        values = np.full(self._steps.shape[1:], _NEVER)
        values[0, 0] = 0.0
        for diagonal in range(1, len(values)):
            values[diagonal] = _total(self._offers(values, diagonal))
        return values

    def _backward(self) -> Matrix:
        values = np.full(self._steps.shape[1:], _NEVER)
        values[-1, -1] = 0.0
        last, width = len(values) - 1, len(values[0])
        for diagonal in range(last - 1, -1, -1):
            offers = np.full((len(self._shapes), width), _NEVER)
            for number, (m, n) in enumerate(self._shapes):
                end = diagonal + m + n
                if end <= last:
                    offers[number, : width - m] = values[end, m:] + self._steps[number, end, m:]
            values[diagonal] = _total(offers)
        return values


def _total(offers: Matrix) -> Matrix:
    """The logarithm of the sum of what the rows are logarithms of."""
    top = offers.max(axis=0)
    return np.asarray(top + np.log(np.exp(offers - top).sum(axis=0)))
