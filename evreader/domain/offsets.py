"""Code points (ours, everywhere) to UTF-16 units (Qt's, at the widget's edge) and back."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Map:
    """The two ways to count positions in one text.

    Only the places of characters outside the BMP are kept, so a text without any costs nothing and
    answers at once; otherwise an answer takes a binary search. Positions outside the text are moved
    to its nearest end.
    """

    __slots__ = ("_astral", "_size", "_units")

    def __init__(self, text: str) -> None:
        self._size = len(text)
        units = self._size if text.isascii() else _units(text)
        # Indices in code points, and the same places counted in UTF-16 units.
        astral = [] if units == self._size else [m.start() for m in _ASTRAL.finditer(text)]
        self._astral: tuple[int, ...] = tuple(astral)
        self._units: tuple[int, ...] = tuple(place + k for k, place in enumerate(astral))

    @property
    def size(self) -> int:
        """The length of the text in UTF-16 units."""
        return self._size + len(self._astral)

    def to_utf16(self, position: int) -> int:
        """The position, given in code points, in UTF-16 units."""
        position = min(max(position, 0), self._size)
        if not self._astral:
            return position
        return position + bisect_left(self._astral, position)

    def from_utf16(self, position: int) -> int:
        """The position, given in UTF-16 units, in code points; inside a pair: before it."""
        position = min(max(position, 0), self.size)
        if not self._astral:
            return position
        before = bisect_left(self._units, position)
        if before and self._units[before - 1] + 1 == position:
            return self._astral[before - 1]
        return position - before


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
