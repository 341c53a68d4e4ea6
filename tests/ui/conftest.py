"""What tests of widgets share: a look, and a small project with finished work in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from evreader.domain.annotation import Evidence, Filler, Name, Slot
from evreader.domain.article import Article, ArticleInfo, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.session.receipt import Reading

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.domain.article import Language
    from evreader.domain.scheme import Scheme
    from evreader.session.session import Session
    from evreader.ui.look import Look

ENGLISH = (
    "Northwind Motors and Harbin Volt found a joint venture worth 1.5 billion euros in Lisbon."
)
CHINESE = "北风汽车与哈伏公司将在里斯本成立合资企业，金额为15亿欧元。"


class Story(NamedTuple):
    """A project of two articles, two entities, three mentions and one deal."""

    session: Session
    articles: tuple[int, ...]
    en: int
    zh: int
    northwind: int
    harbin: int
    mentions: tuple[int, ...]
    deal: int

    def evidence(self, text: str) -> Evidence:
        """The first place of a text, in either passage."""
        passage, whole = (self.en, ENGLISH) if text in ENGLISH else (self.zh, CHINESE)
        start = whole.index(text)
        return Evidence(passage, start, start + len(text), text)

    def tag(self, text: str, kind: str = "Company", entity: int | None = None) -> int:
        """A new mention at the first place of a text."""
        place = self.evidence(text)
        span = Span(place.start, place.end)
        return self.session.mentions.add(place.passage, [span], kind, entity=entity)


@pytest.fixture
def look(qtbot: QtBot, scheme: Scheme) -> Look:
    """Fonts and colours, English labels."""
    from evreader.ui.look import Look

    return Look(scheme)


@pytest.fixture
def story(session: Session) -> Story:
    """A project with a deal in it that lacks nothing, evidence in both languages."""
    first = _article("Volt venture in Lisbon 里斯本合资", ENGLISH, CHINESE)
    second = _article("北方电池 supplies Orbit", "北方电池向轨道汽车供货。")
    reading = Reading([Bundle(articles=(AnnotatedArticle(first), AnnotatedArticle(second)))])
    articles = session.exchange.store(reading).articles
    en, zh = (passage.id for passage in session.articles.get(articles[0]).passages)
    names = [Name("en", "Northwind Motors"), Name("zh", "北风汽车")]
    northwind = session.entities.create("Company", names)
    harbin = session.entities.create("Company", [Name("en", "Harbin Volt"), Name("zh", "哈伏公司")])
    half = Story(session, articles, en, zh, northwind, harbin, (), 0)
    mentions = (
        half.tag("Northwind Motors", entity=northwind),
        half.tag("北风汽车", entity=northwind),
        half.tag("Harbin Volt", entity=harbin),
    )
    deal = session.deals.create(
        "JointVenture",
        roles=[
            Filler("Partner", northwind, evidence=tuple(map(session.evidence_of, mentions[:2]))),
            Filler("Partner", harbin, evidence=(session.evidence_of(mentions[2]),)),
        ],
        slots=[Slot("status", "announced"), Slot("announced", "2026-03")],
        triggers=[half.evidence("joint venture")],
    )
    return half._replace(mentions=mentions, deal=deal)


def _article(title: str, *texts: str) -> Article:
    languages: tuple[Language, ...] = ("en", "zh") if len(texts) > 1 else ("zh",)
    passages = tuple(
        Passage(index + 1, index, language, "paragraph", text, (Span(0, len(text)),))
        for index, (language, text) in enumerate(zip(languages, texts, strict=True))
    )
    info = ArticleInfo(title, source="Harbour Daily", date="2026-03-14")
    return Article(1, info, passages)
