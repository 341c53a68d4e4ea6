"""Pages from the web, from a server on this computer: loaded within bounds, redirects told."""

from __future__ import annotations

import gzip
import socket
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, cast

import pytest

from evreader.errors import InputError
from evreader.formats.web import Page, fetch, read_fetched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HTML = (
    "<html><head><title>Port orders cranes</title></head><body><article><h1>Port orders cranes</h1>"
    "<p>Velmar Port said on Monday that it had ordered two cranes from Tianhe Heavy.</p>"
    "<p>维尔玛港周一表示，已向天和重工订购两台起重机，计划于明年春季交付。</p></article></body></html>"
)
FEED = (
    '<rss version="2.0"><channel><title>Quay</title><item><title>One</title>'
    "<link>https://quay.example/1</link><description>&lt;p&gt;Two cranes.&lt;/p&gt;</description>"
    "</item></channel></rss>"
)


class _Server(HTTPServer):
    """Answers each path with what the test put there; notes the headers that came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


def _respond(handler: BaseHTTPRequestHandler) -> None:
    server = cast("_Server", handler.server)
    server.asked.append((handler.path, dict(handler.headers)))
    server.answers[handler.path](handler)


def _keep_quiet(*_: object) -> None:
    """Write no log to the terminal."""


_Handler = type(
    "_Handler", (BaseHTTPRequestHandler,), {"do_GET": _respond, "log_message": _keep_quiet}
)


@pytest.fixture
def server() -> Iterator[_Server]:
    with _Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def _answer(
    body: bytes, kind: str = "text/html; charset=utf-8", *, status: int = 200, **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if kind:
            handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        # Whoever has read enough hangs up.
        with suppress(BrokenPipeError, ConnectionResetError):
            handler.wfile.write(body)

    return send


def test_a_page_is_loaded_and_read_with_its_address(server: _Server) -> None:
    server.answers["/a%20b/%E6%B8%AF?x=1"] = _answer(HTML.encode())

    page = fetch(f" {server.url}/a b/港?x=1#part ")
    (item,) = read_fetched(page).articles

    assert (page.media_type, page.charset, page.redirects) == ("text/html", "utf-8", ())
    assert page.url == f"{server.url}/a%20b/%E6%B8%AF?x=1"
    assert item.article.info.url == page.url
    assert item.article.info.title == "Port orders cranes"
    texts = [p.text for p in item.article.passages]
    assert any(text.startswith("维尔玛港") for text in texts)
    ((_, headers),) = server.asked
    assert "Cookie" not in headers
    assert headers["User-Agent"].startswith("evreader ")


def test_redirects_are_followed_told_and_counted(server: _Server) -> None:
    server.answers["/old"] = _answer(b"", status=301, Location="/new?q=é")
    server.answers["/new?q=%C3%A9"] = _answer(HTML.encode())
    server.answers["/round"] = _answer(b"", status=302, Location="/round")
    server.answers["/file"] = _answer(b"", status=302, Location="file:///etc/passwd")
    told: list[str] = []

    page = fetch(f"{server.url}/old", on_redirect=told.append)

    assert page.redirects == (f"{server.url}/old",)
    assert told == [page.url] == [f"{server.url}/new?q=%C3%A9"]
    with pytest.raises(InputError, match="from one address to the next without end"):
        fetch(f"{server.url}/round")
    with pytest.raises(InputError, match="is no web address"):
        fetch(f"{server.url}/file")


def test_whoever_is_told_of_a_redirect_may_stop_there(server: _Server) -> None:
    server.answers["/old"] = _answer(b"", status=301, Location="/new")

    def stop(address: str) -> None:
        raise InputError(f"not to {address}")

    with pytest.raises(InputError, match="not to"):
        fetch(f"{server.url}/old", on_redirect=stop)
    assert [path for path, _ in server.asked] == ["/old"]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, "does not exist"),
        (403, "not open to everybody"),
        (500, r"could not be loaded \(error 500\)"),
        (304, r"error 304"),
    ],
)
def test_a_refusal_is_told(server: _Server, status: int, sentence: str) -> None:
    server.answers["/"] = _answer(b"", status=status)

    with pytest.raises(InputError, match=sentence):
        fetch(server.url)


def test_size_is_limited_while_loading(server: _Server) -> None:
    server.answers["/told"] = _answer(b"", Content_Length=str(2**31))
    server.answers["/untold"] = _answer(b"x" * (3 * 2**20))
    server.answers["/packed"] = _answer(gzip.compress(bytes(30 * 2**20)), Content_Encoding="gzip")
    server.answers["/short"] = _answer(b"<p>half", Content_Length="1000")

    for path in ("/told", "/untold", "/packed"):
        with pytest.raises(InputError, match="is larger than 1 MB"):
            fetch(server.url + path, largest_mb=1)
    with pytest.raises(InputError, match="broke off"):
        fetch(f"{server.url}/short")


def test_a_packed_page_is_unpacked(server: _Server) -> None:
    server.answers["/"] = _answer(gzip.compress(HTML.encode()), Content_Encoding="gzip")

    assert fetch(server.url).data == HTML.encode()


@pytest.mark.parametrize("drip", [False, True])
def test_a_server_that_dawdles_is_left(server: _Server, *, drip: bool) -> None:
    done = threading.Event()

    def dawdle(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):
            while not done.wait(0.05):
                if drip:
                    handler.wfile.write(b"x")

    server.answers["/"] = dawdle
    try:
        with pytest.raises(InputError, match="took too long"):
            fetch(server.url, timeout_s=0.4)
    finally:
        done.set()


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/zip", "application/json"])
def test_other_kinds_are_refused_before_they_are_loaded(server: _Server, kind: str) -> None:
    server.answers["/"] = _answer(b"x", kind)

    with pytest.raises(InputError, match=f"is no text but “{kind}”"):
        fetch(server.url)


def test_nobody_answers() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

    with pytest.raises(InputError, match="refused the connection"):
        fetch(f"http://127.0.0.1:{port}/")


def test_an_answer_that_makes_no_sense(server: _Server) -> None:
    @contextmanager
    def nonsense() -> Iterator[str]:
        with socket.create_server(("127.0.0.1", 0)) as listener:

            def speak() -> None:
                connection, _ = listener.accept()
                with connection:
                    connection.recv(1000)
                    connection.sendall(b"?\r\n\r\n")

            thread = threading.Thread(target=speak)
            thread.start()
            yield f"127.0.0.1:{listener.getsockname()[1]}"
            thread.join()

    with nonsense() as host, pytest.raises(InputError, match="makes no sense"):
        fetch(f"http://{host}/")
    with nonsense() as host, pytest.raises(InputError, match="no secure connection"):
        fetch(f"https://{host}/")


@pytest.mark.parametrize(
    "given",
    ["", "   ", "file:///etc/passwd", "ftp://x.example/a", "javascript:alert(1)", "https://", "a b",
     "http://[::1", "https://x.example:notaport/"],
)  # fmt: skip
def test_what_is_no_address_is_said(given: str) -> None:
    with pytest.raises(InputError, match="is no web address"):
        fetch(given)


def test_what_was_loaded_is_read_by_what_it_is() -> None:
    url = "https://quay.example/news/%E6%B8%AF%E5%8F%A3"
    feed = read_fetched(Page(FEED.encode(), "text/xml", url=url))
    text = read_fetched(Page("起重机抵港。\n".encode(), "text/plain", url=url))

    (entry,) = feed.articles
    (note,) = text.articles
    assert (entry.article.info.url, entry.article.info.source) == ("https://quay.example/1", url)
    assert (note.article.info.title, note.article.info.url) == ("港口", url)
    with pytest.raises(InputError, match="is not a web page but a picture"):
        read_fetched(Page(b"\x89PNG\r\n", "text/html", url=url))
