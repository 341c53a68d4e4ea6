"""The caret and the selection that goes out from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.reading import Selection

if TYPE_CHECKING:
    from evreader.ui.reader.page import Page, Position


class Caret:
    """Where the user is, and what is selected; a selection stays in one column.

    Attributes:
        head: where the caret blinks; None before the first click or key.
        anchor: where the selection began; equal to ``head`` when nothing is selected.
        goal: the horizontal place that moves by line try to keep, in pixels of the column.
    """

    def __init__(self) -> None:
        self.head: Position | None = None
        self.anchor: Position | None = None
        self.goal: float | None = None

    @property
    def has_selection(self) -> bool:
        """Whether anything is selected."""
        return self.head is not None and self.head != self.anchor

    def put(self, position: Position, *, extend: bool = False) -> None:
        """Move the caret; the anchor comes along unless the selection is being extended."""
        self.head = position
        if not extend or self.anchor is None:
            self.anchor = position
        self.goal = None

    def select(self, anchor: Position, head: Position) -> None:
        """Select from one place to another."""
        self.anchor, self.head, self.goal = anchor, head, None

    def collapse(self) -> None:
        """Select nothing; the caret stays."""
        self.anchor = self.head

    def clear(self) -> None:
        """Forget where the user was."""
        self.head = self.anchor = self.goal = None

    def ordered(self, page: Page) -> tuple[Position, Position] | None:
        """Both ends of the selection, the earlier first; None if there is no caret."""
        if self.head is None or self.anchor is None:
            return None
        one, other = self.anchor, self.head
        rank_one = (page.rows.index(one.passage) or 0, one.offset)
        rank_other = (page.rows.index(other.passage) or 0, other.offset)
        return (one, other) if rank_one <= rank_other else (other, one)

    def selections(self, page: Page) -> list[Selection]:
        """What is selected, passage by passage from top to bottom; empty pieces are left out."""
        ends = self.ordered(page)
        if ends is None or ends[0] == ends[1]:
            return []
        first, last = ends
        found = []
        for passage, size in page.rows.between(first.passage, last.passage):
            start = first.offset if passage == first.passage else 0
            end = last.offset if passage == last.passage else size
            if start < end:
                found.append(Selection(passage, start, end))
        return found
