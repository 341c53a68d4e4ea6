from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.offsets import Utf16Map

TEXTS = st.text(alphabet="aé中𠮷😀\u0301\r\n\u2028 ", max_size=40)


@given(TEXTS)
@settings(max_examples=80)
def test_both_ways_agree_with_the_encoding(text: str) -> None:
    places = Utf16Map(text)
    assert places.size == len(text.encode("utf-16-le")) // 2
    for position in range(len(text) + 1):
        units = len(text[:position].encode("utf-16-le")) // 2
        assert places.to_utf16(position) == units
        assert places.from_utf16(units) == position


def test_inside_a_surrogate_pair_goes_before_it() -> None:
    assert Utf16Map("a😀b").from_utf16(2) == 1
    assert Utf16Map("𠮷𠮷").from_utf16(3) == 1


@pytest.mark.parametrize("text", ["", "abc", "中文", "😀"])
def test_positions_outside_move_to_the_ends(text: str) -> None:
    places = Utf16Map(text)
    assert places.to_utf16(-1) == 0 == places.from_utf16(-5)
    assert places.to_utf16(99) == places.size
    assert places.from_utf16(99) == len(text)
