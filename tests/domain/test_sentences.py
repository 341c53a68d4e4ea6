"""Sentences in both languages."""

from __future__ import annotations

import time
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

# Hard places: ``‖`` stands where one sentence ends and the next begins.
ENGLISH = [
    # abbreviations
    "The U.S. Senate met.‖ It voted.",
    "It left the U.S.‖ The firm stayed.",
    "Yahoo! Inc. sold it.‖ Nobody cared.",
    "She joined Yahoo! in May.‖ He left.",
    "Volt Inc. said so.‖ Orbit Co. did not.",
    "Dr. Wu, Mr. Li and Mrs. Fu came.‖ Prof. Gu did not.",
    "J. K. Hale wrote it.‖ T.S. Pike read it.",
    "Ask George W. Stone about it.‖ He knows.",
    "The No. 1 maker fell.‖ No. 2 rose.",
    "On Jan. 5 it opened.‖ By Sept. it had closed.",
    "It opens at 9 a.m. on Monday.‖ It shuts at 5 p.m.‖ Come early.",
    "Many makers, e.g. Volt, grew; others, i.e. Orbit, shrank.",
    "Volt, Orbit, etc. all grew.‖ Then came a fall.",
    "They sell cars, vans, etc.‖ The rest is leased.",
    "See Fig. 3 and pp. 4–5 for more.‖ Sec. 2 is old.",
    "It beat Orbit vs. Volt in 2024.‖ Fine.",
    "Smith et al. found it.‖ We agree.",
    "Li Wei Jr. took over.‖ He is 40.",
    "The firm, Volt Ltd., is in Ohio.‖ It grows.",
    "He holds a Ph.D. in physics.‖ She has an M.B.A. from Leeds.",
    "Gen. Stone met Sen. Pike in St. Louis.‖ They talked.",
    "It is at 5 Oak St. in town.‖ Ring twice.",
    "They live in Washington, D.C.‖ They like it.",
    "A deal with L.A. Motors failed.‖ Why?",
    "He asked what I want.‖ So did I.‖ She left.",
    "Volt S.p.A. and Orbit S.A. merged.‖ The new firm is Dutch.",
    "It was approx. 5 km long.‖ Fine.",
    # numbers
    "Sales rose 3.5% to $1.2 bn.‖ Costs fell .5 points.",
    "Version 2.0.1 came out.‖ Version 3 follows.",
    "It cost $5.‖ Nobody paid.",
    "That was in 2024.‖ 2025 was better.",
    "It makes 3,000 cars.‖ 500 are sold.",
    # ellipses
    "Well... maybe not.‖ We shall see...‖ Then it rained.",
    "Wait… what is it?‖ Nothing…‖ Good.",
    "He said “… and so on.”‖ They left.",
    "It was . . . odd.‖ Very.",
    # addresses
    "Go to www.volt.com.‖ Write to a.b@volt.co.uk today.",
    "See https://volt.com/a.b?c=d.‖ It is new.",
    "Node.js and ASP.NET are used.‖ So is C#.",
    "Read file.txt first.‖ Then stop.",
    # quotes, brackets, notes
    "“Is it new?” he asked.‖ “It is!” she said.‖ They left.",
    "“We will grow.”‖ The crowd cheered.",
    "‘It is over,’ he said.‖ ‘Go home.’‖ They went.",
    '"We won."‖ That was all.',
    "He said: “We won.‖ They lost.”‖ Then he left.",
    "She called it “a scandal!” and left.‖ He stayed.",
    "Sales rose (see p. 5).‖ (Costs fell.)‖ Profit grew.",
    "It grew (by a lot!) in May.‖ Then it fell.",
    "Sales rose.[3]‖ Costs fell.[4][5]‖ Profit grew.¹‖ The end.",
    "“They said ‘no.’”‖ We said yes.",
    "“Why?” Wu asked.‖ “Go!” Li Wei said, and went.‖ “No.”‖ Wu said the plan was old.",
    "The film “Hi, Mom!” opened.‖ It did well.",
    "Really?!‖ Yes!!!‖ Oh.",
    # lists and enumerations
    "1. Plants open.‖ 2. Plants close.‖ 3. The end.",
    "a) Plants open.‖ b) Plants close.",
    "• Sales rose.‖ • Costs fell.",
    "(1) Sales rose.‖ (2) Costs fell.",
    "i. Sales rose.‖ ii. Costs fell.",
    # no space after the stop, small letters, emoji
    "Sales rose.‖Costs fell in May.‖ The end.",
    "Great news!\U0001f600‖ More follows.",
    "Great news!‖ \U0001f680 More follows.",
    "It works with eBay.‖ iPhone sales rose.",
    "Sales rose.‖ “Good,” he said.",
    # line ends
    "Sales\nrose.‖\nCosts\nfell.",
    "Headline without stop‖\n\nThen text.‖ More.",
    # with Chinese inside
    "It is called 比亚迪.‖ The firm is new.",
    "He said 你好.‖ She said 再见!‖ They left.",
    "“你好。” he said.‖ Then he left.",
    "The maker (比亚迪。) grew.",
]

CHINESE = [
    "销量增长。‖利润下降。",
    "价格为3.5元。‖涨幅2.1%。",
    "他问：“为什么？”‖没有人回答。",
    "“为什么？”他问。‖没有人回答。",
    "“来吧！”他说，“我们走。”‖车开了。",
    "他说：“来吧！‖我们走。”‖车开了。",
    "“我们会成长。”张明说。‖股价上涨。",
    "“我们会成长。”该公司首席执行官表示。‖股价上涨。",
    "“我们会成长。”‖他很高兴。",
    "他说“好！”，然后走了。",
    "所谓“为什么不？”的态度很重要。",
    "（销量增长。）‖利润下降。",
    "公司（成立于2010年。总部在上海）很大。‖它在增长。",
    "销量增长（见图1）。‖利润下降。",
    "真的吗？！‖是的！！‖好。",
    "好吧……‖我们走。",
    "“我……我不知道。”‖他走了。",
    "不……不是这样。‖明天…… 明天再说。",
    "“好！” 他说。‖他走了。",
    "“好……”他说。‖然后走了。",
    "销量增长；‖利润下降；‖股价上涨。",
    "《你好！明天》上映。‖票房很好。",
    "他看了《为什么？》。‖很好看。",
    "「價格不變。」他說。‖客戶滿意。",
    "『好。』‖走吧。",
    "「為什麼？」記者問。‖沒有人回答。",
    "访问EVXL.co。‖谢谢。",
    "邮箱是a.b@volt.com。‖请写信。",
    "版本V2.0.1发布。‖下一版是V3.0。",
    "Volt Inc.宣布合作。‖Orbit Co.表示同意。",
    "Yahoo! 宣布合作。‖雅虎表示同意。",
    "他叫J.K.罗琳。‖她写书。",
    "销量增长.‖利润下降.‖股价上涨.",
    "销量增长!‖利润下降?‖是的.",
    "销量增长。[3]‖利润下降。[4]‖结束。",
    "销量增长①。‖利润下降②。",
    "1.销量增长。‖2.利润下降。",
    "1、销量增长。‖2、利润下降。",
    "一、销量增长。‖二、利润下降。",
    "（一）销量增长。‖（二）利润下降。",
    "①销量增长。‖②利润下降。",
    "太好了！\U0001f600‖下一个。",
    "太好了。\U0001f44d\U0001f3fd‖下一个。",
    "没有句号的标题",
    "标题‖\n\n正文开始。‖结束。",
    "第一行\n还是第一句。‖第二句。",
    "他说：“好。”",
    "公司表示:“增长。”‖结束。",
    '他说:"好。"‖然后走了。',
    '"好！"他说。‖然后走了。',
    "比亚迪(BYD)增长。‖Stellantis N.V. 下降。",
    "New plant opens. ‖新工厂开业。‖Sales start in May.",
    "销量增长｡‖利润下降｡",
    "他说“好。‖我走。”‖“再见。”",
    "“好。”‖“不好。”",
    "——好。‖——不好。",
    "增长了3.5倍。‖达到1.2亿元。",
    "会议于14:30开始。‖会议结束。",
    "是吗?‖对!‖好.",
]


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


@pytest.mark.parametrize("marked", ENGLISH + CHINESE)
def test_hard_places(marked: str) -> None:
    expected = [part.strip() for part in marked.split("‖")]
    assert split(marked.replace("‖", "")) == expected


def test_there_are_enough_of_them() -> None:
    assert len(ENGLISH) + len(CHINESE) >= 120


PIECES = st.lists(st.sampled_from([*ENGLISH, *CHINESE]), min_size=1, max_size=4)


@given(PIECES)
@settings(max_examples=100)
def test_sentences_with_the_space_between_are_the_passage(pieces: list[str]) -> None:
    text = " ".join(pieces).replace("‖", "")
    spans = split_sentences(text, passage_language(text))
    parts, at = [], 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        parts += [text[at:start], text[start:end]]
        at = end
    assert "".join(parts) == text.rstrip()


def test_a_quotation_that_is_over_introduces_no_other() -> None:
    first, second = "他问：“为什么？”没有人回答。", '"好！"他说。然后走了。'
    alone = split_sentences(second, "zh")
    assert len(alone) == 2
    both = split_sentences(f"{first}\n\n{second}", "zh")
    assert len(both) == len(split_sentences(first, "zh")) + len(alone)


@given(PIECES, PIECES)
@settings(max_examples=100)
def test_a_further_paragraph_changes_nothing_before_it(one: list[str], two: list[str]) -> None:
    first, second = " ".join(one).replace("‖", ""), " ".join(two).replace("‖", "")
    for language in ("en", "zh", "other"):
        alone = split_sentences(first, language)
        both = split_sentences(f"{first}\n\n{second}", language)
        assert both[: len(alone)] == alone
        assert len(both) == len(alone) + len(split_sentences(second, language))


@pytest.mark.parametrize(
    "sign", ["(", ".", "”", "《a", ". ", "。”", "\n", "e.g. ", "(a.", "[1]", "!a", "1."]
)
def test_a_million_signs_take_time_in_proportion(sign: str) -> None:
    text = sign * (1_000_000 // len(sign))
    start = time.process_time()
    spans = split_sentences(text, "zh")
    assert time.process_time() - start < 30
    assert not spans or spans[-1].end == len(text.rstrip())
