"""In what a file counts its offsets: found out by trying, never by faith.

Tools count code points, UTF-16 units, UTF-8 bytes or what a reader takes for one character, and
take CR LF for one sign or for two. A file seldom says which. Each stretch it names is cut out in
every unit and compared with the quote that the file gives for it; the unit that fits most of them
is the file's.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from evreader.domain.article import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Unit = Literal[
    "code points", "UTF-16 units", "UTF-8 bytes", "CR LF as one", "LF as two", "graphemes"
]

UNITS: tuple[Unit, ...] = (
    "code points", "UTF-16 units", "UTF-8 bytes", "CR LF as one", "LF as two", "graphemes",
)  # fmt: skip
"""In the order in which they are believed where several fit."""

IN_WORDS: dict[Unit, str] = {
    "code points": "Unicode code points",
    "UTF-16 units": "UTF-16 units",
    "UTF-8 bytes": "UTF-8 bytes",
    "CR LF as one": "Unicode code points, with CR LF as one",
    "LF as two": "Unicode code points, with each line end as two",
    "graphemes": "characters as a reader sees them (grapheme clusters)",
}

_ASTRAL = "\uffff"
_JOINER = "\u200d"
# Letters of flags, tones and tags of emoji; and where all other signs are that join the one before.
_FLAGS = range(0x1F1E6, 0x1F200)
_TONES = (range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080))
_JOINING = (range(0x300, 0x20000), range(0xE0100, 0xE01F0))
# White space, and a line end written as a backslash and a letter (Label Studio writes quotes so).
_BLANKS = re.compile(r"\s+|\\[nrt]")


class Stretch(NamedTuple):
    """A range as a file gives it, in whatever unit, and what it says stands there, if it does."""

    start: int
    end: int
    quote: str | None = None


class Ruler:
    """One text measured in one unit."""

    def __init__(self, text: str, unit: Unit) -> None:
        self._text = text
        self._starts: list[int] | None = None
        if unit != "code points" and not _counts_alike(text, unit):
            self._starts = [0, *accumulate(_widths(text, unit))]

    def span(self, start: int, end: int) -> Span | None:
        """The range in code points; None if it is empty, outside the text, or cuts a character."""
        if self._starts is None:
            return Span(start, end) if 0 <= start < end <= len(self._text) else None
        first, last = self.place(start), self.place(end)
        return (
            Span(first, last) if first is not None and last is not None and first < last else None
        )

    def spans(self, stretches: Sequence[Stretch]) -> tuple[Span, ...]:
        """The fragments of a mark; none unless all of them fit, in order and without overlap."""
        found: list[Span] = []
        last = 0
        for start, end, _ in stretches:
            span = self.span(start, end)
            if span is None or span.start < last:
                return ()
            last = span.end
            found.append(span)
        return tuple(found)

    def place(self, offset: int) -> int | None:
        """The place in code points; None if it is outside the text, or within a character."""
        if self._starts is None:
            return offset if 0 <= offset <= len(self._text) else None
        at = bisect_left(self._starts, offset)
        return at if at < len(self._starts) and self._starts[at] == offset else None


def offsets_in(text: str, unit: Unit) -> Callable[[int], int]:
    """What turns a place in code points of this text into this unit."""
    if unit == "code points" or _counts_alike(text, unit):
        return _same
    return [0, *accumulate(_widths(text, unit))].__getitem__


def unit_of(texts: Iterable[tuple[str, Sequence[Stretch]]]) -> Unit:
    """The unit in which most stretches of a file's texts fit; code points where nothing tells."""
    hits = dict.fromkeys(UNITS, 0)
    fitting: list[tuple[str, int]] = []
    for text, stretches in texts:
        if all(text[start:end] == quote for start, end, quote in stretches):
            fitting.append((text, len(stretches)))
            continue
        plain = _hits(text, stretches, "code points")
        for unit in UNITS:
            is_plain = unit == "code points" or _counts_alike(text, unit)
            hits[unit] += plain if is_plain else _hits(text, stretches, unit)
    if not any(hits.values()):  # as a rule all fit, and nothing else needs to be tried
        return "code points"
    for text, number in fitting:
        for unit in UNITS:
            if unit == "code points" or _counts_alike(text, unit):
                hits[unit] += number
    return max(UNITS, key=hits.__getitem__)


def is_quote(text: str, quote: str) -> bool:
    """Whether a text is what a quote says, white space and the ways to write it left aside."""
    return text == quote or _BLANKS.sub("", text) == _BLANKS.sub("", quote)


def _same(place: int) -> int:
    return place


def _hits(text: str, stretches: Iterable[Stretch], unit: Unit) -> int:
    ruler = Ruler(text, unit)
    return sum(_fits(text, ruler.span(s.start, s.end), s.quote) for s in stretches)


def _fits(text: str, span: Span | None, quote: str | None) -> bool:
    """Whether a stretch is plausible: it reads as quoted, or, without a quote, cuts no word."""
    if span is None:
        return False
    found = text[span.start : span.end]
    if quote is not None:
        return is_quote(found, quote)
    return found == found.strip() and not any(
        _is_within_word(text, place) or _is_within_sign(text, place) for place in span
    )


def _is_within_word(text: str, place: int) -> bool:
    around = text[max(place - 1, 0) : place + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()  # noqa: PLR2004 - both sides


def _is_within_sign(text: str, place: int) -> bool:
    """Whether what is here belongs to the sign before, as an accent does, or parts of an emoji."""
    if not 0 < place < len(text) or text.isascii():
        return False
    around = text[place - 1 : place + 1]
    return _JOINER in around or unicodedata.category(around[1])[0] == "M"


def _counts_alike(text: str, unit: Unit) -> bool:
    """Whether this text has nothing in it that the unit counts otherwise."""
    if unit == "UTF-8 bytes":
        return text.isascii()
    if unit == "UTF-16 units":
        return text.isascii() or max(text) <= _ASTRAL
    if unit == "graphemes":
        if text.isascii():
            return "\r\n" not in text
        joining, clusters = _clusters()
        return joining.isdisjoint(text) or not clusters.search(text)
    return ("\r\n" if unit == "CR LF as one" else "\n") not in text


def _widths(text: str, unit: Unit) -> list[int]:
    if unit == "UTF-16 units":
        return [2 if character > _ASTRAL else 1 for character in text]
    if unit == "UTF-8 bytes":
        return [len(character.encode("utf-8", "surrogatepass")) for character in text]
    widths = [1] * len(text)
    if unit == "graphemes":
        for match in _clusters()[1].finditer(text):
            widths[match.start() : match.end() - 1] = [0] * (len(match[0]) - 1)
        return widths
    pattern, width = ("\r(?=\n)", 0) if unit == "CR LF as one" else ("(?<!\r)\n", 2)
    for match in re.finditer(pattern, text):
        widths[match.start()] = width
    return widths


@cache
def _clusters() -> tuple[frozenset[str], re.Pattern[str]]:
    """Several code points that are one sign, as with accents, flags, families of emoji, CR LF.

    First what such a sign cannot be without, since that is quickly looked for.
    """
    marks = [
        chr(code)
        for codes in _JOINING
        for code in codes
        if unicodedata.category(chr(code))[0] == "M"
    ]
    tones = [chr(code) for codes in _TONES for code in codes]
    flags = [chr(code) for code in _FLAGS]
    extending = "".join(map(re.escape, (*marks, *tones, "\u200c")))
    joined = f"[^\r\n](?:[{extending}]|{_JOINER}[^\\s\\x00-\\x7f]?)+"
    return (
        frozenset((*marks, *tones, *flags, "\u200c", _JOINER, "\r")),
        re.compile(f"\r\n|[{''.join(flags)}]{{2}}|{joined}"),
    )
