"""GraphML: companies and deals as a network, for yEd, Gephi, Cytoscape and networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.formats.files import whole_file
from evreader.formats.graph.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element

    from evreader.domain.bundle import Bundle
    from evreader.formats.graph.network import Edge, Fact, Node

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_YED = "http://www.yworks.com/xml/graphml"
_NODE_LOOK, _EDGE_LOOK = "node-look", "edge-look"


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write the network, with labels and colours as yEd shows them.

    Raises:
        FormatError: the file cannot be written.
    """
    from lxml import etree

    receipt = Receipt("graphml")
    network = Network(bundle, receipt)
    keys = _keys("node", network.nodes) | _keys("edge", network.edges)
    with whole_file(out) as file, etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{_GRAPHML}}}graphml", nsmap={None: _GRAPHML, "y": _YED}):
            for element in _declared(keys):
                xml.write(element, pretty_print=True)
            with xml.element(f"{{{_GRAPHML}}}graph", id="deals", edgedefault="directed"):
                for node in network.nodes:
                    xml.write(_node(node, keys), pretty_print=True)
                for edge in network.edges:
                    xml.write(_edge(edge, keys), pretty_print=True)
    receipt.files.append(out.name)
    return receipt


def _keys(domain: str, parts: list[Node] | list[Edge]) -> dict[tuple[str, str], tuple[str, str]]:
    """The id and type of each fact, by whose it is and its name."""
    numbers: dict[str, bool] = {"label": False}
    for part in parts:
        for name, fact in part.facts.items():
            numbers[name] = numbers.get(name, True) and isinstance(fact, int)
    return {
        (domain, name): (f"{domain[0]}{at}", "int" if is_number else "string")
        for at, (name, is_number) in enumerate(numbers.items())
    }


def _declared(keys: Mapping[tuple[str, str], tuple[str, str]]) -> Iterator[_Element]:
    from lxml import etree

    tag = f"{{{_GRAPHML}}}key"
    for (domain, name), (key, kind) in keys.items():
        facts = {"id": key, "for": domain, "attr.name": name, "attr.type": kind}
        yield etree.Element(tag, facts, nsmap={None: _GRAPHML})
    for domain, key in (("node", _NODE_LOOK), ("edge", _EDGE_LOOK)):
        facts = {"id": key, "for": domain, "yfiles.type": f"{domain}graphics"}
        yield etree.Element(tag, facts, nsmap={None: _GRAPHML})


def _node(node: Node, keys: Mapping[tuple[str, str], tuple[str, str]]) -> _Element:
    from lxml import etree

    names = {None: _GRAPHML, "y": _YED}
    element = etree.Element(f"{{{_GRAPHML}}}node", {"id": node.key}, nsmap=names)
    _facts(element, "node", {"label": node.label.partition("\n")[0], **node.facts}, keys)
    look = etree.SubElement(element, f"{{{_GRAPHML}}}data", key=_NODE_LOOK)
    shape = etree.SubElement(look, f"{{{_YED}}}ShapeNode")
    width = 12 + 9 * max(map(len, node.label.split("\n")))
    etree.SubElement(shape, f"{{{_YED}}}Geometry", height="40", width=str(min(width, 260)))
    etree.SubElement(shape, f"{{{_YED}}}Fill", color="#FFFFFF" if node.is_deal else node.color)
    etree.SubElement(shape, f"{{{_YED}}}BorderStyle", color=node.color, type="line", width="2.0")
    ink = "#000000" if node.is_deal else "#FFFFFF"
    etree.SubElement(shape, f"{{{_YED}}}NodeLabel", textColor=ink).text = node.label
    kind = "roundrectangle" if node.is_deal else "ellipse"
    etree.SubElement(shape, f"{{{_YED}}}Shape", type=kind)
    return element


def _edge(edge: Edge, keys: Mapping[tuple[str, str], tuple[str, str]]) -> _Element:
    from lxml import etree

    ends = {"id": edge.key, "source": edge.source, "target": edge.target}
    element = etree.Element(f"{{{_GRAPHML}}}edge", ends, nsmap={None: _GRAPHML, "y": _YED})
    _facts(element, "edge", {"label": edge.label.partition("\n")[0], **edge.facts}, keys)
    look = etree.SubElement(element, f"{{{_GRAPHML}}}data", key=_EDGE_LOOK)
    line = etree.SubElement(look, f"{{{_YED}}}PolyLineEdge")
    etree.SubElement(line, f"{{{_YED}}}EdgeLabel").text = edge.label
    return element


def _facts(
    element: _Element,
    domain: str,
    facts: Mapping[str, Fact],
    keys: Mapping[tuple[str, str], tuple[str, str]],
) -> None:
    from lxml import etree

    for name, fact in facts.items():
        data = etree.SubElement(element, f"{{{_GRAPHML}}}data", key=keys[domain, name][0])
        data.text = str(fact)
