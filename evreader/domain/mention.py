"""Mentions and the annotation sets they belong to, as values: all of it that reading shows.

They stand apart from entities and deals (``annotation`` has all of them) because the first picture
of an article needs these two classes alone, and each class takes a start half a millisecond. A
mention is a tuple because a large project has a million of them: a frozen dataclass takes four
times as long to make.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evreader.domain.article import Span


class Mention(NamedTuple):
    """A tagged stretch of text: one or more fragments of one passage, in order, not overlapping.

    Without fragments it is unplaced: its text was not found any more, or never; a person decides.

    Attributes:
        text: the fragments' text, joined by one space.
        set: id of the annotation set it belongs to.
        origin: who made it: ``user``, or the name of a program or file.
    """

    id: int
    passage: int
    fragments: tuple[Span, ...]
    text: str
    type: str
    set: int
    entity: int | None = None
    attributes: Mapping[str, str] = {}
    origin: str = "user"

    @property
    def start(self) -> int:
        """Where the first fragment begins; 0 if it is unplaced."""
        return self.fragments[0].start if self.fragments else 0

    @property
    def end(self) -> int:
        """Where the last fragment ends; 0 if it is unplaced."""
        return self.fragments[-1].end if self.fragments else 0


class AnnotationSet(NamedTuple):
    """One person's or one program's mentions and deals over the articles, under one name."""

    id: int
    name: str
    locked: bool = False
    origin: str = "user"
