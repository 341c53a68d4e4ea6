"""XML as some translation tools write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.formats.tmx import read
from evreader.formats.translation.mending import mended

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "meant", "places"),
    [
        (b"a &amp; b &#20013; &#x4E2D; &lt;", b"a &amp; b &#20013; &#x4E2D; &lt;", 0),
        (b"a&#x1F;b\x0bc&#0;", b"a&#xFFFD;b&#xFFFD;c&#xFFFD;", 3),
        (b"a&nbsp;b&hellip;", b"a&#160;b&#8230;", 2),
        (b"R&D & AT&T", b"R&amp;D &amp; AT&amp;T", 3),
        (b"&nosuch; &#xD800; &#99999999;", b"&amp;nosuch; &#xFFFD; &#xFFFD;", 3),
        (b"<![CDATA[R&D]]> <!-- a & b -->", b"<![CDATA[R&D]]> <!-- a & b -->", 0),
        ("a & b".encode("utf-16"), "a & b".encode("utf-16"), 0),
    ],
)
def test_what_xml_does_not_have(written: bytes, meant: bytes, places: int) -> None:
    assert mended(written) == (meant, places)


def test_one_odd_unit_costs_no_other(tmp_path: Path) -> None:
    pair = '<tu><tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="zh"><seg>{}</seg></tuv></tu>'
    units = pair.format("R&D&nbsp;cars&#x1F;.", "研发。") + pair.format("Last.", "最后。")
    path = tmp_path / "a.tmx"
    path.write_text(f'<tmx version="1.4"><header/><body>{units}</body></tmx>', "utf-8")
    bundle = read(path)
    (item,) = bundle.articles
    assert [passage.text for passage in item.article.passages] == [
        "R&D\xa0cars\ufffd.",
        "研发。",
        "Last.",
        "最后。",
    ]
    assert bundle.receipt is not None
    assert bundle.receipt.refused == []
    assert bundle.receipt.notes == ["Characters and entities that XML does not have, mended: 3."]
