"""Whole articles with their mentions, many at a time: what an export walks through.

Read article by article, the statements cost more than the rows that they bring.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from evreader.domain.annotation import Mention
from evreader.domain.article import Article, ArticleInfo, Cut, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle
from evreader.store.rows import among, kinds_of, unpacked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

_TOGETHER = 50


def annotated(
    plain: sqlite3.Connection,
    article_ids: Sequence[int],
    set_ids: Sequence[int],
    *,
    sentences: bool = True,
) -> Iterator[AnnotatedArticle]:
    """These articles in order, with what these annotation sets have in them, by id.

    An article that is gone by the time it is reached is left out. Without ``sentences``, passages
    have none and articles no links: that takes a third of the time for who does not look at them.
    """
    in_sets = among(set_ids)
    for start in range(0, len(article_ids), _TOGETHER):
        ids = article_ids[start : start + _TOGETHER]
        yield from _batch(plain, ids, in_sets, sentences=sentences)


def _batch(
    plain: sqlite3.Connection, article_ids: Sequence[int], in_sets: str, *, sentences: bool
) -> Iterator[AnnotatedArticle]:
    here = among(article_ids)
    passages = _passages(plain, here, _sentences(plain, here) if sentences else {})
    links = _links(plain, here) if sentences else {}
    cuts = _cuts(plain, here)
    mentions = _mentions(plain, here, in_sets)
    rows = plain.execute(
        f"SELECT id, review, title, source, date, url, author, site FROM article WHERE id {here}"
    )
    heads = {row[0]: row for row in rows}
    for number in article_ids:
        if number not in heads:
            continue
        _, review, *info = heads[number]
        article = Article(
            id=number,
            info=ArticleInfo(*info),
            passages=tuple(passages.get(number, ())),
            links=tuple(links.get(number, ())),
            cuts=tuple(cuts.get(number, ())),
            review=review,
        )
        yield AnnotatedArticle(article, tuple(mentions.get(number, ())))


def _sentences(plain: sqlite3.Connection, here: str) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for passage, start, end in plain.execute(
        'SELECT s.passage, s.start, s."end" FROM passage p CROSS JOIN sentence s '
        f"ON s.passage = p.id WHERE p.article {here} ORDER BY s.passage, s.position"
    ):
        found.setdefault(passage, []).append(Span(start, end))
    return found


def _passages(
    plain: sqlite3.Connection, here: str, sentences: Mapping[int, list[Span]]
) -> dict[int, list[Passage]]:
    found: dict[int, list[Passage]] = {}
    for article, number, index, language, kind, text, mixed, origin, original in plain.execute(
        "SELECT article, id, position, language, kind, text, mixed, origin, original FROM passage "
        f"WHERE article {here} ORDER BY article, position"
    ):
        spans = tuple(sentences.get(number, ()))
        found.setdefault(article, []).append(
            Passage(number, index, language, kind, text, spans, bool(mixed), origin, original)
        )
    return found


def _links(plain: sqlite3.Connection, here: str) -> dict[int, list[Link]]:
    rows = plain.execute(
        "SELECT l.id, l.article, l.relation, l.status, l.score, ls.side, ls.passage, ls.sentence "
        "FROM link l CROSS JOIN link_sentence ls ON ls.link = l.id "
        f"WHERE l.article {here} ORDER BY l.id, ls.id"
    )
    found: dict[int, list[Link]] = {}
    for number, group in groupby(rows, key=itemgetter(0)):
        en: list[SentenceRef] = []
        zh: list[SentenceRef] = []
        for row in group:
            (en if row[5] == "en" else zh).append(SentenceRef(row[6], row[7]))
        _, article, relation, status, score, *_ = row
        link = Link(number, relation, status, score, tuple(en), tuple(zh))
        found.setdefault(article, []).append(link)
    return found


def _cuts(plain: sqlite3.Connection, here: str) -> dict[int, list[Cut]]:
    found: dict[int, list[Cut]] = {}
    for article, name, score, kinds in plain.execute(
        f"SELECT article, name, score, kinds FROM cut WHERE article {here} ORDER BY id"
    ):
        found.setdefault(article, []).append(Cut(name, score, kinds_of(kinds)))
    return found


def _mentions(plain: sqlite3.Connection, here: str, in_sets: str) -> dict[int, list[Mention]]:
    # CROSS JOIN: by the passages, whatever SQLite believes of how few annotation sets there are.
    rows = plain.execute(
        "SELECT p.article, m.id, m.passage, m.text, m.type, m.annotation_set, m.entity, "
        'm.attributes, m.origin, f.start, f."end" FROM passage p '
        "CROSS JOIN mention m ON m.passage = p.id LEFT JOIN fragment f ON f.mention = m.id "
        f"WHERE p.article {here} AND m.annotation_set {in_sets} ORDER BY m.id, f.position"
    )
    found: dict[int, list[Mention]] = {}
    mentions: list[Mention] = []
    last = last_article = 0
    for article, number, passage, text, kind, of, entity, attributes, origin, start, end in rows:
        spans = () if start is None else (Span(start, end),)
        if number == last:  # a further fragment
            mentions[-1] = mentions[-1]._replace(fragments=mentions[-1].fragments + spans)
            continue
        if article != last_article:
            mentions = found.setdefault(article, [])
            last_article = article
        last = number
        said = unpacked(attributes)
        mentions.append(Mention(number, passage, spans, text, kind, of, entity, said, origin))
    return found
