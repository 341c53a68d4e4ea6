"""The words that people use in tables, and what they stand for in the schemes that come along."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from evreader.domain.matching import folded
from evreader.domain.scheme import Scheme
from evreader.resources import load_scheme_data, resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evreader.domain.scheme import DealType, EntityType, Role, SlotType

HAN = r"\u3400-\u9fff"
# How many different cells are kept in mind.
_CELLS = 4096
_SIGNS = re.compile(r"[\s_*:.?!'\"“”‘’–-]+")
_BESIDE_HAN = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")


@cache
def schemes() -> tuple[Scheme, ...]:
    """The schemes that come with the program."""
    names = sorted(path.stem for path in resource("schemes").glob("*.toml"))
    return tuple(Scheme.from_data(load_scheme_data(name)) for name in names)


def bare(text: str) -> str:
    """A word without what makes no difference to a search, signs, and spaces beside characters."""
    return _BESIDE_HAN.sub("", _SIGNS.sub(" ", folded(text)).strip())


def words(section: str, key: str) -> tuple[str, ...]:
    """The words that the list of headings has for something."""
    return _vocabulary()[section].get(key, ())


@cache
def known_words() -> frozenset[str]:
    """All words that the heading of a column may be."""
    lists = (group for name in ("entities", "deals") for group in _vocabulary()[name].values())
    roles = (_called(role, "roles") for role in _roles())
    slots = (_called(slot, "slots") for slot in _slots())
    return frozenset(chain.from_iterable(chain(lists, roles, slots)))


@cache
def slot_of(word: str) -> SlotType | None:
    """The slot that a word stands for."""
    return next((slot for slot in _slots() if word in _called(slot, "slots")), None)


@lru_cache(_CELLS)
def deal_type_of(word: str) -> DealType | None:
    """The type of deal that a word stands for."""
    return next((kind for kind in _deal_types() if word in _called(kind, "types")), None)


@lru_cache(_CELLS)
def entity_type_of(word: str) -> EntityType | None:
    """The type of entity that a word stands for."""
    types = (kind for scheme in schemes() for kind in scheme.entities)
    return next((kind for kind in types if word in _called(kind)), None)


@cache
def own_role(word: str, deal: str) -> Role | None:
    """The role that a word stands for in a deal of this type."""
    kinds = (kind for kind in _deal_types() if kind.name == deal)
    roles = [role for kind in kinds for role in kind.roles]
    named = (role for role in roles if word in _called(role))
    return next(named, None) or next((r for r in roles if word in words("roles", r.name)), None)


@cache
def any_role(word: str) -> Role | None:
    """The role that a word stands for in the first type of deal that has such a one."""
    found = (own_role(word, kind.name) for kind in _deal_types())
    return next((role for role in found if role), None)


@cache
def party_role(deal: str) -> Role | None:
    """The role of those parties of a deal that have all the same one."""
    found = (own_role(word, deal) for word in ("partner", "party"))
    return next((role for role in found if role), None)


@cache
def deals_with(roles: frozenset[str]) -> tuple[str, ...]:
    """The types of deals that have a role for each of these words."""
    return tuple(
        kind.name for kind in _deal_types() if all(own_role(word, kind.name) for word in roles)
    )


@lru_cache(_CELLS)
def choice_of(word: str, slot: str) -> str | None:
    """What a slot holds for a word that is shown for it, or that people use for it."""
    found = next((kind for kind in _slots() if kind.name == slot), None)
    for choice in found.choices if found else ():
        shown = (scheme.word(choice, language) for scheme in schemes() for language in ("en", "zh"))
        if word in {bare(choice), *map(bare, shown), *words("choices", choice)}:
            return choice
    return None


@lru_cache(_CELLS)
def filler_type(deal: str, role: str) -> str:
    """The entity type that fills a role as a rule, in deals of this type or else of any."""
    kinds = sorted(_deal_types(), key=lambda kind: kind.name != deal)
    found = (
        item.types[0] for kind in kinds for item in kind.roles if item.name == role and item.types
    )
    return next(found, "Company")


def holds_values(role: Role) -> bool:
    """Whether amounts, dates or plain words fill a role, and no entities."""
    return not role.types or any(role.types[0] in scheme.values for scheme in schemes())


@cache
def _vocabulary() -> dict[str, dict[str, tuple[str, ...]]]:
    data = tomllib.loads(resource("tables", "headings.toml").read_text("utf-8"))
    return {
        section: {key: tuple(map(bare, group)) for key, group in groups.items()}
        for section, groups in data.items()
    }


def _called(thing: DealType | EntityType | Role | SlotType, section: str = "") -> frozenset[str]:
    """What a thing is called by the scheme, and by the list of headings if it has it there."""
    own = (bare(thing.name), *map(bare, thing.labels.values()))
    return frozenset((*own, *(words(section, thing.name) if section else ())))


def _deal_types() -> Iterator[DealType]:
    return (kind for scheme in schemes() for kind in scheme.deals)


def _roles() -> Iterator[Role]:
    return (role for kind in _deal_types() for role in kind.roles)


def _slots() -> Iterator[SlotType]:
    return (slot for scheme in schemes() for slot in scheme.slots)
