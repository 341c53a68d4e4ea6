"""Movement: where the caret goes from a place, by character, word, line or counterpart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.words import next_word, previous_word
from evreader.ui.reader.counterpart import counterparts
from evreader.ui.reader.page import Position
from evreader.ui.reader.rows import other_side

if TYPE_CHECKING:
    from evreader.ui.reader.page import Page
    from evreader.ui.reader.passage_layout import PassageLayout
    from evreader.ui.reader.rows import Side


class Movement:
    """Steps on a page. Each answers a place to stand on, the same one if there is no further."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def character(self, at: Position, *, backward: bool) -> Position:
        """One character on, over the border of the passage."""
        layout = self._layout(at)
        if layout is None:
            return at
        offset = layout.step(at.offset, backward=backward)
        if offset == at.offset:
            return self._across(at, backward=backward)
        return Position(at.passage, offset)

    def word(self, at: Position, *, backward: bool) -> Position:
        """One word on, over the border of the passage."""
        content = self._page.content(at.passage)
        if content is None:
            return at
        move = previous_word if backward else next_word
        offset = move(content.passage.text, at.offset, content.passage.language)
        if offset == at.offset:
            return self._across(at, backward=backward)
        return Position(at.passage, offset)

    def letter(self, at: Position, *, backward: bool) -> Position | None:
        """The next place in front of a letter or digit, at this place or further on; or back."""
        beyond: int | None = at.passage
        offset: int | None = at.offset
        while beyond is not None:
            content = self._page.content(beyond)
            text = content.passage.text if content else ""
            places = (
                reversed(range(len(text[:offset]))) if backward else range(offset or 0, len(text))
            )
            found = next((place for place in places if text[place].isalnum()), None)
            if found is not None:
                return Position(beyond, found)
            beyond, offset = self._page.rows.neighbour(beyond, -1 if backward else 1), None
        return None

    def line(self, at: Position, goal: float | None, *, backward: bool) -> tuple[Position, float]:
        """One line down or up, near the goal; with the goal to keep for the next step."""
        layout = self._layout(at)
        if layout is None:
            return at, goal or 0.0
        line = layout.line_of(at.offset)
        goal = layout.x_of(at.offset, line) if goal is None else goal
        line += -1 if backward else 1
        if 0 <= line < len(layout.lines):
            return Position(at.passage, layout.position_at(line, goal)), goal
        beyond = self._page.rows.neighbour(at.passage, -1 if backward else 1)
        found = self._page.cell(beyond) if beyond is not None else None
        if beyond is None or found is None:
            return at, goal
        layout = found[1].layout
        line = len(layout.lines) - 1 if backward else 0
        return Position(beyond, layout.position_at(line, goal)), goal

    def line_edge(self, at: Position, *, backward: bool) -> Position:
        """The start or end of the line."""
        layout = self._layout(at)
        if layout is None:
            return at
        first, last = layout.line_range(layout.line_of(at.offset))
        return Position(at.passage, first if backward else last)

    def edge(self, side: Side, *, backward: bool) -> Position | None:
        """The start or end of a whole column."""
        rows = self._page.rows
        passages = rows.outline.passages
        order = passages if backward else reversed(passages)
        for passage in order:
            if rows.side(passage) == side and rows.is_shown(passage):
                return self._end_of(passage, backward=not backward)
        return None

    def counterpart(self, at: Position, side: Side) -> Position | None:
        """The place in the given column that says the same, or stands on the same row."""
        rows = self._page.rows
        if rows.side(at.passage) == side:
            return None
        for passage, spans in counterparts(self._page, at).there.items():
            return Position(passage, spans[0].start)
        row = rows.row_of(at.passage)
        members = rows.members(row) if row is not None else ()
        found = next((passage for passage in members if rows.side(passage) == side), None)
        return None if found is None else Position(found, 0)

    def beside(self, at: Position) -> Position | None:
        """The counterpart in the other column."""
        return self.counterpart(at, other_side(self._page.rows.side(at.passage)))

    def _layout(self, at: Position) -> PassageLayout | None:
        found = self._page.cell(at.passage)
        return found[1].layout if found else None

    def _across(self, at: Position, *, backward: bool) -> Position:
        beyond = self._page.rows.neighbour(at.passage, -1 if backward else 1)
        return at if beyond is None else self._end_of(beyond, backward=backward)

    def _end_of(self, passage: int, *, backward: bool) -> Position:
        content = self._page.content(passage)
        length = len(content.passage.text) if content else 0
        return Position(passage, length if backward else 0)
