"""Mentions and their fragments: rows to values and back."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from evreader.domain.article import Span
from evreader.domain.mention import Mention
from evreader.errors import NotFoundError
from evreader.store.rows import among, inserted, packed, unpacked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlite_utils import Database

_MENTION = (
    "m.id, m.passage, m.text, m.type, m.annotation_set, m.entity, m.attributes, m.origin, "
    'f.start, f."end"'
)


def of_articles(
    plain: sqlite3.Connection, articles: Iterable[int], sets: Iterable[int]
) -> Iterator[Mention]:
    """The mentions of these annotation sets in these articles, in document order."""
    return _mentions(plain, f"p.article {among(articles)} AND +m.annotation_set {among(sets)}")


def of_passages(
    plain: sqlite3.Connection, passages: Iterable[int], annotation_set: int
) -> Iterator[Mention]:
    """The mentions of an annotation set in these passages, in document order."""
    return _mentions(plain, f"m.passage {among(passages)} AND m.annotation_set = {annotation_set}")


def in_passage(plain: sqlite3.Connection, passage: int) -> Iterator[Mention]:
    """The mentions in a passage, of every annotation set."""
    return _mentions(plain, f"m.passage = {passage}")


def unplaced(plain: sqlite3.Connection, article: int, annotation_set: int) -> Iterator[Mention]:
    """The mentions of an article that have no place in its text."""
    return _mentions(
        plain,
        f"p.article = {article} AND m.annotation_set = {annotation_set} AND f.id IS NULL",
    )


def of_entity(plain: sqlite3.Connection, entity: int, annotation_set: int) -> list[int]:
    """The ids of an entity's mentions in an annotation set, in document order."""
    rows = plain.execute(
        "SELECT m.id FROM mention m JOIN passage p ON p.id = m.passage "
        "WHERE m.entity = ? AND m.annotation_set = ? ORDER BY p.article, p.position, m.id",
        (entity, annotation_set),
    )
    return [row[0] for row in rows]


def those(plain: sqlite3.Connection, ids: Iterable[int]) -> Iterator[Mention]:
    """These mentions, in document order."""
    return _mentions(plain, f"m.id {among(ids)}")


def mention(plain: sqlite3.Connection, mention_id: int) -> Mention:
    """One mention.

    Raises:
        NotFoundError: there is no such mention.
    """
    found = next(_mentions(plain, f"m.id = {mention_id}"), None)
    if found is None:
        raise NotFoundError(f"There is no mention {mention_id} in this project.")
    return found


def types(plain: sqlite3.Connection) -> set[str]:
    """The types of all mentions."""
    return {row[0] for row in plain.execute("SELECT DISTINCT type FROM mention")}


def entities_of(
    plain: sqlite3.Connection, sets: Iterable[int], articles: Iterable[int] | None = None
) -> set[tuple[int, str, str]]:
    """The entities that mentions of these sets stand for, with their types and origins.

    ``articles`` are those to look in; by default all.
    """
    there = (
        ""
        if articles is None
        else f"AND passage IN (SELECT id FROM passage WHERE article {among(articles)})"
    )
    return set(
        plain.execute(
            "SELECT DISTINCT entity, type, origin FROM mention WHERE entity IS NOT NULL "
            f"AND annotation_set {among(sets)} {there}"
        )
    )


def tally(
    plain: sqlite3.Connection, sets: Iterable[int], articles: Iterable[int] | None = None
) -> dict[tuple[str, str], int]:
    """How many mentions these sets have of each type and origin, in some articles or in all."""
    there = (
        ""
        if articles is None
        else f"AND passage IN (SELECT id FROM passage WHERE article {among(articles)})"
    )
    rows = plain.execute(
        f"SELECT type, origin, COUNT(*) FROM mention WHERE annotation_set {among(sets)} {there} "
        "GROUP BY 1, 2"
    )
    return {(kind, origin): number for kind, origin, number in rows}


def sets_of(plain: sqlite3.Connection, ids: Sequence[int]) -> set[int]:
    """The annotation sets that these mentions belong to.

    Raises:
        NotFoundError: one of them does not exist.
    """
    rows = plain.execute(f"SELECT id, annotation_set FROM mention WHERE id {among(ids)}").fetchall()
    missing = set(ids) - {row[0] for row in rows}
    if missing:
        raise NotFoundError(f"There is no mention {min(missing)} in this project.")
    return {row[1] for row in rows}


def neighbour(
    plain: sqlite3.Connection,
    article: int,
    annotation_set: int,
    at: tuple[int, int, int],
    *,
    backward: bool,
) -> int | None:
    """The mention after (or before) a place ``(passage, code point, mention)``, round the article.

    Mentions are walked as the reader shows them: by row, document order, start, id.
    """
    passage, position, mention_id = at
    row, place = plain.execute(
        'SELECT "row", position FROM passage WHERE id = ?', (passage,)
    ).fetchone() or (-1, -1)
    sign, order = ("<", "DESC") if backward else (">", "ASC")
    # CROSS JOIN: walk passages by their index and stop at the first mention, instead of sorting
    # all mentions of the article.
    select = (
        "SELECT m.id FROM passage p CROSS JOIN mention m ON m.passage = p.id "
        "CROSS JOIN fragment f ON f.mention = m.id AND f.position = 0 "
        "WHERE p.article = ? AND m.annotation_set = ? "
    )
    by = f'ORDER BY p."row" {order}, p.position {order}, f.start {order}, m.id {order} LIMIT 1'
    found = plain.execute(
        f'{select} AND p."row" {sign}= ? '
        f'AND (p."row", p.position, f.start, m.id) {sign} (?, ?, ?, ?) {by}',
        (article, annotation_set, row, row, place, position, mention_id),
    ).fetchone()
    found = found or plain.execute(f"{select} {by}", (article, annotation_set)).fetchone()
    return int(found[0]) if found else None


def add(db: Database, mention: Mention) -> int:
    """Insert a mention; its own id is ignored."""
    row = {
        "annotation_set": mention.set,
        "passage": mention.passage,
        "type": mention.type,
        "entity": mention.entity,
        "attributes": packed(mention.attributes),
        "origin": mention.origin,
        "text": mention.text,
    }
    mention_id = inserted(db, "mention", row)
    _insert_fragments(db, mention_id, mention.fragments)
    return mention_id


def set_fragments(db: Database, mention_id: int, fragments: Sequence[Span], text: str) -> None:
    """Move a mention's borders; evidence that was taken from it moves along.

    Without fragments the mention has no place any more; evidence keeps its own.
    """
    db.table("fragment").delete_where("mention = ?", [mention_id])
    _insert_fragments(db, mention_id, fragments)
    db.table("mention").update(mention_id, {"text": text})
    if not fragments:
        return
    db.execute(
        'UPDATE evidence SET start = ?1, "end" = ?2, text = (SELECT substr(p.text, ?1 + 1, ?2 - ?1)'
        " FROM passage p WHERE p.id = evidence.passage) WHERE mention = ?3",
        (fragments[0].start, fragments[-1].end, mention_id),
    )


def update(db: Database, ids: Sequence[int], **values: object) -> None:
    """Set columns of several mentions at once."""
    names = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE mention SET {names} WHERE id {among(ids)}", tuple(values.values()))


def set_attributes(db: Database, mention_id: int, attributes: Mapping[str, str]) -> None:
    """Replace a mention's attributes."""
    db.table("mention").update(mention_id, {"attributes": packed(attributes)})


def delete(db: Database, ids: Sequence[int]) -> None:
    """Remove mentions; evidence taken from them keeps its place."""
    db.execute(f"DELETE FROM mention WHERE id {among(ids)}")


def _insert_fragments(db: Database, mention_id: int, fragments: Sequence[Span]) -> None:
    db.table("fragment").insert_all(
        {"mention": mention_id, "position": position, "start": span.start, "end": span.end}
        for position, span in enumerate(fragments)
    )


def _mentions(plain: sqlite3.Connection, where: str) -> Iterator[Mention]:
    """Mentions ``m`` of passages ``p`` that fit the condition, in document order."""
    rows = plain.execute(
        f"SELECT {_MENTION} FROM mention m LEFT JOIN fragment f ON f.mention = m.id "
        f"JOIN passage p ON p.id = m.passage WHERE {where} "
        "ORDER BY p.article, p.position, m.id, f.position"
    )
    for head, group in groupby(rows, key=itemgetter(0, 1, 2, 3, 4, 5, 6, 7)):
        mention_id, passage, text, kind, set_id, entity, attributes, origin = head
        yield Mention(
            id=mention_id,
            passage=passage,
            fragments=tuple(Span(row[8], row[9]) for row in group if row[8] is not None),
            text=text,
            type=kind,
            set=set_id,
            entity=entity,
            attributes=unpacked(attributes),
            origin=origin,
        )
