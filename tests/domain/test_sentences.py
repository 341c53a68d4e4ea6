from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.language import passage_language
from evreader.domain.sentences import split_sentences

if TYPE_CHECKING:
    from evreader.domain.article import Language

TEXTS = st.text(
    alphabet='aBc1 .!?…。！？；;”“’"（）()《》中国说\r\n\u2028\u2029\u0301\u00a0😀𠮷', max_size=60
)


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, passage_language(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Wu of Volt Inc. met A. B. Cole in the U.S. on Jan. 5.", "They agreed."],
        ["It paid $3.5 bn, up 4.2%.", "No. 2 was Orbit Co. Ltd. of Ohio.", "Next came e.g. Nio."],
        ["“Really?” she asked.", "“Yes!”", "He left at 5 p.m.", "Then nothing (see p. 5)."],
        ["He works for Volt Inc.", "The firm is new."],
        ["Read EVXL.co daily.", "It is at evxl.co.", "Bye..."],
        ["Sales rose [3].", "Costs fell.[4]", "Wait... what?", "iPhone sales too."],
        ["1. Plants open.", "2. Plants close in 2019.", "In 2020 more."],
    ],
)
def test_english(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["销量增长3.5%。", "真的吗？", "是的！", "利润下降；", "股价上涨。"],
        ["他说：“好。", "我来。”", "然后走了。"],
        ["“来吧！”他说。", "车开了。"],
        ["公司（真的！）成立了《你好！未来》项目。", "好……", "走吧?", "行!"],
        ["「价格不变。」", "客户满意。"],
        ["网址是 EVXL.co.", "您可以访问。"],
    ],
)
def test_chinese(sentences: list[str]) -> None:
    assert split("".join(sentences)) == sentences


def test_mixed_marks_in_one_passage() -> None:
    assert split("New plant opens. 新工厂开业。Sales start in May.") == [
        "New plant opens.",
        "新工厂开业。",
        "Sales start in May.",
    ]


def test_line_ends() -> None:
    assert split("One line\r\ngoes on. Two.\r\n\r\nThree") == [
        "One line\r\ngoes on.",
        "Two.",
        "Three",
    ]
    assert split("  \u00a0\r\n ") == []


@given(TEXTS, st.sampled_from(["en", "zh", "other"]))
@settings(max_examples=150)
def test_ranges_cover_all_that_is_not_space(text: str, language: Language) -> None:
    spans = split_sentences(text, language)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end].strip() == text[start:end]
        at = end
    assert not text[at:].strip()


def test_a_long_row_of_dots_is_no_end_of_a_sentence() -> None:
    assert len(split("Contents" + "." * 20_000 + "x")) == 1
