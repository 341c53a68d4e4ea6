"""A zip file held in the hand: its members, read in memory, within bounds.

What an archive says of itself is not believed: sizes are counted while unpacking, names never
become paths on the disk, and whatever is out of bounds is refused in words.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from evreader.errors import InputError
from evreader.formats.tarred import as_zip, is_tarred

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zipfile import ZipInfo

# Text packs 3 to 20 times; deflate reaches 1,032 on nothing but repetition.
_HIGHEST_RATIO, _RATIO_FROM = 150, 8 * 2**20
# A table of contents of so many bytes lists at least 100,000 members.
_LARGEST_TABLE = 16 * 2**20
_END_SIZE, _LONGEST_COMMENT = 22, 65535
_END64_SIZE, _UNSAID = 56, 0xFFFFFFFF
_ENCRYPTED, _NAME_IS_UTF8 = 0x1, 0x800
_DAMAGED = (BadZipFile, zlib.error, EOFError, ValueError, OverflowError, OSError)


@dataclass(slots=True)
class Budget:
    """How many bytes may still be unpacked; archives in an archive draw on the same."""

    left: int


class Pack:
    """An open zip file; it hands out members as bytes until its budget is spent."""

    def __init__(self, archive: ZipFile, name: str, budget: Budget) -> None:
        self._archive = archive
        self._budget = budget
        self._members = {readable(i): i for i in archive.infolist() if not i.is_dir()}
        self.name = name

    def members(self) -> Mapping[str, ZipInfo]:
        """The members that are files, by readable name, in the archive's order."""
        return self._members

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, member: str | ZipInfo, *, largest: int) -> bytes:
        """Unpack a member of at most ``largest`` bytes.

        Raises:
            InputError: there is none of that name, or it is locked, damaged, packed in an unknown
                way, or grows beyond all bounds.
        """
        info = self._members.get(member) if isinstance(member, str) else member
        if info is None:
            raise InputError(f"“{self.name}” is damaged: it lacks “{member}”; get it anew.")
        shown = f"“{readable(info)}” in {self.name}"
        if info.flag_bits & _ENCRYPTED:
            raise InputError(f"{shown} is locked with a password; unpack it yourself first.")
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise InputError(
                f"{shown} is packed in a way that is not known here; unpack it yourself first."
            )
        limit = min(largest, self._budget.left)
        try:
            with self._archive.open(info) as file:
                data = file.read(limit + 1)
        except (*_DAMAGED, NotImplementedError, RuntimeError) as error:
            raise InputError(f"{shown} is damaged; get it anew.") from error
        self._budget.left -= len(data)
        if len(data) > limit or is_bomb(len(data), info.compress_size):
            raise InputError(
                f"{shown} unpacks to far more than a document holds; it was left out for safety."
            )
        return data


@contextmanager
def opened(source: Path | bytes, name: str, *, budget: Budget) -> Iterator[Pack]:
    """A zip file, open for reading members; a tar, or what gzip has packed, is one too.

    Args:
        source: where it lies, or its bytes.
        name: what messages call it.
        budget: how much may be unpacked.

    Raises:
        InputError: it is no archive, damaged, or lists too many members.
    """
    with ExitStack() as stack:
        try:
            file: IO[bytes] = source.open("rb") if isinstance(source, Path) else BytesIO(source)
            stack.enter_context(file)
            if is_tarred(file):
                file = stack.enter_context(as_zip(file, name))
            archive = stack.enter_context(ZipFile(_short_table(file, name)))
        except FileNotFoundError:
            raise InputError(f"There is no file “{name}”; check its name.") from None
        except (*_DAMAGED, NotImplementedError) as error:
            raise InputError(f"“{name}” is damaged or no archive; get it anew.") from error
        yield Pack(archive, name, budget)


def readable(info: ZipInfo) -> str:
    """A member's name as whoever packed it saw it.

    Where the archive does not say UTF-8, zipfile takes the bytes for those of DOS; they are UTF-8
    all the same, or GB18030 as a Chinese Windows writes them.
    """
    if info.flag_bits & _NAME_IS_UTF8 or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def leads_out(name: str) -> bool:
    """Whether a member's name, taken as a path, would leave the folder it is unpacked to."""
    return re.match(r"[/\\]|[A-Za-z]:", name) is not None or ".." in re.split(r"[/\\]", name)


def is_link(info: ZipInfo) -> bool:
    """Whether a member stands for another file, as Unix archives may have it."""
    return stat.S_ISLNK(info.external_attr >> 16)


def is_bomb(size: int, packed: int) -> bool:
    """Whether something unpacks to more than any text does."""
    return size > _RATIO_FROM and size > _HIGHEST_RATIO * max(packed, 1)


def _short_table(file: IO[bytes], name: str) -> IO[bytes]:
    """The file, if its table of contents is of a sane size: zipfile reads all of it at once."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - _END64_SIZE - 20))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end >= 0 and len(tail) >= end + _END_SIZE:
        (table,) = struct.unpack_from("<L", tail, end + 12)
        end64 = tail.rfind(b"PK\x06\x06", 0, end)
        if table == _UNSAID and 0 <= end64 <= len(tail) - _END64_SIZE:
            (table,) = struct.unpack_from("<Q", tail, end64 + 40)
        if table > _LARGEST_TABLE:
            raise InputError(f"“{name}” lists more files than can be imported at once; split it.")
    return file
