"""Documents on their way in: as articles of passages, with mentions and deals."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cache
from itertools import count
from operator import itemgetter
from typing import TYPE_CHECKING

from evreader.domain.annotation import AnnotationSet, Deal, Evidence, Filler, Mention, Slot
from evreader.domain.article import Article, Passage, Span
from evreader.domain.blocks import plain_blocks
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.language import is_mixed, passage_language
from evreader.domain.sentences import split_sentences
from evreader.formats.standoff.listing import Listing
from evreader.formats.standoff.units import IN_WORDS, Ruler, is_quote, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeGuard

    from evreader.domain.annotation import Entity
    from evreader.domain.article import ArticleInfo, Kind
    from evreader.domain.bundle import Receipt
    from evreader.formats.standoff.document import Argument, Document, Frame, Mark
    from evreader.formats.standoff.units import Unit

    _Part = tuple[int, int, Kind | None]
    _Placed = tuple[tuple[Span, ...], str]

_MISFITS = "Further mentions that do not fit the text, kept without a place: {}."
_EMPTY = "Further roles left empty because they name no mention: {}."


@cache
def deal_types() -> frozenset[str]:
    """The deal types of the schemes that come with the program: what a trigger may be called."""
    from evreader.domain.scheme import Scheme
    from evreader.resources import load_scheme_data, resource

    names = [path.stem for path in resource("schemes").glob("*.toml")]
    schemes = [Scheme.from_data(load_scheme_data(name)) for name in names]
    return frozenset(name for scheme in schemes for name in scheme.deal_types)


def bundle_of(
    documents: Iterable[Document], receipt: Receipt, *, set_name: str, unit: Unit | None = None
) -> Bundle:
    """A bundle from documents whose offsets are in a unit not yet known, unless it is given.

    The documents are held in memory: the unit is that of the file, so all of them are tried first.
    What fits in no way is listed in the receipt and kept as a mention without a place. Further
    annotation sets of the file are called by its name and theirs.
    """
    found = list(documents)
    told = unit is not None
    unit = unit or unit_of((d.text, [s for mark in d.marks for s in mark.stretches]) for d in found)
    if not told and any(document.marks for document in found):
        receipt.notes.append(f"Offsets count {IN_WORDS[unit]}.")
    intake = Intake(receipt)
    articles = tuple(intake.annotated(document, unit) for document in found)
    return intake.bundle(articles, set_name=set_name)


class Intake:
    """Gives out ids and collects what does not belong to a single article."""

    def __init__(self, receipt: Receipt, entities: Iterable[Entity] = ()) -> None:
        self._receipt = receipt
        self._misfits = Listing(receipt.refused, _MISFITS)
        self._empty = Listing(receipt.refused, _EMPTY)
        self._articles, self._passages = count(1), count(1)
        self._mentions, self._deals = count(1), count(1)
        self._found: list[Deal] = []
        self._parts: dict[int, int] = {}
        self._entities = {entity.id: entity for entity in entities}
        self._sets: dict[str, int] = {}

    def bundle(self, articles: Iterable[AnnotatedArticle], *, set_name: str) -> Bundle:
        """All that was taken in; deals fill up while the articles are walked.

        So they may, as long as the file has one annotation set only.
        """
        sets = self._sets or {"": 1}
        return Bundle(
            sets=tuple(
                AnnotationSet(number, f"{set_name} – {name}" if name else set_name)
                for name, number in sets.items()
            ),
            entities=tuple(self._entities.values()),
            articles=articles,
            deals=self._found,
            receipt=self._receipt,
        )

    def annotated(self, document: Document, unit: Unit) -> AnnotatedArticle:
        """One document as an article with mentions; its deals are kept for the end."""
        return self.article(document.info, [(document, unit)])

    def article(
        self, info: ArticleInfo, documents: Iterable[tuple[Document, Unit]]
    ) -> AnnotatedArticle:
        """Documents, one behind the other, as one article; their deals are kept for the end."""
        passages: list[Passage] = []
        found: list[Mention] = []
        review = ""
        for document, unit in documents:
            review = review or document.review
            page = _Page(document, unit, self._passages, len(passages))
            passages += page.passages
            triggers = {(frame.trigger, frame.type) for frame in document.frames}
            mentions = {
                mark.key: self._mention(page, mark)
                for mark in document.marks
                if not triggers or (mark.key, mark.type) not in triggers
            }
            for frame in document.frames:
                self._take(frame, self._deal(page, frame, mentions))
            found += mentions.values()
        article = Article(next(self._articles), info, tuple(passages), review=review)
        return AnnotatedArticle(article, tuple(found))

    def _take(self, frame: Frame, deal: Deal) -> None:
        """Keep a deal, or add it to the one that it is a part of."""
        place = self._parts.get(frame.deal) if frame.deal else None
        if place is None:
            self._parts[frame.deal] = len(self._found)
            self._found.append(deal)
        else:
            self._found[place] = _joined(self._found[place], deal)

    def _mention(self, page: _Page, mark: Mark) -> Mention:
        key, kind, _, attributes, entity, origin, of, _ = mark
        passage, fragments, text = page.place(key)
        if not fragments:
            text = page.said(mark)
            self._receipt.count("unplaced mentions")
            self._misfits.add(page.misfit(mark))
        stands_for = None
        if entity is not None:
            stands_for = entity.id
            self._entities.setdefault(stands_for, entity)
        number, place = next(self._mentions), passage.id
        return Mention(
            number, place, fragments, text, kind, self._set(of), stands_for, attributes, origin
        )

    def _set(self, name: str) -> int:
        return self._sets.setdefault(name, len(self._sets) + 1)

    def _deal(self, page: _Page, frame: Frame, mentions: dict[str, Mention]) -> Deal:
        roles = []
        for argument in frame.arguments:
            filler = _filler(page, argument, mentions)
            if filler is None:
                self._empty.add(
                    f"The role {argument.role} of {frame.type} in “{page.name}” is left empty: it "
                    f"names {argument.mark}, which is no mention there."
                )
            else:
                roles.append(filler)
        return Deal(
            id=next(self._deals),
            set=self._set(frame.set),
            type=frame.type,
            roles=(*roles, *frame.fillers),
            slots=tuple(Slot(name, value) for name, value in frame.slots.items()),
            triggers=tuple(page.trigger(frame.trigger)),
            origin=frame.origin,
        )


def _filler(page: _Page, argument: Argument, mentions: dict[str, Mention]) -> Filler | None:
    """What fills a role: a mention with its entity, or its words; None if it names nothing."""
    mention = mentions.get(argument.mark)
    if mention is None:
        # The argument is another frame: its trigger stands for it.
        evidence = tuple(page.trigger(argument.mark))
        if not evidence:
            return None
        text, entity = evidence[0].text, None
    else:
        evidence = tuple(page.evidence(mention))
        text, entity = mention.text, mention.entity
    also = (mentions[key] for key in argument.also if key in mentions)
    value = argument.value
    return Filler(
        role=argument.role,
        entity=entity,
        value=text if value is None and entity is None else value,
        attributes=dict(argument.attributes),
        evidence=(*evidence, *(piece for other in also for piece in page.evidence(other))),
    )


def _joined(deal: Deal, part: Deal) -> Deal:
    """A deal with what a further part of it says."""
    roles = list(deal.roles)
    for filler in part.roles:
        same = next((n for n, known in enumerate(roles) if _is_same(known, filler)), None)
        if same is None:
            roles.append(filler)
        else:
            known = roles[same]
            roles[same] = replace(
                known,
                value=filler.value if known.value is None else known.value,
                attributes={**filler.attributes, **known.attributes},
                evidence=known.evidence + filler.evidence,
            )
    told = {slot.name for slot in deal.slots}
    slots = deal.slots + tuple(slot for slot in part.slots if slot.name not in told)
    return replace(deal, roles=tuple(roles), slots=slots, triggers=deal.triggers + part.triggers)


def _is_same(one: Filler, other: Filler) -> bool:
    if one.role != other.role or one.entity != other.entity:
        return False
    return one.entity is not None or one.value == other.value


class _Page:
    """One document's text cut into passages, and where its marks fall in them."""

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
        number = bisect_right(self._starts, spans[0].start) - 1
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
        return self._text[first.start : first.end] if first and first.start >= 0 else ""

    def misfit(self, mark: Mark) -> str:
        """What is wrong with a mark without a place, as a sentence."""
        places = ", ".join(f"{s.start}–{s.end}" for s in mark.stretches if s.start >= 0)
        said = " ".join(self.said(mark).split())
        return (
            f"{mark.type} “{said:.60}” at {places or 'no place'} in “{self.name}” does "
            f"not fit the text; it is kept without a place."
        )

    def _measured(self, marks: Iterable[Mark]) -> Iterator[tuple[str, _Placed]]:
        """The marks that fit, by key."""
        text, span_of = self._text, Ruler(self._text, self._unit).span
        for mark in marks:
            spans = tuple([span_of(start, end) for start, end, _ in mark.stretches])
            if not _are_apart(spans):
                continue
            pieces = [text[start:end] for start, end in spans]
            whole = " ".join(pieces)
            quote = mark.quote
            if all(map(str.strip, pieces)) and (quote is None or is_quote(whole, quote)):
                yield mark.key, (spans, whole)


def _are_apart(spans: tuple[Span | None, ...]) -> TypeGuard[tuple[Span, ...]]:
    """Whether all fragments of a mark fit, in order and without overlap; there must be some."""
    end = 0
    for span in spans:
        if span is None or span.start < end:
            return False
        end = span.end
    return bool(spans)


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
    return Passage(
        id=number,
        index=index,
        language=language,
        kind=kind,
        text=text,
        sentences=split_sentences(text, language),
        mixed=is_mixed(text, language),
    )
