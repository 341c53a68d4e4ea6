"""Cells of a sheet that go over several rows: what they say holds for each of the rows."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_CHUNK = 1_000_000


class Tall(NamedTuple):
    """A cell over several rows, by its column and rows, from 0."""

    column: int
    first: int
    last: int


def tall_cells(sheet: IO[bytes]) -> list[Tall]:
    """The cells over several rows of a sheet, as its XML tells; a long one is read in parts."""
    found = []
    rest = b""
    while chunk := sheet.read(_CHUNK):
        text = rest + chunk
        for match in _MERGED.finditer(text):
            cell = Tall(_number(match[1]), int(match[2]) - 1, int(match[3]) - 1)
            if cell.last > cell.first:
                found.append(cell)
        rest = text[text.rfind(b">") + 1 :][-_CHUNK:]
    return found


def filled(rows: Iterable[list[str]], cells: Iterable[Tall]) -> Iterator[list[str]]:
    """The rows with what such a cell says in each row that it goes over."""
    beginning: dict[int, list[Tall]] = {}
    for cell in cells:
        beginning.setdefault(cell.first, []).append(cell)
    held: dict[Tall, str] = {}
    for number, row in enumerate(rows):
        for cell in beginning.get(number, ()):
            held[cell] = row[cell.column] if cell.column < len(row) else ""
        for cell, text in list(held.items()):
            if number > cell.last:
                del held[cell]
            elif cell.column < len(row):
                row[cell.column] = row[cell.column] or text
        yield row


def _number(letters: bytes) -> int:
    """The number of a column from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
