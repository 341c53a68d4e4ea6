"""A whole article with what is tagged in it, as a value and as ``evreader show --json``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evreader.domain.language import foreign_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evreader.domain.annotation import Deal, Evidence, Mention
    from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef
    from evreader.session.session import Session


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article, and what every annotation set says about it.

    Attributes:
        sets: names of the annotation sets by id.
    """

    article: Article
    mentions: tuple[Mention, ...]
    deals: tuple[Deal, ...]
    sets: Mapping[int, str]

    @property
    def id(self) -> int:
        """The article's id."""
        return self.article.id

    @property
    def info(self) -> ArticleInfo:
        """What is known about it besides its text."""
        return self.article.info

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Its passages, in document order."""
        return self.article.passages

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links between sentences."""
        return self.article.links

    def as_json(self) -> Mapping[str, Any]:
        """Plain values; offsets are code points into ``passages[].text``."""
        info = self.info
        return {
            "article": {
                "id": self.id,
                "title": info.title,
                "source": info.source,
                "date": info.date,
                "url": info.url,
                "author": info.author,
                "site": info.site,
                "review": self.article.review,
                "languages": list(self.article.languages),
            },
            "passages": [_passage(passage) for passage in self.passages],
            "links": [_link(link) for link in self.links],
            "mentions": [self._mention(mention) for mention in self.mentions],
            "deals": [self._deal(deal) for deal in self.deals],
        }

    def _mention(self, mention: Mention) -> Mapping[str, Any]:
        return {
            "id": mention.id,
            "passage_id": mention.passage,
            "fragments": [list(span) for span in mention.fragments],
            "text": mention.text,
            "type": mention.type,
            "entity_id": mention.entity,
            "attributes": dict(mention.attributes),
            "set": self.sets[mention.set],
            "origin": mention.origin,
        }

    def _deal(self, deal: Deal) -> Mapping[str, Any]:
        return {
            "id": deal.id,
            "type": deal.type,
            "set": self.sets[deal.set],
            "roles": [
                {
                    "role": filler.role,
                    **({"value": filler.value} if filler.entity is None else {}),
                    **({"entity_id": filler.entity} if filler.entity is not None else {}),
                    "attributes": dict(filler.attributes),
                    "evidence": _evidence(filler.evidence),
                }
                for filler in deal.roles
            ],
            "slots": {
                slot.name: {"value": slot.value, "evidence": _evidence(slot.evidence)}
                for slot in deal.slots
            },
            "triggers": _evidence(deal.triggers),
        }


def shown(session: Session, article: int) -> ShownArticle:
    """Read an article with what every annotation set says about it.

    Raises:
        NotFoundError: there is no such article.
    """
    return ShownArticle(
        session.articles.get(article),
        tuple(session.mentions.of_article(article, every_set=True)),
        tuple(session.deals.of_article(article, every_set=True)),
        {item.id: item.name for item in session.sets.all()},
    )


def _passage(passage: Passage) -> Mapping[str, Any]:
    return {
        "id": passage.id,
        "index": passage.index,
        "language": passage.language,
        "kind": passage.kind,
        "mixed": passage.mixed,
        "foreign": [list(span) for span in foreign_runs(passage.text, passage.language)],
        "origin": passage.origin,
        "original": passage.original,
        "text": passage.text,
        "sentences": [list(span) for span in passage.sentences],
    }


def _link(link: Link) -> Mapping[str, Any]:
    def refs(side: Iterable[SentenceRef]) -> list[list[int]]:
        return [list(ref) for ref in side]

    return {
        "id": link.id,
        "relation": link.relation,
        "status": link.status,
        "score": link.score,
        "en": refs(link.en),
        "zh": refs(link.zh),
    }


def _evidence(items: Iterable[Evidence]) -> list[Mapping[str, Any]]:
    return [
        {
            "passage_id": item.passage,
            "start": item.start,
            "end": item.end,
            "text": item.text,
            "mention_id": item.mention,
        }
        for item in items
    ]
