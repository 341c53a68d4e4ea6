"""What every part of a session shares: the file, the journal, and who listens."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from evreader.domain.changes import Changes, Step
from evreader.errors import LockedSetError, NotFoundError, StoreError
from evreader.store import project, sets, touched
from evreader.store.journal import Journal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from sqlite_utils import Database

    from evreader.domain.annotation import AnnotationSet
    from evreader.domain.scheme import Scheme
    from evreader.store.connection import Connection
    from evreader.store.journal import Operation, Series

    Listener = Callable[[Changes], None]


class Core:
    """The open file, and the one way to change it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.scheme = project.scheme(connection)
        self._journal = Journal(connection)
        self._listeners: list[Listener] = []
        self._running: Database | None = None
        self._set = self._known_set(project.current_set(connection.plain))

    @property
    def plain(self) -> sqlite3.Connection:
        """For reading.

        Raises:
            StoreError: the project was closed.
        """
        if self.connection.closed:
            raise StoreError(f"{self.connection.path} is closed; open it again.")
        return self.connection.plain

    @property
    def current_set(self) -> AnnotationSet:
        """The annotation set that mentions and deals go to."""
        return self._set

    def set_ids(self, *, every: bool) -> list[int]:
        """The current annotation set's id, or those of all."""
        return [item.id for item in sets.sets(self.plain)] if every else [self._set.id]

    def choose_set(self, set_id: int) -> None:
        """Make another annotation set the current one; remembered, but no step to undo.

        Raises:
            NotFoundError: there is no such set.
        """
        chosen = next((item for item in sets.sets(self.plain) if item.id == set_id), None)
        if chosen is None:
            raise NotFoundError(f"There is no annotation set {set_id} in this project.")
        if not self.connection.read_only:
            with self.connection.immediate() as db:
                project.set_current_set(db, set_id)
        self._set = chosen
        self._publish(
            Changes("Choose annotation set", sets=frozenset({set_id}), structure=True, whole=True)
        )

    def set_scheme(self, db: Database, scheme: Scheme) -> None:
        """Take another scheme; only a project with nothing in it does."""
        project.set_scheme(db, scheme)
        self.scheme = scheme

    @contextmanager
    def operation(
        self,
        label: str,
        detail: str = "",
        *,
        of_sets: Iterable[int] = (),
        series: Series | None = None,
    ) -> Iterator[Database]:
        """One undoable change, on disk when the block ends; then every listener hears of it.

        An operation within another one is part of that one: one step, all of it or nothing.

        Args:
            label: what is done, for the Edit menu.
            detail: to what.
            of_sets: annotation sets that it changes; none of them may be locked.
            series: transactions that are one step together with this one.

        Raises:
            LockedSetError: one of them is.
        """
        self._require_unlocked(frozenset(of_sets))
        if self._running is not None:
            yield self._running
            return
        scheme = self.scheme
        try:
            with self._journal.operation(label, detail, series=series) as (db, operation):
                self._running = db
                yield db
        except BaseException:
            self.scheme = scheme
            raise
        finally:
            self._running = None
        self._tell(operation)

    def step_back(self) -> Step | None:
        """What undo would take back."""
        return _step(self._journal.last_done())

    def step_forward(self) -> Step | None:
        """What redo would bring back."""
        return _step(self._journal.last_undone())

    def is_long(self, *, forward: bool) -> bool:
        """Whether undo (or redo) takes long."""
        operation = self._journal.last_undone() if forward else self._journal.last_done()
        return operation is not None and touched.are_many(self.plain, operation)

    def undo(self) -> Changes | None:
        """Take back the last operation."""
        operation = self._journal.undo()
        return self._tell(operation) if operation else None

    def redo(self) -> Changes | None:
        """Bring back the operation undone last."""
        operation = self._journal.redo()
        return self._tell(operation) if operation else None

    def subscribe(self, listener: Listener) -> None:
        """Call this after every change."""
        self._listeners.append(listener)

    def announce_foreign(self) -> None:
        """Tell the listeners that another program, or another thread of this one, wrote."""
        self._read_again()
        self._publish(Changes("Change by another program", structure=True, whole=True))

    def _tell(self, operation: Operation) -> Changes:
        changes = touched.changes(self.plain, operation)
        if changes.sets or changes.structure:
            before = self._set.id
            self._read_again()
            if self._set.id != before:
                changes = changes._replace(structure=True, whole=True)
        self._publish(changes)
        return changes

    def _read_again(self) -> None:
        """Scheme and current set may be others now."""
        scheme = project.scheme(self.connection)
        if scheme != self.scheme:
            self.scheme = scheme
        self._set = self._known_set(self._set.id)

    def _publish(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)

    def _known_set(self, set_id: int) -> AnnotationSet:
        known = sets.sets(self.plain)
        return next((item for item in known if item.id == set_id), known[0])

    def _require_unlocked(self, set_ids: frozenset[int]) -> None:
        if not set_ids:
            return
        for item in sets.sets(self.plain):
            if item.id in set_ids and item.locked:
                raise LockedSetError(
                    f"The annotation set “{item.name}” is locked; unlock it or choose another."
                )


def _step(operation: Operation | None) -> Step | None:
    return Step(operation.label, operation.detail) if operation else None


def shortened(text: str, length: int = 40) -> str:
    """The text in quotation marks, cut to so many code points, for the name of a step."""
    return f"“{text}”" if len(text) <= length else f"“{text[: length - 1]}…”"
