"""EPUB books on their way in: their chapters in reading order, without the table of contents.

A book is one article, as a short one is read in one go. One with more text than a person scrolls
through becomes an article for each of its chapters; what is too short for one of its own (a title
page, a dedication) stands before the chapter that follows.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from evreader.domain.article import Article, ArticleInfo
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.errors import InputError
from evreader.formats.contents import contents_of, refuse_unless
from evreader.formats.packed import Budget, opened
from evreader.formats.passages import known_author, known_title
from evreader.formats.trees import tree_of
from evreader.formats.web_page.page import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lxml.etree import _Element

    from evreader.domain.article import Passage
    from evreader.formats.packed import Pack

_MB = 2**20
_LARGEST_PART, _LARGEST_ALTOGETHER = 16 * _MB, 256 * _MB
# In code points: a book of more is cut into chapters; a chapter has at least so many.
_LONG_BOOK, _SHORTEST_CHAPTER = 200_000, 2_000
_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})


@dataclass(frozen=True, slots=True)
class _Book:
    """What the package document says: properties, and the chapters' files in reading order."""

    title: str
    author: str
    date: str
    publisher: str
    chapters: tuple[str, ...]


def read(path: Path) -> Bundle:
    """Read one book as one article, or as one for each chapter.

    Raises:
        InputError: the file is missing, no EPUB, protected, damaged, or holds no text.
    """
    data = contents_of(path, largest_mb=200)
    refuse_unless(data, path.name, "epub", "an EPUB book")
    with opened(data, path.name, budget=Budget(_LARGEST_ALTOGETHER)) as pack:
        book = _book(pack)
        chapters = list(_chapters(pack, book))
    if not chapters:
        raise InputError(f"“{path.name}” holds no text; nothing was imported.")
    info = ArticleInfo(
        title=book.title or _heading(chapters) or path.stem,
        source=path.name,
        date=book.date,
        author=book.author,
        site=book.publisher,
    )
    found = [_article(1, info, chapters)]
    if _length(chapters) > _LONG_BOOK:
        found = [
            _article(number, info._replace(title=_chapter_title(info, group)), group)
            for number, group in enumerate(_grouped(chapters), 1)
        ]
    return Bundle(articles=tuple(map(AnnotatedArticle, found)))


def _book(pack: Pack) -> _Book:
    shown = f"“{pack.name}”"
    container = tree_of(pack.read(_CONTAINER, largest=_LARGEST_PART), shown)
    place = next((e.get("full-path", "") for e in _named(container, "rootfile")), "content.opf")
    package = tree_of(pack.read(place, largest=_LARGEST_PART), shown)
    base = posixpath.dirname(place)
    items = {e.get("id", ""): e for e in _named(package, "item")}
    skipped = {
        _resolved(base, e.get("href", ""))
        for e in _named(package, "reference")
        if e.get("type", "").casefold() == "toc"
    }
    spine = [
        items[e.get("idref", "")] for e in _named(package, "itemref") if e.get("idref") in items
    ]
    chapters = dict.fromkeys(
        _resolved(base, item.get("href", ""))
        for item in spine
        if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()
    )
    return _Book(
        title=known_title(_first(package, "title")),
        author=known_author(", ".join(_texts(package, "creator"))),
        date=_date(package),
        publisher=_first(package, "publisher"),
        chapters=tuple(name for name in chapters if name not in skipped),
    )


def _chapters(pack: Pack, book: _Book) -> Iterator[Article]:
    """The chapters that hold any text."""
    locked = _locked(pack)
    for name in book.chapters:
        if name in locked:
            raise InputError(
                f"“{pack.name}” is protected against copying (DRM); evreader cannot read it."
            )
        if name not in pack:
            continue  # listed, but left out by whoever made the book: readers pass over it too
        data = pack.read(name, largest=_LARGEST_PART)
        try:
            yield read_page(data, name=posixpath.basename(name), whole=True)
        except InputError:
            if _has_text(data):
                raise


def _locked(pack: Pack) -> frozenset[str]:
    """Files that are encrypted; obfuscated fonts are, in books that can be read."""
    if _ENCRYPTION not in pack:
        return frozenset()
    root = tree_of(pack.read(_ENCRYPTION, largest=_LARGEST_PART), f"“{pack.name}”")
    return frozenset(unquote(e.get("URI", "")) for e in _named(root, "CipherReference"))


def _has_text(data: bytes) -> bool:
    """Whether a page that was refused holds more than a picture."""
    body = re.sub(rb"(?s)<(head|style|script)\b.*?</\1>|<[^>]*>", b"", data)
    return bool(body.strip())


def _article(number: int, info: ArticleInfo, chapters: Sequence[Article]) -> Article:
    passages: list[Passage] = []
    for chapter in chapters:
        for passage in chapter.passages:
            place = len(passages)
            passages.append(passage._replace(id=place + 1, index=place))
    return Article(number, info, tuple(passages))


def _grouped(chapters: Sequence[Article]) -> Iterator[list[Article]]:
    """Chapters, each behind the short pages that lead to it; those at the end go with the last."""
    groups: list[list[Article]] = [[]]
    for chapter in chapters:
        groups[-1].append(chapter)
        if _length([chapter]) >= _SHORTEST_CHAPTER:
            groups.append([])
    tail = groups.pop()
    if groups:
        groups[-1] += tail
    else:
        groups.append(tail)
    yield from groups


def _chapter_title(info: ArticleInfo, group: Sequence[Article]) -> str:
    chapter = max(group, key=_article_length)
    return " – ".join(filter(None, (info.title, _heading([chapter]))))


def _heading(chapters: Sequence[Article]) -> str:
    headings = (p.text for one in chapters for p in one.passages if p.kind == "heading")
    return " ".join(next(headings, "").split())


def _length(chapters: Sequence[Article]) -> int:
    return sum(map(_article_length, chapters))


def _article_length(article: Article) -> int:
    return sum(len(passage.text) for passage in article.passages)


def _named(root: _Element, name: str) -> Iterator[_Element]:
    """The elements of a name, in any namespace."""
    yield from root.iter(f"{{*}}{name}")


def _texts(root: _Element, name: str) -> list[str]:
    texts = (" ".join("".join(element.itertext()).split()) for element in _named(root, name))
    return [text for text in texts if text]


def _first(root: _Element, name: str) -> str:
    return next(iter(_texts(root, name)), "")


def _date(package: _Element) -> str:
    """When it was published; a date of conversion or modification only where there is no other."""
    dates = list(_named(package, "date"))
    dates.sort(key=_is_no_publication)
    found = (re.match(r"\s*(\d{4}(?:-\d\d){0,2})", "".join(e.itertext())) for e in dates)
    return next((match[1] for match in found if match), "")


def _is_no_publication(date: _Element) -> bool:
    events = (value for key, value in date.attrib.items() if str(key).endswith("event"))
    return any(value != "publication" for value in events)


def _resolved(base: str, href: str) -> str:
    """A reference from the package document as a member's name."""
    return posixpath.normpath(posixpath.join(base, unquote(urlsplit(href).path)))
