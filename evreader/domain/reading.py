"""What the reader view and the panels show, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from evreader.domain.annotation import Deal, Entity, Mention
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


class ArticleSummary(NamedTuple):
    """A line of the library list; ``review`` says why a person should look at the article."""

    id: int
    title: str
    source: str
    date: str
    languages: tuple[Language, ...]
    passages: int
    mentions: int
    deals: int
    review: str = ""


class EntitySummary(NamedTuple):
    """A line of the entity list."""

    entity: Entity
    mentions: int
    deals: int


class DealSummary(NamedTuple):
    """A line of the deal list, across all articles.

    ``parties`` are the entities that fill roles, in order; ``missing`` names the obligatory roles
    that nothing fills; ``articles`` are the ids of the articles that its evidence is in.
    """

    deal: Deal
    parties: tuple[Entity, ...]
    missing: tuple[str, ...]
    articles: tuple[int, ...]


class Hit(NamedTuple):
    """A search result: where, and the text around it."""

    article: int
    title: str
    passage: int
    start: int
    end: int
    snippet: str
