"""The three tables of a bundle on its way out: rows of texts, one for each column."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from evreader.formats.tables.cells import Column, joined
from evreader.formats.tables.names import (
    DEAL_FIRST,
    ENTITY_FIRST,
    ENTITY_LAST,
    MENTION,
    attribute_heading,
    role_heading,
    slot_heading,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evreader.domain.annotation import Deal, Entity, Evidence, Filler, Mention
    from evreader.domain.article import Article, Language, Passage
    from evreader.domain.bundle import AnnotatedArticle, Bundle
    from evreader.domain.scheme import SlotKind
    from evreader.formats.tables.cells import Kind

_LANGUAGES: tuple[Language, ...] = ("en", "zh", "other")
_KINDS: Mapping[SlotKind, Kind] = {
    "date": "date",
    "money": "money",
    "percent": "percent",
    "number": "number",
}
_WIDE, _MEDIUM, _NARROW = 60, 28, 9


class Place(NamedTuple):
    """Where evidence stands: the language of its passage and its article."""

    language: Language
    article: str


class Places:
    """What deals need to know of the articles, gathered while these stream through."""

    def __init__(self, bundle: Bundle) -> None:
        self._wanted = {piece.passage for deal in bundle.deals for _, piece in evidence_of(deal)}
        self._found: dict[int, Place] = {}
        self.mentions: Counter[int | None] = Counter()

    def add(self, annotated: AnnotatedArticle) -> None:
        """Note an article's passages that hold evidence, and whom its mentions stand for."""
        self.mentions.update(mention.entity for mention in annotated.mentions)
        for passage in annotated.article.passages:
            if passage.id in self._wanted:
                place = Place(passage.language, title_of(annotated.article))
                self._found[passage.id] = place

    def get(self, piece: Evidence) -> Place | None:
        """Where a piece of evidence stands; None if its article is not there."""
        return self._found.get(piece.passage)

    @property
    def languages(self) -> list[Language]:
        """English, Chinese, and the third if there is any."""
        found = {place.language for place in self._found.values()}
        return [name for name in _LANGUAGES if name != "other" or name in found]


class Deals:
    """One row a deal; the columns are known when the articles have been walked."""

    def __init__(self, bundle: Bundle, places: Places) -> None:
        self._bundle = bundle
        self._entities = {entity.id: entity for entity in bundle.entities}
        self._sets = {item.id: item.name for item in bundle.sets}
        self._places = places
        self._slots = [name for name in self._slot_names() if name != "note"]
        self._roles = self._role_names()
        self._languages = places.languages

    def columns(self) -> list[Column]:
        """What the first row says."""
        kinds = self._bundle.scheme.slot_types if self._bundle.scheme else {}
        return [
            *(Column(name, *_deal_column(name)) for name in DEAL_FIRST),
            *(
                Column(slot_heading(name), _KINDS.get(kinds[name].kind, "text"))
                if name in kinds
                else Column(slot_heading(name))
                for name in self._slots
            ),
            *(Column(role_heading(name), width=_MEDIUM) for name in self._roles),
            *(Column(f"evidence_{name}", width=_WIDE) for name in self._languages),
            Column("articles", width=_MEDIUM),
            Column("note", width=_MEDIUM),
        ]

    def rows(self) -> Iterator[list[str]]:
        """Each deal, in the order of the columns."""
        for deal in self._bundle.deals:
            parties = self._parties(deal)
            yield [
                str(deal.id),
                self._sets.get(deal.set, ""),
                deal.type,
                joined(entity.name("en") for entity in parties),
                joined(entity.name("zh") for entity in parties),
                *(deal.slot(name) for name in self._slots),
                *(joined(map(self._filler, deal.fillers(name))) for name in self._roles),
                *(self._quotes(deal, language) for language in self._languages),
                joined(dict.fromkeys(self._articles(deal))),
                deal.slot("note"),
            ]

    def homeless(self) -> int:
        """How many pieces of evidence are in articles that are not there."""
        pieces = (piece for deal in self._bundle.deals for _, piece in evidence_of(deal))
        return sum(self._places.get(piece) is None for piece in pieces)

    def unused(self) -> int:
        """How many entities take part in no deal."""
        used = {filler.entity for deal in self._bundle.deals for filler in deal.roles}
        return sum(entity.id not in used for entity in self._bundle.entities)

    def _slot_names(self) -> list[str]:
        scheme = self._bundle.scheme
        names = dict.fromkeys(slot.name for slot in scheme.slots) if scheme else {}
        names.update(dict.fromkeys(slot.name for deal in self._bundle.deals for slot in deal.slots))
        return list(names)

    def _role_names(self) -> list[str]:
        """The roles that some deal fills, in the scheme's order."""
        filled = dict.fromkeys(f.role for deal in self._bundle.deals for f in deal.roles)
        kinds = self._bundle.scheme.deals if self._bundle.scheme else ()
        known = dict.fromkeys(role.name for kind in kinds for role in kind.roles)
        return [name for name in known if name in filled] + [n for n in filled if n not in known]

    def _parties(self, deal: Deal) -> list[Entity]:
        ids = dict.fromkeys(filler.entity for filler in deal.roles)
        return [self._entities[number] for number in ids if number in self._entities]

    def _filler(self, filler: Filler) -> str:
        entity = None if filler.entity is None else self._entities.get(filler.entity)
        names = [entity.name("en"), entity.name("zh")] if entity else []
        words = dict.fromkeys(word for word in (*names, filler.value) if word)
        extra = ", ".join(f"{name} {value}" for name, value in sorted(filler.attributes.items()))
        return " / ".join(words) + (f" ({extra})" if extra else "")

    def _quotes(self, deal: Deal, language: Language) -> str:
        told = []
        for label, piece in evidence_of(deal):
            place = self._places.get(piece)
            if (place.language if place else "en") == language:
                title = f" ({place.article})" if place else ""
                told.append(f"{label}: “{piece.text}”{title}")
        return joined(told)

    def _articles(self, deal: Deal) -> Iterator[str]:
        for _, piece in evidence_of(deal):
            place = self._places.get(piece)
            if place:
                yield place.article


class Entities:
    """One row an entity."""

    def __init__(self, bundle: Bundle, places: Places) -> None:
        self._entities = bundle.entities
        self._places = places
        self._attributes = sorted({name for e in bundle.entities for name in e.attributes})
        parties = ({filler.entity for filler in deal.roles} for deal in bundle.deals)
        self._deals = Counter(entity for ids in parties for entity in ids)

    def columns(self) -> list[Column]:
        """What the first row says."""
        return [
            Column("id", "number", _NARROW),
            Column("type"),
            *(Column(name, width=_MEDIUM) for name in ENTITY_FIRST[2:]),
            *(Column(attribute_heading(name)) for name in self._attributes),
            *(Column(name, "number", _NARROW) for name in ENTITY_LAST),
        ]

    def rows(self) -> Iterator[list[str]]:
        """Each entity, in the order of the columns."""
        for entity in self._entities:
            names = {
                language: [name.text for name in entity.names if name.language == language]
                for language in _LANGUAGES
            }
            yield [
                str(entity.id),
                entity.type,
                *(next(iter(names[language]), "") for language in ("en", "zh")),
                joined(names["en"][1:]),
                joined(names["zh"][1:]),
                joined(names["other"]),
                *(entity.attributes.get(name, "") for name in self._attributes),
                str(self._places.mentions[entity.id]),
                str(self._deals[entity.id]),
            ]


class Mentions:
    """One row a mention."""

    def __init__(self, bundle: Bundle) -> None:
        self._entities = {entity.id: entity for entity in bundle.entities}
        self._sets = {item.id: item.name for item in bundle.sets}

    @staticmethod
    def columns() -> list[Column]:
        """What the first row says."""
        numbers = {"id", "passage", "start", "end", "entity"}
        wide = {"article", "text"}
        return [
            Column(name, "number", _NARROW)
            if name in numbers
            else Column(name, "link" if name == "url" else "text", _MEDIUM if name in wide else 16)
            for name in MENTION
        ]

    def rows(self, annotated: AnnotatedArticle) -> Iterator[list[str]]:
        """The mentions of one article, in the order of the columns."""
        article = annotated.article
        passages = {passage.id: passage for passage in article.passages}
        for mention in annotated.mentions:
            yield self._row(mention, article, passages[mention.passage])

    def _row(self, mention: Mention, article: Article, passage: Passage) -> list[str]:
        entity = None if mention.entity is None else self._entities.get(mention.entity)
        has_place = bool(mention.fragments)
        return [
            str(mention.id),
            self._sets.get(mention.set, ""),
            title_of(article),
            article.info.url,
            str(passage.index),
            passage.language,
            str(mention.start) if has_place else "",
            str(mention.end) if has_place else "",
            " ".join(f"{start}–{end}" for start, end in mention.fragments)
            if len(mention.fragments) > 1
            else "",
            mention.text,
            mention.type,
            str(entity.id) if entity else "",
            entity.name("en") if entity else "",
            entity.name("zh") if entity else "",
            joined(f"{name}={value}" for name, value in sorted(mention.attributes.items())),
            mention.origin,
        ]


def title_of(article: Article) -> str:
    """What an article is called in a table."""
    return article.info.title or f"article {article.id}"


def evidence_of(deal: Deal) -> Iterator[tuple[str, Evidence]]:
    """Every piece of evidence with what it supports."""
    for piece in deal.triggers:
        yield deal.type, piece
    for filler in deal.roles:
        for piece in filler.evidence:
            yield filler.role, piece
    for slot in deal.slots:
        for piece in slot.evidence:
            yield slot.name, piece


def _deal_column(name: str) -> tuple[Kind, int]:
    if name == "id":
        return "number", _NARROW
    return "text", _MEDIUM if name.startswith("parties") else 16
