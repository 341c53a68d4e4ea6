"""A file in evreader's own format, written and read record by record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.formats.files import line_of, whole_file
from evreader.formats.jsonl.reading import Reading
from evreader.formats.jsonl.records import Recorder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from evreader.domain.bundle import Bundle

_BOM = b"\xef\xbb\xbf"
_OURS = re.compile(rb'\s*\{\s*"evreader"')


def write(bundle: Bundle, out: Path, *, beside: Mapping[str, object] | None = None) -> Receipt:
    """Write a bundle to one file; articles stream through one at a time.

    ``beside`` is kept in the first line, for a file that accompanies another one.

    Raises:
        FormatError: the file cannot be written, or the bundle refers to what it does not hold.
    """
    receipt = Receipt("jsonl")
    with whole_file(out) as file:
        for record in Recorder(bundle, receipt, beside=beside).records():
            file.write(line_of(record))
    receipt.files.append(out.name)
    return receipt


def read(path: Path) -> Bundle:
    """Read a file of this format.

    Everything but the articles is read at once; the articles, and the evidence that stands in
    them, while ``articles`` is walked. A record that is not what it should be is left out and
    listed in the bundle's receipt with its line and the reason; so is what refers to it. Of a file
    that was cut short, all whole records come in.

    Raises:
        FormatError: the file is none of this format, from a later evreader, or cannot be read.
    """
    return Reading(path).bundle()


def claims(head: bytes, _name: str) -> bool:
    """Whether a file that begins with these bytes is of this format."""
    return _OURS.match(head.removeprefix(_BOM)) is not None
