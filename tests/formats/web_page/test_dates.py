from __future__ import annotations

import pytest

from evreader.formats.web_page.dates import date_in, date_of_address


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-06T10:22:00+08:00", "2024-05-06"),
        ("2024年05月06日 10:22　来源：新华社", "2024-05-06"),
        ("2024/5/6", "2024-05-06"),
        ("20240506", "2024-05-06"),
        ("Published Tue, Feb 13 2024 9:12 AM EST", "2024-02-13"),
        ("Updated 7:03 PM GMT+1, January 10, 2024", "2024-01-10"),
        ("Sat 2 Dec 2023 11.00 CET", "2023-12-02"),
        ("Jun 6th 2024", "2024-06-06"),
        ("13/2/2024", "2024-02-13"),
        ("6/5/2024", ""),
        ("2024-13-40", ""),
        ("no date", ""),
    ],
)
def test_a_date_in_a_text(text: str, day: str) -> None:
    assert date_in(text) == day


def test_a_date_in_an_address() -> None:
    assert date_of_address("https://a.example/2024/05/06/plant.html") == "2024-05-06"
    assert date_of_address("https://a.example/20240506/c1.shtml") == "2024-05-06"
    assert date_of_address("https://a.example/plant-2024") == ""
