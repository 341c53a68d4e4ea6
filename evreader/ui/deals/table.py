"""The rows of the deal list: what they say, how they sort and what a filter finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    Qt,
    Signal,
)

from evreader.domain.matching import finder
from evreader.domain.names import fits
from evreader.domain.scheme import label
from evreader.override import override

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import (
        QModelIndex,
        QObject,
        QPersistentModelIndex,
    )

    from evreader.domain.annotation import Deal, Evidence, Filler, Slot
    from evreader.domain.article import Language
    from evreader.domain.scheme import DealType, Scheme
    from evreader.domain.summaries import DealSummary

    AnyIndex = QModelIndex | QPersistentModelIndex

COLUMNS = 8
TYPE, PARTIES, STATUS, DATE, VALUE, ARTICLES, EVIDENCE, MISSING = range(COLUMNS)
ALIGNMENTS = tuple(
    Qt.AlignmentFlag.AlignVCenter
    | (Qt.AlignmentFlag.AlignRight if column in {VALUE, ARTICLES} else Qt.AlignmentFlag.AlignLeft)
    for column in range(COLUMNS)
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class DealRow(NamedTuple):
    """A line of the deal list.

    Attributes:
        type: the deal type's name in the scheme.
        cells: what each column says.
        keys: what each column sorts by.
        told: the tooltip: everything in full.
        incomplete: whether an obligatory role is empty.
        searched: all words a filter looks in.
        names: Chinese names of the parties, which a filter finds by their pinyin too.
    """

    id: int
    type: str
    cells: tuple[str, ...]
    keys: tuple[Any, ...]
    told: str
    incomplete: bool
    searched: str
    names: tuple[str, ...] = ()


class DealRows:
    """Turns deals into rows, in the words of the scheme.

    Args:
        scheme: whose labels are shown.
        language: the language of the labels.
        evidence: a text with ``{en}`` and ``{zh}`` for how many quotes of each language.
        complete: the word for a deal that lacks nothing.
        missing: a text with ``{roles}`` for what a deal lacks.
    """

    def __init__(
        self, scheme: Scheme, language: str, *, evidence: str, complete: str, missing: str
    ) -> None:
        self._scheme = scheme
        self._language = language
        self._evidence = evidence
        self._complete = complete
        self._missing = missing
        self._dates = [slot.name for slot in scheme.slots if slot.kind == "date"]
        self._values = [slot.name for slot in scheme.slots if slot.kind == "money"]
        choices = scheme.slot_types["status"].choices if "status" in scheme.slot_types else ()
        self._order = {choice: place for place, choice in enumerate(choices)}

    def row(self, summary: DealSummary, languages: Mapping[int, Language]) -> DealRow:
        """The row of one deal; ``languages`` says in which language a passage is."""
        deal = summary.deal
        kind = self._scheme.deal_types.get(deal.type)
        name = label(kind.labels, self._language) if kind else deal.type
        lacking = self._role_labels(summary)
        cells = (
            name,
            ", ".join(party.name(self._language) for party in summary.parties) or "—",
            self._scheme.word(deal.slot("status"), self._language),
            first_of(deal, self._dates),
            grouped(first_of(deal, self._values)),
            str(len(summary.articles)),
            self._evidence_text(deal, languages),
            self._missing.format(roles=lacking) if lacking else self._complete,
        )
        both = ", ".join(
            " ".join(dict.fromkeys((party.name("en"), party.name("zh"))))
            for party in summary.parties
        )
        told = "\n".join(part for part in (name, both, cells[MISSING] if lacking else "") if part)
        return DealRow(
            id=deal.id,
            type=deal.type,
            cells=cells,
            keys=self._keys(summary, cells),
            told=told,
            incomplete=bool(lacking),
            searched="\n".join((*cells, *_words(summary, kind))),
            names=tuple(
                item.text
                for party in summary.parties
                for item in party.names
                if not item.text.isascii()
            ),
        )

    def _evidence_text(self, deal: Deal, languages: Mapping[int, Language]) -> str:
        found = [languages.get(item.passage) for item in evidence_of(deal)]
        chinese = found.count("zh")
        return self._evidence.format(en=len(found) - chinese, zh=chinese)

    def _keys(self, summary: DealSummary, cells: Sequence[str]) -> tuple[Any, ...]:
        """What each column sorts by; None, for what is empty, comes last in either order."""
        status, date, value = summary.deal.slot("status"), cells[DATE], cells[VALUE]
        return (
            cells[TYPE].casefold(),
            cells[PARTIES].casefold(),
            (self._order.get(status, len(self._order)), status) if status else None,
            date or None,
            amount(value) if value else None,
            len(summary.articles),
            len(evidence_of(summary.deal)),
            len(summary.missing),
        )

    def _role_labels(self, summary: DealSummary) -> str:
        kind = self._scheme.deal_types.get(summary.deal.type)
        labels = {role.name: role.labels for role in kind.roles} if kind else {}
        return ", ".join(
            label(labels[role], self._language) if role in labels else role
            for role in summary.missing
        )


class DealTableModel(QAbstractTableModel):
    """The deal list: filtered and sorted in place; a proxy in Python is slow at 5,000 rows.

    Signals:
        filled: there are other deals now, shown or not, or other headings.
    """

    filled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: Sequence[str] = ("",) * COLUMNS
        self._all: list[DealRow] = []
        self._rows: list[DealRow] = []
        self._places: dict[int, int] = {}
        self._text = ""
        self._type = ""
        self._incomplete = False
        self._order = (DATE, Qt.SortOrder.DescendingOrder)

    def set_headings(self, headings: Sequence[str]) -> None:
        """The eight column headings, in the user's language."""
        self._headings = headings
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)
        self.filled.emit()

    def set_rows(self, rows: Sequence[DealRow]) -> None:
        """Replace all deals; filter and order stay."""
        self._all = list(rows)
        self._arrange()
        self.filled.emit()

    def set_filter(self, text: str, type_name: str = "", *, incomplete: bool = False) -> None:
        """Show only deals in which all words of ``text`` occur, of one type, or incomplete ones.

        A word in Latin letters occurs also where a Chinese name begins so in pinyin.
        """
        before = (self._text, self._type, self._incomplete)
        self._text, self._type, self._incomplete = text, type_name, incomplete
        if before != (text, type_name, incomplete):
            self._arrange()

    def row(self, number: int) -> DealRow:
        """A row as it is shown."""
        return self._rows[number]

    def longest(self, column: int) -> str:
        """The longest text of a column, of all deals: a filter does not make columns jump."""
        return max((row.cells[column] for row in self._all), key=len, default="")

    def row_of(self, deal: int) -> int:
        """The row that shows a deal, or -1."""
        return self._places.get(deal, -1)

    @property
    def total(self) -> int:
        """How many deals there are, shown or not."""
        return len(self._all)

    @override
    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else COLUMNS

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNMENTS[section]
        return None

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return ALIGNMENTS[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.told
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order)
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        words = self._text.split()
        self._rows = [row for row in self._all if self._passes(row, words)]
        column, order = self._order
        if 0 <= column < COLUMNS:
            filled = [row for row in self._rows if row.keys[column] is not None]
            empty = [row for row in self._rows if row.keys[column] is None]
            backwards = order == Qt.SortOrder.DescendingOrder
            filled.sort(key=lambda row: row.keys[column], reverse=backwards)
            self._rows = filled + empty
        self._places = {row.id: number for number, row in enumerate(self._rows)}
        self.endResetModel()

    def _passes(self, row: DealRow, words: Sequence[str]) -> bool:
        if self._incomplete and not row.incomplete:
            return False
        if self._type and row.type != self._type:
            return False
        return all(
            finder(word).search(row.searched)
            or (word.isascii() and any(fits(word, name) for name in row.names))
            for word in words
        )


def first_of(deal: Deal, slots: Sequence[str]) -> str:
    """The value of the first of these slots that is filled, or an empty text."""
    return next((value for value in map(deal.slot, slots) if value), "")


def amount(value: str) -> float:
    """The first number in a value such as ``EUR 1,500,000``, for sorting; 0 without one."""
    found = _NUMBER.search(value)
    return float(found[0].replace(",", "")) if found else 0.0


def evidence_of(deal: Deal) -> list[Evidence]:
    """Everything that supports a deal: its own triggers, then roles, then slots, in order."""
    parts: tuple[Filler | Slot, ...] = (*deal.roles, *deal.slots)
    return [*deal.triggers, *(item for part in parts for item in part.evidence)]


def grouped(value: str) -> str:
    """A stored amount (``1500000000 EUR``) with its thousands apart, easier to read."""
    number, _, currency = value.partition(" ")
    if not number.isdigit():
        return value
    return f"{int(number):,} {currency}".strip()


def _words(summary: DealSummary, kind: DealType | None) -> list[str]:
    """What a filter finds besides what the cells say: all names, both labels, values."""
    deal = summary.deal
    words = [deal.type, *(kind.labels.values() if kind else ())]
    words += [item.text for party in summary.parties for item in party.names]
    words += [filler.value or "" for filler in deal.roles]
    return words + [slot.value for slot in deal.slots]
