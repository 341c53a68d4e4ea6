"""Links: repairing them row by row, and the reader rows that follow from them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evreader.domain.article import SentenceRef
from evreader.domain.pairing import DOUBTFUL
from evreader.domain.rows import rows_of
from evreader.errors import NotFoundError
from evreader.store import articles
from evreader.store.rows import among, inserted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

    from sqlite_utils import Database

    from evreader.domain.article import Link

# A living link of sentence s; in the second form one that joins its passage with another side.
_LIVING = (
    "SELECT 1 FROM link_sentence ls JOIN link l ON l.id = ls.link "
    "WHERE ls.passage = p.id AND l.status <> 'rejected'"
)
_TRANSLATED = (
    f"{_LIVING} AND l.relation = 'translation' AND EXISTS "
    "(SELECT 1 FROM link_sentence o WHERE o.link = l.id AND o.side <> ls.side)"
)
# Sentence s is the first one of an automatic link with a low score.
_DOUBTFUL_LINK = (
    "EXISTS (SELECT 1 FROM link_sentence ls JOIN link l ON l.id = ls.link WHERE ls.passage = p.id "
    "AND ls.sentence = s.position AND l.status = 'automatic' AND l.score < :doubtful "
    "AND ls.id = (SELECT min(id) FROM link_sentence WHERE link = l.id))"
)
# Nothing was found for sentence s, though the rest of its passage has a translation.
_LEFT_OVER = f"NOT EXISTS ({_LIVING} AND ls.sentence = s.position) AND EXISTS ({_TRANSLATED})"


def links(plain: sqlite3.Connection, ids: Collection[int]) -> list[Link]:
    """These links.

    Raises:
        NotFoundError: one of them does not exist.
    """
    found = articles.links_of(plain, f"l.id {among(ids)}")
    missing = set(ids) - {link.id for link in found}
    if missing:
        raise NotFoundError(f"There is no link {min(missing)} in this project.")
    return found


def of_article(plain: sqlite3.Connection, article: int) -> list[Link]:
    """The links of an article."""
    return articles.links_of(plain, f"l.article = {article}")


def tally(plain: sqlite3.Connection, articles: Iterable[int] | None = None) -> Counter[str]:
    """How many links of each status there are, in some articles or in all."""
    there = "" if articles is None else f"WHERE article {among(articles)}"
    rows = plain.execute(f"SELECT status, COUNT(*) FROM link {there} GROUP BY status")
    return Counter(dict(rows.fetchall()))


def column(plain: sqlite3.Connection, passage: int, *, around: int) -> list[SentenceRef]:
    """The sentences of a passage and of some before and after it in its language, in order.

    Args:
        plain: the file.
        passage: the passage.
        around: how many passages of that language to take on either side.
    """
    rows = plain.execute(
        "WITH here AS (SELECT article, position, language FROM passage WHERE id = :passage), "
        "near AS (SELECT * FROM (SELECT p.id, p.position FROM passage p, here "
        "WHERE p.article = here.article AND p.language = here.language AND p.kind <> 'boilerplate' "
        "AND p.position < here.position ORDER BY p.position DESC LIMIT :around) UNION ALL "
        "SELECT * FROM (SELECT p.id, p.position FROM passage p, here "
        "WHERE p.article = here.article AND p.language = here.language "
        "AND (p.kind <> 'boilerplate' OR p.id = :passage) AND p.position >= here.position "
        "ORDER BY p.position LIMIT :around + 1)) "
        "SELECT s.passage, s.position FROM near JOIN sentence s ON s.passage = near.id "
        "ORDER BY near.position, s.position",
        {"passage": passage, "around": around},
    )
    return [SentenceRef(*row) for row in rows]


def doubtful(
    plain: sqlite3.Connection, article: int, after: SentenceRef | None, *, backward: bool
) -> SentenceRef | None:
    """The next sentence to look at, as the reader shows them; none round the ends.

    That is the first sentence of an automatic link with a low score, or one without any link in a
    passage that has a translation otherwise.
    """
    row, position = -1, -1
    if after is not None:
        row, position = plain.execute(
            'SELECT "row", position FROM passage WHERE id = ?', (after.passage,)
        ).fetchone() or (-1, -1)
    sign, order = ("<", "DESC") if backward else (">", "ASC")
    start = "" if after is None else (
        f'AND p."row" {sign}= :row AND (p."row", p.position, s.position) {sign} '
        "(:row, :position, :sentence) "
    )  # fmt: skip
    # CROSS JOIN: walk passages by their index and stop at the first one that fits.
    found = plain.execute(
        "SELECT p.id, s.position FROM passage p INDEXED BY passage_outline "
        "CROSS JOIN sentence s ON s.passage = p.id WHERE p.article = :article "
        f"AND p.kind <> 'boilerplate' {start}"
        f"AND ({_DOUBTFUL_LINK} OR p.language <> 'other' AND {_LEFT_OVER}) "
        f'ORDER BY p."row" {order}, p.position {order}, s.position {order} LIMIT 1',
        {
            "article": article,
            "doubtful": DOUBTFUL,
            "row": row,
            "position": position,
            "sentence": after.sentence if after is not None else -1,
        },
    ).fetchone()
    return SentenceRef(*found) if found else None


def add(db: Database, article: int, link: Link) -> int:
    """Insert a link; its own id is ignored."""
    row = {
        "article": article,
        "relation": link.relation,
        "status": link.status,
        "score": round(link.score, 4),
    }
    link_id = inserted(db, "link", row)
    _insert_sentences(db, link_id, link)
    return link_id


def remove(db: Database, ids: Iterable[int]) -> None:
    """Delete links."""
    db.execute(f"DELETE FROM link WHERE id {among(ids)}")


def replace(db: Database, article: int, before: Sequence[Link], after: Sequence[Link]) -> list[int]:
    """Write what differs between two states of some links; the ids of those after.

    Reader rows are not looked at; see ``renumber``.
    """
    known = {link.id: link for link in before}
    kept = {link.id for link in after}
    remove(db, [id_ for id_ in known if id_ not in kept])
    ids: list[int] = []
    for link in after:
        if link.id in known:
            _update(db, known[link.id], link)
            ids.append(link.id)
        else:
            ids.append(add(db, article, link))
    return ids


def renumber(db: Database, article: int, passages: Collection[int]) -> None:
    """Let passages stand on the rows that the links of now give them.

    Only what shared a row with one of these passages can change; in a file whose rows are numbered
    otherwise (as before), all of the article is numbered anew once.
    """
    plain = db.conn
    is_foreign = plain.execute(
        'SELECT 1 FROM passage WHERE article = ? GROUP BY "row" HAVING min(position) <> "row" '
        "LIMIT 1",
        (article,),
    ).fetchone()
    there = "" if is_foreign else (
        f'AND "row" IN (SELECT "row" FROM passage WHERE id {among(passages)})'
    )  # fmt: skip
    rows = dict(
        plain.execute(f'SELECT id, "row" FROM passage WHERE article = ? {there}', (article,))
    )
    found = articles.passages(plain, list(rows))
    numbers = rows_of(found, articles.links_touching(plain, list(rows)))
    plain.executemany(
        'UPDATE passage SET "row" = ? WHERE id = ?',
        (
            (number, passage.id)
            for passage, number in zip(found, numbers, strict=True)
            if rows[passage.id] != number
        ),
    )


def _update(db: Database, before: Link, link: Link) -> None:
    if link == before:
        return
    db.execute(
        "UPDATE link SET relation = ?, status = ?, score = ? WHERE id = ?",
        (link.relation, link.status, round(link.score, 4), link.id),
    )
    if (link.en, link.zh) != (before.en, before.zh):
        db.execute("DELETE FROM link_sentence WHERE link = ?", (link.id,))
        _insert_sentences(db, link.id, link)


def _insert_sentences(db: Database, link_id: int, link: Link) -> None:
    db.conn.executemany(
        "INSERT INTO link_sentence (link, passage, sentence, side) VALUES (?, ?, ?, ?)",
        [
            (link_id, *ref, side)
            for side, refs in (("en", link.en), ("zh", link.zh))
            for ref in refs
        ],
    )
