"""Text with terms on its way into a source or target of XLIFF 2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.formats.xliff.names import OURS, XLIFF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from evreader.formats.translation.wording import Term, Wording

# XLIFF 2 has an element for the characters that XML cannot hold, other than those that are no text.
_UNWRITABLE = re.compile("([\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff])")


def writable(text: str) -> str:
    """A text for an attribute: what XML cannot hold there becomes U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", text)


def fill(element: _Element, said: Wording, numbers: Iterator[int]) -> None:
    """Put text into an element: terms as marks, characters that XML cannot hold by their numbers.

    Args:
        element: a source or target.
        said: the text and its terms.
        numbers: gives each mark one that no other of the unit has.
    """
    terms = sorted(said.terms, key=lambda term: (term.start, -term.end))
    ids = [f"m{next(numbers)}" for _ in terms]
    crossing = set(_crossing(terms))
    # At one place ends come before beginnings, and inner ones end before outer ones.
    steps = [(term.end, 0, -number) for number, term in enumerate(terms)]
    steps += [(term.start, 1, number) for number, term in enumerate(terms)]
    text = _Text(element)
    at = 0
    for place, is_start, signed in sorted(steps):
        text.say(said.text[at:place])
        at, number = place, abs(signed)
        if is_start:
            name = "sm" if number in crossing else "mrk"
            text.begin(name, {"id": ids[number], "type": "term"}, terms[number])
        elif number in crossing:
            text.point("em", {"startRef": ids[number]})
        else:
            text.end()
    text.say(said.text[at:])


def _crossing(terms: Sequence[Term]) -> Iterator[int]:
    """The numbers of terms that begin inside another one and end behind it."""
    around: list[Term] = []
    for number, term in enumerate(terms):
        while around and around[-1].end <= term.start:
            around.pop()
        if around and around[-1].end < term.end:
            yield number
        else:
            around.append(term)


class _Text:
    """An element as its contents come in; what is said goes into the innermost open mark."""

    def __init__(self, element: _Element) -> None:
        self._open = [element]

    def say(self, text: str) -> None:
        """Add text."""
        plain, *rest = _UNWRITABLE.split(text)
        self._add(plain)
        for character, behind in zip(rest[::2], rest[1::2], strict=True):
            self.point("cp", {"hex": f"{ord(character):04X}"})
            self._add(behind)

    def begin(self, name: str, attributes: dict[str, str], term: Term) -> None:
        """Begin a term with an element around it, or with a point."""
        told = {name: writable(value) for name, value in term.attributes.items()}
        mark = self.point(name, attributes | told | {f"{{{OURS}}}type": writable(term.type)})
        if name == "mrk":
            self._open.append(mark)

    def end(self) -> None:
        """End the innermost mark."""
        self._open.pop()

    def point(self, name: str, attributes: dict[str, str]) -> _Element:
        """Add an empty element."""
        from lxml import etree

        return etree.SubElement(self._open[-1], f"{{{XLIFF}}}{name}", attributes)

    def _add(self, text: str) -> None:
        element = self._open[-1]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text
