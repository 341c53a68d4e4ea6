"""An archive of documents: its members, one by one, each with its bytes or why it has none.

Nothing is unpacked to the disk under a name that stands in the archive. An archive in an archive is
opened, one in that is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from evreader.errors import InputError
from evreader.formats.packed import Budget, is_link, leads_out, opened

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from pathlib import Path
    from zipfile import ZipInfo

    from evreader.formats.packed import Pack

SUFFIXES = frozenset({".zip", ".tar", ".tgz", ".gz"})

_MB = 2**20
_LARGEST_MEMBER, _LARGEST_ALTOGETHER = 200 * _MB, 2048 * _MB
_DEEPEST = 1
# What a Mac leaves beside each file it packs.
_SHADOWS = "__MACOSX"


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive.

    Attributes:
        name: its path in the archive and the archive's name: ``news/a.docx in pages.zip``.
        file: its path in the archive.
        data: its bytes.
        reason: why there are none, as a sentence; else empty.
    """

    name: str
    file: str
    data: bytes = b""
    reason: str = ""


def members(path: Path, suffixes: Iterable[str]) -> Iterator[Member]:
    """The members of an archive whose names end in one of these; each is unpacked when asked for.

    Other files (the pictures of a page) are passed over, as in a folder.

    Raises:
        InputError: the archive itself cannot be read.
    """
    wanted = frozenset(suffixes) | SUFFIXES
    budget = Budget(_LARGEST_ALTOGETHER)
    with opened(path, path.name, budget=budget) as pack:
        yield from _members(pack, wanted, budget, depth=0)


def count(path: Path, suffixes: Iterable[str]) -> int:
    """How many members there are to read, without unpacking any; an archive in it counts as one.

    So does a tar: it would have to be unpacked for that.

    Raises:
        InputError: the archive cannot be read.
    """
    return len(names(path, suffixes)) if path.suffix.lower() == ".zip" else 1


def names(path: Path, suffixes: Iterable[str]) -> list[str]:
    """The members' paths in the archive.

    Raises:
        InputError: the archive cannot be read.
    """
    with opened(path, path.name, budget=Budget(0)) as pack:
        return [name for name, _ in _chosen(pack, frozenset(suffixes) | SUFFIXES)]


def belongs_to_page(folder: str, pages: Container[str]) -> bool:
    """Whether a folder holds what a browser saved beside a page: frames, advertisements, scripts.

    Args:
        folder: the folder's name.
        pages: names of the files that stand beside it.
    """
    stem = next((folder.removesuffix(e) for e in ("_files", ".files") if folder.endswith(e)), "")
    return bool(stem) and any(f"{stem}{ending}" in pages for ending in (".html", ".htm"))


def _members(pack: Pack, wanted: frozenset[str], budget: Budget, depth: int) -> Iterator[Member]:
    for name, info in _chosen(pack, wanted):
        shown = f"{name} in {pack.name}"
        try:
            data = _unpacked(pack, name, info, depth)
            if _is_packed(name):
                with opened(data, shown, budget=budget) as inner:
                    yield from _members(inner, wanted, budget, depth + 1)
            else:
                yield Member(shown, name, data)
        except InputError as error:
            yield Member(shown, name, reason=str(error))


def _chosen(pack: Pack, wanted: frozenset[str]) -> Iterator[tuple[str, ZipInfo]]:
    found = pack.members()
    for name, info in found.items():
        path = PurePosixPath(name)
        hidden = _SHADOWS in path.parts or path.name.startswith(".")
        if path.suffix.lower() in wanted and not hidden and not _is_side_file(path, found):
            yield name, info


def _is_side_file(path: PurePosixPath, names: Container[str]) -> bool:
    return any(belongs_to_page(str(folder), names) for folder in path.parents if folder.name)


def _unpacked(pack: Pack, name: str, info: ZipInfo, depth: int) -> bytes:
    if leads_out(name):
        raise InputError(f"“{name}” leads out of {pack.name}; it was left out for safety.")
    if is_link(info):
        raise InputError(f"“{name}” in {pack.name} only points to another file; it was left out.")
    if depth == _DEEPEST and _is_packed(name):
        raise InputError(f"“{name}” in {pack.name} is packed too deep; unpack it yourself first.")
    return pack.read(info, largest=_LARGEST_MEMBER)


def _is_packed(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in SUFFIXES
