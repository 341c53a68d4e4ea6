"""What a file holds, by its first bytes."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from evreader.errors import InputError
from evreader.formats.contents import contents_of, kind_of

if TYPE_CHECKING:
    from pathlib import Path


def _zip(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for name in names:
            pack.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "holding"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (_zip("[Content_Types].xml", "word/document.xml"), "docx"),
        (_zip("word/document2.xml"), "docx"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), "office"),
        (_zip("mimetype", "META-INF/container.xml"), "epub"),
        (_zip("a.txt"), "zip"),
        (_zip("[Content_Types].xml", "word/document.xml")[:-30], "docx"),
        (_zip("mimetype", "META-INF/container.xml")[:-30], "epub"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"{\\rtf1", "rtf"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture"),
        (b"<!DOCTYPE html>\n<html>", "html"),
        (b'<?xml version="1.0"?>\n<!-- x --><html xmlns="x">', "html"),
        ("\ufeff<html>".encode(), "html"),
        ("<html>".encode("utf-16"), "html"),
        (b"<p>A piece of a page</p>", "html"),
        (b'<?xml version="1.0"?><rss version="2.0">', "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed"),
        (b"<?xml version='1.0'?><note/>", "xml"),
        (b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n", "mhtml"),
        (b"Plain text", "text"),
        ("起重机".encode("gbk"), "text"),
        (b"<<< a text", "text"),
        (b"", "text"),
        (b"\x00\x01", ""),
        (b"<?a?>" * 800 + b"<", "text"),
        (b"<!DOCTYPE a [" * 300, "text"),
        (b"<!-- -->" * 500, "text"),
    ],
)
def test_kinds(data: bytes, holding: str) -> None:
    assert kind_of(data) == holding


def test_too_large_a_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_bytes(b"x")

    with pytest.raises(InputError, match=r"“big\.txt” is larger than 0 MB"):
        contents_of(path, largest_mb=0)
    assert contents_of(path) == b"x"
