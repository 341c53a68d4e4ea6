"""Lists in a receipt that stay short: the first few cases, then a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

TEXTLESS = "Records left out because there is no text in them"

_FIRST = 3
_MOST = 20


def first_of(cases: Sequence[str]) -> str:
    """The first three of several cases."""
    more = " and so on" if len(cases) > _FIRST else ""
    return ", ".join(cases[:_FIRST]) + more


def counted(what: str, cases: Sequence[str]) -> str:
    """One sentence for cases that are all alike: how many there are, and the first three."""
    return f"{what}: {len(cases)} ({first_of(cases)})."


def tallied(what: str, cases: Counter[str]) -> str:
    """One sentence for cases of many kinds: how many there are, and of the five most common."""
    common = ", ".join(f"{case:.60} ({number})" for case, number in cases.most_common(5))
    return f"{what}: {cases.total()}, as {common}."


def named(what: str, cases: Counter[str]) -> str:
    """One sentence for cases of a few kinds: how many there are, and what they are called."""
    names = ", ".join(sorted(cases))
    return f"{what}: {cases.total()} ({names:.200})."


class Listing:
    """Adds sentences about things of one kind to a list: the first twenty, then how many more.

    The list is true after each of them, also where it is looked at before the last has come.
    """

    def __init__(self, sentences: list[str], more: str) -> None:
        """Add to these sentences; ``more`` is the last one, with ``{}`` for how many."""
        self._sentences = sentences
        self._more = more
        self._number = 0

    def add(self, sentence: str) -> None:
        """Add a sentence, or count it."""
        self._number += 1
        further = self._number - _MOST
        if further <= 0:
            self._sentences.append(sentence)
        elif further == 1:
            self._sentences.append(self._more.format(1))
        else:
            place = self._sentences.index(self._more.format(further - 1))
            self._sentences[place] = self._more.format(further)
