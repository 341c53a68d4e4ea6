"""Layers of a CAS as marks and frames, and back."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from evreader.domain.language import passage_language
from evreader.errors import FormatError
from evreader.formats.standoff import own
from evreader.formats.standoff.document import Document, Mark, Relation
from evreader.formats.standoff.intake import bundle_of
from evreader.formats.standoff.tokens import Flat, cut_at, sentences_of, tokens_of
from evreader.formats.standoff.units import IN_WORDS, Stretch, offsets_in
from evreader.formats.uima.cas import (
    DEAL,
    DEAL_TYPE,
    ENTITY,
    KEPT,
    LINK,
    METADATA,
    SENTENCE,
    TOKEN,
    Cas,
)
from evreader.formats.uima.chains import NEXT, Chains

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence
    from pathlib import Path

    from evreader.domain.bundle import Bundle, Receipt
    from evreader.formats.standoff.units import Unit
    from evreader.formats.uima.cas import Ref, Structure, Value

UNIT: Unit = "UTF-16 units"
_OUR_ENTITY = "urn:evreader:entity:"
_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_RESERVED = frozenset({"begin", "end", "sofa", "roles", "id", "type", DEAL_TYPE})
# What programs annotate and people do not: no mentions.
_MACHINE_MADE = (
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.dkpro.core.api.transform.",
    "de.tudarmstadt.ukp.clarin.webanno.",
    "de.tudarmstadt.ukp.inception.",
    "org.dkpro.core.api.xml.",
    "org.apache.ctakes.typesystem.type.syntax.",
    "org.apache.ctakes.typesystem.type.textspan.",
    "org.apache.ctakes.typesystem.type.structured.",
    "org.cleartk.token.",
    "org.cleartk.syntax.",
    "opennlp.uima.Sentence",
    "opennlp.uima.Token",
    "de.julielab.jcore.types.Sentence",
    "de.julielab.jcore.types.Token",
    "uima.tcas.DocumentAnnotation",
    "uima.cas.",
)
_LABELS = ("value", "label", "category", "referenceType")
_ENDS = (("Governor", "Dependent"), ("governor", "dependent"), ("source", "target"))


def slot_features(names: Mapping[str, None]) -> dict[str, None]:
    """The slots whose names can be a feature's; others are only kept under our own key."""
    return {name: None for name in names if _FEATURE.fullmatch(name) and name not in _RESERVED}


def cas_of(document: Document, slots: Mapping[str, None]) -> Cas:
    """A document as a CAS: sentences, tokens, named entities, and deals with their roles."""
    cas = Cas(document.text)
    at = offsets_in(document.text, UNIT)
    language = passage_language(document.text)
    cas.add(
        METADATA,
        begin=0,
        end=at(len(document.text)),
        language=language if language != "other" else "x-unspecified",
        documentTitle=document.info.title or document.name,
        documentId=document.name,
        documentUri=document.info.url,
    )
    _add_tokens(cas, document, at)
    frames = {frame.trigger: frame for frame in document.frames}
    refs: dict[str, Ref] = {}
    for mark in document.marks:
        start, end = own.hull(mark)
        place: dict[str, Value] = {"begin": at(start), "end": at(end)}
        if mark.key in frames:
            texts = frames[mark.key].slots
            said: dict[str, Value] = {name: texts[name] for name in texts if name in slots}
            refs[mark.key] = cas.add(DEAL, **place, **{DEAL_TYPE: mark.type}, **said)
        else:
            identifier = f"{_OUR_ENTITY}{mark.entity.id}" if mark.entity else None
            refs[mark.key] = cas.add(ENTITY, **place, value=mark.type, identifier=identifier)
    for trigger, frame in frames.items():
        if trigger in refs:
            cas.structures[refs[trigger].id].features["roles"] = [
                cas.add(LINK, role=argument.role, target=refs[argument.mark])
                for argument in frame.arguments
                if argument.mark in refs
            ]
    cas.add(KEPT, json=json.dumps(own.told(document, UNIT), ensure_ascii=False, sort_keys=True))
    return cas


def taken_in(cases: Sequence[Cas], path: Path, receipt: Receipt) -> Bundle:
    """An article for each CAS: spans as mentions, slots and relations as deals.

    Raises:
        FormatError: there is none.
    """
    # An article of ours may be blank; a view of others is then only a place for something else.
    filled = [cas for cas in cases if cas.text.strip() or _is_ours(cas)]
    if not filled:
        raise FormatError(f"“{path.name}” holds no text with layers, so it is no UIMA file.")
    if len(filled) < len(cases):
        empty = len(cases) - len(filled)
        receipt.refused.append(f"“{path.name}”: views without any text left out: {empty}.")
    documents = [_Layers(cas, receipt).document(path.name) for cas in filled]
    receipt.notes.append(f"Offsets count {IN_WORDS[UNIT]}.")
    # What was kept by us is measured already.
    unit = "code points" if all(map(_is_ours, filled)) else UNIT
    return bundle_of(documents, receipt, set_name=path.stem, unit=unit)


def _is_ours(cas: Cas) -> bool:
    return any(structure.type == KEPT for structure in cas.structures.values())


def _add_tokens(cas: Cas, document: Document, at: Callable[[int], int]) -> None:
    # Layers of INCEpTION begin and end where tokens do, so marks cut tokens.
    marks = [Flat(*own.hull(mark), mark.type) for mark in document.marks]
    for sentence in sentences_of(document, []):
        tokens = list(cut_at(tokens_of(document.text, sentence), marks))
        if tokens:
            cas.add(SENTENCE, begin=at(tokens[0].start), end=at(tokens[-1].end))
        for start, end in tokens:
            cas.add(TOKEN, begin=at(start), end=at(end))


class _Layers:
    """What the structures of one CAS are: marks, hosts of roles, relations, or nothing of ours."""

    def __init__(self, cas: Cas, receipt: Receipt) -> None:
        self._cas = cas
        self._chains = Chains(cas)
        self._receipt = receipt
        self._marks: dict[int, Mark] = {}
        self._ignored: Counter[str] = Counter()
        self._hosts: dict[int, list[tuple[str, Structure]]] = {}
        self._relations: list[tuple[Structure, Structure, Structure]] = []
        self._left: Counter[str] = Counter()

    def document(self, name: str) -> Document:
        """The whole of it."""
        structures = self._cas.structures.values()
        for structure in structures:
            self._sort_in(structure)
        self._note()
        known = {"title": "", "url": ""}
        for structure in structures:
            if structure.type == METADATA:
                title = structure.text("documentTitle") or structure.text("documentId")
                known = {"title": title, "url": structure.text("documentUri")}
        if not known["url"].startswith(("http://", "https://")):
            known["url"] = ""
        info = own.info_of(known, self._cas.text, source=name)
        arrows = [self._relation(*ends) for ends in self._relations]
        for number, roles in self._hosts.items():
            arrows += [Relation(role, str(number), self._mark(target)) for role, target in roles]
        marks = tuple(self._marks.values())
        self._note_references()
        document = Document(name, info, self._cas.text, marks)
        hosts = [str(number) for number in self._hosts]
        return own.completed(document, arrows, self._kept(), triggers=hosts)

    def _sort_in(self, structure: Structure) -> None:
        if self._chains.is_kept(structure):
            return
        if structure.span is None:
            if _is_of_the_whole_text(structure):
                self._ignored[structure.name] += 1
            return
        is_chain = self._chains.is_chain(self._cas, structure)
        if is_chain or structure.type.startswith(_MACHINE_MADE):
            self._ignored[structure.name] += 1
            return
        for first, second in _ENDS:
            sources = [*self._cas.targets(structure, first)]
            targets = [*self._cas.targets(structure, second)]
            if sources and targets:
                self._relations.append((structure, sources[0], targets[0]))
                return
        roles = [
            (link.text("role") or name, target)
            for name in structure.features
            for link in self._links(structure, name)
            for target in self._cas.targets(link, "target")
        ]
        self._mark(structure)
        if roles or structure.type == DEAL:
            self._hosts[structure.id] = roles

    def _links(self, structure: Structure, name: str) -> list[Structure]:
        """The links that a feature consists of, each with a role and a target."""
        found = list(self._cas.targets(structure, name))
        return found if all(map(_is_link, found)) else []

    def _mark(self, structure: Structure) -> str:
        """The key of the mark that this annotation is."""
        if structure.id not in self._marks:
            begin, end = structure.span or (0, 0)
            kind, attributes = self._said(structure)
            stretches = (Stretch(begin, end),)
            key = str(structure.id)
            self._marks[structure.id] = Mark(key, kind, stretches, attributes)
        return str(structure.id)

    def _said(
        self, structure: Structure, *, ends: Container[str] = ()
    ) -> tuple[str, dict[str, str]]:
        """The type of a mark, and its other features but the ends of a relation as attributes."""
        labels = (DEAL_TYPE, *_LABELS) if structure.type == DEAL else _LABELS
        label = next((name for name in labels if structure.text(name)), "")
        attributes = {}
        number = self._chains.number(structure)
        for name in structure.features:
            targets = list(self._cas.targets(structure, name))
            is_links = bool(targets) and all(map(_is_link, targets))
            if name in {"begin", "end", "sofa", label} or name in ends or is_links:
                continue
            told = self._cas.told(structure, name)
            if told and name != NEXT:
                attributes[name] = told
            elif targets and not (number and name == NEXT):
                self._left[name] += 1
        if attributes.get("identifier", "").startswith(_OUR_ENTITY):
            del attributes["identifier"]
        if number:
            attributes.setdefault("chain", str(number))
        if label and structure.type not in {ENTITY, DEAL}:
            attributes["layer"] = structure.name
        return structure.text(label) or structure.name, attributes

    def _relation(self, relation: Structure, source: Structure, target: Structure) -> Relation:
        kind, attributes = self._said(relation, ends={*chain(*_ENDS)})
        arrow = Relation(kind, self._mark(source), self._mark(target))
        return arrow._replace(slots=tuple(attributes.items()))

    def _kept(self) -> dict[str, object]:
        for structure in self._cas.structures.values():
            if structure.type == KEPT:
                try:
                    found = json.loads(structure.text("json"))
                except (ValueError, RecursionError):
                    self._receipt.refused.append("What evreader kept in the file is damaged.")
                    return {}
                return found if isinstance(found, dict) else {}
        return {}

    def _note(self) -> None:
        if self._ignored:
            told = ", ".join(f"{name} {number}" for name, number in self._ignored.most_common())
            self._receipt.notes.append(f"Layers that are no mentions, left aside: {told}.")

    def _note_references(self) -> None:
        if self._left:
            told = ", ".join(f"{name} {number}" for name, number in self._left.most_common())
            self._receipt.notes.append(f"References to other annotations, left aside: {told}.")


def _is_of_the_whole_text(structure: Structure) -> bool:
    """Whether it says something of the text as a whole, as layers for documents do."""
    is_part = structure.type.startswith("uima.cas.") or structure.type.endswith("[]")
    return not (is_part or structure.type == KEPT or _is_link(structure))


def _is_link(structure: Structure) -> bool:
    """Whether it only joins an annotation with a role."""
    return structure.span is None and "target" in structure.features
