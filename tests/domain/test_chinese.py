"""Traditional Chinese as Simplified."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.chinese import simplified, traditional_forms

TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from("臺灣薴苧乾隆頭髮發展\ud842\U00029cea"),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("臺灣的汽車製造商", "台湾的汽车制造商"),
        ("頭髮與發展", "头发与发展"),
        ("汽车 BYD “好”", "汽车 BYD “好”"),
        ("乾隆", "干隆"),  # by character, as the search for a part of it has to see it
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_written_as_simplified(text: str, expected: str) -> None:
    assert simplified(text) == expected


@given(TEXTS, TEXTS)
@settings(max_examples=100)
def test_places_hold_and_parts_convert_as_the_whole(one: str, two: str) -> None:
    assert len(simplified(one)) == len(one)
    assert simplified(one + two) == simplified(one) + simplified(two)
    assert simplified(simplified(one)) == simplified(one)


def test_the_table_turned_round_has_what_is_simplified() -> None:
    forms = traditional_forms()
    assert set("發髮") <= set(forms["发"])
    assert "好" not in forms
    assert all(simplified(form) == plain for plain in "发台干湾" for form in forms[plain])
