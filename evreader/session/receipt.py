"""What goes into an import and what comes of it, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from evreader.domain.bundle import Receipt
from evreader.override import override

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evreader.domain.bundle import Bundle

    Report = Callable[[int, int, str], None]

Place = tuple[int, int]
"""Which source of an import, and which of that source's articles; from 0."""

Duplicates = Literal["skip", "keep", "hold"]
"""What happens to an article that is in the project already.

``skip`` leaves out the same text and tells of nearly the same, ``keep`` takes in everything, and
``hold`` leaves out both, for a person to decide.
"""


@dataclass(slots=True)
class Reading:
    """Bundles in the hand, and the names of the files they came from."""

    bundles: Sequence[Bundle] = ()
    files: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that was left out because the project has it.

    Attributes:
        place: where in the import it came.
        name: what that source is called.
        title: its title.
        article: the id of the article in the project.
        same: whether the texts are the same, or only nearly.
    """

    place: Place
    name: str
    title: str
    article: int
    same: bool

    @override
    def __str__(self) -> str:
        likeness = "in the project already, as" if self.same else "nearly the same as"
        return f"“{self.title or self.name}” is {likeness} article {self.article}."


@dataclass(slots=True)
class ImportReceipt(Receipt):
    """What an import brought, and what it did not.

    Attributes:
        skipped: one sentence for each article left out because the project has it.
        similar: one sentence for each article taken in though it is nearly the same as another.
        doubtful: one sentence for each article that a person should look at.
        failed: how many sources were refused as a whole, or in all their records; ``refused`` also
            tells of single records.
        cancelled: whether it was ended early.
    """

    skipped: list[str] = field(default_factory=list)
    similar: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    failed: int = 0
    cancelled: bool = False

    @override
    def as_json(self) -> Mapping[str, object]:
        return {
            **Receipt.as_json(self),
            "skipped": self.skipped,
            "similar": self.similar,
            "doubtful": self.doubtful,
            "failed": self.failed,
            "cancelled": self.cancelled,
        }


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import brought.

    Attributes:
        articles: ids of the new articles.
        sets: names of the new annotation sets.
        receipt: the same in counts and sentences.
        duplicates: articles that were left out.
        found: ids of all articles, in the order they were given; for one that was left out, that
            of the article in the project.
    """

    articles: tuple[int, ...] = ()
    sets: tuple[str, ...] = ()
    receipt: ImportReceipt = field(default_factory=lambda: ImportReceipt("import"))
    duplicates: tuple[Duplicate, ...] = ()
    found: tuple[int, ...] = ()

    def as_json(self) -> Mapping[str, object]:
        """The result as plain values for ``--json``; ``articles`` are all that were found."""
        return {
            "articles": list(self.found),
            "new": list(self.articles),
            "sets": list(self.sets),
            **self.receipt.as_json(),
        }
