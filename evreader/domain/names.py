"""Finding an entity by a name as it is typed: any language, pinyin, or pinyin initials."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from evreader.domain.matching import folded
from evreader.domain.readings import begin, initials, syllables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evreader.domain.annotation import Entity

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_EXACT, _START, _WORD, _INSIDE, _INITIALS, _PINYIN = range(6)


def find(text: str, entities: Iterable[Entity], *, limit: int = 20) -> list[Entity]:
    """Entities with a name that fits the text, the best first.

    A name fits, in this order of merit, if it equals the text, begins with it, has a word that
    begins with it, contains it, or if its pinyin initials or its pinyin begin with it.
    """
    wanted = _folded(text)
    if not wanted:
        return sorted(entities, key=_sort_name)[:limit]
    ranked = (
        (min(ranks), _sort_name(entity), entity.id, entity)
        for entity in entities
        if (ranks := [rank for n in entity.names if (rank := _rank(wanted, n.text)) is not None])
    )
    return [item[-1] for item in sorted(ranked, key=_without_entity)[:limit]]


@lru_cache(maxsize=50_000)
def fits(text: str, name: str) -> bool:
    """Whether a name fits a text as typed, in any of the ways that :func:`find` knows."""
    return _rank(_folded(text), name) is not None


def _without_entity(item: tuple[int, str, int, Entity]) -> tuple[int, str, int]:
    return item[:3]


def _sort_name(entity: Entity) -> str:
    return _folded(entity.name())


def _folded(text: str) -> str:
    return " ".join(folded(text).split())


def _rank(wanted: str, name: str) -> int | None:
    folded = _folded(name)
    if wanted in folded:
        if folded.startswith(wanted):
            return _EXACT if folded == wanted else _START
        return _WORD if f" {wanted}" in folded else _INSIDE
    if wanted.isascii() and _HAN.search(name):
        typed = wanted.replace(" ", "").replace("'", "")
        if begin(initials(name), typed):
            return _INITIALS
        if begin(syllables(name), typed):
            return _PINYIN
    return None
