"""TMX 1.4, the format of translation memories: linked sentences and those that stand alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.article import ArticleInfo
from evreader.domain.bundle import Receipt
from evreader.formats.characters import Legal
from evreader.formats.files import whole_file
from evreader.formats.translation.export import Export
from evreader.formats.translation.intake import Draft, Notes
from evreader.formats.translation.reading import read_units
from evreader.formats.translation.unit import (
    Side,
    Unit,
    language_of,
    layouts_of,
    places_of,
    told_layouts,
    told_places,
)
from evreader.formats.translation.xml import attribute, elements, name_of, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element

    from evreader.domain.article import Language, LinkStatus
    from evreader.domain.bundle import Bundle

_OURS = "x-evreader-"
_VERSION = "1"
_INFO = ("title", "source", "date", "url", "author", "site")
_TAGS: dict[Language, str] = {"en": "en", "zh": "zh", "other": "und"}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Formatting codes: what is written inside them is no text. <hi> is text that is set off.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "sub"})
_BREAK = re.compile(r"\s*(?:<br\b|\\n)", re.IGNORECASE)
# OmegaT writes the tags of its documents into the text, by a letter and a number.
_WRITTEN_CODE = re.compile(r"</?[a-z]{1,3}\d{1,4}/?>")
# How far Trados says that a translation is; all else there is a person's.
_UNSURE = frozenset({"unspecified", "draft", "rejectedtranslation", "rejectedsignoff"})
_SCORES = ("score", "x-score", "alignment-score", "x-alignment-score", "similarity")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write the linked sentences, and the others as units of one language.

    Raises:
        FormatError: the file cannot be written.
    """
    from lxml import etree

    receipt = Receipt("tmx")
    export = Export(bundle, receipt)
    legal = Legal()
    with whole_file(out) as file, etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with xml.element("tmx", version="1.4"):
            xml.write(_header(), pretty_print=True)
            with xml.element("body"):
                for element in _units(bundle, export, legal):
                    xml.write(element, pretty_print=True)
    export.report()
    legal.report(receipt)
    receipt.files.append(out.name)
    return receipt


def read(path: Path) -> Bundle:
    """Read a memory as articles with links: ours as they were, of others one passage a segment.

    Raises:
        InputError: the file is missing, no TMX, or holds no English or Chinese text.
    """
    receipt = Receipt("tmx")
    notes = Notes()
    reader = _Reader(path, notes)
    found = elements(path, {"header", "tu"}, notes, root="tmx")
    return read_units(path, found, reader, notes, receipt=receipt)


def _header() -> _Element:
    from lxml import etree

    return etree.Element(
        "header",
        {
            "creationtool": "evreader",
            "creationtoolversion": _VERSION,
            "segtype": "sentence",
            "o-tmf": "evreader",
            "adminlang": "en",
            "srclang": "*all*",
            "datatype": "plaintext",
        },
    )


def _units(bundle: Bundle, export: Export, legal: Legal) -> Iterator[_Element]:
    """All units; the first one of an article says what is known about the article."""
    for number, annotated in enumerate(bundle.articles, 1):
        info = {name: getattr(annotated.article.info, name) for name in _INFO}
        for unit in export.units(annotated):
            yield _unit(unit, number, info, legal)
            info = {}


def _unit(unit: Unit, article: int, info: Mapping[str, str], legal: Legal) -> _Element:
    from lxml import etree

    element = etree.Element("tu")
    _props(element, {"article": str(article), **info}, legal)
    if unit.is_linked:
        _props(element, {"status": unit.status, "score": f"{unit.score:.4g}"}, legal)
    for side in unit.sides:
        variant = etree.SubElement(element, "tuv", {_LANG: _TAGS[side.language]})
        if side.origin == "user":
            variant.set("creationid", "user")
        told = {
            "origin": side.origin if side.origin == "user" else "",
            "place": told_places(side.places),
            "passages": told_layouts(side.layouts),
        }
        _props(variant, told, legal)
        etree.SubElement(variant, "seg").text = legal(side.text)
    return element


def _props(element: _Element, told: Mapping[str, str], legal: Legal) -> None:
    from lxml import etree

    for name, value in told.items():
        if value:
            etree.SubElement(element, "prop", type=f"{_OURS}{name}").text = legal(value)


class _Reader:
    """Takes in one unit after the other, by the article that each says it belongs to."""

    def __init__(self, path: Path, notes: Notes) -> None:
        self._path = path
        self._notes = notes
        self._has_written_codes = False
        self._drafts: dict[str, Draft] = {}

    def drafts(self) -> Iterable[Draft]:
        """The articles so far."""
        return self._drafts.values()

    def take(self, event: str, element: _Element) -> None:
        """Take in a unit, or note what the header says of the file."""
        if event == "end" and name_of(element) == "header":
            self._has_written_codes = element.get("creationtool", "") == "OmegaT"
        elif event == "end":
            self._take_unit(element)

    def _take_unit(self, element: _Element) -> None:
        props = _props_of(element)
        self._notes.remarks += len(element.findall(".//{*}note"))
        article = props.get(f"{_OURS}article", "")
        if article not in self._drafts:
            self._drafts[article] = Draft(self._info(props), self._notes)
        unit = self._unit(element, props)
        if unit is not None:
            self._drafts[article].add(unit)

    def _info(self, props: Mapping[str, str]) -> ArticleInfo:
        if f"{_OURS}article" not in props:
            return ArticleInfo(self._path.stem, source=self._path.name)
        return ArticleInfo(**{name: props.get(f"{_OURS}{name}", "") for name in _INFO})

    def _unit(self, element: _Element, props: Mapping[str, str]) -> Unit | None:
        sides: dict[Language, Side] = {}
        for variant in element.iter("{*}tuv"):
            side = self._side(variant)
            if side is None:
                continue
            if side.language in sides:
                self._notes.wordings += 1
            else:
                sides[side.language] = side
        if not sides:
            self._notes.empty += not len(element.findall("{*}tuv/{*}seg"))
            return None
        both = tuple(sides[name] for name in ("en", "zh", "other") if name in sides)
        status, score = _standing(props)
        is_linked = len(both) > 1 or f"{_OURS}status" in props
        return Unit(both, status, score, is_linked)

    def _side(self, variant: _Element) -> Side | None:
        seg = variant.find("{*}seg")
        if seg is None:
            return None
        props = _props_of(variant)
        tag = attribute(variant, "lang")
        language = language_of(tag)
        places = places_of(props.get(f"{_OURS}place", ""))
        text = unwrapped(self._plain(seg), preserve=bool(places))
        if language == "other" and not places:
            self._notes.languages[tag] += 1
            return None
        if not text:
            self._notes.empty += 1
            return None
        return Side(
            language,
            text,
            places,
            layouts_of(props.get(f"{_OURS}passages", "")),
            "user" if props.get(f"{_OURS}origin") == "user" else "source",
            is_whole=bool(places),
        )

    def _plain(self, seg: _Element) -> str:
        """The text of a segment without codes of any kind."""
        text = self._text(seg)
        if self._has_written_codes:
            text, number = _WRITTEN_CODE.subn("", text)
            self._notes.codes += number
        return text

    def _text(self, element: _Element) -> str:
        """The text of a segment without the codes in it."""
        parts = [element.text or ""]
        for inner in element:
            name = name_of(inner)
            if name in _CODES:
                self._notes.codes += 1
                is_break = attribute(inner, "type") == "lb" or _BREAK.match(inner.text or "")
                parts.append("\n" if name == "ph" and is_break else "")
            elif name:
                self._notes.codes += name == "hi"
                parts.append(self._text(inner))
            parts.append(inner.tail or "")
        return "".join(parts)


def _props_of(element: _Element) -> dict[str, str]:
    return {prop.get("type", ""): prop.text or "" for prop in element.findall("{*}prop")}


def _standing(props: Mapping[str, str]) -> tuple[LinkStatus, float]:
    """Status and score of a unit; a pair that says neither was put into its memory by a person."""
    score = next((props[name] for name in (f"{_OURS}score", *_SCORES) if name in props), "")
    number = _NUMBER.fullmatch(score.strip().rstrip("%"))
    value = float(number[0]) if number else 1.0
    value = value / 100 if value > 1 else value
    told = props.get(f"{_OURS}status", "")
    is_unsure = bool(told or number) or props.get("x-ConfirmationLevel", "").lower() in _UNSURE
    status: LinkStatus = "confirmed" if told == "confirmed" or not is_unsure else "automatic"
    return status, min(value, 1.0)
