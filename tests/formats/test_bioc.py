"""BioC XML: places are right, and nothing that XML forbids is in it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from evreader.formats import bioc

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from evreader.domain.bundle import Bundle


def _tree(path: Path) -> _Element:
    return etree.parse(path, etree.XMLParser(load_dtd=False, no_network=True)).getroot()


def test_what_is_written(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    receipt = bioc.write(deal_bundle, out)
    root = _tree(out)
    assert root.findtext("source") == "evreader"
    first = root.find("document")
    assert first is not None
    infons = {infon.get("key"): infon.text for infon in first.findall("infon")}
    assert infons["title"] == "Norrland and Qiming join"
    annotation = first.find("passage/annotation[@id='T1']")
    assert annotation is not None
    assert {i.get("key"): i.text for i in annotation.findall("infon")} == {
        "type": "Company",
        "attribute level": "name",
        "attribute ticker": "NM B",
        "identifier": "1",
        "name en": "Norrland Motors",
        "name zh": "诺兰汽车",
    }
    assert annotation.findtext("text") == "Norrland Motors"
    relation = first.find("relation")
    assert relation is not None
    roles = [node.get("role") for node in relation.findall("node")]
    assert roles == ["trigger", "Partner", "Partner", "Location"]
    assert receipt.counts["deals"] == 1
    assert any("evidence" in loss for loss in receipt.losses)


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_every_place_is_right(
    bundles: Callable[..., st.SearchStrategy[Bundle]], data: st.DataObject
) -> None:
    bundle = data.draw(bundles(1))
    with TemporaryDirectory() as folder:
        out = Path(folder, "out.xml")
        bioc.write(bundle, out)
        root = _tree(out)
    assert len(root.findall("document")) == len(tuple(bundle.articles))
    for document in root.findall("document"):
        text = ""
        for passage in document.findall("passage"):
            text = text.ljust(int(passage.findtext("offset", "")), "\n")
            text += passage.findtext("text", "")
        for annotation in document.iter("annotation"):
            places = [
                (int(place.get("offset", "")), int(place.get("length", "")))
                for place in annotation.findall("location")
            ]
            found = " ".join(text[start : start + size] for start, size in places)
            assert found == annotation.findtext("text", "")
        keys = {annotation.get("id") for annotation in document.iter("annotation")}
        assert {node.get("refid") for node in document.iter("node")} <= keys
