"""The place keeper: tells where the user reads, comes back there, scrolls to what is to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.reading import Place
from evreader.ui.reader.page import Position

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.ui.reader.choice import Choice
    from evreader.ui.reader.viewpoint import Viewpoint


class PlaceKeeper:
    """Keeps a viewpoint where the user reads: it knows passages and the caret, not only heights."""

    def __init__(self, choice: Choice, viewpoint: Viewpoint, moved: Callable[[], None]) -> None:
        self._choice = choice
        self._page = choice.page
        self._viewpoint = viewpoint
        self._moved = moved

    def place(self) -> Place:
        """Where the user reads, to come back to."""
        if not len(self._page.rows):
            return Place()
        row, offset = self._viewpoint.anchor()
        head = self._choice.caret.head or Position(0, 0)
        return Place(self._page.rows.first_passage(row), offset, head.passage, head.offset)

    def come_to(self, place: Place) -> None:
        """Come to a place with the caret, as far as the article still has it."""
        rows = self._page.rows
        row = rows.row_of(place.passage) if place.passage else None
        if row is not None:
            self._viewpoint.stand_on(row, place.offset)
        if place.caret_passage and rows.index(place.caret_passage) is not None:
            content = self._page.content(place.caret_passage)
            offset = min(place.caret, len(content.passage.text)) if content else 0
            self._choice.put(Position(place.caret_passage, offset))
        self._moved()

    def stay_at(self, place: Place, caret_height: int | None = None) -> None:
        """After everything was laid out anew: the same row on top.

        Args:
            place: where that was before.
            caret_height: where in the view the caret shall stay instead, if it still shows.
        """
        if caret_height is not None and self._hold_caret(caret_height):
            return
        self._viewpoint.stand_on(self._page.rows.row_of(place.passage) or 0, place.offset)
        self._moved()

    def caret_height(self) -> int | None:
        """Where the caret is in the view; None if it is not to be seen."""
        head = self._choice.caret.head
        rect = self._page.caret_rect(head) if head else None
        if rect is None:
            return None
        y = round(rect.top()) - self._viewpoint.top
        return y if 0 <= y < self._viewpoint.height else None

    def start(self) -> bool:
        """Put the caret at the first text in view, if it is nowhere yet; False if it was."""
        if self._choice.caret.head is not None or not len(self._page.rows):
            return False
        top = self._viewpoint.top
        for _, placed in self._page.between(top, top + self._viewpoint.height):
            if placed.cells:
                self._choice.put(Position(placed.cells[0].passage, 0))
                return True
        return False

    def show(self, passage: int, start: int, end: int) -> None:
        """Scroll no more than needed to have a stretch of a passage in view."""
        row, found = self._page.rows.row_of(passage), self._page.cell(passage)
        if row is None or found is None:
            return
        cell = found[1]
        first, last = cell.layout.caret_rect(start), cell.layout.caret_rect(end)
        em = self._page.columns.em
        top, bottom = cell.y + round(first.top()), cell.y + round(last.bottom()) + em
        if bottom - top > self._viewpoint.height:
            bottom = cell.y + round(first.bottom()) + em
        if self._viewpoint.show(row, top, bottom, margin=2 * em):
            self._moved()

    def show_fold(self, key: int) -> None:
        """Scroll no more than needed to have the row of a fold in view."""
        row = self._page.rows.fold_row(key)
        if row is not None and self._viewpoint.show(row, 0, self._page.measure(row), margin=0):
            self._moved()

    def _hold_caret(self, height: int) -> bool:
        """Scroll so that the caret is at this height of the view; False if it is not shown."""
        head = self._choice.caret.head
        found = self._page.cell(head.passage) if head else None
        row = self._page.rows.row_of(head.passage) if head else None
        if head is None or found is None or row is None:
            return False
        cell = found[1]
        inner = cell.y + round(cell.layout.caret_rect(head.offset).top())
        self._viewpoint.stand_at(row, height - inner)
        self._moved()
        return True
