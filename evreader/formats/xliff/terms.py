"""Marks in the text of XLIFF: which of them are terms, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.formats.xliff.names import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

# In version 2 what is no term by the standard: text that is only commented on, or not translated.
_OTHER_MARKS = frozenset({"", "generic", "comment"})
# In version 1 segments and protected text; behind “x-”, what programs keep for themselves.
_OTHER_KINDS = frozenset({"", "seg", "protected", "x-protected", "x-comment"})
_OF_PROGRAMS = ("x-sdl-", "x-mq-", "x-its")
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
    if "mtype" in mark.attrib:
        told = mark.get("mtype", "")
        is_other = told in _OTHER_KINDS or told.startswith(_OF_PROGRAMS)
        return "" if is_other else told.removeprefix("x-")
    told = mark.get("type", "")
    return "" if told in _OTHER_MARKS else told.rpartition(":")[2]


def attributes_of(mark: _Element) -> dict[str, str]:
    """What is said of a term; of ours nothing, since that is only what its entity is called."""
    return {} if f"{{{OURS}}}type" in mark.attrib else dict(_attributes(mark))


def _attributes(mark: _Element) -> Iterator[tuple[str, str]]:
    for key, value in mark.attrib.items():
        name = _SAID.get(str(key).rpartition("}")[2])
        if name and value:
            yield name, str(value)
