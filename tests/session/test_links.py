"""Repairing the pairing: what each repair leaves on disk, and what undo brings back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.errors import InputError, NotFoundError, StoreError
from evreader.session.receipt import Reading
from evreader.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evreader.domain.article import Kind, Language
    from evreader.domain.changes import Changes

SIZE = 4  # every sentence of these texts is so many letters and a full stop


class Page(NamedTuple):
    """An article of three rows, EN and ZH, of two sentences each; the last pair is not linked."""

    session: Session
    article: int
    en: tuple[int, ...]
    zh: tuple[int, ...]
    japanese: int

    def ref(self, passage: int, number: int = 0) -> SentenceRef:
        return SentenceRef(passage, number)

    def refs(self, *passages: int) -> list[SentenceRef]:
        return [SentenceRef(passage, number) for passage in passages for number in (0, 1)]

    def rows(self) -> list[set[int]]:
        """The passages of each row, in order."""
        outline = self.session.articles.outline(self.article)
        found: dict[int, set[int]] = {}
        for passage, row in zip(outline.passages, outline.rows, strict=True):
            found.setdefault(row, set()).add(passage)
        assert list(found) == sorted(found)
        return list(found.values())

    def pairs(self) -> set[tuple[tuple[SentenceRef, ...], tuple[SentenceRef, ...]]]:
        return {(link.en, link.zh) for link in self.session.links.of_article(self.article)}

    def link(self, passage: int, number: int = 0) -> Link:
        """The only link of a sentence."""
        (found,) = self.session.links.at(SentenceRef(passage, number))
        return found

    def sentences(self, passage: int) -> list[str]:
        found = self.session.articles.contents([passage])[passage].passage
        return [found.text[start:end] for start, end in found.sentences]


def _passage(number: int, language: Language, text: str, kind: Kind = "paragraph") -> Passage:
    step = SIZE + 1
    spans = tuple(Span(at, at + step) for at in range(0, len(text), step))
    return Passage(number, number - 1, language, kind, text, spans)


@pytest.fixture
def page(session: Session) -> Page:
    texts = ("aaaa.bbbb.", "cccc.dddd.", "eeee.ffff.")
    passages = [
        _passage(number * 2 + at + 1, language, text)
        for number, text in enumerate(texts)
        for at, language in enumerate(("en", "zh"))
    ]
    passages.append(_passage(7, "other", "かきくけ."))
    links = [
        Link(n * 2 + s + 1, "translation", "automatic", score,
             (SentenceRef(n * 2 + 1, s),), (SentenceRef(n * 2 + 2, s),))
        for (n, s), score in zip(((0, 0), (0, 1), (1, 0), (1, 1)), (0.9, 0.4, 0.6, 0.95),
                                 strict=True)
    ]  # fmt: skip
    article = Article(1, ArticleInfo("Letters"), tuple(passages), tuple(links))
    reading = Reading([Bundle(articles=(AnnotatedArticle(article),))])
    stored = session.exchange.store(reading).articles[0]
    ids = [passage.id for passage in session.articles.get(stored).passages]
    return Page(session, stored, tuple(ids[0:6:2]), tuple(ids[1:6:2]), ids[6])


def test_linking_joins_rows_and_undo_parts_them(page: Page) -> None:
    a, b, c = page.en
    x, y, z = page.zh
    assert page.rows() == [{a, x}, {b, y}, {c}, {z}, {page.japanese}]
    made = page.session.links.add([*page.refs(c), page.ref(z, 1)])
    link = page.session.links.get(made)
    assert (link.en, link.zh) == (tuple(page.refs(c)), (page.ref(z, 1),))
    assert (link.status, link.score, link.relation) == ("confirmed", 1.0, "translation")
    assert page.rows() == [{a, x}, {b, y}, {c, z}, {page.japanese}]
    assert page.session.history.undo_step == ("Link sentences", "“eeee.”")
    page.session.history.undo()
    assert page.rows() == [{a, x}, {b, y}, {c}, {z}, {page.japanese}]
    page.session.history.redo()
    assert page.rows() == [{a, x}, {b, y}, {c, z}, {page.japanese}]
    assert page.session.problems() == []


def test_unlinking_parts_a_row_where_it_stands(page: Page) -> None:
    a, b, c = page.en
    x, y, z = page.zh
    page.session.links.unlink(page.refs(b))
    assert page.rows() == [{a, x}, {b}, {y}, {c}, {z}, {page.japanese}]
    with pytest.raises(InputError, match="in no link"):
        page.session.links.unlink([page.ref(b)])


def test_a_link_may_join_three_passages_in_one_row(page: Page) -> None:
    a, b, c = page.en
    x, y, z = page.zh
    page.session.links.add([page.ref(a, 1), page.ref(b, 0), page.ref(y, 0)])
    assert page.rows() == [{a, x, b, y}, {c}, {z}, {page.japanese}]
    assert page.session.links.at(page.ref(x, 1)) == []


def test_a_repair_tells_what_it_touched_and_no_more(page: Page) -> None:
    heard: list[Changes] = []
    page.session.subscribe(heard.append)
    page.session.links.set_status([page.link(page.en[0]).id], "confirmed")
    assert (heard[-1].rows, heard[-1].structure) == (frozenset(), False)
    assert heard[-1].passages == {page.en[0], page.zh[0]}
    page.session.links.unlink(page.refs(page.en[1]))
    assert (heard[-1].rows, heard[-1].structure) == ({page.article}, False)
    page.session.history.undo()
    assert (heard[-1].rows, heard[-1].structure) == ({page.article}, False)


def test_saying_the_same_again_is_no_step(page: Page) -> None:
    link = page.link(page.en[0])
    page.session.links.set_status([link.id], "confirmed")
    before = page.session.history.undo_step
    page.session.links.set_status([link.id], "confirmed")
    page.session.links.add([page.ref(page.en[0]), page.ref(page.zh[0])])
    page.session.history.undo()
    assert page.session.history.undo_step != before
    assert page.link(page.en[0]).status == "automatic"


def test_a_rejected_link_joins_nothing_and_stays_known(page: Page) -> None:
    a, x = page.en[0], page.zh[0]
    ids = [page.link(a, 0).id, page.link(a, 1).id]
    page.session.links.set_status(ids, "rejected")
    assert page.session.history.undo_step == ("Reject link", "(2)")
    assert page.rows()[:2] == [{a}, {x}]
    assert [link.status for link in page.session.links.at(page.ref(a))] == ["rejected"]
    page.session.links.set_status(ids[:1], "automatic")
    assert page.rows()[0] == {a, x}


def test_no_counterpart_is_a_confirmed_link_with_one_side(page: Page) -> None:
    b, y = page.en[1], page.zh[1]
    page.session.links.no_counterpart([page.ref(b, 1), page.ref(y, 1)])
    link = page.link(b, 1)
    assert (link.en, link.zh, link.status) == ((page.ref(b, 1),), (), "confirmed")
    assert page.link(y, 1).en == ()
    page.session.links.add([page.ref(b, 1), page.ref(y, 1)])
    assert page.link(b, 1).zh == (page.ref(y, 1),)
    assert page.session.problems() == []


def test_relations(page: Page) -> None:
    a, x = page.en[0], page.zh[0]
    link = page.link(a, 0)
    page.session.links.set_relation([link.id], "heading-of")
    assert (page.link(a, 0).relation, page.link(a, 0).status) == ("heading-of", "confirmed")
    page.session.links.set_relation([link.id, page.link(a, 1).id], "related")
    assert page.rows()[:2] == [{a}, {x}]
    assert page.session.links.add([page.ref(a, 0), page.ref(x, 0)]) != link.id
    assert len(page.session.links.at(page.ref(a, 0))) == 2


def test_a_sentence_moves_to_the_link_above_over_the_border_of_a_passage(page: Page) -> None:
    a, b, _ = page.en
    x, y, _ = page.zh
    page.session.links.move_boundary(page.ref(b, 0), backward=True)
    assert page.link(b, 0).en == (page.ref(a, 1), page.ref(b, 0))
    assert page.link(b, 0).zh == (page.ref(x, 1),)
    assert page.session.links.at(page.ref(y, 0)) == []
    assert page.rows()[0] == {a, x, b, y}
    assert page.session.history.undo_step == ("Move sentence up", "“cccc.”")
    with pytest.raises(InputError, match="no sentence before"):
        page.session.links.move_boundary(page.ref(a, 0), backward=True)


def test_merging_and_splitting_sentences_keep_links_in_step(page: Page) -> None:
    a, x = page.en[0], page.zh[0]
    page.session.links.merge_sentences(a, 0, 1)
    assert page.sentences(a) == ["aaaa.bbbb."]
    assert page.pairs() >= {((page.ref(a),), (page.ref(x), page.ref(x, 1)))}
    assert page.link(a).score == pytest.approx(0.4)
    assert page.session.links.split_sentence(a, 3) == 1
    assert page.sentences(a) == ["aaa", "a.bbbb."]
    assert page.link(a, 1) == page.link(a, 0)
    assert page.session.problems() == []
    page.session.history.undo()
    page.session.history.undo()
    assert page.sentences(a) == ["aaaa.", "bbbb."]
    assert page.link(a, 1).zh == (page.ref(x, 1),)
    with pytest.raises(InputError, match="no further sentence"):
        page.session.links.merge_sentences(a, 1, 2)
    with pytest.raises(InputError, match="inside a sentence"):
        page.session.links.split_sentence(a, 5)


def test_mentions_stay_where_they_are(page: Page) -> None:
    a = page.en[0]
    mention = page.session.mentions.add(a, [Span(3, 7)], "Company")
    before = page.session.mentions.get(mention)
    page.session.links.merge_sentences(a, 0, 1)
    page.session.links.unlink(page.refs(a)[:1])
    assert page.session.mentions.get(mention) == before


def test_doubts_are_walked_as_the_reader_shows_them_and_round(page: Page) -> None:
    a, b, _ = page.en
    links, y = page.session.links, page.zh[1]
    page.session.links.unlink([page.ref(b, 1)])
    found = [links.doubtful(page.article)]
    while len(found) < 5:
        found.append(links.doubtful(page.article, found[-1]))
    order = [page.ref(a, 1), page.ref(b, 0), page.ref(b, 1), page.ref(y, 1)]
    assert found == [*order, order[0]]
    assert links.doubtful(page.article, page.ref(a, 1), backward=True) == page.ref(y, 1)
    # From the Chinese side of a link, the walk goes on behind that link.
    assert links.doubtful(page.article, page.ref(page.zh[0], 1)) == page.ref(b, 0)


def test_nothing_doubtful_is_left_when_all_is_checked(page: Page) -> None:
    ids = [link.id for link in page.session.links.of_article(page.article)]
    page.session.links.set_status(ids, "confirmed")
    assert page.session.links.doubtful(page.article) is None
    assert page.session.links.doubtful(page.article, page.ref(page.en[0])) is None


@pytest.mark.parametrize(
    ("choose", "reason"),
    [
        (lambda page: page.refs(page.en[0]), "both languages"),
        (lambda page: [page.ref(page.en[0]), page.ref(page.japanese)], "neither"),
        (lambda page: [page.ref(page.en[0], 9)], "no sentence 9"),
        (lambda page: [page.ref(999)], "no sentence 0 in passage 999"),
        (lambda _page: [], "one article"),
    ],
)
def test_what_cannot_be_linked(
    page: Page, choose: Callable[[Page], Sequence[SentenceRef]], reason: str
) -> None:
    with pytest.raises(InputError, match=reason):
        page.session.links.add(choose(page))


def test_a_link_that_is_not_there(page: Page) -> None:
    with pytest.raises(NotFoundError, match="no link 999"):
        page.session.links.set_status([999], "confirmed")


def test_a_project_open_for_reading_refuses_in_words(page: Page) -> None:
    reader = Session.open(page.session.path, read_only=True)
    with pytest.raises(StoreError, match="reading only"):
        reader.links.unlink([page.ref(page.en[0])])
    reader.close()


def test_rows_numbered_in_another_way_are_put_in_order_once(page: Page) -> None:
    plain = page.session._core.plain
    for row, passages in enumerate(page.rows()):
        for passage in passages:
            plain.execute('UPDATE passage SET "row" = ? WHERE id = ?', (row, passage))
    a, b, c = page.en
    x, y, z = page.zh
    page.session.links.unlink(page.refs(a))
    assert page.rows() == [{a}, {x}, {b, y}, {c}, {z}, {page.japanese}]


def test_aligning_again_keeps_what_was_said(session: Session) -> None:
    article = _bilingual(session)
    en, zh = (
        [p.id for p in session.articles.get(article).passages if p.language == language]
        for language in ("en", "zh")
    )
    session.links.add([SentenceRef(en[0], 0), SentenceRef(zh[1], 0)])
    session.links.no_counterpart([SentenceRef(zh[2], 0)])
    told: list[tuple[int, int]] = []
    result = session.links.realign(
        article, report=lambda done, total, _: told.append((done, total))
    )
    links = session.links.of_article(article)
    kept = {(one.en, one.zh) for one in links if one.status == "confirmed"}
    assert kept == {
        ((SentenceRef(en[0], 0),), (SentenceRef(zh[1], 0),)),
        ((), (SentenceRef(zh[2], 0),)),
    }
    # What stands crosswise to the confirmed link is not joined.
    assert SentenceRef(zh[0], 0) not in {ref for one in links for ref in one.zh}
    assert told[-1][0] == told[-1][1]
    assert session.problems() == []
    assert session.links.realign(article) == (0, 0)
    if result.links:
        assert session.history.undo_step == ("Align again", "“Ferries”")


def test_what_was_rejected_is_not_found_again(session: Session) -> None:
    article = _bilingual(session)
    session.links.realign(article)
    (first, *_) = session.links.of_article(article)
    session.links.set_status([first.id], "rejected")
    session.links.realign(article)
    same = [x for x in session.links.of_article(article) if (x.en, x.zh) == (first.en, first.zh)]
    assert [link.status for link in same] == ["rejected"]


def test_aligning_again_is_refused_when_the_article_changed_meanwhile(session: Session) -> None:
    article = _bilingual(session)
    first = session.articles.get(article).passages[0].id
    (other,) = [p.id for p in session.articles.get(article).passages if p.index == 1]

    def interfere(done: int, _total: int, _text: str) -> None:
        if not done:
            session.links.add([SentenceRef(first, 0), SentenceRef(other, 0)])

    with pytest.raises(InputError, match="changed meanwhile"):
        session.links.realign(article, report=interfere)


def _bilingual(session: Session) -> int:
    """An article of three pairs of passages, all linked."""
    texts = (
        ("Tern Lines ordered 14 ferries in 2026.", "燕鸥航运在2026年订购了14艘渡轮。"),
        ("The yard in Porto delivers 3 of them by May 2027.", "波尔图船厂2027年5月前交付3艘。"),
        ("The price is 250 million euros.", "价格为2.5亿欧元。"),
    )
    passages = [
        Passage(n * 2 + at + 1, n * 2 + at, language, "paragraph", text, (Span(0, len(text)),))
        for n, pair in enumerate(texts)
        for at, (language, text) in enumerate(zip(("en", "zh"), pair, strict=True))
    ]
    links = [
        Link(n, "translation", "automatic", 0.5, (SentenceRef(n * 2 - 1, 0),),
             (SentenceRef(n * 2, 0),))
        for n in (1, 2, 3)
    ]  # fmt: skip
    article = Article(1, ArticleInfo("Ferries"), tuple(passages), tuple(links))
    reading = Reading([Bundle(articles=(AnnotatedArticle(article),))])
    return session.exchange.store(reading).articles[0]
