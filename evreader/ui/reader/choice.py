"""The choice: where the user is on a page, what is selected, and how that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from evreader.domain.article import Span
from evreader.domain.words import word_at
from evreader.ui.reader.caret import Caret
from evreader.ui.reader.counterpart import counterparts, sentence_at, sentence_ref
from evreader.ui.reader.movement import Movement
from evreader.ui.reader.page import Position

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evreader.domain.annotation import Mention
    from evreader.domain.article import SentenceRef
    from evreader.domain.reading import Selection
    from evreader.ui.reader.counterpart import Counterparts
    from evreader.ui.reader.page import Page
    from evreader.ui.reader.rows import Rows


class Choice(QObject):
    """Caret, selection and selected mentions on one page.

    Attributes:
        page: the page read.
        caret: caret and text selection.
        movement: steps on the page.
        mentions: ids of selected mentions, the one chosen last at the end.
        fold: key of the fold that has the focus; None while the caret has it.
        picked: sentences collected to be linked, or for another command about links.
        active: sentence of the caret with its counterparts.
    """

    changed = Signal()
    selection_changed = Signal()
    mention_selected = Signal(int)
    fold_toggled = Signal(int)
    kind_change_wanted = Signal(int)
    link_wanted = Signal(object)
    translation_wanted = Signal(int)
    counterpart_wanted = Signal(int)

    def __init__(self, page: Page, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self.caret = Caret()
        self.movement = Movement(page)
        self.mentions: list[int] = []
        self.fold: int | None = None
        self.picked: list[SentenceRef] = []
        self.active: Counterparts | None = None
        self._selected: dict[int, Selection] = {}
        self._selected_on: tuple[Position | None, Position | None, Rows] | None = None

    @property
    def selected(self) -> Mapping[int, Selection]:
        """What is selected in each passage, from top to bottom.

        Found out once for a selection, however often it is painted: it may be 20,000 passages.
        """
        now = (self.caret.anchor, self.caret.head, self.page.rows)
        if self._selected_on != now:
            self._selected = {found.passage: found for found in self.caret.selections(self.page)}
            self._selected_on = now
        return self._selected

    def put(self, position: Position, *, extend: bool = False) -> None:
        """Move the caret, or the end of the selection; selected mentions are let go.

        A selection stays in its column: a place in the other one is not taken.
        """
        anchor = self.caret.anchor
        rows = self.page.rows
        if extend and anchor and rows.side(anchor.passage) != rows.side(position.passage):
            return
        self.caret.put(position, extend=extend)
        self.moved([])

    def step_line(self, *, backward: bool, extend: bool) -> None:
        """Move the caret a line up or down and keep the goal."""
        if self.caret.head is None:
            return
        position, goal = self.movement.line(self.caret.head, self.caret.goal, backward=backward)
        self.put(position, extend=extend)
        self.caret.goal = goal

    def select(self, passage: int, start: int, end: int) -> None:
        """Select a stretch of a passage."""
        self.caret.select(Position(passage, start), Position(passage, end))
        self.moved([])

    def select_word(self, at: Position) -> None:
        """Select the word at a place."""
        content = self.page.content(at.passage)
        if content is not None:
            passage = content.passage
            self.select(at.passage, *word_at(passage.text, at.offset, passage.language))

    def select_sentence(self, at: Position) -> None:
        """Select the sentence at a place."""
        content = self.page.content(at.passage)
        number = sentence_at(content, at.offset) if content else None
        if content is not None and number is not None:
            self.select(at.passage, *content.passage.sentences[number])

    def select_passage(self) -> None:
        """Select all of the caret's passage."""
        head = self.caret.head
        content = self.page.content(head.passage) if head else None
        if head is not None and content is not None:
            self.select(head.passage, 0, len(content.passage.text))

    def mentions_at(self, at: Position) -> list[Mention]:
        """Mentions whose text covers the character after a place, the innermost first."""
        content = self.page.content(at.passage)
        found = [
            mention
            for mention in (content.mentions if content else ())
            if any(span.start <= at.offset < span.end for span in mention.fragments)
        ]
        return sorted(found, key=_extent)

    def click(self, at: Position | None, *, add: bool = False) -> None:
        """Choose the innermost mention at a place; at the same place again, the next around it."""
        stack = [mention.id for mention in self.mentions_at(at)] if at is not None else []
        if not stack:
            self.choose([])
            return
        last = self.mentions[-1] if self.mentions else None
        if add:
            fresh = next((id_ for id_ in stack if id_ not in self.mentions), None)
            rest = [id_ for id_ in self.mentions if id_ != stack[0]]
            self.choose(rest if fresh is None else [*self.mentions, fresh])
        elif last in stack:
            self.choose([stack[(stack.index(last) + 1) % len(stack)]])
        else:
            self.choose([stack[0]])

    def choose(self, mentions: Sequence[int]) -> None:
        """Select these mentions, the last one foremost; none lets go."""
        if list(mentions) != self.mentions:
            self.mentions = list(mentions)
            self.changed.emit()
            self.mention_selected.emit(self.mentions[-1] if self.mentions else 0)

    def choose_mention(self, mention: Mention) -> None:
        """Select a mention and put the caret at its start."""
        self.caret.put(Position(mention.passage, mention.start))
        self.moved([mention.id])

    def pick(self, at: Position | None) -> None:
        """Collect the sentence at a place, or let it go again."""
        ref = sentence_ref(self.page, at) if at is not None else None
        if ref is not None:
            self.picked = [one for one in self.picked if one != ref] + [ref] * (
                ref not in self.picked
            )
            self.changed.emit()

    def let_picked_go(self) -> None:
        """Collect none."""
        if self.picked:
            self.picked = []
            self.changed.emit()

    def clear(self) -> None:
        """Select nothing; the caret stays."""
        self.picked = []
        self.caret.collapse()
        self.moved([])

    def focus_fold(self, key: int | None) -> None:
        """Give the focus to a fold, or back to the caret."""
        self.fold = key
        self.changed.emit()

    def leave_fold(self) -> None:
        """After a fold closed over the caret: stand beside it, in the same column."""
        head, rows = self.caret.head, self.page.rows
        if head is None or rows.fold_of(head.passage) is None:
            return
        nearest = rows.neighbour(head.passage, -1) or rows.neighbour(head.passage, 1)
        focused = self.fold
        if nearest is None:
            self.caret.clear()
            self.moved([])
        else:
            self.put(Position(nearest, 0))
        self.fold = focused

    def recheck(self) -> None:
        """After contents changed: keep within the texts, drop mentions that are gone."""
        ends = (self.caret.head, self.caret.anchor)
        if any(end is not None and self.page.rows.index(end.passage) is None for end in ends):
            self.caret.clear()
        self.picked = [ref for ref in self.picked if self.page.contents.span(ref) is not None]
        self.active = counterparts(self.page, self.caret.head) if self.caret.head else None
        self.changed.emit()

    def moved(self, mentions: Sequence[int]) -> None:
        """Tell that the caret moved, with these mentions selected now."""
        self.fold = None
        self.active = counterparts(self.page, self.caret.head) if self.caret.head else None
        self.selection_changed.emit()
        if list(mentions) != self.mentions:
            self.choose(mentions)
        else:
            self.changed.emit()


def _extent(mention: Mention) -> tuple[int, int]:
    return (sum(Span(*span).end - span.start for span in mention.fragments), mention.id)
