"""How Chinese text is read aloud: a syllable for each character, as its context asks for."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from evreader.domain.language import HAN


class Syllable(NamedTuple):
    """The reading of one character.

    Attributes:
        offset: the character's place in the text, in code points.
        text: pinyin with a tone mark, in lower case.
    """

    offset: int
    text: str


def syllables(text: str) -> list[Syllable]:
    """The readings of all Chinese characters that have a known one, in order.

    A character with several readings (行, 重, 长) gets the one that the words around it ask for.
    """
    # 0.2 s to load: only when someone wants to see pinyin.
    from pypinyin import Style, lazy_pinyin

    unknown: Any = _unknown  # pypinyin's stubs know of texts only
    found: list[Syllable] = []
    for run in re.finditer(f"[{HAN}]+", text):
        readings = lazy_pinyin(run[0], style=Style.TONE, errors=unknown)
        found.extend(
            Syllable(offset, reading)
            for offset, reading in enumerate(readings, run.start())
            if reading
        )
    return found


def load() -> None:
    """Load what the first reading needs; any thread may do it."""
    syllables("行")


def _unknown(characters: str) -> list[str]:
    """One empty reading each, so that the places of those after them stay right."""
    return [""] * len(characters)
