from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from evreader.domain.annotation import AnnotationSet, Deal, Entity, Evidence, Filler, Mention, Name
from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.ui.printing import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

EN = "Norrland builds cars 👩\u200d💻 with Qiming."
ZH = "诺兰与启明造车𠮷。"


@pytest.fixture
def bundle(qapp: QApplication) -> Bundle:
    """A row with both languages, a lone heading, a deal."""
    passages = (
        Passage(1, 0, "en", "heading", "Alone", (Span(0, 5),)),
        Passage(2, 1, "en", "paragraph", EN, (Span(0, len(EN)),)),
        Passage(3, 2, "zh", "list-item", ZH, (Span(0, len(ZH)),), origin="user"),
        Passage(4, 3, "en", "boilerplate", "Subscribe!", (Span(0, 10),)),
    )
    sides = ((SentenceRef(2, 0),), (SentenceRef(3, 0),))
    links = (Link(1, "translation", "confirmed", 1.0, *sides),)
    article = Article(1, ArticleInfo("Cars"), passages, links)
    mentions = (
        Mention(1, 2, (Span(0, 8),), "Norrland", "Company", 1, 1),
        Mention(2, 2, (Span(0, 15), Span(16, 20)), "Norrland builds cars", "Product", 1),
        Mention(3, 4, (Span(0, 3),), "Sub", "Product", 1),
    )
    start = EN.index("Qiming")
    evidence = (Evidence(2, start, start + 6, "Qiming"), Evidence(2, 0, 8, "Norrland", 1))
    deal = Deal(7, 1, "Supply", (Filler("Maker", 1, None, {"stake": "60"}, evidence),))
    names = (Name("en", "Norrland"), Name("zh", "诺兰"))
    return Bundle(
        sets=(AnnotationSet(1, "Mei"),),
        entities=(Entity(1, "Company", names),),
        articles=(AnnotatedArticle(article, mentions),),
        deals=(deal,),
    )


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_the_report_is_printed_with_its_text(bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(bundle, tmp_path / "a.pdf")
    (text,) = pages(tmp_path / "a.pdf")
    for said in ("Supply", "Norrland 诺兰", "“Qiming”", "1.2", "no counterpart", "own translation"):
        assert said in text
    assert "Subscribe" not in text
    assert receipt.counts == {
        "deals": 1,
        "entities": 1,
        "articles": 1,
        "passages": 4,
        "mentions": 3,
    }
    assert receipt.losses == ["Mentions without a place or in folded passages of “Cars”: 1."]


def test_its_fonts_are_in_it(bundle: Bundle, tmp_path: Path) -> None:
    write(bundle, tmp_path / "a.pdf")
    content = (tmp_path / "a.pdf").read_bytes()
    assert content.count(b"/FontFile") >= 2
    assert b"/Type1" not in content


def test_long_articles_go_on_overleaf(bundle: Bundle, tmp_path: Path) -> None:
    text = " ".join(["A long paragraph that goes on overleaf."] * 400)
    (annotated,) = bundle.articles
    long = Passage(9, 4, "en", "paragraph", text, (Span(0, len(text)),))
    article = annotated.article._replace(passages=(*annotated.article.passages, long))
    write(replace(bundle, articles=(replace(annotated, article=article),)), tmp_path / "a.pdf")
    found = pages(tmp_path / "a.pdf")
    assert len(found) > 2
    assert "".join(found).replace("\r\n", " ").count("overleaf") == 400


def test_a_failure_leaves_nothing_behind(bundle: Bundle, tmp_path: Path) -> None:
    def broken() -> Iterator[AnnotatedArticle]:
        yield from bundle.articles
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(replace(bundle, articles=broken()), tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_articles_can_be_kept_aside(bundle: Bundle) -> None:
    (annotated,) = bundle.articles
    assert pickle.loads(pickle.dumps(annotated)) == annotated  # noqa: S301 - made here
