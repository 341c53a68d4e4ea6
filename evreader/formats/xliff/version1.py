"""A trans-unit of XLIFF 1: one source, one target, maybe cut into segments by marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evreader.formats.translation.wording import Term, Wording, joined
from evreader.formats.translation.xml import attribute, is_preserved, name_of
from evreader.formats.xliff.segments import Piece, linked
from evreader.formats.xliff.terms import attributes_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from evreader.domain.article import Kind, LinkStatus
    from evreader.formats.translation.intake import Draft, Notes
    from evreader.formats.translation.unit import Unit
    from evreader.formats.xliff.segments import Languages

_KEPT = frozenset({"g", "mrk"})
_CONFIRMED = frozenset({"final", "signed-off"})
_UNTRANSLATED = frozenset({"new", "needs-translation"})
# What translation programs write beside the standard's own: Trados, memoQ, Phrase.
_PERSONS = frozenset({
    "approvedtranslation", "approvedsignoff", "translated", "confirmed", "proofread",
    "manuallyconfirmed",
})  # fmt: skip
_PERCENT = re.compile(r"\d{1,3}(?:\.\d{1,9})?")
_HEADINGS = ("header", "title", "x-h")


class _Part(NamedTuple):
    """A stretch of text and the segment it is in; no segment between two."""

    segment: str
    said: Wording


def units(element: _Element, draft: Draft, notes: Notes, *, languages: Languages) -> Iterator[Unit]:
    """What a trans-unit holds: a paragraph on each side, linked segment by segment."""
    pieces = list(_pieces(element, notes))
    if not any(piece.source or piece.target for piece in pieces):
        notes.empty += 1
        return
    yield from linked(pieces, draft, languages=languages, kind=_kind(element))


def _pieces(element: _Element, notes: Notes) -> Iterator[Piece]:
    preserve = is_preserved(element)
    target = element.find("{*}target")
    if _is_copy(element, target):
        notes.copies += 1
        target = None
    sources = list(_without_layout(_parts(element.find("{*}seg-source"), notes), element))
    targets = _parts(target, notes)
    names = {part.segment for part in sources if part.segment}
    if not names or not (names & {part.segment for part in targets} or not targets):
        yield Piece(
            _whole(_parts(element.find("{*}source"), notes)),
            _whole(targets),
            status=_status(element, target),
            score=_score(element, target),
            preserve=preserve,
        )
        return
    said = {part.segment: part.said for part in targets if part.segment}
    order = [part.segment for part in targets if part.segment]
    for at, part in enumerate(sources):
        is_gap = not part.segment
        yield Piece(
            part.said,
            Wording() if is_gap else said.get(part.segment, Wording()),
            status=_segment_status(element, part.segment, target),
            order=order.index(part.segment) if part.segment in order else at,
            is_gap=is_gap,
            preserve=preserve,
        )


def _is_copy(element: _Element, target: _Element | None) -> bool:
    """Whether a target is the source once more, put there for somebody to translate it."""
    if target is None or target.get("state") not in _UNTRANSLATED:
        return False
    said = "".join(_text(target).split())
    return bool(said) and said == "".join(_text(element.find("{*}source")).split())


def _without_layout(parts: Sequence[_Part], element: _Element) -> Iterator[_Part]:
    """Segments without the lines and indents between them that the source itself does not have."""
    source = _text(element.find("{*}source"))
    for part in parts:
        blank = not part.said.text.strip()
        if part.segment or not blank or "\n" not in part.said.text or part.said.text in source:
            yield part


def _text(element: _Element | None) -> str:
    return "" if element is None else "".join(element.itertext())


def _parts(element: _Element | None, notes: Notes, segment: str = "") -> list[_Part]:
    """The text of an element in stretches, one for each segment and each gap."""
    if element is None:
        return []
    found = [_Part(segment, Wording(element.text or ""))]
    for inner in element:
        name = name_of(inner)
        if inner.get("mtype") == "x-sdl-deleted":
            notes.codes += 1
        elif name in _KEPT:
            found += _marked(inner, notes, segment)
        elif name:
            notes.codes += 1
            found.append(_Part(segment, Wording("\n" * (attribute(inner, "ctype") == "lb"))))
        found.append(_Part(segment, Wording(inner.tail or "")))
    return _joined(found)


def _marked(mark: _Element, notes: Notes, segment: str) -> list[_Part]:
    """The text within a mark: a segment, a term, or something that only looks otherwise."""
    own = mark.get("mid", "") if mark.get("mtype") == "seg" else ""
    parts = _parts(mark, notes, own or segment)
    kind = kind_of(mark) if name_of(mark) == "mrk" else ""
    if not kind:
        notes.codes += not own
    elif len(parts) == 1:
        ((_, said),) = parts
        term = Term(0, len(said.text), kind, attributes_of(mark))
        return [_Part(segment, Wording(said.text, (term, *said.terms)))]
    else:
        notes.torn += 1
    return parts


def _joined(parts: Sequence[_Part]) -> list[_Part]:
    """Stretches of the same segment as one; empty ones left out."""
    found: list[_Part] = []
    for part in parts:
        if not part.said.text:
            continue
        if found and found[-1].segment == part.segment:
            found[-1] = _Part(part.segment, joined((found[-1].said, part.said)))
        else:
            found.append(part)
    return found


def _whole(parts: Sequence[_Part]) -> Wording:
    return joined(part.said for part in parts)


def _status(element: _Element, target: _Element | None) -> LinkStatus:
    state = "" if target is None else target.get("state", "")
    told = attribute(element, "conf", "status", "confirmed").lower()
    # Phrase counts the steps of the work up to the one in which a person said yes.
    is_agreed = told in _PERSONS or (told.isdecimal() and told.strip("0") != "")
    is_sure = element.get("approved") == "yes" or state in _CONFIRMED or is_agreed
    return "confirmed" if is_sure else "automatic"


def _segment_status(element: _Element, segment: str, target: _Element | None) -> LinkStatus:
    """The status of one segment, where the program keeps them apart; else the unit's."""
    for inner in element.iter("{*}seg"):
        if inner.get("id") == segment:
            return "confirmed" if inner.get("conf", "").lower() in _PERSONS else "automatic"
    return _status(element, target)


def _score(element: _Element, target: _Element | None) -> float:
    """How good the target's wording was as a proposal, if it was one."""
    said = _text(target)
    for proposal in element.findall("{*}alt-trans"):
        wording = proposal.find("{*}target")
        told = proposal.get("match-quality", "").rstrip("%")
        is_number = _PERCENT.fullmatch(told) is not None
        if wording is not None and _text(wording) == said and is_number:
            return min(float(told), 100) / 100
    return 1.0


def _kind(element: _Element) -> Kind:
    told = element.get("restype", "")
    if told.startswith(_HEADINGS):
        return "heading"
    return "list-item" if told in {"listitem", "x-li"} else "paragraph"
