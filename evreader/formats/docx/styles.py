"""What paragraphs of a Word document are, by their styles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from evreader.domain.article import Kind

# Word keeps the English names of its own styles in most files; other programs write what their
# menus show. An outline level of 9 means body text.
_BODY_LEVEL = 9
_LONGEST_CHAIN = 20
_NAMES: tuple[tuple[str, Kind], ...] = (
    (r"toc\b|table of (?:contents|figures)|contents? \d|目录|目錄|图表目录", "boilerplate"),
    (r"(?:heading|headline|title|sub-?title)\b|[大小副主章节]?(?:标题|標題)", "heading"),
    (r"caption|题注|題註|标号|[图表][注题]", "caption"),
    (r"list (?:bullet|number)|bullet|列表(?:项目符号|编号)|项目符号|编号", "list-item"),
)


class Styles:
    """The styles of a document; without any, paragraphs are known by their own marks alone."""

    def __init__(self, root: _Element | None) -> None:
        self._found: dict[str, _Element] = {}
        self._w = ""
        if root is not None:
            self._w = root.tag.rpartition("}")[0] + "}"
            for style in root.iter(f"{self._w}style"):
                self._found[style.get(f"{self._w}styleId", "")] = style

    def kind(self, paragraph: _Element) -> Kind:
        """What a paragraph is: by its outline level and numbering, else by its style's name."""
        w = paragraph.tag.rpartition("}")[0] + "}"
        own = paragraph.find(f"{w}pPr")
        if own is None:
            return "paragraph"
        named = own.find(f"{w}pStyle")
        chain = self._chain(named.get(f"{w}val", "") if named is not None else "")
        settings = [own, *(s for style in chain for s in style.findall(f"{w}pPr"))]
        by_name = self._by_name(chain)
        if by_name != "paragraph":
            return by_name
        level = _first(settings, f"{w}outlineLvl", f"{w}val")
        if level and level.isdecimal() and int(level) < _BODY_LEVEL:
            return "heading"
        number = _first(settings, f"{w}numPr/{w}numId", f"{w}val")
        return "list-item" if number and number != "0" else "paragraph"

    def _chain(self, style_id: str) -> list[_Element]:
        """A style and those it is based on."""
        chain: list[_Element] = []
        while style_id in self._found and len(chain) < _LONGEST_CHAIN:
            style = self._found[style_id]
            chain.append(style)
            base = style.find(f"{self._w}basedOn")
            style_id = "" if base is None else base.get(f"{self._w}val", "")
        return chain

    def _by_name(self, chain: list[_Element]) -> Kind:
        for style in chain:
            name = style.find(f"{self._w}name")
            shown = "" if name is None else name.get(f"{self._w}val", "")
            for pattern, kind in _NAMES:
                if re.match(pattern, shown.strip(), re.IGNORECASE):
                    return kind
        return "paragraph"


def _first(settings: list[_Element], path: str, attribute: str) -> str | None:
    """The value of a setting where it is made first: in the paragraph, then down its styles."""
    for one in settings:
        found = one.find(path)
        if found is not None:
            return str(found.get(attribute, ""))
    return None
