"""XLIFF on its way in: each file in it is an article, each unit a paragraph on both sides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evreader.domain.article import ArticleInfo
from evreader.domain.bundle import Receipt
from evreader.domain.language import passage_language
from evreader.formats.translation.intake import Draft, Notes
from evreader.formats.translation.reading import read_units
from evreader.formats.translation.unit import language_of
from evreader.formats.translation.xml import LANGUAGE, attribute, elements, name_of
from evreader.formats.xliff import version1, version2
from evreader.formats.xliff.names import INFO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from lxml.etree import _Element

    from evreader.domain.bundle import Bundle

_WANTED = frozenset({"xliff", "file", "metadata", "note", "trans-unit", "bin-unit", "unit"})
# Something around these is wanted too.
_KEPT = frozenset({"metadata", "note"})


def read(path: Path) -> Bundle:
    """Read a translation file as articles with links.

    Raises:
        InputError: the file is missing, no XLIFF, or holds no English or Chinese text.
    """
    receipt = Receipt("xliff")
    notes = Notes()
    reader = _Reader(path, notes)
    found = elements(path, _WANTED, notes, root="xliff", kept=_KEPT)
    return read_units(path, found, reader, notes, receipt=receipt)


class _Reader:
    """Goes through the file: languages and the article come before the units."""

    def __init__(self, path: Path, notes: Notes) -> None:
        self._path = path
        self._notes = notes
        self._tags = ("", "")
        self._drafts: list[Draft] = []

    def drafts(self) -> Iterable[Draft]:
        """The articles so far."""
        return self._drafts

    def take(self, event: str, element: _Element) -> None:
        """Take in the beginning or the end of an element."""
        name = name_of(element)
        if event == "start" and name in {"xliff", "file"}:
            self._begin(element, name)
        elif event == "end" and name == "metadata":
            self._learn(element)
        elif event == "end" and name == "note":
            self._notes.remarks += 1
        elif event == "end" and name in {"unit", "trans-unit"} and self._drafts:
            self._add(element, name)

    def _begin(self, element: _Element, name: str) -> None:
        source = attribute(element, "srcLang", "source-language")
        target = attribute(element, "trgLang", "target-language")
        self._tags = (source or self._tags[0], target or self._tags[1])
        if name == "file":
            original = attribute(element, "original")
            title = Path(original.replace("\\", "/")).name if original else self._path.stem
            source_name = original or self._path.name
            self._drafts.append(Draft(ArticleInfo(title, source=source_name), self._notes))

    def _learn(self, element: _Element) -> None:
        """What evreader knew of the article, where it wrote the file."""
        group = element.find("{*}metaGroup")
        if group is None or group.get("category") != "article" or not self._drafts:
            return
        known = {meta.get("type", ""): meta.text or "" for meta in group}
        self._drafts[-1].info = ArticleInfo(**{name: known.get(name, "") for name in INFO})

    def _add(self, element: _Element, name: str) -> None:
        draft = self._drafts[-1]
        version = version2 if name == "unit" else version1
        tags = self._tags_of(element, version)
        languages = (language_of(tags[0]), language_of(tags[1]))
        for unit in version.units(element, draft, self._notes, languages=languages):
            sides = tuple(side for side in unit.sides if side.language != "other")
            left_out = len(unit.sides) - len(sides)
            if left_out:
                self._notes.languages[tags[languages.index("other")]] += left_out
            is_alike = len(sides) > 1 and len(set(languages)) == 1
            self._notes.alike += is_alike
            if sides:
                is_linked = unit.is_linked and not left_out and not is_alike
                draft.add(replace(unit, sides=sides, is_linked=is_linked))

    def _tags_of(self, element: _Element, version: ModuleType) -> tuple[str, str]:
        """The languages of a unit: as its source and target say, in version 2 as the file does."""
        path = "{*}" if version is version1 else "{*}segment/{*}"
        texts = [element.find(path + name) for name in ("source", "target")]
        own = ["" if text is None else text.get(LANGUAGE, "") for text in texts]
        pairs = zip(self._tags, own, strict=True)
        source, target = (
            file or said if version is version2 else said or file for file, said in pairs
        )
        if texts[1] is not None and not target:
            written = passage_language("".join(texts[1].itertext()))
            if written not in {"other", language_of(source)}:
                self._notes.unnamed += 1
                target = written
        return source, target
