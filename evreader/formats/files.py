"""Files and folders that appear whole or not at all.

What is written goes to a draft beside its destination, is brought to the disk, and takes the
destination's name in one step. Whatever fails or is cancelled before that step leaves the
destination as it was and no draft behind.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from evreader.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKER = ".evreader-export.json"
"""The file in an exported folder that lists what evreader wrote there, with SHA-256 sums."""

# JSON lets these three stand as they are, but many readers take them for line breaks.
_LINE_ENDS = ("\u2028", "\u2029", "\x85")
# What desktops leave in any folder that somebody looked at.
_DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


def line_of(json_text: str) -> bytes:
    """One line of a file of JSON lines, in UTF-8.

    Raises:
        FormatError: half of a character stands in it, which no file can hold.
    """
    for sign in _LINE_ENDS:
        if sign in json_text:  # a look is cheaper than to replace nothing
            json_text = json_text.replace(sign, f"\\u{ord(sign):04x}")
    try:
        return json_text.encode() + b"\n"
    except UnicodeEncodeError as error:
        around = json_text[max(0, error.start - 20) : error.start]
        raise FormatError(
            f"Half of a character (a lone surrogate) stands after '{around}'; no file can hold it."
        ) from error


class NewFolder:
    """A folder in the making: its files appear together, when all of them are written."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._sums: dict[str, str] = {}

    @property
    def names(self) -> list[str]:
        """The files written so far, in order."""
        return list(self._sums)

    def write(self, name: str, data: bytes) -> None:
        """Add a file; ``name`` is a plain file name that was not used before."""
        # Of many small files, Path would take a tenth of the time.
        with open(f"{self._path}/{name}", "xb") as file:  # noqa: PTH123
            file.write(data)
        self._sums[name] = hashlib.sha256(data).hexdigest()

    def seal(self) -> None:
        """Write the list of files and bring everything to the disk."""
        listing = json.dumps({"files": self._sums}, ensure_ascii=False, indent=1, sort_keys=True)
        self.write(MARKER, f"{listing}\n".encode())
        if hasattr(os, "sync"):
            # One flush for all: a call for each of 20,000 files takes ten times the export.
            os.sync()
            return
        for name in self._sums:
            with Path(self._path, name).open("r+b") as file:
                os.fsync(file.fileno())


@contextlib.contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """A binary file to write to that takes the place of ``out`` when the block ends well.

    Raises:
        FormatError: the folder is missing, ``out`` is not an ordinary file, or the disk refuses.
    """
    target = _destination(out)
    if target.exists() and not target.is_file():
        raise FormatError(f"{out} is not an ordinary file; choose another name to write to.")
    draft = _beside(target)
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _refusal(out, error) from error
    finally:
        draft.unlink(missing_ok=True)


@contextlib.contextmanager
def whole_folder(out: Path) -> Iterator[NewFolder]:
    """A folder to fill that takes the place of ``out`` when the block ends well.

    An empty folder, or one that evreader wrote and nobody has touched since, is replaced.

    Raises:
        FormatError: the folder around it is missing, ``out`` is a file or holds anything else
            than an unchanged export, or the disk refuses.
    """
    target = _destination(out)
    _check_replaceable(target, out)
    draft = _beside(target)
    try:
        draft.mkdir()
        folder = NewFolder(draft)
        yield folder
        folder.seal()
        _take_place(draft, target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _refusal(out, error) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _destination(out: Path) -> Path:
    """Where ``out`` really is (behind symbolic links), in a folder that exists."""
    target = out.resolve()
    if not target.parent.is_dir():
        raise FormatError(f"There is no folder {out.parent} to write {out.name} to; make it first.")
    return target


def _beside(target: Path) -> Path:
    return target.parent / f".evreader-{secrets.token_hex(8)}.part"


def _check_replaceable(target: Path, out: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise FormatError(f"{out} is a file, and this format writes a folder; choose another name.")
    try:
        stranger = _stranger(target)
    except OSError as error:
        raise FormatError(f"{out} cannot be looked into: {error.strerror}.") from error
    if stranger:
        raise FormatError(
            f"{out} holds {stranger}, which evreader did not write or which was changed since; "
            f"choose another folder."
        )


def _stranger(folder: Path) -> str:
    """The first thing in a folder that is not, byte for byte, what evreader wrote there."""
    names = sorted(entry.name for entry in folder.iterdir())
    marker = folder / MARKER
    sums: dict[str, str] = {}
    if marker.is_file():
        with contextlib.suppress(ValueError, KeyError, TypeError):  # not ours: then all is strange
            sums = dict(json.loads(marker.read_bytes())["files"])
            names.remove(MARKER)
    for name in names:
        path = folder / name
        if name in _DROPPINGS:
            continue
        if name not in sums or not path.is_file():
            return name
        if hashlib.sha256(path.read_bytes()).hexdigest() != sums[name]:
            return name
    return ""


def _take_place(draft: Path, target: Path) -> None:
    """Give the draft its name; what stood there goes only after that."""
    if not target.exists():
        draft.rename(target)
        return
    aside = _beside(target)
    target.rename(aside)
    try:
        draft.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to flush
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems refuse; the file is in place by now, so that is no failure.
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def _refusal(out: Path, error: OSError) -> FormatError:
    reason = error.strerror or str(error)
    return FormatError(f"{out} could not be written ({reason}); nothing there was changed.")
