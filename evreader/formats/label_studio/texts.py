"""What a task of Label Studio shows: plain text, a dialogue, or a page; and regions in each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.formats.standoff.records import in_words, mapping, objects, whole_number
from evreader.formats.standoff.units import Stretch, is_quote

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_ADDRESS = re.compile(r"(?:\w{2,12}://|/data/|data:)\S+")
_MARKUP = re.compile(r"<(?:[a-zA-Z][^<>]*|/[a-zA-Z]+|!--)")
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
        is_page: whether it was markup; then offsets are less sure than quotes.
    """

    text: str
    starts: tuple[int, ...] = ()
    is_page: bool = False

    def stretch(self, value: Mapping[str, Any]) -> Found | None:
        """The place of a region; None if it is none in a text."""
        quote = value.get("text")
        quote = quote if isinstance(quote, str) else None
        if self.starts:
            return self._in_dialogue(value, quote)
        if self.is_page or "startOffset" in value:
            return self._in_page(value, quote)
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
        turns = range(len(self.starts))
        if first not in turns or last not in turns or start is None or end is None:
            return None
        assert first is not None and last is not None  # noqa: S101, PT018 - told by the line above
        return Found(Stretch(self.starts[first] + start, self.starts[last] + end, quote))

    def _in_page(self, value: Mapping[str, Any], quote: str | None) -> Found | None:
        """By the offsets in the whole page if they fit the quote, else where the quote stands."""
        places = mapping(value.get("globalOffsets"))
        start, end = whole_number(places.get("start")), whole_number(places.get("end"))
        if start is not None and end is not None:
            found = self.text[max(start, 0) : end]
            if not quote or is_quote(found, quote):
                return Found(Stretch(start, end, quote))
        if not quote:
            return None
        at = self.text.find(quote)
        if at < 0 or self.text.find(quote, at + 1) >= 0:
            return Found(Stretch(-1, -1, quote))
        return Found(Stretch(at, at + len(quote), quote))


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
        return Shown(_page_text(value), is_page=True) if _MARKUP.search(value) else Shown(value)
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


def _page_text(markup: str) -> str:
    """The characters of a page, as a browser counts them."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return markup
    body = root.find("body")
    return str((root if body is None else body).text_content())
