from __future__ import annotations

import pytest

from evreader.domain.numerals import chinese_numbers, english_numbers, han_number


@pytest.mark.parametrize(
    ("en", "zh", "number"),
    [
        ("about 3.5 million cars", "约350万辆车", 3_500_000),
        ("$1.6bn deal", "16亿美元的交易", 1_600_000_000),
        ("1,200 jobs", "1,200个岗位", 1_200),
        ("twelve plants", "十二座工厂", 12),
        ("in 2024", "二〇二四年", 2024),
        ("three hundred", "三百", 300),
        ("20 thousand", "两万", 20_000),
    ],
)
def test_numbers_agree_in_both_notations(en: str, zh: str, number: float) -> None:
    assert number in list(english_numbers(en))
    assert number in list(chinese_numbers(zh))


def test_han_numbers() -> None:
    assert han_number("三百二十一万零五") == 3_210_005
    assert han_number("十") == 10
    assert han_number("万") is None


def test_a_row_of_scales_is_no_number() -> None:
    assert list(chinese_numbers("一" + "万" * 400)) == []
