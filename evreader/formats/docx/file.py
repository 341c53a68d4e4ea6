"""Word documents (``.docx``) on their way in: one article in any mixture of the two languages.

What is read is what Word shows with all changes accepted: inserted text, no deleted text. Text
boxes and tables come where they stand: a row of data is one block, and the cells of any other table
come row by row, so that one with a language in each column keeps its rows together; footnotes and
endnotes follow the text. Headers, footers and remarks in the margin are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.article import ArticleInfo
from evreader.domain.blocks import Block, folded, title_of
from evreader.domain.language import is_bilingual
from evreader.errors import InputError
from evreader.formats.contents import contents_of, refuse_unless
from evreader.formats.docx.styles import Styles
from evreader.formats.packed import Budget, opened
from evreader.formats.passages import bundle_of, known_author, known_title
from evreader.formats.trees import tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from evreader.domain.article import Kind
    from evreader.domain.bundle import Bundle
    from evreader.formats.packed import Pack

_MB = 2**20
# A novel takes some 20 MB of Word's XML.
_LARGEST_PART, _LARGEST_ALTOGETHER = 64 * _MB, 192 * _MB
_LONGEST_HEADING = 80
_LONGEST_CELL, _FEWEST_CELLS = 60, 2
_FINAL = re.compile("[.。!！?？;；,，、:：…][\"'”’」』)\\]）]*$")
_MAIN_PART = re.compile(r"word/document\d*\.xml")
_CORE = "docProps/core.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read(path: Path) -> Bundle:
    """Read one file as one article.

    Raises:
        InputError: the file is missing, no Word document, damaged, or holds no text.
    """
    data = contents_of(path, largest_mb=200)
    refuse_unless(data, path.name, "docx", "a Word document")
    with opened(data, path.name, budget=Budget(_LARGEST_ALTOGETHER)) as pack:
        blocks = folded(list(_blocks(pack)))
        if not blocks:
            raise InputError(f"“{path.name}” holds no text; nothing was imported.")
        return bundle_of(_info(pack, path, blocks), blocks)


def _info(pack: Pack, path: Path, blocks: list[Block]) -> ArticleInfo:
    core = _core(pack)
    return ArticleInfo(
        title=known_title(core.get("title", "")) or title_of(blocks, path.stem),
        source=path.name,
        date=(core.get("created") or core.get("modified", ""))[:10],
        author=known_author(core.get("creator", "")),
        site=core.get("publisher", ""),
    )


def _core(pack: Pack) -> dict[str, str]:
    """The document's properties by their plain names, such as ``title`` and ``creator``."""
    root = _part(pack, _CORE)
    if root is None:
        return {}
    found = ((_local(element), (element.text or "").strip()) for element in root)
    return {name: text for name, text in found if text}


def _part(pack: Pack, name: str) -> _Element | None:
    if name not in pack:
        return None
    return tree_of(pack.read(name, largest=_LARGEST_PART), f"“{pack.name}”")


def _blocks(pack: Pack) -> Iterator[Block]:
    main = next((name for name in pack.members() if _MAIN_PART.fullmatch(name)), "")
    root = _part(pack, main)
    if root is None:
        raise InputError(f"“{pack.name}” is damaged: its text is missing; get it anew.")
    styles = Styles(_part(pack, "word/styles.xml"))
    yield from _Story(root, styles).blocks()
    for name in _NOTES:
        notes = _part(pack, name)
        if notes is not None:
            yield from _Story(notes, styles).blocks()


class _Story:
    """One part of a document: its paragraphs in order, as a reader sees them."""

    def __init__(self, root: _Element, styles: Styles) -> None:
        self._root = root
        self._styles = styles
        self._w = w = root.tag.rpartition("}")[0] + "}"
        self._gone = frozenset({
            f"{w}{name}" for name in ("del", "moveFrom", "rt", "pPr", "tblPr", "sectPr")
        })
        self._signs = {
            f"{w}tab": "\t",
            f"{w}ptab": "\t",
            f"{w}br": "\n",
            f"{w}cr": "\n",
            f"{w}noBreakHyphen": "\u2011",
        }

    def blocks(self) -> Iterator[Block]:
        carried = ""
        for paragraph in self._paragraphs():
            text = carried + self._shown(paragraph)
            # The mark at its end was deleted: it runs on into the next paragraph.
            carried = text if self._runs_on(paragraph) else ""
            if text.strip() and not carried:
                yield Block(text.strip(), self._kind(paragraph, text.strip()))
        if carried.strip():
            yield Block(carried.strip())

    def _shown(self, element: _Element) -> str:
        """The text of a paragraph, or of a table's row with its cells parted by a bar."""
        if element.tag != f"{self._w}tr":
            return self._text(element)
        cells = (self._cell_text(cell).strip() for cell in element.iterchildren(f"{self._w}tc"))
        return " | ".join(text for text in cells if text)

    def _cell_text(self, cell: _Element) -> str:
        paragraphs = cell.iterchildren(f"{self._w}p")
        return " ".join(text for one in paragraphs if (text := self._text(one).strip()))

    def _is_data(self, table: _Element) -> bool:
        """Whether a table holds data: rows of two short cells or more, all in one language.

        Any other table lays out a page, and each paragraph in it stands for itself.
        """
        if table.find(f".//{self._w}tbl") is not None:
            return False
        rows = [list(row.iterchildren(f"{self._w}tc")) for row in self._rows(table)]
        texts = [self._cell_text(cell) for row in rows for cell in row]
        return (
            max(map(len, rows), default=0) >= _FEWEST_CELLS
            and max(map(len, texts)) <= _LONGEST_CELL
            and not is_bilingual(texts)
        )

    def _rows(self, table: _Element) -> Iterator[_Element]:
        yield from table.iterchildren(f"{self._w}tr")

    def _paragraphs(self) -> Iterator[_Element]:
        """The paragraphs in order, and the rows of tables that hold data."""
        from lxml import etree

        walk = etree.iterwalk(self._root, events=("start",))
        for _, element in walk:
            if self._is_gone(element) or self._is_separator(element):
                walk.skip_subtree()
            elif element.tag == f"{self._w}p":
                yield element
            elif element.tag == f"{self._w}tbl" and self._is_data(element):
                walk.skip_subtree()
                yield from self._rows(element)

    def _text(self, paragraph: _Element) -> str:
        """The paragraph's own text, without that of text boxes in it."""
        from lxml import etree

        parts: list[str] = []
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            if element is paragraph:
                continue
            if element.tag == f"{self._w}p" or self._is_gone(element) or self._is_hidden(element):
                walk.skip_subtree()
            elif _local(element) == "t":
                parts.append(element.text or "")
            else:
                parts.append(self._sign(element))
        return "".join(parts)

    def _sign(self, element: _Element) -> str:
        if element.tag == f"{self._w}br" and element.get(f"{self._w}type") in {"page", "column"}:
            return ""
        return self._signs.get(element.tag, "")

    def _is_gone(self, element: _Element) -> bool:
        """Deleted, or said a second time: ruby above characters, a box drawn for old programs."""
        return element.tag in self._gone or _local(element) == "Fallback"

    def _is_hidden(self, element: _Element) -> bool:
        if element.tag != f"{self._w}r":
            return False
        vanish = element.find(f"{self._w}rPr/{self._w}vanish")
        return vanish is not None and _is_on(vanish.get(f"{self._w}val"))

    def _is_separator(self, element: _Element) -> bool:
        """The line above footnotes is kept as a note of its own."""
        is_note = element.tag in {f"{self._w}footnote", f"{self._w}endnote"}
        return is_note and element.get(f"{self._w}type", "normal") != "normal"

    def _runs_on(self, paragraph: _Element) -> bool:
        marks = f"{self._w}pPr/{self._w}rPr/{self._w}"
        return any(paragraph.find(f"{marks}{name}") is not None for name in ("del", "moveFrom"))

    def _kind(self, paragraph: _Element, text: str) -> Kind:
        kind = self._styles.kind(paragraph)
        if kind == "paragraph" and self._looks_like_heading(paragraph, text):
            return "heading"
        return kind

    def _looks_like_heading(self, paragraph: _Element, text: str) -> bool:
        """Bold all through, short, no full stop: how headings look that were given no style."""
        if len(text) > _LONGEST_HEADING or "\n" in text or _FINAL.search(text):
            return False
        if any(parent.tag == f"{self._w}tc" for parent in paragraph.iterancestors()):
            return False
        runs = [run for run in paragraph.iter(f"{self._w}r") if self._text(run).strip()]
        return bool(runs) and all(self._is_bold(run) for run in runs)

    def _is_bold(self, run: _Element) -> bool:
        bold = run.find(f"{self._w}rPr/{self._w}b")
        return bold is not None and _is_on(bold.get(f"{self._w}val"))


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_on(value: str | None) -> bool:
    return value not in {"0", "false", "off"}
