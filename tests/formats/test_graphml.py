from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from evreader.formats.graphml import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from evreader.domain.bundle import Bundle

    Strategy = Callable[..., st.SearchStrategy[Bundle]]


def facts(root: etree._Element, element: etree._Element) -> dict[str, str]:
    names = {key.get("id"): key.get("attr.name") for key in root.findall("{*}key")}
    return {
        names[data.get("key")]: data.text
        for data in element.findall("{*}data")
        if names[data.get("key")]
    }


def test_deals_are_nodes_between_their_parties(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(deal_bundle, tmp_path / "a.graphml")
    root = etree.parse(tmp_path / "a.graphml").getroot()
    nodes = {node.get("id"): facts(root, node) for node in root.iter("{*}node")}
    assert list(nodes) == ["entity-1", "entity-2", "deal-1", "deal-2"]
    assert nodes["entity-1"] == {
        "label": "Norrland Motors",
        "kind": "entity",
        "type": "Company",
        "type_en": "Company",
        "type_zh": "公司",
        "name_en": "Norrland Motors",
        "name_zh": "诺兰汽车",
        "aliases": "Norrland Motors; 诺兰汽车",
        "mentions": "1",
        "deals": "1",
    }
    deal = nodes["deal-1"]
    assert (deal["type_zh"], deal["status"], deal["values"]) == (
        "合资",
        "announced",
        "Location: Lund",
    )
    assert deal["evidence"] == "8"
    (first, second) = root.iter("{*}edge")
    assert (first.get("source"), first.get("target")) == ("deal-1", "entity-1")
    assert first.get("id") == "deal-1-Partner-1"
    assert facts(root, first)["stake"] == "60"
    assert facts(root, second)["evidence"] == "2"
    labels = [label.text for label in root.iter("{*}NodeLabel")]
    assert labels[0] == "Norrland Motors\n诺兰汽车"
    assert receipt.counts == {"entities": 2, "deals": 2, "edges": 2}
    assert receipt.losses == [
        "Entities left out because they take part in no deal: 1.",
        "Mentions left out, other than as counts at their entities: 4.",
    ]


@given(data=st.data())
def test_any_project_makes_a_sound_graph(
    data: st.DataObject, bundles: Strategy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.getbasetemp() / "any.graphml"
    write(data.draw(bundles()), out)
    root = etree.parse(out).getroot()
    ids = [node.get("id") for node in root.iter("{*}node")]
    edges = [edge.get("id") for edge in root.iter("{*}edge")]
    assert len(set(ids)) == len(ids)
    assert len(set(edges)) == len(edges)
    for edge in root.iter("{*}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(ids)
    keys = {key.get("id") for key in root.findall("{*}key")}
    assert {element.get("key") for element in root.iter("{*}data")} <= keys
