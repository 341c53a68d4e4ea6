"""What a table from elsewhere is about, told by its first row and the rows below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.formats.tables.headings import heading_of
from evreader.formats.tables.names import DEAL_FIRST, ENTITY_FIRST
from evreader.formats.tables.parties import parties_of
from evreader.formats.tables.vocabulary import (
    any_role,
    bare,
    deal_type_of,
    deals_with,
    entity_type_of,
    slot_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evreader.formats.tables.headings import Heading

MENTION_COLUMNS = frozenset({"article", "passage", "start", "end", "text"})

_TYPES = ("deal_type", "type", "title")
_TWO = 2


def heading_at(rows: Sequence[Sequence[str]], sample: Sequence[Sequence[str]]) -> int:
    """Which of the first rows of a table is its head.

    A title above it fills one cell only, as a rule. A line that fills several is the head, unless
    a row below it tells more that is known: then it was a title, or said what columns are about.
    """
    several = (n for n, row in enumerate(rows) if sum(map(bool, map(str.strip, row))) > 1)
    named = (n for n, row in enumerate(rows) if names_entities(row))
    first = min(next(several, len(rows) - 1), next(named, len(rows) - 1))
    if _is_own(rows[first]):
        return first
    heads = [n for n in range(first + 1, len(rows)) if _is_surely_head(rows[n], sample[n + 1 :])]
    best = max(heads, key=lambda n: _known(rows[n]), default=first)
    is_better = _known(rows[best]) > _known(rows[first])
    return best if is_better or not _is_head(rows[first], sample[first + 1 :]) else first


def names_entities(heading: Iterable[str]) -> bool:
    """Whether a column is for names."""
    return any(heading_of(told).entity.startswith("name") for told in heading)


def is_of_texts(heading: Iterable[str]) -> bool:
    """Whether a table is what tools that label texts write: a text and its label a row."""
    words = {word.lower() for word in heading}
    return bool(words & {"text", "data"}) and "label" in words and not words & {"name", "type"}


def is_deals(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is one of deals.

    It has columns for parties, and tells the type of a deal; or there are two of them that only a
    deal has, or it also tells when or for how much.
    """
    columns = [heading_of(told) for told in heading]
    for number, column in enumerate(columns):
        if column.is_called("parties") and any(_names_several(row, number) for row in rows):
            return True
    parties = {c.stem for c in columns if c.is_called("party") or c.is_called("parties")}
    roles = {column.word for column in columns if is_role(column)}
    if not parties and not roles:
        return False
    at = type_column(columns, rows)
    told = [] if at is None else _cells(rows, at)
    if any(map(deal_type_of, told)) or (at is not None and columns[at].is_called("deal_type")):
        return True
    if any(map(entity_type_of, told)):
        return False
    return _are_parties(columns, parties, roles)


def is_role(column: Heading) -> bool:
    """Whether a column is for a role that some type of deal has."""
    is_party = column.is_called("party") or column.is_called("parties")
    return not (is_party or slot_of(column.word)) and bool(any_role(column.word))


def type_column(columns: Sequence[Heading], rows: Sequence[Sequence[str]]) -> int | None:
    """The column that tells the type of a deal, if one does."""
    found: dict[int, tuple[int, int]] = {}
    for at, column in enumerate(columns):
        rank = next((n for n, kind in enumerate(_TYPES) if column.is_called(kind)), None)
        known = sum(deal_type_of(cell) is not None for cell in _cells(rows, at))
        # A column called “deal” may hold its title.
        if rank is not None and (known or _TYPES[rank] != "title"):
            found[at] = (-known, rank)
    return min(found, key=lambda at: found[at], default=None)


def _is_head(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    return _is_own(row) or is_of_texts(row) or names_entities(row) or is_deals(row, below)


def _is_own(row: Iterable[str]) -> bool:
    """Whether it is the head of one of our own tables."""
    told = {cell.strip("\ufeff ") for cell in row}
    return told >= {*DEAL_FIRST} or told >= MENTION_COLUMNS or told >= {*ENTITY_FIRST}


def _is_surely_head(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    told = [cell for cell in row if cell.strip()]
    return _known(row) >= _TWO and _known(row) * 2 >= len(told) and _is_head(row, below)


def _known(row: Iterable[str]) -> int:
    """How many cells name something that is known."""
    return sum(bool(heading_of(cell).word) for cell in row)


def _are_parties(
    columns: Sequence[Heading], parties: set[tuple[str, str, str]], roles: set[str]
) -> bool:
    """Whether columns of parties and roles are enough for a deal where nothing tells its type."""
    names = {column.stem for column in columns if column.entity.startswith("name")}
    # “Company” and “Company name” are names of one thing, “Company A” and “Company B” are not.
    if len(parties) >= _TWO and (parties - names or len({key[1:] for key in parties}) > 1):
        return True
    slots = [slot_of(column.word) for column in columns]
    if len(parties) + len(roles) >= _TWO and any(s and s.kind in {"date", "money"} for s in slots):
        return True
    return len(roles) >= _TWO and not names and bool(deals_with(frozenset(roles)))


def _names_several(row: Sequence[str], at: int) -> bool:
    return at < len(row) and len(parties_of(row[at], several=True)) > 1


def _cells(rows: Iterable[Sequence[str]], at: int) -> list[str]:
    return [bare(row[at]) for row in rows if at < len(row)]
