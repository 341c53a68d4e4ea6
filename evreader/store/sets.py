"""Annotation sets: rows to values and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.mention import AnnotationSet
from evreader.store.rows import inserted

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

LARGE = 5000
"""From so many mentions on, a set is copied in more than a tenth of a second."""


def sets(plain: sqlite3.Connection) -> list[AnnotationSet]:
    """All annotation sets, oldest first."""
    rows = plain.execute("SELECT id, name, locked, origin FROM annotation_set ORDER BY id")
    return [AnnotationSet(row[0], row[1], bool(row[2]), row[3]) for row in rows]


def add(db: Database, name: str, *, origin: str = "user", locked: bool = False) -> int:
    """A new, empty annotation set."""
    return inserted(db, "annotation_set", {"name": name, "origin": origin, "locked": locked})


def update(db: Database, set_id: int, **values: object) -> None:
    """Change an annotation set's name or lock."""
    db.table("annotation_set").update(set_id, values)


def delete(db: Database, set_id: int) -> None:
    """Remove an annotation set with its mentions and deals."""
    db.table("annotation_set").delete(set_id)


def is_empty(plain: sqlite3.Connection, set_id: int) -> bool:
    """Whether nothing is in an annotation set."""
    row = plain.execute(
        "SELECT EXISTS (SELECT 1 FROM mention WHERE annotation_set = ?1) "
        "OR EXISTS (SELECT 1 FROM deal WHERE annotation_set = ?1)",
        (set_id,),
    ).fetchone()
    return not row[0]


def is_large(plain: sqlite3.Connection, set_id: int) -> bool:
    """Whether a set has so much in it that copying or deleting it takes long."""
    (rows,) = plain.execute(
        "SELECT count(*) FROM (SELECT 1 FROM mention WHERE annotation_set = ? LIMIT ?)",
        (set_id, LARGE),
    ).fetchone()
    return bool(rows >= LARGE)


def duplicate(db: Database, set_id: int, name: str) -> int:
    """A copy of a set with its mentions and deals.

    Each copied row's id is the old one plus one number a table, so references copy the same way.
    """
    copy = add(db, name)
    shift = {table: _shift(db, table, set_id) for table in _LOWEST}
    values = {**shift, "set": set_id, "copy": copy}
    for statement in _COPIES:
        db.execute(statement, values)
    return copy


def _shift(db: Database, table: str, set_id: int) -> int:
    """What moves a set's ids in a table right behind every id that was ever given out there."""
    query = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?"
    (last,) = db.execute(query, (table,)).fetchone()
    (lowest,) = db.execute(_LOWEST[table], (set_id,)).fetchone()
    return int(last) + 1 - (lowest or 0)


_LOWEST = {
    "mention": "SELECT min(id) FROM mention WHERE annotation_set = ?",
    "deal": "SELECT min(id) FROM deal WHERE annotation_set = ?",
    "filler": (
        "SELECT min(f.id) FROM filler f JOIN deal d ON d.id = f.deal WHERE d.annotation_set = ?"
    ),
    "slot": "SELECT min(s.id) FROM slot s JOIN deal d ON d.id = s.deal WHERE d.annotation_set = ?",
}

_COPIES = (
    (
        "INSERT INTO mention (id, annotation_set, passage, type, entity, attributes, origin, text) "
        "SELECT id + :mention, :copy, passage, type, entity, attributes, origin, text "
        "FROM mention WHERE annotation_set = :set"
    ),
    (
        'INSERT INTO fragment (mention, position, start, "end") '
        'SELECT f.mention + :mention, f.position, f.start, f."end" FROM fragment f '
        "JOIN mention m ON m.id = f.mention WHERE m.annotation_set = :set"
    ),
    (
        "INSERT INTO deal (id, annotation_set, type, origin) "
        "SELECT id + :deal, :copy, type, origin FROM deal WHERE annotation_set = :set"
    ),
    (
        "INSERT INTO filler (id, deal, role, entity, value, attributes) "
        "SELECT f.id + :filler, f.deal + :deal, f.role, f.entity, f.value, f.attributes "
        "FROM filler f JOIN deal d ON d.id = f.deal WHERE d.annotation_set = :set"
    ),
    (
        "INSERT INTO slot (id, deal, name, value) "
        "SELECT s.id + :slot, s.deal + :deal, s.name, s.value "
        "FROM slot s JOIN deal d ON d.id = s.deal WHERE d.annotation_set = :set"
    ),
    (
        'INSERT INTO evidence (deal, filler, slot, passage, start, "end", text, mention) '
        "SELECT e.deal + :deal, e.filler + :filler, e.slot + :slot, e.passage, e.start, "
        'e."end", e.text, CASE WHEN m.annotation_set = :set THEN e.mention + :mention '
        "ELSE e.mention END FROM evidence e JOIN deal d ON d.id = e.deal "
        "LEFT JOIN mention m ON m.id = e.mention WHERE d.annotation_set = :set"
    ),
)
