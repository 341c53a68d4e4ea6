"""What brat has no line for, as the parts of a note: written, and understood again.

Parts are joined by ``; ``. The first one says that the note is ours; the others are::

    name: value “quote” “quote”         an attribute of a mention; a slot of a deal
    name “quote”                        evidence for a slot that has a line of its own
    trigger “quote”                     a further trigger
    role Partner2: value                what fills a role besides its text here
    role Partner3: name [Type 7]        an entity in a role, which has no text here
    role Partner2 stake: value          an attribute of what fills a role
    role Partner2 also T5 “quote”       further evidence

Whatever could be taken for something else has a backslash in front. A person may add parts of
their own in brat: what is none of these is kept as it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MENTION = "evreader mention"
DEAL = "evreader deal"

_SPECIAL = re.compile(r"[\\;:“”[]")
_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")
_SPLIT = re.compile(r"((?:[^\\;]|\\.)*)(?:; ?|$)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|(.))", re.DOTALL)
_PLAIN = r"(?:[^\\:“”]|\\.)*"
_QUOTES = r"((?: “(?:[^\\“”]|\\.)*”)*)"
_VALUE = re.compile(f"({_PLAIN}): ?((?:[^\\\\:“”]|\\\\.)*?){_QUOTES}", re.DOTALL)
_EVIDENCE = re.compile(f"({_PLAIN}?){_QUOTES}", re.DOTALL)
_ROLE = re.compile(r"role ([A-Za-z0-9_-]+)(?: (.*))?", re.DOTALL)
_ALSO = re.compile(r"role ([A-Za-z0-9_-]+) also (T\d+) “.*”", re.DOTALL)
_ENTITY = re.compile(r"((?:[^\\[]|\\.)*) \[([A-Za-z0-9_-]+) (\d+)\]", re.DOTALL)


class Said(NamedTuple):
    """One part of a note of ours.

    Attributes:
        name: the name of an attribute or slot, or the label of a role with its number.
        value: its value; None where the part only quotes evidence.
        role: whether ``name`` is a role's label.
        attribute: which attribute of the role's filler it is.
        entity: type and number of the entity that ``value`` names.
        text: the T line that is further evidence for the role.
    """

    name: str
    value: str | None = None
    role: bool = False
    attribute: str = ""
    entity: tuple[str, int] | None = None
    text: str = ""


def escaped(text: str) -> str:
    """A text as it stands in a part of a note."""
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def note(head: str, parts: Iterable[str]) -> str:
    """A whole note."""
    return "; ".join((head, *parts))


def value(name: str, said: str, quotes: Iterable[str] = ()) -> str:
    """An attribute or slot, with the words that tell it."""
    return f"{_name(name)}: {escaped(said)}{_quoted(quotes)}"


def evidence(name: str, quotes: Iterable[str]) -> str:
    """The words that tell something."""
    return _name(name) + _quoted(quotes)


def role(label: str, said: str) -> str:
    """What fills a role besides its text."""
    return f"role {label}: {escaped(said)}"


def role_entity(label: str, name: str, kind: str, number: int) -> str:
    """An entity in a role."""
    return f"role {label}: {escaped(name)} [{kind} {number}]"


def role_attribute(label: str, name: str, said: str) -> str:
    """An attribute of what fills a role."""
    return f"role {label} {escaped(name)}: {escaped(said)}"


def role_also(label: str, text: str, quote: str) -> str:
    """Further evidence for a role: a T line."""
    return f"role {label} also {text}{_quoted([quote])}"


def parts(text: str) -> list[str]:
    """The parts of a note, still escaped."""
    return [match[1] for match in _SPLIT.finditer(text) if match[1]]


def understood(part: str) -> Said | None:
    """What a part says; None if it is none of ours."""
    also = _ALSO.fullmatch(part)
    if also:
        return Said(also[1], role=True, text=also[2])
    found = _VALUE.fullmatch(part)
    if found is None:
        quoted = _EVIDENCE.fullmatch(part)
        return Said(_plain(quoted[1])) if quoted and quoted[2] else None
    head, said = found[1], found[2]
    of_role = _ROLE.fullmatch(head)
    if of_role is None:
        return Said(_plain(head), _plain(said))
    if of_role[2] is not None:
        return Said(of_role[1], _plain(said), role=True, attribute=_plain(of_role[2]))
    entity = _ENTITY.fullmatch(said)
    if entity:
        who = (entity[2], int(entity[3]))
        return Said(of_role[1], _plain(entity[1]), role=True, entity=who)
    return Said(of_role[1], _plain(said), role=True)


def _name(name: str) -> str:
    """A name that nobody takes for a role's part."""
    return f"\\{escaped(name)}" if name.startswith("role ") else escaped(name)


def _quoted(quotes: Iterable[str]) -> str:
    return "".join(f" “{escaped(quote)}”" for quote in quotes)


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], text)
