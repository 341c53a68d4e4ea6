from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest

from evreader.domain.lattice import Lattice

SHAPES = ((1, 1), (1, 2), (2, 1))


def _worth(sizes: tuple[int, int]) -> dict[tuple[int, int], np.ndarray]:
    random = np.random.default_rng(7)
    return {
        (m, n): random.normal(size=(sizes[0] - m + 1, sizes[1] - n + 1))
        for m, n in SHAPES
        if m <= sizes[0] and n <= sizes[1]
    }


def _ways(i: int, j: int) -> list[list[tuple[int, int, int, int]]]:
    """All ways to (i, j), the slow way."""
    if not i and not j:
        return [[]]
    found = []
    for m, n in (*SHAPES, (1, 0), (0, 1)):
        if m <= i and n <= j:
            found += [[*way, (i - m, j - n, m, n)] for way in _ways(i - m, j - n)]
    return found


@pytest.mark.parametrize("sizes", [*product((1, 2, 3), (1, 4)), (4, 3)])
def test_best_and_posterior_agree_with_trying_everything(sizes: tuple[int, int]) -> None:
    worth, unmatched = _worth(sizes), -0.7

    def value(way: list[tuple[int, int, int, int]]) -> float:
        return sum(worth[m, n][i, j] if m and n else unmatched for i, j, m, n in way)

    ways = _ways(*sizes)
    lattice = Lattice(sizes, worth, unmatched)
    assert lattice.best() == max(ways, key=value)
    posterior = lattice.posterior()
    total = sum(math.exp(value(way)) for way in ways)
    for (m, n), matrix in posterior.items():
        for (i, j), found in np.ndenumerate(matrix):
            share = sum(math.exp(value(way)) for way in ways if (i, j, m, n) in way) / total
            assert found == pytest.approx(share)
