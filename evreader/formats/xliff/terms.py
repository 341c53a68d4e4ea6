"""Marks in the text of XLIFF: which of them are terms, and what they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.formats.translation.xml import attribute
from evreader.formats.xliff.names import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# In version 2 what is no term by the standard: text that is only commented on, or not translated.
_OTHER_MARKS = frozenset({"", "generic", "comment"})
# In version 1 segments and protected text; behind “x-”, what programs keep for themselves.
_OTHER_KINDS = frozenset({"", "seg", "protected", "x-protected", "x-comment"})
_OF_PROGRAMS = ("x-sdl-", "x-mq-")
# What text analysis has found is marked so; other things that ITS says are no terms.
_ITS = ("its:", "x-its")
# What a mark of a term may say of it: the standard's own, and the same in ITS.
_SAID = {
    "value": "value",
    "ref": "ref",
    "comment": "comment",
    "termInfo": "value",
    "termInfoRef": "ref",
    "termInfoPointer": "ref",
    "taIdentRef": "ref",
    "taClassRef": "class",
    "termConfidence": "confidence",
    "taConfidence": "confidence",
}


def kind_of(mark: _Element) -> str:
    """What a term is called, in either version of XLIFF; empty if the mark is none."""
    own = mark.get(f"{{{OURS}}}type")
    if own:
        return str(own)
    told = mark.get("mtype") or mark.get("type") or ""
    if told.startswith(_ITS):
        return _found(mark)
    if "mtype" in mark.attrib:
        is_other = told in _OTHER_KINDS or told.startswith(_OF_PROGRAMS)
        return "" if is_other else told.removeprefix("x-")
    return "" if told in _OTHER_MARKS else told.rpartition(":")[2]


def attributes_of(mark: _Element) -> dict[str, str]:
    """What is said of a term; of ours nothing, since that is only what its entity is called."""
    return {} if f"{{{OURS}}}type" in mark.attrib else dict(_attributes(mark))


def _found(mark: _Element) -> str:
    """What text analysis takes a stretch for: the last part of the address of its class."""
    kind = attribute(mark, "taClassRef")
    if kind:
        return re.split("[#/:]", kind.rstrip("#/:"))[-1] or "entity"
    if attribute(mark, "taIdentRef"):
        return "entity"
    return "term" if attribute(mark, "termInfo", "termInfoRef", "termConfidence") else ""


def _attributes(mark: _Element) -> Iterator[tuple[str, str]]:
    for key, value in mark.attrib.items():
        name = _SAID.get(str(key).rpartition("}")[2])
        if name and value:
            yield name, str(value)
