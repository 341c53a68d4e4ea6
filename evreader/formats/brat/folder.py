"""Where the texts of a brat collection lie, and the annotations beside each."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evreader.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TEXT, ANNOTATIONS = ".txt", ".ann"
CONFIGURATION = "annotation.conf"
# Older collections keep entities, events and relations in files of their own; those that may be
# met alone stand first.
_GIVEN = (".a1", ".a2")
_PARTS = (*_GIVEN, ".rel", ".co")
_SIDES = ("en", "zh")


class Page(NamedTuple):
    """One text and the files with its annotations; there may be none."""

    text: Path
    annotations: tuple[Path, ...]


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
        entries: the texts.
        configurations: folders with an ``annotation.conf``, the outermost first.
        orphans: annotations whose text is missing.
    """

    entries: tuple[Entry, ...]
    configurations: tuple[Path, ...]
    orphans: tuple[Path, ...]


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
        entry = Entry(path.stem, (_page(text),))
        return Collection((entry,), (*_configurations_above(path),), ())
    files = list(_files(path))
    texts = [file for file in files if file.suffix == TEXT]
    known = {text.with_suffix("") for text in texts}
    endings = {ANNOTATIONS, *_GIVEN}
    orphans = [f for f in files if f.suffix in endings and f.with_suffix("") not in known]
    inside = [file.parent for file in files if file.name == CONFIGURATION]
    configurations = sorted(inside, key=lambda folder: len(folder.parts))
    if path not in configurations:
        configurations = [*_configurations_above(path / "x"), *configurations]
    return Collection(tuple(_entries(path, texts)), tuple(configurations), tuple(orphans))


def _stands_in(folder: Path) -> bool:
    try:
        names = [file.name for file in folder.iterdir()]
    except OSError:  # missing, or not to be looked into: then it is no collection for us
        return False
    return any(name == CONFIGURATION or name.endswith((ANNOTATIONS, *_GIVEN)) for name in names)


def _holds_any(folder: Path) -> bool:
    return any(file.suffix in {ANNOTATIONS, *_PARTS} for file in _files(folder))


def _files(folder: Path) -> Iterator[Path]:
    """All files below, by name, hidden ones left out."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here, name) for name in sorted(names) if not name.startswith("."))


def _configurations_above(path: Path) -> Iterator[Path]:
    """The nearest folder with a configuration, from the one that a file is in upwards."""
    for folder in path.absolute().parents:
        if (folder / CONFIGURATION).is_file():
            yield folder
            return


def _entries(root: Path, texts: Iterable[Path]) -> Iterator[Entry]:
    """Texts in their order; two that differ in ``en`` and ``zh`` alone are one."""
    names = {text.relative_to(root).with_suffix("").as_posix(): text for text in texts}
    taken: set[str] = set()
    for name, text in names.items():
        if name in taken:
            continue
        for sides in _both(name):
            if all(side in names for side in sides):
                taken.update(sides)
                yield Entry(_common(*sides), tuple(_page(names[side]) for side in sides))
                break
        else:
            yield Entry(name, (_page(text),))


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


def _page(text: Path) -> Page:
    joined = text.with_suffix(ANNOTATIONS)
    if joined.is_file():
        return Page(text, (joined,))
    return Page(text, tuple(part for part in map(text.with_suffix, _PARTS) if part.is_file()))
