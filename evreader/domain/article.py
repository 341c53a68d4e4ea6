"""Articles, their passages and the links between sentences, as values.

Ids are the store's, or, in a bundle read from a file, that file's own. Offsets are Unicode code
points into the stored passage text, half open: ``text[start:end]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Language = Literal["en", "zh", "other"]
Kind = Literal["heading", "paragraph", "list-item", "caption", "boilerplate"]
Origin = Literal["source", "user"]
Relation = Literal["translation", "heading-of", "related"]
LinkStatus = Literal["automatic", "confirmed", "rejected"]

LANGUAGES: tuple[Language, ...] = ("en", "zh", "other")
KINDS: tuple[Kind, ...] = ("heading", "paragraph", "list-item", "caption", "boilerplate")


class Span(NamedTuple):
    """A half-open range of code points in one passage."""

    start: int
    end: int


class SentenceRef(NamedTuple):
    """The ``sentence``-th sentence (from 0) of a passage."""

    passage: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of an article in one main language; its text never changes by itself.

    Attributes:
        id: the store's id, or the bundle's.
        index: place in document order, from 0.
        language: the main language, by script.
        kind: what the block is on the page.
        text: the source text, untouched.
        sentences: ranges that cover all of the text that is not white space, in order.
        mixed: whether a stretch of the other language stands inside.
        origin: ``source`` for the page's own text, ``user`` for a translation typed in.
    """

    id: int
    index: int
    language: Language
    kind: Kind
    text: str
    sentences: tuple[Span, ...]
    mixed: bool = False
    origin: Origin = "source"


@dataclass(frozen=True, slots=True)
class Link:
    """Which sentences say the same in the other language (m–n); the score is in 0–1."""

    id: int
    relation: Relation
    status: LinkStatus
    score: float
    en: tuple[SentenceRef, ...]
    zh: tuple[SentenceRef, ...]


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What is known about an article besides its text; dates are ISO 8601, maybe cut short."""

    title: str
    source: str = ""
    date: str = ""
    url: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One imported document: what is known about it, passages in document order, links."""

    id: int
    info: ArticleInfo
    passages: tuple[Passage, ...]
    links: tuple[Link, ...] = ()

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that occur outside boilerplate, in the order en, zh, other."""
        found = {p.language for p in self.passages if p.kind != "boilerplate"}
        return tuple(language for language in LANGUAGES if language in found)
