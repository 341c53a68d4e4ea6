"""What exchange formats read and write, and what they report of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evreader.domain.annotation import AnnotationSet, Deal, Entity, Mention
    from evreader.domain.article import Article
    from evreader.domain.likeness import Likeness
    from evreader.domain.scheme import Scheme


LINKS_LEFT_OUT = "Links between sentences left out: {}."
"""What the receipt of a format that has no place for links says, with how many."""

_ONE = {"entities": "entity"}


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with the mentions of the bundle's annotation sets in it.

    ``likeness`` is what it is compared with others by, where somebody worked that out already.
    """

    article: Article
    mentions: tuple[Mention, ...] = ()
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A project or a part of one, on its way out or in.

    Ids agree only within the bundle. ``articles`` may be a generator, or ``Portions``: it is walked
    once, so that a large project streams through; the rest fits in memory. ``deals`` may fill up on
    the way, and ``receipt``, where a reader has something to say of what it met. Where it is
    ``linked``, the articles' links are all that there are to be: nobody is to look for more.
    """

    scheme: Scheme | None = None
    sets: tuple[AnnotationSet, ...] = ()
    entities: tuple[Entity, ...] = ()
    articles: Iterable[AnnotatedArticle] = ()
    deals: Sequence[Deal] = ()
    receipt: Receipt | None = None
    linked: bool = False


@dataclass(slots=True)
class Receipt:
    """What went through an export or import, and what did not.

    Attributes:
        format: the format's name.
        counts: things carried, by kind (``articles``, ``mentions``, ``deals``…).
        notes: what one should know, as sentences: the unit of offsets that was found, say.
        losses: one sentence for each thing that the format cannot carry, with how many.
        refused: one sentence for each thing that was not taken, and why.
        files: what was written or read, relative names.
    """

    format: str
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def count(self, kind: str, number: int = 1) -> None:
        """Add to the count of one kind."""
        self.counts[kind] = self.counts.get(kind, 0) + number

    def summary(self) -> str:
        """What went through, in words: ``2 articles, 1 deal``."""
        parts = (
            f"{number} {kind if number != 1 else _ONE.get(kind, kind.removesuffix('s'))}"
            for kind, number in self.counts.items()
            if number
        )
        return ", ".join(parts) or "nothing"

    def as_json(self) -> Mapping[str, object]:
        """The receipt as plain values for ``--json``."""
        return {
            "format": self.format,
            "counts": self.counts,
            "notes": self.notes,
            "losses": self.losses,
            "refused": self.refused,
            "files": self.files,
        }
