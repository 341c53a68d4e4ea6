from __future__ import annotations

import pytest

from evreader.domain.stem import stem


@pytest.mark.parametrize(
    "forms",
    [
        "decide decides decided deciding",
        "company companies",
        "stop stops stopped stopping",
        "happy happily happiness",
        "announce announces announced announcement",
        "sell sold sells selling",
        "he him his",
        "firm firm's firms firm’s",
        "city cities",
    ],
)
def test_forms_of_a_word_come_out_alike(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("pair", ["plant plane", "gas go", "this thistle", "red reed", "bus busy"])
def test_other_words_do_not(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)


def test_short_and_strange_words_stay() -> None:
    assert [stem(word) for word in ("", "a", "s", "'", "sky", "éclair")] == [
        "",
        "a",
        "s",
        "",
        "ski",
        "éclair",
    ]
