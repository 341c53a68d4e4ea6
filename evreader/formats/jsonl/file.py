"""A file in evreader's own format, written and read record by record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats.files import whole_file
from evreader.formats.jsonl.reading import Reading
from evreader.formats.jsonl.records import Recorder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from evreader.domain.bundle import Bundle

# JSON lets these three stand as they are, but many readers take them for line breaks.
_LINE_ENDS = ("\u2028", "\u2029", "\x85")
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
            file.write(_line(record))
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


def _line(text: str) -> bytes:
    for sign in _LINE_ENDS:
        if sign in text:  # a look is cheaper than to replace nothing
            text = text.replace(sign, f"\\u{ord(sign):04x}")
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError as error:
        around = text[max(0, error.start - 20) : error.start]
        raise FormatError(
            f"Half of a character (a lone surrogate) stands after '{around}'; no file can hold it."
        ) from error
