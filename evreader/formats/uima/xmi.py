"""UIMA XMI: a folder with a file for each article and their type system."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from evreader.domain.bundle import Bundle, Receipt
from evreader.errors import FormatError
from evreader.formats.characters import Legal
from evreader.formats.contents import contents_of
from evreader.formats.standoff.records import whole_number
from evreader.formats.trees import tree_of
from evreader.formats.uima.cas import Cas, Ref, Structure, type_system
from evreader.formats.uima.layers import taken_in
from evreader.formats.uima.writing import write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element

    from evreader.formats.uima.cas import Value

_LARGEST_MB = 200
_XMI, _CAS = "http://www.omg.org/XMI", "http:///uima/cas.ecore"
_TYPES = "http://uima.apache.org/resourceSpecifier"
_ID = f"{{{_XMI}}}id"
# XML 1.0 has no way at all to write these; each counts one UTF-16 unit, as does U+FFFD.
_FORBIDDEN_REFERENCE = re.compile(
    rb"&#(?:x0*(?:[0-8bcBC]|0?[eEfF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2\d|3[01]));"
)
_VERSION = re.compile(rb"\A(\s*<\?xml[^>]*?version=['\"])1\.1")


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write a folder with a file for each article, and ``TypeSystem.xml``.

    Raises:
        FormatError: the folder cannot be written.
    """
    receipt = Receipt("uima-xmi")
    legal = Legal()
    encode = partial(_encoded, legal)
    write_folder(bundle, out, receipt, ending=".xmi", encode=encode, besides=_descriptor)
    legal.report(receipt)
    return receipt


def claims(head: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Whether the beginning of a file is that of XMI, or of the type system beside it."""
    return _XMI.encode() in head or b"<typeSystemDescription" in head


def read(path: Path) -> Bundle:
    """Read one CAS: an article for each of its texts. A type system alone gives none.

    Raises:
        FormatError: it is not XMI, or has no text.
        InputError: it cannot be read, or is damaged.
    """
    data = _VERSION.sub(rb"\g<1>1.0", contents_of(path, largest_mb=_LARGEST_MB))
    data, broken = _FORBIDDEN_REFERENCE.subn(b"&#xFFFD;", data)
    root = tree_of(data, f"“{path.name}”")
    receipt = Receipt("uima-xmi", files=[path.name])
    if root.tag == f"{{{_TYPES}}}typeSystemDescription":
        receipt.notes.append(f"“{path.name}” says what layers there are; texts are beside it.")
        return Bundle(receipt=receipt)
    if root.tag != f"{{{_XMI}}}XMI":
        raise FormatError(f"“{path.name}” is not XMI; UIMA files in XML are.")
    if broken:
        receipt.notes.append(f"Control characters that XML cannot hold, now U+FFFD: {broken}.")
    return taken_in(list(_cases(root)), path, receipt)


def _cases(root: _Element) -> Iterator[Cas]:
    """A CAS for each text, with the structures that belong to it or to none."""
    elements = [(_number(element), element) for element in root if isinstance(element.tag, str)]
    texts = {
        number: element.get("sofaString", "")
        for number, element in elements
        if element.tag == f"{{{_CAS}}}Sofa" and element.get("sofaString") is not None
    }
    for sofa, text in texts.items():
        cas = Cas(text, typed=False)
        for number, element in elements:
            if number not in texts and element.get("sofa", str(sofa)) == str(sofa):
                cas.structures[number] = _structure(number, element)
        yield cas


def _number(element: _Element) -> int:
    number = whole_number(element.get(_ID, ""))
    return -1 if number is None else number


def _structure(number: int, element: _Element) -> Structure:
    namespace, _, name = str(element.tag).removeprefix("{").rpartition("}")
    package = namespace.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    features: dict[str, Value] = {
        str(key): value for key, value in element.attrib.items() if key not in {_ID, "sofa"}
    }
    several: dict[str, list[str]] = {}
    for child in element:
        several.setdefault(str(child.tag), []).append(child.text or "")
    features |= {key: "; ".join(values) for key, values in several.items()}
    kind = name if package in {"", "uima.noNamespace", "noNamespace"} else f"{package}.{name}"
    return Structure(number, kind, features)


def _encoded(legal: Legal, cas: Cas, slots: Mapping[str, None]) -> bytes:  # noqa: ARG001
    """A CAS as XMI, with what XML cannot hold replaced."""
    from lxml import etree

    packages = dict.fromkeys(s.type.rpartition(".")[0] for s in cas.structures.values())
    spaces = {f"p{n}": _namespace(package) for n, package in enumerate(packages)}
    root = etree.Element(f"{{{_XMI}}}XMI", nsmap={"xmi": _XMI, "cas": _CAS, **spaces})
    root.set(f"{{{_XMI}}}version", "2.0")
    etree.SubElement(root, f"{{{_CAS}}}NULL", {_ID: "0"})
    for structure in cas.structures.values():
        package, _, name = structure.type.rpartition(".")
        element = etree.SubElement(root, f"{{{_namespace(package)}}}{name}")
        element.set(_ID, str(structure.id))
        if structure.span is not None:
            element.set("sofa", "1")
        for feature, value in structure.features.items():
            if value is not None and value != []:
                element.set(feature, _written(value, legal))
    sofa = {_ID: "1", "sofaNum": "1", "sofaID": "_InitialView", "mimeType": "text"}
    text = _written(cas.text, legal)
    etree.SubElement(root, f"{{{_CAS}}}Sofa", sofa | {"sofaString": text})
    members = " ".join(map(str, cas.structures))
    etree.SubElement(root, f"{{{_CAS}}}View", {"sofa": "1", "members": members})
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


def _namespace(package: str) -> str:
    return f"http:///{package.replace('.', '/')}.ecore"


def _written(value: Value, legal: Legal) -> str:
    if isinstance(value, Ref):
        return str(value.id)
    if isinstance(value, list):
        return " ".join(str(ref.id) for ref in value)
    return legal(str(value))


def _descriptor(slots: Mapping[str, None]) -> dict[str, bytes]:
    """``TypeSystem.xml``: the layers and their features."""
    from lxml import etree
    from lxml.builder import ElementMaker

    made = ElementMaker(namespace=_TYPES, nsmap={None: _TYPES})
    types = made.types()
    for name, (parent, features) in type_system(slots).items():
        described = made.features()
        for feature, kind in features.items():
            is_array = kind.endswith("[]")
            entry = made.featureDescription(
                made.name(feature),
                made.description(),
                made.rangeTypeName("uima.cas.FSArray" if is_array else kind),
            )
            if is_array:
                entry.append(made.elementType(kind.removesuffix("[]")))
            described.append(entry)
        types.append(
            made.typeDescription(
                made.name(name), made.description(), made.supertypeName(parent), described
            )
        )
    root = made.typeSystemDescription(types)
    return {
        "TypeSystem.xml": etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", pretty_print=True
        )
    }
