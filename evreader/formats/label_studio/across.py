"""Relations between regions of two texts of one task: deals with a part in each of two articles."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from evreader.formats.standoff.document import Argument, Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.formats.standoff.document import Document, Relation


class Across:
    """Numbers deals, so that their parts are known to be one; our own exports count from 1 up."""

    def __init__(self) -> None:
        self._numbers = count(-1, -1)

    def joined(
        self, documents: Sequence[Document], relations: Sequence[Relation]
    ) -> list[Document]:
        """The documents of a task with the relations between marks of two of them.

        As within one text: from the trigger of a deal an arrow tells a role, any other is a deal of
        its own.
        """
        found = list(documents)
        for relation in relations:
            at, to = (_place(found, key) for key in (relation.source, relation.target))
            frames = list(found[at].frames)
            host = next((n for n, f in enumerate(frames) if f.trigger == relation.source), None)
            role = relation.type
            if host is None:
                frames.append(_frame(relation, found[at]))
                host, role = -1, "Arg2"
            whole = replace(frames[host], deal=frames[host].deal or next(self._numbers))
            frames[host] = whole
            part = replace(
                whole, trigger="", slots={}, arguments=(Argument(role, relation.target),)
            )
            found[at] = replace(found[at], frames=tuple(frames))
            found[to] = replace(found[to], frames=(*found[to].frames, part))
        return found


def _frame(relation: Relation, document: Document) -> Frame:
    """A relation as a deal of its own, with the end that is in this document."""
    of = next(mark.set for mark in document.marks if mark.key == relation.source)
    argument = Argument("Arg1", relation.source)
    key = f"from {relation.source}"
    return Frame(key, relation.type, "", (argument,), dict(relation.slots), set=of)


def _place(documents: Sequence[Document], key: str) -> int:
    """Which of the documents has the mark."""
    return next(n for n, document in enumerate(documents) if _has(document, key))


def _has(document: Document, key: str) -> bool:
    return any(mark.key == key for mark in document.marks)
