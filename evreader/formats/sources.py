"""Whatever a person names or drops, as sources of articles: files, folders of them, zips of them.

A folder that an annotation tool works on (brat's collections) is one source, as is the folder of an
export with its companion beside it; what else lies in it are sources as in any other folder.

A source is a plain value that can be handed to another process, which reads it there.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evreader.errors import EvreaderError, FormatError, InputError
from evreader.formats import archive, companion, registry, restoring
from evreader.formats.contents import ENDINGS, contents_of, kind_of, misfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evreader.domain.bundle import AnnotatedArticle, Bundle

# File systems take 255 bytes for a name, and one character takes up to three of them.
_LONGEST_NAME = 70
_LARGEST_MB = 200
# What an annotation tool keeps in a collection of its own; anything else there is somebody's.
_COLLECTED = frozenset({".ann", ".txt", ".conf"})
# By these a collection is known in an archive, if a text is beside, and read as that format.
_ANNOTATED, _TEXT, _COLLECTION = frozenset({".ann", ".a1", ".a2"}), ".txt", "brat"
_UNPACKED = _COLLECTED | _ANNOTATED | {".rel", ".co"}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')


@dataclass(frozen=True, slots=True)
class Source:
    """One file or collection to read, or why it cannot be.

    Attributes:
        name: what the user sees: ``a.docx``, or ``news/a.docx in pages.zip``.
        path: where it lies, unless it comes out of an archive.
        file: its own name in the archive.
        data: its bytes from there.
        reason: why it could not be taken out, as a sentence; else empty.
        packed: whether it is the collection that is packed at ``path``.
    """

    name: str
    path: Path | None = None
    file: str = ""
    data: bytes = b""
    reason: str = ""
    packed: bool = False


def sources(paths: Iterable[Path], *, format_name: str = "auto") -> Iterator[Source]:
    """The files themselves, and those in folders and zips that have a known ending, in order.

    Where a format of folders is named, each folder is one source. An archive that cannot be opened
    is a source with a reason, as is a member that cannot be unpacked.
    """
    endings = _endings()
    for path in _files(paths, endings | archive.SUFFIXES, format_name):
        if not _is_archive(path):
            yield Source(_readable_name(path), path)
            continue
        try:
            rest = endings
            if _holds_collection(archive.names(path, endings)):
                yield Source(_readable_name(path), path, packed=True)
                rest = endings - _COLLECTED - _ANNOTATED
            for member in archive.members(path, rest):
                yield Source(member.name, file=member.file, data=member.data, reason=member.reason)
        except InputError as error:
            yield Source(_readable_name(path), reason=str(error))


def count(paths: Iterable[Path], *, format_name: str = "auto") -> int:
    """About how many sources there are, for a progress bar; nothing is read but folders."""
    endings = _endings()
    number = 0
    for path in _files(paths, endings | archive.SUFFIXES, format_name):
        try:
            number += archive.count(path, endings) if _is_archive(path) else 1
        except InputError:
            number += 1
    return number


def read_source(source: Source, *, format_name: str = "auto") -> list[Bundle]:
    """Read a source by its ending and first bytes, or by the format named.

    It is one bundle, unless it is an export with its companion to which articles were added.

    Raises:
        EvreaderError: it cannot be read; the sentence names the source.
    """
    if source.reason:
        raise InputError(source.reason)
    if source.path is None:
        return [
            read_data(source.data, source.file, shown=source.name, format_name=format_name),
        ]
    if source.packed:
        return [_unpacked(source.path, format_name)]
    beside = restoring.companion_for(source.path, format_name)
    if beside is not None:
        return restoring.restored(source.path, beside)
    if source.path.name == source.name:
        return [_read(source.path, format_name)]
    data = contents_of(source.path, largest_mb=_LARGEST_MB)
    return [read_data(data, source.name, format_name=format_name)]


def read_data(data: bytes, name: str, *, shown: str = "", format_name: str = "auto") -> Bundle:
    """Read bytes that are no file, as the file ``name`` would be read.

    Args:
        data: the bytes.
        name: a file name; its ending tells the format.
        shown: what messages and the article's source call it; by default the name.
        format_name: the format, if the ending is not to be asked.

    Raises:
        EvreaderError: it cannot be read; the sentence names what is shown.
    """
    shown = shown or name
    with TemporaryDirectory(prefix="evreader-") as folder:
        path = Path(folder, _plain_name(name))
        path.write_bytes(data)
        try:
            bundle = _read(path, format_name)
            # Whatever is read lazily is read now: the file is about to go.
            found = tuple(_renamed(item, path.name, shown) for item in bundle.articles)
        except EvreaderError as error:
            raise type(error)(_renamed_sentence(str(error), path.name, shown)) from error
    return replace(bundle, articles=found)


def _holds_collection(names: Iterable[str]) -> bool:
    paths = set(map(PurePosixPath, names))
    return any(p.suffix in _ANNOTATED and p.with_suffix(_TEXT) in paths for p in paths)


def _unpacked(path: Path, format_name: str) -> Bundle:
    """The collection in an archive, read in a folder of its own that is gone afterwards."""
    refused: list[str] = []
    with TemporaryDirectory(prefix="evreader-") as temporary:
        folder = Path(temporary, _plain_name(path.name)).with_suffix("")
        for member in archive.members(path, _UNPACKED):
            if member.reason:
                refused.append(member.reason)
                continue
            file = folder.joinpath(*map(_plain_name, PurePosixPath(member.file).parts))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(member.data)
        bundle = _read(folder, _COLLECTION if format_name == "auto" else format_name)
        found = tuple(bundle.articles)
    if bundle.receipt is not None:
        bundle.receipt.refused += refused
    return replace(bundle, articles=found)


def _read(path: Path, format_name: str) -> Bundle:
    name = format_name if format_name != "auto" else _format_of(path)
    bundle = registry.reader(name)(path)
    return replace(bundle, linked=True) if registry.find(name).linked else bundle


def _format_of(path: Path) -> str:
    collection = registry.of_folder(path)
    if collection is not None:
        return collection.name
    try:
        return registry.by_suffix(path).name
    except FormatError:
        return _by_contents(path)


def _by_contents(path: Path) -> str:
    """The format of a file whose ending is not known, by its first bytes.

    Raises:
        EvreaderError: they do not tell; or they tell that it cannot be read.
    """
    holding = kind_of(contents_of(path, largest_mb=_LARGEST_MB))
    if holding in ENDINGS:
        return registry.by_suffix(Path(f"article{ENDINGS[holding]}")).name
    if holding in {"ole", "rtf", "office", "picture"}:
        raise misfit(holding, path.name, "an article")
    known = registry.by_beginning(path)
    return (known or registry.by_suffix(path)).name  # that says which endings there are


def _endings() -> frozenset[str]:
    """What files in folders and archives end in that are sources; a companion is none by itself."""
    known = frozenset(s for item in registry.formats() if item.reads for s in item.suffixes)
    return known - {companion.SUFFIX}


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() in archive.SUFFIXES


def _files(paths: Iterable[Path], endings: frozenset[str], format_name: str) -> Iterator[Path]:
    """The files named, and those of folders, without what a browser saved beside a page."""
    whole = format_name != "auto" and registry.find(format_name).folder
    for path in map(Path, paths):
        if whole or not path.is_dir():
            yield path
            continue
        collections: dict[Path, frozenset[str]] = {}
        for place, folders, names in os.walk(path):
            folder = Path(place)
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and not archive.belongs_to_page(name, names)
            )
            owned = next((collections[at] for at in folder.parents if at in collections), None)
            if owned is None:
                owned = _owned(folder)
                if owned:
                    collections[folder] = owned
                    yield folder
            parts = _parts(folder, names)
            for name in sorted(set(names) - parts):
                ending = Path(name).suffix.lower()
                if ending in endings - owned and not name.startswith("."):
                    yield folder / name


def _parts(folder: Path, names: Iterable[str]) -> frozenset[str]:
    """The files of a folder that only go with an export there, as its companion says."""
    kept = (folder / name for name in names if name.endswith(companion.SUFFIX))
    return frozenset[str]().union(*map(companion.parts, kept))


def _owned(folder: Path) -> frozenset[str]:
    """What those files of a folder end in that are read with it as a whole; none if it is not."""
    beside = restoring.companion_for(folder)
    item = registry.of_folder(folder) if beside is None else registry.find(beside.format)
    return frozenset() if item is None else _COLLECTED.union(item.suffixes)


def _readable_name(path: Path) -> str:
    """A file's name as text, even if it was written in another encoding than this system's."""
    raw = os.fsencode(path.name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode(errors="replace")


def _plain_name(name: str) -> str:
    """The last part of a name from elsewhere, as a name that any file system takes."""
    path = Path(_UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]))
    return (path.stem[:_LONGEST_NAME].strip(" .") or "article") + path.suffix[:_LONGEST_NAME]


def _renamed(item: AnnotatedArticle, name: str, shown: str) -> AnnotatedArticle:
    info = item.article.info
    if info.source not in {"", name}:
        return item
    return replace(item, article=item.article._replace(info=info._replace(source=shown)))


def _renamed_sentence(sentence: str, name: str, shown: str) -> str:
    quoted = f"“{name}”"
    if quoted in sentence:
        return sentence.replace(quoted, f"“{shown}”", 1)
    return f"{shown}: {sentence}"
