"""Entities in brackets, as CorefUD writes them: ``(e1-person-1-new(e2-place)`` … ``e1)``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.formats.standoff.tags import UNNAMED, Chunk

if TYPE_CHECKING:
    from collections.abc import Sequence

_PART = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
_TYPES = ("etype", "type", "entity")
_FIELDS = ("eid", "etype")
_IN_PARTS = re.compile(r"\[\d+/\d+\]$")

Found = tuple[Chunk, dict[str, str]]


def bracketed(values: Sequence[str], fields: Sequence[str]) -> tuple[list[Found], int]:
    """The entities of one sentence, each with what is said of it, in order.

    Args:
        values: what each token's column says; anything but brackets opens and closes nothing.
        fields: what the parts of an opening bracket mean, as ``global.Entity`` has it.

    Returns:
        The entities, and how many brackets have no match.
    """
    names = fields or _FIELDS
    found: list[Found] = []
    waiting: dict[str, list[tuple[int, dict[str, str]]]] = {}
    unmatched = 0
    for place, value in enumerate(values):
        for opening, closed, closing in _PART.findall(value):
            if opening:
                said = dict(zip(names, opening.split("-", len(names) - 1), strict=False))
                if closed:
                    found.append(_entity(place, place + 1, said))
                else:
                    waiting.setdefault(_number(opening), []).append((place, said))
            elif stack := waiting.get(_number(closing)):
                start, said = stack.pop()
                found.append(_entity(start, place + 1, said))
            else:
                unmatched += 1
    unmatched += sum(map(len, waiting.values()))
    found.sort(key=lambda item: (item[0].start, -item[0].end))
    return found, unmatched


def _number(part: str) -> str:
    return part.split("-", 1)[0]


def _entity(start: int, end: int, said: dict[str, str]) -> Found:
    key = next((key for key in _TYPES if said.get(key)), "")
    kept = {
        name: _IN_PARTS.sub("", value) if name == "eid" else value
        for name, value in said.items()
        if name != key and value and value != "_"
    }
    return Chunk(start, end, said.get(key) or UNNAMED), kept
