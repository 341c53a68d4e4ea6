"""What a task of Label Studio shows: plain text, a dialogue, or a page; and regions in each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.formats.label_studio.pages import UNITS, page_of
from evreader.formats.standoff.records import in_words, objects, whole_number
from evreader.formats.standoff.units import Ruler, Stretch, is_quote

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from evreader.formats.label_studio.pages import Page
    from evreader.formats.standoff.units import Unit

_ADDRESS = re.compile(r"(?:\w{2,12}://|/data/|data:)\S+")
_WHO = ("author", "speaker", "name", "role", "user")
_SAYS = ("text", "phrase", "content", "utterance", "message", "transcript")


class Found(NamedTuple):
    """Where a region is, and whether the file gave its last character for its end."""

    stretch: Stretch
    is_inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A text to import.

    Attributes:
        text: all of it.
        starts: for a dialogue, where each turn's words begin.
        page: where its strings are, if it was markup; then offsets are less sure than quotes.
    """

    text: str
    starts: tuple[int, ...] = ()
    page: Page | None = None

    def stretch(self, value: Mapping[str, Any]) -> Found | None:
        """The place of a region; None if it is none in a text."""
        quote = value.get("text")
        quote = quote if isinstance(quote, str) else None
        if self.starts:
            return self._in_dialogue(value, quote)
        if self.page is not None or "startOffset" in value:
            found = (self.page or page_of(self.text)).stretch(value)
            return None if found is None else Found(found)
        start, end = whole_number(value.get("start")), whole_number(value.get("end"))
        if start is None or end is None:
            return None
        if quote and self._is_inclusive(start, end, quote):
            return Found(Stretch(start, end + 1, quote), is_inclusive=True)
        return Found(Stretch(start, end, quote))

    def _is_inclusive(self, start: int, end: int, quote: str) -> bool:
        return (
            0 <= start <= end < len(self.text)
            and not is_quote(self.text[start:end], quote)
            and is_quote(self.text[start : end + 1], quote)
        )

    def _in_dialogue(self, value: Mapping[str, Any], quote: str | None) -> Found | None:
        first, last = whole_number(value.get("start")), whole_number(value.get("end"))
        start, end = whole_number(value.get("startOffset")), whole_number(value.get("endOffset"))
        for unit in UNITS:
            span = self._turned(first, start, unit), self._turned(last, end, unit)
            if span[0] is None or span[1] is None or last is None:
                continue
            found = Stretch(span[0], span[1], quote)
            if quote is None or is_quote(self.text[found.start : found.end], quote):
                return Found(found)
            if first != last and self._is_apart(found, last):
                return Found(found._replace(quote=None))  # it leaves out who speaks
        is_none = first is None or last is None or start is None or end is None
        return None if is_none else Found(Stretch(-1, -1, quote))

    def _turned(self, turn: int | None, offset: int | None, unit: Unit) -> int | None:
        """A place in a turn as one in the whole."""
        if turn not in range(len(self.starts)) or turn is None or offset is None:
            return None
        place = Ruler(self.text[self.starts[turn] :], unit).place(offset)
        return None if place is None else self.starts[turn] + place

    def _is_apart(self, found: Stretch, last: int) -> bool:
        """Whether a quote over several turns begins and ends as its place does."""
        place = self.text[found.start : found.end].split("\n", 1)[0]
        first, final = (
            "".join(p.split()) for p in (place, self.text[self.starts[last] : found.end])
        )
        words = "".join((found.quote or "").split())
        return words.startswith(first) and words.endswith(final)


def shown_text(value: object, kinds: Collection[str]) -> Shown | None:
    """What stands in a task's data, as it is to be imported; None if it is no text.

    Args:
        value: what stands there.
        kinds: the types of the results on it.
    """
    if isinstance(value, list):
        return _dialogue(value)
    if not isinstance(value, str) or not value.strip() or _ADDRESS.fullmatch(value.strip()):
        return None
    if "hypertextlabels" in kinds or (not kinds and value.lstrip().startswith("<")):
        page = page_of(value)
        return Shown(page.text, page=page)
    return Shown(value)


def _dialogue(turns: list[object]) -> Shown | None:
    """Turns of a dialogue, a line each, with who speaks; or plain lines."""
    lines = [turn for turn in turns if isinstance(turn, str)]
    if lines and len(lines) == len(turns):
        return Shown("\n".join(lines))
    text = ""
    starts: list[int] = []
    for turn in objects(turns):
        says = next((in_words(turn[key]) for key in _SAYS if turn.get(key)), "")
        who = next((in_words(turn[key]) for key in _WHO if turn.get(key)), "")
        text += "\n" if starts else ""
        text += f"{who}: " if who else ""
        starts.append(len(text))
        text += says
    return Shown(text, tuple(starts)) if text.strip() else None
