"""A trans-unit of XLIFF 1: one source, one target, maybe cut into segments by marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evreader.formats.translation.xml import attribute, is_preserved, name_of
from evreader.formats.xliff.segments import Piece, linked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from evreader.domain.article import Kind, LinkStatus
    from evreader.formats.translation.intake import Draft, Notes
    from evreader.formats.translation.unit import Unit
    from evreader.formats.xliff.segments import Languages

_KEPT = frozenset({"g", "mrk"})
_CONFIRMED = frozenset({"final", "signed-off"})
# What translation programs write beside the standard's own: Trados, memoQ, Phrase.
_PERSONS = frozenset({
    "approvedtranslation", "approvedsignoff", "translated", "confirmed", "proofread",
    "manuallyconfirmed", "1",
})  # fmt: skip
_HEADINGS = ("header", "title", "x-h")


class _Part(NamedTuple):
    """A stretch of text and the segment it is in; no segment between two."""

    segment: str
    text: str


def units(element: _Element, draft: Draft, notes: Notes, *, languages: Languages) -> Iterator[Unit]:
    """What a trans-unit holds: a paragraph on each side, linked segment by segment."""
    pieces = list(_pieces(element, notes))
    if not any(piece.source.strip() or piece.target.strip() for piece in pieces):
        notes.empty += 1
        return
    yield from linked(pieces, draft, languages=languages, kind=_kind(element))


def _pieces(element: _Element, notes: Notes) -> Iterator[Piece]:
    preserve = is_preserved(element)
    target = element.find("{*}target")
    segmented = element.find("{*}seg-source")
    sources = _parts(segmented, notes)
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
    said = {part.segment: part.text for part in targets if part.segment}
    order = [part.segment for part in targets if part.segment]
    for at, part in enumerate(sources):
        is_gap = not part.segment
        yield Piece(
            part.text,
            "" if is_gap else said.get(part.segment, ""),
            status=_segment_status(element, part.segment, target),
            order=order.index(part.segment) if part.segment in order else at,
            is_gap=is_gap,
            preserve=preserve,
        )


def _parts(element: _Element | None, notes: Notes, segment: str = "") -> list[_Part]:
    """The text of an element in stretches, one for each segment and each gap."""
    if element is None:
        return []
    found = [_Part(segment, element.text or "")]
    for inner in element:
        name = name_of(inner)
        own = inner.get("mid", "") if inner.get("mtype") == "seg" else ""
        if name in _KEPT:
            notes.codes += not own
            found += _parts(inner, notes, own or segment)
        elif name:
            notes.codes += 1
            found.append(_Part(segment, "\n" if attribute(inner, "ctype") == "lb" else ""))
        found.append(_Part(segment, inner.tail or ""))
    return _joined(found)


def _joined(parts: Sequence[_Part]) -> list[_Part]:
    """Stretches of the same segment as one; empty ones left out."""
    joined: list[_Part] = []
    for part in parts:
        if not part.text:
            continue
        if joined and joined[-1].segment == part.segment:
            joined[-1] = _Part(part.segment, joined[-1].text + part.text)
        else:
            joined.append(part)
    return joined


def _whole(parts: Sequence[_Part]) -> str:
    return "".join(part.text for part in parts)


def _status(element: _Element, target: _Element | None) -> LinkStatus:
    state = "" if target is None else target.get("state", "")
    told = attribute(element, "conf", "status", "confirmed").lower()
    is_sure = element.get("approved") == "yes" or state in _CONFIRMED or told in _PERSONS
    return "confirmed" if is_sure else "automatic"


def _segment_status(element: _Element, segment: str, target: _Element | None) -> LinkStatus:
    """The status of one segment, where the program keeps them apart; else the unit's."""
    for inner in element.iter("{*}seg"):
        if inner.get("id") == segment:
            return "confirmed" if inner.get("conf", "").lower() in _PERSONS else "automatic"
    return _status(element, target)


def _score(element: _Element, target: _Element | None) -> float:
    """How good the target's wording was as a proposal, if it was one."""
    said = "" if target is None else "".join(target.itertext())
    for proposal in element.findall("{*}alt-trans"):
        wording = proposal.find("{*}target")
        told = proposal.get("match-quality", "").rstrip("%")
        if wording is not None and "".join(wording.itertext()) == said and told.isdecimal():
            return min(int(told), 100) / 100
    return 1.0


def _kind(element: _Element) -> Kind:
    told = element.get("restype", "")
    if told.startswith(_HEADINGS):
        return "heading"
    return "list-item" if told in {"listitem", "x-li"} else "paragraph"
