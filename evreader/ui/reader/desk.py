"""The desk: an open article with everything that works on it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from evreader.errors import NotFoundError
from evreader.ui.reader.choice import Choice
from evreader.ui.reader.counterpart import sentence_ref, sentences_in
from evreader.ui.reader.disclosure import Disclosure
from evreader.ui.reader.guide import Guide
from evreader.ui.reader.linking import Linking
from evreader.ui.reader.mouse import Mouse
from evreader.ui.reader.place_keeper import PlaceKeeper
from evreader.ui.reader.spots import Spots
from evreader.ui.reader.viewpoint import Viewpoint

if TYPE_CHECKING:
    from collections.abc import Collection

    from evreader.domain.article import SentenceRef
    from evreader.domain.reading import Place, Selection
    from evreader.ui.reader.columns import Density
    from evreader.ui.reader.keyboard import Keyboard
    from evreader.ui.reader.page import Page, Position
    from evreader.ui.reader.source import Source


class Desk(QObject):
    """An open article and everything that works on it; an empty page where none is open.

    Attributes:
        page: the article laid out.
        viewpoint: what of the page is in view.
        choice: where the user is, and what is selected.
        mouse: what clicks, drags and hovering do to the text.
        linking: what the mouse does in the gutter.
        spots: where things are in the view.
        places: where the user reads.
        disclosure: what is folded away or hidden.
        guide: the way to a passage, a mention, a counterpart.

    Signals:
        moved: something else than before is in view, or the page has another height.
    """

    moved = Signal()

    def __init__(self, source: Source, page: Page, height: int, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self.page = page
        self.viewpoint = Viewpoint(page, height)
        self.choice = Choice(page, self)
        self.mouse = Mouse(self.choice, self.viewpoint)
        self.linking = Linking(self.choice, self.viewpoint)
        self.spots = Spots(page, self.viewpoint)
        moved = self.moved.emit
        self.places = PlaceKeeper(self.choice, self.viewpoint, moved)
        self.disclosure = Disclosure(self.choice, self.viewpoint, self.places, moved)
        self.guide = Guide(source, self.choice, self.disclosure, self.places)
        self.choice.fold_toggled.connect(self.disclosure.toggle_fold)
        self.choice.counterpart_wanted.connect(self.disclosure.toggle_counterparts)

    @cached_property
    def keyboard(self) -> Keyboard:
        """What keys do, loaded with the first of them: its table needs the enums of ``Qt``."""
        from evreader.ui.reader.keyboard import Keyboard

        return Keyboard(self.choice, self.viewpoint, self.places)

    def resize(self, width: int, height: int) -> None:
        """Fit a view of another size; the row on top stays there."""
        self.viewpoint.height = height
        place = self.places.place()
        if self.page.set_width(width):
            self.places.stay_at(place)
        else:
            self.viewpoint.settle()
            self.moved.emit()

    def restyle(self) -> None:
        """Lay out anew, with fonts as they are now; the row on top stays there."""
        place = self.places.place()
        self.page.arrange()
        self.places.stay_at(place)

    def arrange(self, *, density: Density | None = None, pinyin: bool) -> None:
        """Share the page between the languages in another way; the caret stays if it is in view.

        Args:
            density: how both languages share the page from now on; None: as before.
            pinyin: whether Chinese text has its pinyin above.
        """
        place, height = self.places.place(), self.places.caret_height()
        self.page.arrange(density=density, pinyin=pinyin)
        self.disclosure.leave_hidden()
        self.places.stay_at(place, height)
        self.mouse.hover(None)
        self.choice.recheck()

    def place(self) -> Place:
        """Where the user reads, to come back to."""
        return self.places.place()

    def caret(self) -> Position | None:
        """The passage and place of the caret; None before the first click or key."""
        return self.choice.caret.head

    def selections(self) -> list[Selection]:
        """The selected text: one stretch, or one for each passage when it crosses rows."""
        return list(self.choice.selected.values())

    def selected_mentions(self) -> list[int]:
        """The chosen mentions; the one chosen last is the last."""
        return list(self.choice.mentions)

    def picked_sentences(self) -> list[SentenceRef]:
        """The sentences collected for a command about links."""
        return list(self.choice.picked)

    def sentences(self) -> list[SentenceRef]:
        """The sentences that the selected text touches, or the one of the caret."""
        selected = self.choice.selected.values()
        if selected:
            found = [(piece, self.page.content(piece.passage)) for piece in selected]
            return [
                ref
                for piece, content in found
                for ref in (sentences_in(content, piece.start, piece.end) if content else ())
            ]
        head = self.choice.caret.head
        ref = sentence_ref(self.page, head) if head is not None else None
        return [ref] if ref is not None else []

    def refresh(self, passages: Collection[int]) -> None:
        """Read these passages again, those that were ever read."""
        height, top = self.page.height, self.viewpoint.top
        _, gone = self.page.refresh(passages)
        self.viewpoint.settle()
        if gone & set(self.choice.mentions):
            self.choice.choose([id_ for id_ in self.choice.mentions if id_ not in gone])
        self.choice.recheck()
        if (self.page.height, self.viewpoint.top) != (height, top):
            self.moved.emit()

    def reload(self, *, hold_caret: bool = False) -> None:
        """Read the article's shape again.

        Args:
            hold_caret: whether the caret stays where it is if it is in view; else the row on top.
        """
        place = self.places.place()
        height = self.places.caret_height() if hold_caret else None
        self.page.set_outline(self._source.articles.outline(self.page.article))
        self.places.stay_at(place, height)
        self.choice.choose([id_ for id_ in self.choice.mentions if self._is_there(id_)])
        self.choice.recheck()

    def _is_there(self, mention: int) -> bool:
        """Whether the article still shows a mention: another set may be the current one now."""
        try:
            found = self._source.mentions.get(mention)
        except NotFoundError:
            return False
        content = self.page.content(found.passage)
        return content is not None and any(other.id == mention for other in content.mentions)
