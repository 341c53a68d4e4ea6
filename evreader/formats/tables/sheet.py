"""Sheets of a workbook, written row by row, so that large ones need no memory."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from evreader.formats.characters import Legal
from evreader.formats.tables.values import value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from evreader.domain.bundle import Receipt
    from evreader.formats.tables.cells import Column

_MOST_ROWS = 1_048_576
_LONGEST = 32_767
_MOST_LINKS = 65_000
_ADDRESS = re.compile(r"https?://[^\s\"<>]{1,2000}")
_SPECIAL = tuple("=+-@\t\r\n＝＋－＠'#")
_PLAIN = "General"
_INK, _GROUND = "FF394AC5", "FFE8EBFA"


class Book:
    """A workbook, and what its cells cannot hold; to be used in a ``with`` block."""

    def __init__(self) -> None:
        import openpyxl

        self.book = openpyxl.Workbook(write_only=True)
        self.legal = Legal()
        self.cut = 0
        self._sheets: list[Sheet] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            # openpyxl keeps a file and a generator for each sheet, which only saving brings to an
            # end.
            self.book.save(io.BytesIO())

    def sheet(self, name: str) -> Sheet:
        """A new sheet behind the others."""
        self._sheets.append(Sheet(self, name))
        return self._sheets[-1]

    def save(self, file: BinaryIO) -> None:
        """Write the whole book."""
        for sheet in self._sheets:
            sheet.end()
        self.book.save(file)

    def report(self, receipt: Receipt) -> None:
        """Say what the cells could not hold."""
        self.legal.report(receipt)
        if self.cut:
            receipt.losses.append(
                f"Cells cut at {_LONGEST:,} characters, the most that Excel takes: {self.cut}."
            )


class Sheet:
    """One table; where Excel's rows do not suffice it goes on in a further sheet.

    Attributes:
        rows: how many rows were added.
    """

    def __init__(self, book: Book, name: str) -> None:
        self.name = name
        self.rows = 0
        self._book = book
        self._columns: Sequence[Column] = ()
        self._sheet = book.book.create_sheet(name)
        self._height = self._links = 0
        self._number = 1

    def fill(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        """Write the first row and all others."""
        self.begin(columns)
        for row in rows:
            self.add(row)

    def begin(self, columns: Sequence[Column]) -> None:
        """Write the first row, which stays in view."""
        from openpyxl import styles
        from openpyxl.utils import get_column_letter

        self._columns = columns
        for at, column in enumerate(columns, 1):
            self._sheet.column_dimensions[get_column_letter(at)].width = column.width
        self._sheet.freeze_panes = "A2"
        cells = [self._cell(column.name) for column in columns]
        for cell in cells:
            cell.font = styles.Font(bold=True, color=_INK)
            cell.fill = styles.PatternFill("solid", fgColor=_GROUND)
        self._sheet.append(cells)
        self._height, self._links = 1, 0

    def add(self, row: Sequence[str]) -> None:
        """Write one row."""
        if self._height == _MOST_ROWS:
            self.end()
            self._number += 1
            self._sheet = self._book.book.create_sheet(f"{self.name} {self._number}")
            self.begin(self._columns)
        self._sheet.append([
            self._typed(text, column) if text else None
            for text, column in zip(row, self._columns, strict=True)
        ])
        self._height += 1
        self.rows += 1

    def end(self) -> None:
        """Put filters over what was written."""
        from openpyxl.utils import get_column_letter

        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._height}"

    def _typed(self, text: str, column: Column) -> Any:  # noqa: ANN401 - a value or a cell
        """What the sheet takes: most things as they are, since a cell of its own costs time."""
        if column.kind == "text":
            return self._text(text)
        value, shown = value_of(text, column.kind)
        if isinstance(value, str):
            return self._link(text) if column.kind == "link" else self._text(text)
        if shown == _PLAIN:
            return value
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value)
        cell.number_format = shown
        return cell

    def _link(self, text: str) -> Any:  # noqa: ANN401 - a value or a cell
        if not _ADDRESS.fullmatch(text) or self._links == _MOST_LINKS:
            return self._text(text)
        self._links += 1
        cell = self._cell(text)
        cell.hyperlink = text
        cell.style = "Hyperlink"
        return cell

    def _text(self, text: str) -> Any:  # noqa: ANN401 - a value or a cell
        """Text, as a cell of its own where it could be taken for something else."""
        if text.startswith(_SPECIAL) or len(text) > _LONGEST:
            return self._cell(text)
        return self._book.legal(text)

    def _cell(self, text: str) -> Any:  # noqa: ANN401 - a cell of openpyxl
        """A cell that is text whatever it begins with."""
        from openpyxl.cell import WriteOnlyCell

        clean = self._book.legal(text)
        if len(clean) > _LONGEST:
            self._book.cut += 1
            clean = clean[:_LONGEST]
        cell = WriteOnlyCell(self._sheet, clean)
        cell.data_type = "s"
        if clean.startswith(_SPECIAL):
            cell.quotePrefix = True
        return cell
