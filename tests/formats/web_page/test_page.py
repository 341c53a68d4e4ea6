from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import pytest

from evreader.errors import InputError
from evreader.formats.web_page.page import read_page

if TYPE_CHECKING:
    from evreader.domain.article import Article

ZH = (
    "伏特公司周一表示，将在科隆建设第二座电池工厂，总投资约十二亿欧元，预计明年下半年投产。",
    "根据协议，双方各持有合资公司一半的股份，首批产品将供应欧洲的三家汽车制造商。",
    "公司首席执行官说：“市场变化很快，我们必须在离客户更近的地方生产。”",
    "分析师认为，原材料价格的下跌减轻了企业的成本压力，但竞争也在加剧。",
)
EN = (
    "The battery maker said on Monday it would build a second plant near Cologne for its vans.",
    "Both partners will hold half of the venture, which is to supply three European carmakers.",
    "“The market turns quickly, and we have to build where our customers are,” its head said.",
    "Analysts said that cheaper lithium had eased the pressure on margins, but rivals grow too.",
)


def page(body: str, *, title: str = "Second plant", head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body>"


def article(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def taken(found: Article) -> list[str]:
    return [p.text for p in found.passages if p.kind != "boilerplate"]


def folded(found: Article) -> list[str]:
    return [p.text for p in found.passages if p.kind == "boilerplate"]


ZH_AROUND = [
    "<p>原标题：伏特再建新厂</p>",
    "<p>（责任编辑：王小明）</p>",
    "<p>来源：财经日报</p>",
    "<p>图片来源：视觉中国</p>",
    "<p>免责声明：本文仅供参考，不构成投资建议。</p>",
    "<p>扫描二维码，关注我们的公众号。</p>",
    "<p>打开客户端，查看更多精彩内容</p>",
    "<p>点击上方蓝字，关注我们</p>",
    "<p>未经授权，严禁转载本文。</p>",
    "<div class='share'>分享到：微信 微博</div>",
    "<div class='related'><h3>相关阅读</h3><ul><li><a href=/1>另一家工厂停产</a></ul></div>",
    "<h3>延伸阅读</h3><p><a href=/2>欧洲电池产业的三个难题</a></p>",
    "<div class='comment-list'><p>我觉得这个消息是一件大好事，期待明年早日投产。</p></div>",
    "<div class='copyright'>版权所有 © 2024 某某网</div>",
    "<p>下一篇：天气预报</p>",
]
EN_AROUND = [
    "<p>Reporting by Anna Keller in Lisbon; Editing by Mark Potter</p>",
    "<p>Photograph: Jonas Ek/Alamy</p>",
    "<p>By Anna Keller</p>",
    "<p>May 6, 2024 10:22 AM UTC</p>",
    "<p>Advertisement</p>",
    "<p>Sign up for our newsletter to get the news that matters, every morning in your inbox.</p>",
    "<p><strong>Read more:</strong> <a href=/1>Why lithium fell so fast</a></p>",
    "<div class='newsletter-box'><h4>The Brief</h4><p>All that matters, each morning.</p></div>",
    "<aside><h2>Most read</h2><ol><li><a href=/1>Plant closes in Turin</a></li></ol></aside>",
    "<div role=dialog><p>We use cookies to make this site work, and to count readers.</p></div>",
    "<div class=author-bio><p>Anna Keller writes about cars and lives in Lisbon.</p></div>",
    "<h3>3 Comments</h3><div class=x1><div class=x2>I would never buy one.</div></div>",
    "<footer><p>Copyright 2024 The Daily Battery, all rights reserved. Contact us.</p></footer>",
    "<p>If you buy through our links, we may earn a commission.</p>",
    "<nav><a href=/>Home</a></nav>",
]


@pytest.mark.parametrize("extra", ZH_AROUND)
def test_chinese_boilerplate_is_folded(extra: str) -> None:
    body = (
        f"<div class=main><h1>第二座电池工厂</h1><div class=text>{article(ZH)}{extra}</div></div>"
    )
    found = read_page(page(body, title="第二座电池工厂_某某网"), name="a.html")
    assert taken(found) == ["第二座电池工厂", *ZH]
    assert folded(found)


@pytest.mark.parametrize("extra", EN_AROUND)
def test_english_boilerplate_is_folded(extra: str) -> None:
    body = f"<main><h1>Second plant</h1><div class=text>{article(EN)}{extra}</div></main>"
    found = read_page(page(body, title="Second plant | The Daily"), name="a.html")
    assert taken(found) == ["Second plant", *EN]
    assert folded(found)


@pytest.mark.parametrize(
    "real",
    [
        "<p>The firm changed its privacy policy in May, after a court in Bonn had ruled on it.</p>",
        "<p>Readers of its newsletter were told on Friday, when shares had lost a tenth.</p>",
        f"<p>{ZH[0]}（责任编辑：王小明）</p>",
        "<p>He laughed.</p>",
        "<h2>What comes next</h2>",
        "<ul><li>A plant in Cologne</li><li>A warehouse in Porto</li></ul>",
        "<table><tr><td>Vans</td><td>12</td></tr><tr><td>Cars</td><td>30</td></tr></table>",
        "<blockquote><p>You cannot win with price alone, as everybody knows.</p></blockquote>",
        "<figure><figcaption>The hall near Cologne</figcaption></figure>",
    ],
)
def test_what_belongs_to_the_article_stays(real: str) -> None:
    body = f"<main><h1>Second plant</h1>{article(EN[:2])}{real}{article(EN[2:])}</main>"
    assert folded(read_page(page(body), name="a.html")) == []


def test_paragraphs_made_of_line_breaks() -> None:
    text = "<br><br>".join(f"　　{text}" for text in ZH)
    body = f"<td><b>第二座电池工厂</b></td><td><div id=zoom>{text}</div></td>"
    found = read_page(page(f"<table><tr>{body}</tr></table>", title="第二座电池工厂"), name="a")
    assert taken(found) == ["第二座电池工厂", *ZH]


def test_a_lead_between_title_and_text_comes_in() -> None:
    lead = "Rising costs force makers to think again"
    body = (
        f"<header><h1>Second plant</h1><p>{lead}</p></header>"
        f"<div class=share><a href=x>Share</a></div><div class=body>{article(EN)}</div>"
    )
    found = read_page(page(body, head=f"<meta name=description content='{lead}'>"), name="a")
    assert taken(found) == ["Second plant", lead, *EN]


def test_a_name_that_lies_does_not_hide_the_article() -> None:
    body = f"<div class='comment sidebar'><h1>Second plant</h1>{article(EN)}</div>"
    assert taken(read_page(page(body), name="a")) == ["Second plant", *EN]


def test_hidden_until_a_script_runs() -> None:
    body = f"<h1>Second plant</h1><div style='visibility: hidden'>{article(EN)}</div>"
    assert taken(read_page(page(body), name="a")) == ["Second plant", *EN]


def test_both_cuts_are_handed_on_where_they_differ() -> None:
    comments = "".join(
        f"<div class=k1><p>Reader {k} thinks that the vans will never be as good as those of "
        f"{1990 + k}, and says so here at some length.</p></div>"
        for k in range(40)
    )
    body = f"<div class=a><h1>Second plant</h1><div class=b>{article(EN)}</div>{comments}</div>"
    found = read_page(page(body), name="a")
    if found.cuts:
        assert found.review.endswith(".")
        assert {cut.name for cut in found.cuts} == {"trafilatura", "readability"}
        best = max(found.cuts, key=lambda cut: cut.score)
        assert {p.index: p.kind for p in found.passages if p.kind != "boilerplate"} == best.kinds
        assert all(0 <= cut.score <= 1 for cut in found.cuts)
    else:
        assert found.review == ""


def test_where_both_agree_there_is_nothing_to_look_at() -> None:
    found = read_page(page(f"<main><h1>Second plant</h1>{article(EN)}</main>"), name="a")
    assert (found.cuts, found.review, found.links) == ((), "", ())
    assert found.languages == ("en",)


def test_a_page_of_two_languages() -> None:
    body = f"<main><h1>第二座工厂</h1>{article(EN[:2])}<h2>协议的内容</h2>{article(ZH[:2])}</main>"
    found = read_page(page(body, title="第二座工厂"), name="a")
    assert [p.language for p in found.passages] == ["zh", "en", "en", "zh", "zh", "zh"]
    assert folded(found) == []


def test_whole_keeps_everything() -> None:
    found = read_page("<p>Share</p><h2>Part</h2><p>Comments</p>", name="c.xhtml", whole=True)
    assert [(p.kind, p.text) for p in found.passages] == [
        ("paragraph", "Share"),
        ("heading", "Part"),
        ("paragraph", "Comments"),
    ]
    assert found.info.title == "Part"


def test_what_is_known_of_the_article() -> None:
    head = (
        '<meta property="og:site_name" content="The Daily">'
        '<link rel=canonical href="https://daily.example/a">'
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",'
        '"headline": "Second plant", "datePublished": "2024-05-06T10:22:00Z",'
        '"author": [{"name": "Anna Keller"}, {"name": "Li Wen"}]}]}</script>'
    )
    body = f"<h1>Second plant</h1>{article(EN)}"
    info = read_page(page(body, title="Second plant | The Daily", head=head), name="a.html").info
    assert info.title == "Second plant"
    assert info.date == "2024-05-06"
    assert info.author == "Anna Keller, Li Wen"
    assert info.site == "The Daily"
    assert info.url == "https://daily.example/a"
    assert info.source == "a.html"


HOSTILE = {
    "nested": "<div>" * 200_000 + "x",
    "nested and closed": "<div>" * 20_000 + "x" + "</div>" * 20_000,
    "anchors": "<a href=x>" * 300_000,
    "attributes": "<p " + " ".join(f"a{k}=1" for k in range(50_000)) + ">x",
    "attributes with signs": "<p " + " ".join(f"a{k}='>'" for k in range(50_000)) + ">x",
    "quotes": "<a'" * 200_000,
    "comments": "<!--" * 200_000,
    "script": "<script>var a = '<p>text</p>'</script>",
    "empty": " \n",
    "too much text": f"<p>{'word ' * 500_000}</p>",
    "too large": "<p>words and more words</p>" * 900_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_in_a_sentence(name: str) -> None:
    started = time.monotonic()
    with pytest.raises(InputError, match=r"^“bad.html” .*\.$"):
        read_page(HOSTILE[name], name="bad.html")
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    "markup",
    [
        '<!DOCTYPE html [<!ENTITY a "bomb"><!ENTITY b "&a;&a;&a;&a;">]><p>Text &amp; &b;</p>',
        "<p>Te\x00xt &amp; more</p>",
        "<p>Text &amp; <plaintext><b>more</b>",
        "<p>Text &amp; <a href='http://[::1'>link</a><base href='http://[x'></p>",
        '<p>Text &amp;</p><script type="application/ld+json">' + "[" * 50_000 + "</script>",
        "<p>Text &amp; \ud800</p>",
        "<p>Text &amp;<img src='data:image/png;base64," + "A" * 300_000 + "'></p>",
    ],
)
def test_odd_pages_are_read(markup: str) -> None:
    assert read_page(markup, name="a").passages[0].text.startswith("Text &")


def test_the_libraries_keep_silent(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        read_page("<p>x</p>", name="a")
    assert not caplog.records


def test_traditional_wordings_are_known_too() -> None:
    body = (
        "<p>公司週一表示，將在高雄興建第二座封裝測試廠，總投資約新台幣十二億元，明年量產。</p>" * 2
    )
    found = read_page(page(f"<div>{body}<p>※ 投資有風險，本文不構成投資建議</p></div>"), name="a")
    assert folded(found) == ["※ 投資有風險，本文不構成投資建議"]


@pytest.mark.parametrize(
    "line",
    ["By Anna Keller and Li WenApril 20, 2026 7:41 AM UTC", "财经观察2026-05-12 12:30关注"],
)
def test_a_byline_whose_parts_stand_side_by_side(line: str) -> None:
    body = f"<h1>Second plant</h1><div><span>{line}</span></div>{article(EN)}"
    assert folded(read_page(page(body), name="a")) == [line]


def test_a_button_behind_the_last_paragraph_is_none_of_it() -> None:
    last = "首批产品将供应欧洲的三家汽车制造商，投产时间定在明年的下半年。"
    end = f"<p>{last}<a href=/>返回搜狐，查看更多</a></p>"
    found = read_page(page(f"<div>{article(ZH)}{end}</div>"), name="a")
    assert folded(found) == ["返回搜狐，查看更多"]
    assert taken(found)[-1] == last


def test_a_link_in_a_paragraph_is_a_part_of_it() -> None:
    text = "Both partners will hold half of the venture. <a href=/>Reuters</a> was first to say so."
    found = read_page(page(f"<div>{article(EN)}<p>{text}</p></div>"), name="a")
    assert taken(found)[-1].endswith("venture. Reuters was first to say so.")


def test_a_short_last_paragraph_in_an_element_of_its_own_stays() -> None:
    rows = "".join(
        f"<div class=l><p>{e}</p></div><div class=r><p>{z}</p></div>"
        for e, z in zip((*EN, "Shares fell."), (*ZH, "公司股价下跌。"), strict=True)
    )
    found = read_page(page(f"<section>{rows}</section><p>关于我们</p>"), name="a")
    assert taken(found)[-2:] == ["Shares fell.", "公司股价下跌。"]


def test_a_table_with_a_language_in_each_column_is_no_data() -> None:
    rows = "".join(f"<tr><td>{e}</td><td>{z}</td></tr>" for e, z in zip(EN, ZH, strict=True))
    found = read_page(page(f"<table>{rows}</table>"), name="a")
    assert taken(found) == [text for pair in zip(EN, ZH, strict=True) for text in pair]
