"""The records of evreader's own format: a bundle's values as JSON, ids counted anew.

Ids count from 1 in order of appearance, so two projects that say the same give the same bytes,
whatever ids their stores chose.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from evreader.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evreader.domain.annotation import (
        AnnotationSet,
        Deal,
        Entity,
        Evidence,
        Filler,
        Mention,
        Slot,
    )
    from evreader.domain.article import Cut, Link, Passage, SentenceRef
    from evreader.domain.bundle import AnnotatedArticle, Bundle, Receipt
    from evreader.domain.scheme import DealType, EntityType, Scheme

    Record = dict[str, Any]

VERSION = 1
SCORE_DIGITS = 4
"""Decimals of a link's score: finer differences are noise of the arithmetic."""

# What is written was made here and holds no circles to look for.
_encoded = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
).encode

_KEPT = 5000


class _Numbers(dict[int, int]):
    """The numbers in the file of things that the bundle calls otherwise."""

    def __init__(self, what: str, numbers: Iterable[tuple[int, int]] = ()) -> None:
        super().__init__(numbers)
        self._what = what

    def __missing__(self, key: int) -> int:
        raise FormatError(
            f"The project refers to {self._what} {key}, which is not there; run 'evreader check' "
            "on it."
        )


class Recorder:
    """Turns one bundle into records, in the order of the file.

    It keeps ids of passages and mentions only where a deal refers to them, so that memory does
    not grow with the articles that stream through.
    """

    def __init__(
        self, bundle: Bundle, receipt: Receipt, *, beside: Mapping[str, object] | None = None
    ) -> None:
        self._bundle = bundle
        self._head = {"beside": beside} if beside else {}
        self._receipt = receipt
        self._sets = _Numbers(
            "annotation set", ((item.id, n) for n, item in enumerate(bundle.sets, 1))
        )
        self._entities = _Numbers(
            "entity", ((item.id, n) for n, item in enumerate(bundle.entities, 1))
        )
        evidence = [piece for deal in bundle.deals for piece in deal_evidence(deal)]
        self._passages: dict[int, int | None] = dict.fromkeys(e.passage for e in evidence)
        self._mentions: dict[int | None, int | None] = dict.fromkeys(e.mention for e in evidence)
        self._next = {"passage": 1, "link": 1, "mention": 1}
        # Types, origins and most names come again and again.
        self._quoted = lru_cache(_KEPT)(_encoded)
        self._lost_evidence = 0
        self._lost_mentions = 0

    def records(self) -> Iterator[str]:
        """All records of the file; the receipt is complete when the last one was taken."""
        bundle, count = self._bundle, self._receipt.count
        yield _encoded({"evreader": VERSION, "kind": "annotation sets", **self._head})
        if bundle.scheme is not None:
            yield _encoded({"record": "scheme", "scheme": scheme_data(bundle.scheme)})
        for item in bundle.sets:
            count("sets")
            yield _encoded(self._set(item))
        for entity in bundle.entities:
            count("entities")
            yield _encoded(self._entity(entity))
        articles = 0
        for articles, annotated in enumerate(bundle.articles, 1):
            yield self._article(articles, annotated)
        for number, deal in enumerate(bundle.deals, 1):
            count("deals")
            yield _encoded(self._deal(number, deal))
        yield _encoded({"record": "end", "articles": articles, "deals": len(bundle.deals)})
        self._report()

    def _report(self) -> None:
        if self._lost_evidence:
            self._receipt.losses.append(
                f"Pieces of evidence left out, because their articles are not in the export: "
                f"{self._lost_evidence}."
            )
        if self._lost_mentions:
            self._receipt.losses.append(
                f"Pieces of evidence that keep their place but not the mention they came from, "
                f"because it is not in the export: {self._lost_mentions}."
            )

    def _number(self, kind: str) -> int:
        number = self._next[kind]
        self._next[kind] = number + 1
        return number

    def _set(self, item: AnnotationSet) -> Record:
        return {
            "record": "set",
            "id": self._sets[item.id],
            "name": item.name,
            "locked": item.locked,
            "origin": item.origin,
        }

    def _entity(self, entity: Entity) -> Record:
        return {
            "record": "entity",
            "id": self._entities[entity.id],
            "type": entity.type,
            "names": [[name.language, name.text] for name in entity.names],
            "attributes": _sorted(entity.attributes),
        }

    def _article(self, number: int, annotated: AnnotatedArticle) -> str:
        article = annotated.article
        info = article.info
        local = _Numbers("passage")
        record: Record = {
            "record": "article",
            "id": number,
            "title": info.title,
            "source": info.source,
            "date": info.date,
            "url": info.url,
            "author": info.author,
            "site": info.site,
            "review": article.review,
            "cuts": [_cut(cut) for cut in article.cuts],
            "passages": [self._passage(passage, local) for passage in article.passages],
            "links": [self._link(link, local) for link in article.links],
        }
        self._receipt.count("articles")
        self._receipt.count("passages", len(article.passages))
        self._receipt.count("links", len(article.links))
        self._receipt.count("mentions", len(annotated.mentions))
        mentions = ",".join(self._mentions_of(annotated.mentions, local))
        return f'{_encoded(record)[:-1]},"mentions":[{mentions}]}}'

    def _passage(self, passage: Passage, local: _Numbers) -> Record:
        number = local[passage.id] = self._number("passage")
        if passage.id in self._passages:
            self._passages[passage.id] = number
        return {
            "id": number,
            "index": passage.index,
            "language": passage.language,
            "kind": passage.kind,
            "text": passage.text,
            "sentences": passage.sentences,
            "mixed": passage.mixed,
            "origin": passage.origin,
            "original": passage.original,
        }

    def _link(self, link: Link, local: _Numbers) -> Record:
        return {
            "id": self._number("link"),
            "relation": link.relation,
            "status": link.status,
            # + 0.0: a minus zero of the arithmetic is no other score
            "score": round(float(link.score), SCORE_DIGITS) + 0.0,
            "en": _references(link.en, local),
            "zh": _references(link.zh, local),
        }

    def _mentions_of(self, mentions: Iterable[Mention], local: _Numbers) -> Iterator[str]:
        """Each mention as JSON, put together by hand: most of a file is mentions."""
        quoted, sets, entities, wanted = self._quoted, self._sets, self._entities, self._mentions
        number = self._next["mention"]
        for id_, passage, fragments, text, kind, of, entity, attributes, origin in mentions:
            if id_ in wanted:
                wanted[id_] = number
            stands_for = "null" if entity is None else entities[entity]
            if len(fragments) == 1:
                spans = f"[{fragments[0][0]},{fragments[0][1]}]"
            else:
                spans = ",".join([f"[{start},{end}]" for start, end in fragments])
            yield (
                f'{{"id":{number},"passage_id":{local[passage]},"fragments":[{spans}],'
                f'"text":{quoted(text)},"type":{quoted(kind)},'
                f'"set_id":{sets[of]},"entity_id":{stands_for},'
                f'"attributes":{_encoded(_sorted(attributes)) if attributes else "{}"},'
                f'"origin":{quoted(origin)}}}'
            )
            number += 1
        self._next["mention"] = number

    def _entity_id(self, entity: int | None) -> int | None:
        return None if entity is None else self._entities[entity]

    def _deal(self, number: int, deal: Deal) -> Record:
        return {
            "record": "deal",
            "id": number,
            "set_id": self._sets[deal.set],
            "type": deal.type,
            "roles": [self._filler(filler) for filler in deal.roles],
            "slots": [self._slot(slot) for slot in deal.slots],
            "triggers": self._evidence(deal.triggers),
            "origin": deal.origin,
        }

    def _filler(self, filler: Filler) -> Record:
        return {
            "role": filler.role,
            "entity_id": self._entity_id(filler.entity),
            "value": filler.value,
            "attributes": _sorted(filler.attributes),
            "evidence": self._evidence(filler.evidence),
        }

    def _slot(self, slot: Slot) -> Record:
        return {
            "name": slot.name,
            "value": slot.value,
            "evidence": self._evidence(slot.evidence),
        }

    def _evidence(self, evidence: Iterable[Evidence]) -> list[Record]:
        records = []
        for piece in evidence:
            passage = self._passages[piece.passage]
            if passage is None:
                self._lost_evidence += 1
                continue
            mention = None if piece.mention is None else self._mentions[piece.mention]
            if mention is None and piece.mention is not None:
                self._lost_mentions += 1
            records.append({
                "passage_id": passage,
                "start": piece.start,
                "end": piece.end,
                "text": piece.text,
                "mention_id": mention,
            })
        return records


def deal_evidence(deal: Deal) -> Iterator[Evidence]:
    """Every piece of evidence of a deal: of roles, of slots, its triggers."""
    for filler in deal.roles:
        yield from filler.evidence
    for slot in deal.slots:
        yield from slot.evidence
    yield from deal.triggers


def scheme_data(scheme: Scheme) -> Mapping[str, Any]:
    """The scheme as ``Scheme.from_data`` takes it: its own source, if it was read from one."""
    if scheme.source:
        return scheme.source
    return {
        "name": scheme.name,
        "entity": [_entity_type(kind) for kind in scheme.entities],
        "deal": [_deal_type(kind) for kind in scheme.deals],
        "slot": [
            {
                "name": slot.name,
                "label": dict(slot.labels),
                "kind": slot.kind,
                "choices": list(slot.choices),
            }
            for slot in scheme.slots
        ],
        "labels": {name: dict(said) for name, said in scheme.labels.items()},
    }


def _entity_type(kind: EntityType) -> Mapping[str, Any]:
    return {
        "name": kind.name,
        "label": dict(kind.labels),
        "short": dict(kind.short),
        "key": kind.key,
        "color": kind.color,
        "guideline": kind.guideline,
        "attributes": {name: list(choices) for name, choices in kind.attributes.items()},
    }


def _deal_type(kind: DealType) -> Mapping[str, Any]:
    return {
        "name": kind.name,
        "label": dict(kind.labels),
        "key": kind.key,
        "color": kind.color,
        "guideline": kind.guideline,
        "role": [
            {
                "name": role.name,
                "label": dict(role.labels),
                "required": role.required,
                "many": role.many,
                "types": list(role.types),
                "attributes": list(role.attributes),
            }
            for role in kind.roles
        ],
    }


def _cut(cut: Cut) -> Record:
    kinds = {str(index): kind for index, kind in sorted(cut.kinds.items())}
    return {"name": cut.name, "score": round(cut.score, SCORE_DIGITS) + 0.0, "kinds": kinds}


def _references(references: Iterable[SentenceRef], local: _Numbers) -> list[list[int]]:
    return [[local[ref.passage], ref.sentence] for ref in references]


def _sorted(attributes: Mapping[str, str]) -> Mapping[str, str]:
    return dict(sorted(attributes.items())) if len(attributes) > 1 else attributes
