"""The lines of a brat ``.ann`` file, each checked on its own and against those it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from evreader.formats.standoff.units import Stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

_TEXT = re.compile(r"(T[^\s:]*)\t([^\s:]+) (\d{1,18}) (\d{1,18}) *\t(.*)", re.DOTALL)
_FRAGMENTS = re.compile(r"(T[^\s:]*)\t([^\s:]+) (\d+ \d+(?:;\d+ \d+)*) *(?:\t(.*))?", re.DOTALL)
_EVENT = re.compile(r"(E[^\s:]*)\t([^\s:]+)(?::(\S*))?((?: +[^\s:]+:[^\s:]+)*)\s*")
_RELATION = re.compile(r"(R[^\s:]*)\t([^\s:]+)((?: +[^\s:]+:[^\s:]+)+)\s*(\[[^\]]*\])?\s*")
_EQUIVALENCE = re.compile(r"\*\t(\S+)((?: +\S+)+)\s*")
_ATTRIBUTE = re.compile(r"([AM][^\s:]*)\t(\S+) +(\S+)(?: +(.*?))?\s*")
_REFERENCE = re.compile(
    r"(N[^\s:]*)\tReference +(\S+) +([^\s:]+):((?:[^\t]*[^\t ])?) *(?:\t((?:.*[^\t])?)\t*)?"
)
_REFERENT = re.compile(r"(N[^\s:]*)\t([^\s:]+) +Annotation:(\S+) +Referent:(\S+)\s*")
_NOTE = re.compile(r"(#[^\s:]*)\t(\S+) +(\S+)[ \t]*(.*)", re.DOTALL)
_UNNUMBERED = frozenset("*#")
_SHOWN = 60
_LONGEST_NUMBER = 18


class Text(NamedTuple):
    """A marked stretch; its offsets are in a unit not yet known."""

    key: str
    type: str
    stretches: tuple[Stretch, ...]
    quote: str | None


class Link(NamedTuple):
    """An event with its trigger, a relation, or a symmetric one of any number of members."""

    key: str
    type: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]


class Attribute(NamedTuple):
    """Something said of another line; a flag has no value of its own."""

    key: str
    name: str
    target: str
    value: str


class Reference(NamedTuple):
    """An entry of a database that a text stands for."""

    key: str
    target: str
    database: str
    id: str
    name: str


class Note(NamedTuple):
    """A note on another line; brat has several kinds of them."""

    key: str
    kind: str
    target: str
    text: str


class Fault(NamedTuple):
    """A line that was not taken, and why; the reason ends without a full stop."""

    line: int
    text: str
    reason: str


@dataclass(slots=True)
class Annotations:
    """All lines of one file, in order."""

    texts: dict[str, Text] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def parsed(content: str) -> Annotations:
    """The annotations in a file's text. Lines end in LF or CR LF and nowhere else."""
    found = Annotations()
    lines = content.removeprefix("\ufeff").split("\n")
    if "\r" in content:
        lines = [line.removesuffix("\r") for line in lines]
    may_be_taken = "\x00" not in content
    places: dict[str, int] = {}
    for place, line in enumerate(lines):
        key = line.partition("\t")[0]
        if key in _UNNUMBERED:
            key += str(place + 1)
        take = _TAKERS.get(line[:1], _no_annotation)
        if (
            (may_be_taken or "\x00" not in line)
            and key not in places
            and take(found, line, place + 1)
        ):
            places[key] = place
        elif line and not line.isspace():
            found.faults.append(Fault(place + 1, line[:_SHOWN], _reason(line, key, places)))
    _Check(found, lines, places).run()
    return found


def _reason(line: str, key: str, places: Container[str]) -> str:
    """Why a line was not taken."""
    if "\x00" in line:
        return "it holds a NUL character"
    if key in places:
        return f"there is a {key} before it"
    return "it is not written as brat does"


def _take_text(found: Annotations, line: str, _number: int) -> bool:
    match = _TEXT.fullmatch(line)  # of one fragment, as nearly all
    if match is None:
        return _take_fragments(found, line)
    key, kind, start, end, said = match.groups()
    quote = said or None
    found.texts[key] = Text(key, kind, (Stretch(int(start), int(end), quote),), quote)
    return True


def _take_fragments(found: Annotations, line: str) -> bool:
    match = _FRAGMENTS.fullmatch(line)
    if match is None:
        return False
    key, kind, where, quote = match.groups()
    pairs = [place.split(" ") for place in where.split(";")]
    if any(len(end) > _LONGEST_NUMBER for _, end in pairs):
        return False
    spans = [(int(start), int(end)) for start, end in pairs]
    quotes = _cut(quote, [end - start for start, end in spans]) if quote else [None] * len(spans)
    stretches = [Stretch(*span, said) for span, said in zip(spans, quotes, strict=True)]
    ordered = tuple(sorted(stretches, key=lambda one: one.start))
    found.texts[key] = Text(key, kind, ordered, quote or None)
    return True


def _cut(quote: str, sizes: list[int]) -> list[str | None]:
    """A quote parted as its fragments are long; without parts where the lengths do not fit."""
    if sum(sizes) + len(sizes) - 1 != len(quote):
        return [None] * len(sizes)
    parts: list[str | None] = []
    at = 0
    for size in sizes:
        parts.append(quote[at : at + size])
        at += size + 1
    return parts


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (argument.split(":", 1) for argument in text.split())
    return tuple((role, target) for role, target in pairs)


def _take_event(found: Annotations, line: str, _number: int) -> bool:
    match = _EVENT.fullmatch(line)
    if match:
        link = Link(match[1], match[2], match[3] or "", _pairs(match[4]))
        found.links[link.key] = link
    return bool(match)


def _take_relation(found: Annotations, line: str, number: int) -> bool:
    match = _RELATION.fullmatch(line)
    if match:
        found.links[match[1]] = Link(match[1], match[2], "", _pairs(match[3]))
        if match[4]:  # what coreferences stand for, in the BioNLP shared tasks
            found.notes.append(Note(f"#{number}", "AnnotatorNotes", match[1], match[4]))
    return bool(match)


def _take_equivalence(found: Annotations, line: str, number: int) -> bool:
    match = _EQUIVALENCE.fullmatch(line)
    if match:
        members = tuple((f"Arg{place}", key) for place, key in enumerate(match[2].split(), 1))
        found.links[f"*{number}"] = Link(f"*{number}", match[1], "", members)
    return bool(match)


def _take_attribute(found: Annotations, line: str, _number: int) -> bool:
    match = _ATTRIBUTE.fullmatch(line)
    if match:
        found.attributes[match[1]] = Attribute(match[1], match[2], match[3], match[4] or "")
    return bool(match)


def _take_reference(found: Annotations, line: str, _number: int) -> bool:
    match = _REFERENCE.fullmatch(line)
    if match:
        found.references.append(Reference(*match.groups("")))
        return True
    named = _REFERENT.fullmatch(line)  # as the BioNLP shared tasks write it
    if named:
        key, database, target, number = named.groups()
        found.references.append(Reference(key, target, database, number, ""))
    return bool(named)


def _take_note(found: Annotations, line: str, number: int) -> bool:
    match = _NOTE.fullmatch(line)
    if match:
        key = match[1] if match[1] != "#" else f"#{number}"
        found.notes.append(Note(key, match[2], match[3], match[4]))
    return bool(match)


def _no_annotation(_found: Annotations, _line: str, _number: int) -> bool:
    return False


_TAKERS: Mapping[str, Callable[[Annotations, str, int], bool]] = {
    "T": _take_text,
    "E": _take_event,
    "R": _take_relation,
    "*": _take_equivalence,
    "A": _take_attribute,
    "M": _take_attribute,
    "N": _take_reference,
    "#": _take_note,
}


class _Check:
    """Leaves out what names a line that is not there."""

    def __init__(self, found: Annotations, lines: Sequence[str], places: Mapping[str, int]) -> None:
        self._found = found
        self._lines = lines
        self._places = places

    def run(self) -> None:
        """Look at all that names another line."""
        found, places = self._found, self._places
        for link in list(found.links.values()):
            found.links[link.key] = self._checked(link)
        for attribute in list(found.attributes.values()):
            if not self._is_marked(attribute.target):
                self._fault(attribute.key, f"there is no {attribute.target}")
                del found.attributes[attribute.key]
        named: list[Reference | Note] = [*found.references, *found.notes]
        for one in named:
            if one.target not in places:
                self._fault(one.key, f"there is no {one.target}")
        found.references = [one for one in found.references if one.target in places]
        found.notes = [one for one in found.notes if one.target in places]

    def _checked(self, link: Link) -> Link:
        """A link without the trigger and arguments that are not there."""
        trigger = link.trigger if link.trigger in self._found.texts else ""
        if trigger != link.trigger:
            self._fault(link.key, f"there is no {link.trigger}; its trigger is left out")
        kept = []
        for role, target in link.arguments:
            if self._is_marked(target):
                kept.append((role, target))
            else:
                self._fault(link.key, f"there is no {target}; its {role} is left out")
        return link._replace(trigger=trigger, arguments=tuple(kept))

    def _is_marked(self, target: str) -> bool:
        return target in self._found.texts or target in self._found.links

    def _fault(self, key: str, reason: str) -> None:
        place = self._places[key]
        self._found.faults.append(Fault(place + 1, self._lines[place][:_SHOWN], reason))
