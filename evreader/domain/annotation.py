"""Mentions, entities, deals and annotation sets, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.mention import AnnotationSet, Mention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evreader.domain.article import Language

__all__ = [
    "AnnotationSet",
    "Deal",
    "Entity",
    "Evidence",
    "Filler",
    "Mention",
    "Name",
    "Slot",
]


class Name(NamedTuple):
    """One name of an entity in one language; the first of a language is the preferred one."""

    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the project's own list, with names in both languages.

    Attributes:
        type: an entity type of the scheme.
        names: in order of preference within each language.
        attributes: subtype, ticker, outside ids (``wikidata``…), note.
    """

    id: int
    type: str
    names: tuple[Name, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)

    def name(self, language: str = "en") -> str:
        """The preferred name in this language, else in any."""
        for name in self.names:
            if name.language == language:
                return name.text
        return self.names[0].text if self.names else ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of text, in any article, that supports one role or slot (or the deal itself).

    It keeps its own place, so it outlives the mention it was taken from. Where it starts and ends
    at 0, it is unplaced: its text is not found there any more; a person decides.
    """

    passage: int
    start: int
    end: int
    text: str
    mention: int | None = None


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role of a deal: an entity or a plain value, with its evidence."""

    role: str
    entity: int | None = None
    value: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    id: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A property that every deal may have (status, dates, value…), as text, with its evidence."""

    name: str
    value: str
    evidence: tuple[Evidence, ...] = ()
    id: int = 0


@dataclass(frozen=True, slots=True)
class Deal:
    """A frame: a type, roles filled by entities or values, slots; triggers are its own evidence."""

    id: int
    set: int
    type: str
    roles: tuple[Filler, ...] = ()
    slots: tuple[Slot, ...] = ()
    triggers: tuple[Evidence, ...] = ()
    origin: str = "user"

    def slot(self, name: str) -> str:
        """The value of a slot, or an empty text."""
        return next((slot.value for slot in self.slots if slot.name == name), "")

    def fillers(self, role: str) -> tuple[Filler, ...]:
        """All fillers of one role, in order."""
        return tuple(filler for filler in self.roles if filler.role == role)
