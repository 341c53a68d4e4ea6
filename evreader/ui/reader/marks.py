"""Marks: the brackets of mentions under a line, and which label each has room for."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetricsF

if TYPE_CHECKING:
    from evreader.domain.annotation import Mention
    from evreader.ui.look import Look

_GAP = 5


class Mark:
    """What is drawn of a mention on one line.

    Attributes:
        mention: the mention.
        lane: its lane under the line.
        line: number of the line.
        x0: left end, in pixels from the column's edge.
        x1: right end.
        begins: whether a fragment begins at the left end.
        ends: whether a fragment ends at the right end.
        is_gap: whether this joins two fragments and is none itself.
        room: how far its label may reach.
        label: what is written under it, maybe nothing.
        label_width: how wide that is, with the dot before it.
    """

    __slots__ = (
        "begins", "ends", "is_gap", "label", "label_width", "lane", "line", "mention", "room",
        "x0", "x1",
    )  # fmt: skip

    def __init__(
        self,
        mention: Mention,
        place: tuple[int, int],
        reach: tuple[float, float],
        ends: tuple[bool, bool],
        *,
        is_gap: bool = False,
    ) -> None:
        self.mention = mention
        self.line, self.lane = place
        self.x0, self.x1 = reach
        self.begins, self.ends = ends
        self.is_gap = is_gap
        self.room = self.label_width = 0.0
        self.label = ""


def dot_size(label_size: int) -> int:
    """Diameter of the dot before a label; filled when the mention has an entity."""
    return max(round(label_size * 0.55), 5)


def label_marks(marks: list[Mark], width: int, look: Look) -> None:
    """Give each mention the longest label that reaches no other mark of its lane.

    The label stands under the mention's first piece; under a later one if only that has room.
    """
    font = look.font(look.label_language, "label")
    name = font.toString()
    dot = dot_size(font.pixelSize()) + 3
    _measure_room(marks, width)
    pieces: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if not mark.is_gap:
            pieces[mark.mention.id].append(mark)
    for own in pieces.values():
        kind = own[0].mention.type
        full, short = look.type_label(kind), look.type_short(kind)
        for text in (full, short, short[:1]):
            need = dot + _text_width(text, name)
            fitting = next((m for m in own if m.room >= need), None)
            if fitting is not None:
                fitting.label, fitting.label_width = text, need
                break


def _measure_room(marks: list[Mark], width: int) -> None:
    """A label may reach as far as the next mark of another mention in its lane."""
    by_place: defaultdict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        by_place[mark.line, mark.lane].append(mark)
    for group in by_place.values():
        group.sort(key=_left, reverse=True)
        limit, mention = float(width), group[0].mention
        for following, mark in pairwise([group[0], *group]):
            if mark.mention is not mention:
                limit, mention = following.x0 - _GAP, mark.mention
            mark.room = limit - mark.x0


def _left(mark: Mark) -> float:
    return mark.x0


@lru_cache(maxsize=512)
def _text_width(text: str, font: str) -> float:
    used = QFont()
    used.fromString(font)
    return QFontMetricsF(used).horizontalAdvance(text)
