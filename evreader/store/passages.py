"""Passages that a person writes: translations typed in, and corrected texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evreader.store.rows import inserted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from evreader.domain.article import Passage, Span


class Quote(NamedTuple):
    """A stretch of a passage that a piece of evidence keeps, maybe from a mention."""

    id: int
    start: int
    end: int
    text: str
    mention: int | None


def sets_of(plain: sqlite3.Connection, passage: int) -> set[int]:
    """The annotation sets with mentions or evidence in this passage."""
    rows = plain.execute(
        "SELECT annotation_set FROM mention WHERE passage = ?1 UNION "
        "SELECT d.annotation_set FROM evidence e JOIN deal d ON d.id = e.deal "
        "WHERE e.passage = ?1",
        (passage,),
    )
    return {row[0] for row in rows}


def evidence_in(plain: sqlite3.Connection, passage: int) -> list[Quote]:
    """The evidence in this passage, of every annotation set."""
    rows = plain.execute(
        'SELECT id, start, "end", text, mention FROM evidence WHERE passage = ? ORDER BY id',
        (passage,),
    )
    return [Quote(*row) for row in rows]


def place_evidence(db: Database, evidence: int, span: Span, text: str) -> None:
    """Say where a piece of evidence is now, and how it reads; 0–0 where it has no place."""
    db.table("evidence").update(evidence, {"start": span.start, "end": span.end, "text": text})


def add(db: Database, article: int, passage: Passage, *, beside: int) -> int:
    """Insert a passage on the reader row of another one; its own id and index are ignored.

    It stands behind all passages of the article, so that none of those changes its place.
    """
    row, position = db.execute(
        'SELECT (SELECT "row" FROM passage WHERE id = ?), max(position) + 1 FROM passage '
        "WHERE article = ?",
        (beside, article),
    ).fetchone()
    values = {
        "article": article,
        "position": position,
        "row": row,
        "language": passage.language,
        "kind": passage.kind,
        "mixed": int(passage.mixed),
        "origin": passage.origin,
        "size": len(passage.text),
        "text": passage.text,
    }
    passage_id = inserted(db, "passage", values)
    set_sentences(db, passage_id, passage.sentences)
    return passage_id


def remove(db: Database, passage: int) -> None:
    """Delete a passage with all that stands in it, and the links that this leaves one-sided."""
    ends = db.execute(
        "SELECT DISTINCT link, side FROM link_sentence WHERE passage = ?", (passage,)
    ).fetchall()
    db.execute("DELETE FROM passage WHERE id = ?", (passage,))
    _delete_bare(db, ends)


def set_text(db: Database, passage: Passage) -> None:
    """Replace the text of a passage, and what goes with it."""
    db.table("passage").update(
        passage.id,
        {
            "text": passage.text,
            "size": len(passage.text),
            "mixed": int(passage.mixed),
            "original": passage.original,
        },
    )


def set_sentences(db: Database, passage: int, sentences: Sequence[Span]) -> None:
    """Replace the sentences of a passage."""
    db.execute("DELETE FROM sentence WHERE passage = ?", (passage,))
    db.table("sentence").insert_all(
        {"passage": passage, "position": position, "start": span.start, "end": span.end}
        for position, span in enumerate(sentences)
    )


def renumber_sentences(db: Database, passage: int, numbers: Mapping[int, int]) -> None:
    """Let links follow sentences that have other numbers now; one without a number is gone.

    A link that loses all of one side is deleted.
    """
    rows = db.execute(
        "SELECT id, link, side, sentence FROM link_sentence WHERE passage = ?", (passage,)
    ).fetchall()
    lost = []
    for row, link, side, sentence in rows:
        if sentence not in numbers:
            db.execute("DELETE FROM link_sentence WHERE id = ?", (row,))
            lost.append((link, side))
        elif numbers[sentence] != sentence:
            db.execute(
                "UPDATE link_sentence SET sentence = ? WHERE id = ?", (numbers[sentence], row)
            )
    _delete_bare(db, lost)


def _delete_bare(db: Database, ends: Sequence[tuple[int, str]]) -> None:
    """Delete those of these links that have nothing left on the side named."""
    for link, side in ends:
        db.execute(
            "DELETE FROM link WHERE id = ?1 AND NOT EXISTS "
            "(SELECT 1 FROM link_sentence WHERE link = ?1 AND side = ?2)",
            (link, side),
        )
