"""An article as one text file for brat, and where its passages' offsets fall in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from evreader.domain.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evreader.domain.article import Passage

# Where brat or a reader of its files may end a line or a column; no fragment goes across one.
_BREAK = re.compile("[\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


class ArticleText:
    """The passages in document order, joined by line feeds, with every line break one LF.

    brat counts CR LF as one character and other readers as two; with LF alone all agree.

    Attributes:
        text: the whole text; offsets in it are code points.
        shortened: how many CR LF became one LF.
    """

    def __init__(self, passages: Iterable[Passage]) -> None:
        parts: list[str] = []
        self._starts: dict[int, int] = {}
        self._pairs: dict[int, list[int]] = {}
        self.shortened = 0
        start = 0
        for passage in passages:
            pairs = [match.start() for match in re.finditer("\r\n", passage.text)]
            part = passage.text.replace("\r\n", "\n").replace("\r", "\n")
            self._starts[passage.id] = start
            if pairs:
                self._pairs[passage.id] = pairs
            self.shortened += len(pairs)
            start += len(part) + 1
            parts.append(part)
        self.text = "\n".join(parts)

    def __contains__(self, passage: object) -> bool:
        return passage in self._starts

    def whole(self, passage: int, span: Span) -> tuple[int, int, str] | None:
        """A range of a passage as one of the whole text, with its quote.

        None if ``pieces`` must look closer: something to cut, or nothing to write, may be in it.
        """
        if passage in self._pairs:
            return None
        before = self._starts[passage]
        start, end = before + span[0], before + span[1]
        quote = self.text[start:end]
        # What can be printed has no line break in it.
        if quote.isspace() or not (quote.isprintable() or _BREAK.search(quote) is None):
            return None
        return start, end, quote

    def pieces(self, passage: int, spans: Iterable[Span | tuple[int, int]]) -> list[Span]:
        """Ranges of a passage as ranges of the whole text, cut at line breaks and tabs.

        Pieces of white space alone are left out, so the list may be empty.
        """
        found: list[Span] = []
        text = self.text
        for start, end in spans:
            place, stop = self._place(passage, start), self._place(passage, end)
            if _BREAK.search(text, place, stop):
                for match in _BREAK.finditer(text, place, stop):
                    self._add(found, place, match.start())
                    place = match.end()
            self._add(found, place, stop)
        return found

    def quote(self, pieces: Iterable[Span]) -> str:
        """The text of the pieces, joined by one space, as brat wants it."""
        return " ".join([self.text[start:end] for start, end in pieces])

    def _place(self, passage: int, offset: int) -> int:
        pairs = self._pairs.get(passage)
        before = bisect_left(pairs, offset) if pairs else 0
        return self._starts[passage] + offset - before

    def _add(self, found: list[Span], start: int, end: int) -> None:
        if self.text[start:end].strip():
            found.append(Span(start, end))
