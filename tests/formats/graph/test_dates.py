from __future__ import annotations

import pytest

from evreader.formats.graph.dates import first_day, last_day


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("2024-13", "", ""),
        ("2024-02-30", "", ""),
        ("0000", "", ""),
        ("soon", "", ""),
        ("", "", ""),
    ],
)
def test_the_days_that_a_date_may_mean(date: str, first: str, last: str) -> None:
    assert (first_day(date), last_day(date)) == (first, last)
