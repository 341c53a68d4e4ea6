"""Whole annotation sets and articles, into the store and out of it, in bulk.

Rows go in by ``executemany`` with ids given out beforehand: sqlite-utils' ``insert_all`` looks at
every row's columns, which costs about six times as much here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evreader.domain.reading import Outline
from evreader.domain.rows import rows_of
from evreader.store import entities, outlines, sets
from evreader.store.rows import packed, packed_kinds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from sqlite_utils import Database

    from evreader.domain.annotation import AnnotationSet, Deal, Entity, Evidence, Mention
    from evreader.domain.article import Article
    from evreader.domain.bundle import Bundle


@dataclass(slots=True)
class _Ids:
    """The store's id for each id of the bundle, by kind."""

    sets: dict[int, int] = field(default_factory=dict)
    entities: dict[int, int] = field(default_factory=dict)
    passages: dict[int, int] = field(default_factory=dict)
    mentions: dict[int, int] = field(default_factory=dict)


class _Sequence:
    """Gives out a table's next ids."""

    def __init__(self, plain: sqlite3.Connection, table: str) -> None:
        row = plain.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        self._last = int(row[0]) if row else 0

    def next(self) -> int:
        self._last += 1
        return self._last


def add(db: Database, bundle: Bundle, *, set_names: Mapping[int, str]) -> list[int]:
    """Insert all of a bundle; its annotation sets under the names given, by bundle id.

    Returns:
        The ids of the new articles, in the bundle's order.
    """
    ids = _Ids()
    for item in bundle.sets:
        ids.sets[item.id] = _set_for(db, item, set_names[item.id])
    _add_entities(db, bundle.entities, ids)
    writer = _ArticleWriter(db.conn, ids)
    articles = []
    for annotated in bundle.articles:
        articles.append(writer.add(annotated.article))
        writer.add_mentions(annotated.mentions)
    _DealWriter(db.conn, ids).add(bundle.deals)
    for item in bundle.sets:
        if item.locked:
            sets.update(db, ids.sets[item.id], locked=True)
    return articles


def _set_for(db: Database, item: AnnotationSet, name: str) -> int:
    """An empty set of that name serves; otherwise the name must be free."""
    for known in sets.sets(db.conn):
        if known.name == name and sets.is_empty(db.conn, known.id):
            sets.update(db, known.id, origin=item.origin)
            return known.id
    return sets.add(db, name, origin=item.origin)


def _add_entities(db: Database, found: Iterable[Entity], ids: _Ids) -> None:
    """Insert entities; one that the project has in exactly these words is not doubled."""
    known = {(e.type, e.names, packed(e.attributes)): e.id for e in entities.entities(db.conn)}
    for entity in found:
        key = (entity.type, entity.names, packed(entity.attributes))
        same = known.get(key)
        ids.entities[entity.id] = (
            entities.add_entity(db, entity.type, entity.names, entity.attributes)
            if same is None
            else same
        )


def is_fresh(plain: sqlite3.Connection) -> bool:
    """Whether nothing was put into the project yet: it has one set, empty, and no article."""
    known = sets.sets(plain)
    articles = plain.execute("SELECT EXISTS (SELECT 1 FROM article)").fetchone()[0]
    return not articles and len(known) == 1 and sets.is_empty(plain, known[0].id)


def drop_first_set(db: Database) -> None:
    """Let the set of a fresh project give way to those that come in."""
    sets.delete(db, sets.sets(db.conn)[0].id)


class _ArticleWriter:
    """Inserts articles and their mentions."""

    def __init__(self, plain: sqlite3.Connection, ids: _Ids) -> None:
        self._plain = plain
        self._ids = ids
        self._next = {
            table: _Sequence(plain, table) for table in ("article", "passage", "link", "mention")
        }

    def add(self, article: Article) -> int:
        """Insert an article with its passages, sentences and links."""
        article_id = self._next["article"].next()
        info = article.info
        self._plain.execute(
            "INSERT INTO article (id, title, source, date, url, author, site, review) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (article_id, info.title, info.source, info.date, info.url, info.author, info.site,
             article.review),
        )  # fmt: skip
        self._plain.executemany(
            "INSERT INTO cut (article, name, score, kinds) VALUES (?, ?, ?, ?)",
            ((article_id, cut.name, cut.score, packed_kinds(cut.kinds)) for cut in article.cuts),
        )
        for passage in article.passages:
            self._ids.passages[passage.id] = self._next["passage"].next()
        self._add_passages(article, article_id)
        self._add_links(article, article_id)
        return article_id

    def _add_passages(self, article: Article, article_id: int) -> None:
        ids = self._ids.passages
        rows = rows_of(article.passages, article.links)
        self._plain.executemany(
            'INSERT INTO passage (id, article, position, "row", language, kind, mixed, origin, '
            "size, text, original) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (ids[p.id], article_id, p.index, row, p.language, p.kind, p.mixed, p.origin,
                 len(p.text), p.text, p.original)
                for p, row in zip(article.passages, rows, strict=True)
            ),
        )  # fmt: skip
        order = sorted(range(len(rows)), key=lambda at: (rows[at], article.passages[at].index))
        ordered = [article.passages[at] for at in order]
        outline = Outline(
            article=article_id,
            passages=tuple(ids[passage.id] for passage in ordered),
            rows=tuple(rows[at] for at in order),
            languages=tuple(passage.language for passage in ordered),
            kinds=tuple(passage.kind for passage in ordered),
            sizes=tuple(len(passage.text) for passage in ordered),
        )
        outlines.keep(self._plain, outline)
        self._plain.executemany(
            'INSERT INTO sentence (passage, position, start, "end") VALUES (?, ?, ?, ?)',
            (
                (ids[p.id], position, span.start, span.end)
                for p in article.passages
                for position, span in enumerate(p.sentences)
            ),
        )

    def _add_links(self, article: Article, article_id: int) -> None:
        sentences = []
        links = []
        for link in article.links:
            link_id = self._next["link"].next()
            links.append((link_id, article_id, link.relation, link.status, round(link.score, 4)))
            for side, refs in (("en", link.en), ("zh", link.zh)):
                sentences += [
                    (link_id, self._ids.passages[ref.passage], ref.sentence, side) for ref in refs
                ]
        self._plain.executemany(
            "INSERT INTO link (id, article, relation, status, score) VALUES (?, ?, ?, ?, ?)", links
        )
        self._plain.executemany(
            "INSERT INTO link_sentence (link, passage, sentence, side) VALUES (?, ?, ?, ?)",
            sentences,
        )

    def add_mentions(self, mentions: Iterable[Mention]) -> None:
        """Insert the mentions of the article added last."""
        ids = self._ids
        rows = []
        fragments = []
        for mention in mentions:
            mention_id = self._next["mention"].next()
            ids.mentions[mention.id] = mention_id
            entity = None if mention.entity is None else ids.entities[mention.entity]
            rows.append(
                (mention_id, ids.sets[mention.set], ids.passages[mention.passage], mention.type,
                 entity, packed(mention.attributes), mention.origin, mention.text)
            )  # fmt: skip
            fragments += [
                (mention_id, position, span.start, span.end)
                for position, span in enumerate(mention.fragments)
            ]
        self._plain.executemany(
            "INSERT INTO mention (id, annotation_set, passage, type, entity, attributes, origin, "
            "text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        self._plain.executemany(
            'INSERT INTO fragment (mention, position, start, "end") VALUES (?, ?, ?, ?)', fragments
        )


class _DealWriter:
    """Inserts deals with their roles, slots and evidence."""

    def __init__(self, plain: sqlite3.Connection, ids: _Ids) -> None:
        self._plain = plain
        self._ids = ids
        self._next = {table: _Sequence(plain, table) for table in ("deal", "filler", "slot")}
        self._evidence: list[tuple[object, ...]] = []

    def add(self, deals: Iterable[Deal]) -> None:
        """Insert these deals."""
        heads, fillers, slots = [], [], []
        for deal in deals:
            deal_id = self._next["deal"].next()
            heads.append((deal_id, self._ids.sets[deal.set], deal.type, deal.origin))
            for filler in deal.roles:
                filler_id = self._next["filler"].next()
                entity = None if filler.entity is None else self._ids.entities[filler.entity]
                more = packed(filler.attributes)
                fillers.append((filler_id, deal_id, filler.role, entity, filler.value, more))
                self._note(filler.evidence, deal_id, filler=filler_id)
            for slot in deal.slots:
                slot_id = self._next["slot"].next()
                slots.append((slot_id, deal_id, slot.name, slot.value))
                self._note(slot.evidence, deal_id, slot=slot_id)
            self._note(deal.triggers, deal_id)
        for statement, rows in (
            ("INSERT INTO deal (id, annotation_set, type, origin) VALUES (?, ?, ?, ?)", heads),
            (
                (
                    "INSERT INTO filler (id, deal, role, entity, value, attributes) "
                    "VALUES (?, ?, ?, ?, ?, ?)"
                ),
                fillers,
            ),
            ("INSERT INTO slot (id, deal, name, value) VALUES (?, ?, ?, ?)", slots),
            (
                (
                    'INSERT INTO evidence (deal, filler, slot, passage, start, "end", text, '
                    "mention) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                ),
                self._evidence,
            ),
        ):
            self._plain.executemany(statement, rows)

    def _note(
        self,
        evidence: Iterable[Evidence],
        deal: int,
        *,
        filler: int | None = None,
        slot: int | None = None,
    ) -> None:
        for item in evidence:
            mention = None if item.mention is None else self._ids.mentions[item.mention]
            passage = self._ids.passages[item.passage]
            place = (passage, item.start, item.end, item.text, mention)
            self._evidence.append((deal, filler, slot, *place))
