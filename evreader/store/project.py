"""What a project file says of itself: its scheme and the annotation set in use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evreader.domain.scheme import Scheme
from evreader.errors import InputError, StoreError

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from evreader.store.connection import Connection


def scheme(connection: Connection) -> Scheme:
    """The scheme kept in the file.

    Raises:
        StoreError: the file has none, or a damaged one.
    """
    text = _get(connection.plain, "scheme")
    if text is None:
        raise StoreError(
            f"{connection.path} was never finished: it has no scheme; delete it and make it anew."
        )
    try:
        return Scheme.from_data(json.loads(text))
    except (ValueError, InputError) as error:
        raise StoreError(
            f"The scheme kept in {connection.path} is damaged ({error}); go back to a copy of it."
        ) from error


def set_scheme(db: Database, scheme_: Scheme) -> None:
    """Keep a scheme in the file."""
    _put(db, "scheme", json.dumps(scheme_.source, ensure_ascii=False))


def current_set(plain: sqlite3.Connection) -> int:
    """The annotation set in use, or 0 if none was chosen."""
    return int(_get(plain, "current_set") or 0)


def set_current_set(db: Database, set_id: int) -> None:
    """Remember the annotation set in use."""
    _put(db, "current_set", str(set_id))


def _get(plain: sqlite3.Connection, key: str) -> str | None:
    row = plain.execute("SELECT value FROM project WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def _put(db: Database, key: str, value: str) -> None:
    db.execute(
        "INSERT INTO project (key, value) VALUES (?1, ?2) "
        "ON CONFLICT (key) DO UPDATE SET value = ?2",
        (key, value),
    )
