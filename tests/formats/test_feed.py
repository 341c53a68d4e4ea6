"""Feeds: an article an entry, nothing fetched, nothing swollen."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from evreader.errors import InputError
from evreader.formats import registry

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.article import Article


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens a socket fails."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        pytest.fail("a feed opened a socket")

    monkeypatch.setattr(socket, "create_connection", refuse)


def _articles(tmp_path: Path, data: str | bytes, name: str = "wire.rss") -> list[Article]:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return [item.article for item in registry.reader("feed")(path).articles]


def _texts(article: Article) -> list[str]:
    return [p.text for p in article.passages]


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Quay Wire 码头电讯</title><link>https://quay.example/</link>
<item><title>Velmar &amp; Tianhe sign</title><link>https://quay.example/1</link>
  <dc:creator>Ines Holt</dc:creator><pubDate>Wed, 09 Apr 2025 00:30:00 +0800</pubDate>
  <description>In short: two cranes.</description>
  <content:encoded><![CDATA[<p>Velmar Port ordered two cranes.</p>
  <p>天和重工将于明年<b>交付</b>。</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>起重机抵港</title><link>javascript:alert(1)</link>
  <description>&lt;p&gt;第一台起重机周五抵达维尔玛港。&lt;/p&gt;</description></item>
<item><title>Only a headline came</title></item>
</channel></rss>"""


def test_rss_gives_an_article_for_each_entry(tmp_path: Path) -> None:
    first, second, third = _articles(tmp_path, RSS)

    assert _texts(first) == ["Velmar Port ordered two cranes.", "天和重工将于明年交付。"]
    info = first.info
    assert (info.title, info.author, info.date) == (
        "Velmar & Tianhe sign",
        "Ines Holt",
        "2025-04-09",
    )
    assert (info.url, info.site) == ("https://quay.example/1", "Quay Wire 码头电讯")
    assert info.source == "wire.rss"
    assert _texts(second) == ["第一台起重机周五抵达维尔玛港。"]
    assert second.info.url == ""
    assert _texts(third) == ["Only a headline came"]
    assert [first.id, second.id, third.id] == [1, 2, 3]


def test_atom_with_markup_of_three_kinds(tmp_path: Path) -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay Wire</title>
    <author><name>Quay desk</name></author>
    <entry><title>One</title><link href="https://quay.example/1"/>
      <published>2025-04-09T23:30:00-05:00</published>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The yard opened.</p></div>
      </content></entry>
    <entry><title>Two</title><updated>2025-04-10</updated>
      <content type="text">First paragraph.\n\nPrice &lt; 3 million.</content></entry>
    <entry><title type="html">Th&lt;i&gt;re&lt;/i&gt;e</title>
      <summary type="html">&lt;p&gt;船坞开放。&lt;/p&gt;</summary></entry>
    </feed>"""

    first, second, third = _articles(tmp_path, atom, "wire.xml")

    assert _texts(first) == ["The yard opened."]
    assert (first.info.date, first.info.author) == ("2025-04-09", "Quay desk")
    assert _texts(second) == ["First paragraph.", "Price < 3 million."]
    assert second.info.date == "2025-04-10"
    assert (_texts(third), third.info.title) == (["船坞开放。"], "Three")


def test_rdf_in_gb2312(tmp_path: Path) -> None:
    rdf = """<?xml version="1.0" encoding="GB2312"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel><title>码头</title></channel>
    <item><title>签约</title><description>维尔玛港订购了两台起重机。</description></item>
    </rdf:RDF>"""

    (article,) = _articles(tmp_path, rdf.encode("gb2312"), "wire.rdf")

    assert (_texts(article), article.info.title) == (["维尔玛港订购了两台起重机。"], "签约")


def test_a_feed_that_is_a_little_broken_is_read(tmp_path: Path) -> None:
    broken = RSS.replace("Velmar &amp; Tianhe", "Velmar & Tianhe").replace("</rss>", "")

    first, *_ = _articles(tmp_path, broken)

    assert first.info.title == "Velmar & Tianhe sign"


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel>'
    "<item><title>&b;</title></item></channel></rss>"
)
DEEP = '<rss version="2.0"><channel>' + "<a>" * 200_000


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (BOMB, "declares XML entities"),
        (BOMB.replace("</rss>", ""), "declares XML entities"),
        (BOMB.encode("utf-16"), "declares XML entities"),
        (DEEP, "nested too deeply"),
        (DEEP + "</a>" * 200_000 + "</channel></rss>", "nested too deeply"),
        ('<rss version="2.0"><channel></channel></rss>', "no entry with text"),
        ('<rss version="2.0"><channel><item><title>\x00</title>', "is damaged"),
        ("<html><body>Log in</body></html>", "is not a feed but a web page"),
        ('<?xml version="1.0"?><note>Hello</note>', "XML of a kind that evreader does not know"),
        ("Just a text.", "is not a feed but plain text"),
    ],
)
def test_what_is_no_honest_feed_ends_in_a_sentence(
    tmp_path: Path, data: str | bytes, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        _articles(tmp_path, data)
