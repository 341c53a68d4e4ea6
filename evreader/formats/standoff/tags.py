"""Tags of tokens (B-, I-, E-…) as chunks and back, in all the usual manners."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import unquote

from evreader.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Manner = Literal["bio", "bioes", "bmes"]
# First, within, last, only token of a chunk.
_SIGNS: dict[Manner, tuple[str, str, str, str]] = {
    "bio": ("B", "I", "I", "B"),
    "bioes": ("B", "I", "E", "S"),
    "bmes": ("B", "M", "E", "S"),
}
_OUTSIDE = frozenset({"O", "o", "_", "", "-", "-X-", "0", "*"})
_PREFIXED = re.compile(r"([BIESMLUW])[-_](.+)", re.DOTALL)
_SUFFIXED = re.compile(r"([^\W\d]\w*)[-_]([BIESMLUW])")
_UNSAFE = re.compile(r"[\s%|\x00-\x1f]")
_FIRST, _ONLY, _LAST = frozenset("BSUW"), frozenset("SUW"), frozenset("ELSUW")
UNNAMED = "Mention"
"""The type of chunks whose tags name none."""


class Tag(NamedTuple):
    """What a tag says: a sign (``B`` ``I`` ``E`` ``S``, or ``O``) and a type."""

    sign: str
    type: str = ""


class Chunk(NamedTuple):
    """A run of tokens, from the first to behind the last, with a type."""

    start: int
    end: int
    type: str


def checked_manner(tags: str) -> Manner:
    """The manner of tagging of this name.

    Raises:
        FormatError: there is none.
    """
    for manner in _SIGNS:
        if tags == manner:
            return manner
    raise FormatError(f"'{tags}' is no way to write tags; choose one of {', '.join(_SIGNS)}.")


def tags_for(size: int, kind: str, manner: Manner) -> Iterator[str]:
    """The tags of a chunk of so many tokens."""
    first, within, last, only = _SIGNS[manner]
    label = _UNSAFE.sub(_escaped, kind)
    for place in range(size):
        sign = first if place == 0 else last if place == size - 1 else within
        yield f"{only if size == 1 else sign}-{label}"


def is_tag(text: str) -> bool:
    """Whether a cell is surely a tag, and not just a word."""
    return text in _OUTSIDE or is_telling(text)


def is_telling(text: str) -> bool:
    """Whether a cell is a tag that says something: of a token in a chunk."""
    return bool(_PREFIXED.fullmatch(text) or _SUFFIXED.fullmatch(text))


def tag_of(text: str) -> Tag:
    """What a cell says; a type without a sign goes on with the token before, if that has it too."""
    if text in _OUTSIDE:
        return Tag("O")
    if match := _PREFIXED.fullmatch(text):
        return Tag(match[1], unquote(match[2]))
    if match := _SUFFIXED.fullmatch(text):
        return Tag(match[2], match[1])
    if len(text) == 1 and text in "BIESMLUW":
        return Tag(text, UNNAMED)
    return Tag("I", unquote(text))


class Chunks:
    """Reads tags as conlleval does, and counts what it has to repair.

    A chunk begins at B, S, U and W, and wherever a tag does not go on with the chunk before it.
    """

    def __init__(self) -> None:
        self._loose = self._unended = self._needless = self._closed = 0

    def read(self, tags: Sequence[Tag]) -> list[Chunk]:
        """The chunks of one sentence."""
        chunks: list[Chunk] = []
        start, before = -1, Tag("O")
        for place, tag in enumerate((*tags, Tag("O"))):
            goes_on = start >= 0 and tag.sign not in _FIRST and tag.type == before.type
            self._count(tag, before, goes_on=goes_on, is_open=start >= 0)
            if goes_on and tag.sign != "O":
                before = tag
            else:
                if start >= 0:
                    chunks.append(Chunk(start, place, before.type))
                start, before = (-1, tag) if tag.sign == "O" else (place, tag)
            if tag.sign in _LAST and start >= 0:
                chunks.append(Chunk(start, place + 1, tag.type))
                start = -1
        return chunks

    @property
    def repaired(self) -> int:
        """How many tags broke the rules of their manner; in IOB1 a chunk may begin with I."""
        if self._closed:
            return self._loose + self._unended
        return self._loose if self._needless else 0

    def _count(self, tag: Tag, before: Tag, *, goes_on: bool, is_open: bool) -> None:
        self._closed += tag.sign in _LAST
        self._loose += tag.sign not in _FIRST and tag.sign != "O" and not goes_on
        self._unended += is_open and not goes_on
        # IOB1 writes B only where the token before ends a chunk of the same type.
        self._needless += tag.sign == "B" and before.type != tag.type


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
