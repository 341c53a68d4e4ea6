"""Tables on their way in: entities, and deals between them; a table holds no text to tag."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import chain, count, islice
from typing import TYPE_CHECKING

from evreader.domain.annotation import AnnotationSet, Deal, Entity, Filler, Name, Slot
from evreader.domain.bundle import Bundle
from evreader.domain.language import passage_language
from evreader.errors import InputError
from evreader.formats.tables.cells import parted
from evreader.formats.tables.foreign import ForeignDeals
from evreader.formats.tables.headings import heading_of
from evreader.formats.tables.names import DEAL_FIRST, DEAL_LAST, ENTITY_FIRST, IGNORED, is_slot
from evreader.formats.tables.parties import names_of
from evreader.formats.tables.recognition import (
    MENTION_COLUMNS,
    heading_at,
    is_deals,
    is_of_texts,
    names_entities,
)
from evreader.formats.tables.vocabulary import bare, entity_type_of, filler_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from evreader.domain.article import Language
    from evreader.domain.bundle import Receipt

# Titles and the like that may stand above the first row of a table.
_MOST_TITLES = 10
# Rows that show what a table is about.
_SAMPLE = 40
_IGNORED = "ignored"
_EXTRA = re.compile(r"(.*) \(([^()]*)\)", re.DOTALL)


@dataclass(slots=True)
class _Known:
    """Entities by what a deal calls them.

    Attributes:
        by_any_name: whether that may be any of an entity's names, as in tables from elsewhere.
    """

    entities: list[Entity] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    by_any_name: bool = False

    def find(self, label: str) -> int | None:
        """The entity that a deal calls so."""
        found = self.labels.get(label)
        if found is None and self.by_any_name:
            both = (self.names.get(name) for name in label.split(" / "))
            found = next((entity for entity in both if entity is not None), None)
        return found

    def join(self, type_: str, names: tuple[Name, ...], attributes: Mapping[str, str]) -> bool:
        """Add attributes to the entity of this type that has the same names, if there is one."""
        number = self.names.get(names[0].text)
        entity = self.entities[number - 1] if number else None
        if number is None or entity is None or (entity.type, entity.names) != (type_, names):
            return False
        told = dict(entity.attributes)
        for name, value in attributes.items():
            if value not in parted(told.get(name, "")):
                told[name] = f"{told[name]}; {value}" if name in told else value
        self.entities[number - 1] = replace(entity, attributes=told)
        return True

    def add(self, type_: str, names: tuple[Name, ...], attributes: Mapping[str, str]) -> int:
        entity = Entity(len(self.entities) + 1, type_, names, attributes)
        self.entities.append(entity)
        self.labels.setdefault(_label(entity.name("en"), entity.name("zh")), entity.id)
        for name in names:
            self.names.setdefault(name.text, entity.id)
        return entity.id


class Tables:
    """Takes in one table after the other; deals wait until all entities are known."""

    def __init__(self, name: str, receipt: Receipt) -> None:
        self._name = name
        self._receipt = receipt
        self._known = _Known()
        self._deals: list[dict[str, str]] = []
        self._foreign: list[dict[str, str]] = []
        self._mentions = self._quoted = self._nameless = self._beyond = 0
        self._joined = 0
        self.is_empty = True

    def add(self, name: str, rows: Iterable[list[str]]) -> None:
        """Take in one table, known by its first row, above which there may be a title.

        Raises:
            InputError: the first row names nothing that is known.
        """
        filled = (row for row in rows if any(cell.strip() for cell in row))
        sample = list(islice(filled, _MOST_TITLES + _SAMPLE))
        if not sample:
            return
        self.is_empty = False
        at = heading_at(sample[:_MOST_TITLES], sample)
        heading, below = _cleaned(sample[at]), sample[at + 1 :]
        rows = chain(below, filled)
        if set(DEAL_FIRST) <= set(heading):
            self._deals += map(dict, self._records(heading, rows))
        elif set(heading) >= MENTION_COLUMNS:
            self._mentions += sum(1 for _ in rows)
        elif is_of_texts(heading):
            raise InputError(
                f"“{name}” is a list of texts with labels, not of entities; have the tool that it "
                f"comes from write JSON, and import that."
            )
        elif is_deals(heading, below):
            self._add_foreign(name, heading, below, rows)
        elif names_entities(heading):
            self._add_entities(name, heading, rows)
        else:
            raise InputError(
                f"The first row of “{name}” names no column that evreader knows; call the columns "
                f"of a list of entities name, or en and zh, and type and aliases, those of a table "
                f"of deals type and as the roles are called, or company and partner, 甲方 and 乙方."
            )
        self._tell_titles(name, sample[:at])

    def _tell_titles(self, name: str, titles: list[list[str]]) -> None:
        told = "; ".join(" ".join(cell.split()) for row in titles for cell in row if cell.strip())
        if told:
            self._receipt.notes.append(f"Above the headings of “{name}”, left out: {told}")

    def _add_foreign(
        self, name: str, heading: list[str], below: list[list[str]], rows: Iterable[list[str]]
    ) -> None:
        table = ForeignDeals(name, heading, below, self._receipt)
        found = (table.record(pairs) for pairs in self._records(heading, rows))
        self._foreign += (record for record in found if record)
        table.report()

    def _add_entities(self, name: str, heading: list[str], rows: Iterable[list[str]]) -> None:
        is_own = set(ENTITY_FIRST) <= set(heading)
        for record in self._records(heading, rows):
            self._add_entity(record, is_own=is_own)
        further = [told for told in heading if told and not _meaning(told)]
        if further and not is_own:
            self._receipt.notes.append(
                f"Columns of “{name}” kept as attributes: {', '.join(dict.fromkeys(further))}."
            )

    def _records(
        self, heading: list[str], rows: Iterable[list[str]]
    ) -> Iterator[list[tuple[str, str]]]:
        """The cells of each row with what stands above them; others are counted."""
        for row in rows:
            self._beyond += sum(bool(cell.strip()) for cell in row[len(heading) :])
            pairs = list(zip(heading, row, strict=False))
            self._nameless += sum(not name and bool(cell.strip()) for name, cell in pairs)
            yield [(name, cell) for name, cell in pairs if name]

    def _report(self) -> None:
        told = {
            "Cells without a heading above them, left out: {}.": self._nameless + self._beyond,
            "Evidence that the table quotes, not taken because a table holds no text: {}.": (
                self._quoted
            ),
            "Rows that name an entity once more, joined with the first: {}.": self._joined,
        }
        self._receipt.notes += [text.format(number) for text, number in told.items() if number]

    def bundle(self) -> Bundle:
        """What all the tables hold."""
        if self._mentions:
            self._receipt.refused.append(
                f"Mentions of the table not taken: {self._mentions}. A table says where they "
                f"stand but does not hold the text; import the file that evreader put beside it, "
                f"or another format."
            )
        sets: dict[str, int] = {}
        numbers = count(1)
        deals = [self._deal(record, next(numbers), sets) for record in self._deals]
        self._known.by_any_name = True
        deals += [self._deal(record, next(numbers), sets) for record in self._foreign]
        self._report()
        return Bundle(
            sets=tuple(AnnotationSet(number, name) for name, number in sets.items()),
            entities=tuple(self._known.entities),
            deals=tuple(deals),
            receipt=self._receipt,
        )

    def _add_entity(self, record: Iterable[tuple[str, str]], *, is_own: bool) -> None:
        names: dict[Name, None] = {}
        attributes: dict[str, str] = {}
        type_ = ""
        for heading, cell in record:
            meaning = _meaning(heading)
            if not cell.strip() or meaning == _IGNORED:
                continue
            if meaning.startswith("name"):
                names[_name(cell, _language(meaning))] = None
            elif meaning.startswith("aliases"):
                told = "other" if heading == "other_names" else _language(meaning)
                aliases = parted(cell) if is_own else names_of(cell)
                names |= {_name(alias, told): None for alias in aliases if alias.strip()}
            elif meaning == "type":
                kind = entity_type_of(bare(cell))
                type_ = kind.name if kind else cell.strip()
            else:
                name = heading.removeprefix("attribute ")
                attributes[name] = f"{attributes[name]}; {cell}" if name in attributes else cell
        if names and not is_own and self._known.join(type_ or "Company", tuple(names), attributes):
            self._joined += 1
        elif names:
            self._known.add(type_ or "Company", tuple(names), attributes)
        elif type_:
            self._receipt.refused.append(f"A row of type {type_} without a name was left out.")

    def _deal(self, record: Mapping[str, str], number: int, sets: dict[str, int]) -> Deal:
        name = record.get("set", "") or self._name
        type_ = record.get("type", "")
        roles: list[Filler] = []
        slots = []
        parties = self._parties(record)
        for heading, cell in record.items():
            if heading in DEAL_FIRST or (heading in DEAL_LAST and heading != "note"):
                continue
            told = heading.removeprefix("slot ").removeprefix("role ")
            if heading.startswith("slot ") or (told == heading and is_slot(heading)):
                slots += [Slot(told, cell)] if cell else []
            else:
                roles += (self._filler(told, item, type_, parties) for item in parted(cell))
        quoted = sum(len(parted(record.get(name, ""))) for name in DEAL_LAST[:3])
        self._quoted += quoted
        return Deal(number, sets.setdefault(name, len(sets) + 1), type_, tuple(roles), tuple(slots))

    def _parties(self, record: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        """The names of a deal's entities in both languages, by what its roles call them."""
        en, zh = parted(record.get("parties_en", "")), parted(record.get("parties_zh", ""))
        return {_label(*pair): pair for pair in zip(en, zh, strict=False)}

    def _filler(
        self, role: str, item: str, deal: str, parties: Mapping[str, tuple[str, str]]
    ) -> Filler:
        label, attributes = item, {}
        found = _EXTRA.fullmatch(item)
        if item not in parties and found:
            told = dict(_attribute(part) for part in found[2].split(", "))
            if found[1] in parties or "" not in told.values():
                label, attributes = found[1], told
        if label not in parties:
            return Filler(role, value=label, attributes=attributes)
        entity = self._known.find(label)
        if entity is None:
            en, zh = parties[label]
            names = (Name("en", en), Name("zh", zh)) if en != zh else (_name(en, None),)
            entity = self._known.add(filler_type(deal, role), names, {})
        return Filler(role, entity, attributes=attributes)


def _cleaned(row: Iterable[str]) -> list[str]:
    return [cell.strip("\ufeff ") for cell in row]


def _meaning(heading: str) -> str:
    """What a column says of an entity; nothing where it is an attribute."""
    if heading.lower() in IGNORED:
        return _IGNORED
    return "" if heading.startswith("attribute ") else heading_of(heading).entity


def _language(meaning: str) -> Language | None:
    return "en" if meaning.endswith("_en") else "zh" if meaning.endswith("_zh") else None


def _label(en: str, zh: str) -> str:
    return " / ".join(dict.fromkeys(name for name in (en, zh) if name))


def _name(text: str, language: Language | None) -> Name:
    """A name in the language told, or in that of its script."""
    bare = text.strip()
    if language is None:
        found = passage_language(bare)
        language = "zh" if found == "zh" else "en"
    return Name(language, bare)


def _attribute(told: str) -> tuple[str, str]:
    name, _, value = told.partition(" ")
    return name, value
