"""What marks stand for, where a file says it by an entry that is known elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.domain.annotation import Entity, Name
from evreader.domain.language import HAN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evreader.formats.standoff.document import Document, Mark

_WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d{0,11})")
_ADDRESS = re.compile(r"https?://\S+")
_CHINESE = re.compile(f"[{HAN}]")


class Identities:
    """Makes entities of the marks of a file: all that tell the same entry are one.

    Its names are what they read. Stretches are in code points.
    """

    def __init__(self, attribute: str, *, addresses: bool = False) -> None:
        """The attribute tells a number of Wikidata, or with ``addresses`` any other web address."""
        self._attribute = attribute
        self._addresses = addresses

    def told(self, documents: Iterable[Document]) -> list[Document]:
        """The documents with entities in the place of the attribute."""
        found = list(documents)
        taken = max((m.entity.id for d in found for m in d.marks if m.entity), default=0)
        entities: dict[tuple[str, str], Entity] = {}
        for document in found:
            for mark in document.marks:
                entry = self._entry(mark)
                if entry is not None:
                    known = entities.get(entry) or Entity(
                        taken + len(entities) + 1, mark.type, (), dict([entry])
                    )
                    entities[entry] = _named(known, _read(mark, document.text))
        return [
            replace(document, marks=tuple(self._linked(mark, entities) for mark in document.marks))
            for document in found
        ]

    def _entry(self, mark: Mark) -> tuple[str, str] | None:
        """Which entry a mark tells; none if it has its entity by other means."""
        value = mark.attributes.get(self._attribute, "")
        number = _WIKIDATA.fullmatch(value)
        if mark.entity is not None:
            return None
        if number is not None:
            return "wikidata", number[1]
        return ("url", value) if self._addresses and _ADDRESS.fullmatch(value) else None

    def _linked(self, mark: Mark, entities: dict[tuple[str, str], Entity]) -> Mark:
        entry = self._entry(mark)
        entity = mark.entity if entry is None else entities[entry]
        if entity is None or self._attribute not in mark.attributes:
            return mark
        rest = {name: text for name, text in mark.attributes.items() if name != self._attribute}
        return mark._replace(attributes=rest, entity=entity)


def _read(mark: Mark, text: str) -> str:
    parts = [text[max(start, 0) : max(end, 0)] for start, end, _ in mark.stretches]
    return " ".join((mark.quote or " ".join(parts)).split())


def _named(entity: Entity, text: str) -> Entity:
    name = Name("zh" if _CHINESE.search(text) else "en", text)
    if not text or name in entity.names:
        return entity
    return replace(entity, names=(*entity.names, name))
