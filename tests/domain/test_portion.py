"""Portions on their way from process to process."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from evreader.domain.article import Article, ArticleInfo, Cut, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle
from evreader.domain.likeness import Likeness
from evreader.domain.mention import Mention
from evreader.domain.portion import Portion

if TYPE_CHECKING:
    from collections.abc import Iterator

BIG = 2**40
FIRST = Passage(BIG, 0, "en", "heading", "Rill Motor", (), mixed=True)
SECOND = Passage(
    2, 1, "zh", "paragraph", "溪流𠮷汽车。好。", (Span(0, 6), Span(6, 8)), origin="user"
)
REFS = (SentenceRef(2, 0), SentenceRef(2, 1))
ARTICLES = (
    AnnotatedArticle(Article(1, ArticleInfo("", url="u"), ())),
    AnnotatedArticle(
        Article(
            2,
            ArticleInfo("Two", "s", "2024"),
            (FIRST, SECOND),
            (
                Link(7, "related", "confirmed", 0.5, (), REFS),
                Link(8, "translation", "automatic", 1, REFS[:1], REFS),
            ),
            (Cut("a", 0.5, {0: "heading"}),),
            "Look.",
        ),
        (
            Mention(1, BIG, (Span(0, 4),), "Rill", "Company", 1, 3, {"a": "b"}, "program"),
            Mention(2, 2, (Span(0, 2), Span(4, 6)), "溪流 车。", "Company", 1),
            Mention(3, 2, (), "lost", "Place", 2),
        ),
        Likeness("hash", 5),
    ),
    AnnotatedArticle(
        Article(3, ArticleInfo("Three"), (FIRST, SECOND)),
        tuple(Mention(n, 2, (Span(n, n + 1),), "x", "Company", 1) for n in range(4)),
    ),
)  # fmt: skip


def kinds(value: object) -> Iterator[type]:
    """The type of a value and of all that is in it: tuples that are equal may differ in kind."""
    yield type(value)
    if isinstance(value, AnnotatedArticle):
        yield from kinds((value.article, value.mentions, value.likeness))
    elif isinstance(value, tuple):
        for item in value:
            yield from kinds(item)


def test_a_portion_arrives_as_it_left() -> None:
    portion = Portion(ARTICLES, ["rest"])
    again: Portion[list[str]] = pickle.loads(pickle.dumps(portion))  # noqa: S301 - from above
    assert again == portion
    assert list(kinds(again.articles)) == list(kinds(portion.articles))


def test_nothing_arrives_as_nothing() -> None:
    assert pickle.loads(pickle.dumps(Portion((), None))) == Portion((), None)  # noqa: S301
