"""Articles, their passages and the links between sentences, as values.

Ids are the store's, or, in a bundle read from a file, that file's own. Offsets are Unicode code
points into the stored passage text, half open: ``text[start:end]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["en", "zh", "other"]
Kind = Literal["heading", "paragraph", "list-item", "caption", "boilerplate"]
Origin = Literal["source", "user"]
Relation = Literal["translation", "heading-of", "related"]
LinkStatus = Literal["automatic", "confirmed", "rejected"]

LANGUAGES: tuple[Language, ...] = ("en", "zh", "other")
COUNTERPARTS: dict[Language, Language] = {"en": "zh", "zh": "en"}
"""The language that stands in the other column."""
KINDS: tuple[Kind, ...] = ("heading", "paragraph", "list-item", "caption", "boilerplate")


class Span(NamedTuple):
    """A half-open range of code points in one passage."""

    start: int
    end: int


class SentenceRef(NamedTuple):
    """The ``sentence``-th sentence (from 0) of a passage."""

    passage: int
    sentence: int


class Passage(NamedTuple):
    """One block of an article in one main language; its text never changes by itself.

    Attributes:
        id: the store's id, or the bundle's.
        index: place in document order, from 0.
        language: the main language, by script.
        kind: what the block is on the page.
        text: the source text, untouched.
        sentences: ranges that cover all of the text that is not white space, in order.
        mixed: whether a stretch of the other language stands inside.
        origin: ``source`` for the page's own text, ``user`` for a translation typed in. Such a
            passage stands behind all of the page's own.
        original: the text as it came, where a person has corrected ``text`` since; else empty.
    """

    id: int
    index: int  # type: ignore[assignment]  # our word; tuple.index is not used
    language: Language
    kind: Kind
    text: str
    sentences: tuple[Span, ...]
    mixed: bool = False
    origin: Origin = "source"
    original: str = ""


class Link(NamedTuple):
    """Which sentences say the same in the other language (m–n); the score is in 0–1.

    A confirmed link with one side empty says that a person found no counterpart. A rejected one
    says that these sentences are no translations of each other; it joins nothing.
    """

    id: int
    relation: Relation
    status: LinkStatus
    score: float
    en: tuple[SentenceRef, ...]
    zh: tuple[SentenceRef, ...]


class ArticleInfo(NamedTuple):
    """What is known about an article besides its text; dates are ISO 8601, maybe cut short.

    Attributes:
        source: where it was taken from: a file's name, or the address it was loaded from.
        url: its canonical address.
        site: who published it.
    """

    title: str
    source: str = ""
    date: str = ""
    url: str = ""
    author: str = ""
    site: str = ""


class Cut(NamedTuple):
    """One program's opinion of which blocks of a page are its main text.

    Attributes:
        name: whose opinion.
        score: how good it looks (0–1); the best one is taken where nobody chooses.
        kinds: the kind of each passage that belongs in, by its index; all others are boilerplate.
    """

    name: str
    score: float
    kinds: Mapping[int, Kind]


class Article(NamedTuple):
    """One imported document: what is known about it, passages in document order, links.

    Attributes:
        cuts: the differing opinions of what its main text is; none where there is no doubt.
        review: why a person should look at it, as a sentence; empty where nobody needs to.
    """

    id: int
    info: ArticleInfo
    passages: tuple[Passage, ...]
    links: tuple[Link, ...] = ()
    cuts: tuple[Cut, ...] = ()
    review: str = ""

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that occur outside boilerplate, in the order en, zh, other."""
        found = {p.language for p in self.passages if p.kind != "boilerplate"}
        return tuple(language for language in LANGUAGES if language in found)
