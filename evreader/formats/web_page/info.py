"""What a web page says of itself: title, author, date of publication, site, canonical address."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from evreader.domain.article import ArticleInfo
from evreader.domain.page_wording import is_byline
from evreader.formats.passages import known_author, known_title
from evreader.formats.web_page.dates import date_in, date_of_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

_TITLES = ("og:title", "twitter:title", "dc.title", "title")
_DATES = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate",
    "publish-date", "publish_date", "publish_time", "og:release_date", "article:create_at",
    "weibo: article:create_at", "bytedance:published_time", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "date",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author")
_SITES = ("og:site_name", "application-name", "publisher", "dc.publisher")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_ARTICLE = re.compile(r"(?:article|posting|report|analysis)$", re.IGNORECASE)
_LARGEST_JSON = 2_000_000
_SAVED = re.compile(r"saved from url=\(\d+\)\s*(\S+)|\burl:\s*(https?://\S+)", re.IGNORECASE)
_PARTED = re.compile(r"\s+[|–—·»›-]\s+|\s*[_｜丨]\s*|\s*--+\s*|-(?=[^-]{2,12}$)(?<=[^\x00-\x7f]-)")
_LETTERS = re.compile(r"[\W_]+")
# A title is at least so many letters long, where it is to be told from the name of a section.
_SHORTEST_TITLE, _LONGEST_NAME = 4, 8
_LONGEST_AUTHOR, _LONGEST_TITLE = 120, 300
_BY = re.compile(r"(?:by|作者|记者|文)\s*[:：]?\s+|(?:作者|记者|文)[:：]\s*", re.IGNORECASE)

_TIGHT_COMMA = re.compile(r",(?=[^\s\d])")
_AUTHOR_IN_LINE = re.compile(
    r"(?:^|\s)[Bb]y:?\s+((?:[A-ZÀ-Þ][\w.’'-]+(?: (?=[A-ZÀ-Þ])|$|(?=\W)))"
    r"{1,4}(?:(?:,| and|, and) (?:[A-ZÀ-Þ][\w.’'-]+ ?){1,4})*)"
    r"|(?:作者|本报记者|撰文|文|记者)\s*[:：|｜/／丨 \u3000]\s*"
    r"([\u4e00-\u9fff·]{2,4})(?![\u4e00-\u9fff]|\s*摄)"
)


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What the head of a page tells, as it stands there.

    Attributes:
        titles: the titles given, best first; they may end with the site's name.
        description: the summary meant for search engines and previews.
    """

    titles: tuple[str, ...] = ()
    description: str = ""
    date: str = ""
    author: str = ""
    site: str = ""
    url: str = ""
    names: frozenset[str] = field(default_factory=frozenset)

    def is_title(self, text: str) -> bool:
        """Whether a text of the page is its title, or its title without the site's name."""
        letters = letters_of(text)
        if len(letters) < _SHORTEST_TITLE:
            return False
        return any(
            letters == (whole := letters_of(title))
            or (whole.startswith(letters) and 3 * len(letters) >= len(whole))
            or any(letters == letters_of(part) for part in _PARTED.split(title))
            for title in self.titles
        )


def letters_of(text: str) -> str:
    """A text without case, white space and punctuation, to be compared."""
    return _LETTERS.sub("", text).casefold()


def page_info(root: HtmlElement, *, url: str = "") -> PageInfo:
    """Read the head of a page: JSON-LD, OpenGraph and the many other ways to say the same."""
    told = _told(root)
    linked = _linked_data(root)
    element = root.find(".//title")
    whole = " ".join((element.text or "").split()) if element is not None else ""
    given = [linked.get("title", ""), *_all(told, _TITLES), whole]
    titles = tuple(
        dict.fromkeys(title[:_LONGEST_TITLE] for title in map(known_title, given) if title)
    )
    address = next(iter(_addresses(root, told, url)), "")
    site = linked.get("site", "") or _first(told, _SITES)
    author = linked.get("author", "") or next(filter(None, map(_author, _all(told, _AUTHORS))), "")
    return PageInfo(
        titles=titles,
        description=_first(told, _DESCRIPTIONS),
        date=next(filter(None, map(date_in, (linked.get("date", ""), *_all(told, _DATES)))), "")
        or _marked_date(root),
        author=author[:_LONGEST_AUTHOR],
        site=site or urlsplit(address).netloc.removeprefix("www."),
        url=address,
    )


def article_info(page: PageInfo, *, name: str, title: str, above: Sequence[str]) -> ArticleInfo:
    """What is known of the article.

    Args:
        page: what the head tells.
        name: where the page was taken from.
        title: the title as it stands over the text; without it, the head's one is taken.
        above: the lines between the title and the text, where date and author may stand.
    """
    lines = sorted(above, key=lambda line: not is_byline(line))
    date = page.date or next(filter(None, map(date_in, lines)), "") or date_of_address(page.url)
    return ArticleInfo(
        title=title or _without_site(page),
        source=name,
        date=date,
        url=page.url,
        author=page.author or next(filter(None, map(_by, above)), ""),
        site=page.site,
    )


def _without_site(page: PageInfo) -> str:
    """The head's best title without the names of section and site behind it."""
    if not page.titles:
        return ""
    title = page.titles[0]
    parts = [part for part in _PARTED.split(title) if part]
    while len(parts) > 1 and _is_name(parts[-1], parts[0], page.site):
        parts.pop()
        title = title[: title.rfind(parts[-1]) + len(parts[-1])]
    return title


def _is_name(part: str, title: str, site: str) -> bool:
    """Whether the last part of a title is the name of a section or a site."""
    if letters_of(part) in letters_of(site) or len(part) * 3 < len(title) * 2:
        return True
    return len(part) <= _LONGEST_NAME and not part.isascii() and len(title) >= _SHORTEST_TITLE


def _told(root: HtmlElement) -> Mapping[str, str]:
    """The contents of all meta elements by name, first ones first."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        text = " ".join((meta.get("content") or "").split())
        for key in ("property", "name", "itemprop"):
            name = meta.get(key)
            if name and text:
                found.setdefault(name.strip().casefold(), text)
    return found


def _first(told: Mapping[str, str], names: Sequence[str]) -> str:
    return next(iter(_all(told, names)), "")


def _all(told: Mapping[str, str], names: Sequence[str]) -> list[str]:
    return [told[name] for name in names if name in told]


def _addresses(root: HtmlElement, told: Mapping[str, str], url: str) -> Iterator[str]:
    """Addresses of the page, the canonical one first."""
    links = (link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical")
    for address in (*links, told.get("og:url", ""), url):
        if address.startswith(("http://", "https://")):
            yield address.strip()
    before = root.getroottree().getroot().itersiblings(preceding=True)
    for comment in (*before, *root.xpath("/html/comment()|/html/head/comment()")):
        saved = _SAVED.search(comment.text or "")
        if saved:
            yield saved[1] or saved[2]


def _marked_date(root: HtmlElement) -> str:
    """The date of the first ``<time>`` that is marked as the publication's."""
    for time in root.iter("time"):
        marked = "pubdate" in time.attrib or "ublish" in (
            time.get("itemprop", "") + time.get("class", "")
        )
        if marked and (found := date_in(time.get("datetime", ""))):
            return found
    return ""


def _author(text: str) -> str:
    """A person's name as it is given; no address and no placeholder."""
    name = known_author(_BY.sub("", text, count=1) if _BY.match(text) else text)
    if "://" in name or name.startswith(("@", "/")):
        return ""
    return _TIGHT_COMMA.sub(", ", name)


def _by(line: str) -> str:
    """The author in a line over the text, such as “By Anna Keller | May 6”."""
    match = _AUTHOR_IN_LINE.search(line) if len(line) <= _LONGEST_AUTHOR else None
    return next(filter(None, match.groups()), "").strip() if match else ""


def _linked_data(root: HtmlElement) -> Mapping[str, str]:
    """Title, date, author and site as the first article in the page's JSON-LD gives them."""
    for script in root.iter("script"):
        if script.get("type", "").strip().casefold() != "application/ld+json" or not script.text:
            continue
        if len(script.text) > _LARGEST_JSON:
            continue
        try:
            value = json.loads(script.text.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue  # pages carry much broken JSON; the other sources are asked then
        for item in _things(value):
            kinds = item.get("@type", "")
            if any(_ARTICLE.search(kind) for kind in _texts(kinds)):
                return {
                    "title": _name(item.get("headline", "")),
                    "date": _name(item.get("datePublished", "")),
                    "author": ", ".join(filter(None, map(_author, _names(item.get("author"))))),
                    "site": ", ".join(_names(item.get("publisher"))[:1]),
                }
    return {}


def _things(value: object) -> Iterator[Mapping[str, object]]:
    """The objects of JSON-LD: one, a list of them, or a graph."""
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.append(item.get("@graph"))


def _names(value: object) -> list[str]:
    """The names in a field that may hold a text, a thing, or a list of either."""
    items = value if isinstance(value, list) else [value]
    return [name for item in items if (name := _name(item))]


def _name(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name", "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    return [
        item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)
    ]
