"""Opening a project file: who may, in which version, and with which guarantees."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from evreader.errors import InputError, NotFoundError, StoreBusyError, StoreError
from evreader.override import override
from evreader.store import schema
from evreader.store.rows import require_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

APPLICATION_ID = 0x45565244  # "EVRD"
BUSY_SECONDS = 5.0
"""How long a second writer waits for the first, in seconds."""

_MAGIC = b"SQLite format 3\x00"


class _Plain(sqlite3.Connection):
    """A connection on which no statement can bring in a text that undo would give back cut short.

    Bulk statements (``executemany``) bring texts of files, which their readers have checked.
    """

    @override
    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        require_whole(parameters.values() if isinstance(parameters, dict) else parameters)
        return super().execute(sql, parameters)


class Connection:
    """One process's hold on a project file.

    Reading goes over the plain ``sqlite3`` connection, because importing sqlite-utils costs more
    than showing an article (docs/decisions/0007); writing goes through ``database``.
    """

    def __init__(self, path: Path, plain: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.plain = plain
        self.read_only = read_only
        self.closed = False
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        """The same connection, wrapped by sqlite-utils."""
        if self._database is None:
            from sqlite_utils import Database

            self._database = Database(self.plain, execute_plugins=False)
        return self._database

    @contextmanager
    def immediate(self) -> Iterator[Database]:
        """A write transaction that is on disk when it ends, or has not happened.

        Raises:
            StoreBusyError: another program kept the file for longer than ``BUSY_SECONDS``.
            StoreError: the file is read-only, the disk is full, the medium fails.
            NotFoundError: another program has removed what the change refers to.
            InputError: a text holds half a character, which no file can keep.
        """
        if self.read_only:
            raise StoreError(f"{self.path} is open for reading only; copy it to change it.")
        with self.worded():
            database = self.database
            self.plain.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                if self.plain.in_transaction:
                    self.plain.execute("ROLLBACK")
                raise
            self.plain.execute("COMMIT")

    @contextmanager
    def worded(self) -> Iterator[None]:
        """Turn what SQLite says of the file into errors of ours; defects pass as they are."""
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.InternalError, sqlite3.NotSupportedError):
            raise
        except sqlite3.IntegrityError as error:
            if "FOREIGN KEY" not in str(error):
                raise
            raise NotFoundError(
                f"What this change refers to is no longer in {self.path}; nothing was changed."
            ) from error
        except sqlite3.DatabaseError as error:
            # A COMMIT that failed (disk full) leaves the transaction open: end it here.
            if self.plain.in_transaction:
                self.plain.execute("ROLLBACK")
            raise in_words(error, self.path) from error
        except UnicodeEncodeError as error:
            raise InputError(
                "The text holds half a character (a lone surrogate), which no file can keep; "
                "copy or type it again."
            ) from error

    def wait_at_most(self, seconds: float) -> None:
        """How long to wait for another writer; ``BUSY_SECONDS`` if nothing else is said."""
        self.plain.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def version_of_data(self) -> int:
        """A number that changes when another connection has written to the file."""
        return int(self.plain.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        self.closed = True
        self.plain.close()


def in_words(error: sqlite3.Error, path: Path) -> StoreError:
    """The error of the world behind a SQLite message, as a sentence."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return StoreBusyError(
            f"Another program is writing to {path}; wait until it is done and try again."
        )
    if "readonly" in text or "read-only" in text:
        return StoreError(f"{path} cannot be written; check its permissions or copy it elsewhere.")
    if "unable to open" in text:
        return StoreError(f"{path} cannot be opened; check the folder and its permissions.")
    if "full" in text:
        return StoreError(f"The disk that holds {path} is full; free some space and try again.")
    if "malformed" in text or "not a database" in text:
        return StoreError(f"{path} is damaged ({text}); go back to a copy of it.")
    return StoreError(f"SQLite cannot use {path} ({text}); run `evreader check` on it.")


def load_writing() -> None:
    """Load what writing needs and reading does not (docs/decisions/0007)."""
    import sqlite_utils  # noqa: F401


def create(path: Path) -> Connection:
    """Make a new, empty project file.

    Raises:
        StoreError: something is there already, or the folder cannot be written.
    """
    if path.exists():
        raise StoreError(f"{path} exists already; choose another name or open it.")
    if not path.parent.is_dir():
        raise StoreError(f"There is no folder {path.parent}; make it first.")
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as plain:
            # Before WAL, so that the header itself says whose file it is.
            plain.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection = _connect(path, read_only=False)
        _migrate(connection)
    except sqlite3.Error as error:
        raise in_words(error, path) from error
    return connection


def connect(path: Path, *, read_only: bool = False) -> Connection:
    """Open a project file, brought up to this program's version (after a copy of it was made).

    Raises:
        NotFoundError: there is no such file.
        StoreError: it is not an evreader project, is of a later version, or cannot be read.
    """
    if not path.is_file():
        raise NotFoundError(f"There is no project {path}; make one with `evreader new {path}`.")
    _check_header(path)
    try:
        _check_log(path)
        connection = _connect(path, read_only=read_only)
        try:
            version = int(connection.plain.execute("PRAGMA user_version").fetchone()[0])
            _refuse_later(path, version)
            if version < schema.VERSION:
                _update(connection, version)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise in_words(error, path) from error
    return connection


def _connect(path: Path, *, read_only: bool) -> Connection:
    # SQLite would open a file that it may not write, and fail only at the first change.
    read_only = read_only or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    if read_only:
        plain = _connect_read_only(path)
    else:
        plain = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, factory=_Plain)
        try:
            plain.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error:
            plain.close()
            raise
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("PRAGMA foreign_keys = ON")
    plain.execute("PRAGMA recursive_triggers = ON")
    plain.execute("PRAGMA temp_store = MEMORY")
    return Connection(path, plain, read_only=read_only)


def _connect_read_only(path: Path) -> sqlite3.Connection:
    uri = path.resolve().as_uri()
    plain = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        plain.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        plain.close()
        if not any(words in str(error) for words in ("unable to open", "readonly")):
            raise
    else:
        return plain
    # A WAL file on a read-only medium: SQLite cannot make its shared memory there.
    if _has_log(path):
        raise StoreError(
            f"The last changes to {path} lie in {_log(path).name} and cannot be read here; "
            "copy both files to a folder that you may write to."
        )
    return sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None)


def _check_header(path: Path) -> None:
    """Refuse a foreign or later file by its first 100 bytes, so that SQLite never touches it."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror}).") from error
    if not header.startswith(_MAGIC) or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise StoreError(f"{path} is not an evreader project; it was left as it is.")
    _refuse_later(path, int.from_bytes(header[60:64], "big"))


def _check_log(path: Path) -> None:
    """Refuse a later version that only the write-ahead log tells of, before it is replayed."""
    if _has_log(path):
        with closing(_connect_read_only(path)) as plain:
            _refuse_later(path, int(plain.execute("PRAGMA user_version").fetchone()[0]))


def _has_log(path: Path) -> bool:
    log = _log(path)
    return log.exists() and log.stat().st_size > 0


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _refuse_later(path: Path, version: int) -> None:
    if version > schema.VERSION:
        raise StoreError(
            f"{path} was made by a later evreader (its version is {version}, this program knows "
            f"{schema.VERSION}); install the newer program. The file was left as it is."
        )


def _update(connection: Connection, version: int) -> None:
    if connection.read_only:
        raise StoreError(
            f"{connection.path} is of an older version and cannot be written here; "
            "copy it to a place where it can be brought up to date."
        )
    _copy(connection, connection.path.with_name(f"{connection.path.name}.v{version}"))
    _migrate(connection)


def _copy(connection: Connection, target: Path) -> None:
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        connection.plain.backup(copy)


def _migrate(connection: Connection) -> None:
    schema.migrations().apply(connection.database)
    connection.plain.execute(f"PRAGMA user_version = {schema.VERSION}")
    # So that the header, which is read before SQLite is, says the version too.
    connection.plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
