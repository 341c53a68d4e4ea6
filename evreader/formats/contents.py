"""What a given file holds: its bytes, after the usual checks, and what they really are.

The ending of a file is a claim. The first bytes say what it is; a reader that meets something else
says so in words instead of failing somewhere inside a library.
"""

from __future__ import annotations

import re
from stat import S_ISDIR
from typing import TYPE_CHECKING, Literal

from evreader.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Holding = Literal[
    "pdf", "docx", "epub", "zip", "office", "ole", "rtf", "picture", "mhtml", "html", "feed", "xml",
    "text", "",
]  # fmt: skip

# A novel has 1–2 MB, a report with photographs 20; what is larger would only stall the window.
_LARGEST_MB = 50
_HEAD = 4096

_MAGIC: tuple[tuple[bytes, Holding], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"BM", "picture"),
)
# Atomic all through: a torn head must not be tried in all the ways it might be cut.
_FIRST_TAG = re.compile(
    r"(?:\s++|<\?(?>.*?\?>)|<!--(?>.*?-->)|<!DOCTYPE[^>\[]*+(?>\[.*?\]\s*)?+>)*+<([\w:]++)",
    re.DOTALL | re.IGNORECASE,
)
_PAGE = re.compile(r"<!doctype html|<(?:head|body|meta|div|p)\b", re.IGNORECASE)
_MIME_HEADERS = re.compile(
    r"(?:From|MIME-Version|Content-Type|Snapshot-Content-Location): ", re.IGNORECASE
)

ENDINGS: Mapping[Holding, str] = {
    "pdf": ".pdf",
    "docx": ".docx",
    "epub": ".epub",
    "feed": ".rss",
    "html": ".html",
    "mhtml": ".mhtml",
}
"""The ending that tells the format of what the first bytes tell."""

# What a person calls such a file, and what to do with it.
_REALLY: dict[Holding, str] = {
    "pdf": "a PDF; give it the ending .pdf and import it again",
    "docx": "a Word document; give it the ending .docx and import it again",
    "epub": "an EPUB book; give it the ending .epub and import it again",
    "zip": "a zip archive; give it the ending .zip and import it again",
    "office": "a table or a presentation; save its text as .docx or .txt and import that",
    "ole": "an old or a locked Office file; save it as .docx or .xlsx, without a password",
    "rtf": "a Rich Text file; save it as .docx and import that",
    "picture": "a picture; run text recognition (OCR) on it first",
    "mhtml": "a saved web page; give it the ending .mhtml and import it again",
    "html": "a web page; give it the ending .html and import it again",
    "feed": "a feed; give it the ending .rss and import it again",
    "xml": "XML of a kind that evreader does not know; save the text as .txt and import that",
    "text": "plain text; give it the ending .txt and import it again",
}


def contents_of(path: Path, *, largest_mb: int = _LARGEST_MB, may_be_empty: bool = False) -> bytes:
    """The bytes of a file that a person named.

    Raises:
        InputError: it is missing, a folder, empty, too large, or cannot be read.
    """
    name = path.name or str(path)
    try:
        known = path.stat()
        if S_ISDIR(known.st_mode):
            raise InputError(f"“{name}” is a folder; choose the files in it.")
        if known.st_size > largest_mb * 2**20:
            raise InputError(f"“{name}” is larger than {largest_mb} MB; split it into articles.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no file “{path}”; check its name.") from None
    except OSError as error:
        raise InputError(f"“{name}” cannot be read: {error.strerror or error}.") from error
    if not data and not may_be_empty:
        raise InputError(f"“{name}” is empty: it holds no text; nothing was imported.")
    return data


def kind_of(data: bytes) -> Holding:
    """What these bytes are, whatever their file is called; empty if nothing that is known."""
    for magic, holding in _MAGIC:
        if data.startswith(magic):
            return holding
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "picture"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    return _written(data[:_HEAD])


def refuse_unless(data: bytes, name: str, wanted: Holding, called: str) -> None:
    """Refuse what is clearly something else than its ending says.

    Args:
        data: the bytes.
        name: the file's name, as the message shows it.
        wanted: what they should be.
        called: the same in words: ``a Word document``.

    Raises:
        InputError: they are something else; the sentence says what, and what to do.
    """
    holding = kind_of(data)
    if holding != wanted:
        raise misfit(holding, name, called)


def misfit(holding: Holding, name: str, called: str) -> InputError:
    """What to say of a file that is not what it is called."""
    really = _REALLY.get(holding)
    if really is None:
        return InputError(
            f"“{name}” is not {called}, or it is damaged; open it in the program it comes from "
            f"and save it again."
        )
    return InputError(f"“{name}” is not {called} but {really}.")


def _zipped(data: bytes) -> Holding:
    from evreader.formats.packed import Budget, opened

    try:
        with opened(data, "", budget=Budget(0)) as pack:
            names = pack.members()
    except InputError:
        return _torn(data[:_HEAD])
    if "word/document.xml" in names or any(re.match(r"word/document\d*\.xml$", n) for n in names):
        return "docx"
    if "META-INF/container.xml" in names:
        return "epub"
    return "office" if "[Content_Types].xml" in names or "content.xml" in names else "zip"


def _torn(head: bytes) -> Holding:
    """What a cut-off archive was meant to be, by its first members."""
    if b"application/epub+zip" in head or b"META-INF/container.xml" in head:
        return "epub"
    return "docx" if b"[Content_Types].xml" in head or b"word/" in head else ""


def _written(head: bytes) -> Holding:
    """What a text is written in; nothing if it is no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    elif b"\x00" in head:
        return ""
    else:
        text = head.decode("latin-1").removeprefix("ï»¿")
    tag = _FIRST_TAG.match(text)
    if tag is None:
        return "mhtml" if _MIME_HEADERS.match(text.lstrip()) else "text"
    name = tag[1].casefold()
    if name in {"rss", "feed", "rdf:rdf"}:
        return "feed"
    if name == "html" or _PAGE.search(text):
        return "html"
    return "xml" if text.lstrip().startswith("<?xml") else "text"
