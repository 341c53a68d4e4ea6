"""A project with something of everything in it, and the whole content of a file as a value."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from evreader.domain.annotation import Filler, Name, Slot
from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.session.receipt import Reading
from evreader.store.journal import TABLES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from evreader.session.session import Session

    Run = Callable[[str, Path], subprocess.CompletedProcess[str]]
    Content = Callable[[Path], dict[str, bytes]]

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
    """Every row of every table that undo covers; which set is chosen is no step.

    Nor is what an article is compared by, which is worked out when somebody first needs it.
    """

    def rows(plain: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
        columns = {"article": "id, title, source, date, url, author, site, review"}
        return {
            table: plain.execute(
                f"SELECT {columns.get(table, '*')} FROM {table} ORDER BY id"  # noqa: S608
            ).fetchall()
            for table in TABLES
            if table != "project"
        } | {"scheme": plain.execute("SELECT value FROM project WHERE key = 'scheme'").fetchall()}

    return rows


PREAMBLE = """
import os, signal, sys
from pathlib import Path
from evreader.domain.annotation import Name
from evreader.domain.article import Span
from evreader.errors import EvreaderError
from evreader.session.session import Session
from evreader.session import articles, entities, mentions
path = Path(sys.argv[1])
"""


@pytest.fixture
def closed(story: Story) -> Path:
    """A furnished project that nobody has open."""
    story.session.close()
    return story.session.path


@pytest.fixture(scope="session")
def preamble() -> str:
    """What code in a process of its own begins with."""
    return PREAMBLE


@pytest.fixture(scope="session")
def run() -> Run:
    """Run code in a process of its own."""
    return _run


@pytest.fixture(scope="session")
def content() -> Content:
    """All files of a folder."""
    return _bytes


def _run(code: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own."""
    command = [sys.executable, "-c", PREAMBLE + code, str(path)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def _bytes(folder: Path) -> dict[str, bytes]:
    """All files of a folder, but for SQLite's shared memory and an empty log: no content."""
    found = {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.endswith("-shm")}
    return {name: data for name, data in found.items() if data or not name.endswith("-wal")}
