"""Aligning again: what was confirmed stays and is not crossed, what was rejected stays away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evreader.domain import realignment
from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.pairing import is_alive, refs_of
from evreader.domain.realignment import realigned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.domain.article import Kind, Language, LinkStatus
    from evreader.domain.lexicon import Lexicon

EN, ZH = range(1, 5), range(5, 9)
SENTENCES = 3


def _passage(number: int, language: Language, kind: Kind = "paragraph") -> Passage:
    spans = tuple(Span(n * 2, n * 2 + 2) for n in range(SENTENCES))
    return Passage(number, number - 1, language, kind, "a." * SENTENCES, spans)


PASSAGES = (*(_passage(n, "en") for n in EN), *(_passage(n, "zh") for n in ZH))


def _ref(place: int, passages: Sequence[int]) -> SentenceRef:
    return SentenceRef(passages[place // SENTENCES], place % SENTENCES)


def _link(number: int, en: int, zh: int, status: LinkStatus = "automatic") -> Link:
    sides = (_ref(en, EN),), (_ref(zh, ZH),)
    return Link(number, "translation", status, 0.5, *sides)


def _article(*links: Link, passages: Sequence[Passage] = PASSAGES) -> Article:
    return Article(1, ArticleInfo("Letters"), tuple(passages), links)


def _places(links: Sequence[Link]) -> set[tuple[int, int]]:
    return {
        (EN.index(one.en[0].passage) * SENTENCES + one.en[0].sentence,
         ZH.index(one.zh[0].passage) * SENTENCES + one.zh[0].sentence)
        for one in links
        if one.en and one.zh
    }  # fmt: skip


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Instead of the aligner: the first sentence with the first, and so on; what it was told."""
    told: list[bool] = []

    def align(passages: Sequence[Passage], *, pair: bool, lexicon: Lexicon | None) -> list[Link]:
        assert lexicon is None
        told.append(pair)
        sides = [
            [SentenceRef(p.id, n) for p in passages if p.language == language
             for n in range(len(p.sentences))]
            for language in ("en", "zh")
        ]  # fmt: skip
        return [
            Link(n, "translation", "automatic", 0.8, (en,), (zh,))
            for n, (en, zh) in enumerate(zip(*sides, strict=False), 1)
        ]

    monkeypatch.setattr(realignment, "align_article", align)
    return told


@pytest.mark.usefixtures("one_by_one")
def test_a_confirmed_link_cuts_the_article_in_two() -> None:
    found = realigned(_article(_link(7, 2, 4, "confirmed")))
    assert _places(found) == {(0, 0), (1, 1), (2, 4), *((n, n + 2) for n in range(3, 10))}
    assert {one.id for one in found} == {7, 0}


@pytest.mark.usefixtures("one_by_one")
def test_links_that_cross_cut_as_little_as_can_be() -> None:
    links = [_link(1, 0, 11, "confirmed"), _link(2, 3, 3, "confirmed"), _link(3, 6, 6, "confirmed")]
    places = _places(realigned(_article(*links)))
    assert {(0, 11), (3, 3), (6, 6), (1, 0), (4, 4), (7, 7)} <= places


@pytest.mark.usefixtures("one_by_one")
def test_what_has_no_counterpart_is_left_out() -> None:
    alone = Link(1, "translation", "confirmed", 1.0, (_ref(0, EN),), ())
    found = realigned(_article(alone))
    assert alone in found
    assert (1, 0) in _places(found)


@pytest.mark.usefixtures("one_by_one")
def test_a_link_found_again_keeps_its_id_and_other_relations_stay() -> None:
    heading = Link(2, "heading-of", "automatic", 0.5, (_ref(0, EN),), (_ref(5, ZH),))
    found = realigned(_article(_link(1, 0, 0), heading, _link(3, 4, 9)))
    assert heading in found
    assert [one.id for one in found if one.id] == [1, 2]
    assert next(one for one in found if one.id == 1).score == 0.8


@pytest.mark.usefixtures("one_by_one")
def test_what_was_rejected_is_not_proposed() -> None:
    rejected = _link(1, 3, 3, "rejected")
    found = realigned(_article(rejected))
    assert rejected in found
    assert (3, 3) not in _places([one for one in found if is_alive(one)])


def test_an_article_counts_as_a_pair_when_most_of_it_is_linked(one_by_one: list[bool]) -> None:
    realigned(_article(_link(1, 0, 0)))
    realigned(_article(*(_link(n + 1, n, n) for n in range(6))))
    assert one_by_one == [False, True]


def test_boilerplate_and_one_language_alone_are_not_aligned(one_by_one: list[bool]) -> None:
    realigned(_article(passages=[_passage(1, "en"), _passage(5, "zh", "boilerplate")]))
    assert one_by_one == []


def test_it_tells_how_far_it_is(one_by_one: list[bool]) -> None:
    told: list[tuple[int, int]] = []
    links = [_link(1, 5, 5, "confirmed")]
    realigned(_article(*links), report=lambda done, total, _: told.append((done, total)))
    assert told == [(0, 22), (10, 22), (22, 22)]
    assert len(one_by_one) == 2


_STATUS = st.sampled_from(("automatic", "confirmed", "rejected"))


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(12)), st.lists(_STATUS, max_size=12))
@pytest.mark.usefixtures("one_by_one")
def test_whatever_was_said_before_holds_afterwards(
    order: list[int], statuses: list[LinkStatus]
) -> None:
    links = [_link(n + 1, n, zh, status) for n, (zh, status) in enumerate(zip(order, statuses))]  # noqa: B905 - as many as there are
    found = realigned(_article(*links))
    assert {one for one in links if one.status != "automatic"} <= set(found)
    taken: set[SentenceRef] = set()
    for one in found:
        if is_alive(one):
            assert not taken & refs_of(one)
            taken |= refs_of(one)
    denied = _places([one for one in links if one.status == "rejected"])
    fresh = _places([one for one in found if one.status == "automatic"])
    assert not denied & fresh
    assert sorted(fresh) == sorted(fresh, key=lambda place: place[1])
