"""A project in both languages: two articles, entities, mentions and a deal across both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from evreader.domain.annotation import Evidence, Filler, Name, Slot
from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.session.receipt import Reading

if TYPE_CHECKING:
    from evreader.session.session import Session

EN = "Meadow Dairy and Hanlu Foods found a venture in Lyon. Meadow Dairy pays €3m."
ZH = "草原乳业与寒露食品在里昂成立合资企业。草原乳业出资300万欧元。"
SECOND = "Hanlu Foods signs for a creamery; its chief calls Meadow Dairy a friend."


class Story(NamedTuple):
    """A session, and ids of what is in it."""

    session: Session
    first: int
    second: int
    en: int
    zh: int
    later: int
    meadow: int
    hanlu: int
    deal: int

    def evidence(self, passage: int, quote: str, *, nth: int = 0) -> Evidence:
        """The n-th place of a quote in a passage."""
        text = self.text(passage)
        start = -1
        for _ in range(nth + 1):
            start = text.index(quote, start + 1)
        return Evidence(passage, start, start + len(quote), quote)

    def span(self, passage: int, quote: str, *, nth: int = 0) -> Span:
        """Where it stands."""
        place = self.evidence(passage, quote, nth=nth)
        return Span(place.start, place.end)

    def tag(
        self, passage: int, quote: str, *, nth: int = 0, entity: int | None = None, **more: str
    ) -> int:
        """A new mention there; ``level=…`` and the like become attributes."""
        spans = [self.span(passage, quote, nth=nth)]
        add = self.session.mentions.add
        return add(passage, spans, "Company", entity=entity, attributes=more)

    def text(self, passage: int) -> str:
        """The text of a passage."""
        return self.session.articles.contents([passage])[passage].passage.text


@pytest.fixture
def story(session: Session) -> Story:
    """A furnished project; nothing is tagged yet, one deal has evidence in both articles."""
    reading = Reading([Bundle(articles=_articles())])
    first, second = session.exchange.store(reading).articles
    en, zh, _ = (passage.id for passage in session.articles.get(first).passages)
    later = session.articles.get(second).passages[0].id
    meadow = session.entities.create("Company", [Name("en", "Meadow Dairy")])
    hanlu = session.entities.create("Company", [Name("zh", "寒露食品")], {"ticker": "HLF"})
    story = Story(session, first, second, en, zh, later, meadow, hanlu, 0)
    deal = session.deals.create(
        "JointVenture",
        roles=[
            Filler("Partner", meadow, evidence=(story.evidence(en, "Meadow Dairy"),)),
            Filler("Partner", hanlu, evidence=(story.evidence(later, "Hanlu Foods"),)),
        ],
        slots=[Slot("status", "announced", (story.evidence(zh, "成立"),))],
        triggers=[story.evidence(en, "venture")],
    )
    return story._replace(deal=deal)


def _articles() -> tuple[AnnotatedArticle, ...]:
    cut, zh_cut = EN.index(" Meadow Dairy pays"), ZH.index("草原乳业出资")
    first = Article(
        1,
        ArticleInfo("A dairy venture 乳业合资", "Alpine Times", "2026-04-01"),
        (
            Passage(1, 0, "en", "paragraph", EN, (Span(0, cut), Span(cut + 1, len(EN)))),
            Passage(2, 1, "zh", "paragraph", ZH, (Span(0, zh_cut), Span(zh_cut, len(ZH)))),
            Passage(3, 2, "en", "boilerplate", "Read more", (Span(0, 9),)),
        ),
        (Link(1, "translation", "automatic", 0.75, (SentenceRef(1, 0),), (SentenceRef(2, 0),)),),
    )
    passage = Passage(4, 0, "en", "paragraph", SECOND, (Span(0, len(SECOND)),))
    second = Article(2, ArticleInfo("Creamery", "Alpine Times", "2026-05"), (passage,))
    return AnnotatedArticle(first), AnnotatedArticle(second)
