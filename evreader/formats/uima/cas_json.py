"""UIMA CAS JSON 0.4: a file for each article, in a folder."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evreader.domain.bundle import Receipt
from evreader.formats.standoff.records import json_of, mapping, objects, whole_number
from evreader.formats.uima.cas import ARRAY_OF_LINKS, Cas, Ref, Structure, type_system
from evreader.formats.uima.layers import taken_in
from evreader.formats.uima.writing import write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from evreader.domain.bundle import Bundle
    from evreader.formats.uima.cas import Value

_STRUCTURES, _INITIAL = "%FEATURE_STRUCTURES", "_InitialView"


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write a folder with a file for each article.

    Raises:
        FormatError: the folder cannot be written.
    """
    return write_folder(bundle, out, Receipt("uima-json"), ending=".json", encode=_encoded)


def claims(head: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Whether the beginning of a file has the keys that only this format has."""
    return any(key in head for key in (b'"%TYPES"', b'"%FEATURE_STRUCTURES"', b'"%VIEWS"'))


def read(path: Path) -> Bundle:
    """Read one CAS: an article for each of its texts.

    Raises:
        FormatError: it is not a CAS in JSON, or has no text.
        InputError: it cannot be read.
    """
    data = mapping(json_of(path))
    receipt = Receipt("uima-json", files=[path.name])
    return taken_in(list(_cases(data, path.name, receipt)), path, receipt)


def _encoded(cas: Cas, slots: Mapping[str, None]) -> bytes:
    """A CAS as JSON; arrays are structures of their own."""
    types = {
        name: {"%NAME": name, "%SUPER_TYPE": parent}
        | {f: {"%NAME": f, "%RANGE": kind} for f, kind in features.items()}
        for name, (parent, features) in type_system(slots).items()
    }
    sofa = {
        "%ID": 1,
        "%TYPE": "uima.cas.Sofa",
        "sofaNum": 1,
        "sofaID": _INITIAL,
        "mimeType": "text",
        "sofaString": cas.text,
    }
    written: list[dict[str, Any]] = [sofa]
    following = len(cas.structures) + 2
    for structure in cas.structures.values():
        record: dict[str, Any] = {"%ID": structure.id, "%TYPE": structure.type}
        if structure.span is not None:
            record["@sofa"] = 1
        for name, value in structure.features.items():
            if isinstance(value, Ref):
                record[f"@{name}"] = value.id
            elif isinstance(value, list):
                elements = [ref.id for ref in value]
                written.append({"%ID": following, "%TYPE": ARRAY_OF_LINKS, "%ELEMENTS": elements})
                record[f"@{name}"] = following
                following += 1
            elif value is not None:
                record[name] = value
        written.append(record)
    members = list(cas.structures)
    whole = {
        "%TYPES": types,
        _STRUCTURES: written,
        "%VIEWS": {_INITIAL: {"%SOFA": 1, "%MEMBERS": members}},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def _cases(data: Mapping[str, Any], name: str, receipt: Receipt) -> Iterator[Cas]:
    """A CAS for each text of the file, with the structures that belong to it or to none."""
    records = list(_records(data.get(_STRUCTURES)))
    texts = {
        number: record["sofaString"]
        for number, record in records
        if isinstance(record.get("sofaString"), str)
    }
    for sofa, text in texts.items():
        cas = Cas(text)
        for number, record in records:
            if record.get("@sofa", sofa) == sofa and number not in texts:
                cas.structures[number] = _structure(number, record)
        yield cas
    again = len(records) - len(dict(records))
    if again:
        receipt.refused.append(f"“{name}”: feature structures with the id of another one: {again}.")
    broken = len(objects(data.get(_STRUCTURES))) - len(records)
    if isinstance(data.get(_STRUCTURES), list) and broken:
        receipt.refused.append(f"“{name}”: feature structures without an id or a type: {broken}.")


def _records(value: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The structures with their ids: a list, or, as older programs wrote, by id."""
    if isinstance(value, dict):
        for key, record in value.items():
            number = whole_number(key)
            if number is not None and isinstance(record, dict) and "%TYPE" in record:
                yield number, record
        return
    for record in objects(value):
        number = whole_number(record.get("%ID"))
        if number is not None and "%TYPE" in record:
            yield number, record


def _structure(number: int, record: Mapping[str, Any]) -> Structure:
    structure = Structure(number, str(record["%TYPE"]))
    for name, value in record.items():
        if name == "%ELEMENTS":
            told = _plain if structure.is_list_of_values else _refs
            structure.features["elements"] = told(value)
        elif name.startswith("@"):
            structure.features[name[1:]] = _refs(value)
        elif not name.startswith(("%", "^")):
            # “#” stands before numbers that JSON cannot say: NaN, infinite.
            structure.features[name.removeprefix("#")] = _plain(value)
    structure.features.pop("sofa", None)
    return structure


def _refs(value: object) -> Value:
    items = value if isinstance(value, list) else [value]
    return [Ref(n) for n in map(whole_number, items) if n is not None]


def _plain(value: object) -> Value:
    """A feature's value; several texts as one."""
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return value if isinstance(value, (str, int, float)) else None
