from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from evreader.formats.report.marks import Stretch, marked


def stretch(start: int, end: int, name: str) -> Stretch:
    return Stretch(start, end, f'<span id="{name}" class="{name}">', f'<span class="{name}">')


def test_nested_stretches_nest() -> None:
    shown = marked("abcd", [stretch(1, 2, "i"), stretch(0, 3, "o")], str)
    assert shown == (
        '<span id="o" class="o">a<span id="i" class="i">b</span>c</span>d'
    )  # fmt: skip


def test_overlapping_stretches_are_cut_where_the_other_ends() -> None:
    shown = marked("abc", [stretch(0, 2, "x"), stretch(1, 3, "y")], str)
    assert shown == (
        '<span id="x" class="x">a<span id="y" class="y">b</span></span><span class="y">c</span>'
    )


@given(
    text=st.text("ab<&丰👩", max_size=12),
    places=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6),
)
def test_text_stays_and_each_stretch_covers_its_own(
    text: str, places: list[tuple[int, int]]
) -> None:
    found = [(min(a, len(text)), min(b, len(text))) for a, b in places]
    stretches = [stretch(start, end, f"s{n}") for n, (start, end) in enumerate(found)]
    root = etree.fromstring(f"<p>{marked(text, stretches, html.escape)}</p>")
    assert "".join(root.itertext()) == text
    for number, (start, end) in enumerate(found):
        covered = "".join("".join(span.itertext()) for span in root.iter("span")
                          if span.get("class") == f"s{number}")  # fmt: skip
        assert covered == text[start:end]
