"""The table of exchange formats: what each is called, does, and cannot say."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from evreader.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evreader.domain.bundle import Bundle, Receipt

    Reader = Callable[[Path], Bundle]
    Writer = Callable[[Bundle, Path], Receipt]


@dataclass(frozen=True, slots=True)
class Format:
    """One exchange format.

    Attributes:
        name: what ``--format`` takes.
        title: what a menu shows.
        module: where its functions live; loaded when first used.
        suffixes: file endings it is known by, with the dot, lower case.
        reads: whether evreader reads it.
        writes: whether evreader writes it.
        folder: whether what it writes is a folder and not one file.
        every_set: whether it takes all annotation sets where none is named, not the current one.
        side: whether a file of it may be one side of an English–Chinese pair.
        cannot_carry: one sentence for each thing the format has no place for.
    """

    name: str
    title: str
    module: str
    suffixes: tuple[str, ...] = ()
    reads: bool = False
    writes: bool = False
    folder: bool = False
    every_set: bool = False
    side: bool = False
    cannot_carry: tuple[str, ...] = ()


_TEXT_ONLY = (
    "Mentions, entities and deals.",
    "Links between sentences of the two languages.",
)

_FORMATS = (
    Format(
        name="jsonl",
        title="evreader JSON Lines",
        module="evreader.formats.jsonl",
        suffixes=(".jsonl",),
        reads=True,
        writes=True,
        every_set=True,
    ),
    Format(
        name="brat",
        title="brat standoff",
        module="evreader.formats.brat",
        suffixes=(".ann",),
        writes=True,
        folder=True,
        cannot_carry=(
            "Languages and kinds of passages, and what is known about an article.",
            "Links between sentences of the two languages.",
            "Entities: a mention only names the entity it stands for.",
            "A deal across articles: each article gets an event of its own.",
            "Values, dates and notes of a deal, other than as text in a note.",
            "More than one piece of evidence for a role.",
            "Line breaks written as CR LF: they become LF.",
            "More than one annotation set, and whether a set is locked.",
        ),
    ),
    Format(
        name="csv",
        title="Table of deals (CSV)",
        module="evreader.formats.table",
        suffixes=(".csv",),
        writes=True,
        cannot_carry=(
            "Articles: only the titles and the quoted evidence.",
            "Mentions that are not evidence for a deal, and the places of those that are.",
            "Entities that take part in no deal, and the attributes of all.",
            "Links between sentences of the two languages.",
        ),
    ),
    Format(
        name="text",
        title="Plain text",
        module="evreader.formats.text",
        suffixes=(".txt", ".text"),
        reads=True,
        side=True,
        cannot_carry=_TEXT_ONLY,
    ),
    Format(
        name="markdown",
        title="Markdown",
        module="evreader.formats.markdown",
        suffixes=(".md", ".markdown"),
        reads=True,
        side=True,
        cannot_carry=_TEXT_ONLY,
    ),
)


def formats() -> tuple[Format, ...]:
    """All formats, in the order a menu shows them."""
    return _FORMATS


def find(name: str) -> Format:
    """The format of this name.

    Raises:
        FormatError: there is none; the sentence names those there are.
    """
    for item in formats():
        if item.name == name:
            return item
    known = ", ".join(item.name for item in formats())
    raise FormatError(f"There is no format called '{name}'; choose one of {known}.")


def by_suffix(path: Path) -> Format:
    """The format that a file's ending stands for.

    Raises:
        FormatError: the ending is not known.
    """
    suffix = path.suffix.lower()
    for item in formats():
        if suffix in item.suffixes:
            return item
    known = ", ".join(suffix for item in formats() for suffix in item.suffixes if item.reads)
    raise FormatError(
        f"The ending of {path.name} does not tell its format; name the format, "
        f"or give a file that ends in one of {known}."
    )


def reader(name: str) -> Reader:
    """The function that reads this format; it loads the format's module.

    Raises:
        FormatError: there is no such format, or evreader does not read it.
    """
    item = find(name)
    if not item.reads:
        readable = ", ".join(other.name for other in formats() if other.reads)
        raise FormatError(
            f"evreader writes {item.title} but does not read it; it reads {readable}."
        )
    return cast("Reader", import_module(item.module).read)


def writer(name: str) -> Writer:
    """The function that writes this format; it loads the format's module.

    Raises:
        FormatError: there is no such format, or evreader does not write it.
    """
    item = find(name)
    if not item.writes:
        writable = ", ".join(other.name for other in formats() if other.writes)
        raise FormatError(
            f"evreader reads {item.title} but does not write it; it writes {writable}."
        )
    return cast("Writer", import_module(item.module).write)
