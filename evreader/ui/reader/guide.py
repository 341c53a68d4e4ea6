"""The guide: leads the user to a passage, a mention, a counterpart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.ui.reader.page import Position

if TYPE_CHECKING:
    from evreader.domain.annotation import Mention
    from evreader.ui.reader.choice import Choice
    from evreader.ui.reader.disclosure import Disclosure
    from evreader.ui.reader.place_keeper import PlaceKeeper
    from evreader.ui.reader.source import Source


class Guide:
    """Leads the user somewhere: brings it to light, puts caret or choice there, scrolls to it."""

    def __init__(
        self, source: Source, choice: Choice, disclosure: Disclosure, places: PlaceKeeper
    ) -> None:
        self._source = source
        self._choice = choice
        self._disclosure = disclosure
        self._places = places

    def select(self, passage: int, start: int, end: int) -> None:
        """Select a stretch of a passage and show it."""
        if self._disclosure.bring_out(passage):
            self._choice.select(passage, start, end)
            self._places.show(passage, start, end)

    def put(self, passage: int, start: int, end: int) -> bool:
        """Put the caret before a stretch and show that; False if it is not in the article."""
        if not self._disclosure.bring_out(passage):
            return False
        self._choice.put(Position(passage, start))
        self._places.show(passage, start, end)
        return True

    def choose_mention(self, mention: int | None) -> None:
        """Choose a mention of this article and show it; None lets go of all.

        Raises:
            NotFoundError: there is no such mention.
        """
        if not mention:
            self._choice.choose([])
        elif self._choice.page.article:
            self._choose(self._source.mentions.get(mention))

    def choose_next_mention(self, *, backward: bool = False) -> bool:
        """Choose the next mention from the caret on; False if the article has none."""
        self._places.start()
        choice = self._choice
        head = choice.caret.head or Position(self._places.place().passage, 0)
        found = self._source.mentions.neighbour(
            choice.page.article,
            head.passage,
            head.offset,
            mention=choice.mentions[-1] if choice.mentions else None,
            backward=backward,
        )
        if found is None:
            return False
        self._choose(found)
        return True

    def cross(self) -> None:
        """Put the caret on what says the same in the other column."""
        if self._places.start() or self._choice.caret.head is None:
            return
        beside = self._choice.movement.beside(self._choice.caret.head)
        if beside is not None:
            self.put(beside.passage, beside.offset, beside.offset)

    def toggle_counterparts(self) -> bool:
        """Show what says the same as the caret's passage, below it, or hide it again.

        False where nothing is hidden: no caret, or both languages are shown.
        """
        head = self._choice.caret.head
        if head is None or self._choice.page.rows.alone is None:
            return False
        self._disclosure.toggle_counterparts(head.passage)
        self._places.show(head.passage, head.offset, head.offset)
        return True

    def follow(self) -> None:
        """Show what has the focus: the caret, or a fold."""
        head = self._choice.caret.head
        if self._choice.fold is not None:
            self._places.show_fold(self._choice.fold)
        elif head is not None:
            self._disclosure.bring_out(head.passage)
            self._places.show(head.passage, head.offset, head.offset)

    def _choose(self, mention: Mention) -> None:
        if self._disclosure.bring_out(mention.passage):
            self._choice.choose_mention(mention)
            self._places.show(mention.passage, mention.start, mention.end)
