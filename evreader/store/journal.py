"""Undo: every row an operation touches, as it was before.

While an operation runs, temporary triggers write the first earlier state of each row touched into
``journal`` (NULL: the row was not there). Of a large import the journal holds only the range of ids
that each table got, until somebody undoes it: as a number, the last of them. Undoing swaps each
state with the row as it is now, so the same swap redoes it. Cascades fire the triggers, bulk
operations are no special case, and the journal outlives the program (docs/decisions/0002).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database

    from evreader.store.connection import Connection

TABLES = (
    "project", "article", "cut", "passage", "sentence", "link", "link_sentence", "annotation_set",
    "entity", "entity_name", "mention", "fragment", "deal", "filler", "slot", "evidence",
)  # fmt: skip
"""The tables that undo covers."""

DEPTH = 1000
"""How many operations are kept."""

MANY = 5000
"""From so many new rows of a table on, an import notes their range instead of each one."""


CLEARED = 1000
"""So many rows of dropped operations go at once: half a million take a second or two."""

_DROPPED = 2
"""What ``undone`` is for operations that nobody can undo or redo any more."""


class Operation(NamedTuple):
    """One undoable step."""

    id: int
    label: str
    detail: str


class _Range(NamedTuple):
    """New rows of a table, by their first and last ids."""

    table: str
    first: int
    last: int


class Series:
    """Several transactions that are one step to undo, as long as no other step comes between."""

    def __init__(self) -> None:
        self.operation = 0


class Journal:
    """Records operations on one connection and replays them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._columns: dict[str, tuple[str, ...]] = {}

    @contextmanager
    def operation(
        self, label: str, detail: str = "", *, series: Series | None = None
    ) -> Iterator[tuple[Database, Operation]]:
        """Run the body as one undoable transaction; a failure leaves no trace.

        One of a series goes on with the step of the one before, if that is still the last step.
        """
        self._prepare()
        with self._connection.immediate() as db:
            db.execute("UPDATE operation SET undone = ? WHERE undone", (_DROPPED,))
            operation = self._begun(db, label, detail, series)
            db.execute("INSERT INTO temp.recording VALUES (?)", (operation.id,))
            yield db, operation
            db.execute("DELETE FROM temp.recording")
            # By count, not by id: operations that were undone and dropped leave gaps.
            db.execute(
                "UPDATE operation SET undone = ?1 WHERE id IN (SELECT id FROM operation "
                "WHERE undone <> ?1 ORDER BY id DESC LIMIT -1 OFFSET ?2)",
                (_DROPPED, DEPTH),
            )
            _clear(db)
        if series is not None:
            series.operation = operation.id

    def _begun(self, db: Database, label: str, detail: str, series: Series | None) -> Operation:
        before = self.last_done() if series is not None and series.operation else None
        if before is not None and series is not None and before.id == series.operation:
            db.execute("UPDATE operation SET detail = ? WHERE id = ?", (detail, before.id))
            return before._replace(detail=detail)
        cursor = db.execute("INSERT INTO operation (label, detail) VALUES (?, ?)", (label, detail))
        return Operation(int(cursor.lastrowid or 0), label, detail)

    def last_done(self) -> Operation | None:
        """The operation that undo would take back."""
        return self._one("WHERE undone = 0 ORDER BY id DESC LIMIT 1")

    def last_undone(self) -> Operation | None:
        """The operation that redo would bring back."""
        return self._one("WHERE undone = 1 ORDER BY id LIMIT 1")

    def undo(self) -> Operation | None:
        """Take back the last operation; None if there is none."""
        return self._swap(self.last_done, undone=True)

    def redo(self) -> Operation | None:
        """Bring back the operation undone last; None if there is none."""
        return self._swap(self.last_undone, undone=False)

    def _one(self, where: str) -> Operation | None:
        row = self._connection.plain.execute(
            f"SELECT id, label, detail FROM operation {where}"
        ).fetchone()
        return Operation(*row) if row else None

    def _swap(self, choose: Callable[[], Operation | None], *, undone: bool) -> Operation | None:
        self._prepare()
        plain = self._connection.plain
        # The journal holds every row of both states: cascades would only undo the work twice.
        plain.execute("PRAGMA foreign_keys = OFF")
        try:
            with self._connection.immediate() as db:
                operation = choose()
                if operation is not None:
                    _spread(plain, operation.id)
                    touched = db.execute(
                        "SELECT DISTINCT tbl FROM journal WHERE operation = ?", (operation.id,)
                    ).fetchall()
                    for (table,) in touched:
                        self._swap_table(plain, table, operation.id)
                    db.execute(
                        "UPDATE operation SET undone = ? WHERE id = ?", (undone, operation.id)
                    )
        finally:
            plain.execute("PRAGMA foreign_keys = ON")
        return operation

    def _swap_table(self, plain: sqlite3.Connection, table: str, operation: int) -> None:
        columns = self._columns[table]
        names = ", ".join(f'"{column}"' for column in columns)
        values = ", ".join(f"json_extract(state, '$.{column}')" for column in columns)
        now = f'(SELECT {_state(columns)} FROM {table} WHERE id = journal."row")'
        of_table = "WHERE operation = ? AND tbl = ?"
        plain.execute("DELETE FROM temp.swap")
        plain.execute(
            f'INSERT INTO temp.swap SELECT "row", state FROM journal {of_table}',
            (operation, table),
        )
        plain.execute(
            f"UPDATE journal SET state = {now} {of_table}",
            (operation, table),
        )
        plain.execute(f'DELETE FROM {table} WHERE id IN (SELECT "row" FROM temp.swap)')
        plain.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM temp.swap WHERE state IS NOT NULL"
        )

    def _prepare(self) -> None:
        """Set the triggers up, once a connection; they record only while ``recording`` has a row.

        A temporary trigger belongs to this connection, so the file itself stays plain.
        """
        if self._columns:
            return
        plain = self._connection.plain
        plain.execute("CREATE TEMP TABLE recording (operation INTEGER)")
        plain.execute('CREATE TEMP TABLE swap ("row" INTEGER PRIMARY KEY, state TEXT)')
        for table in TABLES:
            columns = tuple(
                row[0] for row in plain.execute("SELECT name FROM pragma_table_info(?)", (table,))
            )
            for event in ("UPDATE", "DELETE"):
                _watch(plain, table, event, row="OLD", state=_state(columns, "OLD."))
            self._columns[table] = columns
        _watch_inserts(plain)


def _watch(plain: sqlite3.Connection, table: str, event: str, *, row: str, state: str) -> None:
    """Have a table's events of one kind recorded."""
    plain.execute(
        f"CREATE TEMP TRIGGER journal_{table}_{event} AFTER {event} ON main.{table} "
        "WHEN EXISTS (SELECT 1 FROM temp.recording) BEGIN "
        f"INSERT INTO journal SELECT operation, '{table}', {row}.id, {state} "
        "FROM temp.recording WHERE true ON CONFLICT DO NOTHING; END"
    )


def _watch_inserts(plain: sqlite3.Connection) -> None:
    for table in TABLES:
        _watch(plain, table, "INSERT", row="NEW", state="NULL")


@contextmanager
def in_bulk(plain: sqlite3.Connection) -> Iterator[None]:
    """Record the rows that the block inserts all at once, which takes a fifth of the time.

    The block changes no row that was there; the ids of new ones are higher than all before.
    """
    row = plain.execute("SELECT name FROM temp.sqlite_master WHERE name = 'recording'").fetchone()
    operation = plain.execute("SELECT operation FROM temp.recording").fetchone() if row else None
    if operation is None:
        yield
        return
    last = _last_ids(plain)
    plain.execute("DELETE FROM temp.recording")
    # Even to ask each row whether it is to be recorded would take as long as to insert it.
    for table in TABLES:
        plain.execute(f"DROP TRIGGER temp.journal_{table}_INSERT")
    yield
    _watch_inserts(plain)
    plain.execute("INSERT INTO temp.recording VALUES (?)", operation)
    for table, now in _last_ids(plain).items():
        first = last.get(table, 0) + 1
        if table not in TABLES or first > now:
            continue
        new = _Range(table, first, now)
        if now - first < MANY:
            _name(plain, operation[0], new)
        else:
            plain.execute("INSERT INTO journal VALUES (?, ?, ?, ?)", (*operation, *new))


def _clear(db: Database) -> None:
    """Throw away some of what is kept of dropped operations, and those of which nothing is left."""
    db.execute(
        'DELETE FROM journal WHERE (operation, tbl, "row") IN (SELECT operation, tbl, "row" '
        "FROM journal WHERE operation IN (SELECT id FROM operation WHERE undone = ?) LIMIT ?)",
        (_DROPPED, CLEARED),
    )
    db.execute(
        "DELETE FROM operation WHERE undone = ? "
        "AND NOT EXISTS (SELECT 1 FROM journal WHERE operation = operation.id)",
        (_DROPPED,),
    )


def _last_ids(plain: sqlite3.Connection) -> dict[str, int]:
    """The last id that each table gave out."""
    return dict(plain.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def _name(plain: sqlite3.Connection, operation: int, new: _Range) -> None:
    """Note new rows one by one."""
    plain.execute(
        f"INSERT INTO journal SELECT ?, '{new.table}', id, NULL FROM {new.table} "
        "WHERE id BETWEEN ? AND ? ON CONFLICT DO UPDATE SET state = NULL",
        (operation, new.first, new.last),
    )


def _spread(plain: sqlite3.Connection, operation: int) -> None:
    """Note one by one what an operation noted as ranges.

    None of those rows was there before, whatever else the operation did to them since.
    """
    ranges = plain.execute(
        'SELECT tbl, "row", CAST(state AS INTEGER) FROM journal '
        "WHERE operation = ? AND json_type(state) = 'integer'",
        (operation,),
    ).fetchall()
    for new in map(_Range._make, ranges):
        plain.execute(
            "UPDATE journal SET state = NULL "
            'WHERE operation = ? AND tbl = ? AND "row" BETWEEN ? AND ?',
            (operation, *new),
        )
        _name(plain, operation, new)


def _state(columns: tuple[str, ...], prefix: str = "") -> str:
    pairs = ", ".join(f"'{column}', {prefix}\"{column}\"" for column in columns)
    return f"json_object({pairs})"
