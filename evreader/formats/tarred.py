"""Archives as Unix makes them, tar and gzip, handed on as zips: so one way leads into all."""

from __future__ import annotations

import gzip
import stat
import tarfile
import zlib
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from evreader.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP, _BZIP2, _XZ = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00"
_USTAR, _AT = b"ustar", 257
_IN_MEMORY, _PIECE = 8 * 2**20, 2**20
# As of zips: text packs 3 to 20 times, and 2 GB are more than anyone reads.
_HIGHEST_RATIO, _LARGEST = 150, 2**31
_DAMAGED = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, OSError, ValueError)


class _TooMuch(Exception):  # noqa: N818 - it never leaves this module
    """An archive unpacks to more than it may."""


def is_tarred(file: IO[bytes]) -> bool:
    """Whether a file is a tar, or packed in another way than zips are."""
    head = file.read(_AT + len(_USTAR))
    file.seek(0)
    return head.startswith((_GZIP, _BZIP2, _XZ)) or head[_AT:] == _USTAR


def as_zip(file: IO[bytes], name: str) -> IO[bytes]:
    """A zip with the members of a tar, or with what is packed alone.

    Raises:
        InputError: it is damaged, or unpacks to far too much.
    """
    size = file.seek(0, 2)
    file.seek(0)
    out = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - it is handed on
    left = min(_LARGEST, max(_IN_MEMORY, size * _HIGHEST_RATIO))
    try:
        with ZipFile(out, "w", ZIP_STORED) as pack:
            for info, pieces in _members(file, name):
                left -= _copied(pieces, info, pack, left)
    except _TooMuch:
        out.close()
        raise InputError(
            f"“{name}” unpacks to far more than documents hold; it was left out for safety."
        ) from None
    except _DAMAGED as error:
        out.close()
        raise InputError(f"“{name}” is damaged; get it anew.") from error
    out.seek(0)
    return out


def _copied(pieces: Iterator[bytes], info: ZipInfo, pack: ZipFile, most: int) -> int:
    """How many bytes went into a member, at most so many."""
    size = 0
    with pack.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            size += len(piece)
            if size > most:
                raise _TooMuch
            member.write(piece)
    return size


def _members(file: IO[bytes], name: str) -> Iterator[tuple[ZipInfo, Iterator[bytes]]]:
    """Each file of a tar, the first of a name, with its bytes in pieces; links have none."""
    try:
        with tarfile.open(fileobj=file, mode="r|*") as archive:
            taken: set[str] = set()
            for entry in archive:
                info = ZipInfo(entry.name.removeprefix("./") or "?")
                if info.filename in taken or not (entry.isfile() or entry.islnk() or entry.issym()):
                    continue
                taken.add(info.filename)
                content = archive.extractfile(entry) if entry.isfile() else None
                if content is None:
                    info.external_attr = (stat.S_IFLNK | 0o777) << 16
                yield info, _pieces(content)
    except tarfile.ReadError:
        file.seek(0)
        if file.read(len(_GZIP)) != _GZIP:
            raise
        file.seek(0)
        with gzip.GzipFile(fileobj=file) as single:
            yield ZipInfo(name.rpartition(".")[0] or name), _pieces(single)


def _pieces(content: IO[bytes] | gzip.GzipFile | None) -> Iterator[bytes]:
    while content is not None and (piece := content.read(_PIECE)):
        yield piece
