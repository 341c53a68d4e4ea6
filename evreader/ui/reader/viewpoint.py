"""The viewpoint: which part of a page shows, kept steady while heights become known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evreader.ui.reader.page import Page

_NEAR = 3
"""Moves of fewer views than this are exact to the pixel; longer ones go by estimated heights."""

_FAR = 2
"""What is more views away than this was not just scrolled past: it is shown with its context."""


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
        """Bring the top of a row to a height of the view, as far as the page's ends allow."""
        if not len(self._page.rows):
            return
        self._page.measure(row)
        if y < _NEAR * self.height:
            self._measure_above(row, y)
        self.top = max(self._page.top(row) - y, 0)
        self.settle()

    def show(self, row: int, start: int, end: int, *, margin: int) -> bool:
        """Move no more than needed to have a stretch of a row in view; whether it moved.

        Args:
            row: the row, laid out already.
            start: the stretch's upper edge, from the top of the row.
            end: its lower edge; what does not fit into the view is left out below.
            margin: space to leave beside it when it comes from near; from far it comes to stand
                well inside the view.
        """
        row_top = self._page.top(row)
        top, bottom = row_top + start, row_top + min(end, start + self.height)
        if self.shows(top, bottom):
            return False
        if abs(top - self.top) > _FAR * self.height:
            margin = self.height // 3
        # Heights above are guesses: the row is what is stood at, not a height of the page.
        self.stand_at(row, row_top - self.top_for(top, bottom, margin))
        return True

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
            self._measure_above(row, distance - offset)
            top = self._page.top(row) + offset - distance
        self.top = min(max(top, 0), self.limit)
        self.settle()
        return self._page.top(row) - self.top + offset

    def look_ahead(self) -> bool:
        """Lay out one more row below the view; False once a whole view of them is.

        A page down then only has to be painted: 8 ms instead of 13.
        """
        row = self._page.find(self.top + self.height) if len(self._page.rows) else 0
        end = self.top + 2 * self.height
        while row < len(self._page.rows) and self._page.top(row) < end:
            if row not in self._page:
                self._page.measure(row)
                return True
            row += 1
        return False

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

    def _measure_above(self, row: int, height: int) -> None:
        """Lay out rows before this one, upwards, until they are as high as this together."""
        while row > 0 and height > 0:
            row -= 1
            height -= self._page.measure(row, -1)

    def _settle_at_end(self) -> None:
        """Lay out rows from the last upwards, since the end is what shows."""
        row, y = len(self._page.rows), 0
        while row > 0 and y < self.height:
            row -= 1
            y += self._page.measure(row, -1)
        self.top = self.limit
