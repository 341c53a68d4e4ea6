"""Cells that name the parties of a deal, as people write them."""

from __future__ import annotations

import re
from typing import NamedTuple

from evreader.domain.language import passage_language
from evreader.formats.tables.cells import parted
from evreader.formats.tables.vocabulary import bare, words

_APART = re.compile(r"\s*[；、，\r\n]+\s*")
# No comma before what belongs to a name: “Northwind Co., Ltd.”
_COMMA = re.compile(
    r"\s*(?:,(?!\d)(?!\s*(?:ltd|inc|llc|corp|co|plc|lp|l\.p|s\.a|ag|gmbh|n\.v|b\.v)\b))\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:^|\s+)(?:and|&)\s+|\s*[与和及]\s*", re.IGNORECASE)
# Between Latin letters without spaces only where words are longer than those of “A/S”.
_SLASH = re.compile(
    r"\s+/\s+|(?<=[^\s/]{3})/(?=[^\s/]{3})|(?<=[^\W\da-zA-Z])/\s*|\s*/(?=[^\W\da-zA-Z])"
)
_IN_BRACKETS = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")
_SHARE = re.compile(r"(?:[^\d%()（）]*\s)?(\d{1,3}(?:\.\d+)?)\s*[%％]")


class Party(NamedTuple):
    """A party: its names, the same where only one is told, and its share of the whole."""

    en: str
    zh: str
    stake: str = ""

    @property
    def label(self) -> str:
        """What our own tables call it."""
        return " / ".join(dict.fromkeys(self[:2]))

    @property
    def is_named(self) -> bool:
        """Whether the words are a name, not “undisclosed” or the like."""
        return bare(self.en) not in words("cells", "nobody")


def parties_of(cell: str, *, several: bool = False) -> list[Party]:
    """The parties in a cell.

    What parts them: semicolons, 、，and line ends; between names in one script a slash; where the
    column is for ``several``, commas, and “and” behind a comma or where nothing else does.
    """
    items = [item for part in parted(cell) for item in _APART.split(part)]
    if several:
        items = [part for item in items for part in _enumerated(item)]
    sided = [part for item in items for part in _beside_slashes(item)]
    if several and len(sided) == 1:
        sided = _AND.split(sided[0])
    return [_party(item.strip()) for item in sided if item.strip()]


def names_of(cell: str) -> list[str]:
    """The names of one thing in a cell."""
    found = (item.strip() for part in parted(cell) for item in _APART.split(part))
    return [item for item in found if item]


def in_both(first: list[Party], second: list[Party]) -> list[Party]:
    """The parties of two columns that say the same, in English and in Chinese."""
    return [
        Party(one.en, other.zh, one.stake or other.stake)
        for one, other in zip(first, second, strict=True)
    ]


def _enumerated(item: str) -> list[str]:
    """The items between commas, with “and” before the last."""
    found = _COMMA.split(item)
    return [*found[:-1], *_AND.split(found[-1])] if len(found) > 1 else found


def _beside_slashes(item: str) -> list[str]:
    """The names beside slashes; one in each script is a name in both languages."""
    sides = _SLASH.split(item)
    return [item] if len(sides) == len("ab") and _is_pair(*sides) else sides


def _party(item: str) -> Party:
    bracketed = _IN_BRACKETS.fullmatch(item)
    share = _SHARE.fullmatch(bracketed[2]) if bracketed else None
    if bracketed and share:
        return _party(bracketed[1])._replace(stake=share[1])
    sides = _SLASH.split(item) if bracketed is None else list(bracketed.groups())
    if len(sides) == len("ab") and _is_pair(*sides):
        first, second = sides
        return Party(second, first) if passage_language(first) == "zh" else Party(first, second)
    return Party(item, item)


def _is_pair(first: str, second: str) -> bool:
    has_share = "%" in first or "％" in first
    return not has_share and {passage_language(first), passage_language(second)} == {"en", "zh"}
