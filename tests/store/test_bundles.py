"""Whole sets and articles into the store and out of it, with every kind of character."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.article import Article, ArticleInfo, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.session.receipt import Reading
from evreader.session.session import Session

if TYPE_CHECKING:
    from evreader.domain.scheme import Scheme

CHARACTERS = [
    *"aZ 7，。丰田",
    "𠮷",
    "👩\u200d💻",
    "🇨🇳",
    "e\u0301",
    "\u0301",
    "\r\n",
    "\n",
    "\r",
    "\t",
    "\u2028",
    "\u2029",
    "\x85",
    "\xa0",
    "\ufeff",
    "\x1f",
    "'",
    '"',
    "\\",
    "%",
    "=",
]


@st.composite
def tagged_texts(draw: st.DrawFn) -> tuple[str, list[tuple[Span, ...]]]:
    """A text of any characters, and fragments of mentions in it, overlapping or not."""
    text = "".join(draw(st.lists(st.sampled_from(CHARACTERS), min_size=2, max_size=20)))
    mentions = []
    for _ in range(draw(st.integers(1, 4))):
        cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        mentions.append(tuple(Span(start, end) for start, end in pairs))
    return text, mentions


@settings(max_examples=50)
@given(made=tagged_texts())
def test_offsets_survive_the_file_export_and_import(
    made: tuple[str, list[tuple[Span, ...]]], scheme: Scheme
) -> None:
    text, tagged = made
    quotes = [" ".join(text[start:end] for start, end in spans) for spans in tagged]
    passage = Passage(1, 0, "en", "paragraph", text, (Span(0, len(text)),))
    bundle = Bundle(articles=(AnnotatedArticle(Article(1, ArticleInfo(text), (passage,))),))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        session = Session.create(folder / "a.sqlite", scheme)
        (article,) = session.exchange.store(Reading([bundle])).articles
        (stored,) = session.articles.get(article).passages
        for spans in tagged:
            mention = session.mentions.add(stored.id, spans, "Company")
            session.deals.create("Merger", triggers=[session.evidence_of(mention)])
        session.close()

        reopened = Session.open(folder / "a.sqlite")
        _holds(reopened, text, tagged, quotes)
        reopened.exchange.export(folder / "a.jsonl", format_name="jsonl")
        reopened.close()

        second = Session.create(folder / "b.sqlite", scheme)
        second.exchange.import_files([folder / "a.jsonl"])
        _holds(second, text, tagged, quotes)
        second.exchange.export(folder / "b.jsonl", format_name="jsonl")
        second.close()
        assert (folder / "a.jsonl").read_bytes() == (folder / "b.jsonl").read_bytes()


def test_a_nul_character_which_sqlite_would_cut_at_is_refused(
    session: Session, tmp_path: Path
) -> None:
    session.exchange.import_text("Polder Bikes sign.")
    session.exchange.export(tmp_path / "a.jsonl", format_name="jsonl")
    whole = (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    damaged = whole.replace("Polder Bikes", "Polder\\u0000Bikes")
    (tmp_path / "b.jsonl").write_text(damaged, encoding="utf-8")
    result = session.exchange.import_files([tmp_path / "b.jsonl"])
    assert "holds a NUL character" in result.receipt.refused[0]
    assert len(session.articles.ids()) == 1


def _holds(session: Session, text: str, tagged: list[tuple[Span, ...]], quotes: list[str]) -> None:
    (article,) = session.articles.ids()
    whole = session.articles.get(article)
    assert whole.info.title == text
    assert [passage.text for passage in whole.passages] == [text]
    mentions = session.mentions.of_article(article)
    assert [mention.fragments for mention in mentions] == tagged
    assert [mention.text for mention in mentions] == quotes
    for mention, deal in zip(mentions, session.deals.of_article(article), strict=True):
        (piece,) = deal.triggers
        assert (piece.text, piece.mention) == (text[mention.start : mention.end], mention.id)
    assert session.problems() == []
