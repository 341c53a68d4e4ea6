"""Whole annotation sets and articles, into the store and out of it, in bulk.

Rows go in with ids given out beforehand, many by one statement: with a statement a row, SQLite
spends as much time again on the counters of its ids, and sqlite-utils' ``insert_all``, which looks
at every row's columns, about six times as much. The journal hears of them at the end, all at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, count, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from evreader.domain.likeness import Likeness, likeness_of
from evreader.domain.reading import Outline
from evreader.domain.rows import rows_of
from evreader.store import articles, entities, outlines, sets
from evreader.store.journal import in_bulk
from evreader.store.rows import packed, packed_kinds, require_whole

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from sqlite_utils import Database

    from evreader.domain.annotation import AnnotationSet, Deal, Entity, Evidence, Mention
    from evreader.domain.article import Article
    from evreader.domain.bundle import AnnotatedArticle, Bundle
    from evreader.domain.carryover import Carryover


_WAITING, _TOGETHER = 5000, 200
_UNKNOWN = Likeness("", 0)
_COLUMNS = {
    # In the order in which they are filled.
    "article": (
        "id", "title", "source", "date", "url", "author", "site", "review", "text_hash",
        "fingerprint",
    ),
    "cut": ("article", "name", "score", "kinds"),
    "passage": (
        "id", "article", "position", "row", "language", "kind", "mixed", "origin", "size", "text",
        "original",
    ),
    "outline": ("article", "data"),
    "sentence": ("passage", "position", "start", "end"),
    "link": ("id", "article", "relation", "status", "score"),
    "link_sentence": ("link", "passage", "sentence", "side"),
    "mention": (
        "id", "annotation_set", "passage", "type", "entity", "attributes", "origin", "text",
    ),
    "fragment": ("mention", "position", "start", "end"),
    "deal": ("id", "annotation_set", "type", "origin"),
    "filler": ("id", "deal", "role", "entity", "value", "attributes"),
    "slot": ("id", "deal", "name", "value"),
    "evidence": ("deal", "filler", "slot", "passage", "start", "end", "text", "mention"),
}  # fmt: skip


@dataclass(slots=True)
class _Ids:
    """The store's id for each id of the bundle, by kind."""

    sets: dict[int, int] = field(default_factory=dict)
    entities: dict[int, int] = field(default_factory=dict)
    passages: dict[int, int] = field(default_factory=dict)
    mentions: dict[int, int] = field(default_factory=dict)
    # From passages of the bundle to passages that the store has already.
    carries: dict[int, Carryover] = field(default_factory=dict)


def add(
    db: Database,
    bundle: Bundle,
    *,
    set_names: Mapping[int, str],
    onto: Callable[[Article], Carryover | None] | None = None,
) -> list[int]:
    """Insert all of a bundle; its annotation sets under the names given, by bundle id.

    Args:
        db: where to.
        bundle: what comes in.
        set_names: the name of each of its sets.
        onto: knows the way into an article that is here already, for one of the bundle that is
            the same; what is tagged there is placed here, and the article is not doubled.

    Returns:
        The ids of the new articles, in the bundle's order.
    """
    ids = _Ids()
    for item in bundle.sets:
        ids.sets[item.id] = _set_for(db, item, set_names[item.id])
    _add_entities(db, bundle.entities, ids)
    found = []
    with in_bulk(db.conn):
        table = _Tables(db.conn)
        writer = _ArticleWriter(db.conn, table, ids)
        for annotated in bundle.articles:
            carry = onto(annotated.article) if onto else None
            if carry is None:
                found.append(writer.add(annotated))
                writer.add_mentions(annotated.mentions)
            else:
                writer.place_mentions(annotated, carry)
            table.flush(_WAITING)
        _DealWriter(db.conn, table, ids).add(bundle.deals)
        table.flush()
    for item in bundle.sets:
        if item.locked:
            sets.update(db, ids.sets[item.id], locked=True)
    return found


def _set_for(db: Database, item: AnnotationSet, name: str) -> int:
    """An empty set of that name serves; otherwise the name must be free."""
    for known in sets.sets(db.conn):
        if known.name == name and sets.is_empty(db.conn, known.id):
            sets.update(db, known.id, origin=item.origin)
            return known.id
    return sets.add(db, name, origin=item.origin)


def _add_entities(db: Database, found: Collection[Entity], ids: _Ids) -> None:
    """Insert entities; one that the project has in exactly these words is not doubled."""
    if not found:
        return
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
    """Whether nothing was put into the project yet: it is untagged and has no article."""
    articles = plain.execute("SELECT EXISTS (SELECT 1 FROM article)").fetchone()[0]
    return not articles and is_untagged(plain)


def is_untagged(plain: sqlite3.Connection) -> bool:
    """Whether the project has one set only, and that one empty."""
    known = sets.sets(plain)
    return len(known) == 1 and sets.is_empty(plain, known[0].id)


def likenesses(plain: sqlite3.Connection) -> Iterator[tuple[int, Likeness]]:
    """What each article of the project is compared by, oldest first."""
    rows = plain.execute("SELECT id, text_hash, fingerprint FROM article ORDER BY id")
    return ((row[0], Likeness(row[1], row[2])) for row in rows)


def texts(plain: sqlite3.Connection, after: int) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The passages of each article with a higher id than this: their texts and origins."""
    rows = plain.execute(
        "SELECT article, text, origin FROM passage WHERE article > ? ORDER BY article, position",
        (after,),
    )
    for article, group in groupby(rows, key=itemgetter(0)):
        yield article, [(row[1], row[2]) for row in group]


def settle_likenesses(db: Database) -> None:
    """Work out what articles are compared by, where that was put off when they came in."""
    rows = db.conn.execute("SELECT id FROM article WHERE text_hash = ''").fetchall()
    for (article,) in rows:
        likeness = likeness_of(articles.article(db.conn, article))
        db.conn.execute(
            "UPDATE article SET text_hash = ?, fingerprint = ? WHERE id = ?", (*likeness, article)
        )


def has_unsettled_likenesses(plain: sqlite3.Connection) -> bool:
    """Whether an article came in whose likeness is not worked out yet."""
    row = plain.execute("SELECT EXISTS (SELECT 1 FROM article WHERE text_hash = '')").fetchone()
    return bool(row[0])


def drop_first_set(db: Database) -> None:
    """Let the set of a fresh project give way to those that come in."""
    sets.delete(db, sets.sets(db.conn)[0].id)


class _Tables:
    """Rows on their way into tables, in such an order that no reference dangles."""

    def __init__(self, plain: sqlite3.Connection) -> None:
        self._plain = plain
        self._rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in _COLUMNS}

    def __getitem__(self, table: str) -> list[tuple[object, ...]]:
        """The rows that wait for a table; append to it."""
        return self._rows[table]

    def flush(self, waiting: int = 0) -> None:
        """Insert all rows if so many mentions, or sentences, wait."""
        if waiting > max(len(self._rows["mention"]), len(self._rows["sentence"])):
            return
        for table, columns in _COLUMNS.items():
            rows = self._rows[table]
            marks = f"({','.join('?' * len(columns))})"
            names = ", ".join(f'"{column}"' for column in columns)
            insert = f"INSERT INTO {table} ({names}) VALUES "
            whole = len(rows) // _TOGETHER * _TOGETHER
            self._plain.executemany(
                insert + ",".join([marks] * _TOGETHER),
                (
                    [*chain.from_iterable(rows[start : start + _TOGETHER])]
                    for start in range(0, whole, _TOGETHER)
                ),
            )
            self._plain.executemany(insert + marks, rows[whole:])
            rows.clear()


class _ArticleWriter:
    """Inserts articles and their mentions."""

    def __init__(self, plain: sqlite3.Connection, table: _Tables, ids: _Ids) -> None:
        self._table = table
        self._ids = ids
        self._new = {
            name: _new_ids(plain, name) for name in ("article", "passage", "link", "mention")
        }

    def add(self, annotated: AnnotatedArticle) -> int:
        """Insert an article with its passages, sentences and links."""
        article, table = annotated.article, self._table
        article_id = next(self._new["article"])
        info = article.info
        require_whole((info.title, info.source, info.url, info.author, info.site, article.review))
        table["article"].append(
            (article_id, info.title, info.source, info.date, info.url, info.author, info.site,
             article.review, *(annotated.likeness or _UNKNOWN))
        )  # fmt: skip
        table["cut"].extend(
            (article_id, cut.name, cut.score, packed_kinds(cut.kinds)) for cut in article.cuts
        )
        for passage in article.passages:
            self._ids.passages[passage.id] = next(self._new["passage"])
        self._add_passages(article, article_id)
        self._add_links(article, article_id)
        return article_id

    def _add_passages(self, article: Article, article_id: int) -> None:
        ids = self._ids.passages
        rows = rows_of(article.passages, article.links)
        self._table["passage"].extend(
            (ids[p.id], article_id, p.index, row, p.language, p.kind, p.mixed, p.origin,
             len(p.text), p.text, p.original)
            for p, row in zip(article.passages, rows, strict=True)
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
        self._table["outline"].extend(outlines.row_of(outline))
        self._table["sentence"].extend(
            (ids[p.id], position, span.start, span.end)
            for p in article.passages
            for position, span in enumerate(p.sentences)
        )

    def _add_links(self, article: Article, article_id: int) -> None:
        ids, sentences = self._ids.passages, self._table["link_sentence"]
        for link in article.links:
            link_id = next(self._new["link"])
            self._table["link"].append((
                link_id,
                article_id,
                link.relation,
                link.status,
                round(link.score, 4),
            ))
            for side, refs in (("en", link.en), ("zh", link.zh)):
                sentences.extend((link_id, ids[ref.passage], ref.sentence, side) for ref in refs)

    def add_mentions(self, mentions: Iterable[Mention]) -> None:
        """Insert the mentions of the article added last."""
        self._add_mentions(mentions, self._ids.passages.__getitem__)

    def place_mentions(self, annotated: AnnotatedArticle, carry: Carryover) -> None:
        """Insert mentions of an article that the store has already, at their places there."""
        self._ids.carries.update((passage.id, carry) for passage in annotated.article.passages)
        self._add_mentions(map(carry.mention, annotated.mentions), _itself)

    def _add_mentions(self, mentions: Iterable[Mention], passage_of: Callable[[int], int]) -> None:
        sets, entities, known = self._ids.sets, self._ids.entities, self._ids.mentions
        rows, fragments = self._table["mention"], self._table["fragment"]
        # The ids come last, so that none is lost when the mentions are at their end.
        new = zip(mentions, self._new["mention"], strict=False)
        for (id_, passage, spans, text, kind, of, entity, said, origin), number in new:
            known[id_] = number
            stands_for = None if entity is None else entities[entity]
            attributes = packed(said) if said else "{}"
            rows.append((
                number,
                sets[of],
                passage_of(passage),
                kind,
                stands_for,
                attributes,
                origin,
                text,
            ))
            for position, (start, end) in enumerate(spans):
                fragments.append((number, position, start, end))


class _DealWriter:
    """Inserts deals with their roles, slots and evidence."""

    def __init__(self, plain: sqlite3.Connection, table: _Tables, ids: _Ids) -> None:
        self._table = table
        self._ids = ids
        self._new = {name: _new_ids(plain, name) for name in ("deal", "filler", "slot")}

    def add(self, deals: Iterable[Deal]) -> None:
        """Insert these deals."""
        table = self._table
        for deal in deals:
            deal_id = next(self._new["deal"])
            table["deal"].append((deal_id, self._ids.sets[deal.set], deal.type, deal.origin))
            for filler in deal.roles:
                filler_id = next(self._new["filler"])
                entity = None if filler.entity is None else self._ids.entities[filler.entity]
                more = packed(filler.attributes)
                row = (filler_id, deal_id, filler.role, entity, filler.value, more)
                table["filler"].append(row)
                self._note(filler.evidence, deal_id, filler=filler_id)
            for slot in deal.slots:
                slot_id = next(self._new["slot"])
                table["slot"].append((slot_id, deal_id, slot.name, slot.value))
                self._note(slot.evidence, deal_id, slot=slot_id)
            self._note(deal.triggers, deal_id)

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
            carry = self._ids.carries.get(item.passage)
            piece = item if carry is None else carry.evidence(item)
            passage = self._ids.passages[item.passage] if carry is None else piece.passage
            place = (passage, piece.start, piece.end, piece.text, mention)
            self._table["evidence"].append((deal, filler, slot, *place))


def _new_ids(plain: sqlite3.Connection, table: str) -> Iterator[int]:
    """A table's next ids."""
    row = plain.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return count(int(row[0]) + 1 if row else 1)


def _itself(passage: int) -> int:
    return passage
