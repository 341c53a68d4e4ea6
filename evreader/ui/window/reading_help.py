"""Commands that help reading: words looked up, pinyin, and how both languages share the page."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QObject, QPoint, QTimer, Signal

from evreader.ui.reader.columns import DENSITIES
from evreader.ui.reader.page import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QRect

    from evreader.domain.dictionary import Found
    from evreader.errors import EvreaderError
    from evreader.store.dictionary import Dictionary
    from evreader.ui.reader.columns import Density
    from evreader.ui.tasks import Progress
    from evreader.ui.widgets.word_card import WordCard
    from evreader.ui.window.workspace import Workspace


class _Place(NamedTuple):
    """Where a word is wanted from the dictionary, and whether by a key."""

    passage: int
    offset: int
    by_key: bool


class ReadingHelp(QObject):
    """Shows what a reader of a foreign language needs beside the text, or above it.

    The dictionary is made when first wanted and opened for each look-up (1 ms): nothing of it stays
    in memory.

    Signals:
        changed: one of the checkable commands is on or off now.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._reader = workspace.reader
        self._card: WordCard | None = None
        self._found: list[Found] = []
        self._place: _Place | None = None
        self._is_preparing = False
        self._is_promised = False
        self._reader.rested.connect(self._look_up_under)
        self._reader.verticalScrollBar().valueChanged.connect(self._shut)
        self._reader.article_changed.connect(self._shut)
        workspace.tasks.finished.connect(self._end_preparing)
        if workspace.settings.pinyin:
            self.set_pinyin(True)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "word.look_up": self.look_up,
            "word.hover": self.set_hover,
            "view.density": self.set_density,
            "view.next_density": self.next_density,
            "view.pinyin": self.set_pinyin,
            "reader.show_counterpart": self.show_counterpart,
        }

    def states(self) -> Mapping[str, bool]:
        """The checkable commands, and whether each is on."""
        states = {f"view.density.{one}": one == self._reader.density for one in DENSITIES}
        settings = self._workspace.settings
        return states | {"word.hover": settings.word_hover, "view.pinyin": settings.pinyin}

    # How the languages share the page

    def set_density(self, density: str) -> None:
        """Lay both languages out in this way, now and after the next start."""
        self._shut()
        self._reader.arrange(density=cast("Density", density))
        self._workspace.settings.density = self._reader.density
        self.changed.emit()

    def next_density(self) -> None:
        """Lay both languages out in the next way of all there are."""
        place = DENSITIES.index(self._reader.density)
        self.set_density(DENSITIES[(place + 1) % len(DENSITIES)])

    def show_counterpart(self) -> None:
        """Where one language is hidden: show the counterpart of the caret's passage."""
        if not self._reader.desk.guide.toggle_counterparts():
            self._workspace.refused.emit(
                self.tr("Nothing to show: choose one language under View › Density first.")
                if self._reader.density not in {"en", "zh"}
                else self.tr("Put the caret into a passage first.")
            )

    def set_pinyin(self, shown: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Show pinyin above Chinese text, now and after the next start."""
        self._workspace.settings.pinyin = shown
        if shown:
            self._workspace.tasks.run(
                _load_pinyin,
                self._show_pinyin,
                failed=self._tell,
                label=self.tr("Preparing pinyin…"),
            )
        else:
            self._reader.arrange(pinyin=False)

    def _show_pinyin(self, _loaded: None) -> None:
        self._shut()
        self._reader.arrange(pinyin=self._workspace.settings.pinyin)

    # The dictionary

    def set_hover(self, hover: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Look words up where the pointer rests, or only by the key."""
        self._workspace.settings.word_hover = hover

    def look_up(self) -> None:
        """Look up the word at the caret, or where the selection begins."""
        selections, caret = self._reader.desk.selections(), self._reader.desk.caret()
        if caret is None:
            self._workspace.refused.emit(self.tr("Put the caret on a word first."))
            return
        passage, offset = selections[0][:2] if selections else caret
        text = self._text(passage)
        if not text[offset : offset + 1].isalnum() and text[max(offset - 1, 0) : offset].isalnum():
            offset -= 1
        self._look_up(_Place(passage, offset, by_key=True))

    def _look_up_under(self, point: QPoint) -> None:
        """Look up the word under the pointer, if that is wanted."""
        hit = self._reader.desk.mouse.hit(point)
        under = hit.character if hit is not None else None
        if under is not None and self._workspace.settings.word_hover:
            self._look_up(_Place(*under, by_key=False))

    def _step(self, by: int) -> None:
        """Look up the next word, or the one before."""
        if self._place is None:
            return
        passage, offset, _ = self._place
        if self._found:
            span = self._found[0].span
            offset = span.end if by > 0 else span.start
        movement = self._reader.desk.choice.movement
        beside = movement.letter(Position(passage, offset), backward=by < 0)
        if beside is not None:
            self._look_up(_Place(*beside, by_key=True))

    def _look_up(self, place: _Place) -> None:
        from evreader.session import dictionary

        self._place = place
        opened = self._workspace.attempt(_ready)
        if opened is None:
            return
        if opened[0] is None:
            self._prepare()
            return
        text = self._text(place.passage)
        with closing(opened[0]) as entries:
            self._found = (
                self._workspace.attempt(partial(dictionary.look_up, entries, text, place.offset))
                or []
            )
        self._show(place)

    def _show(self, place: _Place) -> None:
        card, focus = self._made_card(), place.by_key
        self._is_promised = False
        if self._found:
            start, end = self._found[0].span
            if focus:
                self._reader.desk.guide.select(place.passage, start, end)
            card.show_found(self._found, self._box(place.passage, start, end), focus=focus)
        elif focus:
            box = self._box(place.passage, place.offset, place.offset + 1)
            card.show_message(self.tr("The dictionary does not have this word."), box, focus=True)
        else:
            card.shut()

    def _prepare(self) -> None:
        """Make the dictionary's file, once; then look up what was wanted last."""
        place = self._place
        self._is_promised = True
        if place is not None:
            box = self._box(place.passage, place.offset, place.offset + 1)
            self._made_card().show_message(
                self.tr("Preparing the dictionary…"), box, focus=place.by_key
            )
        if not self._is_preparing:
            self._is_preparing = True
            self._workspace.tasks.run(
                _make_dictionary,
                self._look_up_again,
                failed=self._shut_and_tell,
                label=self.tr("Preparing the dictionary…"),
            )

    def _end_preparing(self) -> None:
        """A job is over, made, failed or cancelled: what is missing then may be asked for again."""
        self._is_preparing = False
        QTimer.singleShot(0, self, self._give_up)

    def _give_up(self) -> None:
        """Promise nothing any more, once nothing is under way."""
        if self._is_promised and not self._workspace.tasks.busy:
            self._shut()

    def _look_up_again(self, _made: None) -> None:
        if self._place is not None and self._card is not None and self._card.isVisible():
            self._look_up(self._place)

    def _shut_and_tell(self, error: EvreaderError) -> None:
        self._shut()
        self._tell(error)

    def _tell(self, error: EvreaderError) -> None:
        self._workspace.refused.emit(str(error))

    def _made_card(self) -> WordCard:
        if self._card is None:
            from evreader.session.dictionary import ATTRIBUTION
            from evreader.ui.widgets.word_card import WordCard

            # A child of the reader would be under its shortcuts: letters would be commands.
            self._card = WordCard(
                self._workspace.look,
                credit=ATTRIBUTION,
                watched=self._reader.viewport(),
                parent=self._reader.window(),
            )
            self._card.stepped.connect(self._step)
        return self._card

    def _box(self, passage: int, start: int, end: int) -> QRect:
        """Where a stretch of text is in the window."""
        viewport = self._reader.viewport()
        box = self._reader.desk.spots.stretch(passage, start, end)
        return box.translated(viewport.mapTo(self._reader.window(), QPoint(0, 0)))

    def _text(self, passage: int) -> str:
        return self._workspace.session.articles.contents([passage])[passage].passage.text

    def _shut(self) -> None:
        if self._card is not None:
            self._card.shut()


def _ready() -> tuple[Dictionary | None]:
    """The dictionary if it has been made: in a tuple, since nothing also means it was refused."""
    from evreader.session import dictionary

    return (dictionary.ready(),)


def _make_dictionary(progress: Progress) -> None:
    from evreader.session import dictionary

    dictionary.prepare(progress.report).close()


def _load_pinyin(progress: Progress) -> None:
    from evreader.domain import pinyin

    progress.report(0, 0)
    pinyin.load()
