"""Whether a project file is sound: SQLite's own checks, and every offset against its quote."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def problems(plain: sqlite3.Connection) -> Iterator[str]:
    """Every fault found, one sentence each."""
    try:
        yield from _problems(plain)
    except sqlite3.DatabaseError as error:
        yield f"The file is damaged and cannot be read further ({error}); go back to a copy of it."


def _problems(plain: sqlite3.Connection) -> Iterator[str]:
    for (row,) in plain.execute("PRAGMA integrity_check"):
        if row != "ok":
            yield f"The file is damaged: {row}."
    for table, row, parent, _ in plain.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} points at a missing row of {parent}."
    for query, sentence in _CHECKS:
        for values in plain.execute(query):
            yield sentence.format(*values)


_CHECKS = (
    (
        "SELECT id, size, length(text) FROM passage WHERE size <> length(text)",
        "Passage {0} is said to have {1} code points, but has {2}.",
    ),
    (
        (
            "SELECT s.position, s.passage FROM sentence s JOIN passage p ON p.id = s.passage "
            'WHERE s.start < 0 OR s.start >= s."end" OR s."end" > p.size'
        ),
        "Sentence {0} of passage {1} lies outside the text.",
    ),
    (
        (
            "SELECT ls.link, ls.sentence, ls.passage FROM link_sentence ls LEFT JOIN sentence s "
            "ON s.passage = ls.passage AND s.position = ls.sentence WHERE s.id IS NULL"
        ),
        "Link {0} names sentence {1} of passage {2}, which does not exist.",
    ),
    (
        (
            'SELECT m.id, f.start, f."end", m.passage FROM fragment f JOIN mention m '
            'ON m.id = f.mention JOIN passage p ON p.id = m.passage WHERE f."end" > p.size'
        ),
        "Mention {0} ({1}–{2}) lies outside passage {3}.",
    ),
    (
        (
            "SELECT m.id, m.text, coalesce((SELECT group_concat(piece, ' ') FROM "
            '(SELECT substr(p.text, f.start + 1, f."end" - f.start) AS piece FROM fragment f '
            "WHERE f.mention = m.id ORDER BY f.position)), '') AS found "
            "FROM mention m JOIN passage p ON p.id = m.passage WHERE found IS NOT m.text "
            "AND EXISTS (SELECT 1 FROM fragment f WHERE f.mention = m.id)"
        ),
        "Mention {0} is kept as “{1}”, but its place reads “{2}”.",
    ),
    (
        (
            "SELECT e.id, e.deal, e.text, "
            'substr(p.text, e.start + 1, e."end" - e.start) AS found '
            "FROM evidence e JOIN passage p ON p.id = e.passage "
            'WHERE found <> e.text AND e."end" > 0'
        ),
        "Evidence {0} of deal {1} is kept as “{2}”, but its place reads “{3}”.",
    ),
)
