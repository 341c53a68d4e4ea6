"""The tables of a bundle as plain columns, in batches, so that a large project streams through."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evreader.domain.annotation import Deal, Evidence, Filler, Slot
    from evreader.domain.bundle import AnnotatedArticle, Bundle
    from evreader.domain.scheme import SlotKind

Kind = Literal["int", "float", "bool", "text", "date", "texts", "spans", "names"]
"""What a column holds; ``texts`` is a map, ``spans`` and ``names`` are lists of pairs."""
Row = tuple[Any, ...]

BATCH = 200
"""So many articles go into the tables at once."""

ARTICLES: dict[str, Kind] = {
    "id": "int", "title": "text", "source": "text", "date": "date", "date_text": "text",
    "url": "text", "author": "text", "site": "text", "review": "text",
}  # fmt: skip
PASSAGES: dict[str, Kind] = {
    "id": "int", "article_id": "int", "index": "int", "language": "text", "kind": "text",
    "text": "text", "sentences": "spans", "mixed": "bool", "origin": "text", "original": "text",
}  # fmt: skip
MENTIONS: dict[str, Kind] = {
    "id": "int", "article_id": "int", "passage_id": "int", "start": "int", "end": "int",
    "fragments": "spans", "text": "text", "type": "text", "set": "text", "entity_id": "int",
    "attributes": "texts", "origin": "text",
}  # fmt: skip
ENTITIES: dict[str, Kind] = {
    "id": "int", "type": "text", "name_en": "text", "name_zh": "text", "names": "names",
    "attributes": "texts",
}  # fmt: skip
ROLES: dict[str, Kind] = {
    "deal_id": "int", "position": "int", "role": "text", "entity_id": "int", "value": "text",
    "attributes": "texts",
}  # fmt: skip
EVIDENCE: dict[str, Kind] = {
    "deal_id": "int", "about": "text", "name": "text", "position": "int", "article_id": "int",
    "passage_id": "int", "start": "int", "end": "int", "text": "text", "mention_id": "int",
}  # fmt: skip

_MONEY = re.compile(r"(-?\d+(?:\.\d+)?)(?: ([A-Z]{3}))?")
_FIXED: dict[str, Kind] = {"id": "int", "set": "text", "type": "text", "origin": "text"}


class Tables:
    """The tables of one export.

    Attributes:
        columns: name and kind of each column, by table.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._sets = {item.id: item.name for item in bundle.sets}
        self._slots: dict[str, SlotKind] = (
            {slot.name: slot.kind for slot in bundle.scheme.slots} if bundle.scheme else {}
        )
        self._articles: dict[int, int | None] = {
            piece.passage: None for deal in bundle.deals for _, _, _, piece in _evidence(deal)
        }
        self.links = 0
        self.columns: dict[str, dict[str, Kind]] = {
            "articles": ARTICLES,
            "passages": PASSAGES,
            "mentions": MENTIONS,
            "entities": ENTITIES,
            "deals": {**_FIXED, **self._slot_columns(), "slots": "texts"},
            "roles": ROLES,
            "evidence": EVIDENCE,
        }

    def batches(self) -> Iterator[tuple[str, list[Row]]]:
        """Rows of one table after the other, each table maybe several times."""
        batch: list[AnnotatedArticle] = []
        for annotated in self._bundle.articles:
            batch.append(annotated)
            if len(batch) == BATCH:
                yield from self._of_articles(batch)
                batch = []
        yield from self._of_articles(batch)
        yield "entities", [
            (e.id, e.type, *(_first(e.names, language) for language in ("en", "zh")),
             [(name.language, name.text) for name in e.names], dict(e.attributes))
            for e in self._bundle.entities
        ]  # fmt: skip
        deals = self._bundle.deals
        yield "deals", [self._deal(deal) for deal in deals]
        yield "roles", [row for deal in deals for row in _roles(deal)]
        yield "evidence", [
            (deal.id, about, name, position, self._articles[piece.passage], piece.passage,
             piece.start, piece.end, piece.text, piece.mention)
            for deal in deals
            for about, name, position, piece in _evidence(deal)
        ]  # fmt: skip

    def _of_articles(self, batch: Iterable[AnnotatedArticle]) -> Iterator[tuple[str, list[Row]]]:
        articles, passages, mentions = [], [], []
        for annotated in batch:
            article, info = annotated.article, annotated.article.info
            self.links += len(article.links)
            articles.append((
                article.id, info.title, info.source, _day(info.date), info.date, info.url,
                info.author, info.site, article.review,
            ))  # fmt: skip
            for p in article.passages:
                if p.id in self._articles:
                    self._articles[p.id] = article.id
                passages.append((
                    p.id, article.id, p.index, p.language, p.kind, p.text,
                    list(map(tuple, p.sentences)), p.mixed, p.origin, p.original,
                ))  # fmt: skip
            for m in annotated.mentions:
                place = (m.start, m.end) if m.fragments else (None, None)
                mentions.append((
                    m.id, article.id, m.passage, *place, list(map(tuple, m.fragments)), m.text,
                    m.type, self._sets.get(m.set, ""), m.entity, dict(m.attributes), m.origin,
                ))  # fmt: skip
        yield "articles", articles
        yield "passages", passages
        yield "mentions", mentions

    def _slot_columns(self) -> dict[str, Kind]:
        found = (pair for item in self._slots.items() for pair in _columns_of(*item))
        return {name: kind for name, kind in found if name not in {*_FIXED, "slots"}}

    def _deal(self, deal: Deal) -> Row:
        values: dict[str, object] = {}
        for name, kind in self._slots.items():
            values |= _values_of(name, kind, deal.slot(name))
        return (
            deal.id,
            self._sets.get(deal.set, ""),
            deal.type,
            deal.origin,
            *(values[column] for column in self._slot_columns()),
            {slot.name: slot.value for slot in deal.slots},
        )


def _columns_of(name: str, kind: SlotKind) -> Iterator[tuple[str, Kind]]:
    """The columns of a slot; what a date or amount says stands beside it as text in ``slots``."""
    if kind == "date":
        yield name, "date"
    elif kind == "money":
        yield f"{name}_amount", "float"
        yield f"{name}_currency", "text"
    elif kind in {"percent", "number"}:
        yield name, "float"
    elif kind == "flag":
        yield name, "bool"
    else:
        yield name, "text"


def _values_of(name: str, kind: SlotKind, text: str) -> Mapping[str, object]:
    if kind == "date":
        return {name: _day(text)}
    if kind == "money":
        found = _MONEY.fullmatch(text)
        amount, currency = (float(found[1]), found[2]) if found else (None, None)
        return {f"{name}_amount": amount, f"{name}_currency": currency}
    if kind in {"percent", "number"}:
        found = _MONEY.fullmatch(text)
        return {name: float(found[1]) if found and not found[2] else None}
    if kind == "flag":
        return {name: {"yes": True, "no": False}.get(text)}
    return {name: text or None}


def _day(text: str) -> dt.date | None:
    """A whole day; nothing for a date that is cut short."""
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2024-05-14") else None
    except ValueError:
        return None


def _first(names: Iterable[Any], language: str) -> str | None:
    return next((name.text for name in names if name.language == language), None)


def _roles(deal: Deal) -> Iterator[Row]:
    filler: Filler
    for position, filler in enumerate(deal.roles):
        yield deal.id, position, filler.role, filler.entity, filler.value, dict(filler.attributes)


def _evidence(deal: Deal) -> Iterator[tuple[str, str, int | None, Evidence]]:
    """Each piece with what it supports; the position is that of the role."""
    slot: Slot
    for position, filler in enumerate(deal.roles):
        for piece in filler.evidence:
            yield "role", filler.role, position, piece
    for slot in deal.slots:
        for piece in slot.evidence:
            yield "slot", slot.name, None, piece
    for piece in deal.triggers:
        yield "trigger", deal.type, None, piece
