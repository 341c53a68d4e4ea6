"""A bundle on its way out as XLIFF 2.0: a file for each article, a unit for each link."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.formats.files import whole_file
from evreader.formats.translation.export import Export
from evreader.formats.translation.unit import told_layouts, told_places
from evreader.formats.translation.wording import Wording
from evreader.formats.translation.xml import SPACE
from evreader.formats.xliff.inline import fill, writable
from evreader.formats.xliff.names import CATEGORY, INFO, METADATA, OURS, XLIFF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element, _IncrementalFileWriter

    from evreader.domain.article import ArticleInfo
    from evreader.domain.bundle import AnnotatedArticle, Bundle
    from evreader.formats.translation.unit import Side, Unit

_SPACES = {None: XLIFF, "mda": METADATA, "ev": OURS}


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write the linked sentences, the others as units with one side empty, and mentions as terms.

    Raises:
        FormatError: the file cannot be written.
    """
    from lxml import etree

    receipt = Receipt("xliff")
    export = Export(bundle, receipt)
    languages = {"srcLang": "en", "trgLang": "zh", "version": "2.0"}
    foreign = 0
    with whole_file(out) as file, etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{XLIFF}}}xliff", languages, nsmap=_SPACES):
            numbers = count(1)
            for annotated in bundle.articles:
                units = [unit for unit in export.units(annotated) if unit.side("other") is None]
                export.went(sum(len(side.terms) for unit in units for side in unit.sides))
                foreign += sum(p.language == "other" for p in annotated.article.passages)
                if units:
                    number = next(numbers)
                    _write_article(xml, number, annotated, units)
    export.report()
    if foreign:
        receipt.losses.append(f"Passages in neither English nor Chinese left out: {foreign}.")
    receipt.files.append(out.name)
    return receipt


def _write_article(
    xml: _IncrementalFileWriter, number: int, annotated: AnnotatedArticle, units: Iterable[Unit]
) -> None:
    info = annotated.article.info
    original = writable(info.source or info.title) or f"article {number}"
    named = {"id": f"f{number}", "original": original}
    with xml.element(f"{{{XLIFF}}}file", named):
        told = _metadata("article", _told(info))
        if told is not None:
            xml.write(told, pretty_print=True)
        for unit_number, unit in enumerate(units, 1):
            xml.write(_unit(unit_number, unit))


def _told(info: ArticleInfo) -> dict[str, str]:
    return {name: getattr(info, name) for name in INFO}


def _unit(number: int, unit: Unit) -> _Element:
    from lxml import etree

    named = {"id": f"u{number}", SPACE: "preserve"}
    element = etree.Element(f"{{{XLIFF}}}unit", named, nsmap=_SPACES)
    told = _metadata(CATEGORY, dict(_facts(unit)))
    if told is not None:
        element.append(told)
    en, zh = unit.side("en"), unit.side("zh")
    segment = etree.SubElement(element, f"{{{XLIFF}}}segment", id="s1")
    if zh is not None:
        is_confirmed = unit.is_linked and unit.status == "confirmed"
        segment.set("state", "reviewed" if is_confirmed else "translated")
    numbers = count(1)
    source = Wording(en.text, en.terms) if en else Wording()
    fill(etree.SubElement(segment, f"{{{XLIFF}}}source"), source, numbers)
    if zh is not None:
        target = etree.SubElement(segment, f"{{{XLIFF}}}target")
        fill(target, Wording(zh.text, zh.terms), numbers)
    return element


def _facts(unit: Unit) -> Iterator[tuple[str, str]]:
    if unit.is_linked:
        yield "status", unit.status
        yield "score", f"{unit.score:.4g}"
    for side in unit.sides:
        yield from _side_facts(side)


def _side_facts(side: Side) -> Iterator[tuple[str, str]]:
    yield f"{side.language}-place", told_places(side.places)
    yield f"{side.language}-passages", told_layouts(side.layouts)
    yield f"{side.language}-origin", side.origin if side.origin == "user" else ""


def _metadata(category: str, told: Mapping[str, str]) -> _Element | None:
    """The facts that are not empty, as XLIFF's metadata; None if all are."""
    from lxml import etree

    element = etree.Element(f"{{{METADATA}}}metadata", nsmap=_SPACES)
    group = etree.SubElement(element, f"{{{METADATA}}}metaGroup", category=category)
    for name, value in told.items():
        if value:
            meta = etree.SubElement(group, f"{{{METADATA}}}meta", type=name)
            meta.text = writable(value)
    return element if len(group) else None
