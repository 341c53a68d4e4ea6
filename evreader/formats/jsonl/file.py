"""A file in evreader's own format, written and read record by record."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from evreader.domain.bundle import Bundle, Receipt
from evreader.errors import FormatError
from evreader.formats.files import whole_file
from evreader.formats.jsonl.fields import RecordError
from evreader.formats.jsonl.reading import Rebuilder
from evreader.formats.jsonl.records import VERSION, Recorder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from evreader.domain.bundle import AnnotatedArticle

_ARTICLE = b'{"record":"article",'
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
    receipt = Receipt("jsonl")
    rebuilder = Rebuilder()
    articles = 0
    lines = _lines(path)
    _check_header(path, next(lines, (1, b"")))
    for number, line in lines:
        if line.startswith(_ARTICLE):
            articles += 1
            continue
        try:
            record = _record(path, number, line)
        except FormatError as fault:
            receipt.refused.append(str(fault))
            continue
        if record.get("record") == "article":
            articles += 1
            continue
        try:
            rebuilder.take(number, record)
        except RecordError as fault:
            rebuilder.faults.append((number, str(fault)))
    receipt.refused += _shortage(path, rebuilder, articles)
    return Bundle(
        scheme=rebuilder.scheme,
        sets=tuple(rebuilder.sets.values()),
        entities=tuple(rebuilder.entities.values()),
        articles=_articles(path, rebuilder, receipt),
        deals=rebuilder.deals,
        receipt=receipt,
    )


def claims(head: bytes, _name: str) -> bool:
    """Whether a file that begins with these bytes is of this format."""
    return _OURS.match(head.removeprefix(_BOM)) is not None


def head(path: Path) -> Mapping[str, Any]:
    """What the first line of a file says.

    Raises:
        FormatError: it is not a file of this format, or of a later one.
    """
    first = next(_lines(path), (1, b""))
    _check_header(path, first)
    return _record(path, *first)


def _articles(path: Path, rebuilder: Rebuilder, receipt: Receipt) -> Iterator[AnnotatedArticle]:
    for number, line in _lines(path):
        # Only what another program wrote needs parsing to see that it is an article.
        ours = line.startswith(_ARTICLE)
        if not ours and b'"article"' not in line:
            continue
        try:
            record = _record(path, number, line)
        except FormatError as fault:
            if ours:  # any other line has told of it already
                receipt.refused.append(str(fault))
            continue
        if record.get("record") != "article":
            continue
        try:
            article = rebuilder.article(number, record)
        except RecordError as fault:
            rebuilder.faults.append((number, str(fault)))
            continue
        yield article
    rebuilder.settle()
    receipt.refused += [str(_error(path, number, what)) for number, what in rebuilder.faults]


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


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1; cut at LF and nowhere else."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                content = line.removeprefix(_BOM) if number == 1 else line
                if content.strip():
                    yield number, content
    except OSError as error:
        raise FormatError(f"{path} cannot be read: {error.strerror}.") from error


def _record(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line)
        if b"\\ud" in line or b"\\uD" in line:  # maybe half a pair, which no store can keep
            json.dumps(record, ensure_ascii=False).encode()
    except UnicodeError as error:
        raise _error(path, number, "it holds bytes or escapes that are no character") from error
    except (ValueError, RecursionError) as error:
        raise _error(path, number, f"it is not JSON ({error})") from error
    if not isinstance(record, dict):
        raise _error(path, number, "it is not a JSON object")
    return record


def _check_header(path: Path, first: tuple[int, bytes]) -> None:
    number, line = first
    head = _record(path, number, line) if line.lstrip().startswith(b"{") else {}
    version = head.get("evreader")
    if type(version) is not int or version < 1:
        raise FormatError(f"{path.name} is not an evreader file: its first line does not say so.")
    if version > VERSION:
        raise FormatError(
            f"{path.name} is from a later evreader (its format is {version}, this program knows "
            f"{VERSION}); update evreader to read it."
        )


def _shortage(path: Path, rebuilder: Rebuilder, articles: int) -> Iterator[str]:
    """What of the file is missing by its own account."""
    if rebuilder.end is None:
        yield (
            f"{path.name} is cut short: its last line, which counts all, is missing; what is whole "
            f"came in."
        )
        return
    for kind, number in (("articles", articles), ("deals", len(rebuilder.deals))):
        if rebuilder.end[kind] != number:
            yield (
                f"{path.name} is not whole: it should have {rebuilder.end[kind]} {kind} "
                f"and has {number}."
            )


def _error(path: Path, number: int, what: str) -> FormatError:
    return FormatError(f"{path.name}, line {number}: {what}.")
