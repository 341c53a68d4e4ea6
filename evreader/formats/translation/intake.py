"""Translation units on their way in: as articles of passages with links between sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from evreader.domain.article import Article, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.language import is_mixed
from evreader.domain.mention import AnnotationSet, Mention
from evreader.domain.sentences import split_sentences
from evreader.formats.translation.unit import JOINTS, Layout, Place
from evreader.formats.translation.wording import within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evreader.domain.article import ArticleInfo, Language, Origin
    from evreader.domain.bundle import Receipt
    from evreader.formats.translation.unit import Side, Unit
    from evreader.formats.translation.wording import Term

_LISTED = 12
_SET = 1


class Notes:
    """What is met in a file and not taken over, to be told at the end.

    Attributes:
        codes: marks of formatting that were dropped; the text around them is kept.
        wordings: further wordings in a language that a unit says something in already.
        empty: units without any text.
        edited: units whose text was changed since evreader wrote them.
        remarks: what translators wrote beside the text.
        torn: terms that begin in one segment and end in another.
        copies: targets that are nothing but their source, still to be translated.
        unnamed: targets of which nothing says the language.
        alike: units whose two sides are in the same language.
        mended: characters and entities that XML does not have.
        languages: segments in languages that evreader has no side for, by their tag.
    """

    def __init__(self) -> None:
        self.codes = 0
        self.wordings = 0
        self.empty = 0
        self.edited = 0
        self.remarks = 0
        self.torn = 0
        self.copies = 0
        self.unnamed = 0
        self.alike = 0
        self.mended = 0
        self.languages: Counter[str] = Counter()

    def report(self, receipt: Receipt) -> None:
        """Put what there is to say into the receipt."""
        told = {
            "Inline codes dropped, the text around them kept: {}.": self.codes,
            "Further wordings in the same language left out: {}.": self.wordings,
            "Units without text left out: {}.": self.empty,
            "Units of several sentences that were changed since evreader wrote them, each now one "
            "sentence: {}.": self.edited,
            "Notes of translators left out: {}.": self.remarks,
            "Terms left out that do not end in the segment in which they begin: {}.": self.torn,
            "Translations left out that only repeat their source, as untranslated ones do: {}.": (
                self.copies
            ),
            "Translations whose language is not named, taken for what they are written in: {}.": (
                self.unnamed
            ),
            "Units with both sides in the same language, not linked: {}.": self.alike,
            "Characters and entities that XML does not have, mended: {}.": self.mended,
        }
        receipt.notes += [sentence.format(number) for sentence, number in told.items() if number]
        if self.languages:
            most = ", ".join(tag or "not named" for tag, _ in self.languages.most_common(_LISTED))
            receipt.notes.append(
                f"Segments in other languages left out: {self.languages.total()} ({most})."
            )


class _Draft:
    """A passage as its sentences come together."""

    def __init__(self, language: Language, origin: Origin) -> None:
        self.language = language
        self.origin = origin
        self.layout = Layout()
        self.is_whole = True
        self.sentences: dict[int, str] = {}
        self.starts: dict[int, int] = {}
        self._terms: list[tuple[int, Term]] = []

    def add(self, sentence: int, text: str, terms: Iterable[Term]) -> None:
        """Add a sentence with its terms, unless it is there already."""
        if sentence not in self.sentences:
            self.sentences[sentence] = text
            self._terms += [(sentence, term) for term in terms]

    def terms(self) -> Iterator[Term]:
        """All terms, where they stand in the passage."""
        return (term.moved(self.starts[sentence]) for sentence, term in self._terms)

    def passage(self, number: int, index: int) -> tuple[Passage, dict[int, int]]:
        """The passage, and into how many sentences each one that came in is cut.

        From then on it is known where each of them starts.
        """
        text, spans, cuts = "", [], {}
        for place, sentence in enumerate(sorted(self.sentences)):
            # Where the first sentences are gone, so is what parted them from the next one.
            text += self.layout.gap(sentence, self.language) if place or not sentence else ""
            self.starts[sentence] = len(text)
            found = self._cut(self.sentences[sentence], len(text))
            text += self.sentences[sentence]
            cuts[sentence] = len(found)
            spans += found
        text += self.layout.gap(-1, self.language)
        passage = Passage(
            id=number,
            index=index,
            language=self.language,
            kind=self.layout.kind,
            text=text,
            sentences=tuple(spans),
            mixed=is_mixed(text, self.language),
            origin=self.origin,
        )
        return passage, cuts

    def _cut(self, text: str, start: int) -> list[Span]:
        whole = [Span(0, len(text))]
        found = whole if self.is_whole else split_sentences(text, self.language) or whole
        return [Span(start + span.start, start + span.end) for span in found]


class Draft:
    """An article as its units come in, in any order."""

    def __init__(self, info: ArticleInfo, notes: Notes) -> None:
        self.info = info
        self._notes = notes
        self._passages: dict[int, _Draft] = {}
        self._links: list[Unit] = []
        self._next = 0

    @property
    def is_empty(self) -> bool:
        """Whether no text came in yet."""
        return not self._passages

    def fresh(self) -> int:
        """The number of a passage that is not there yet, behind all others so far."""
        self._next += 1
        return self._next - 1

    def add(self, unit: Unit) -> None:
        """Take in a unit; a side without places becomes a passage of its own."""
        placed = tuple(self._placed(side) for side in unit.sides)
        for side in placed:
            self._take(side)
        if unit.is_linked:
            self._links.append(replace(unit, sides=placed))

    def annotated(self, numbers: Ids) -> AnnotatedArticle:
        """The article with its terms as mentions, when all units are in."""
        places: dict[tuple[int, int], tuple[SentenceRef, ...]] = {}
        passages: list[Passage] = []
        mentions: list[Mention] = []
        for index, number in enumerate(sorted(self._passages)):
            draft = self._passages[number]
            passage, cuts = draft.passage(next(numbers.passages), index)
            passages.append(passage)
            mentions += [_mention(next(numbers.mentions), passage, term) for term in draft.terms()]
            at = 0
            for sentence, parts in cuts.items():
                places[number, sentence] = tuple(
                    SentenceRef(passage.id, at + part) for part in range(parts)
                )
                at += parts
        links = [
            Link(
                next(numbers.links),
                "translation",
                unit.status,
                unit.score,
                *(_refs(unit.side(language), places) for language in ("en", "zh")),
            )
            for unit in self._links
        ]
        article = Article(next(numbers.articles), self.info, tuple(passages), tuple(links))
        return AnnotatedArticle(article, tuple(mentions))

    def _placed(self, side: Side) -> Side:
        if not side.places or not all(self._is_free(side, place) for place in side.places):
            place = Place(self.fresh(), 0, len(side.text))
            return replace(side, places=(place,), is_whole=False)
        self._next = max(self._next, *(place.passage + 1 for place in side.places))
        sizes = sum(place.size for place in side.places)
        joints = (len(side.places) - 1) * len(JOINTS[side.language])
        if len(side.places) > 1 and sizes + joints != len(side.text):
            self._notes.edited += 1
            return replace(side, places=side.places[:1])
        return side

    def _is_free(self, side: Side, place: Place) -> bool:
        """Whether a place is not in a passage of another language."""
        draft = self._passages.get(place.passage)
        return draft is None or draft.language == side.language

    def _take(self, side: Side) -> None:
        at = 0
        for place in side.places:
            draft = self._passages.setdefault(place.passage, _Draft(side.language, side.origin))
            draft.is_whole &= side.is_whole
            if place.passage in side.layouts:
                draft.layout = side.layouts[place.passage]
                draft.origin = draft.layout.origin
            end = at + place.size if len(side.places) > 1 else len(side.text)
            draft.add(place.sentence, side.text[at:end], within(side.terms, at, end))
            at = end + len(JOINTS[side.language])


class Ids:
    """The next ids of a bundle."""

    def __init__(self) -> None:
        self.articles: Iterator[int] = count(1)
        self.passages: Iterator[int] = count(1)
        self.links: Iterator[int] = count(1)
        self.mentions: Iterator[int] = count(1)


def bundle_of(drafts: Iterable[Draft], receipt: Receipt, *, set_name: str) -> Bundle:
    """A bundle of the articles that have any text; terms in them are an annotation set."""
    ids = Ids()
    articles = tuple(draft.annotated(ids) for draft in drafts if not draft.is_empty)
    has_terms = any(item.mentions for item in articles)
    sets = (AnnotationSet(_SET, set_name),) if has_terms else ()
    return Bundle(sets=sets, articles=articles, receipt=receipt)


def _mention(number: int, passage: Passage, term: Term) -> Mention:
    return Mention(
        id=number,
        passage=passage.id,
        fragments=(Span(term.start, term.end),),
        text=passage.text[term.start : term.end],
        type=term.type,
        set=_SET,
        attributes=term.attributes,
    )


def _refs(
    side: Side | None, places: dict[tuple[int, int], tuple[SentenceRef, ...]]
) -> tuple[SentenceRef, ...]:
    if side is None:
        return ()
    found = (places[place.passage, place.sentence] for place in side.places)
    return tuple(dict.fromkeys(ref for refs in found for ref in refs))
