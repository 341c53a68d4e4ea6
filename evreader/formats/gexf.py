"""GEXF 1.3: companies and deals as a network for Gephi, with a timeline of the deals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.formats.files import whole_file
from evreader.formats.graph.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from lxml.etree import _Element, _IncrementalFileWriter

    from evreader.domain.bundle import Bundle
    from evreader.formats.graph.network import Edge, Fact, Node

_GEXF = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_NAMES = {None: _GEXF, "viz": _VIZ}


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write the network.

    Raises:
        FormatError: the file cannot be written.
    """
    from lxml import etree

    receipt = Receipt("gexf")
    network = Network(bundle, receipt)
    node_keys, edge_keys = _keys("n", network.nodes), _keys("e", network.edges)
    has_dates = any(node.start or node.end for node in network.nodes)
    mode = {"mode": "dynamic", "timeformat": "date"} if has_dates else {"mode": "static"}
    with whole_file(out) as file, etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(_tag("gexf"), nsmap=_NAMES, version="1.3"):
            xml.write(_creator(), pretty_print=True)
            with xml.element(_tag("graph"), defaultedgetype="directed", **mode):
                xml.write(_declared("node", node_keys), pretty_print=True)
                xml.write(_declared("edge", edge_keys), pretty_print=True)
                days = {node.key: (node.start, node.end) for node in network.nodes}
                _put(xml, "nodes", (_node(node, node_keys) for node in network.nodes))
                edges = (_edge(edge, edge_keys, days[edge.source]) for edge in network.edges)
                _put(xml, "edges", edges)
    receipt.files.append(out.name)
    return receipt


def _put(xml: _IncrementalFileWriter, name: str, elements: Iterable[_Element]) -> None:
    with xml.element(_tag(name)):
        for element in elements:
            xml.write(element, pretty_print=True)


def _tag(name: str) -> str:
    return f"{{{_GEXF}}}{name}"


def _keys(prefix: str, parts: list[Node] | list[Edge]) -> dict[str, tuple[str, str]]:
    """The id and type of each fact, by its name."""
    numbers: dict[str, bool] = {}
    for part in parts:
        for name, fact in part.facts.items():
            numbers[name] = numbers.get(name, True) and isinstance(fact, int)
    return {
        name: (f"{prefix}{at}", "integer" if is_number else "string")
        for at, (name, is_number) in enumerate(numbers.items())
    }


def _creator() -> _Element:
    from lxml import etree

    meta = etree.Element(_tag("meta"), nsmap=_NAMES)
    etree.SubElement(meta, _tag("creator")).text = "evreader"
    return meta


def _declared(domain: str, keys: Mapping[str, tuple[str, str]]) -> _Element:
    from lxml import etree

    element = etree.Element(_tag("attributes"), {"class": domain}, nsmap=_NAMES)
    for name, (key, kind) in keys.items():
        etree.SubElement(element, _tag("attribute"), id=key, title=name, type=kind)
    return element


def _node(node: Node, keys: Mapping[str, tuple[str, str]]) -> _Element:
    from lxml import etree

    told = {
        "id": node.key,
        "label": " ".join(node.label.split("\n")),
        **_days(node.start, node.end),
    }
    element = etree.Element(_tag("node"), told, nsmap=_NAMES)
    _facts(element, node.facts, keys)
    red, green, blue = (str(int(node.color[at : at + 2], 16)) for at in (1, 3, 5))
    etree.SubElement(element, f"{{{_VIZ}}}color", r=red, g=green, b=blue)
    etree.SubElement(element, f"{{{_VIZ}}}shape", value="square" if node.is_deal else "disc")
    return element


def _edge(edge: Edge, keys: Mapping[str, tuple[str, str]], days: tuple[str, str]) -> _Element:
    from lxml import etree

    told = {
        "id": edge.key,
        "source": edge.source,
        "target": edge.target,
        "label": " ".join(edge.label.split("\n")),
        **_days(*days),
    }
    element = etree.Element(_tag("edge"), told, nsmap=_NAMES)
    _facts(element, edge.facts, keys)
    return element


def _days(start: str, end: str) -> dict[str, str]:
    return {name: day for name, day in (("start", start), ("end", end)) if day}


def _facts(
    element: _Element, facts: Mapping[str, Fact], keys: Mapping[str, tuple[str, str]]
) -> None:
    from lxml import etree

    if facts:
        values = etree.SubElement(element, _tag("attvalues"))
        for name, fact in facts.items():
            attribute = {"for": keys[name][0], "value": str(fact)}
            etree.SubElement(values, _tag("attvalue"), attribute)
