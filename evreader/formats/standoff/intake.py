"""Documents on their way in: as articles of passages, with mentions and deals."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from evreader.domain.annotation import AnnotationSet
from evreader.domain.bundle import Bundle
from evreader.formats.standoff.articles import Articles
from evreader.formats.standoff.listing import Listing
from evreader.formats.standoff.units import IN_WORDS, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evreader.domain.annotation import Deal, Entity, Filler
    from evreader.domain.bundle import AnnotatedArticle, Receipt
    from evreader.formats.standoff.articles import Told
    from evreader.formats.standoff.document import Document
    from evreader.formats.standoff.units import Unit

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
    """Takes in articles, and collects what does not belong to a single one."""

    def __init__(self, receipt: Receipt, entities: Iterable[Entity] = ()) -> None:
        self._receipt = receipt
        self._misfits = Listing(receipt.refused, _MISFITS)
        self._empty = Listing(receipt.refused, _EMPTY)
        self._articles = Articles(entities)
        self._found: list[Deal] = []
        self._parts: dict[int, int] = {}

    def bundle(self, articles: Iterable[AnnotatedArticle], *, set_name: str) -> Bundle:
        """All that was taken in; deals fill up while the articles are walked.

        So they may, as long as the file has one annotation set only.
        """
        sets = self._articles.sets or {"": 1}
        return Bundle(
            sets=tuple(
                AnnotationSet(number, f"{set_name} – {name}" if name else set_name)
                for name, number in sets.items()
            ),
            entities=tuple(self._articles.entities.values()),
            articles=articles,
            deals=self._found,
            receipt=self._receipt,
        )

    def annotated(self, document: Document, unit: Unit) -> AnnotatedArticle:
        """One document as an article with mentions; its deals are kept for the end."""
        article, told = self._articles.made(document.info, [(document, unit)])
        self.take(told)
        return article

    def take(self, told: Told) -> None:
        """Keep what an article's documents tell besides it."""
        if told.misfits:
            self._receipt.count("unplaced mentions", len(told.misfits))
        for sentence in told.misfits:
            self._misfits.add(sentence)
        for sentence in told.empty:
            self._empty.add(sentence)
        for part, deal in told.deals:
            self._take_deal(part, deal)

    def _take_deal(self, part: int, deal: Deal) -> None:
        """Keep a deal, or add it to the one that it is a part of."""
        place = self._parts.get(part) if part else None
        if place is None:
            self._parts[part] = len(self._found)
            self._found.append(deal)
        else:
            self._found[place] = _joined(self._found[place], deal)


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
