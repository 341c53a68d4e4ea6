"""What was tagged elsewhere in articles that are here: placed there, listed where it cannot be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.domain.annotation import AnnotationSet, Deal, Evidence, Filler, Mention
from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle, Receipt
from evreader.session.intake import Intake
from evreader.session.reading import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.session.receipt import Duplicates, ImportResult
    from evreader.session.session import Session
    from tests.session.conftest import Story

TEXT = "Meadow Dairy\nbuys Hanlu  Foods. Nobody minds."


def _article(*texts: str, number: int = 1, origin: str = "source") -> Article:
    passages = tuple(
        Passage(10 * number + at, at, "en", "paragraph", text, (Span(0, len(text)),), origin=origin)  # type: ignore[arg-type]
        for at, text in enumerate(texts)
    )
    return Article(number, ArticleInfo(texts[0][:12]), passages)


def _tagged(article: Article, *quotes: str, kind: str = "Company") -> AnnotatedArticle:
    found = []
    for number, quote in enumerate(quotes, 100 * article.id):
        passage = next(p for p in article.passages if quote in p.text)
        start = passage.text.index(quote)
        spans = (Span(start, start + len(quote)),)
        found.append(Mention(number, passage.id, spans, quote, kind, 1))
    return AnnotatedArticle(article, tuple(found))


def _bundle(*articles: AnnotatedArticle, deals: tuple[Deal, ...] = ()) -> Bundle:
    return Bundle(sets=(AnnotationSet(1, "Theirs"),), articles=articles, deals=deals)


def _take(session: Session, bundle: Bundle, policy: Duplicates = "skip") -> ImportResult:
    return Intake(session._core, duplicates=policy).run([Outcome("theirs.json", bundle)])


def _has(session: Session, *articles: Article) -> tuple[int, ...]:
    return _take(session, Bundle(articles=tuple(map(AnnotatedArticle, articles)))).articles


def test_what_is_tagged_is_placed_on_the_article_that_is_here(session: Session) -> None:
    here = _article("Meadow Dairy buys", "Hanlu Foods.  Nobody\r\nminds.")
    (article,) = _has(session, here)
    source = _article(TEXT, number=4)
    mention = _tagged(source, "Hanlu  Foods", "Nobody")
    piece = Evidence(40, TEXT.index("Nobody"), TEXT.index("Nobody") + 12, "Nobody minds", 401)
    deal = Deal(7, 1, "Merger", (Filler("Target", value="x", evidence=(piece,)),))
    other = _tagged(_article("Another story.", number=5), "story")
    result = _take(session, _bundle(mention, other, deals=(deal,)))
    assert result.found == (article, result.articles[0])
    assert len(session.articles.ids()) == 2
    assert result.receipt.counts["matched articles"] == 1
    session.sets.choose(session.sets.named("Theirs").id)
    found = session.mentions.of_article(article)
    passage = session.articles.get(article).passages[1]
    assert [(m.passage, m.text, m.fragments) for m in found] == [
        (passage.id, "Hanlu Foods", (Span(0, 11),)),
        (passage.id, "Nobody", (Span(14, 20),)),
    ]
    ((filler,),) = (one.roles for one in session.deals.of_article(article))
    assert filler.evidence[0].text == "Nobody\r\nminds"
    assert filler.evidence[0].mention == found[1].id
    assert session.problems() == []
    session.history.undo()
    assert len(session.articles.ids()) == 1, "one step"


def test_what_has_no_place_there_is_kept_and_listed(session: Session) -> None:
    (article,) = _has(session, _article("Meadow Dairy buys Hanlu", "Foods. Nobody minds."))
    source = _tagged(_article(TEXT, number=2), "Hanlu  Foods", "Nobody")
    piece = Evidence(20, 18, 30, "Hanlu  Foods", 200)
    result = _take(session, _bundle(source, deals=(Deal(1, 1, "Merger", triggers=(piece,)),)))
    sentence = "“Hanlu  Foods” has no place in the article that is here; it is kept without one."
    assert sentence in result.receipt.notes[0]
    session.sets.choose(session.sets.named("Theirs").id)
    texts = [(m.text, bool(m.fragments)) for m in session.mentions.of_article(article)]
    assert sorted(texts) == [("Hanlu  Foods", False), ("Nobody", True)]
    assert session.problems() == []


def test_the_user_s_own_translations_do_not_part_twins(session: Session) -> None:
    (article,) = _has(session, _article("One story."))
    ours = _article("One story.", number=3)
    added = ours.passages[0]._replace(
        id=77, index=1, language="zh", text="一个故事。", origin="user"
    )
    theirs = ours._replace(passages=(*ours.passages, added._replace(sentences=(Span(0, 5),))))
    result = _take(session, _bundle(_tagged(theirs, "story", "故事")))
    assert result.found == (article,)
    assert "“故事” has no place" in result.receipt.notes[0]


def test_articles_of_one_file_are_no_twins_of_each_other(session: Session) -> None:
    twice = [_tagged(_article("Same text.", number=n), "text") for n in (1, 2)]
    assert len(_take(session, _bundle(*twice)).articles) == 2
    again = _take(session, _bundle(*twice))
    assert again.articles == ()
    assert again.found == tuple(session.articles.ids())


def test_all_comes_in_where_that_is_wanted(session: Session) -> None:
    _has(session, _article("Same text."))
    assert (
        len(_take(session, _bundle(_tagged(_article("Same text."), "text")), "keep").articles) == 1
    )


def test_a_file_of_linked_texts_is_left_out_where_it_is_here(session: Session) -> None:
    (here,) = _has(session, _article("One."))
    link = Link(1, "translation", "confirmed", 1.0, (SentenceRef(20, 0),), (SentenceRef(21, 0),))
    pair = _article("One.", "一。", number=2)
    linked = Bundle(
        articles=(
            AnnotatedArticle(_article("One.")),
            AnnotatedArticle(pair._replace(links=(link,))),
        ),
        linked=True,
    )
    result = _take(session, linked)
    assert (result.found[0], len(result.articles)) == (here, 1)
    assert [item.place for item in result.duplicates] == [(0, 0)]
    only = [item.place for item in result.duplicates]
    again = Intake(session._core, duplicates="keep", only=only).run([Outcome("x.tmx", linked)])
    assert len(again.articles) == 1


def test_what_reading_told_and_types_unknown_are_in_the_receipt(session: Session) -> None:
    told = Receipt("doccano", notes=["Offsets count UTF-16 units."], refused=["line 3: torn."])
    item = _tagged(_article("One story."), "One", "story", kind="Beast")
    bundle = replace(_bundle(item, deals=(Deal(1, 1, "Duel"),)), receipt=told)
    receipt = _take(session, bundle).receipt
    assert receipt.notes == [
        "Offsets count UTF-16 units.",
        "Types that the project's scheme lacks, kept as they are: Beast 2, Duel (deals) 1.",
    ]
    assert receipt.refused == ["theirs.json: line 3: torn."]
    assert receipt.failed == 0


def test_what_many_files_say_is_said_once(session: Session) -> None:
    found = [
        Outcome(
            f"{n}.json",
            replace(
                _bundle(_tagged(_article(f"Story {n}."), "Story")),
                receipt=Receipt("x", notes=["Offsets count bytes."]),
            ),
        )
        for n in range(3)
    ]
    receipt = Intake(session._core, duplicates="skip").run(found).receipt
    assert receipt.notes == ["Offsets count bytes. (0.json and 2 other files)"]


def test_a_folder_of_exports_is_read_once(story: Story, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    story.session.exchange.export(folder / "a.jsonl", format_name="jsonl")
    result = story.session.exchange.import_files([folder])
    assert result.receipt.files == ["a.jsonl"], "a companion is no source"
    named = story.session.exchange.import_files([folder / "a.jsonl.evreader"])
    assert named.articles == ()
