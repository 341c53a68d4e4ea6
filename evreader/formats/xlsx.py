"""Workbooks of Excel (xlsx): one sheet each for deals, entities and mentions, with typed cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.errors import InputError
from evreader.formats.contents import contents_of, refuse_unless
from evreader.formats.files import whole_file
from evreader.formats.tables.incoming import Tables
from evreader.formats.tables.outgoing import Deals, Entities, Mentions, Places
from evreader.formats.tables.sheet import Book
from evreader.formats.tables.values import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evreader.domain.bundle import Bundle

_LARGEST_MB = 200


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
        "Links between sentences left out: {}.": links,
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
    import io

    data = contents_of(path, largest_mb=_LARGEST_MB)
    refuse_unless(data, path.name, "office", "an Excel workbook (xlsx)")
    receipt = Receipt("xlsx")
    tables = Tables(path.stem, receipt)
    unknown = _add_sheets(tables, io.BytesIO(data), path.name)
    receipt.files.append(path.name)
    bundle = tables.bundle()
    if unknown is not None and not (bundle.entities or bundle.deals):
        raise unknown
    return bundle


def _add_sheets(tables: Tables, data: object, name: str) -> InputError | None:
    """Take in each sheet; the last one that is nothing of the kind tells why."""
    import openpyxl

    unknown = None
    try:
        book = openpyxl.load_workbook(data, read_only=True)
        for sheet in book.worksheets:
            try:
                tables.add(f"{name}: {sheet.title}", _rows(sheet))
            except InputError as error:
                unknown = error
    except (KeyError, ValueError, OSError, TypeError, AttributeError, SyntaxError) as error:
        raise InputError(
            f"“{name}” is damaged or no Excel workbook ({error}); save it anew."
        ) from error
    return unknown


def _rows(sheet: Iterable[Iterable[object]]) -> Iterator[list[str]]:
    for row in sheet:
        yield [told(cell) for cell in row]
