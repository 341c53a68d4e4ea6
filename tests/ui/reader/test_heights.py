from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evreader.ui.reader.heights import Heights


@given(
    st.lists(st.integers(1, 500), min_size=1, max_size=70),
    st.lists(st.tuples(st.integers(0, 69), st.integers(1, 900)), max_size=20),
)
def test_sums_and_searches_agree_with_a_plain_list(
    guesses: list[int], changes: list[tuple[int, int]]
) -> None:
    plain = list(guesses)
    heights = Heights(guesses)
    for row, value in changes:
        if row < len(plain):
            plain[row] = value
            heights[row] = value
    assert [heights[row] for row in range(len(heights))] == plain
    assert [heights.top(row) for row in range(len(plain) + 1)] == [
        sum(plain[:row]) for row in range(len(plain) + 1)
    ]
    assert heights.total == sum(plain)
    for row in range(len(plain)):
        assert heights.find(heights.top(row)) == row
        assert heights.find(heights.top(row + 1) - 1) == row
    assert heights.find(-5) == 0
    assert heights.find(heights.total + 5) == len(plain) - 1


def test_no_rows_are_never_found() -> None:
    assert Heights([]).total == 0
    with pytest.raises(IndexError):
        Heights([]).find(0)
