"""What a unit says in one language, with the terms that are marked in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Term:
    """A marked stretch of a text.

    Attributes:
        type: what it is called.
        attributes: what else is said of it.
    """

    start: int
    end: int
    type: str = "term"
    attributes: Mapping[str, str] = field(default_factory=dict)

    def moved(self, by: int) -> Term:
        """The same, further on."""
        return Term(self.start + by, self.end + by, self.type, self.attributes)


class Wording(NamedTuple):
    """A text and the terms in it."""

    text: str = ""
    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Whether it says anything but white space."""
        return bool(self.text.strip())

    def respaced(self, text: str) -> Wording:
        """The same words with other white space, and the terms where they stand now."""
        places = [at for at, character in enumerate(text) if not character.isspace()]
        found = []
        for term in self.terms:
            first = _solid(self.text[: term.start])
            number = _solid(self.text[term.start : term.end])
            if number:
                start, end = places[first], places[first + number - 1] + 1
                found.append(Term(start, end, term.type, term.attributes))
        return Wording(text, tuple(found))


def joined(wordings: Iterable[Wording]) -> Wording:
    """Wordings, one behind the other."""
    text, terms = "", []
    for wording in wordings:
        terms += [term.moved(len(text)) for term in wording.terms]
        text += wording.text
    return Wording(text, tuple(terms))


def within(terms: Iterable[Term], start: int, end: int) -> Iterator[Term]:
    """The terms inside a stretch, counted from its beginning."""
    return (term.moved(-start) for term in terms if start <= term.start and term.end <= end)


def _solid(text: str) -> int:
    return sum(not character.isspace() for character in text)
