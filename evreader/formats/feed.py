"""News feeds (RSS 0.9 to 2.0, Atom) on their way in: one article an entry.

An entry's fullest text is taken: what it encloses whole, else its summary. Nothing is fetched, not
even the page an entry links to.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from evreader.domain.article import ArticleInfo
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.errors import InputError
from evreader.formats.contents import contents_of, kind_of, misfit
from evreader.formats.passages import known_author, known_title
from evreader.formats.web_page.page import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from time import struct_time

    from evreader.domain.article import Article

    Entry = Mapping[str, Any]

_MOST_ENTRIES, _DEEPEST = 10_000, 1_000
# What feedparser lets through when a file is broken in a way it did not think of.
_STUMBLES = (ValueError, LookupError, TypeError, AttributeError, RuntimeError, AssertionError)
_CDATA = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_TAG = re.compile(rb"<(?:(/)[^>]*|[A-Za-z][^>]*?(/)?)>")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def read(path: Path) -> Bundle:
    """Read one feed, each of its entries as an article.

    Raises:
        InputError: the file is missing, no feed, hostile, or none of its entries holds text.
    """
    data = contents_of(path)
    holding = kind_of(data)
    if holding != "feed":
        raise misfit(holding, path.name, "a feed")
    _check(data, path.name)
    feed = _parsed(data, path.name)
    entries = feed["entries"]
    if len(entries) > _MOST_ENTRIES:
        raise InputError(f"“{path.name}” has more than {_MOST_ENTRIES} entries; split it.")
    found = list(_articles(entries, feed["feed"], path.name))
    if not found:
        raise InputError(f"“{path.name}” has no entry with text in it; nothing was imported.")
    return Bundle(
        articles=tuple(
            AnnotatedArticle(article._replace(id=number)) for number, article in enumerate(found, 1)
        )
    )


def _check(data: bytes, name: str) -> None:
    """Refuse what would make the parser swell or crawl, before it sees any of it."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    plain = (
        data.decode("utf-16", "ignore").encode() if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else data
    )
    plain = _CDATA.sub(b"", plain)
    depth = 0
    for tag in _TAG.finditer(plain):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        if depth > _DEEPEST:
            raise InputError(f"“{name}” is nested too deeply for a feed; get it anew.")
    try:
        fromstring(data)
    except DefusedXmlException as error:
        raise InputError(f"“{name}” declares XML entities, which no feed needs.") from error
    except (ParseError, ValueError, LookupError) as error:
        # Many feeds are a little broken, and feedparser copes; but not with these two.
        if _ENTITY.search(plain) or b"\x00" in plain:
            raise InputError(f"“{name}” is damaged; get it anew.") from error


def _parsed(data: bytes, name: str) -> Mapping[str, Any]:
    import feedparser

    try:
        # A stream, since a string might be taken for an address and fetched.
        feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except _STUMBLES as error:
        raise InputError(f"“{name}” is damaged; get it anew.") from error
    return dict(feed)


def _articles(entries: list[Entry], feed: Entry, name: str) -> Iterator[Article]:
    site = known_title(_plain(feed.get("title", "")))
    for entry in entries:
        article = _article(entry, name)
        if article is None:
            continue
        title = known_title(_plain(entry.get("title", "")))
        info = ArticleInfo(
            title=title or article.info.title,
            source=name,
            date=_date(entry),
            url=_address(entry),
            author=known_author(_plain(entry.get("author", "") or feed.get("author", ""))),
            site=known_title(_plain(entry.get("source", {}).get("title", ""))) or site,
        )
        yield article._replace(info=info)


def _article(entry: Entry, name: str) -> Article | None:
    """The entry's text; nothing if it has none, as in a feed of headlines."""
    for markup in _texts(entry):
        try:
            return read_page(markup, name=name, whole=True)
        except InputError:
            continue
    return None


def _texts(entry: Entry) -> Iterator[str]:
    """What an entry says, the fullest first, its title last; plain text as markup."""
    parts = [*entry.get("content", ()), entry.get("summary_detail", {})]
    texts = [_markup(part) for part in parts if part.get("value", "").strip()]
    yield from sorted(dict.fromkeys(texts), key=len, reverse=True)
    if entry.get("title", "").strip():
        yield _markup(entry.get("title_detail") or {"value": entry["title"]})


def _markup(part: Entry) -> str:
    from html import escape

    value = str(part["value"])
    if part.get("type") == "text/plain" and not re.search(r"</?[a-z]+\b[^>]*>", value):
        paragraphs = re.split(r"\n\s*\n", value)
        return "".join(f"<p>{escape(one.strip())}</p>" for one in paragraphs)
    return value


def _plain(markup: str) -> str:
    """A title or a name without the markup that some feeds put in."""
    from html import unescape

    return " ".join(unescape(re.sub(r"<[^>]*>", "", markup)).split())


def _address(entry: Entry) -> str:
    link = str(entry.get("link", ""))
    return link if re.match(r"https?://", link, re.IGNORECASE) else ""


def _date(entry: Entry) -> str:
    """The day on which it was published where it was, not the one it was then in Greenwich."""
    for key in ("published", "created", "updated"):
        given = str(entry.get(key, ""))
        written = re.match(r"\d{4}-\d\d-\d\d", given)
        if written:
            return written[0]
        try:
            return parsedate_to_datetime(given).date().isoformat()
        except ValueError:
            parsed: struct_time | None = entry.get(f"{key}_parsed")
            if parsed:
                return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}"
    return ""
