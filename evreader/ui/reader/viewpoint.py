"""The viewpoint: which part of a page shows, kept steady while heights become known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evreader.ui.reader.page import Page

_NEAR = 3
"""Moves of fewer views than this are exact to the pixel; longer ones go by estimated heights."""


class Viewpoint:
    """A window of a given height on a page; ``top`` is the height on the page of its upper edge.

    All rows in view are always laid out, so that painting never changes a height.
    """

    def __init__(self, page: Page, height: int) -> None:
        self._page = page
        self.height = height
        self.top = 0
        self.settle()

    @property
    def limit(self) -> int:
        """The furthest ``top`` may be."""
        return max(self._page.height - self.height, 0)

    def anchor(self) -> tuple[int, int]:
        """The row on top, and how many pixels of it are scrolled away."""
        if not len(self._page.rows):
            return 0, 0
        row = self._page.find(self.top)
        return row, self.top - self._page.top(row)

    def stand_on(self, row: int, offset: int) -> None:
        """Bring a row to the top, with so many pixels of it scrolled away."""
        if not len(self._page.rows):
            self.top = 0
            return
        row = min(max(row, 0), len(self._page.rows) - 1)
        height = self._page.measure(row)
        # The very start of the page includes the space above its first row.
        is_start = row == 0 and offset <= 0
        self.top = 0 if is_start else self._page.top(row) + min(offset, height)
        self.settle()

    def stand_at(self, row: int, y: int) -> None:
        """Bring the top of a row to a height of the view."""
        self.stand_on(row, 0)
        self.scroll_to(self.top - y)

    def settle(self) -> None:
        """Lay out all rows in view; the row on top stays where it is unless the page ends."""
        if not len(self._page.rows):
            self.top = 0
            return
        row, offset = self.anchor()
        self._page.measure(row)
        self.top = self._page.top(row) + offset
        y, last = self._page.top(row), row
        while last < len(self._page.rows) and y < self.top + self.height:
            y += self._page.measure(last)
            last += 1
        if self.top > self.limit:
            self._settle_at_end()
        self.top = max(self.top, 0)

    def scroll_to(self, top: int) -> int:
        """Move so that ``top`` is the upper edge; by how much what is seen has moved down.

        A short way upwards is taken over rows laid out one by one, so that nothing jumps.
        """
        if not len(self._page.rows):
            return 0
        row, offset = self.anchor()
        distance = self.top - top
        if 0 < distance < _NEAR * self.height:
            above, covered = row, offset
            while above > 0 and covered < distance:
                above -= 1
                covered += self._page.measure(above, -1)
            top = self._page.top(row) + offset - distance
        self.top = min(max(top, 0), self.limit)
        self.settle()
        return self._page.top(row) - self.top + offset

    def shows(self, top: int, bottom: int) -> bool:
        """Whether this stretch of the page is in view."""
        return self.top <= top and bottom <= self.top + self.height

    def top_for(self, top: int, bottom: int, margin: int) -> int:
        """The nearest ``top`` that has this stretch in view, with a margin where there is room."""
        margin = max(min(margin, (self.height - (bottom - top)) // 2), 0)
        if top - margin < self.top:
            return top - margin
        if bottom + margin > self.top + self.height:
            return min(bottom + margin - self.height, top - margin)
        return self.top

    def _settle_at_end(self) -> None:
        """Lay out rows from the last upwards, since the end is what shows."""
        row, y = len(self._page.rows), 0
        while row > 0 and y < self.height:
            row -= 1
            y += self._page.measure(row, -1)
        self.top = self.limit
