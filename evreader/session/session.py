"""The open project: everything a person or a script can do with it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from evreader.errors import InputError
from evreader.session.core import Core
from evreader.store import articles, connection, project

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.annotation import Evidence
    from evreader.domain.reading import Selection
    from evreader.domain.scheme import Scheme
    from evreader.session.articles import Articles
    from evreader.session.core import Listener
    from evreader.session.deals import Deals
    from evreader.session.entities import Entities
    from evreader.session.exchange import Exchange
    from evreader.session.history import History
    from evreader.session.links import Links
    from evreader.session.mentions import Mentions
    from evreader.session.passages import Passages
    from evreader.session.sets import Sets
    from evreader.store.connection import Connection

_PATIENCE_S = 1.0


class Session:  # noqa: PLR0904 - half of these are the parts it hands out
    """A project file, open. All changes go through its parts; each returns when it is on disk.

    A part is loaded when it is first used: showing an article takes two of them.
    """

    def __init__(self, held: Connection) -> None:
        self._connection = held
        self._core = Core(held)
        self._data_version = held.version_of_data()

    @classmethod
    def create(cls, path: Path, scheme: Scheme) -> Session:
        """Make a new project.

        Raises:
            StoreError: something is there already, or the folder cannot be written.
        """
        held = connection.create(path)
        with held.immediate() as db:
            project.set_scheme(db, scheme)
        return cls(held)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Session:
        """Open a project that exists.

        Raises:
            NotFoundError: there is none.
            StoreError: the file is foreign, of a later version, or cannot be read.
        """
        held = connection.connect(path, read_only=read_only)
        try:
            with held.worded():
                return cls(held)
        except BaseException:
            held.close()
            raise

    @property
    def path(self) -> Path:
        """Where the project file lies."""
        return self._connection.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._connection.read_only

    @property
    def scheme(self) -> Scheme:
        """What can be said about a text here."""
        return self._core.scheme

    @cached_property
    def articles(self) -> Articles:
        """The articles: reading them, and the little that may change about them."""
        from evreader.session.articles import Articles

        return Articles(self._core)

    @cached_property
    def passages(self) -> Passages:
        """The texts: translations typed in, and corrections."""
        from evreader.session.passages import Passages

        return Passages(self._core)

    @cached_property
    def links(self) -> Links:
        """Repairing the pairing: links, and where sentences begin and end."""
        from evreader.session.links import Links

        return Links(self._core)

    @cached_property
    def mentions(self) -> Mentions:
        """Tagging, in the current annotation set."""
        from evreader.session.mentions import Mentions

        return Mentions(self._core)

    @cached_property
    def entities(self) -> Entities:
        """The project's own list of things."""
        from evreader.session.entities import Entities

        return Entities(self._core)

    @cached_property
    def deals(self) -> Deals:
        """The deals of the current annotation set."""
        from evreader.session.deals import Deals

        return Deals(self._core)

    @cached_property
    def sets(self) -> Sets:
        """The annotation sets."""
        from evreader.session.sets import Sets

        return Sets(self._core)

    @cached_property
    def history(self) -> History:
        """Undo and redo."""
        from evreader.session.history import History

        return History(self._core)

    @cached_property
    def exchange(self) -> Exchange:
        """Importing and exporting."""
        from evreader.session.exchange import Exchange

        return Exchange(self._core)

    def subscribe(self, listener: Listener) -> None:
        """Call this after every change, with what changed."""
        self._core.subscribe(listener)

    def evidence_of(self, mention: int) -> Evidence:
        """A mention's stretch of text, as evidence."""
        from evreader.domain.annotation import Evidence

        found = self.mentions.get(mention)
        text, _ = articles.text_of(self._core.plain, found.passage)
        start, end = found.start, found.end
        return Evidence(found.passage, start, end, text[start:end], mention)

    def evidence_at(self, selection: Selection) -> Evidence:
        """A selected stretch of text, as evidence.

        Raises:
            InputError: it is empty or lies outside its passage.
        """
        from evreader.domain.annotation import Evidence

        passage, start, end = selection
        text, _ = articles.text_of(self._core.plain, passage)
        if not 0 <= start < end <= len(text):
            raise InputError(f"{start}–{end} is no stretch of passage {passage}.")
        return Evidence(passage, start, end, text[start:end])

    def look_for_foreign_changes(self) -> bool:
        """Whether another program has written to the file since; if so, listeners are told."""
        version = self._connection.version_of_data()
        if version == self._data_version:
            return False
        self._data_version = version
        self._core.announce_foreign()
        return True

    def problems(self) -> list[str]:
        """Every fault of the file, one sentence each; none if it is sound."""
        from evreader.store import integrity

        return list(integrity.problems(self._core.plain))

    def suit_window(self) -> None:
        """Wait for another writer no longer than a person waits for a key."""
        self._connection.wait_at_most(_PATIENCE_S)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def load_writing() -> None:
    """Load what the first change needs, so that it is as quick as the next.

    It takes 0.2–0.4 s and touches no project: any thread may do it.
    """
    connection.load_writing()
