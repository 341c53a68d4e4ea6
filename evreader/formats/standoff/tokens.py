"""Text as tokens and sentences, for formats that have one token a line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from evreader.domain.article import Span
from evreader.domain.language import HAN, KANA
from evreader.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evreader.formats.standoff.document import Document

Grain = Literal["character", "word"]
GRAINS: tuple[Grain, ...] = ("character", "word")
"""What a token of Chinese text is."""

_MARKS = "\u0300-\u036f\ufe00-\ufe0f\u200d"
_TOKEN = re.compile(
    f"(?P<han>[{HAN}{KANA}][{_MARKS}]*)"
    "|(?:[A-Za-z]\\.){2,}"
    "|\\d+(?:[.,]\\d+)*"
    "|(?<=\\w)['’](?:s|S|re|ve|ll|d|m)\\b"
    f"|[^\\W\\d_{HAN}{KANA}](?:[^\\W_{HAN}{KANA}]|[{_MARKS}])*"
    f"|\\S[{_MARKS}]*"
)
_ASIAN = re.compile(f"[{HAN}{KANA}\u3000-\u303f\uff01-\uff65“”‘’…—·]")
_HAN = re.compile(f"[{HAN}{KANA}]")
_SHARE_OF_CHINESE = 0.3
_NONE_BEFORE = re.compile(r"[.,;:!?%)\]}”’…]+$|'\w{1,2}$|’\w{1,2}$|n['’]t$|''$|-R[RSC]B-$")
_NONE_AFTER = re.compile(r"[(\[{“‘$€£¥#]+$|``$|-L[RSC]B-$")


class Flat(NamedTuple):
    """A mark as one range without white space at its ends."""

    start: int
    end: int
    type: str


def checked_grain(tokens: str) -> Grain:
    """The grain of this name.

    Raises:
        FormatError: there is none.
    """
    for grain in GRAINS:
        if tokens == grain:
            return grain
    raise FormatError(f"'{tokens}' is no way to cut tokens; choose one of {', '.join(GRAINS)}.")


def tokens_of(text: str, span: Span, grain: Grain = "character") -> Iterator[Span]:
    """The tokens of a range: words, numbers, signs; of Chinese, characters or words.

    Together they hold everything that is not white space.
    """
    run: Span | None = None
    for match in _TOKEN.finditer(text, span.start, span.end):
        here = Span(*match.span())
        if match["han"] is None or grain == "character":
            if run is not None:
                yield from _words(text, run)
                run = None
            yield here
        elif run is not None and run.end == here.start:
            run = Span(run.start, here.end)
        else:
            if run is not None:
                yield from _words(text, run)
            run = here
    if run is not None:
        yield from _words(text, run)


def _words(text: str, run: Span) -> Iterator[Span]:
    # Loads its dictionary for 0.2 s, so only where words are asked for.
    import rjieba

    for _, start, end in rjieba.tokenize(text[run.start : run.end]):
        yield Span(run.start + start, run.start + end)


def cut_at(tokens: Iterable[Span], marks: Sequence[Flat]) -> Iterator[Span]:
    """The tokens, cut where a mark begins or ends inside one."""
    bounds = sorted({place for mark in marks for place in (mark.start, mark.end)})
    for token in tokens:
        inside = bounds[bisect_right(bounds, token.start) : bisect_left(bounds, token.end)]
        for start, end in pairwise((token.start, *inside, token.end)):
            yield Span(start, end)


def sentences_of(document: Document, marks: Sequence[Flat]) -> list[Span]:
    """Ranges that make up all of a text: each a sentence with the white space behind it.

    Sentences that a mark goes across are one; white space at the very beginning goes with the first
    sentence.
    """
    text = document.text
    starts = {0, len(text)}
    for start, passage in document.blocks:
        starts.update((start, *(start + sentence.start for sentence in passage.sentences)))
    marks = sorted(marks)
    firsts = [mark.start for mark in marks]
    spans: list[Span] = []
    start = 0
    for place in sorted(starts)[1:]:
        at = bisect_left(firsts, place) - 1
        is_inside = at >= 0 and marks[at].end > place
        if not is_inside and text[start:place].strip():
            spans.append(Span(start, place))
            start = place
    if start < len(text):  # nothing but white space is left
        spans.append(Span(spans.pop().start if spans else 0, len(text)))
    return spans


def joined(tokens: Sequence[str], *, chinese: bool) -> Iterator[str]:
    """What stands before each token where only the tokens are known: a space, or nothing."""
    before, quoted = "", False
    for word in tokens:
        touches = quoted and '"' in {before, word}
        glued = not before or touches or _goes_together(before, word, chinese=chinese)
        if word == '"':
            quoted = not quoted
        yield "" if glued else " "
        before = word


def _goes_together(before: str, token: str, *, chinese: bool) -> bool:
    if chinese and len(before) == len(token) == 1:
        return True
    if chinese and (_ASIAN.match(before[-1]) or _ASIAN.match(token[0])):
        return True
    if _HAN.match(before[-1]) and _HAN.match(token[0]):
        return True
    return bool(_NONE_BEFORE.match(token) or _NONE_AFTER.search(before))


def is_chinese(tokens: Sequence[str]) -> bool:
    """Whether so many of these tokens are Chinese that no spaces part them."""
    return sum(bool(_ASIAN.match(t)) for t in tokens) >= _SHARE_OF_CHINESE * max(len(tokens), 1)


def placed(tokens: Sequence[str], text: str) -> list[Span | None]:
    """Where each token stands in the text it was made of; None for one that is not in it."""
    found: list[Span | None] = []
    at = 0
    for token, following in zip(tokens, (*tokens[1:], ""), strict=False):
        start = _next_place(text, token, following, at)
        found.append(None if start is None else Span(start, start + len(token)))
        at = at if start is None else start + len(token)
    return found


def _next_place(text: str, token: str, following: str, at: int) -> int | None:
    reach = 24
    while text[at : at + 1].isspace() and not text.startswith(token, at):
        at += 1
    if text.startswith(token, at):
        return at
    if following and text.startswith(following, at):
        return None
    start = text.find(token, at, at + len(token) + reach)
    return None if start < 0 else start
