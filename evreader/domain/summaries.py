"""A line of each list: articles, entities, deals, and what a search found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evreader.domain.annotation import Deal, Entity
    from evreader.domain.article import Language
    from evreader.domain.changes import Changes


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


def touched_deals(listed: Iterable[DealSummary], noted: Iterable[Changes]) -> set[int]:
    """The deals to be read again after these changes: themselves changed, or their parties."""
    deals: set[int] = set()
    entities: set[int] = set()
    for changes in noted:
        deals |= changes.deals
        entities |= changes.entities
    if entities:
        deals |= {
            item.deal.id for item in listed if any(one.id in entities for one in item.parties)
        }
    return deals
