"""A unit of XLIFF 2: segments and what may be ignored between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.formats.translation.unit import Side, Unit, layouts_of, places_of
from evreader.formats.translation.wording import Term, Wording, joined
from evreader.formats.translation.xml import attribute, is_preserved, name_of
from evreader.formats.xliff.names import CATEGORY
from evreader.formats.xliff.segments import Piece, linked
from evreader.formats.xliff.terms import attributes_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from evreader.domain.article import Kind, LinkStatus
    from evreader.formats.translation.intake import Draft, Notes
    from evreader.formats.xliff.segments import Languages

_CONFIRMED = frozenset({"reviewed", "final"})
_HEADINGS = frozenset({"title", "heading", "h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS: Mapping[str, Kind] = {"li": "list-item", "caption": "caption", "figcaption": "caption"}
_ORDER = re.compile(r"\d{1,9}")
_HIGHEST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


def units(element: _Element, draft: Draft, notes: Notes, *, languages: Languages) -> Iterator[Unit]:
    """What a unit holds: as evreader wrote it, or a paragraph on each side."""
    facts = _facts(element)
    pieces = list(_pieces(element, notes))
    if "en-place" in facts or "zh-place" in facts:
        sides = tuple(_sides(pieces, facts, languages))
        if sides:
            is_linked = "status" in facts
            status: LinkStatus = pieces[0].status if len(sides) > 1 else "confirmed"
            yield Unit(sides, status, _score(facts.get("score", "")), is_linked)
        return
    if not any(piece.source or piece.target for piece in pieces):
        notes.empty += 1
        return
    yield from linked(pieces, draft, languages=languages, kind=_kind(element))


def _facts(element: _Element) -> dict[str, str]:
    """What evreader wrote beside the unit's text."""
    for group in element.findall("{*}metadata/{*}metaGroup"):
        if group.get("category") == CATEGORY:
            return {meta.get("type", ""): meta.text or "" for meta in group}
    return {}


def _sides(pieces: list[Piece], facts: Mapping[str, str], languages: Languages) -> Iterator[Side]:
    both = (joined(p.source for p in pieces), joined(p.target for p in pieces))
    for language, said in zip(languages, both, strict=True):
        if said.text:
            yield Side(
                language,
                said.text,
                places_of(facts.get(f"{language}-place", "")),
                layouts_of(facts.get(f"{language}-passages", "")),
                "user" if facts.get(f"{language}-origin") == "user" else "source",
                terms=said.terms,
            )


def _pieces(element: _Element, notes: Notes) -> Iterator[Piece]:
    scores = _matches(element)
    parts = [part for part in element if name_of(part) in {"segment", "ignorable"}]
    for at, part in enumerate(parts, 1):
        target = part.find("{*}target")
        order = "" if target is None else target.get("order", "")
        source, said = _said(part.find("{*}source"), notes), _said(target, notes)
        if part.get("state") == "initial" and said and said.text.split() == source.text.split():
            notes.copies += 1
            said = Wording()
        yield Piece(
            source,
            said,
            status="confirmed" if part.get("state") in _CONFIRMED else "automatic",
            score=scores.get((part.get("id", ""), said.text), 1.0),
            order=int(order) if _ORDER.fullmatch(order) else at,
            is_gap=name_of(part) == "ignorable",
            preserve=is_preserved(part),
        )


def _matches(element: _Element) -> dict[tuple[str, str], float]:
    """How good a proposal was, by its segment and its wording."""
    found = {}
    for match in element.findall("{*}matches/{*}match"):
        said = "".join(match.xpath("./*[local-name()='target']//text()"))
        segment = match.get("ref", "").lstrip("#").rpartition("=")[2]
        score = attribute(match, "matchQuality", "similarity")
        if score:
            found[segment, said] = _score(score)
    return found


def _score(told: str) -> float:
    """A score from 0 to 1; a file may also count to 100."""
    try:
        number = float(told.rstrip("%"))
    except ValueError:
        return 1.0
    number = number / 100 if number > 1 else number
    return number if 0 <= number <= 1 else 1.0


def _kind(element: _Element) -> Kind:
    """What kind of block a unit says it is."""
    for told in (attribute(element, "fs"), element.get("name", ""), element.get("type", "")):
        word = told.lower().rpartition(":")[2]
        if word in _HEADINGS:
            return "heading"
        if word in _KINDS:
            return _KINDS[word]
    return "paragraph"


def _said(element: _Element | None, notes: Notes) -> Wording:
    """The text of source or target without the codes in it, and its terms."""
    inline = _Inline(notes)
    if element is not None:
        inline.take(element)
    notes.torn += len(inline.open)
    return Wording(inline.text, tuple(sorted(inline.terms, key=lambda term: term.start)))


class _Inline:
    """What is read of a source or target so far.

    Attributes:
        open: the terms that a point began and none has ended yet, by the point's id.
    """

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self.text = ""
        self.terms: list[Term] = []
        self.open: dict[str, tuple[int, _Element]] = {}

    def take(self, element: _Element) -> None:
        """Take in the contents of an element."""
        self.text += element.text or ""
        for inner in element:
            name = name_of(inner)
            if name == "cp":
                self.text += _character(inner.get("hex", ""))
            elif name in {"pc", "mrk"}:
                start = len(self.text)
                self.take(inner)
                self._note(inner, start, is_mark=name == "mrk")
            elif name == "sm" and kind_of(inner):
                self.open[inner.get("id", "")] = (len(self.text), inner)
            elif name == "em" and inner.get("startRef", "") in self.open:
                start, mark = self.open.pop(inner.get("startRef", ""))
                self._note(mark, start, is_mark=True)
            elif name:
                self._notes.codes += 1
                self.text += "\n" * (attribute(inner, "subType") == "xlf:lb")
            self.text += inner.tail or ""

    def _note(self, mark: _Element, start: int, *, is_mark: bool) -> None:
        kind = kind_of(mark) if is_mark else ""
        self._notes.remarks += is_mark and mark.get("type") == "comment"
        if kind:
            self.terms.append(Term(start, len(self.text), kind, attributes_of(mark)))
        else:
            self._notes.codes += 1


def _character(told: str) -> str:
    """The character of a code; what no text can hold is U+FFFD."""
    try:
        code = int(told, 16)
    except ValueError:
        return "\ufffd"
    if not 0 < code <= _HIGHEST or code in _SURROGATES:
        return "\ufffd"
    return chr(code)
