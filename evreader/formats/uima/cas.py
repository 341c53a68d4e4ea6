"""A CAS in memory: one text, and feature structures that point at it and at each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from evreader.formats.standoff.records import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
ENTITY = f"{_DKPRO}ner.type.NamedEntity"
SENTENCE = f"{_DKPRO}segmentation.type.Sentence"
TOKEN = f"{_DKPRO}segmentation.type.Token"
METADATA = f"{_DKPRO}metadata.type.DocumentMetaData"
DEAL = "webanno.custom.Deal"
DEAL_TYPE = "dealType"
LINK = "webanno.custom.DealRolesLink"
KEPT = "evreader.Kept"

_ANNOTATION, _STRING = "uima.tcas.Annotation", "uima.cas.String"
ARRAY_OF_LINKS = f"{LINK}[]"
# Numbers and texts by the type systems of UIMA and DKPro, even where they look like ids.
_PLAIN = frozenset({"begin", "end", "value", "identifier"})
_ARRAYS_OF_VALUES = tuple(
    f"{kind}Array"
    for kind in ("String", "Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double")
)


class Ref(NamedTuple):
    """A feature's value that is another structure, by its id."""

    id: int


Value = str | int | float | bool | Ref | list[Ref] | None


@dataclass(slots=True)
class Structure:
    """One feature structure: an annotation, if it has ``begin`` and ``end``."""

    id: int
    type: str
    features: dict[str, Value] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The last part of its type: what a person calls the layer."""
        return self.type.rsplit(".", 1)[-1]

    @property
    def span(self) -> tuple[int, int] | None:
        """Where an annotation is, in UTF-16 units; None if this is no annotation."""
        begin, end = _number(self.features.get("begin")), _number(self.features.get("end"))
        return None if begin is None or end is None else (begin, end)

    def may_refer(self, name: str) -> bool:
        """Whether a feature of this name can point at others: of a deal of ours, its roles only."""
        if self.is_list_of_values:
            return False
        return name == "roles" if DEAL_TYPE in self.features else name not in _PLAIN

    @property
    def is_list_of_values(self) -> bool:
        """Whether it is an array of texts or numbers: several values of one feature."""
        return self.type.startswith("uima.cas.") and self.type.endswith(_ARRAYS_OF_VALUES)

    def text(self, name: str) -> str:
        """A feature as text; empty where it has no value or is no plain one."""
        value = self.features.get(name)
        if isinstance(value, bool):
            return str(value).lower()
        return "" if isinstance(value, (Ref, list)) or value is None else str(value)


@dataclass(slots=True)
class Cas:
    """One text and the structures of its view, by id.

    Attributes:
        typed: whether references are told from texts of digits, as XMI does not.
    """

    text: str
    structures: dict[int, Structure] = field(default_factory=dict)
    typed: bool = True

    def add(self, type_name: str, **features: Value) -> Ref:
        """Add a structure under the next free id; 1 is the text's own."""
        structure = Structure(len(self.structures) + 2, type_name, features)
        self.structures[structure.id] = structure
        return Ref(structure.id)

    def targets(self, structure: Structure, name: str) -> Iterator[Structure]:
        """What a feature points at; an array counts as what is in it.

        XMI does not tell numbers from references: there a text of ids is one, if it may be.
        """
        for target in self._referred(structure, name):
            if "elements" in target.features:
                yield from self._referred(target, "elements")
            else:
                yield target

    def told(self, structure: Structure, name: str) -> str:
        """A feature as text; the values of an array of texts or numbers, joined by ``; ``."""
        lists = list(self._referred(structure, name))
        if lists and all(found.is_list_of_values for found in lists):
            return "; ".join(found.text("elements") for found in lists)
        return structure.text(name)

    def _referred(self, structure: Structure, name: str) -> list[Structure]:
        value = structure.features.get(name)
        if not structure.may_refer(name) or (self.typed and isinstance(value, str)):
            return []
        return [self.structures[number] for number in _ids(value) if number in self.structures]


def type_system(slots: Mapping[str, None]) -> dict[str, tuple[str, dict[str, str]]]:
    """The types that are written: supertype and features, each with its range."""
    return {
        METADATA: (
            "uima.tcas.DocumentAnnotation",
            dict.fromkeys(("documentTitle", "documentId", "documentUri"), _STRING),
        ),
        SENTENCE: (_ANNOTATION, {}),
        TOKEN: (_ANNOTATION, {}),
        ENTITY: (_ANNOTATION, dict.fromkeys(("value", "identifier"), _STRING)),
        LINK: ("uima.cas.TOP", {"role": _STRING, "target": _ANNOTATION}),
        DEAL: (
            _ANNOTATION,
            {DEAL_TYPE: _STRING, "roles": ARRAY_OF_LINKS} | dict.fromkeys(slots, _STRING),
        ),
        KEPT: ("uima.cas.TOP", {"json": _STRING}),
    }


def _number(value: Value) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return whole_number(value) if isinstance(value, str) else None


def _ids(value: Value) -> list[int]:
    if isinstance(value, Ref):
        return [value.id]
    if isinstance(value, list):
        return [ref.id for ref in value]
    if isinstance(value, str):
        parts = value.split()
        numbers = [number for number in map(whole_number, parts) if number is not None]
        return numbers if len(numbers) == len(parts) else []
    return []
