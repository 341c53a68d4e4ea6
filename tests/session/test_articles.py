"""Articles: the list, the outline, contents, search, and the little that may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.domain.article import Article, ArticleInfo, Cut, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.reading import Outline, Selection
from evreader.errors import InputError, LockedSetError, NotFoundError
from evreader.session.receipt import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.session.session import Session
    from tests.session.conftest import Story


def test_the_list_is_newest_first_and_counts(story: Story) -> None:
    story.tag(story.zh, "草原乳业")
    articles = story.session.articles
    assert articles.ids() == [story.first, story.second]
    second, first = articles.summaries()
    assert first == (
        story.first,
        "A dairy venture 乳业合资",
        "Alpine Times",
        "2026-04-01",
        ("en", "zh"),
        3,
        1,
        1,
        "",
    )
    assert (second.title, second.languages, second.mentions) == ("Creamery", ("en",), 0)
    assert articles.summaries("DAIRY") == [first]
    assert articles.summaries("乳业") == [first]
    assert articles.summaries(only=[story.second]) == [second]
    assert articles.summaries(only=[]) == []
    assert articles.summaries("nowhere") == []


def test_the_outline_tells_the_shape_without_text(story: Story) -> None:
    outline = story.session.articles.outline(story.first)
    assert outline.article == story.first
    assert outline.passages[:2] == (story.en, story.zh)
    assert outline.rows == (0, 0, 2)
    assert outline.languages == ("en", "zh", "en")
    assert outline.kinds == ("paragraph", "paragraph", "boilerplate")
    assert outline.sizes == tuple(len(story.text(passage)) for passage in outline.passages)


def test_an_article_without_passages_has_an_empty_outline(session: Session) -> None:
    nothing = AnnotatedArticle(Article(1, ArticleInfo("Nothing"), ()))
    (article,) = session.exchange.store(Reading([Bundle(articles=(nothing,))])).articles
    assert session.articles.outline(article) == Outline(article, (), (), (), (), ())
    assert session.articles.summaries()[0].passages == 0


def test_contents_bring_links_and_mentions(story: Story) -> None:
    mention = story.tag(story.zh, "草原乳业")
    found = story.session.articles.contents([story.zh, story.en])
    assert set(found) == {story.en, story.zh}
    (link,) = found[story.en].links
    assert found[story.zh].links == (link,)
    assert (link.en[0].passage, link.zh[0].passage, link.score) == (story.en, story.zh, 0.75)
    assert found[story.en].mentions == ()
    assert [m.id for m in found[story.zh].mentions] == [mention]
    assert story.session.articles.contents([]) == {}


def test_a_passage_knows_its_article_and_language(story: Story) -> None:
    articles = story.session.articles
    assert articles.article_of(story.later) == story.second
    assert articles.languages([story.en, story.zh]) == {story.en: "en", story.zh: "zh"}


def test_search_finds_in_order_and_says_where(story: Story) -> None:
    hits = story.session.articles.search("hanlu FOODS")
    assert [(hit.article, hit.passage) for hit in hits] == [
        (story.first, story.en),
        (story.second, story.later),
    ]
    for hit in hits:
        assert story.text(hit.passage)[hit.start : hit.end] == "Hanlu Foods"
        assert "Hanlu Foods" in hit.snippet
    (chinese,) = story.session.articles.search("里昂")
    assert (chinese.start, chinese.title) == (10, "A dairy venture 乳业合资")
    assert len(story.session.articles.search("a", limit=1)) == 1
    assert story.session.articles.search("") == []
    assert story.session.articles.search("%") == []


def test_search_and_titles_match_both_ways_of_writing(story: Story) -> None:
    articles = story.session.articles
    assert [item.id for item in articles.summaries("乳業合資")] == [story.first]
    assert articles.search("ＨＡＮＬＵ Foods") == articles.search("hanlu foods")
    text = story.text(story.zh)
    hits = articles.search("草原乳業")
    assert {text[hit.start : hit.end] for hit in hits if hit.passage == story.zh} == {"草原乳业"}


def test_details_and_kinds_can_be_corrected(story: Story) -> None:
    articles = story.session.articles
    info = ArticleInfo("Dairy", "Post", "2026", "https://example.org", "Ana")
    articles.set_info(story.first, info)
    assert articles.info(story.first) == info
    assert story.session.history.undo_step == ("Change article details", "“Dairy”")
    articles.set_kind([story.en, story.zh], "heading")
    assert articles.outline(story.first).kinds == ("heading", "heading", "boilerplate")
    story.session.history.undo()
    story.session.history.undo()
    assert articles.info(story.first).source == "Alpine Times"


def test_an_article_goes_with_all_that_is_tagged_in_it(story: Story) -> None:
    session = story.session
    story.tag(story.en, "Lyon")
    session.articles.delete([story.first])
    assert session.articles.ids() == [story.second]
    assert session.history.undo_step == ("Delete article", "“A dairy venture 乳业合资”")
    deal = session.deals.get(story.deal)
    assert [piece.text for f in deal.roles for piece in f.evidence] == ["Hanlu Foods"]
    session.history.undo()
    assert [m.text for m in session.mentions.of_article(story.first)] == ["Lyon"]
    assert session.articles.outline(story.first).rows == (0, 0, 2)
    session.articles.delete([story.first, story.second])
    assert session.history.undo_step == ("Delete article", "(2)")
    assert session.articles.summaries() == []


def test_an_article_that_a_locked_set_speaks_of_stays(story: Story) -> None:
    session = story.session
    session.sets.set_locked(session.sets.current.id, locked=True)
    for article in (story.first, story.second):  # evidence in one, in the other as well
        with pytest.raises(LockedSetError, match="“Annotations” is locked"):
            session.articles.delete([article])
    assert len(session.articles.ids()) == 2


def test_what_does_not_exist_is_not_found(story: Story) -> None:
    articles = story.session.articles
    calls: list[Callable[[], object]] = [
        lambda: articles.get(99),
        lambda: articles.info(99),
        lambda: articles.outline(99),
        lambda: articles.set_info(99, ArticleInfo("x")),
        lambda: articles.delete([99]),
        lambda: articles.delete([story.first, 99]),
    ]
    for call in calls:
        with pytest.raises(NotFoundError, match="There is no article 99"):
            call()
    with pytest.raises(NotFoundError, match="There is no passage 99"):
        articles.article_of(99)
    with pytest.raises(InputError, match="no stretch"):
        story.session.evidence_at(Selection(story.en, 5, 5))


def test_an_article_whose_main_text_is_chosen_needs_no_look_any_more(session: Session) -> None:
    texts = (
        "Acme pays 40 million euros in 2024.",
        "阿克姆在2024年支付4000万欧元。",
        "Terms of use.",
    )
    passages = tuple(
        Passage(n + 1, n, "zh" if n == 1 else "en", "boilerplate", text, (Span(0, len(text)),))
        for n, text in enumerate(texts)
    )
    cuts = (Cut("both", 0.9, {0: "paragraph", 1: "paragraph"}), Cut("one", 0.5, {0: "heading"}))
    article = Article(1, ArticleInfo("Deal"), passages, cuts=cuts, review="They differ.")
    reading = Reading([Bundle(articles=(AnnotatedArticle(article),))])
    (made,) = session.exchange.store(reading).articles
    session.articles.set_main_text(made, cuts[0].kinds)
    found = session.articles.get(made)
    assert [p.kind for p in found.passages] == ["paragraph", "paragraph", "boilerplate"]
    assert len(found.links) == 1, "what belongs to the text now is aligned"
    assert found.review == ""
    session.history.undo()
    assert session.articles.get(made).review == "They differ."
    assert session.articles.get(made).links == ()
