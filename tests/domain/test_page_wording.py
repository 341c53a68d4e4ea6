from __future__ import annotations

import pytest

from evreader.domain import page_wording as subject


@pytest.mark.parametrize(
    "text",
    [
        "By Anna Keller and Li Wen",
        "Published 6 May 2024",
        "Updated 2 days ago",
        "2024年05月06日 10:22",
        "3小时前",
        "5 min read",
    ],
)
def test_bylines(text: str) -> None:
    assert subject.is_byline(text)
    assert subject.is_page_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        "编辑 | 王五",
        "图/视觉中国",
        "Photo: Jan Nowak",
        "Bloomberg | Getty Images",
        "【责任编辑:刘阳】",
    ],
)
def test_credits(text: str) -> None:
    assert subject.is_credit(text)


@pytest.mark.parametrize(
    "text",
    ["Share", "watch now", "阅读 3205", "返回首页", "Skip to content", "— END —"],
)
def test_signs(text: str) -> None:
    assert subject.is_page_furniture(text)


@pytest.mark.parametrize(
    ("text", "comments"),
    [("相关阅读", False), ("Most read", False), ("44 Comments", True), ("评论（27）", True)],
)
def test_lines_over_other_things(text: str, *, comments: bool) -> None:
    assert subject.heads_others(text) or subject.heads_comments(text)
    assert subject.heads_comments(text) == comments


@pytest.mark.parametrize(
    "text",
    [
        "Comments by the minister on Friday sent the shares of all three companies down again.",
        "The company updated its outlook after a weak quarter and said that it would cut jobs.",
        "记者：您为什么选择回收？",
        "新华社北京5月6日电（记者李四）伏特公司周一表示，将在科隆建设第二座电池工厂。",
        "By the end of the year, the plant will employ three thousand people.",
        "May 6 will be a holiday for the workers, the company said.",
        "Summary judgments are rare in such cases.",
        "关注这一行业的投资者越来越多。",
        "Related costs rose by a third, to five million euros.",
        "图为工厂外景，总投资约十二亿元。",
    ],
)
def test_what_an_article_says(text: str) -> None:
    assert not subject.is_page_furniture(text)
    assert not subject.heads_others(text)
    assert not subject.heads_comments(text)
