from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.alignment import align, align_article
from evreader.domain.article import Passage
from evreader.domain.language import passage_language
from evreader.domain.lattice import Lattice
from evreader.domain.sentences import split_sentences
from evreader.domain.stem import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evreader.domain.article import Kind

EN = [
    "Volt and Orbit will build a battery plant in Hungary.",
    "The plant will cost 1.2 billion euros and open in 2027.",
    "It is to employ about 3,000 workers.",
    "Orbit holds 51 percent and pays 600 million euros, and Volt, with 49 percent, gives 250 cars.",
    "Analysts had expected that the two firms would rather go to Poland, where wages are lower.",
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


class Words:
    """A dictionary of our own, of a few words."""

    _KNOWN: ClassVar = {
        word: dict.fromkeys(map(stem, renderings.split()), 1.0)
        for word, renderings in (
            ("将", "will"), ("匈牙利", "hungary"), ("建设", "build"), ("电池", "battery"),
            ("工厂", "plant factory"), ("耗资", "cost"), ("亿", "billion"), ("欧元", "euro"),
            ("投产", "open"), ("雇用", "employ"), ("工人", "worker"), ("持股", "hold"),
            ("出资", "pay"), ("提供", "give"), ("汽车", "car"), ("周一", "monday"),
            ("股价", "share"), ("上涨", "rise"), ("分析师", "analyst"), ("波兰", "poland"),
            ("合资公司", "venture"), ("开设", "open"), ("我们", "we"), ("茶", "tea"),
            ("喝", "drink"),
        )
    }  # fmt: skip

    def renderings(self, words: Iterable[str]) -> Mapping[str, dict[str, float]]:
        return {word: self._KNOWN[word] for word in words if word in self._KNOWN}


LEXICON = Words()


def test_a_translation_with_a_split_and_a_gap() -> None:
    found = [(a.en, a.zh) for a in align(EN, ZH, lexicon=LEXICON)]
    assert found == [
        ((0,), (0,)),
        ((1,), (1,)),
        ((2,), (2,)),
        ((3,), (3, 4)),
        ((4,), ()),
        ((5,), (5,)),
    ]


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    traditional = [
        text.translate(str.maketrans("匈牙电厂将于约辆车", "匈牙電廠將於約輛車")) for text in ZH
    ]
    assert traditional != ZH
    assert align(EN, traditional, lexicon=LEXICON) == align(EN, ZH, lexicon=LEXICON)


def test_without_a_dictionary_numbers_and_names_still_lead() -> None:
    found = [(a.en, a.zh) for a in align(EN[:3] + EN[5:], ZH[:3] + ZH[5:])]
    assert found == [((k,), (k,)) for k in range(4)]


def test_unmatched_sentences_score_nothing() -> None:
    for link in align(EN, ZH, lexicon=LEXICON):
        assert 0 <= link.score <= 1
        assert (link.score > 0) == bool(link.en and link.zh)


def test_what_may_be_cut_otherwise_is_less_sure() -> None:
    clear = align(EN[:3], ZH[:3], lexicon=LEXICON)
    doubtful = align(["Yes.", "No.", "Yes."], ["好。", "好。"], lexicon=LEXICON)
    assert min(a.score for a in clear) > max(a.score for a in doubtful)


def test_an_empty_side() -> None:
    assert [(a.en, a.zh) for a in align(EN[:2], [])] == [((0,), ()), ((1,), ())]
    assert [(a.en, a.zh) for a in align([], ZH[:1])] == [((), (0,))]
    assert align([], []) == []


@given(
    st.lists(st.sampled_from([*EN, "", "?", " ", "\u2028", "“…”"]), max_size=9),
    st.lists(st.sampled_from([*ZH, "", "？", "万万万", "𠀀", "「…」"]), max_size=9),
)
@settings(max_examples=80, deadline=None)
def test_every_sentence_occurs_once_in_order(en: list[str], zh: list[str]) -> None:
    found = align(en, zh, lexicon=LEXICON)
    assert [i for a in found for i in a.en] == list(range(len(en)))
    assert [j for a in found for j in a.zh] == list(range(len(zh)))
    assert all(0 <= a.score <= 1 for a in found)


def _factories(skipped: range = range(0)) -> tuple[list[str], list[str]]:
    numbers = range(1, 701)
    return (
        [f"The firm opened plant {n * 37 % 9973} in the year {n}." for n in numbers],
        [f"公司在{n}年开设了第{n * 37 % 9973}号工厂。" for n in numbers if n not in skipped],
    )


def test_long_texts_are_cut_into_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = []
    made = Lattice.__init__

    def counted(self: Lattice, sizes: tuple[int, int], *rest: object) -> None:
        cells.append(sizes[0] * sizes[1])
        made(self, sizes, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Lattice, "__init__", counted)
    en, zh = _factories(range(151, 230))
    found = {a.en: a.zh for a in align(en, zh, lexicon=LEXICON)}
    assert found[9,] == (9,)
    assert found[200,] == ()
    assert found[699,] == (620,)
    assert max(cells) < 160_000
    assert sum(cells) < 3 * 3 * 400 * len(en)  # not the square of the length


@pytest.mark.parametrize("sizes", [(1200, 900), (900, 5), (5, 900), (450, 450)])
def test_identical_lines_end(sizes: tuple[int, int]) -> None:
    found = align(["We drink tea."] * sizes[0], ["我们喝茶。"] * sizes[1], lexicon=LEXICON)
    assert [i for a in found for i in a.en] == list(range(sizes[0]))
    assert [j for a in found for j in a.zh] == list(range(sizes[1]))


def test_a_page_that_alternates_is_linked() -> None:
    page = passages(
        ("Volt and Orbit open a battery plant", "heading"),
        ("Volt与Orbit开设电池工厂", "heading"),
        (" ".join(EN[:3]), "paragraph"),
        ("".join(ZH[:3]), "paragraph"),
        (" ".join(EN[3:4] + EN[5:]), "paragraph"),
        ("".join(ZH[3:]), "paragraph"),
    )
    links = align_article(page, pair=False, lexicon=LEXICON)
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
    assert align_article(page, pair=False, lexicon=LEXICON) == ()


def test_a_pair_links_headings_only_with_headings() -> None:
    pair = passages(
        ("A battery plant", "heading"),
        (" ".join(EN[:3]), "paragraph"),
        ("All rights reserved.", "boilerplate"),
        ("电池工厂", "heading"),
        ("".join(ZH[:3]), "paragraph"),
        ("版权所有。", "boilerplate"),
    )
    links = align_article(pair, pair=True, lexicon=LEXICON)
    assert [(link.en, link.zh) for link in links] == [
        (((10, 0),), ((13, 0),)),
        (((11, 0),), ((14, 0),)),
        (((11, 1),), ((14, 1),)),
        (((11, 2),), ((14, 2),)),
    ]
    assert align_article(pair[:3], pair=True) == ()


def test_two_stories_that_share_names_and_figures_are_not_linked() -> None:
    page = passages(
        (
            "Orbit said that it sold 250 cars to Volt in 2027. The buyers are pleased with them.",
            "paragraph",
        ),
        ("Orbit在2027年因火灾关闭了250家商店，Volt的律师正在调查原因，警方拒绝评论。", "paragraph"),
    )
    assert align_article(page, pair=False, lexicon=LEXICON) == ()
