"""The file beside an export that holds the receipt, and all that the export's format cannot carry.

It is a file in evreader's own format, called as the export with ``.evreader`` behind, whose first
line also tells the export's format, its digest and the receipt. An import finds it by its name.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.errors import EvreaderError
from evreader.formats import jsonl
from evreader.formats.files import MARKER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evreader.domain.bundle import Bundle, Receipt

SUFFIX = ".evreader"


class Companion(NamedTuple):
    """What was kept beside an export.

    Attributes:
        format: the format of the export.
        is_current: whether the export is still, byte for byte, what was written then.
        path: the file that holds the whole bundle.
        sets: the names of the annotation sets that the export itself holds.
        options: what was chosen where it was written.
    """

    format: str
    is_current: bool
    path: Path
    sets: tuple[str, ...] = ()
    options: Mapping[str, str] = {}


def place(out: Path) -> Path:
    """Where the companion of an export lies."""
    return out.with_name(out.name + SUFFIX)


def write(
    bundle: Bundle,
    out: Path,
    receipt: Receipt,
    *,
    sets: Sequence[str] = (),
    options: Mapping[str, str] | None = None,
) -> None:
    """Keep a bundle and the receipt beside an export that is in its place.

    Args:
        bundle: all that the export was made of, and what it could not take.
        out: the export.
        receipt: what writing it told; from now on it lists the companion too.
        sets: the names of the annotation sets that the export itself holds.
        options: what was chosen where it was written.

    Raises:
        FormatError: the file cannot be written.
    """
    receipt.files.append(place(out).name)
    beside = {
        "format": receipt.format,
        "digest": _digest(out),
        "sets": list(sets),
        "options": dict(options or {}),
        "receipt": dict(receipt.as_json()),
    }
    jsonl.write(bundle, place(out), beside=beside)


def remove(out: Path) -> None:
    """Take away the companion of what stood at this place before, if it has one of ours."""
    if _told(place(out)) is not None:
        place(out).unlink()


def companion_of(path: Path) -> Companion | None:
    """The companion of a file or folder that is to be imported; None if it has none of use."""
    beside = place(path)
    told = _told(beside)
    if told is None:
        return None
    options = told.get("options")
    return Companion(
        format=str(told.get("format", "")),
        is_current=told.get("digest") == _digest(path),
        path=beside,
        sets=tuple(map(str, told.get("sets", ()))),
        options=dict(options) if isinstance(options, dict) else {},
    )


def parts(beside: Path) -> frozenset[str]:
    """The names of further files that were written with the export of a companion, beside it."""
    told = _told(beside)
    export = beside.with_name(beside.name.removesuffix(SUFFIX))
    if told is None or export.is_dir():
        return frozenset()
    receipt = told.get("receipt")
    files = receipt.get("files", ()) if isinstance(receipt, dict) else ()
    return frozenset(map(str, files)) - {export.name}


def _told(beside: Path) -> dict[str, Any] | None:
    """What the first line of a companion tells; None if there is none."""
    if not beside.is_file():
        return None
    try:
        told = jsonl.head(beside).get("beside")
    except EvreaderError:  # not ours, whatever its name says: the export stands for itself
        return None
    return told if isinstance(told, dict) else None


def _digest(path: Path) -> str:
    """SHA-256 of a file, or of all files of a folder with their names."""
    if not path.is_dir():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    whole = hashlib.sha256()
    for name in sorted(_files(path), key=lambda name: name.split("/")):
        data = path.joinpath(name).read_bytes()
        whole.update(f"{name}\n{hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[str]:
    """The files of an exported folder and those below, as paths within it."""
    for place, _, names in os.walk(folder):
        above = Path(place).relative_to(folder)
        yield from ((above / name).as_posix() for name in names if name != MARKER)
