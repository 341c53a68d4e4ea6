"""Tables in files of comma-separated values (CSV): deals, entities and mentions."""

from __future__ import annotations

import io
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from evreader.domain.bundle import LINKS_LEFT_OUT, Receipt
from evreader.errors import InputError
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_text
from evreader.formats.files import whole_file, whole_folder
from evreader.formats.tables.cells import plain, safe
from evreader.formats.tables.incoming import Tables
from evreader.formats.tables.outgoing import Deals, Entities, Mentions, Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from evreader.domain.bundle import Bundle
    from evreader.formats.tables.cells import Column

_BOM = "\ufeff"
_FILES = ("deals.csv", "entities.csv", "mentions.csv")
_DELIMITERS = ",;\t|"
_END = "\x04"
_SAMPLE, _TRIED = 100_000, 20
_LARGEST_MB = 200
_LONGEST_CELL = 10_000_000


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write the deals to ``OUT.csv``; to a folder, where ``out`` has no ending, all three tables.

    UTF-8 with a BOM, commas, CR LF.

    Raises:
        FormatError: the file or folder cannot be written.
    """
    receipt = Receipt("csv")
    places = Places(bundle)
    if out.suffix and not out.is_dir():
        _write_deals(bundle, out, places, receipt)
        receipt.files.append(out.name)
    else:
        _write_all(bundle, out, places, receipt)
    return receipt


def claims(path: Path) -> bool:
    """Whether a folder holds evreader's tables and nothing else: then it is one source."""
    if not path.is_dir():
        return False
    names = {entry.name for entry in path.iterdir() if not entry.name.startswith(".")}
    return bool(names) and names <= set(_FILES)


def read(path: Path) -> Bundle:
    """Read a table, or all tables of a folder: ours, or a list of entities from anywhere.

    Raises:
        InputError: the file is missing, no table, or its first row names nothing that is known.
    """
    receipt = Receipt("csv")
    tables = Tables(path.stem, receipt)
    files = [path / name for name in _FILES if (path / name).is_file()] if path.is_dir() else [path]
    if not files:
        raise InputError(f"“{path.name}” holds none of {', '.join(_FILES)}; choose a table.")
    for file in files:
        tables.add(file.name, _rows(file))
        receipt.files.append(file.name)
    if tables.is_empty:
        raise InputError(f"“{path.name}” holds no table: all its rows are empty.")
    return tables.bundle()


def _write_deals(bundle: Bundle, out: Path, places: Places, receipt: Receipt) -> None:
    mentions = 0
    for annotated in bundle.articles:
        places.add(annotated)
        mentions += len(annotated.mentions)
    deals = Deals(bundle, places)
    with whole_file(out) as file:
        receipt.count("deals", _fill(file, deals.columns(), deals.rows()))
    lost = {
        "Mentions left out (the table only quotes evidence): {}.": mentions,
        "Entities left out because they take part in no deal: {}.": deals.unused(),
    }
    receipt.losses += [text.format(number) for text, number in lost.items() if number]
    _report(deals, receipt)


def _write_all(bundle: Bundle, out: Path, places: Places, receipt: Receipt) -> None:
    mentions = Mentions(bundle)
    passages = links = 0

    def rows() -> Iterator[list[str]]:
        nonlocal passages, links
        for annotated in bundle.articles:
            places.add(annotated)
            passages += len(annotated.article.passages)
            links += len(annotated.article.links)
            yield from mentions.rows(annotated)

    with whole_folder(out) as folder:
        buffer = io.BytesIO()
        receipt.count("mentions", _fill(buffer, mentions.columns(), rows()))
        folder.write("mentions.csv", buffer.getvalue())
        deals, entities = Deals(bundle, places), Entities(bundle, places)
        for kind, table in (("deals", deals), ("entities", entities)):
            buffer = io.BytesIO()
            receipt.count(kind, _fill(buffer, table.columns(), table.rows()))
            folder.write(f"{kind}.csv", buffer.getvalue())
        receipt.files += folder.names
    if passages:
        receipt.losses.append(f"Passages whose text is left out: {passages}.")
    if links:
        receipt.losses.append(LINKS_LEFT_OUT.format(links))
    _report(deals, receipt)


def _report(deals: Deals, receipt: Receipt) -> None:
    if deals.homeless():
        receipt.losses.append(
            f"Pieces of evidence whose articles are not in the export, quoted without title "
            f"or language: {deals.homeless()}."
        )


def _fill(file: BinaryIO | io.BytesIO, columns: Iterable[Column], rows: Iterable[list[str]]) -> int:
    """Write one table; returns how many rows it has below the first."""
    import csv

    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write(_BOM)
    writer = csv.writer(text)
    writer.writerow(safe(column.name) for column in columns)
    number = 0
    for row in rows:
        writer.writerow(map(safe, row))
        number += 1
    text.detach()
    return number


def _rows(path: Path) -> Iterator[list[str]]:
    """The rows of a file in any encoding, with any of the usual separators."""
    import csv

    text = decode_text(contents_of(path, largest_mb=_LARGEST_MB))
    if text is None:
        raise InputError(f"“{path.name}” is no table of text; save it as CSV in UTF-8.")
    text = text.lstrip("\ufeff")
    # Python's own limit is below what one deal with much evidence fills.
    csv.field_size_limit(_LONGEST_CELL)
    # Behind a quotation mark that nothing closes, the last line would be the end of a cell.
    reader = csv.reader(
        io.StringIO(f"{text.rstrip()}\n{_END}", newline=""), delimiter=_separator(text)
    )
    line = 1
    try:
        for row in reader:
            if row == [_END]:
                return
            if any(_END in cell for cell in row):
                raise InputError(
                    f"“{path.name}” is damaged: a quotation mark in line {line} or behind it is "
                    f"never closed."
                )
            yield [plain(cell) for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"“{path.name}” is damaged in line {reader.line_num} ({error}); save it anew."
        ) from error


def _separator(text: str) -> str:
    """What parts the cells: with it, most of the first rows have the same number of cells."""
    import csv

    lines = [line for line in text[:_SAMPLE].split("\n") if line.strip()][:_TRIED]

    def fitness(separator: str) -> tuple[int, int]:
        widths = Counter(map(len, csv.reader(lines, delimiter=separator)))
        width, number = max(
            ((w, n) for w, n in widths.items() if w > 1), key=itemgetter(1), default=(1, 0)
        )
        return number, width

    return max(_DELIMITERS, key=fitness)
