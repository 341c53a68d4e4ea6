"""Tables of deals that somebody else made: their rows as the ones that evreader writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evreader.formats.tables.fillers import Fillers
from evreader.formats.tables.headings import heading_of
from evreader.formats.tables.parties import parties_of
from evreader.formats.tables.recognition import is_role, type_column
from evreader.formats.tables.slot_cells import slot_value, with_unit
from evreader.formats.tables.understood import Understood
from evreader.formats.tables.vocabulary import (
    any_role,
    bare,
    deal_type_of,
    deals_with,
    holds_values,
    own_role,
    party_role,
    slot_of,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evreader.domain.bundle import Receipt
    from evreader.domain.scheme import Role, SlotType
    from evreader.formats.tables.headings import Heading

UNTYPED = "Deal"
"""The type of a deal where the table tells none."""

_TYPE_SIGNS = re.compile(r"\s*[;；、,，/+|\n]\s*")
_TWO = 2


class _Place(NamedTuple):
    """Where in a deal the cells of a column belong.

    Attributes:
        name: the role or slot.
        is_role: whether it is a role.
        role: the role, if it is one of the scheme.
        slot: the slot, if it is one of the scheme.
    """

    name: str
    is_role: bool
    role: Role | None = None
    slot: SlotType | None = None

    @property
    def holds_money(self) -> bool:
        if self.role:
            return "Money" in self.role.types
        return self.slot is not None and self.slot.kind == "money"


class ForeignDeals:
    """Reads the rows of one table, and says in the receipt what it made of them."""

    def __init__(
        self, name: str, heading: Sequence[str], rows: Sequence[Sequence[str]], receipt: Receipt
    ) -> None:
        """``rows`` are the first ones, which show where the type of a deal stands."""
        at = type_column([heading_of(told) for told in heading], rows)
        self._type = None if at is None else heading[at]
        self._understood = Understood(name, receipt)

    def record(self, pairs: Iterable[tuple[str, str]]) -> dict[str, str] | None:
        """A row as one of ours; what has no place in a deal stays a slot. None if it is no deal."""
        row = [
            (heading_of(told), cell.strip())
            for told, cell in pairs
            if bare(cell) not in words("cells", "nothing")
        ]
        if all(bare(column.told) == bare(cell) for column, cell in row):
            return None  # an empty row, or the headings once more
        self._understood.counters.update({c.told: None for c, _ in row if _is_counter(c)})
        cells = [(column, cell) for column, cell in row if not _is_counter(column)]
        at = next((n for n, (column, _) in enumerate(cells) if column.told == self._type), None)
        type_ = "" if at is None else cells.pop(at)[1]
        if len(cells) + bool(type_) < _TWO or not _is_deal(cells):
            self._understood.leave_out([cell for _, cell in row])
            return None
        record = self._typed(type_, [column for column, _ in cells])
        self._fill(record, cells)
        return record

    def report(self) -> None:
        """Say in the receipt how the table was understood."""
        self._understood.report()

    def _typed(self, told: str, columns: Iterable[Heading]) -> dict[str, str]:
        """The beginning of a record: its type, and the others if the cell names several."""
        kind = deal_type_of(bare(told))
        if kind:
            return {"type": kind.name}
        kinds = [deal_type_of(bare(part)) for part in _TYPE_SIGNS.split(told)]
        known = [kind.name for kind in kinds if kind]
        if len(known) == len(kinds):
            return {"type": known[0], "slot types": "; ".join(known[1:])}
        if told:
            return {"type": told}
        roles = frozenset(column.word for column in columns if is_role(column))
        found = deals_with(roles) if len(roles) >= _TWO else ()
        if len(found) == 1:
            self._understood.by_roles[found[0]] += 1
            return {"type": found[0]}
        self._understood.untyped += 1
        return {"type": UNTYPED}

    def _fill(self, record: dict[str, str], cells: Sequence[tuple[Heading, str]]) -> None:
        fillers = Fillers()
        placed = [(column, cell, _place(column, record["type"])) for column, cell in cells]
        has_money = any(place.holds_money for _, _, place in placed)
        units = [c for column, c, _ in placed if has_money and column.is_called("currency")]
        for column, cell, place in placed:
            unit = " ".join((column.unit, *units)).strip() if place.holds_money else ""
            self._note(column, place, has_unit=bool(units))
            if column.is_called("set"):
                record["set"] = cell
            elif column.is_called("currency") and units:
                continue
            elif not place.is_role:
                self._put(record, column, place, self._slot(place, cell, unit))
            elif place.role and holds_values(place.role):
                fillers.add_value(place.name, with_unit(cell, unit))
            else:
                several = column.is_called("parties") or column.word.endswith("s")
                parties = parties_of(cell, several=several)
                fillers.add(place.name, column, parties, is_role=place.role is not None)
        self._understood.roleless.update(fillers.roleless)
        record |= fillers.cells()

    def _note(self, column: Heading, place: _Place, *, has_unit: bool) -> None:
        if column.is_called("currency") and has_unit:
            self._understood.read(column, "the unit of amounts")
        elif thing := place.role or place.slot:
            self._understood.read(column, thing)
        elif not place.is_role and not column.is_called("set"):
            self._understood.own[place.name] = None

    def _slot(self, place: _Place, cell: str, unit: str) -> str:
        if place.slot is None:
            return cell
        value = slot_value(place.slot, cell, unit)
        if value is None:
            self._understood.as_written.append(cell)
            return with_unit(cell, unit)
        return value

    @staticmethod
    def _put(record: dict[str, str], column: Heading, place: _Place, value: str) -> None:
        """Put a value into a slot; if that is taken, into one called as the column is."""
        key = f"slot {place.name}"
        key = f"slot {_flat(column.told)}" if key in record else key
        record[key] = f"{record[key]}; {value}" if key in record else value


def _place(column: Heading, deal: str) -> _Place:
    own = own_role(column.word, deal)
    slot = slot_of(column.word)
    if own is None and slot:
        return _Place(slot.name, is_role=False, slot=slot)
    if own is None and (column.is_called("party") or column.is_called("parties")):
        role = party_role(deal)
        return _Place(role.name if role else _flat(column.told), is_role=True, role=role)
    role = own or any_role(column.word)
    return _Place(role.name if role else _flat(column.told), is_role=bool(role), role=role)


def _is_deal(cells: Iterable[tuple[Heading, str]]) -> bool:
    """Whether a row names a party, and does not add up others."""
    parties = [
        bare(cell)
        for column, cell in cells
        if is_role(column) or column.is_called("party") or column.is_called("parties")
    ]
    return bool(parties) and not set(parties) & set(words("cells", "sums"))


def _is_counter(column: Heading) -> bool:
    return column.is_called("counter")


def _flat(heading: str) -> str:
    return " ".join(heading.split())
