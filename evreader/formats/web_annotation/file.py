"""W3C Web Annotation as JSON-LD: texts with annotations that quote them and say where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats.files import whole_file
from evreader.formats.standoff import own
from evreader.formats.standoff.document import relations_of
from evreader.formats.standoff.export import Export
from evreader.formats.standoff.intake import bundle_of
from evreader.formats.standoff.records import json_line, keys_in, records_of
from evreader.formats.standoff.units import IN_WORDS
from evreader.formats.web_annotation.items import CONTEXT, items_of
from evreader.formats.web_annotation.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.document import Document, Mark
    from evreader.formats.standoff.units import Stretch

_AROUND = 32  # characters before and behind a quote: as many as Hypothesis writes
_ABOUT = {"target", "hasTarget", "oa:hasTarget"}
_TYPES = (b'"Annotation"', b'"AnnotationPage"', b'"AnnotationCollection"', b'"oa:Annotation"')


def claims(head: bytes, name: str) -> bool:
    """Whether a JSON file that begins so, or is called so, holds web annotations."""
    if b"anno.jsonld" in head or name.lower().endswith(".jsonld"):
        return True
    keys = keys_in(head)
    typed = any(kind in head for kind in _TYPES) and bool(keys & _ABOUT)
    is_annotator = {"ranges", "uri"} <= keys
    return typed or is_annotator or (bool(keys & {"rows", "target"}) and "selector" in keys)


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write a page of annotations; the first of each article describes its text and holds it.

    Raises:
        FormatError: the file cannot be written.
    """
    receipt = Receipt("web-annotation")
    export = Export(bundle, receipt, arrows=True)
    with whole_file(out) as file:
        start = json_line({"@context": CONTEXT, "type": "AnnotationPage", "items": []})
        before = start.removesuffix(b"]}\n") + b"\n"
        for document in export.documents():
            for annotation in annotations_of(document):
                file.write(before + json_line(annotation).removesuffix(b"\n"))
                before = b",\n"
        file.write((b"\n" if before == b",\n" else before) + b"]}\n")
    own.report(export, receipt, f"“{own.KEY}”")
    receipt.files.append(out.name)
    return receipt


def annotations_of(document: Document) -> Iterator[dict[str, Any]]:
    """A document's text as what an annotation with its title is about; then its marks and arrows.

    Later annotations name the text by the id that it has there. A mark in several pieces has a
    composite of them as its target.
    """
    base = f"urn:evreader:{document.name}"
    yield {
        "id": f"{base}:text",
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "TextualBody", "value": document.info.title, "format": "text/plain"},
        "target": {
            "id": base,
            "type": "Text",
            "format": "text/plain",
            "value": document.text,
        },
        own.KEY: own.told(document, "code points"),
    }
    for mark in document.marks:
        targets = [_target(base, stretch, document.text) for stretch in mark.stretches]
        yield {
            "id": f"{base}:{mark.key}",
            "type": "Annotation",
            "motivation": "tagging",
            "body": list(_bodies(mark)),
            "target": targets[0] if len(targets) == 1 else {"type": "Composite", "items": targets},
        }
    for number, relation in enumerate(relations_of(document), 1):
        yield {
            "id": f"{base}:link:{number}",
            "type": "Annotation",
            "motivation": "linking",
            "body": {"type": "TextualBody", "purpose": "tagging", "value": relation.type},
            "target": [f"{base}:{relation.source}", f"{base}:{relation.target}"],
        }


def read(path: Path) -> Bundle:
    """Read annotations of texts that are in the file, or in text files beside it.

    A quote wins over a position; where they differ, the quote is looked for, with what stands
    around it, and the difference is listed. Of a text that is nowhere, the quotes are kept.

    Raises:
        FormatError: there are no annotations in it, or none that quotes a text or whose text is
            there.
        InputError: the file cannot be read.
    """
    receipt = Receipt("web-annotation")
    reading = Reading(path, receipt)
    found = [record.value for record in records_of(path, receipt)]
    items = items_of(found, path, receipt)
    documents, unit = reading.documents(items)
    if not documents:
        raise FormatError(_nothing(path.name, len(items), receipt.refused))
    if any(document.marks and not document.cuts for document in documents):
        receipt.notes.append(f"Positions count {IN_WORDS[unit]}.")
    return bundle_of(documents, receipt, set_name=path.stem, unit="code points")


def _nothing(name: str, number: int, refused: list[str]) -> str:
    """Why a file brings nothing."""
    if not refused:
        return f"“{name}” holds no annotation of a part of a text."
    if number <= 1:
        return refused[0]
    return (
        f"None of the {number} annotations in “{name}” can be kept; the first reason: {refused[0]}"
    )


def _target(source: str, stretch: Stretch, text: str) -> dict[str, Any]:
    start, end = stretch.start, stretch.end
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(start - _AROUND, 0) : start],
        "suffix": text[end : end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"type": "SpecificResource", "source": source, "selector": [quote, position]}


def _bodies(mark: Mark) -> Iterator[dict[str, Any]]:
    """The type as a tag, and what the mark stands for, where it is known elsewhere."""
    yield {"type": "TextualBody", "purpose": "tagging", "value": mark.type}
    number = mark.entity.attributes.get("wikidata", "") if mark.entity else ""
    if number:
        source = f"http://www.wikidata.org/entity/{number}"
        yield {"type": "SpecificResource", "purpose": "identifying", "source": source}
