"""Small forms that every table's code shares."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evreader.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlite_utils import Database

    from evreader.domain.article import Kind

_EMPTY: dict[str, str] = {}


def among(ids: Iterable[int]) -> str:
    """``IN (1,2,3)`` for our own ids, in the text: SQLite takes no more than 32,766 parameters."""
    return f"IN ({','.join(str(int(id_)) for id_ in ids)})"


def require_whole(values: Iterable[object]) -> None:
    """Refuse texts that the journal would give back cut short.

    Raises:
        InputError: one holds a NUL character, at which SQLite's JSON ends a text.
    """
    if any(isinstance(value, str) and "\0" in value for value in values):
        raise InputError(
            "The text holds a NUL character, which no file can keep; type it again without it."
        )


def packed(attributes: Mapping[str, str]) -> str:
    """Attributes as they are stored: JSON with sorted keys."""
    require_whole(attributes.values())
    return json.dumps(dict(attributes), ensure_ascii=False, sort_keys=True) if attributes else "{}"


def unpacked(text: str) -> Mapping[str, str]:
    """Attributes from what is stored."""
    return _EMPTY if text == "{}" else json.loads(text)


def packed_kinds(kinds: Mapping[int, Kind]) -> str:
    """The kinds of passages, by index, as they are stored."""
    return json.dumps({str(index): kind for index, kind in sorted(kinds.items())})


def kinds_of(text: str) -> dict[int, Kind]:
    """The kinds of passages, by index, from what is stored."""
    return {int(index): kind for index, kind in json.loads(text).items()}


def inserted(db: Database, table: str, row: Mapping[str, object]) -> int:
    """Insert one row and tell its new id."""
    key = db.table(table).insert(dict(row)).last_pk
    if not isinstance(key, int):
        raise TypeError(f"the table {table} has no integer key")
    return key
