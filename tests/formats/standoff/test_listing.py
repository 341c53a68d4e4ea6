"""Lists in a receipt that stay short."""

from __future__ import annotations

from evreader.formats.standoff.listing import Listing, counted


def test_cases_that_are_alike_are_counted_and_the_first_three_named() -> None:
    lines = [f"line {number}" for number in range(1, 5)]
    assert counted("Left out", lines[:3]) == "Left out: 3 (line 1, line 2, line 3)."
    assert counted("Left out", lines) == "Left out: 4 (line 1, line 2, line 3 and so on)."


def test_after_twenty_the_rest_is_a_count() -> None:
    sentences = ["before"]
    one, other = Listing(sentences, "Further: {}."), Listing(sentences, "Others: {}.")
    for number in range(50):
        one.add(f"fault {number}")
        other.add(f"other {number}")
    assert len(sentences) == 1 + 2 * 21
    assert sentences[0] == "before"
    assert [text for text in sentences if ":" in text] == ["Further: 30.", "Others: 30."]
