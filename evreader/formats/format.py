"""What an exchange format is: one row of the catalogue."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose where a format is written.

    Attributes:
        name: the keyword argument of the format's ``write``.
        title: what a dialog shows.
        choices: the values there are, as texts.
        default: the one taken where none is chosen.
    """

    name: str
    title: str
    choices: tuple[str, ...]
    default: str


@dataclass(frozen=True, slots=True)
class Format:
    """One exchange format.

    Attributes:
        name: what ``--format`` takes.
        title: what a menu shows.
        module: where its functions live; loaded when first used.
        suffixes: file endings it is known by, with the dot, lower case; the first is written.
        reads: whether evreader reads it.
        writes: whether evreader writes it.
        folder: whether what it writes is a folder and not one file.
        collection: whether it reads folders as a whole; then its ``claims(path)`` says whether a
            folder, or a file by what lies beside it, is of this format.
        linked: whether its files say themselves which sentences are translations of each other.
        sentences: whether it writes sentences or links between them; if not, none are read for it.
        every_set: whether it takes all annotation sets where none is named, not the current one.
        side: whether a file of it may be one side of an English–Chinese pair.
        prose: whether its files hold texts only, and nothing that somebody tagged.
        shared: whether other formats have the same ending; then its ``claims(head, name)`` says,
            of the first bytes of a file and its name, whether it is of this format.
        complete: whether its files hold all that there is, so that nothing is kept beside them.
        extra: what has to be installed for it: ``pip install "evreader[extra]"``.
        options: what can be chosen where it is written.
        cannot_carry: one sentence for each thing the format has no place for.
    """

    name: str
    title: str
    module: str
    suffixes: tuple[str, ...] = ()
    reads: bool = False
    writes: bool = False
    folder: bool = False
    collection: bool = False
    linked: bool = False
    sentences: bool = True
    every_set: bool = False
    side: bool = False
    prose: bool = False
    shared: bool = False
    complete: bool = False
    extra: str = ""
    options: tuple[Option, ...] = ()
    cannot_carry: tuple[str, ...] = ()

    def as_json(self) -> Mapping[str, object]:
        """The format as plain values for ``--json``."""
        return {
            "name": self.name,
            "title": self.title,
            "reads": self.reads,
            "writes": self.writes,
            "endings": list(self.suffixes),
            "folder": self.folder,
            "extra": self.extra,
            "options": [
                {**asdict(option), "choices": list(option.choices)} for option in self.options
            ],
            "cannot_carry": list(self.cannot_carry),
        }

    def lines(self) -> list[str]:
        """The format as lines for a terminal."""
        does = (word for word, can in (("reads", self.reads), ("writes", self.writes)) if can)
        extra = f'  (pip install "evreader[{self.extra}]")' if self.extra else ""
        options = (
            f"--option {option.name}=…: {', '.join(option.choices)} (else {option.default})"
            for option in self.options
        )
        losses = (f"not: {sentence}" for sentence in self.cannot_carry)
        first = f"{self.name:<14} {' and '.join(does):<17} {self.title}{extra}"
        return [first, *(f"{'':<33}{line}" for line in (*options, *losses))]

    @property
    def returns(self) -> bool:
        """Whether what it writes can come back by way of what is kept beside it."""
        return self.reads and self.writes and not self.complete
