from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring

from evreader.formats.web_page.blocks import page_blocks


def texts(markup: str) -> list[str]:
    return [block.text for block in page_blocks(document_fromstring(markup))]


def kinds(markup: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in page_blocks(document_fromstring(markup))]


def test_white_space_is_collapsed_as_a_browser_does() -> None:
    assert texts("<p> a\n\t b&nbsp;&nbsp;c \u200b<b> d</b> e</p>") == ["a b c d e"]


def test_line_breaks() -> None:
    assert texts("<div>one<br>two</div>") == ["one\ntwo"]
    assert texts("<div>one<br><br/>two<br> <br>three</div>") == ["one", "two", "three"]
    assert texts("<div>　　甲<br>　　乙<br>&nbsp;&nbsp;&nbsp;&nbsp;丙</div>") == ["甲", "乙", "丙"]
    long = "The company said on Monday that it would build a plant near Cologne."
    assert texts(f"<div>{long}<br>{long}</div>") == [long, long]


def test_kinds() -> None:
    assert kinds(
        "<h2>Head</h2><p>Text</p><ul><li>One<ul><li>Two</li></ul>after</li></ul>"
        "<figure><figcaption>Shown</figcaption></figure><p><b>Bold line</b></p>"
        "<p class='img-desc'>A hall</p>"
    ) == [
        ("heading", "Head"),
        ("paragraph", "Text"),
        ("list-item", "One"),
        ("list-item", "Two"),
        ("list-item", "after"),
        ("caption", "Shown"),
        ("heading", "Bold line"),
        ("caption", "A hall"),
    ]


def test_a_row_of_data_is_one_block_and_a_table_for_layout_is_none() -> None:
    assert texts("<table><tr><th>Maker</th><th>Sold</th></tr><tr><td>V<td><p>12</table>") == [
        "Maker | Sold",
        "V | 12",
    ]
    assert texts("<table><tr><td><p>a</p><p>b</p></td><td><ul><li>c</ul></td></tr></table>") == [
        "a",
        "b",
        "c",
    ]


def test_what_a_browser_does_not_show_is_left_out() -> None:
    assert texts(
        "<p>a<!-- no -->b<script>no</script>c<style>no</style></p><select><option>no</select>"
        "<textarea>no</textarea><svg><title>no</title></svg><template><p>no</template>"
    ) == ["abc"]


def test_readings_deletions_and_words_for_screen_readers_are_left_out() -> None:
    assert texts("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>") == ["漢字"]
    assert texts("<p>It costs <del>20</del> <ins>30</ins> euros</p>") == ["It costs 30 euros"]
    assert texts("<p>See this<span class='sr-only'> (new tab)</span> now</p>") == ["See this now"]


def test_hidden_blocks_stand_in_a_zone() -> None:
    blocks = page_blocks(
        document_fromstring(
            "<div hidden><p>a</p></div><div style='display: none'><p>b</p></div>"
            "<p aria-hidden=true>c</p><p>d</p>"
        )
    )
    assert [[zone.name for zone in block.zones] for block in blocks] == [
        ["hidden"],
        ["hidden"],
        ["hidden"],
        [],
    ]


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts("<pre>a\nb  c\n\nd</pre>") == ["a\nb c", "d"]


def test_links_are_counted() -> None:
    (block,) = page_blocks(document_fromstring("<p>four<a href=x>four</a></p>"))
    assert block.link_share == 0.5


WORD = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=6)
LEAF = WORD.map(html.escape)
TAGS = st.sampled_from([
    "div",
    "p",
    "span",
    "b",
    "a",
    "section",
    "ul",
    "li",
    "h2",
    "em",
    "blockquote",
    "td",
    "center",
])
TREE = st.recursive(
    LEAF,
    lambda inner: st.builds(
        lambda tag, parts, gap: f"<{tag}>{gap.join(parts)}</{tag}>",
        TAGS,
        st.lists(inner, min_size=1, max_size=4),
        st.sampled_from([" ", "<br>", "<br><br>", "\n", "<!-- x -->", "<script>no</script> "]),
    ),
    max_leaves=25,
)


@given(TREE)
@settings(max_examples=100, deadline=None)
def test_every_visible_text_occurs_once_and_in_order(markup: str) -> None:
    page = document_fromstring(f"<html><body><main>{markup}</main></body></html>")
    for script in list(page.iter("script")):
        script.drop_tree()
    shown = "".join(text for text in page.xpath("//body//text()") if text.strip())
    assert re.sub(r"\s", "", "".join(texts(f"<main>{markup}</main>"))) == re.sub(r"\s", "", shown)
