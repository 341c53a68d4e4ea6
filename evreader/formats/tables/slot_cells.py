"""Cells that say when, for how much, in which state: in the one form in which slots are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.scheme import SlotType
from evreader.domain.slots import parse_slot
from evreader.errors import InputError
from evreader.formats.tables.vocabulary import bare, choice_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_FREE = {"text", "note"}
_MONEY = SlotType("", {}, "money")


def slot_value(slot: SlotType, cell: str, unit: str) -> str | None:
    """What the slot holds for a cell; None if the cell cannot be read as the slot's kind.

    ``unit`` is what the table tells of amounts elsewhere: “USD m”.
    """
    if slot.kind in _FREE:
        return cell
    if slot.kind == "choice":
        return choice_of(bare(cell), slot.name)
    if slot.kind == "money":
        return next(_amounts(cell, unit), None)
    try:
        return parse_slot(slot, cell)
    except InputError:
        return None


def with_unit(cell: str, unit: str) -> str:
    """The cell as it is written, and the unit behind a number that has none itself."""
    has_own = any(" " in amount for amount in _amounts(cell, ""))
    return f"{cell} {unit}" if unit and not has_own and re.search(r"\d", cell) else cell


def _amounts(cell: str, unit: str) -> Iterator[str]:
    """The amount that a cell names, with the unit and, if it has a currency, without it."""
    for text in dict.fromkeys((f"{cell} {unit}".strip(), cell)):
        try:
            amount = parse_slot(_MONEY, text)
        except InputError:
            continue
        if text != cell or not unit or " " in amount:
            yield amount
