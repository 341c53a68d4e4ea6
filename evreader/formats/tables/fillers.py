"""What fills the roles of one deal, gathered column by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evreader.formats.tables.cells import joined
from evreader.formats.tables.names import role_heading
from evreader.formats.tables.parties import in_both

if TYPE_CHECKING:
    from evreader.domain.article import Language
    from evreader.formats.tables.headings import Heading
    from evreader.formats.tables.parties import Party


@dataclass(slots=True)
class _Told:
    """What one column tells, or two that say the same in English and in Chinese."""

    role: str
    is_role: bool
    stem: tuple[str, str, str]
    language: Language | None
    parties: list[Party]


class Fillers:
    """Parties and values by role, in the order of the columns."""

    def __init__(self) -> None:
        self._told: list[_Told] = []
        self._values: dict[str, list[str]] = {}

    @property
    def roleless(self) -> list[str]:
        """The headings of columns that stand for roles."""
        return [told.role for told in self._told if not told.is_role]

    def add(self, role: str, column: Heading, parties: list[Party], *, is_role: bool) -> None:
        """Add the parties that a column names, in a role or only under its heading."""
        for told in self._told:
            is_other = told.language != column.language and len(told.parties) == len(parties)
            if told.stem == column.stem and is_other:
                is_chinese = column.language == "zh" or told.language == "en"
                sides = (told.parties, parties) if is_chinese else (parties, told.parties)
                told.parties = in_both(*sides)
                return
        self._told.append(_Told(role, is_role, column.stem, column.language, parties))

    def add_value(self, role: str, value: str) -> None:
        """Add what is no party."""
        self._values.setdefault(role, []).append(value)

    def cells(self) -> dict[str, str]:
        """The cells of our own tables for it."""
        named = [party for told in self._told for party in told.parties if party.is_named]
        items: dict[str, list[str]] = {}
        for told in self._told:
            items.setdefault(told.role, []).extend(_item(party) for party in told.parties)
        for role, values in self._values.items():
            items.setdefault(role, []).extend(values)
        return {
            "parties_en": joined(party.en for party in named),
            "parties_zh": joined(party.zh for party in named),
            **{role_heading(role): joined(dict.fromkeys(told)) for role, told in items.items()},
        }


def _item(party: Party) -> str:
    return f"{party.label} (stake {party.stake})" if party.stake else party.label
