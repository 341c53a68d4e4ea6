"""What an operation changed: the one message every view hears."""

from __future__ import annotations

from typing import NamedTuple

_NONE: frozenset[int] = frozenset()


class Step(NamedTuple):
    """An operation by name: what was done (translated on screen), and to what."""

    label: str
    detail: str


class Changes(NamedTuple):
    """Ids touched by one operation (or by its undo or redo), by kind.

    Attributes:
        label: the operation's name, as the Edit menu shows it.
        passages: passages whose own row, mentions or links changed.
        spoken_of: entities of mentions and roles that changed, before or after.
        rows: articles in which passages stand on other reader rows now.
        structure: articles or passages came, went or are others now.
        whole: more changed than is worth naming, or another annotation set is the current one:
            the id sets may be empty, and every view reads all of it anew.
    """

    label: str
    articles: frozenset[int] = _NONE
    passages: frozenset[int] = _NONE
    links: frozenset[int] = _NONE
    entities: frozenset[int] = _NONE
    spoken_of: frozenset[int] = _NONE
    mentions: frozenset[int] = _NONE
    deals: frozenset[int] = _NONE
    sets: frozenset[int] = _NONE
    rows: frozenset[int] = _NONE
    structure: bool = False
    whole: bool = False
