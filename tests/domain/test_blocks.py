from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.blocks import Block, markdown_blocks, plain_blocks, title_of

LONG_EN = (
    "The two companies will build a battery plant near the river and expect to hire about two"
    " thousand people before the end of next year."
)
LONG_ZH = (
    "两家公司将在河边建设一座电池工厂，"
    "预计明年年底之前招聘大约两千名员工，首批产品计划在后年春天交付给客户。"
)


def kinds(text: str) -> list[str]:
    return [block.kind for block in plain_blocks(text)]


def test_an_article_with_headings_and_the_foot_of_the_page() -> None:
    parts = [
        ("A Battery Plant by the River", "heading"),
        (LONG_EN, "paragraph"),
        ("两家公司的新工厂", "heading"),
        (LONG_ZH, "paragraph"),
        ("Photo courtesy of Volt.", "caption"),
        ("Subscribe to our newsletter", "boilerplate"),
        ("Copyright © Volt News 2025. All rights reserved.", "boilerplate"),
        ("Wei Example", "boilerplate"),
        ("Articles: 1,204", "boilerplate"),
        ("Leave a reply", "boilerplate"),
    ]
    blocks = plain_blocks("\n\n".join(text for text, _ in parts))
    assert [(block.text, block.kind) for block in blocks] == parts


@pytest.mark.parametrize(
    "notice",
    [
        "We use cookies to improve this site.",
        "本网站使用 Cookie 改善体验。",
        "未经授权，禁止转载。",
        "FTC: we use income earning affiliate links.",
        "阅读更多：电池价格",
        "Read more: battery prices",
        "责任编辑：某某",
        "Share on Facebook",
        "分享到微信",
        "Advertisement",
    ],
)
def test_notices_between_paragraphs(notice: str) -> None:
    assert kinds(f"{LONG_EN}\n\n{notice}\n\n{LONG_EN}") == ["paragraph", "boilerplate", "paragraph"]


def test_author_boxes_and_comments_are_folded_to_the_end() -> None:
    text = "\n\n".join([
        "Title of the page",
        *[LONG_EN] * 4,
        "Jo Example",
        "Jo Example is the founder and editor of a site on batteries, where she writes on plants.",
        "3 comments",
        "I was there last year and can say that the river is not as clean as people believe it is.",
    ])
    assert kinds(text) == ["heading", *["paragraph"] * 4, *["boilerplate"] * 4]


def test_a_chinese_author_box() -> None:
    box = "王例是本站的创始人和主编，在网站上撰写电池行业的新闻，可以通过邮箱联系他。"
    text = "\n\n".join(["标题在此", *[LONG_ZH] * 4, "王例", "王例", box, "发表评论"])
    assert kinds(text) == ["heading", *["paragraph"] * 4, *["boilerplate"] * 4]


@pytest.mark.parametrize(
    "credit",
    [
        "照片由 Volt 提供。",
        "图片来源：新华社",
        "图源：公司官网",
        "Image: Volt",
        "(AP Photo/Jo Example)",
    ],
)
def test_picture_credits_are_captions(credit: str) -> None:
    assert kinds(f"{LONG_ZH}\n\n{credit}\n\n{LONG_ZH}")[1] == "caption"


def test_hard_wrapped_lines_stay_one_block_as_they_stand() -> None:
    wrapped = (
        "The two companies will build a battery plant near\r\n"
        "the river and expect to hire about two thousand\r\n"
        "people before the end of next year."
    )
    assert plain_blocks(f"\r\n{wrapped}\r\n\r\n{wrapped}") == [Block(wrapped), Block(wrapped)]


def test_a_line_a_paragraph() -> None:
    assert len(plain_blocks(f"{LONG_EN}\n{LONG_EN[:90]}.\n{LONG_EN}")) == 3
    assert len(plain_blocks(f"{LONG_EN[:80]}\n电池工厂")) == 2
    assert len(plain_blocks("Jo Example\nJo Example")) == 2
    assert plain_blocks("short\nlines") == [Block("short\nlines")]


def test_lists() -> None:
    assert kinds(f"{LONG_EN}\n\n- one thing\n- another thing\n\n1. first\n2. second") == [
        "paragraph",
        *["list-item"] * 4,
    ]


@pytest.mark.parametrize(
    "byline",
    [
        "By Jo Example",
        "By Jo Example | March 3, 2025",
        "March 3, 2025",
        "来源：某某网 2025-03-03",
        "记者 王例",
    ],
)
def test_bylines_are_no_headings(byline: str) -> None:
    title = "By the river, a plant opens"
    assert kinds(f"{title}\n\n{byline}\n\n{LONG_EN}") == ["heading", "paragraph", "paragraph"]


def test_a_kicker_and_a_title() -> None:
    text = (
        f"Volt News\n\nA plant opens\n\n来源：某某网\n\n{LONG_ZH}\n\nAlso read: more\n\nIt rose 4%."
    )
    assert kinds(text) == [
        "heading",
        "heading",
        "paragraph",
        "paragraph",
        "boilerplate",
        "paragraph",
    ]


def test_what_is_no_heading() -> None:
    assert kinds(f"{LONG_EN}\n\nShort but ends here.\n\n{LONG_EN}")[1] == "paragraph"
    assert kinds(f"{LONG_EN}\n\nthe end of all") == ["paragraph", "paragraph"]
    assert kinds("Only one line") == ["paragraph"]
    assert plain_blocks(" \n\r\n\t") == []


@given(st.text(alphabet="ab .。中\u2028\u00a0😀\r\n-", max_size=80))
@settings(max_examples=100)
def test_nothing_but_white_space_is_lost(text: str) -> None:
    blocks = plain_blocks(text)
    at = 0
    for block in blocks:
        found = text.index(block.text, at)
        assert not text[at:found].strip()
        at = found + len(block.text)
    assert not text[at:].strip()


def test_markdown_is_read_without_its_markup() -> None:
    text = """---
title: x
---
# A *new* plant

It has [a link](https://example.com) and `code`
over two lines.

- one **bold** thing
- two

  more of two

![The plant at night](plant.png)

> A quotation

| City | Jobs |
|------|------|
| Ulm  | 200  |

```
x = 1
```

<div>kept text</div>
<!-- not this -->
"""
    assert markdown_blocks(text) == [
        Block("A new plant", "heading"),
        Block("It has a link and code\nover two lines."),
        Block("one bold thing", "list-item"),
        Block("two", "list-item"),
        Block("more of two", "list-item"),
        Block("The plant at night", "caption"),
        Block("A quotation"),
        Block("City | Jobs"),
        Block("Ulm | 200"),
        Block("x = 1"),
        Block("kept text"),
    ]


def test_titles() -> None:
    blocks = [Block("We use cookies", "boilerplate"), Block("A  plant\nopens", "heading")]
    assert title_of(blocks, "file") == "A plant opens"
    assert title_of([Block(LONG_EN)], "file") == "file"
    assert title_of([Block(LONG_EN * 2)], "").endswith("…")
    assert title_of([], "") == ""


def test_numbered_headings_and_lists_of_a_chinese_text() -> None:
    parts = [
        ("两家公司深化合作", "heading"),
        ("2026年5月14日 来源：某报", "paragraph"),
        ("记者 王某", "paragraph"),
        ("一、背景", "heading"),
        (LONG_ZH, "paragraph"),
        ("（一）技术", "heading"),
        (LONG_ZH + "供应商也会迁来。", "paragraph"),
        ("1、价格下降", "list-item"),
        ("2、销量上升", "list-item"),
        ("①新能源", "list-item"),
        ("②智能驾驶", "list-item"),
        (LONG_ZH + "当地政府表示欢迎。", "paragraph"),
    ]
    blocks = plain_blocks("\n\n".join(text for text, _ in parts))
    assert [(block.text, block.kind) for block in blocks] == parts


def test_letters_before_brackets_number_a_list() -> None:
    assert kinds(f"{LONG_EN}\n\na) batteries\n\nb) motors\n\n{LONG_EN}")[1:3] == ["list-item"] * 2


def test_front_matter_of_a_plain_text_is_left_out_but_no_rule() -> None:
    text = f'---\ntitle: "A plant"\ntags:\n  - cars\n- more\n---\n{LONG_EN}'
    assert [block.text for block in plain_blocks(text)] == [LONG_EN]
    assert plain_blocks(f"---\n{LONG_EN}\n---\n{LONG_EN}")[0].text == "---"
