"""Workbooks of Excel (xlsx): one sheet each for deals, entities and mentions, with typed cells."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from evreader.domain.bundle import LINKS_LEFT_OUT, Receipt
from evreader.errors import InputError
from evreader.formats.contents import contents_of, refuse_unless
from evreader.formats.files import whole_file
from evreader.formats.packed import is_bomb
from evreader.formats.tables.incoming import Tables
from evreader.formats.tables.merged import filled, tall_cells
from evreader.formats.tables.outgoing import Deals, Entities, Mentions, Places
from evreader.formats.tables.sheet import Book
from evreader.formats.tables.values import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from evreader.domain.bundle import Bundle

_LARGEST_MB = 200
_FORMULA = "f"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, SyntaxError)


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write the three sheets.

    Raises:
        FormatError: the file cannot be written.
    """
    receipt = Receipt("xlsx")
    places = Places(bundle)
    passages = links = 0
    with whole_file(out) as file, Book() as book:
        sheets = [book.sheet(name) for name in ("Deals", "Entities", "Mentions")]
        mentions = Mentions(bundle)
        sheets[2].begin(mentions.columns())
        for annotated in bundle.articles:
            places.add(annotated)
            passages += len(annotated.article.passages)
            links += len(annotated.article.links)
            for row in mentions.rows(annotated):
                sheets[2].add(row)
        deals, entities = Deals(bundle, places), Entities(bundle, places)
        sheets[0].fill(deals.columns(), deals.rows())
        sheets[1].fill(entities.columns(), entities.rows())
        book.save(file)
    for sheet in sheets:
        receipt.count(sheet.name.lower(), sheet.rows)
    lost = {
        "Passages whose text is left out: {}.": passages,
        LINKS_LEFT_OUT: links,
        "Pieces of evidence whose articles are not in the export, quoted without title or "
        "language: {}.": deals.homeless(),
    }
    receipt.losses += [text.format(number) for text, number in lost.items() if number]
    book.report(receipt)
    receipt.files.append(out.name)
    return receipt


def read(path: Path) -> Bundle:
    """Read a workbook: ours, or one with a list of entities in any sheet.

    Raises:
        InputError: the file is missing, no workbook, or no sheet begins with columns known here.
    """
    data = contents_of(path, largest_mb=_LARGEST_MB)
    refuse_unless(data, path.name, "office", "an Excel workbook (xlsx)")
    receipt = Receipt("xlsx")
    tables = Tables(path.stem, receipt)
    counts = Counter[str]()
    unknown = _add_sheets(tables, data, path.name, counts)
    receipt.files.append(path.name)
    bundle = tables.bundle()
    if tables.is_empty:
        raise InputError(f"“{path.name}” holds no table: all its sheets are empty.")
    if unknown and not (bundle.entities or bundle.deals):
        raise unknown[0]
    receipt.refused += map(str, unknown)
    if counts["formulas"]:
        receipt.refused.append(
            f"Formulas whose results the file does not hold, left empty: {counts['formulas']}."
        )
    if counts["tall cells"]:
        receipt.notes.append(
            f"Cells that go over several rows, taken to hold for each of these: "
            f"{counts['tall cells']}."
        )
    return bundle


def _add_sheets(tables: Tables, data: bytes, name: str, counts: Counter[str]) -> list[InputError]:
    """Take in each sheet; those that are nothing of the kind tell why.

    ``counts`` takes formulas without a result, and cells that go over several rows.
    """
    import openpyxl

    # Only a book that has formulas is opened a second time, for what they came to.
    @cache
    def results() -> Any:  # noqa: ANN401 - a workbook of openpyxl
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)

    unknown = []
    try:
        # zipfile unpacks no more of a member than its table of contents says.
        with zipfile.ZipFile(io.BytesIO(data)) as members:
            if any(is_bomb(info.file_size, info.compress_size) for info in members.infolist()):
                raise InputError(f"“{name}” unpacks to far more than a table holds.")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            for sheet in book.worksheets:
                rows = _rows(sheet, _computed(results, sheet.title), counts)
                with members.open(sheet._worksheet_path) as content:  # noqa: SLF001 - told nowhere else
                    tall = tall_cells(content)
                counts["tall cells"] += len(tall)
                try:
                    tables.add(f"{name}: {sheet.title}", filled(rows, tall))
                except InputError as error:
                    unknown.append(error)
    except (*_DAMAGED, KeyError, ValueError, OSError, TypeError, AttributeError) as error:
        raise InputError(f"“{name}” is damaged or no Excel workbook; save it anew.") from error
    return unknown


def _computed(results: Callable[[], Any], title: str) -> Iterator[Sequence[Any]]:
    """The rows of a sheet with results in the place of formulas, once they are asked for."""
    yield from results()[title]


def _rows(
    sheet: Iterable[Sequence[Any]], computed: Iterable[Sequence[Any]], counts: Counter[str]
) -> Iterator[list[str]]:
    """The rows of a sheet; of formulas, what they came to when the file was saved."""
    results = enumerate(computed)
    for number, row in enumerate(sheet):
        cells = row
        if any(cell.data_type == _FORMULA for cell in row):
            cells = next(found for at, found in results if at == number)
            counts["formulas"] += sum(
                cell.data_type == _FORMULA and result.value is None
                for cell, result in zip(row, cells, strict=True)
            )
        yield [told(cell) for cell in cells]
