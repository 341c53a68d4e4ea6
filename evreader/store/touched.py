"""What an operation changed, read from the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.changes import Changes
from evreader.store.rows import among

if TYPE_CHECKING:
    import sqlite3

    from evreader.store.journal import Operation

MANY = 5000
"""More rows than this are not named one by one."""

_IDS = {
    # The column of each table (NULL row: of the earlier state) that names the thing of a kind.
    "articles": {"article": "id", "cut": "article", "passage": "article", "link": "article"},
    "passages": {
        "passage": "id",
        "sentence": "passage",
        "link_sentence": "passage",
        "mention": "passage",
    },
    "links": {"link": "id", "link_sentence": "link"},
    "entities": {"entity": "id", "entity_name": "entity"},
    "mentions": {"mention": "id", "fragment": "mention"},
    "deals": {"deal": "id", "filler": "deal", "slot": "deal", "evidence": "deal"},
    "sets": {"annotation_set": "id"},
}

_SPEAKING = frozenset({"mention", "filler"})
"""The tables whose rows name an entity."""

_DIFFERS = " OR ".join(
    f"p.{column} IS NOT json_extract(j.state, '$.{column}')"
    for column in ("article", "position", "language", "kind", "mixed", "origin", "text", "original")
)


def changes(plain: sqlite3.Connection, operation: Operation) -> Changes:
    """The ids that an operation, its undo or its redo touched."""
    if are_many(plain, operation):
        return Changes(operation.label, structure=True, whole=True)
    tables = {
        row[0]
        for row in plain.execute(
            "SELECT DISTINCT tbl FROM journal WHERE operation = ?", (operation.id,)
        )
    }
    found = {
        kind: frozenset().union(
            *(
                _ids(plain, operation.id, table, column)
                for table, column in columns.items()
                if table in tables
            )
        )
        for kind, columns in _IDS.items()
    }
    found["passages"] |= _passages_of_links(plain, found["links"])
    found["spoken_of"] = frozenset().union(
        *(_spoken_of(plain, operation.id, table) for table in tables & _SPEAKING)
    )
    found["articles"] |= _articles_of(plain, found["passages"])
    structure = bool(tables & {"article", "project"})
    if "passage" in tables:
        found["rows"] = _ids(plain, operation.id, "passage", "article")
        structure |= not _is_repair(plain, operation.id)
    whole = "project" in tables
    return Changes(operation.label, **found, structure=structure, whole=whole)


def are_many(plain: sqlite3.Connection, operation: Operation) -> bool:
    """Whether an operation touched so much that replaying it takes long."""
    rows, ranges = plain.execute(
        "SELECT count(*), count(json_type(state) = 'integer' OR NULL) "
        "FROM (SELECT state FROM journal WHERE operation = ? LIMIT ?)",
        (operation.id, MANY),
    ).fetchone()
    return bool(rows >= MANY or ranges)  # a range stands for many


def _is_repair(plain: sqlite3.Connection, operation: int) -> bool:
    """Whether passages only moved to other rows."""
    (others,) = plain.execute(
        'SELECT EXISTS (SELECT 1 FROM journal j LEFT JOIN passage p ON p.id = j."row" '
        "WHERE j.operation = ? AND j.tbl = 'passage' "
        "AND (p.id IS NULL OR j.state IS NULL OR " + _DIFFERS + "))",
        (operation,),
    ).fetchone()
    return not others


def _ids(plain: sqlite3.Connection, operation: int, table: str, column: str) -> frozenset[int]:
    if column == "id":
        query = 'SELECT "row" FROM journal WHERE operation = ? AND tbl = ?'
    else:
        query = (
            f"SELECT coalesce(t.{column}, json_extract(j.state, '$.{column}')) FROM journal j "
            f'LEFT JOIN {table} t ON t.id = j."row" WHERE j.operation = ? AND j.tbl = ?'
        )
    rows = plain.execute(query, (operation, table))
    return frozenset(row[0] for row in rows if row[0] is not None)


def _spoken_of(plain: sqlite3.Connection, operation: int, table: str) -> frozenset[int]:
    rows = plain.execute(
        "SELECT t.entity, json_extract(j.state, '$.entity') FROM journal j "
        f'LEFT JOIN {table} t ON t.id = j."row" WHERE j.operation = ? AND j.tbl = ?',
        (operation, table),
    )
    return frozenset(entity for row in rows for entity in row if entity is not None)


def _passages_of_links(plain: sqlite3.Connection, links: frozenset[int]) -> frozenset[int]:
    if not links:
        return frozenset()
    rows = plain.execute(f"SELECT DISTINCT passage FROM link_sentence WHERE link {among(links)}")
    return frozenset(row[0] for row in rows)


def _articles_of(plain: sqlite3.Connection, passages: frozenset[int]) -> frozenset[int]:
    if not passages:
        return frozenset()
    rows = plain.execute(f"SELECT DISTINCT article FROM passage WHERE id {among(passages)}")
    return frozenset(row[0] for row in rows)
