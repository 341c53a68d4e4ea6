"""TEI with standOff: texts, and beside each its mentions, entities and deals."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.formats.characters import Legal
from evreader.formats.files import whole_file
from evreader.formats.standoff import own
from evreader.formats.standoff.export import Export

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lxml.etree import _Element

    from evreader.domain.annotation import Entity
    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.document import Document, Frame, Mark

_TEI = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TOP = f"""<?xml version='1.0' encoding='UTF-8'?>
<teiCorpus xmlns="{_TEI}"><teiHeader><fileDesc>
<titleStmt><title>Export of evreader</title></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt>
<sourceDesc><p>Articles with annotations beside them.</p></sourceDesc>
</fileDesc></teiHeader>
"""


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write one corpus: a text for each article, and a ``standOff`` that points into it.

    Places are ``string-range(passage, offset, length)``, in Unicode code points from 0. White space
    of passages counts: ``xml:space`` says that it is to be kept.

    Raises:
        FormatError: the file cannot be written.
    """
    from lxml import etree

    receipt = Receipt("tei", files=[out.name])
    export, legal = Export(bundle, receipt), Legal()
    with whole_file(out) as file:
        file.write(_TOP.encode())
        for number, document in enumerate(export.documents(), 1):
            file.write(etree.tostring(_Text(document, f"a{number}", legal).root, encoding="UTF-8"))
            file.write(b"\n")
        file.write(b"</teiCorpus>\n")
    for key in ("info", "passage", "translation", "entity"):
        export.losses[key] = 0
    export.report()
    legal.report(receipt)
    return receipt


class _Text:
    """One article as a ``TEI`` element."""

    def __init__(self, document: Document, prefix: str, legal: Legal) -> None:
        from lxml import etree

        self._prefix = prefix
        self._legal = legal
        self._starts = [block.start for block in document.blocks]
        self.root = etree.Element(f"{{{_TEI}}}TEI", nsmap={None: _TEI})
        self._add_header(document)
        off = self._add(self.root, "standOff")
        entities = {mark.entity.id: mark.entity for mark in document.marks if mark.entity}
        if entities:
            items = self._add(off, "list", type="entities")
            for entity in entities.values():
                self._add_entity(items, entity)
        if document.marks:
            spans = self._add(off, "spanGrp", type="mentions")
            for mark in document.marks:
                self._add_mark(spans, mark)
            for mark in document.marks:
                self._add_attributes(off, mark)
        for number, frame in enumerate(document.frames, 1):
            self._add_frame(off, number, frame)
        body = self._add(self._add(self.root, "text"), "body")
        for number, (_, passage) in enumerate(document.blocks, 1):
            said = {"type": passage.kind, "resp": "#user" if passage.origin == "user" else ""}
            block = self._add(body, "ab", passage.text, key=f"p{number}", **said)
            block.set(f"{_XML}space", "preserve")
            if passage.language != "other":
                block.set(f"{_XML}lang", passage.language)

    def _add_header(self, document: Document) -> None:
        info = document.info
        about = self._add(self._add(self.root, "teiHeader"), "fileDesc")
        title = self._add(about, "titleStmt")
        self._add(title, "title", info.title or document.name)
        if info.author:
            self._add(title, "author", info.author)
        published = self._add(about, "publicationStmt")
        self._add(published, "publisher", info.site or "unknown")
        if info.date:
            self._add(published, "date", info.date, when=info.date)
        source = self._add(self._add(about, "sourceDesc"), "bibl")
        self._add(source, "title", info.source or info.title or document.name)
        if info.url:
            self._add(source, "ref", info.url, target=info.url)

    def _add_entity(self, items: _Element, entity: Entity) -> None:
        item = self._add(items, "item", key=f"e{entity.id}", n=entity.type)
        for name in entity.names:
            element = self._add(item, "name", name.text)
            if name.language != "other":
                element.set(f"{_XML}lang", name.language)
        for attribute, text in entity.attributes.items():
            self._add(item, "note", text, type=attribute)

    def _add_mark(self, spans: _Element, mark: Mark) -> None:
        number = bisect_right(self._starts, own.hull(mark)[0]) - 1
        start = self._starts[number]
        pairs = ",".join(f"{s.start - start},{s.end - s.start}" for s in mark.stretches)
        said = {
            "target": f"#string-range({self._prefix}.p{number + 1},{pairs})",
            "type": mark.type,
            "corresp": f"#{self._prefix}.e{mark.entity.id}" if mark.entity else "",
            "ana": f"#{self._prefix}.f{mark.key}" if _said(mark) else "",
        }
        self._add(spans, "span", mark.quote or "", key=f"m{mark.key}", **said)

    def _add_attributes(self, off: _Element, mark: Mark) -> None:
        if said := _said(mark):
            features = self._add(off, "fs", key=f"f{mark.key}", type="attributes")
            for name, text in said.items():
                self._add(self._add(features, "f", name=name), "string", text)

    def _add_frame(self, off: _Element, number: int, frame: Frame) -> None:
        features = self._add(off, "fs", key=f"d{number}", type=frame.type)
        roles = [("trigger", frame.trigger), *((a.role, a.mark) for a in frame.arguments)]
        for role, mark in roles:
            self._add(features, "f", name=role, fVal=f"#{self._prefix}.m{mark}")
        for name, text in frame.slots.items():
            self._add(self._add(features, "f", name=name), "string", text)
        if frame.origin != "user":
            self._add(self._add(features, "f", name="origin"), "string", frame.origin)

    def _add(
        self, parent: _Element, name: str, text: str = "", /, *, key: str = "", **said: str
    ) -> _Element:
        """A new element with its id and attributes; empty ones are left out."""
        from lxml import etree

        element = etree.SubElement(parent, f"{{{_TEI}}}{name}")
        if key:
            element.set(f"{_XML}id", f"{self._prefix}.{key}")
        for attribute, value in said.items():
            if value:
                element.set(attribute, self._legal(value))
        if text:
            element.text = self._legal(text)
        return element


def _said(mark: Mark) -> Mapping[str, str]:
    """What is said of a mention besides type and entity."""
    return {**mark.attributes, **({"origin": mark.origin} if mark.origin != "user" else {})}
