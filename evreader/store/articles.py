"""Articles, passages and links: rows to values and back."""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from evreader.domain.article import (
    LANGUAGES,
    Article,
    ArticleInfo,
    Cut,
    Link,
    Passage,
    SentenceRef,
    Span,
)
from evreader.domain.reading import Outline
from evreader.errors import NotFoundError
from evreader.store import outlines
from evreader.store.rows import among, kinds_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from evreader.domain.article import Kind, Language
    from evreader.domain.summaries import ArticleSummary, Hit

_PASSAGE = "p.id, p.position, p.language, p.kind, p.text, p.mixed, p.origin, p.original"


def ids(plain: sqlite3.Connection) -> list[int]:
    """All articles, in the order they came."""
    return [row[0] for row in plain.execute("SELECT id FROM article ORDER BY id")]


def first(plain: sqlite3.Connection) -> int | None:
    """The article that came first; None in a project without any."""
    found: int | None = plain.execute("SELECT min(id) FROM article").fetchone()[0]
    return found


def summaries(
    plain: sqlite3.Connection, *, sets: Iterable[int], only: Iterable[int] | None = None
) -> list[ArticleSummary]:
    """The library list, newest first, with what these annotation sets have.

    ``only`` lists these articles alone.
    """
    from evreader.domain.summaries import ArticleSummary

    in_sets = among(sets)
    chosen = "" if only is None else f"WHERE id {among(only)}"
    of = chosen.replace("id IN", "p.article IN")
    passages = {
        row[0]: row[1:]
        for row in plain.execute(
            "SELECT article, count(*), max(language = 'en' AND kind <> 'boilerplate'),"
            " max(language = 'zh' AND kind <> 'boilerplate'),"
            " max(language = 'other' AND kind <> 'boilerplate')"
            f" FROM passage p {of} GROUP BY article"
        )
    }
    mentions = dict(
        plain.execute(
            # CROSS JOIN: both tables by their indexes alone, 80 ms instead of 190 for 300,000.
            "SELECT p.article, count(*) FROM passage p CROSS JOIN mention m ON m.passage = p.id "
            f"{of or 'WHERE true'} AND m.annotation_set {in_sets} GROUP BY p.article"
        ).fetchall()
    )
    deals = deal_counts(plain, sets=sets, where=of)
    return [
        ArticleSummary(
            id=article,
            title=title,
            source=source,
            date=date,
            languages=tuple(
                language
                for language, found in zip(LANGUAGES, passages.get(article, (0,))[1:], strict=False)
                if found
            ),
            passages=passages.get(article, (0,))[0],
            mentions=mentions.get(article, 0),
            deals=deals.get(article, 0),
            review=review,
        )
        for article, title, source, date, review in plain.execute(
            f"SELECT id, title, source, date, review FROM article {chosen} ORDER BY id DESC"
        )
    ]


def deal_counts(
    plain: sqlite3.Connection, *, sets: Iterable[int], where: str = ""
) -> dict[int, int]:
    """How many deals of these sets have evidence in an article ``p.article``, where any has."""
    return dict(
        plain.execute(
            "SELECT p.article, count(DISTINCT e.deal) FROM evidence e "
            "JOIN deal d ON d.id = e.deal JOIN passage p ON p.id = e.passage "
            f"{where or 'WHERE true'} AND d.annotation_set {among(sets)} GROUP BY p.article"
        ).fetchall()
    )


def info(plain: sqlite3.Connection, article: int) -> ArticleInfo:
    """What is known about an article besides its text.

    Raises:
        NotFoundError: there is no such article.
    """
    row = plain.execute(
        "SELECT title, source, date, url, author, site FROM article WHERE id = ?", (article,)
    ).fetchone()
    if row is None:
        raise NotFoundError(f"There is no article {article} in this project.")
    return ArticleInfo(*row)


def article(plain: sqlite3.Connection, article_id: int) -> Article:
    """A whole article."""
    about = info(plain, article_id)
    passages = _passages(plain, f"p.article = {article_id}")
    links = links_of(plain, f"l.article = {article_id}")
    return Article(
        article_id,
        about,
        tuple(passages),
        tuple(links),
        tuple(cuts(plain, article_id)),
        review(plain, article_id),
    )


def cuts(plain: sqlite3.Connection, article_id: int) -> list[Cut]:
    """The differing opinions of what an article's main text is."""
    rows = plain.execute(
        "SELECT name, score, kinds FROM cut WHERE article = ? ORDER BY id", (article_id,)
    )
    return [Cut(name, score, kinds_of(kinds)) for name, score, kinds in rows]


def review(plain: sqlite3.Connection, article_id: int) -> str:
    """Why a person should look at an article; empty where nobody needs to.

    Raises:
        NotFoundError: there is no such article.
    """
    row = plain.execute("SELECT review FROM article WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no article {article_id} in this project.")
    return str(row[0])


def outline(plain: sqlite3.Connection, article_id: int) -> Outline:
    """The shape of an article; reads an index at most, no text."""
    known = outlines.kept(plain, article_id)
    if known is not None:
        return known
    rows = plain.execute(
        'SELECT id, "row", language, kind, size FROM passage INDEXED BY passage_outline '
        'WHERE article = ? ORDER BY "row", position',
        (article_id,),
    ).fetchall()
    if not rows:
        info(plain, article_id)
        return Outline(article_id, (), (), (), (), ())
    return Outline(article_id, *zip(*rows, strict=True))


def passages(plain: sqlite3.Connection, ids_: Sequence[int]) -> list[Passage]:
    """These passages, with their sentences."""
    return _passages(plain, f"p.id {among(ids_)}")


def sets_of(plain: sqlite3.Connection, article_ids: Sequence[int]) -> set[int]:
    """The annotation sets with mentions or evidence in these articles."""
    there = f"IN (SELECT id FROM passage WHERE article {among(article_ids)})"
    rows = plain.execute(
        f"SELECT DISTINCT annotation_set FROM mention WHERE passage {there} UNION "
        "SELECT d.annotation_set FROM evidence e JOIN deal d ON d.id = e.deal "
        f"WHERE e.passage {there}"
    )
    return {row[0] for row in rows}


def article_of(plain: sqlite3.Connection, passage: int) -> int:
    """The article a passage stands in.

    Raises:
        NotFoundError: there is no such passage.
    """
    row = plain.execute("SELECT article FROM passage WHERE id = ?", (passage,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no passage {passage} in this project.")
    return int(row[0])


def languages(plain: sqlite3.Connection, passage_ids: Iterable[int]) -> dict[int, Language]:
    """The main language of each of these passages."""
    return dict(plain.execute(f"SELECT id, language FROM passage WHERE id {among(passage_ids)}"))


def text_of(plain: sqlite3.Connection, passage: int) -> tuple[str, str]:
    """The text and the language of a passage.

    Raises:
        NotFoundError: there is no such passage.
    """
    row = plain.execute("SELECT text, language FROM passage WHERE id = ?", (passage,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no passage {passage} in this project.")
    return str(row[0]), str(row[1])


def links_of(plain: sqlite3.Connection, where: str) -> list[Link]:
    """Links ``l`` that fit the condition, by id."""
    rows = plain.execute(
        "SELECT l.id, l.relation, l.status, l.score, ls.side, ls.passage, ls.sentence "
        f"FROM link l JOIN link_sentence ls ON ls.link = l.id WHERE {where} ORDER BY l.id, ls.id"
    )
    found = []
    for (link, relation, status, score), group in groupby(rows, key=itemgetter(0, 1, 2, 3)):
        sides: dict[str, list[SentenceRef]] = {"en": [], "zh": []}
        for row in group:
            sides[row[4]].append(SentenceRef(row[5], row[6]))
        found.append(Link(link, relation, status, score, tuple(sides["en"]), tuple(sides["zh"])))
    return found


def links_touching(plain: sqlite3.Connection, passage_ids: Sequence[int]) -> list[Link]:
    """Links with at least one sentence in these passages."""
    there = f"SELECT link FROM link_sentence WHERE passage {among(passage_ids)}"
    return links_of(plain, f"l.id IN ({there})")


def search(plain: sqlite3.Connection, query: str, *, limit: int) -> list[Hit]:
    """Passages that contain the text as :mod:`evreader.domain.matching` has it, in document order.

    The first place of each passage, in code points of its text.
    """
    from evreader.domain.matching import finder
    from evreader.domain.summaries import Hit

    rows = plain.execute(
        "SELECT a.id, a.title, p.id, p.text FROM passage p JOIN article a ON a.id = p.article "
        "ORDER BY a.id, p.position"
    )
    wanted = finder(query)
    found = (
        Hit(article_id, title, passage, *match.span(), _around(text, match.start()))
        for article_id, title, passage, text in rows
        if (match := wanted.search(text))
    )
    return list(islice(found, limit))


def _around(text: str, at: int) -> str:
    """What a place is shown with."""
    return text[max(0, at - 30) : at + 70]


def set_info(db: Database, article_id: int, about: ArticleInfo) -> None:
    """Replace what is known about an article."""
    db.table("article").update(
        article_id,
        {
            "title": about.title,
            "source": about.source,
            "date": about.date,
            "url": about.url,
            "author": about.author,
            "site": about.site,
        },
    )


def set_review(db: Database, article_ids: Sequence[int], review: str) -> None:
    """Say why a person should look at articles, or (empty) that nobody needs to."""
    db.execute(f"UPDATE article SET review = ? WHERE id {among(article_ids)}", (review,))


def set_kind(db: Database, passage_ids: Sequence[int], kind: Kind) -> None:
    """Say what passages are on their page."""
    db.execute(f"UPDATE passage SET kind = ? WHERE id {among(passage_ids)}", (kind,))


def delete(db: Database, article_ids: Sequence[int]) -> None:
    """Remove articles with all that stands in them."""
    db.execute(f"DELETE FROM article WHERE id {among(article_ids)}")


def _passages(plain: sqlite3.Connection, where: str) -> list[Passage]:
    sentences: dict[int, list[Span]] = {}
    for passage, start, end in plain.execute(
        "SELECT s.passage, s.start, s.end FROM passage p JOIN sentence s ON s.passage = p.id "
        f"WHERE {where} ORDER BY s.passage, s.position"
    ):
        sentences.setdefault(passage, []).append(Span(start, end))
    return [
        Passage(
            id=row[0],
            index=row[1],
            language=row[2],
            kind=cast("Kind", row[3]),
            text=row[4],
            sentences=tuple(sentences.get(row[0], ())),
            mixed=bool(row[5]),
            origin=row[6],
            original=row[7],
        )
        for row in plain.execute(
            f"SELECT {_PASSAGE} FROM passage p WHERE {where} ORDER BY p.position"
        )
    ]
