"""The scheme: entity types, deal types with their roles, slots. Data, not code."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from evreader.errors import InputError
from evreader.override import override

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evreader.domain.annotation import Deal

Nature = Literal["thing", "party", "value"]
SlotKind = Literal["choice", "date", "money", "percent", "number", "flag", "text", "note"]


class EntityType(NamedTuple):
    """A type of mention and entity.

    Attributes:
        name: identifier, ``[A-Za-z0-9_-]+``.
        labels: what the user reads, by language (``en``, ``zh``).
        short: two or three letters (``en``) or characters (``zh``) for narrow mentions.
        key: the key that tags a selection with it.
        color: ``#rrggbb`` on a light ground; the dark theme derives its own.
        guideline: one line on when to use it.
        nature: a ``party`` makes deals, a ``value`` (an amount, a date) fills a role as plain
            text, a ``thing`` is what deals are about.
        attributes: names of attributes a mention or entity may have, each with its choices
            (an empty tuple: free text).
    """

    name: str
    labels: Mapping[str, str]
    short: Mapping[str, str]
    key: str = ""
    color: str = "#808080"
    guideline: str = ""
    nature: Nature = "thing"
    attributes: Mapping[str, tuple[str, ...]] = {}


class Role(NamedTuple):
    """A role of a deal type: how many fillers it takes, and what may fill it.

    Attributes:
        required: at least one filler, or the deal shows as incomplete.
        many: more than one filler allowed.
        types: entity types that fit; empty: any.
        attributes: names of what a filler may say besides (stake, contribution).
    """

    name: str
    labels: Mapping[str, str]
    required: bool = False
    many: bool = False
    types: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


class DealType(NamedTuple):
    """A type of deal: a frame of roles."""

    name: str
    labels: Mapping[str, str]
    key: str = ""
    color: str = "#808080"
    guideline: str = ""
    roles: tuple[Role, ...] = ()


class SlotType(NamedTuple):
    """A property every deal may have, and how its text is to be read."""

    name: str
    labels: Mapping[str, str]
    kind: SlotKind = "text"
    choices: tuple[str, ...] = ()


class Scheme:
    """Everything a person can say about a text in this project.

    Two schemes are equal if they are called the same and have the same types and slots.

    Attributes:
        name: what it is called.
        entities: types of entities and mentions.
        deals: types of deals.
        slots: what every deal may say besides its roles.
        labels: what the user reads for the names of attributes and for choices, by language;
            what is stored stays the name.
        source: the plain data it was read from.
    """

    def __init__(
        self,
        name: str,
        entities: tuple[EntityType, ...],
        deals: tuple[DealType, ...],
        slots: tuple[SlotType, ...],
        *,
        labels: Mapping[str, Mapping[str, str]] | None = None,
        source: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.entities = entities
        self.deals = deals
        self.slots = slots
        self.labels = labels or {}
        self.source = source or {}

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scheme) and self._content() == other._content()

    @override
    def __hash__(self) -> int:
        return hash(self.name)

    def _content(self) -> tuple[object, ...]:
        return self.name, self.entities, self.deals, self.slots

    @cached_property
    def entity_types(self) -> Mapping[str, EntityType]:
        """Entity types by name."""
        return {kind.name: kind for kind in self.entities}

    @cached_property
    def values(self) -> frozenset[str]:
        """Entity types whose mentions fill a role as plain text."""
        return frozenset(kind.name for kind in self.entities if kind.nature == "value")

    @cached_property
    def parties(self) -> frozenset[str]:
        """Entity types that make deals; all of them in a scheme that names none."""
        named = {kind.name for kind in self.entities if kind.nature == "party"}
        return frozenset(named or self.entity_types)

    @cached_property
    def deal_types(self) -> Mapping[str, DealType]:
        """Deal types by name."""
        return {kind.name: kind for kind in self.deals}

    @cached_property
    def slot_types(self) -> Mapping[str, SlotType]:
        """Slots by name."""
        return {slot.name: slot for slot in self.slots}

    def word(self, name: str, language: str = "en") -> str:
        """What the user reads for an attribute or a choice; one without a label, itself."""
        labels = self.labels.get(name, {})
        return labels.get(language) or labels.get("en") or name.replace("_", " ")

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Scheme:
        """Read a scheme from plain data (the shape of ``resources/schemes/*.toml``).

        Raises:
            InputError: something obligatory is missing or a name occurs twice.
        """
        try:
            scheme = cls(
                name=data["name"],
                entities=tuple(_entity_type(item) for item in data["entity"]),
                deals=tuple(_deal_type(item) for item in data["deal"]),
                slots=tuple(_slot_type(item) for item in data["slot"]),
                labels={name: dict(said) for name, said in data.get("labels", {}).items()},
                source=data,
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"The scheme lacks {error}; see docs/scheme.md for its shape."
            ) from error
        for names in ([t.name for t in scheme.entities], [t.name for t in scheme.deals]):
            twice = {name for name in names if names.count(name) > 1}
            if twice:
                raise InputError(f"The scheme names {', '.join(sorted(twice))} more than once.")
        return scheme


def missing_roles(deal: Deal, scheme: Scheme) -> tuple[str, ...]:
    """The obligatory roles of the deal's type that nothing fills."""
    deal_type = scheme.deal_types.get(deal.type)
    filled = {filler.role for filler in deal.roles}
    roles = deal_type.roles if deal_type else ()
    return tuple(role.name for role in roles if role.required and role.name not in filled)


def label(labels: Mapping[str, str], language: str = "en") -> str:
    """The label in this language, else the English one."""
    return labels.get(language) or labels["en"]


def _entity_type(data: Mapping[str, Any]) -> EntityType:
    return EntityType(
        name=data["name"],
        labels=data["label"],
        short=data["short"],
        key=data.get("key", ""),
        color=data.get("color", "#808080"),
        guideline=data.get("guideline", ""),
        nature=data.get("nature", "thing"),
        attributes={key: tuple(value) for key, value in data.get("attributes", {}).items()},
    )


def _deal_type(data: Mapping[str, Any]) -> DealType:
    return DealType(
        name=data["name"],
        labels=data["label"],
        key=data.get("key", ""),
        color=data.get("color", "#808080"),
        guideline=data.get("guideline", ""),
        roles=tuple(
            Role(
                name=role["name"],
                labels=role["label"],
                required=role.get("required", False),
                many=role.get("many", False),
                types=tuple(role.get("types", ())),
                attributes=tuple(role.get("attributes", ())),
            )
            for role in data.get("role", ())
        ),
    )


def _slot_type(data: Mapping[str, Any]) -> SlotType:
    return SlotType(
        name=data["name"],
        labels=data["label"],
        kind=data.get("kind", "text"),
        choices=tuple(data.get("choices", ())),
    )
