"""Web archives on their way in: the page in an MHTML file; its pictures and frames are left."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.errors import InputError
from evreader.formats.contents import contents_of, refuse_unless
from evreader.formats.web_page.page import read_page

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path


class _Page(NamedTuple):
    """A page as it lies in an archive."""

    markup: bytes
    url: str
    charset: str


# Reading parts within parts takes time by the square of their depth; a saved page has one or two.
_MULTIPART = re.compile(rb"^content-type[ \t]*:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_MOST_MULTIPARTS = 100
_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def read(path: Path) -> Bundle:
    """Read the page of a web archive as one article without links.

    Raises:
        InputError: the file is missing, too large, no web archive, or has no page with text.
    """
    data = contents_of(path)
    refuse_unless(data, path.name, "mhtml", "a web archive")
    page = None
    if len(_MULTIPART.findall(data)) <= _MOST_MULTIPARTS:
        page = _page(BytesParser(EmailMessage, policy=policy.default).parsebytes(data))
    if page is None:
        raise InputError(
            f"“{path.name}” is a web archive without a page in it; save the page again."
        )
    article = read_page(page.markup, name=path.name, url=page.url, charset=page.charset)
    return Bundle(articles=(AnnotatedArticle(article),))


def _page(message: EmailMessage) -> _Page | None:
    """The part that is shown first: the one named as the start, else the first page."""
    pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = message.get_param("start")
    pages.sort(key=lambda part: not start or part.get("Content-ID", "") != start)
    for part in pages:
        markup = part.get_payload(decode=True)
        if isinstance(markup, bytes):
            return _Page(
                markup,
                url=_address(message) or _address(part),
                charset=part.get_content_charset("") or "",
            )
    return None


def _address(part: Message) -> str:
    """Where a part was loaded from, as far as it is an address of the web."""
    for header in ("Snapshot-Content-Location", "Content-Location"):
        address = "".join(str(part.get(header, "")).split())
        if address.startswith(("http://", "https://")):
            return address
    return ""
