"""A project with something of everything in it, and the whole content of a file as a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from evreader.domain.annotation import Filler, Name, Slot
from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.session.exchange import Reading
from evreader.store.journal import TABLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from evreader.session.session import Session

EN = "Polder Bikes and 𠮷野 Cycles sign a licence. It covers Utrecht."
ZH = "波尔德自行车与吉野签署授权协议。协议覆盖乌得勒支。"


class Story(NamedTuple):
    """A session, and ids of what is in it."""

    session: Session
    article: int
    en: int
    zh: int
    entity: int
    mention: int
    deal: int


def _article() -> Article:
    cut = EN.index(" It")
    return Article(
        1,
        ArticleInfo("Polder Bikes licence", "Canal Post", "2026-02-03"),
        (
            Passage(
                1, 0, "en", "paragraph", EN, (Span(0, cut), Span(cut + 1, len(EN))), mixed=True
            ),
            Passage(2, 1, "zh", "paragraph", ZH, (Span(0, 16), Span(16, len(ZH)))),
            Passage(3, 2, "en", "boilerplate", "Subscribe now", (Span(0, 13),)),
        ),
        (
            Link(1, "translation", "automatic", 0.8125, (SentenceRef(1, 0),), (SentenceRef(2, 0),)),
            Link(2, "translation", "confirmed", 1.0, (SentenceRef(1, 1),), (SentenceRef(2, 1),)),
        ),
    )


@pytest.fixture(scope="session")
def reading() -> Callable[[], Reading]:
    """One article, as if read from a file."""
    return lambda: Reading([Bundle(articles=(AnnotatedArticle(_article()),))])


@pytest.fixture(scope="session")
def furnish(reading: Callable[[], Reading]) -> Callable[[Session], Story]:
    """Put an article, an entity, two mentions and a deal into a session."""

    def fill(session: Session) -> Story:
        article = session.exchange.store(reading()).articles[0]
        en, zh, _ = (passage.id for passage in session.articles.get(article).passages)
        entity = session.entities.create("Company", [Name("en", "Polder Bikes")])
        mention = session.mentions.add(en, [Span(0, 12)], "Company", entity=entity)
        session.mentions.add(zh, [Span(0, 6)], "Company", entity=entity)
        quote = session.evidence_of(mention)
        deal = session.deals.create(
            "TechnologyLicence",
            roles=[Filler("Licensor", entity, evidence=(quote,)), Filler("Fee", value="5%")],
            slots=[Slot("status", "signed", (quote,))],
            triggers=[quote],
        )
        return Story(session, article, en, zh, entity, mention, deal)

    return fill


@pytest.fixture
def story(session: Session, furnish: Callable[[Session], Story]) -> Story:
    """A furnished project."""
    return furnish(session)


@pytest.fixture(scope="session")
def snapshot() -> Callable[[sqlite3.Connection], dict[str, list[tuple[object, ...]]]]:
    """Every row of every table that undo covers."""

    def rows(plain: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
        return {
            table: plain.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()  # noqa: S608
            for table in TABLES
        }

    return rows
