"""The blocks of a web page: all the text that a browser would show, in document order.

White space is collapsed as a browser does it, and a no-break space is a space like any other;
``<br>`` ends a line, two of them (or one before an indented line) a block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from evreader.domain.boilerplate import columns
from evreader.domain.language import is_bilingual
from evreader.domain.page_wording import is_page_furniture
from evreader.formats.web_page.zones import TAGS, is_caption, is_hidden, zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from evreader.domain.article import Kind
    from evreader.formats.web_page.zones import Zone

_BLOCKS = frozenset([
    "html", "body", "address", "article", "aside", "blockquote", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li",
    "listing", "main", "menu", "nav", "noscript", "ol", "optgroup", "p", "plaintext", "pre",
    "search", "section", "summary", "table", "caption", "tbody", "thead", "tfoot", "tr", "td",
    "th", "ul", "xmp", "button", "label",
])  # fmt: skip
# What a browser does not show as text, or not as part of the text: readings over characters,
# what was struck out, the contents of controls and of what is drawn or played.
_SILENT = frozenset([
    "head", "script", "style", "template", "title", "meta", "link", "rt", "rp", "del", "select",
    "datalist", "textarea", "input", "svg", "canvas", "iframe", "object", "audio", "video",
    "map", "noframes",
])  # fmt: skip
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list-item",
    "dt": "list-item",
    "figcaption": "caption",
    "caption": "caption",
}
_CELLS = frozenset({"td", "th"})
_HOLDERS = frozenset({"div", "section", "article", "td"})
_LITERAL = frozenset({"pre", "xmp", "listing", "plaintext"})
# No cell of a table of data holds any of these; one of a table that lays out a page does.
_LAYOUT = frozenset([
    "table",
    "ul",
    "ol",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figure",
    "article",
    "section",
    "form",
])
_LONGEST_ROW, _FEWEST_CELLS, _CELL_PARAGRAPHS = 600, 2, 1
_BAR = " | "

_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]+")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]+")
_LITERAL_SPACE = re.compile(r"[ \t\f\v\u00a0]+")
_INDENT = re.compile("[\u3000]{2}|[\u3000\u00a0 ]{4}")
_FINAL = re.compile("[.!?…。！？；;:：][\"'”’」』)\\]）]*$")
_LONG_LINE, _FEW_LINKS, _END = 60, 0.5, 40
_LONGEST_HEADING = 100
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_LITERAL_STYLE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)


@dataclass(eq=False)
class PageBlock:
    """One block of a page.

    Attributes:
        text: what a reader sees.
        kind: what its element says it is; boilerplate is decided elsewhere.
        element: the nearest element that makes a block.
        level: 1 to 6 in a heading's element, else 0.
        linked: how many characters of the text are links.
        zones: the parts of the page that it stands in and that are no article's text, if names
            are right: outermost first.
    """

    text: str
    kind: Kind
    element: HtmlElement
    level: int = 0
    linked: int = 0
    zones: tuple[Zone, ...] = ()

    @cached_property
    def columns(self) -> int:
        """The width of the text, with East Asian characters counted twice."""
        return columns(self.text)

    @cached_property
    def is_prose(self) -> bool:
        """Whether it is running text: long enough, with an end, and not mostly links."""
        return (
            len(self.text) >= _LONG_LINE // 2
            and self.link_share < _FEW_LINKS
            and self.ends_sentence
            and self.columns >= _LONG_LINE
        )

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_FINAL.search(self.text[-_END:]))

    @property
    def link_share(self) -> float:
        """The share of the text that is links (0–1)."""
        return min(1.0, self.linked / max(len(self.text), 1))


@dataclass(slots=True)
class _Line:
    """A line as it grows: its pieces, and how much of it is links and bold."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    bold: int = 0

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds for all text inside an element."""

    element: HtmlElement
    kind: Kind = "paragraph"
    level: int = 0
    link: bool = False
    bold: bool = False
    literal: bool = False
    row: bool = False
    zones: tuple[Zone, ...] = ()


def page_blocks(root: HtmlElement) -> list[PageBlock]:
    """All blocks below an element, in document order.

    Nothing is left out but what a browser does not show; a block that is only hidden for now
    stands in a zone called ``hidden``.
    """
    return _Walk(root).blocks


class _Walk:
    """One pass over the elements, without recursion: pages may be nested deeply."""

    def __init__(self, root: HtmlElement) -> None:
        self.blocks: list[PageBlock] = []
        self._lines = [_Line()]
        self._places = [_Place(root)]
        self._blockish: list[bool] = []
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                self._start(element, walk)
            elif event == "end":
                self._end(element, last=element is root)
            else:
                self._add(element.tail)
        self._flush()

    def _start(self, element: HtmlElement, walk: etree.iterwalk) -> None:
        tag = element.tag
        place = self._places[-1]
        given = dict(element.items())
        block = tag in _BLOCKS or (bool(given) and _parts_text(given))
        silent = tag in _SILENT or (
            not block and bool(given) and is_hidden(given) and not _has_block(element)
        )
        if tag == "br":
            self._lines.append(_Line())
        if silent or tag == "br":
            walk.skip_subtree()
            self._places.append(place)
            self._blockish.append(False)
            return
        block = block or (tag == "a" and self._is_button(element))
        if place.row and block:
            self._cell(tag)
            block = False
        if block:
            self._flush()
        plain = tag == "span" and not given
        self._places.append(place if plain else _inside(place, element, given, block=block))
        self._blockish.append(block)
        self._add(element.text)

    def _end(self, element: HtmlElement, *, last: bool) -> None:
        if self._blockish.pop():
            self._flush()
        self._places.pop()
        if not last:
            self._add(element.tail)

    def _is_button(self, link: HtmlElement) -> bool:
        """Whether a link behind a paragraph's last sentence is none of its words: “Read more”."""
        if link.getnext() is not None or (link.tail or "").strip():
            return False
        before = self._lines[-1].text.rstrip()
        if columns(before) < _LONG_LINE or not _FINAL.search(before[-_END:]):
            return False
        return is_page_furniture(" ".join(link.text_content().split()))

    def _cell(self, tag: str) -> None:
        """A block inside a row of data begins: cells are parted by a bar, the rest by a space."""
        so_far = self._lines[-1].text.rstrip()
        if tag in _CELLS and so_far and not so_far.endswith(_BAR.strip()):
            self._lines[-1].pieces.append(_BAR)
        elif so_far:
            self._lines[-1].pieces.append(" ")

    def _add(self, text: str | None) -> None:
        if not text:
            return
        place = self._places[-1]
        text = _INVISIBLE.sub("", text)
        if text.isspace() and not place.literal and not self._lines[-1].pieces:
            return
        parts = re.split(r"\r\n|\n|\r", text) if place.literal else [text]
        for number, part in enumerate(parts):
            if number:
                self._lines.append(_Line())
            line = self._lines[-1]
            line.pieces.append(part)
            shown = len(part.strip())
            line.linked += shown if place.link else 0
            line.bold += shown if place.bold else 0

    def _flush(self) -> None:
        """Make blocks of the lines gathered."""
        lines = self._lines
        if len(lines) == 1 and not lines[0].pieces:
            return
        self._lines = [_Line()]
        place = self._places[-1]
        for group in _groups(lines):
            text = "\n".join(text for text, _ in group)
            if place.row:
                text = text.removesuffix(_BAR.strip()).rstrip()
            linked = sum(line.linked for _, line in group)
            bold = sum(line.bold for _, line in group)
            kind = place.kind
            if kind == "paragraph" and len(group) == 1 and _is_bold_heading(text, bold):
                kind = "heading"
            level = place.level
            self.blocks.append(PageBlock(text, kind, place.element, level, linked, place.zones))


def _inside(
    place: _Place, element: HtmlElement, given: Mapping[str, str], *, block: bool
) -> _Place:
    """What holds inside an element, given what holds around it."""
    tag = element.tag
    zone = zone_of(element, given) if given or tag in TAGS else None
    kind = place.kind
    if kind != "caption":
        kind = _KINDS.get(tag) or ("caption" if is_caption(given) else kind)
        if kind == "heading" and tag in _HOLDERS:
            kind = "paragraph"
    level = place.level if kind == "heading" else 0
    if kind == "heading" and tag in _KINDS:
        level = int(tag[1])
    return _Place(
        element=element if block else place.element,
        kind=kind,
        level=level,
        link=place.link or tag in {"a", "button"},
        bold=place.bold or tag in {"b", "strong"},
        literal=place.literal
        or tag in _LITERAL
        or ("style" in given and bool(_LITERAL_STYLE.search(given["style"]))),
        row=place.row or (tag == "tr" and _is_data(element)),
        zones=(*place.zones, zone) if zone else place.zones,
    )


def _parts_text(given: Mapping[str, str]) -> bool:
    """Whether an element that is none by its name stands as a block, as captions do."""
    return bool(_BLOCK_STYLE.search(given.get("style", ""))) or is_caption(given)


def _has_block(element: HtmlElement) -> bool:
    return next(element.iterdescendants(*_BLOCKS), None) is not None


def _is_data(row: HtmlElement) -> bool:
    """Whether a table's row holds data: two cells or more, each a short text in one language."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    if len(cells) < _FEWEST_CELLS or len(row.text_content()) > _LONGEST_ROW:
        return False
    if next(row.iterdescendants(*_LAYOUT), None) is not None:
        return False
    if is_bilingual(cell.text_content() for cell in cells):
        return False
    return all(
        sum(1 for _ in cell.iterdescendants("p", "div", "br")) <= _CELL_PARAGRAPHS for cell in cells
    )


def _groups(lines: list[_Line]) -> Iterator[list[tuple[str, _Line]]]:
    """The lines that make one block each time, with their text as it is shown."""
    group: list[tuple[str, _Line]] = []
    shown = [_SPACE.sub(" ", line.text).strip() for line in lines]
    apart = any(columns(text) >= _LONG_LINE and _FINAL.search(text) for text in shown)
    for line, text in zip(lines, shown, strict=True):
        if group and (not text or apart or _INDENT.match(line.text.lstrip("\r\n\t"))):
            yield group
            group = []
        if text:
            group.append((text, line))
    if group:
        yield group


def _is_bold_heading(text: str, bold: int) -> bool:
    """A short line in bold, without a full stop, is a heading whatever its element."""
    return (
        bold >= len(_SPACE.sub("", text)) > 0
        and columns(text) <= _LONGEST_HEADING
        and not _FINAL.search(text)
    )
