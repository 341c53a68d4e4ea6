"""What was made of the headings and cells of somebody else's table, for the receipt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evreader.formats.standoff.listing import Listing, counted
from evreader.formats.tables.vocabulary import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.domain.bundle import Receipt
    from evreader.domain.scheme import Role, SlotType
    from evreader.formats.tables.headings import Heading

_LONGEST = 100


class Understood:
    """Gathers it row by row.

    Attributes:
        own: headings that nothing in the scheme is called, kept as they are.
        counters: headings of columns that only count the rows.
        roleless: how often a party's role is only the heading of its column.
        by_roles: how often the roles told which type of deal it is.
        untyped: deals whose type nothing tells.
        as_written: cells of dates, amounts and the like that are none.
    """

    def __init__(self, table: str, receipt: Receipt) -> None:
        self.own: dict[str, None] = {}
        self.counters: dict[str, None] = {}
        self.roleless: Counter[str] = Counter()
        self.by_roles: Counter[str] = Counter()
        self.untyped = 0
        self.as_written: list[str] = []
        self._table = table
        self._receipt = receipt
        self._read: dict[str, str] = {}
        self._partyless = Listing(
            receipt.refused,
            f"Further rows of “{table}” that are no deals, left out: {{}}.",
        )

    def read(self, column: Heading, thing: Role | SlotType | str) -> None:
        """Note what a column was taken for, where it is not called as the scheme has it."""
        if isinstance(thing, str):
            self._read.setdefault(column.told, thing)
        elif bare(column.told) not in {bare(thing.name), *map(bare, thing.labels.values())}:
            self._read.setdefault(column.told, thing.name)

    def leave_out(self, cells: Sequence[str]) -> None:
        """Note a row that is no deal."""
        said = "; ".join(" ".join(cell.split()) for cell in cells)
        said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
        self._partyless.add(
            f"A row of “{self._table}” was left out, since it names no party, nothing else, or a "
            f"sum: {said}"
        )

    def report(self) -> None:
        """Say all of it in the receipt."""
        read = ", ".join(f"“{told}” as {meaning}" for told, meaning in self._read.items())
        roles = ", ".join(f"“{told}” {number}" for told, number in self.roleless.items())
        types = ", ".join(f"{type_} {number}" for type_, number in self.by_roles.items())
        own, counters = (", ".join(map("“{}”".format, t)) for t in (self.own, self.counters))
        told = {
            f"Columns of “{self._table}” were read so: {read}.": read,
            f"Columns of “{self._table}” that the scheme does not have, kept with each deal as "
            f"they are called: {own}.": own,
            f"Columns of “{self._table}” that only count its rows, left out: {counters}.": counters,
            f"Parties of “{self._table}” whose role it does not tell, kept under the heading of "
            f"their column: {roles}.": roles,
            f"Deals of “{self._table}” whose type only the roles tell: {types}.": types,
            f"Deals of “{self._table}” whose type it does not tell, called Deal: "
            f"{self.untyped}.": self.untyped,
            counted(
                f"Dates, amounts and the like in “{self._table}” kept as they are written",
                self.as_written,
            ): self.as_written,
        }
        self._receipt.notes += [sentence for sentence, is_true in told.items() if is_true]
