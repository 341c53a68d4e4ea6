"""Counterparts: the sentences on the other side that say the same as the one pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.article import SentenceRef

if TYPE_CHECKING:
    from evreader.domain.article import Link, Span
    from evreader.domain.reading import PassageContent
    from evreader.ui.reader.page import Page, Position


class Counterparts(NamedTuple):
    """Sentences to show together, by passage.

    Attributes:
        here: the sentence pointed at, with those that links count to it on its own side.
        there: the sentences linked with it on the other side.
    """

    here: dict[int, list[Span]]
    there: dict[int, list[Span]]


def sentence_at(content: PassageContent, offset: int) -> int | None:
    """The number of the sentence at a place; white space belongs to the sentence before it."""
    found = None
    for number, span in enumerate(content.passage.sentences):
        if span.start > offset:
            break
        found = number
    return found


def sentence_ref(page: Page, at: Position) -> SentenceRef | None:
    """The sentence at a place, by its number."""
    content = page.content(at.passage)
    number = sentence_at(content, at.offset) if content is not None else None
    return SentenceRef(at.passage, number) if number is not None else None


def sentences_in(content: PassageContent, start: int, end: int) -> list[SentenceRef]:
    """The sentences that a stretch of a passage touches."""
    return [
        SentenceRef(content.passage.id, number)
        for number, span in enumerate(content.passage.sentences)
        if span.start < end and start < span.end
    ]


def counterparts(page: Page, at: Position) -> Counterparts:
    """What to show together with the sentence at a place."""
    found = Counterparts({}, {})
    content = page.content(at.passage)
    number = sentence_at(content, at.offset) if content else None
    if content is None or number is None:
        return found
    found.here[at.passage] = [content.passage.sentences[number]]
    for link in content.links:
        own, other = _sides(link, at.passage, number)
        if not own or link.status == "rejected":
            continue
        _collect(page, own, found.here)
        _collect(page, other, found.there)
    return found


def _sides(
    link: Link, passage: int, sentence: int
) -> tuple[tuple[SentenceRef, ...], tuple[SentenceRef, ...]]:
    """The link's own and other side, seen from a sentence; nothing if it is not in the link."""
    if (passage, sentence) in link.en:
        return link.en, link.zh
    if (passage, sentence) in link.zh:
        return link.zh, link.en
    return (), ()


def _collect(page: Page, refs: tuple[SentenceRef, ...], into: dict[int, list[Span]]) -> None:
    for ref in refs:
        content = page.content(ref.passage)
        if content is None or ref.sentence >= len(content.passage.sentences):
            continue
        spans = into.setdefault(ref.passage, [])
        span = content.passage.sentences[ref.sentence]
        if span not in spans:
            spans.append(span)
            spans.sort()
