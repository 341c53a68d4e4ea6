"""The reader view: an article in two columns, with caret, selection and mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from evreader.domain.reading import Place, Selection
from evreader.errors import NotFoundError
from evreader.ui.look import ZOOM_STEP
from evreader.ui.reader.clipboard import rows_mime, selected_rows, selected_text
from evreader.ui.reader.desk import Desk
from evreader.ui.reader.gestures import ReaderGestures
from evreader.ui.reader.page import Page, Position

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

    from evreader.ui.look import Look
    from evreader.ui.reader.source import Source

_START = Place()
_FLASH = 1600


class ReaderView(ReaderGestures):
    """Shows one article in two columns; tells what the user selects, changes nothing itself.

    Signals:
        selection_changed: the caret or the text selection moved.
        mention_selected: the mention chosen last, 0 if none is.
        mention_clicked: a mention the user pointed at, to do something with it.
        context_menu_wanted: where on the screen, and the ``Hit`` it is about (None: nothing).
        files_dropped: paths and addresses dropped on the view, as texts.
        text_dropped: text dropped on the view.
        first_painted: an article was painted for the first time since it was opened.
        kind_change_wanted: a passage should not count as boilerplate any more.
        link_wanted: a list of sentences the user drew a link between.
        link_menu_wanted: where on the screen, after a right click on the mark of a link.
        pointed: what the caret or the pointer is on may be another sentence.
        translation_wanted: the user wants to type the missing translation of a passage.
        article_changed: another article was opened, or the one before closed.
    """

    article_changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._source: Source | None = None
        self.setAccessibleName(self.tr("Article"))
        self.zoom_wanted.connect(self.zoom_by)

    def set_session(self, source: Source) -> None:
        """Take what is shown from here; what was open is closed."""
        self.close_article()
        self._source = source

    @property
    def article(self) -> int | None:
        """The open article's id."""
        return self._desk.page.article if self._desk else None

    def open_article(self, article: int, place: Place = _START) -> None:
        """Show an article, at a place of it."""
        if self._source is None:
            return
        had_mentions = bool(self.selected_mentions())
        outline = self._source.articles.outline(article)
        page = Page(
            self._source,
            outline,
            self._look,
            self.viewport().width(),
            density=self._density,
            pinyin=self._pinyin,
        )
        self._set_desk(Desk(page, self.viewport().height(), self))
        self._stand_at(place)
        self._sync_bar()
        self.selection_changed.emit()
        if had_mentions:
            self.mention_selected.emit(0)
        self.article_changed.emit()

    def close_article(self) -> None:
        """Show nothing."""
        had_mentions = bool(self.selected_mentions())
        self._set_desk(None)
        if had_mentions:
            self.mention_selected.emit(0)
        self.article_changed.emit()

    def refresh(self, passages: Collection[int]) -> None:
        """Read these passages again, and paint again what changed by it."""
        desk = self._desk
        if desk is None:
            return
        height, top = desk.page.height, desk.viewpoint.top
        rows, gone = desk.page.refresh(passages)
        desk.viewpoint.settle()
        if gone & set(desk.reader.mentions):
            desk.reader.choose([id_ for id_ in desk.reader.mentions if id_ not in gone])
        desk.reader.recheck()
        if desk.page.height != height or desk.viewpoint.top != top:
            self._sync_bar()
            self.viewport().update()
            return
        for row in rows:
            y = desk.page.top(row) - desk.viewpoint.top
            self.viewport().update(0, y, self.viewport().width(), desk.page.measure(row))

    def reload(self, *, hold_caret: bool = False) -> None:
        """Read the article's shape again; the row on top stays there, or the caret if in view."""
        if self._desk is None or self._source is None:
            return
        place, height = self.place(), self._caret_height()
        self._desk.page.set_outline(self._source.articles.outline(self._desk.page.article))
        if not hold_caret or height is None or not self._hold_caret(height):
            self._stand_on(place)
        reader = self._desk.reader
        reader.choose([id_ for id_ in reader.mentions if self._is_there(id_)])
        reader.recheck()
        self.viewport().update()

    def _is_there(self, mention: int) -> bool:
        """Whether the article still shows a mention: another set may be the current one now."""
        if self._desk is None or self._source is None:
            return False
        try:
            found = self._source.mentions.get(mention)
        except NotFoundError:
            return False
        content = self._desk.page.content(found.passage)
        return content is not None and any(other.id == mention for other in content.mentions)

    def place(self) -> Place:
        """Where the user reads, to come back to."""
        return self._place()

    def selections(self) -> list[Selection]:
        """The selected text: one stretch, or one for each passage when it crosses rows."""
        return list(self._desk.reader.selected.values()) if self._desk else []

    def caret(self) -> tuple[int, int] | None:
        """The passage and place of the caret."""
        head = self._desk.reader.caret.head if self._desk else None
        return (head.passage, head.offset) if head else None

    def select(self, passage: int, start: int, end: int) -> None:
        """Select a stretch of a passage and show it."""
        if self._desk is not None and self._bring_out(passage):
            self._desk.reader.select(passage, start, end)
            self._show_range(passage, start, end)

    def selected_mentions(self) -> list[int]:
        """The chosen mentions; the one chosen last is the last."""
        return list(self._desk.reader.mentions) if self._desk else []

    def select_mention(self, mention: int | None) -> None:
        """Choose a mention of this article and show it; None lets go of all."""
        if self._desk is None or self._source is None:
            return
        if not mention:
            self._desk.reader.choose([])
            return
        found = self._source.mentions.get(mention)
        if self._bring_out(found.passage):
            self._desk.reader.choose_mention(found)
            self._show_range(found.passage, found.start, found.end)

    def next_mention(self, *, backward: bool = False) -> bool:
        """Choose the next mention from the caret on; False if the article has none."""
        if self._desk is None or self._source is None:
            return False
        reader = self._desk.reader
        self._desk.keyboard.start()
        head = reader.caret.head or Position(self.place().passage, 0)
        found = self._source.mentions.neighbour(
            self._desk.page.article,
            head.passage,
            head.offset,
            mention=reader.mentions[-1] if reader.mentions else None,
            backward=backward,
        )
        if found is None:
            return False
        if self._bring_out(found.passage):
            reader.choose_mention(found)
            self._show_range(found.passage, found.start, found.end)
        return True

    def reveal(self, passage: int, start: int, end: int) -> None:
        """Scroll to a stretch of text, put the caret there, and light it up for a moment."""
        if self._desk is None or not self._bring_out(passage):
            return
        self._desk.reader.put(Position(passage, start))
        self._flash = Selection(passage, start, end)
        self._flash_timer.start(_FLASH)
        self._show_range(passage, start, end)
        self.viewport().update()

    def copy_text(self) -> bool:
        """Put the selected text on the clipboard; False if nothing is selected."""
        if self._desk is None or not self.selections():
            return False
        text = selected_text(self._desk.page, self.selections())
        QGuiApplication.clipboard().setText(text)
        return True

    def copy_rows(self) -> bool:
        """Put the rows of the selection, or the caret's, on the clipboard, in both languages."""
        if self._desk is None:
            return False
        head = self._desk.reader.caret.head
        chosen = self.selections() or ([Selection(*head, head.offset)] if head else [])
        pairs = selected_rows(self._desk.page, chosen)
        if pairs:
            QGuiApplication.clipboard().setMimeData(rows_mime(pairs))
        return bool(pairs)

    def zoom_by(self, steps: int) -> None:
        """Make text larger (positive) or smaller."""
        self._look.zoom = round(self._look.zoom * ZOOM_STEP**steps, 3)
