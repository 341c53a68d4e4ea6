"""BioC XML: passages with annotations and relations, in one collection."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.formats.characters import Legal
from evreader.formats.files import whole_file
from evreader.formats.standoff import own
from evreader.formats.standoff.export import Export

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import BinaryIO

    from lxml.etree import _Element

    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.document import Document, Frame, Mark

_TOP = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<!DOCTYPE collection SYSTEM "BioC.dtd">\n'
    "<collection><source>evreader</source><date>{}</date><key>evreader.key</key>\n"
)


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write one collection; offsets count Unicode code points from the start of each document.

    Raises:
        FormatError: the file cannot be written.
    """
    receipt = Receipt("bioc", files=[out.name])
    export, legal = Export(bundle, receipt), Legal()
    with whole_file(out) as file:
        file.write(_TOP.format(f"{datetime.now(UTC):%Y%m%d}").encode())
        for document in export.documents():
            _write_document(file, document, legal)
        file.write(b"</collection>\n")
    export.losses["info"] = export.losses["passage"] = export.losses["translation"] = 0
    export.report()
    legal.report(receipt)
    return receipt


def _write_document(file: BinaryIO, document: Document, legal: Legal) -> None:
    from lxml import etree

    root = etree.Element("document")
    _add(root, "id", document.name, legal)
    info = document.info
    known = {
        "title": info.title,
        "source": info.source,
        "date": info.date,
        "url": info.url,
        "author": info.author,
        "site": info.site,
    }
    _add_infons(root, known, legal)
    starts = [block.start for block in document.blocks]
    parts = []
    for start, passage in document.blocks:
        part = etree.SubElement(root, "passage")
        said = {"type": passage.kind, "language": passage.language, "origin": passage.origin}
        _add_infons(part, said, legal)
        _add(part, "offset", str(start), legal)
        _add(part, "text", passage.text, legal)
        parts.append(part)
    for mark in document.marks:
        part = parts[bisect_right(starts, own.hull(mark)[0]) - 1]
        _add_mark(part, mark, legal)
    for number, frame in enumerate(document.frames, 1):
        _add_frame(root, f"R{number}", frame, legal)
    file.write(etree.tostring(root, encoding="UTF-8") + b"\n")


def _add_mark(part: _Element, mark: Mark, legal: Legal) -> None:
    from lxml import etree

    annotation = etree.SubElement(part, "annotation", id=f"T{mark.key}")
    said = {"type": mark.type, **{f"attribute {k}": v for k, v in mark.attributes.items()}}
    if mark.origin != "user":
        said["annotator"] = mark.origin
    if mark.entity:
        said["identifier"] = str(mark.entity.id)
        names = [(f"name {name.language}", name.text) for name in reversed(mark.entity.names)]
        said |= dict(names)  # the first of each language stays
    _add_infons(annotation, said, legal)
    for start, end, _ in mark.stretches:
        etree.SubElement(annotation, "location", offset=str(start), length=str(end - start))
    _add(annotation, "text", mark.quote or "", legal)


def _add_frame(root: _Element, key: str, frame: Frame, legal: Legal) -> None:
    from lxml import etree

    relation = etree.SubElement(root, "relation", id=key)
    said = {"type": frame.type, **{f"slot {name}": text for name, text in frame.slots.items()}}
    if frame.origin != "user":
        said["annotator"] = frame.origin
    _add_infons(relation, said, legal)
    for role, mark in [("trigger", frame.trigger), *((a.role, a.mark) for a in frame.arguments)]:
        etree.SubElement(relation, "node", refid=f"T{mark}", role=legal(role))


def _add(parent: _Element, name: str, text: str, legal: Legal) -> None:
    from lxml import etree

    etree.SubElement(parent, name).text = legal(text)


def _add_infons(parent: _Element, said: Mapping[str, str], legal: Legal) -> None:
    from lxml import etree

    for key, text in said.items():
        if text:
            etree.SubElement(parent, "infon", key=legal(key)).text = legal(text)
