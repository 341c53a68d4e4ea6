"""A page from the web, fetched because the user asked for this address; nothing else is loaded.

No cookies, no scripts, no pictures: one request, and one more for each redirect, which is reported.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, replace
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.errors import InputError
from evreader.formats.contents import ENDINGS, kind_of, misfit
from evreader.formats.sources import read_data
from evreader.formats.web_page.page import read_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message
    from http.client import HTTPResponse

    from evreader.domain.article import Article

_MB = 2**20
_MOST_REDIRECTS = 5
_FINE, _REDIRECT = 2, 3
_CHUNK = 64 * 1024
_NOT_THERE = frozenset({404, 410})
_NOT_ALLOWED = frozenset({401, 402, 403, 451})
_TEXT_TYPES = frozenset({"text/plain", "text/markdown"})
_READABLE_TYPE = re.compile(
    r"text/(?:html|plain|markdown|xml)|application/(?:[\w.-]+\+)?xml|application/(?:x-)?pdf"
    r"|application/(?:epub\+zip|octet-stream|vnd\.openxmlformats-.*wordprocessingml.*)"
)
_AGENT = "evreader (a desktop reader; loads one page when its user asks)"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address holds.

    Attributes:
        data: the bytes.
        media_type: what the server calls them, such as ``text/html``.
        charset: their encoding, if the server tells.
        url: where they were found in the end.
        redirects: the addresses on the way there, the one asked for first.
    """

    data: bytes
    media_type: str = ""
    charset: str = ""
    url: str = ""
    redirects: tuple[str, ...] = ()


def fetch(
    url: str,
    *,
    timeout_s: float = 20,
    largest_mb: int = 20,
    on_redirect: Callable[[str], None] | None = None,
) -> Page:
    """Load what an address holds.

    Args:
        url: an address; without a scheme it is taken for ``https``.
        timeout_s: how long the whole of it may take, in seconds.
        largest_mb: how large it may be.
        on_redirect: is told each address that the server sends to; what it raises ends the matter.

    Raises:
        InputError: the address is none, or nothing usable came from it within bounds.
    """
    address, way = _address(url), list[str]()
    deadline = time.monotonic() + timeout_s
    while True:
        answer = _answer(address, deadline)
        with answer:
            target = answer.headers.get("Location", "")
            status = answer.status or 0
            if status // 100 != _REDIRECT or not target:
                _check_status(status, address)
                _check_type(answer.headers, address)
                data = _body(answer, address, deadline=deadline, largest=largest_mb * _MB)
                return Page(
                    data,
                    answer.headers.get_content_type(),
                    answer.headers.get_content_charset() or "",
                    address,
                    tuple(way),
                )
        way.append(address)
        if len(way) > _MOST_REDIRECTS:
            raise InputError(f"{way[0]} sends from one address to the next without end; check it.")
        address = _address(urljoin(address, target))
        if on_redirect:
            on_redirect(address)


def read_fetched(page: Page) -> Bundle:
    """Read what was fetched by what it is: a web page, a PDF, a Word file, a feed, a text.

    Raises:
        EvreaderError: it cannot be read, or is nothing that evreader reads.
    """
    holding = kind_of(page.data)
    if holding in ENDINGS and holding != "html":
        bundle = read_data(page.data, f"article{ENDINGS[holding]}", shown=page.url)
    elif page.media_type in _TEXT_TYPES and holding == "text":
        bundle = read_data(page.data, "article.txt", shown=page.url)
    elif holding in {"html", "xml", "text"}:
        article = read_page(page.data, name=page.url, url=page.url, charset=page.charset)
        bundle = Bundle(articles=(AnnotatedArticle(article),))
    else:
        raise misfit(holding, page.url, "a web page")
    return replace(bundle, articles=tuple(_placed(item, page.url) for item in bundle.articles))


def _answer(address: str, deadline: float) -> HTTPResponse | HTTPError:
    """The server's answer to one request, whatever its status.

    Raises:
        InputError: there is none.
    """
    request = Request(  # noqa: S310  # the scheme was checked
        address, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    )
    try:
        answer: HTTPResponse = _opener().open(request, timeout=_left(deadline))
    except HTTPError as error:
        return error
    except (OSError, HTTPException, ValueError) as error:
        raise InputError(f"{address} could not be loaded: {_reason(error)}.") from error
    return answer


def _opener() -> OpenerDirector:
    """What speaks HTTP, through a proxy if there is one; no redirects on its own, no cookies."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _left(deadline: float) -> float:
    return max(deadline - time.monotonic(), 0.001)


def _reason(error: Exception) -> str:
    """What went wrong on the way, in words."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return (
            f"its certificate is not to be trusted ({cause.verify_message}), so somebody else may "
            f"answer in its place"
        )
    if isinstance(cause, ssl.SSLError):
        return "no secure connection came about"
    if isinstance(cause, socket.gaierror):
        return "there is no such server, or no connection to the internet"
    if isinstance(cause, TimeoutError):
        return "the server took too long; try again later"
    if isinstance(cause, ConnectionError):
        return "the server refused the connection or broke it off"
    return "the server's answer makes no sense"


def _check_status(status: int, address: str) -> None:
    if status in _NOT_THERE:
        raise InputError(f"{address} does not exist (error {status}); check the address.")
    if status in _NOT_ALLOWED:
        raise InputError(
            f"{address} is not open to everybody (error {status}); save the page in a browser and "
            f"import the file."
        )
    if status // 100 != _FINE:
        raise InputError(f"{address} could not be loaded (error {status}); try again later.")


def _check_type(headers: Message, address: str) -> None:
    kind = headers.get_content_type()
    if headers.get("Content-Type") and not _READABLE_TYPE.fullmatch(kind):
        raise InputError(f"{address} is no text but “{kind}”; evreader does not load that.")
    if headers.get("Content-Encoding", "identity").lower() not in {"identity", "gzip", ""}:
        raise InputError(f"{address} is packed in an unknown way; save it in a browser.")


def _body(
    answer: HTTPResponse | HTTPError, address: str, *, deadline: float, largest: int
) -> bytes:
    """All of the answer, unless it is too large or takes too long."""
    too_large = InputError(f"{address} is larger than {largest // _MB} MB; it was not loaded.")
    told = answer.headers.get("Content-Length", "")
    length = int(told) if told.isdecimal() else 0
    if length > largest:
        raise too_large
    packed = answer.headers.get("Content-Encoding", "").lower() == "gzip"
    unpack = zlib.decompressobj(wbits=31) if packed else None
    data = bytearray()
    came = 0
    try:
        while chunk := answer.read1(_CHUNK):
            data += unpack.decompress(chunk, largest + 1 - len(data)) if unpack else chunk
            came += len(chunk)
            if len(data) > largest:
                raise too_large
            if time.monotonic() > deadline:
                raise TimeoutError  # told in the same words as a silent server
    except (OSError, HTTPException, ValueError, zlib.error) as error:
        raise InputError(f"{address} could not be loaded: {_reason(error)}.") from error
    if came < length:
        raise InputError(f"{address} broke off before its end; try again.")
    if not data:
        raise InputError(f"{address} sent nothing; try again later.")
    return bytes(data)


def _placed(item: AnnotatedArticle, url: str) -> AnnotatedArticle:
    """The article with where it comes from, and a title in the place of a made-up file name."""
    article: Article = item.article
    info = article.info
    title = _last_part(url) if info.title in {"article", url, ""} else info.title
    known = info._replace(title=title, source=url, url=info.url or url)
    return replace(item, article=article._replace(info=known))


def _last_part(url: str) -> str:
    parts = urlsplit(url)
    return unquote(parts.path.rstrip("/").rsplit("/", 1)[-1]) or parts.netloc


def _address(given: str) -> str:
    """An address as it is sent: with a scheme, without a fragment, other characters escaped."""
    text = given.strip()
    if not re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) or re.match(r"[^/:]+:\d+", text):
        text = f"https://{text.removeprefix('//')}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # UnicodeError is one
        host = port = ""
        parts = urlsplit("")
    if parts.scheme.lower() not in {"http", "https"} or not host or re.search(r"\s", host):
        raise InputError(
            f"“{given.strip()[:200]}” is no web address; give one that begins with https://."
        )
    shown_host = f"[{host}]" if ":" in host else host
    kept = "%/:=&?~#+!$,;'@()*[]"
    return urlunsplit((
        parts.scheme.lower(),
        f"{shown_host}{port}",
        quote(parts.path or "/", safe=kept),
        quote(parts.query, safe=kept),
        "",
    ))
