"""The lines of a file in evreader's own format, and the record in each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.errors import FormatError
from evreader.formats.json_fault import fault_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ARTICLE = b'{"record":"article",'
_BOM = b"\xef\xbb\xbf"


class Part(NamedTuple):
    """Some lines of a file.

    Attributes:
        first: the number of the first one, from 1.
        start: where it begins, in bytes.
        end: where the line behind the last one begins; -1 if all that follow belong to it.
    """

    first: int
    start: int
    end: int


WHOLE = Part(1, 0, -1)


def lines_of(path: Path, part: Part = WHOLE) -> Iterator[tuple[int, int, bytes]]:
    """The lines that are not blank: number, place in bytes, contents; cut at LF, nowhere else.

    Raises:
        FormatError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            at = file.seek(part.start)
            for number, line in enumerate(file, part.first):
                if at == part.end:
                    return
                content = line.removeprefix(_BOM) if number == 1 else line
                if content.strip():
                    yield number, at, content
                at += len(line)
    except OSError as fault:
        raise FormatError(f"{path} cannot be read: {fault.strerror}.") from fault


def may_be_article(line: bytes, *, ours: bool = False) -> bool:
    """Whether a line can be an article's record; ``ours``: whether it begins as we write them."""
    # Only what another program wrote needs parsing to be told.
    return line.startswith(_ARTICLE) or (not ours and b'"article"' in line)


def record_of(path: Path, number: int, line: bytes) -> dict[str, Any]:
    """The record in a line.

    Raises:
        FormatError: there is none.
    """
    try:
        record = json.loads(line)
        if b"\\ud" in line or b"\\uD" in line:  # maybe half a pair, which no store can keep
            json.dumps(record, ensure_ascii=False).encode()
    except UnicodeError as error:
        raise line_error(path, number, "it holds bytes or escapes that are no character") from error
    except (ValueError, RecursionError) as error:
        raise line_error(path, number, f"it is not JSON ({fault_of(error)})") from error
    if not isinstance(record, dict):
        raise line_error(path, number, "it is not a JSON object")
    return record


def line_error(path: Path, number: int, what: str) -> FormatError:
    """What is wrong with a line, as a sentence."""
    return FormatError(f"{path.name}, line {number}: {what}.")
