"""What the reader view shows, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from evreader.domain.annotation import Mention
    from evreader.domain.article import Kind, Language, Link, Passage


class Outline(NamedTuple):
    """The shape of an article before any of its text is read: five columns, one entry a passage.

    Attributes:
        article: the article's id.
        passages: passage ids, sorted by row, then by document order.
        rows: the reader row each passage stands on; numbers grow, with gaps.
        languages: its language; ``en`` and ``other`` stand left, ``zh`` right.
        kinds: its kind.
        sizes: its length in code points.
    """

    article: int
    passages: tuple[int, ...]
    rows: tuple[int, ...]
    languages: tuple[Language, ...]
    kinds: tuple[Kind, ...]
    sizes: tuple[int, ...]


class PassageContent(NamedTuple):
    """One passage with what is drawn on it: links that touch it, mentions of the current set."""

    passage: Passage
    links: tuple[Link, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Selection(NamedTuple):
    """A selected stretch of one passage, in code points; ``start < end``."""

    passage: int
    start: int
    end: int


class Place(NamedTuple):
    """Where the user reads: the passage on top, pixels of it scrolled away, and the caret."""

    passage: int = 0
    offset: int = 0
    caret_passage: int = 0
    caret: int = 0
