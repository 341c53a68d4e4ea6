"""A page that Label Studio shows: its text, and where places in its markup fall in that."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.formats.standoff.records import mapping, whole_number
from evreader.formats.standoff.units import Ruler, Stretch, is_quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from evreader.formats.standoff.units import Unit

_MARKUP = re.compile(r"<(?:[a-zA-Z][^<>]*|/[a-zA-Z]+|!--)")
_BODY = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_STEP = re.compile(r"(text\(\)|[a-zA-Z][\w-]*)(?:\[(\d{1,6})\])?")
_TEXT = "text()"
UNITS: tuple[Unit, ...] = ("code points", "UTF-16 units")
"""In what Label Studio has counted offsets, by its version."""

# What a browser shows as a block of its own, and what it does not show at all.
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6]|"
    r"header|hr|li|main|nav|ol|p|pre|section|t(?:able|body|[dhr]|foot|head)|ul"
)
_HIDDEN = frozenset({"script", "style", "template", "noscript", "title", "head"})


class _Node(NamedTuple):
    """A string of a page's markup: the path to it, and what has to be before it in the text."""

    path: str
    text: str
    gap: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page's strings in order; of each, where it begins in the text, with line ends put in."""

    text: str
    nodes: tuple[_Node, ...]
    starts: tuple[int, ...]

    def stretch(self, value: Mapping[str, Any]) -> Stretch | None:
        """Where a region is, in code points of the text; None if it says nothing of a place.

        By the paths in the markup, else by the offsets in the whole, as long as they fit the quote;
        else where the quote stands, if only once.
        """
        given = value.get("text")
        quote = given if isinstance(given, str) and given else None
        offsets = mapping(value.get("globalOffsets"))
        for start, end in chain(self._by_paths(value), self._by_offsets(offsets)):
            found = self.text[start:end]
            if quote is None or is_quote(found, quote):
                return Stretch(start, end, found)
        if quote is None:
            return None
        at = self.text.find(quote)
        if at < 0 or self.text.find(quote, at + 1) >= 0:
            return Stretch(-1, -1, quote)
        return Stretch(at, at + len(quote), quote)

    def _by_paths(self, value: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
        first, last = self._node(value.get("start")), self._node(value.get("end"))
        start, end = whole_number(value.get("startOffset")), whole_number(value.get("endOffset"))
        if first is None or last is None or start is None or end is None:
            return
        for unit in UNITS:
            places = (self._place(first, start, unit), self._place(last, end, unit))
            if places[0] is not None and places[1] is not None and places[0] < places[1]:
                yield places[0], places[1]

    def _by_offsets(self, value: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
        """Offsets count all strings, one behind the other, without our line ends."""
        start, end = whole_number(value.get("start")), whole_number(value.get("end"))
        bare = "".join(node.text for node in self.nodes)
        for unit in UNITS if start is not None and end is not None else ():
            span = Ruler(bare, unit).span(start or 0, end or 0)
            if span is not None:
                yield self._shown(span.start), self._shown(span.end - 1) + 1

    def _shown(self, offset: int) -> int:
        begins = [0, *accumulate(len(node.text) for node in self.nodes)]
        number = min(bisect_right(begins, offset), len(self.nodes)) - 1
        return self.starts[number] + offset - begins[number]

    def _node(self, path: object) -> int | None:
        """The string that a path means; of an element, its first."""
        if not isinstance(path, str):
            return None
        wanted = _normal(path)
        found = (n for n, node in enumerate(self.nodes) if f"{node.path}/".startswith(f"{wanted}/"))
        return next(found, None)

    def _place(self, number: int, offset: int, unit: Unit) -> int | None:
        place = Ruler(self.nodes[number].text, unit).place(offset)
        return None if place is None else self.starts[number] + place


def page_of(markup: str) -> Page:
    """A page out of its markup; what has none is one string."""
    if not _MARKUP.search(markup):
        return Page(markup, (_Node(f"/{_TEXT}[1]", markup, ""),), (0,))
    nodes: list[_Node] = []
    text = ""
    starts: list[int] = []
    for node in _nodes(markup):
        gap = node.gap if text.strip() and node.text.strip() and not text.endswith("\n\n") else ""
        starts.append(len(text) + len(gap))
        text += gap + node.text
        nodes.append(node)
    return Page(text, tuple(nodes), tuple(starts))


def _nodes(markup: str) -> Iterator[_Node]:
    from lxml import etree, html

    whole = markup if _BODY.search(markup) else f"<body><div>{markup}</div></body>"
    try:
        root = html.document_fromstring(whole.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        yield _Node(f"/{_TEXT}[1]", markup, "")
        return
    body = root.find("body")
    top = root if body is None else body
    if whole is not markup:
        top = top[0]
    gap = ""
    for path, text, before in _strings(top, ""):
        gap = max(gap, before, key=len)
        if text:
            yield _Node(path, text, gap)
            gap = "" if text.strip() else gap


def _strings(top: _Element, above: str) -> Iterator[tuple[str, str, str]]:
    """Each string below an element: its path, itself, and which break is before it; no recursion.

    A string may be empty, where there is only a break.
    """
    stack: list[tuple[_Element, str, bool]] = [(top, above, False)]
    counts: dict[_Element, int] = {}

    def string(parent: _Element, path: str, text: str | None) -> tuple[str, str, str]:
        counts[parent] = counts.get(parent, 0) + bool(text)
        return f"{path}/{_TEXT}[{counts[parent]}]", text or "", ""

    while stack:
        element, path, is_left = stack.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        edge = "\n\n" if _BLOCKS.fullmatch(name) else "\n" if name == "br" else ""
        if is_left:
            yield "", "", edge
            if element is not top:
                parent = element.getparent()
                assert parent is not None  # noqa: S101 - only the top has none
                yield string(parent, path.rpartition("/")[0], element.tail)
            continue
        yield "", "", edge
        stack.append((element, path, True))
        if name and name not in _HIDDEN:
            yield string(element, path, element.text)
            stack += reversed([(child, f"{path}/{step}", False) for child, step in _steps(element)])


def _steps(element: _Element) -> Iterator[tuple[_Element, str]]:
    """The children of an element, and the step of a path that leads to each."""
    counts: dict[str, int] = {}
    for child in element:
        name = child.tag if isinstance(child.tag, str) else "#"
        counts[name] = counts.get(name, 0) + 1
        yield child, f"{name}[{counts[name]}]"


def _normal(path: str) -> str:
    """A path as ours are: from the body on, each step with its number."""
    steps = [_STEP.fullmatch(step) for step in path.strip().lstrip(".").split("/") if step]
    names = [f"{step[1].lower()}[{step[2] or 1}]" if step else "?" for step in steps]
    while names and names[0] in {"html[1]", "body[1]"}:
        names.pop(0)
    return "".join(f"/{name}" for name in names)
