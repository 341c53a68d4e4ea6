"""What stands above a Markdown text between two lines of ``---``: who wrote it, when, where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.blocks import FRONT_MATTER
from evreader.formats.passages import known_author, known_title
from evreader.formats.web_page.dates import date_in

if TYPE_CHECKING:
    from evreader.domain.article import ArticleInfo

_LINE = re.compile(r"(?P<key>[\w -]+?)\s*[:：]\s*(?P<value>.*)")
_ITEM = re.compile(r"\s+-\s+(?P<value>.*)|-\s+(?P<list>.*)")
_KEYS = {
    "title": ("title", "标题", "標題"),
    "author": ("author", "authors", "by", "作者", "记者"),
    "date": ("date", "published", "pubdate", "publishdate", "created", "日期", "时间", "发布时间"),
    "url": ("url", "link", "canonical", "canonical_url", "source_url", "original", "网址", "链接"),
    "site": ("site", "publisher", "website", "source", "publication", "来源", "网站", "出处"),
}


def with_front_matter(info: ArticleInfo, text: str) -> ArticleInfo:
    """What is known of an article, with what its front matter says of title, author and so on.

    Only plain ``key: value`` lines and plain lists are understood; all others are passed over.
    """
    found = _values(text)
    told = {
        field: next((found[key] for key in keys if found.get(key)), "")
        for field, keys in _KEYS.items()
    }
    if told["site"].startswith(("http://", "https://")):
        told["url"], told["site"] = told["url"] or told["site"], ""
    return info._replace(
        title=known_title(told["title"]) or info.title,
        author=known_author(told["author"]),
        date=date_in(told["date"]),
        url=told["url"] if re.match(r"https?://", told["url"]) else "",
        site=told["site"],
    )


def _values(text: str) -> dict[str, str]:
    """The values by their keys, lists joined by commas."""
    matter = FRONT_MATTER.match(text)
    found: dict[str, str] = {}
    key = ""
    for line in matter[0].splitlines()[1:-1] if matter else ():
        item = _ITEM.match(line)
        pair = _LINE.match(line)
        if item and key:
            value = _bare(item["value"] or item["list"])
            found[key] = f"{found[key]}, {value}" if found[key] else value
        elif pair:
            key = pair["key"].strip().casefold()
            found[key] = _bare(pair["value"])
    return found


def _bare(value: str) -> str:
    """A value without its quotes, brackets and remark."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(filter(None, map(_bare, value[1:-1].split(","))))
    quoted = re.fullmatch(r"""(["'])(.*)\1(?:\s+#.*)?""", value)
    return quoted[2] if quoted else re.sub(r"(?:^|\s)#.*$", "", value).strip()
