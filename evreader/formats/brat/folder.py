"""Where the texts of a brat collection lie, and the annotations beside each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evreader.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

TEXT, ANNOTATIONS = ".txt", ".ann"
CONFIGURATION = "annotation.conf"
# Older collections keep entities, events and relations in files of their own; those that may be
# met alone stand first.
_GIVEN = (".a1", ".a2")
_PARTS = (*_GIVEN, ".rel", ".co")
_SIDES = ("en", "zh")


class Page(NamedTuple):
    """One text and the files with its annotations; there may be none.

    All are names within the collection, with ``/`` between folders.
    """

    text: str
    annotations: tuple[str, ...]


class Entry(NamedTuple):
    """What becomes one article: a text, or one in each language.

    Attributes:
        name: the path of the text within the collection, without its ending and language.
        pages: the English one first.
    """

    name: str
    pages: tuple[Page, ...]


class Collection(NamedTuple):
    """All of a collection, in order.

    Attributes:
        root: the folder that all names are within.
        entries: the texts.
        configurations: folders with an ``annotation.conf``, the outermost first.
        orphans: annotations whose text is missing.
    """

    root: Path
    entries: tuple[Entry, ...]
    configurations: tuple[Path, ...]
    orphans: tuple[str, ...] = ()


def is_annotated(path: Path) -> bool:
    """Whether a file is of brat's, or a folder is one of its collections on sight.

    A folder is one if annotations or a configuration stand in it, or in its two sides.
    """
    if path.is_dir():
        sides = [path / side for side in _SIDES]
        return _stands_in(path) or all(map(_stands_in, sides))
    endings = (ANNOTATIONS, *_GIVEN)
    if path.suffix in endings:
        return path.is_file()
    beside = (path.with_suffix(ending) for ending in endings)
    return path.suffix == TEXT and path.is_file() and any(file.is_file() for file in beside)


def collection(path: Path) -> Collection:
    """What a folder holds, or what belongs to one file in it.

    Raises:
        FormatError: there are no annotations of brat's, or the text of the one file is missing.
    """
    if not (path.is_dir() and _holds_any(path)) and not is_annotated(path):
        raise FormatError(
            f"There are no annotations of brat's at {path}: no file that ends in {ANNOTATIONS}."
        )
    if not path.is_dir():
        text = path.with_suffix(TEXT)
        if not text.is_file():
            raise FormatError(f"{path.name} has no text beside it; {text.name} is missing.")
        beside = (path.with_suffix(ending) for ending in (ANNOTATIONS, *_PARTS))
        known = {file.name for file in beside if file.is_file()}
        entry = Entry(path.stem, (_page(path.stem, known),))
        return Collection(path.parent, (entry,), (*_configurations_above(path),))
    names = dict.fromkeys(_names(path))
    texts = {name.removesuffix(TEXT): None for name in names if name.endswith(TEXT)}
    annotated = (name for name in names if name.endswith((ANNOTATIONS, *_GIVEN)))
    orphans = [name for name in annotated if name.rpartition(".")[0] not in texts]
    inside = [path / name for name in names if name.rpartition("/")[2] == CONFIGURATION]
    configurations = sorted((file.parent for file in inside), key=lambda one: len(one.parts))
    if path not in configurations:
        configurations = [*_configurations_above(path / "x"), *configurations]
    entries = tuple(_entries(texts, names))
    return Collection(path, entries, tuple(configurations), tuple(orphans))


def _stands_in(folder: Path) -> bool:
    try:
        names = [file.name for file in folder.iterdir()]
    except OSError:  # missing, or not to be looked into: then it is no collection for us
        return False
    return any(name == CONFIGURATION or name.endswith((ANNOTATIONS, *_GIVEN)) for name in names)


def _holds_any(folder: Path) -> bool:
    return any(name.endswith((ANNOTATIONS, *_PARTS)) for name in _names(folder))


def _names(folder: Path) -> Iterator[str]:
    """All files below, by their names within the folder, in order; hidden ones left out."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        above = Path(here).relative_to(folder).as_posix()
        before = "" if above == "." else f"{above}/"
        yield from (f"{before}{name}" for name in sorted(names) if not name.startswith("."))


def _configurations_above(path: Path) -> Iterator[Path]:
    """The nearest folder with a configuration, from the one that a file is in upwards."""
    for folder in path.absolute().parents:
        if (folder / CONFIGURATION).is_file():
            yield folder
            return


def _entries(texts: Mapping[str, None], known: Container[str]) -> Iterator[Entry]:
    """Texts, by their names without the ending; two that differ in ``en`` and ``zh`` are one."""
    taken: set[str] = set()
    for name in texts:
        if name in taken:
            continue
        for sides in _both(name):
            if all(side in texts for side in sides):
                taken.update(sides)
                yield Entry(_common(*sides), tuple(_page(side, known) for side in sides))
                break
        else:
            yield Entry(name, (_page(name, known),))


def _both(name: str) -> Iterator[tuple[str, str]]:
    """The names that a text and its counterpart would have, English first."""
    en, zh = _SIDES
    stem, _, side = name.rpartition(".")
    if stem and side in _SIDES:
        yield f"{stem}.{en}", f"{stem}.{zh}"
    parts = name.split("/")
    for place, part in enumerate(parts[:-1]):
        if part in _SIDES:
            before, after = parts[:place], parts[place + 1 :]
            yield "/".join((*before, en, *after)), "/".join((*before, zh, *after))


def _common(en: str, zh: str) -> str:
    """The name of a pair: what both are called, without the language."""
    if en.endswith(".en") and zh.endswith(".zh"):
        return en.removesuffix(".en")
    pairs = zip(en.split("/"), zh.split("/"), strict=True)
    return "/".join(one for one, other in pairs if one == other)


def _page(name: str, known: Container[str]) -> Page:
    """The page whose text has this name, without the ending; ``known`` are the files there are."""
    joined = name + ANNOTATIONS
    if joined in known:
        return Page(name + TEXT, (joined,))
    parts = (name + ending for ending in _PARTS)
    return Page(name + TEXT, tuple(part for part in parts if part in known))
