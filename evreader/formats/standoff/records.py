"""JSON of other tools as records: one object, a list of them, or one a line; and lines to write."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.errors import FormatError
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_text
from evreader.formats.files import line_of
from evreader.formats.json_fault import fault_of
from evreader.formats.standoff.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import BinaryIO

    from evreader.domain.bundle import Receipt

LARGEST_MB = 1000

_KEY = re.compile(rb'(?<!\\)"([@$\w:-]{1,40})"\s*:')
_MORE = "Further records left out because they are broken: {}."
_BLANK = re.compile(r"\s*")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_decode = json.JSONDecoder().raw_decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


class Record(NamedTuple):
    """One object of a file and where it stands there: ``line 3``, ``record 3`` or ``the file``."""

    place: str
    value: dict[str, Any]


def keys_in(head: bytes) -> set[str]:
    """What keys the beginning of a JSON file has, at whatever depth."""
    return {key.decode("ascii", "ignore") for key in _KEY.findall(head)}


def json_of(path: Path) -> object:
    """What a JSON file holds.

    Raises:
        FormatError: it is no JSON; the sentence says where.
        InputError: it cannot be read.
    """
    try:
        return _checked(_text_of(path))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"“{path.name}” is not JSON: {fault_of(error)}.") from error


def records_of(path: Path, receipt: Receipt) -> list[Record]:
    """The objects of a file of JSON or of JSON lines, whatever its ending says.

    What cannot be read is listed in the receipt, with its line.

    Raises:
        FormatError: there is no object in it.
        InputError: it cannot be read.
    """
    text = _text_of(path)
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        found = _stream(text, path.name, receipt) or list(_lines(text, path.name, receipt))
        if not found:
            raise FormatError(f"“{path.name}” is not JSON: {fault_of(error)}.") from error
        return found
    found = list(_items(whole, path.name, receipt))
    if not found and whole != []:
        raise FormatError(f"“{path.name}” holds no JSON object.")
    return found


def json_line(value: object) -> bytes:
    """A value as one line of JSON in UTF-8, without characters that others take for line ends.

    Raises:
        FormatError: half of a character stands in it, which no file can hold.
    """
    return line_of(_encode(value))


def write_list(file: BinaryIO, values: Iterable[object]) -> None:
    """Write values as a JSON list, one a line."""
    before = b"[\n"
    for value in values:
        file.write(before + json_line(value).removesuffix(b"\n"))
        before = b",\n"
    file.write(b"[]\n" if before == b"[\n" else b"\n]\n")


def whole_number(value: object) -> int | None:
    """An offset or an id, however it was written down; None if it is no whole number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}", value.strip(), re.ASCII):
        return int(value)
    return None


def says_nothing(value: object) -> bool:
    """Whether a field is empty, so that leaving it out loses nothing."""
    return value in (None, "", [], {})


def in_words(value: object) -> str:
    """Any value as text: as it is, as JSON writes it, a list with semicolons."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(map(in_words, value))
    return json.dumps(value, ensure_ascii=False)


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def objects(value: object) -> list[dict[str, Any]]:
    """The objects in a list, or the one object there is."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, dict)]


def _text_of(path: Path) -> str:
    text = decode_text(contents_of(path, largest_mb=LARGEST_MB))
    if text is None:
        raise FormatError(f"“{path.name}” is not JSON: it is no text.")
    return text


def _items(whole: object, name: str, receipt: Receipt) -> Iterator[Record]:
    inner = mapping(whole).get("annotations")
    if isinstance(inner, list) and any(map(_is_pair, inner)):
        whole = inner  # beside a list of the labels
    items = [whole] if not isinstance(whole, list) or _is_pair(whole) else whole
    refused = Listing(receipt.refused, _MORE)
    for number, item in enumerate(items, 1):
        place = f"record {number}" if items is whole else "the file"
        record = _record(item, place, name, refused)
        if record is not None:
            yield record


def _lines(text: str, name: str, receipt: Receipt) -> Iterator[Record]:
    """One object a line; a list whose end is missing is read so, too."""
    broken: list[str] = []
    refused = Listing(receipt.refused, _MORE)
    read = False
    for number, line in enumerate(text.split("\n"), 1):
        content = line.strip().removesuffix(",")
        if content in {"", "[", "]"}:
            continue
        try:
            value = json.loads(content)
        except (ValueError, RecursionError) as error:
            broken.append(f"“{name}”, line {number}: it is not JSON ({fault_of(error)}).")
            continue
        record = _record(value, f"line {number}", name, refused)
        if record is not None:
            read = True
            yield record
    for sentence in broken if read else ():
        refused.add(sentence)


def _stream(text: str, name: str, receipt: Receipt) -> list[Record]:
    """Objects over several lines each, one behind the other; none if it is not that all through."""
    values: list[object] = []
    at = len(text) - len(text.lstrip())
    while at < len(text):
        try:
            value, at = _decode(text, at)
        except (ValueError, RecursionError):
            return []
        if not values and "\n" not in text[:at].strip():
            return []  # the first is on one line, as all may be
        values.append(value)
        blank = _BLANK.match(text, at)
        at = blank.end() if blank else at
    return list(_items(values, name, receipt))


def _record(value: object, place: str, name: str, refused: Listing) -> Record | None:
    """The value as a record, unless it is no object or no file could keep it."""
    if isinstance(value, list) and _is_pair(value):
        value = {**value[1], "text": value[0]}
    if not isinstance(value, dict):
        refused.add(f"“{name}”, {place}: it is not a JSON object.")
        return None
    if _is_broken(value):
        refused.add(f"“{name}”, {place}: half of a character or a NUL stands in it.")
        return None
    return Record(place, value)


def _is_pair(value: object) -> bool:
    """Whether this is a text and what is said of it, as spaCy was trained with."""
    return isinstance(value, list) and list(map(type, value)) == [str, dict]


def _is_broken(value: object) -> bool:
    try:
        text = json.dumps(value, ensure_ascii=False)
        text.encode()
    except (UnicodeError, RecursionError):
        return True
    return "\\u0000" in text and "\x00" in _strings(value)


def _strings(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(map(_strings, (*value, *value.values())))
    return "".join(map(_strings, value)) if isinstance(value, list) else ""


def _checked(text: str) -> object:
    value: object = json.loads(text)
    if (_HALF.search(text) or "\\u0000" in text) and _is_broken(value):
        raise ValueError("half of a character or a NUL stands in it")
    return value
