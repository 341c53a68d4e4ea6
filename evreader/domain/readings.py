"""How the characters of a Chinese name may be read, in plain letters, to find it by what is typed.

Each character by itself, in its three commonest readings, from pypinyin's small table. Its readings
of whole phrases would tell which of them is meant (重庆), but take 0.3 s and 50 MiB to load; these
find all but eight of those 47,000 phrases, and nobody is misled by a name that fits too well.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from evreader.domain.language import HAN
from evreader.resources import file_of_package

if TYPE_CHECKING:
    from collections.abc import Sequence

    Syllables = Sequence[Sequence[str]]

_COMMON = 3
_PARTS = re.compile(f"[{HAN}]|[^\\s{HAN}]+")


@lru_cache(maxsize=20_000)
def syllables(name: str) -> Syllables:
    """The readings of each character; what is not Chinese stands for itself."""
    return tuple(map(_readings, _PARTS.findall(name)))


def initials(name: str) -> Syllables:
    """The first letters of the readings of each character."""
    return [[reading[0] for reading in readings] for readings in syllables(name)]


def begin(spelt: Syllables, typed: str) -> bool:
    """Whether a way to read these syllables begins with the letters typed."""
    if not typed or not spelt:
        return not typed
    return any(
        one.startswith(typed) or (typed.startswith(one) and begin(spelt[1:], typed[len(one) :]))
        for one in spelt[0]
    )


@cache
def _readings(part: str) -> tuple[str, ...]:
    found = _table().get(str(ord(part))) if len(part) == 1 else None
    if found is None:
        return (part.casefold(),)
    return tuple(dict.fromkeys(map(_in_letters, found.split(","))))[:_COMMON]


def _in_letters(reading: str) -> str:
    """Without its tone; ``ü`` as it is typed: ``lv``."""
    parts = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(part for part in parts if not unicodedata.combining(part))


@cache
def _table() -> dict[str, str]:
    """The readings of each character with their tones, the commonest first, by code point."""
    path = file_of_package("pypinyin", "pinyin_dict.json")
    table: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return table
