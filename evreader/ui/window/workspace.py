"""What all of the window's commands share: the open project, the reader, and who to ask."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from evreader.errors import EvreaderError
from evreader.session.session import Session
from evreader.ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evreader.domain.reading import Selection
    from evreader.ui.ask import Ask
    from evreader.ui.look import Look
    from evreader.ui.reader.view import ReaderView
    from evreader.ui.settings import Settings
    from evreader.ui.tasks import Progress

T = TypeVar("T")


class Services(NamedTuple):
    """What the program is given once, at its start, and hands down."""

    look: Look
    ask: Ask
    tasks: Tasks
    settings: Settings


class Workspace(QObject):
    """The open project and the place where the user works on it.

    ``tasks`` are what the user asked for and sees running. ``readings`` are what the window reads
    for itself meanwhile: short, and without a word in the status line.

    Signals:
        said: a sentence for the status line.
        refused: a sentence for the status line: why something was not done.
        opened: another project is open.
    """

    said = Signal(str)
    refused = Signal(str)
    opened = Signal()

    def __init__(self, services: Services, session: Session, reader: ReaderView) -> None:
        super().__init__(reader)
        self.look = services.look
        self.ask = services.ask
        self.tasks = services.tasks
        self.readings = Tasks(self)
        self.settings = services.settings
        self.reader = reader
        self._session = session

    @property
    def session(self) -> Session:
        """The open project."""
        return self._session

    @property
    def busy(self) -> bool:
        """Whether anything runs in the background."""
        return self.tasks.busy or self.readings.busy

    def replace_session(self, session: Session) -> None:
        """Work on another project; the one before is closed, and its reading place kept."""
        self.remember_place()
        before, self._session = self._session, session
        self.opened.emit()
        before.close()

    def remember_place(self) -> None:
        """Keep the article and the place in it for when the project is opened again."""
        if self.reader.article is not None:
            place = self.reader.desk.place()
            self.settings.set_reading(self._session.path, self.reader.article, place)

    def tell_failure(self, error: EvreaderError) -> None:
        """Say why work that was begun in the background came to nothing."""
        self.ask.error(str(error))

    def attempt(self, operation: Callable[[], T]) -> T | None:
        """Do an operation; if it is refused, say why and return nothing."""
        try:
            return operation()
        except EvreaderError as error:
            self.refused.emit(str(error))
            return None

    def attempt_apart(
        self,
        operation: Callable[[Session], T],
        *,
        done: Callable[[T], object] | None = None,
        label: str,
    ) -> None:
        """Do a long operation in the background, in a session of its own; if refused, say why.

        Args:
            operation: gets that session.
            done: gets the result, once the window's session has heard of the change.
            label: what the user reads while it runs.
        """
        self.tasks.run(
            partial(_apart, self.session.path, operation),
            partial(self._take, done),
            failed=self._refuse,
            label=label,
            # It is done as a whole, even if somebody asked for it to stop.
            keeps_part=True,
        )

    def is_locked(self) -> bool:
        """Whether nothing in the current annotation set may be changed; the user is told."""
        current = self.session.sets.current
        if current.locked:
            sentence = self.tr(
                "The annotation set “{name}” is locked; unlock it or choose another."
            )
            self.refused.emit(sentence.format(name=current.name))
        return current.locked

    def selection(self) -> Selection | None:
        """The selected text, if it lies within one passage; else the user is told."""
        found = self.selections()
        if len(found) > 1:
            self.refused.emit(
                self.tr("The selection crosses passages; a mention stays within one.")
            )
        elif not found and self.reader.desk.selections():
            self.refused.emit(self.tr("Only white space is selected."))
        return found[0] if len(found) == 1 else None

    def selections(self) -> list[Selection]:
        """What is selected, passage by passage, less the white space around it.

        Selecting by words takes the space along, and nobody means it.
        """
        trimmed = (self._trimmed(found) for found in self.reader.desk.selections())
        return [found for found in trimmed if found.start < found.end]

    def _take(self, done: Callable[[T], object] | None, result: T) -> None:
        self.session.look_for_foreign_changes()
        if done is not None:
            done(result)

    def _refuse(self, error: EvreaderError) -> None:
        self.refused.emit(str(error))

    def _trimmed(self, found: Selection) -> Selection:
        text = self.session.evidence_at(found).text
        start = found.start + len(text) - len(text.lstrip())
        return found._replace(start=start, end=max(start, found.start + len(text.rstrip())))

    def go_to(self, passage: int, start: int, end: int) -> None:
        """Show a stretch of text, in whichever article it stands."""
        article = self.attempt(lambda: self.session.articles.article_of(passage))
        if article is None:
            return
        if article != self.reader.article:
            self.reader.open_article(article)
        self.reader.reveal(passage, start, end)


def _apart(path: Path, operation: Callable[[Session], T], _progress: Progress) -> T:
    session = Session.open(path)
    try:
        return operation(session)
    finally:
        session.close()
