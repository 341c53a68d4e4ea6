"""Make a project file as this version of evreader writes it, for later versions to open.

Run it once for each released version of the store and commit what it makes; never make the file
of an older version anew:

    python tests/data/make_store.py
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from evreader.domain.annotation import Filler, Name, Slot
from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.reading import Selection
from evreader.project import create_session
from evreader.session.receipt import Reading
from evreader.store import schema

if TYPE_CHECKING:
    from evreader.session.session import Session

EN = "Tidewater Rail and 𠮷田 Works will build trams in Porto. Each side pays half."
ZH = "潮水铁路与吉田制作所将在波尔图制造有轨电车。双方各出一半。"
LATER = "Tidewater Rail opened its Porto plant on 4 May 2026."


def make(path: Path) -> None:
    """Write the project file."""
    session = create_session(path)
    articles = session.exchange.store(Reading([_bundle()])).articles
    en, zh, _ = (passage.id for passage in session.articles.get(articles[0]).passages)
    later = session.articles.get(articles[1]).passages[0].id
    _annotate(session, en, zh, later)
    copy = session.sets.duplicate(session.sets.current.id, "Checked")
    session.sets.set_locked(copy, locked=True)
    session.entities.create("Place", [Name("en", "Porto"), Name("zh", "波尔图")])
    session.history.undo()
    session.close()
    _shrink(path)


def _bundle() -> Bundle:
    cut, zh_cut = EN.index(" Each"), ZH.index("双方")
    first = Article(
        1,
        ArticleInfo(
            "Trams for Porto", "Harbour Daily", "2026-01-20", "https://example.org/1", "Mei"
        ),
        (
            Passage(
                1, 0, "en", "paragraph", EN, (Span(0, cut), Span(cut + 1, len(EN))), mixed=True
            ),
            Passage(2, 1, "zh", "paragraph", ZH, (Span(0, zh_cut), Span(zh_cut, len(ZH)))),
            Passage(3, 2, "en", "boilerplate", "Share\r\nthis", (Span(0, 11),)),
        ),
        (
            Link(1, "translation", "automatic", 0.9375, (SentenceRef(1, 0),), (SentenceRef(2, 0),)),
            Link(2, "translation", "confirmed", 1.0, (SentenceRef(1, 1),), (SentenceRef(2, 1),)),
        ),
    )
    sentence = Passage(4, 0, "en", "paragraph", LATER, (Span(0, len(LATER)),))
    second = Article(2, ArticleInfo("A plant opens", date="2026-05"), (sentence,))
    return Bundle(articles=(AnnotatedArticle(first), AnnotatedArticle(second)))


def _annotate(session: Session, en: int, zh: int, later: int) -> None:
    rail = session.entities.create("Company", [Name("en", "Tidewater Rail")], {"ticker": "TDW"})
    works = session.entities.create("Company", [Name("zh", "吉田制作所"), Name("en", "𠮷田 Works")])
    quotes = [
        session.evidence_of(
            session.mentions.add(at.passage, [Span(at.start, at.end)], "Company", entity=entity)
        )
        for at, entity in (
            (_place(en, EN, "Tidewater Rail"), rail),
            (_place(zh, ZH, "潮水铁路"), rail),
            (_place(en, EN, "𠮷田 Works"), works),
            (_place(later, LATER, "Tidewater Rail"), rail),
        )
    ]
    porto = EN.index("Porto")
    session.mentions.add(en, [Span(0, 9), Span(porto, porto + 5)], "Facility")
    session.deals.create(
        "JointVenture",
        roles=[
            Filler("Partner", rail, attributes={"stake": "50"}, evidence=tuple(quotes[:2])),
            Filler("Partner", works, evidence=(quotes[2],)),
            Filler("Location", value="Porto"),
        ],
        slots=[Slot("status", "announced", (session.evidence_at(_place(en, EN, "will build")),))],
        triggers=[session.evidence_at(_place(later, LATER, "opened"))],
    )


def _place(passage: int, text: str, quote: str) -> Selection:
    start = text.index(quote)
    return Selection(passage, start, start + len(quote))


def _shrink(path: Path) -> None:
    """Smaller pages: most of the tables here fill none, and the file is kept in the repository."""
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        for statement in (
            "PRAGMA journal_mode = DELETE",
            "PRAGMA page_size = 1024",
            "VACUUM",
            "PRAGMA journal_mode = WAL",
        ):
            plain.execute(statement)


if __name__ == "__main__":
    make(Path(__file__).with_name(f"store-v{schema.VERSION}.sqlite"))
