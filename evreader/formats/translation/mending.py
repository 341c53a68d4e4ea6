"""XML as some translation tools write it: with characters and entities that XML does not have."""

from __future__ import annotations

import re
from html.entities import html5
from typing import NamedTuple

# A single “&”, a reference to a character or an entity, and a control character; not in a comment.
_DOUBTFUL = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&[#\w]{0,12};?|[\x01-\x08\x0b\x0c\x0e-\x1f]", re.DOTALL
)
_NUMBER = re.compile(r"#(?:x([0-9A-Fa-f]{1,8})|(\d{1,8}))")
_KNOWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOST = b"&#xFFFD;"
_HIGHEST = 0x10FFFF


class Mended(NamedTuple):
    """The bytes of a file, and in how many places they had to be mended."""

    data: bytes
    places: int


def mended(data: bytes) -> Mended:
    """A file with U+FFFD for what XML cannot hold, and HTML's entities as what they stand for.

    Text in UTF-16 is left as it is.
    """
    if b"\x00" in data[:4]:
        return Mended(data, 0)
    places = 0

    def mend(match: re.Match[bytes]) -> bytes:
        nonlocal places
        better = _better(match[0])
        places += better != match[0]
        return better

    return Mended(_DOUBTFUL.sub(mend, data), places)


def _better(found: bytes) -> bytes:
    if found.startswith(b"<"):
        return found
    if not found.startswith(b"&"):
        return _LOST
    name = found[1:-1].decode()
    number = _NUMBER.fullmatch(name)
    if not found.endswith(b";") or not name:
        return b"&amp;" + found[1:]
    if number:
        code = int(number[1], 16) if number[1] else int(number[2])
        is_character = code <= _HIGHEST and not _UNWRITABLE.match(chr(code))
        return found if is_character else _LOST
    if name in _KNOWN:
        return found
    meant = html5.get(f"{name};")
    return meant.encode("ascii", "xmlcharrefreplace") if meant else b"&amp;" + found[1:]
