"""Bytes as text: which encoding a page or a plain text is in, whatever it says of itself.

A byte order mark is believed, and so is valid UTF-8. Everything else is decided by how the text
would look: each candidate is decoded, and the one whose characters are common in that encoding's
own language is taken. A declaration only tips the scales, since many pages carry a wrong one.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

# So many bytes are enough to judge by.
_SAMPLE = 12_000
_HEAD = 4096
# How good a candidate must look to be taken without asking charset-normalizer.
_GOOD = 0.7
# What a declaration is worth against the look of the text.
_DECLARED = 0.1
# A text in UTF-16 has at least this share of ordinary characters.
_PLAUSIBLE = 0.9
# One broken character weighs as much as so many good ones.
_BROKEN = 5
# Fewer characters beyond ASCII than this are too few to guess a rare encoding from.
_FEW = 12

_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a label means in practice; browsers read them so.
_MEANS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz-gb-2312": "gb18030",
    "big5": "big5hkscs",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
}
_CANDIDATES = ("gb18030", "big5hkscs", "cp1252")
# Western text has signs and accents between plain letters; longer runs are another script.
_WESTERN = re.compile(
    "(?<![^\\x00-\\x7f])[€‚„…†‡‰‹‘’“”•–—™›\xa0¡£§©«®°±²³·»¼½¾¿×À-ÖØ-öø-ÿŒœŠšŽžŸ]{1,2}"
    "(?![^\\x00-\\x7f])"
)
_ORDINARY = re.compile(
    "[\\t\\n\\r\x20-\x7e\u00a0-\u00ff\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff01-\uff60\uffe5]"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_HIGH_RUN = re.compile(
    rb"[\x00-\x7f]{0,2}[\x80-\xff](?:[\x00-\x7f]{0,8}[\x80-\xff]){0,400}[\x00-\x7f]{0,2}"
)


class _Look(NamedTuple):
    score: float
    encoding: str


def decode_text(data: bytes) -> str | None:
    """A plain text out of bytes: whole, without a byte order mark; ``None`` if it is no text."""
    marked = _marked(data)
    if marked is not None:
        return _strictly(data, marked)
    if b"\x00" in data:
        encoding = _wide(data)
        return _strictly(data, encoding) if encoding else None
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    for look in sorted(_looks(data, _CANDIDATES), reverse=True):
        if look.score <= 0:
            break
        text = _strictly(data, _last_judge(data, look))
        if text is not None:
            return text
    encoding = _wide(data)
    return _strictly(data, encoding) if encoding else None


def decode_page(data: bytes, *, charset: str = "") -> str:
    """The markup of a page out of bytes; what is broken becomes U+FFFD, nothing fails.

    Args:
        data: the page as it was saved or sent.
        charset: what the server or the enclosing message said of it.
    """
    marked = _marked(data)
    if marked is not None:
        return data.decode(marked, "replace")
    if b"\x00" in data:
        encoding = _wide(data)
        if encoding:
            return data.decode(encoding, "replace")
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    declared = [codec for label in (charset, _declared(data)) if (codec := _codec(label))]
    looks = _looks(data, dict.fromkeys((*declared, *_CANDIDATES, "utf-8")), declared)
    return data.decode(_last_judge(data, max(looks)), "replace")


def _marked(data: bytes) -> str | None:
    """The encoding that a byte order mark tells."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _declared(data: bytes) -> str:
    found = _META.search(data[:_HEAD])
    return found[1].decode("ascii", "replace") if found else ""


def _codec(label: str) -> str:
    """Python's name of an encoding that keeps ASCII as it is; empty if there is none."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
        if "<html".encode(name) != b"<html" or b"<html".decode(name) != "<html":
            return ""
    except (LookupError, UnicodeError, ValueError):
        return ""
    return _MEANS.get(name, name)


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark, if the bytes make sense so; else nothing."""
    best = _Look(_PLAUSIBLE, "")
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[:_SAMPLE].decode(encoding, "replace")
        if text:
            best = max(best, _Look(len(_ORDINARY.findall(text)) / len(text), encoding))
    return best.encoding


def _looks(data: bytes, encodings: Iterable[str], declared: Iterable[str] = ()) -> list[_Look]:
    sample = _sample(data)
    return [
        _Look(_look(sample, encoding) + (_DECLARED if encoding in declared else 0), encoding)
        for encoding in encodings
    ]


def _sample(data: bytes) -> bytes:
    """The stretches of a file that tell its encoding: what is not ASCII, with a little around."""
    found = bytearray()
    for run in _HIGH_RUN.finditer(data):
        found += run[0] + b"\n"
        if len(found) > _SAMPLE:
            break
    return bytes(found)


def _look(sample: bytes, encoding: str) -> float:
    """How common the characters beyond ASCII are that this encoding makes of the bytes (0–1)."""
    text = sample.decode(encoding, "replace")
    signs = _NOT_ASCII.findall(text)
    if not signs:
        return 0
    broken = signs.count("\ufffd") * _BROKEN
    if encoding == "utf-8":
        good: float = len(signs)
    elif encoding == "cp1252":
        good = sum(map(len, _WESTERN.findall(text)))
    elif common := _common(encoding):
        good = sum(1 for sign in signs if sign in common)
    else:
        good = len(signs) * _GOOD
    return (good - broken) / len(signs)


@cache
def _common(encoding: str) -> frozenset[str]:
    """The signs and the everyday characters of a Chinese encoding; none of another one."""
    if encoding == "gb18030":
        leads = [*range(0xA1, 0xA4), *range(0xB0, 0xD8)]
        trails = [*range(0xA1, 0xFF)]
    elif encoding == "big5hkscs":
        leads = [*range(0xA1, 0xC7)]
        trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    else:
        return frozenset()
    decoded = (
        bytes((lead, trail)).decode(encoding, "ignore") for lead in leads for trail in trails
    )
    return frozenset(text for text in decoded if len(text) == 1)


def _last_judge(data: bytes, look: _Look) -> str:
    """The encoding found, or charset-normalizer's opinion where that one does not convince."""
    if look.score >= _GOOD or len(_sample(data)) < _FEW:
        return look.encoding
    from charset_normalizer import from_bytes

    best = from_bytes(data[: _HEAD * 8], steps=3).best()
    return best.encoding if best is not None else look.encoding
