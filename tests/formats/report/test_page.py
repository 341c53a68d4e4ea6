from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from evreader.domain.annotation import AnnotationSet, Deal, Entity, Filler, Mention, Name
from evreader.domain.article import Article, ArticleInfo, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.formats.report import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    Strategy = Callable[..., st.SearchStrategy[Bundle]]


def report(bundle: Bundle, folder: Path) -> tuple[str, html.HtmlElement]:
    write(bundle, folder / "a.html")
    text = (folder / "a.html").read_text("utf-8")
    return text, html.document_fromstring(text)


def test_articles_side_by_side_with_mentions_marked(deal_bundle: Bundle, tmp_path: Path) -> None:
    text, page = report(deal_bundle, tmp_path)
    assert text.startswith("<!DOCTYPE html>")
    first = page.xpath("//div[@class='row']")[0]
    left, tie, right = first.xpath("./div")
    assert (left.xpath("string(p/@lang)"), right.xpath("string(p/@lang)")) == ("en", "zh")
    assert (tie.text_content(), tie.xpath("string(span/@title)")) == ("✓", "confirmed link")
    mark = left.xpath(".//span[@id='m1']")[0]
    assert mark.text_content() == "Norrland Motors"
    assert (mark.get("data-t"), mark.get("class")) == ("CO", "mark t0")
    assert mark.get("title") == "Company · Norrland Motors / 诺兰汽车 · level: name · ticker: NM B"
    assert "own translation" in page.xpath("//article")[1].text_content()


def test_lines_below_many_lanes_have_room(tmp_path: Path) -> None:
    text = "Norrland Motors of Lund"
    passage = Passage(1, 0, "en", "paragraph", text, (Span(0, len(text)),))
    mentions = [Mention(n, 1, (Span(0, 4 * n),), text[: 4 * n], "Company", 1) for n in range(1, 5)]
    for number, style in ((2, []), (4, ["--d:3"])):
        annotated = AnnotatedArticle(
            Article(1, ArticleInfo("t"), (passage,)), tuple(mentions[:number])
        )
        _, page = report(Bundle(articles=(annotated,)), tmp_path)
        assert page.xpath("//div[@class='row']//p/@style") == style


def test_evidence_leads_to_the_text(deal_bundle: Bundle, tmp_path: Path) -> None:
    _, page = report(deal_bundle, tmp_path)
    links = page.xpath("//section[@class='deal d0']//td[@class='said']//a")
    assert len(links) == 8
    for link in links:
        (target,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert target.text_content() == link.text_content().strip("“”")


def test_every_link_has_a_target(deal_bundle: Bundle, tmp_path: Path) -> None:
    _, page = report(deal_bundle, tmp_path)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")}
    assert inner <= set(ids)


def test_it_needs_nothing_else(deal_bundle: Bundle, tmp_path: Path) -> None:
    text, page = report(deal_bundle, tmp_path)
    assert not page.xpath("//script | //link | //img | //iframe | //@src")
    assert "url(" not in text
    assert "@import" not in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_what_comes_from_the_web_stays_text(deal_bundle: Bundle, tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\"'&\x01"
    passage = Passage(1, 0, "en", "paragraph", evil, (Span(0, len(evil)),))
    mention = Mention(1, 1, (Span(0, 8),), evil[:8], evil, 1, 1, {evil: evil})
    info = ArticleInfo(evil, evil, evil, "javascript:alert(1)", evil, evil)
    bundle = Bundle(
        sets=(AnnotationSet(1, evil),),
        entities=(Entity(1, evil, (Name("en", evil),), {evil: evil}),),
        articles=(AnnotatedArticle(Article(1, info, (passage,)), (mention,)),),
        deals=(Deal(1, 1, evil, (Filler(evil, 1, evil, {evil: evil}),)),),
    )
    text, page = report(bundle, tmp_path)
    assert "<script" not in text
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert not [link for link in page.xpath("//a/@href") if link.startswith("javascript")]


def test_what_it_leaves_out_is_told(deal_bundle: Bundle, tmp_path: Path) -> None:
    first, _ = deal_bundle.articles
    unplaced = Mention(9, 1, (), "gone", "Company", 1)
    articles = (replace(first, mentions=(*first.mentions, unplaced)),)
    receipt = write(replace(deal_bundle, articles=articles), tmp_path / "a.html")
    unplaced_loss, homeless = receipt.losses
    assert unplaced_loss == "Mentions that are not marked because they have no place: 1."
    assert homeless.startswith("Pieces of evidence quoted without a link")
    assert homeless.endswith(": 2.")
    text = (tmp_path / "a.html").read_text("utf-8")
    assert all(loss in text for loss in receipt.losses)


def test_boilerplate_is_folded(tmp_path: Path) -> None:
    passages = (
        Passage(1, 0, "en", "paragraph", "Text.", (Span(0, 5),)),
        Passage(2, 1, "en", "boilerplate", "Subscribe!", (Span(0, 10),)),
    )
    article = AnnotatedArticle(Article(1, ArticleInfo("t"), passages))
    _, page = report(Bundle(articles=(article,)), tmp_path)
    assert page.xpath("string(//details/p)") == "Subscribe!"
    assert len(page.xpath("//div[@class='row']")) == 1


@given(data=st.data())
@settings(max_examples=60)
def test_any_project_makes_a_sound_page(
    data: st.DataObject, bundles: Strategy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bundle = data.draw(bundles())
    out = tmp_path_factory.getbasetemp() / "any.html"
    write(bundle, out)
    text = out.read_text("utf-8")
    body = text[text.index("<body>") : text.index("</html>")]
    root = etree.fromstring(re.sub(r"&(?!amp;|lt;|gt;|quot;|#x27;)", "&amp;", body))
    shown = iter(root.iter("p"))
    said = ["".join(p.itertext()) for p in shown if p.get("class") in {"paragraph", "heading"}]
    assert len(said) == sum(len(annotated.article.passages) for annotated in bundle.articles)
