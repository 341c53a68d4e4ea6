from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from evreader.domain.annotation import Slot
from evreader.formats.gexf import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from evreader.domain.bundle import Bundle

    Strategy = Callable[..., st.SearchStrategy[Bundle]]


def test_deals_stand_on_a_timeline(deal_bundle: Bundle, tmp_path: Path) -> None:
    deal = replace(deal_bundle.deals[0], slots=(Slot("signed", "2024-05"), Slot("ended", "2025")))
    write(replace(deal_bundle, deals=(deal,)), tmp_path / "a.gexf")
    root = etree.parse(tmp_path / "a.gexf").getroot()
    assert dict(root.find("{*}graph").attrib) == {
        "defaultedgetype": "directed",
        "mode": "dynamic",
        "timeformat": "date",
    }
    node = root.findall(".//{*}node")[-1]
    assert (node.get("id"), node.get("label")) == ("deal-1", "Joint venture 合资")
    assert (node.get("start"), node.get("end")) == ("2024-05-01", "2025-12-31")
    edge = root.find(".//{*}edge")
    assert (edge.get("start"), edge.get("label")) == ("2024-05-01", "Partner 合资方")
    assert root.find(".//{*}color").attrib == {"r": "57", "g": "74", "b": "197"}


def test_without_dates_it_stands_still(deal_bundle: Bundle, tmp_path: Path) -> None:
    write(deal_bundle, tmp_path / "a.gexf")
    root = etree.parse(tmp_path / "a.gexf").getroot()
    assert root.find("{*}graph").get("mode") == "static"


@given(data=st.data())
def test_any_project_makes_a_sound_graph(
    data: st.DataObject, bundles: Strategy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.getbasetemp() / "any.gexf"
    write(data.draw(bundles()), out)
    root = etree.parse(out).getroot()
    ids = {node.get("id") for node in root.iter("{*}node")}
    for edge in root.iter("{*}edge"):
        assert {edge.get("source"), edge.get("target")} <= ids
    declared = {item.get("id") for item in root.iter("{*}attribute")}
    assert {item.get("for") for item in root.iter("{*}attvalue")} <= declared
