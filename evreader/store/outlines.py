"""Outlines, packed: the shape of an article as five columns of numbers in one value.

Reading 20,000 rows of ``passage`` takes longer (20 ms) than everything else that opening their
article does; unpacking takes a tenth. The packed outline is written with an import; triggers drop
it as soon as any passage of the article changes, whoever changes it, and then the rows are read.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

from evreader.domain.article import KINDS, LANGUAGES
from evreader.domain.reading import Outline

if TYPE_CHECKING:
    import sqlite3

_BYTES = 18  # id 8, row 4, size 4, language 1, kind 1


def row_of(outline: Outline) -> list[tuple[int, bytes]]:
    """The row to keep for an article whose passages were just written; none if it has none."""
    if not outline.passages or not set(outline.kinds) <= set(KINDS):
        return []
    return [(outline.article, _packed(outline))]


def kept(plain: sqlite3.Connection, article: int) -> Outline | None:
    """The outline of an article, if it was kept and still holds."""
    row = plain.execute("SELECT data FROM outline WHERE article = ?", (article,)).fetchone()
    return _unpacked(article, row[0]) if row else None


def _packed(outline: Outline) -> bytes:
    numbers = array("q", outline.passages), array("i", outline.rows), array("i", outline.sizes)
    if sys.byteorder == "big":
        for column in numbers:
            column.byteswap()
    languages = bytes(map(LANGUAGES.index, outline.languages))
    kinds = bytes(map(KINDS.index, outline.kinds))
    return b"".join((*map(bytes, numbers), languages, kinds))


def _unpacked(article: int, data: bytes) -> Outline:
    count = len(data) // _BYTES
    ids, rows, sizes = array("q"), array("i"), array("i")
    start = 0
    for column in (ids, rows, sizes):
        end = start + count * column.itemsize
        column.frombytes(data[start:end])
        start = end
        if sys.byteorder == "big":
            column.byteswap()
    return Outline(
        article=article,
        passages=tuple(ids),
        rows=tuple(rows),
        languages=tuple(map(LANGUAGES.__getitem__, data[start : start + count])),
        kinds=tuple(map(KINDS.__getitem__, data[start + count :])),
        sizes=tuple(sizes),
    )
