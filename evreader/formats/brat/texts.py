"""The texts of a brat collection with their annotations, read some at a time.

What was gathered from all of them before goes along, so that any process can do it.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.article import ArticleInfo
from evreader.domain.portion import Portion
from evreader.errors import InputError
from evreader.formats.brat.annotations import parsed
from evreader.formats.brat.pages import PageReader
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_text
from evreader.formats.standoff.articles import Articles
from evreader.formats.standoff.units import Stretch, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evreader.domain.bundle import AnnotatedArticle
    from evreader.formats.brat.annotations import Annotations
    from evreader.formats.brat.entities import Entities
    from evreader.formats.brat.folder import Collection, Entry, Page
    from evreader.formats.brat.pages import Roles
    from evreader.formats.standoff.articles import Told
    from evreader.formats.standoff.document import Document
    from evreader.formats.standoff.units import Unit

_BOM = b"\xef\xbb\xbf"
# Texts of a portion: so few that none is waited for, so many that handing them over costs little.
_TOGETHER = 25
# From one portion to the next, so that no two articles or mentions have the same id.
_IDS = 2**32


class Rest(NamedTuple):
    """What some texts bring besides articles.

    Attributes:
        told: what the documents of each article tell.
        refused: one sentence for each text and line that was not taken.
        files: the names of the files that were read.
        units: how many texts count their offsets in which unit.
    """

    told: list[Told]
    refused: list[str]
    files: list[str]
    units: Counter[Unit]


class Texts:
    """The texts of a collection; a value that can be handed to another process."""

    def __init__(self, collection: Collection, entities: Entities, roles: Roles) -> None:
        self._root = collection.root
        self._entries = collection.entries
        self._entities = entities
        self._roles = roles

    def portions(self) -> range:
        """The number of the first entry of each portion."""
        return range(0, len(self._entries), _TOGETHER)

    def read(self, first: int) -> Portion[Rest]:
        """Read a portion."""
        articles = Articles(after=first * _IDS)
        rest = Rest([], [], [], Counter())
        found: list[AnnotatedArticle] = []
        for entry in self._entries[first : first + _TOGETHER]:
            info = ArticleInfo(entry.name.rpartition("/")[2], source=entry.name)
            read = (self._document(entry, info, page, rest) for page in entry.pages)
            documents = [document for document in read if document]
            if documents:
                article, told = articles.made(info, documents)
                found.append(article)
                rest.told.append(told)
        return Portion(tuple(found), rest)

    def _document(
        self, entry: Entry, info: ArticleInfo, page: Page, rest: Rest
    ) -> tuple[Document, Unit] | None:
        try:
            text, is_marked = _decoded(Path(self._root, page.text))
        except InputError as error:
            rest.refused.append(str(error))
            return None
        annotations = parsed("\n".join(self._contents(page, rest)))
        file = _file(page.text)
        name = file if len(entry.pages) > 1 else entry.name
        rest.refused.extend(
            f"“{name}”, line {fault.line} of its annotations (“{fault.text}”): {fault.reason}."
            for fault in annotations.faults
        )
        if is_marked:
            _count_mark(annotations, text)
        stretches = [one for mark in annotations.texts.values() for one in mark.stretches]
        unit = unit_of([(text, stretches)])
        rest.units.update([unit] if stretches else [])
        rest.files.extend([file, *map(_file, page.annotations)])
        return PageReader(annotations, self._entities, self._roles).document(name, info, text), unit

    def _contents(self, page: Page, rest: Rest) -> Iterator[str]:
        """The annotations of a text; those that cannot be read harm neither it nor others."""
        for name in page.annotations:
            try:
                yield text_of(Path(self._root, name))
            except InputError as error:
                rest.refused.append(f"{error} The article comes in without it.")


def _file(name: str) -> str:
    """The last part of a name: what the file is called."""
    return name.rpartition("/")[2]


def text_of(path: Path) -> str:
    """The text of a file of annotations, which may be empty, or hold a NUL in some line.

    Raises:
        InputError: it cannot be read.
    """
    data = contents_of(path, may_be_empty=True)
    with suppress(UnicodeDecodeError):
        return decode_text(data) or data.decode()
    raise InputError(f"“{path.name}” is no text.")


def _decoded(path: Path) -> tuple[str, bool]:
    """The text of a file, and whether a byte order mark stood before it."""
    data = contents_of(path)
    text = decode_text(data)
    if text is None:
        raise InputError(f"“{path.name}” is no text.")
    return text, data.startswith(_BOM)


def _count_mark(annotations: Annotations, text: str) -> None:
    """Where a file counts the byte order mark as a character, count on without it."""
    stretches = [one for mark in annotations.texts.values() for one in mark.stretches]
    plain = sum(text[start:end] == quote for start, end, quote in stretches)
    moved = sum(text[start - 1 : end - 1] == quote for start, end, quote in stretches if start)
    if moved <= plain:
        return
    for key, mark in annotations.texts.items():
        places = (Stretch(start - 1, end - 1, quote) for start, end, quote in mark.stretches)
        annotations.texts[key] = mark._replace(stretches=tuple(places))
