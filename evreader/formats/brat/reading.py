"""A brat collection on its way in, one text at a time."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.domain.article import ArticleInfo
from evreader.domain.bundle import Receipt
from evreader.errors import InputError
from evreader.formats.brat.annotations import parsed
from evreader.formats.brat.configuration import Configuration
from evreader.formats.brat.entities import Entities
from evreader.formats.brat.folder import collection
from evreader.formats.brat.pages import PageReader, Roles
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_text
from evreader.formats.standoff.intake import Intake
from evreader.formats.standoff.units import IN_WORDS, Stretch, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evreader.domain.bundle import AnnotatedArticle, Bundle
    from evreader.formats.brat.annotations import Annotations
    from evreader.formats.brat.folder import Entry, Page
    from evreader.formats.standoff.document import Document
    from evreader.formats.standoff.units import Unit

_BOM = b"\xef\xbb\xbf"


class Reading:
    """What is read of one folder or file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._collection = collection(path)
        self._receipt = Receipt("brat")
        self._units: Counter[Unit] = Counter()
        self._entities = Entities()

    def bundle(self) -> Bundle:
        """The bundle; its articles are read while they are walked."""
        refused = self._receipt.refused
        refused += [f"“{path.name}” has no text beside it." for path in self._collection.orphans]
        configuration = Configuration(self._path.stem)
        for folder in self._collection.configurations:
            refused += configuration.add(folder)
        self._roles = Roles(configuration.roles)
        for entry in self._collection.entries:
            for page in entry.pages:
                self._scan(page)
        intake = Intake(self._receipt, self._entities.finish())
        bundle = intake.bundle(self._articles(intake), set_name=self._path.stem)
        return replace(bundle, scheme=configuration.scheme())

    def _scan(self, page: Page) -> None:
        contents: list[str] = []
        for path in page.annotations:
            with suppress(InputError):  # told when its text is read
                contents.append(_text_of(path))
        self._entities.scan("\n".join(contents))

    def _articles(self, intake: Intake) -> Iterator[AnnotatedArticle]:
        for entry in self._collection.entries:
            info = ArticleInfo(entry.name.rpartition("/")[2], source=entry.name)
            documents = [
                found for page in entry.pages if (found := self._document(entry, info, page))
            ]
            if documents:
                yield intake.article(info, documents)
        if self._units:
            units = ", ".join(
                f"{IN_WORDS[unit]} ({number})" if len(self._units) > 1 else IN_WORDS[unit]
                for unit, number in self._units.most_common()
            )
            self._receipt.notes.append(f"Offsets count {units}.")

    def _document(
        self, entry: Entry, info: ArticleInfo, page: Page
    ) -> tuple[Document, Unit] | None:
        try:
            text, is_marked = _decoded(page.text)
        except InputError as error:
            self._receipt.refused.append(str(error))
            return None
        annotations = parsed("\n".join(self._contents(page)))
        name = page.text.name if len(entry.pages) > 1 else entry.name
        self._receipt.refused += [
            f"“{name}”, line {fault.line} of its annotations (“{fault.text}”): {fault.reason}."
            for fault in annotations.faults
        ]
        if is_marked:
            _count_mark(annotations, text)
        stretches = [one for mark in annotations.texts.values() for one in mark.stretches]
        unit = unit_of([(text, stretches)])
        self._units.update([unit] if stretches else [])
        self._receipt.files += [page.text.name, *(path.name for path in page.annotations)]
        return PageReader(annotations, self._entities, self._roles).document(name, info, text), unit

    def _contents(self, page: Page) -> Iterator[str]:
        """The annotations of a text; those that cannot be read harm neither it nor others."""
        for path in page.annotations:
            try:
                yield _text_of(path)
            except InputError as error:
                self._receipt.refused.append(f"{error} The article comes in without it.")


def _text_of(path: Path) -> str:
    """The text of a file of annotations, which may be empty, or hold a NUL in some line.

    Raises:
        InputError: it cannot be read.
    """
    if path.is_file() and not path.stat().st_size:
        return ""
    data = contents_of(path)
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
