from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.alignment import align, align_article
from evreader.domain.article import Passage
from evreader.domain.language import passage_language
from evreader.domain.sentences import split_sentences

if TYPE_CHECKING:
    from evreader.domain.article import Kind

EN = [
    "Volt and Orbit will build a battery plant in Hungary.",
    "The plant will cost 1.2 billion euros and open in 2027.",
    "It is to employ about 3,000 workers.",
    "Orbit holds 51 percent and pays 600 million euros, and Volt, with 49 percent, gives 250 cars.",
    "Analysts had expected a plant in Poland.",
    "Shares of Volt rose 4.5 percent on Monday.",
]
ZH = [
    "Volt与Orbit将在匈牙利建设一座电池工厂。",
    "该工厂将耗资12亿欧元，于2027年投产。",
    "工厂将雇用约3000名工人。",
    "Orbit持股51%，出资6亿欧元。",
    "Volt持股49%，提供250辆汽车。",
    "周一，Volt的股价上涨了4.5%。",
]


def passages(*blocks: tuple[str, Kind]) -> list[Passage]:
    return [
        Passage(10 + k, k, language, kind, text, split_sentences(text, language))
        for k, (text, kind) in enumerate(blocks)
        for language in [passage_language(text)]
    ]


def test_a_translation_with_a_split_and_a_gap() -> None:
    found = [(a.en, a.zh) for a in align(EN, ZH)]
    assert found == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), (2,)),
        ((3,), (3, 4)),
        ((4,), ()),
        ((5,), (5,)),
    ]


def test_scores_are_between_nought_and_one() -> None:
    for link in align(EN, ZH):
        assert 0 <= link.score <= 1
        assert (link.score > 0.5) == bool(link.en and link.zh)


def test_an_empty_side() -> None:
    assert [(a.en, a.zh) for a in align(EN[:2], [])] == [((0,), ()), ((1,), ())]
    assert [(a.en, a.zh) for a in align([], ZH[:1])] == [((), (0,))]
    assert align([], []) == []


@given(
    st.lists(st.sampled_from([*EN, "", "?"]), max_size=8),
    st.lists(st.sampled_from([*ZH, "", "？"]), max_size=8),
)
@settings(max_examples=50, deadline=None)
def test_every_sentence_occurs_once_in_order(en: list[str], zh: list[str]) -> None:
    found = align(en, zh)
    assert [i for a in found for i in a.en] == list(range(len(en)))
    assert [j for a in found for j in a.zh] == list(range(len(zh)))


def test_long_texts_go_through_a_band() -> None:
    en = [f"The firm opened plant {n * 37 % 9973} in the year {n}." for n in range(1, 401)]
    zh = [f"公司在{n}年开设了第{n * 37 % 9973}号工厂。" for n in range(1, 401) if not 150 < n < 260]
    found = {a.en: a.zh for a in align(en, zh)}
    assert found[9,] == (9,)
    assert found[200,] == ()
    assert found[399,] == (290,)


def test_a_page_that_alternates_is_linked() -> None:
    page = passages(
        ("Volt and Orbit open a battery plant", "heading"),
        ("Volt与Orbit开设电池工厂", "heading"),
        (" ".join(EN[:3]), "paragraph"),
        ("".join(ZH[:3]), "paragraph"),
        (" ".join(EN[3:4] + EN[5:]), "paragraph"),
        ("".join(ZH[3:]), "paragraph"),
    )
    links = align_article(page, pair=False)
    assert [link.id for link in links] == list(range(1, len(links) + 1))
    assert {(link.en[0].passage, link.zh[0].passage) for link in links} == {
        (10, 11),
        (12, 13),
        (14, 15),
    }
    assert {link.relation for link in links} == {"translation"}
    assert {link.status for link in links} == {"automatic"}


def test_a_page_on_one_subject_without_translations_has_no_links() -> None:
    page = passages(
        ("匈牙利的新电池工厂", "heading"),
        (" ".join(EN[:3]), "paragraph"),
        ("Volt 与 Orbit 的合资公司", "heading"),
        (" ".join(EN[3:]), "paragraph"),
        (
            "许多汽车企业在匈牙利设厂，因为当地工资不高，铁路方便，离客户也近，政府还给予补贴。",
            "paragraph",
        ),
        ("All rights reserved 2027", "boilerplate"),
        ("版权所有 2027", "boilerplate"),
    )
    assert align_article(page, pair=False) == ()


def test_a_pair_links_headings_only_with_headings() -> None:
    pair = passages(
        ("A battery plant", "heading"),
        (" ".join(EN[:3]), "paragraph"),
        ("All rights reserved.", "boilerplate"),
        ("电池工厂", "heading"),
        ("".join(ZH[:3]), "paragraph"),
        ("版权所有。", "boilerplate"),
    )
    links = align_article(pair, pair=True)
    assert [(link.en, link.zh) for link in links] == [
        (((10, 0),), ((13, 0),)),
        (((11, 0),), ((14, 0),)),
        (((11, 1),), ((14, 1),)),
        (((11, 2),), ((14, 2),)),
    ]
    assert align_article(pair[:3], pair=True) == ()
