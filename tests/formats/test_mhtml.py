from __future__ import annotations

import base64
import quopri
import time
from typing import TYPE_CHECKING

import pytest

from evreader.errors import InputError
from evreader.formats import mhtml as subject

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.article import Article

TEXT = "伏特公司周一表示，将在科隆建设第二座电池工厂，总投资约十二亿欧元，明年投产。"
PAGE = f"<html><head><title>新工厂</title></head><body><h1>新工厂</h1><p>{TEXT}</p></body></html>"


def archive(body: bytes, *, encoding: str, charset: str = "utf-8") -> bytes:
    head = (
        "From: <Saved by a browser>\r\n"
        "Snapshot-Content-Location: https://news.example/a/1.html\r\n"
        "Subject: saved\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="=_b"\r\n\r\n'
        "--=_b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "iVBORw0KGgo=\r\n"
        f'--=_b\r\nContent-Type: text/html; charset="{charset}"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    frame = "\r\n--=_b\r\nContent-Type: text/html\r\n\r\n<p>a frame</p>\r\n--=_b--\r\n"
    return head.encode() + body + frame.encode()


def read(path: Path, data: bytes) -> Article:
    path.write_bytes(data)
    (annotated,) = subject.read(path).articles
    return annotated.article


def test_the_page_is_read_whatever_its_transfer_encoding(tmp_path: Path) -> None:
    for encoding, body in (
        ("quoted-printable", quopri.encodestring(PAGE.encode())),
        ("base64", base64.encodebytes(PAGE.encode())),
        ("8bit", PAGE.encode()),
    ):
        article = read(tmp_path / "a.mhtml", archive(body, encoding=encoding))
        assert [p.text for p in article.passages] == ["新工厂", TEXT]
        assert article.info.title == "新工厂"
        assert article.info.source == "a.mhtml"
        assert article.info.url == "https://news.example/a/1.html"


def test_the_charset_of_the_part_helps(tmp_path: Path) -> None:
    data = archive(PAGE.encode("gbk"), encoding="8bit", charset="gb2312")
    assert read(tmp_path / "a.mht", data).passages[1].text == TEXT


def test_a_single_part_is_a_page_too(tmp_path: Path) -> None:
    data = b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    assert read(tmp_path / "a.mht", data).passages[1].text == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nabc",
        b"MIME-Version: 1.0\r\n"
        + b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (k, k)
            for k in range(3000)
        ),
    ],
)
def test_an_archive_without_a_page_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InputError, match="without a page"):
        read(tmp_path / "a.mht", data)


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a web page"):
        read(tmp_path / "a.mht", PAGE.encode())


def test_parts_within_parts_without_an_end_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "deep.mhtml"
    part = b'Content-Type: multipart/related; boundary="x"\n\n--x\n'
    path.write_bytes(b"MIME-Version: 1.0\n" + part * 20_000)
    start = time.perf_counter()
    with pytest.raises(InputError, match="without a page"):
        subject.read(path)
    assert time.perf_counter() - start < 5
