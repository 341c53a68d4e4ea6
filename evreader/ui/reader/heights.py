"""Heights of all rows of a page, summed so that any of 20,000 is found at once."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Heights:
    """Row heights in whole device-independent pixels, each at least 1.

    Sums of the first guesses, and a Fenwick tree of what became known to differ from them: so it is
    there at once, and a change costs as little as a question.
    """

    __slots__ = ("_deltas", "_guesses", "_known", "_step", "_sums")

    def __init__(self, guesses: Sequence[int]) -> None:
        self._guesses = guesses
        self._known: dict[int, int] = {}
        self._sums = list(accumulate(guesses, initial=0))
        # Node i covers the i & -i rows that end with row i - 1.
        self._deltas = [0] * len(self._sums)
        self._step = 1 << len(guesses).bit_length() >> 1

    def __len__(self) -> int:
        return len(self._guesses)

    def __getitem__(self, row: int) -> int:
        return self._known.get(row, self._guesses[row])

    def __setitem__(self, row: int, value: int) -> None:
        delta = value - self[row]
        if not delta:
            return
        self._known[row] = value
        node = row + 1
        while node < len(self._deltas):
            self._deltas[node] += delta
            node += node & -node

    @property
    def total(self) -> int:
        """The height of all rows together."""
        return self.top(len(self._guesses))

    def top(self, row: int) -> int:
        """The height of all rows before this one; for the row after the last, the total."""
        total = self._sums[row]
        while row:
            total += self._deltas[row]
            row &= row - 1
        return total

    def find(self, y: int) -> int:
        """The row that covers this height; the first or last for a height outside.

        Raises:
            IndexError: there are no rows.
        """
        if not self._guesses:
            raise IndexError("no rows")
        node, step = 0, self._step
        while step:
            further = node + step
            if further < len(self._sums):
                tall = self._sums[further] - self._sums[node] + self._deltas[further]
                if tall <= y:
                    y -= tall
                    node = further
            step >>= 1
        return min(node, len(self._guesses) - 1)
