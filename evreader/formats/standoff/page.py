"""One document's text cut into passages, and where its marks fall in them."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from evreader.domain.annotation import Evidence
from evreader.domain.article import Passage, Span
from evreader.domain.blocks import plain_blocks
from evreader.domain.language import is_mixed, passage_language
from evreader.domain.sentences import split_sentences
from evreader.formats.standoff.units import Ruler, is_quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evreader.domain.article import Kind
    from evreader.domain.mention import Mention
    from evreader.formats.standoff.document import Document, Mark
    from evreader.formats.standoff.units import Unit

    _Part = tuple[int, int, Kind | None]
    _Placed = tuple[tuple[Span, ...], str]


class Page:
    """A document with its marks, cut into passages.

    Attributes:
        name: what messages call it.
        passages: in order; there is at least one.
    """

    def __init__(self, document: Document, unit: Unit, numbers: Iterator[int], first: int) -> None:
        self.name = document.info.title or document.name
        self._text = document.text
        self._unit: Unit = unit
        # The fragments of each mark that fits, in code points of the text, and what they read.
        self._placed = dict(self._measured(document.marks))
        cuts = _passages(document, [spans for spans, _ in self._placed.values()])
        self._starts = [start for start, _, _ in cuts]
        self.passages = [
            _passage(next(numbers), index, document.text[start:end], kind)
            for index, (start, end, kind) in enumerate(cuts, first)
        ]
        self._texts = {passage.id: passage.text for passage in self.passages}

    def place(self, key: str) -> tuple[Passage, tuple[Span, ...], str]:
        """The passage of a mark, its fragments there and its text; none if it does not fit."""
        placed = self._placed.get(key)
        if placed is None:
            return self.passages[0], (), ""
        spans, text = placed
        # Each stands in a passage: they were cut so.
        number = bisect_right(self._starts, spans[0][0]) - 1
        first = self._starts[number]
        return self.passages[number], tuple([Span(s - first, e - first) for s, e in spans]), text

    def trigger(self, key: str) -> Iterator[Evidence]:
        """The evidence that a frame's trigger is; none if it has no place."""
        passage, fragments, _ = self.place(key)
        if fragments:
            start, end = fragments[0].start, fragments[-1].end
            yield Evidence(passage.id, start, end, passage.text[start:end])

    def evidence(self, mention: Mention) -> Iterator[Evidence]:
        """A mention of this page as evidence; none if it has no place."""
        if mention.fragments:
            text = self._texts[mention.passage][mention.start : mention.end]
            yield Evidence(mention.passage, mention.start, mention.end, text, mention.id)

    def said(self, mark: Mark) -> str:
        """What a mark without a place reads: as the file quotes it, or what its offsets say."""
        if mark.quote:
            return mark.quote
        first = mark.stretches[0] if mark.stretches else None
        return self._text[first.start : first.end] if first and min(first[:2]) >= 0 else ""

    def misfit(self, mark: Mark) -> str:
        """What is wrong with a mark without a place, as a sentence."""
        places = ", ".join(f"{s.start}–{s.end}" for s in mark.stretches if max(s[:2]) >= 0)
        said = " ".join(self.said(mark).split())
        return (
            f"{mark.type} “{said:.60}” at {places or 'no place'} in “{self.name}” does "
            f"not fit the text; it is kept without a place."
        )

    def _measured(self, marks: Iterable[Mark]) -> Iterator[tuple[str, _Placed]]:
        """The marks that fit, by key."""
        text, spans_of = self._text, Ruler(self._text, self._unit).spans
        for mark in marks:
            spans = spans_of(mark.stretches)
            if not spans:
                continue
            pieces = [text[start:end] for start, end in spans]
            whole, quote = " ".join(pieces), mark.quote
            if quote is not None and whole != quote and not is_quote(whole, quote):
                continue
            if not any(map(str.isspace, pieces)):
                yield mark.key, (spans, whole)


def _passages(document: Document, marks: Iterable[tuple[Span, ...]]) -> list[tuple[int, int, Kind]]:
    """Where each passage is and what it is; what a mark goes across is one passage."""
    text = document.text
    cuts: list[_Part] = [(*cut, "paragraph") for cut in document.cuts]
    passages = _apart(cuts or _blocks(text))
    starts, ends = [start for start, _, _ in passages], [end for _, end, _ in passages]
    across: list[_Part] = []
    for spans in marks:
        start, end = spans[0].start, spans[-1].end
        number = bisect_right(starts, start) - 1
        if number < 0 or end > ends[number]:  # nearly none
            across.append((start, end, None))
    if across:
        passages = _apart([*passages, *across])
    return [(s, e, kind or "paragraph") for s, e, kind in passages] or [(0, len(text), "paragraph")]


def _apart(parts: Iterable[_Part]) -> list[_Part]:
    """Parts of a text in order; those that overlap are one, of the first kind known."""
    passages: list[_Part] = []
    for start, end, kind in sorted(parts, key=itemgetter(0, 1)):
        if passages and start < passages[-1][1]:
            first, last, known = passages.pop()
            passages.append((first, max(last, end), known or kind))
        else:
            passages.append((start, end, kind))
    return passages


def _blocks(text: str) -> Iterator[tuple[int, int, Kind]]:
    """The blocks of a text as where each is and what it is."""
    at = 0
    for block in plain_blocks(text):
        start = text.index(block.text, at)
        at = start + len(block.text)
        yield start, at, block.kind


def _passage(number: int, index: int, text: str, kind: Kind) -> Passage:
    language = passage_language(text)
    sentences, mixed = split_sentences(text, language), is_mixed(text, language)
    return Passage(number, index, language, kind, text, sentences, mixed)
