"""Basic forms of English words."""

from __future__ import annotations

import pytest

from evreader.domain.inflection import stems


@pytest.mark.parametrize(
    ("word", "basic"),
    [
        ("mills", "mill"),
        ("companies", "company"),
        ("services", "service"),
        ("acquired", "acquire"),
        ("planned", "plan"),
        ("carried", "carry"),
        ("selling", "sell"),
        ("making", "make"),
        ("sold", "sell"),
        ("mill's", "mill"),
        ("mills’", "mill"),
    ],
)
def test_basic_forms_are_among_the_stems(word: str, basic: str) -> None:
    assert basic in stems(word)


def test_a_word_comes_before_what_it_may_be_a_form_of() -> None:
    assert stems("news")[0] == "news"
