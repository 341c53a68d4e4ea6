"""TEI with standOff: every pointer leads somewhere, every range to its words."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from evreader.formats import tei

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from evreader.domain.bundle import Bundle

_NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _found(element: _Element, path: str) -> list[_Element]:
    return element.findall(path, _NAMES)


def _check(root: _Element) -> None:
    """Every reference is to an element that is there, every range is what its span says."""
    known = {e.get(_ID): e for e in root.iter() if e.get(_ID)}
    for element in root.iter():
        for name in ("corresp", "ana", "fVal"):
            if element.get(name):
                assert element.get(name, "")[1:] in known
    for span in _found(root, ".//t:span"):
        match = re.fullmatch(r"#string-range\(([\w.]+),([\d,]+)\)", span.get("target", ""))
        assert match is not None
        text = known[match[1]].text or ""
        numbers = [int(number) for number in match[2].split(",")]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        assert " ".join(text[start : start + size] for start, size in pairs) == (span.text or "")


def test_what_is_written(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    receipt = tei.write(deal_bundle, out)
    root = etree.parse(out).getroot()
    _check(root)
    texts = _found(root, "t:TEI")
    assert len(texts) == 2
    assert [e.get(_ID) for e in _found(texts[0], ".//t:ab")] == ["a1.p1", "a1.p2"]
    assert (
        _found(texts[0], ".//t:ab")[0].text == "Norrland Motors and Qiming Auto\r\nagreed on a "
        "joint venture in Lund."
    )
    names = [e.text for e in _found(texts[0], ".//t:item/t:name")]
    assert names == ["Norrland Motors", "诺兰汽车", "启明汽车"]
    (deal,) = _found(texts[0], ".//t:fs[@type='JointVenture']")
    assert [f.get("name") for f in deal] == [
        "trigger", "Partner", "Partner", "Location", "status", "value", "note",
    ]  # fmt: skip
    assert _found(texts[0], ".//t:titleStmt/t:title")[0].text == "Norrland and Qiming join"
    assert receipt.counts["mentions"] == 4


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_every_pointer_is_right(
    bundles: Callable[..., st.SearchStrategy[Bundle]], data: st.DataObject
) -> None:
    bundle = data.draw(bundles(1))
    with TemporaryDirectory() as folder:
        out = Path(folder, "out.xml")
        tei.write(bundle, out)
        root = etree.parse(out).getroot()
    assert len(_found(root, "t:TEI")) == len(tuple(bundle.articles))
    for element in _found(root, "t:TEI"):
        _check(element)
