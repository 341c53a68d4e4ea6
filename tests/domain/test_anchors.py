from __future__ import annotations

import pytest

from evreader.domain.anchors import (
    chinese_numbers,
    english_numbers,
    han_number,
    keys_of,
    learned_keys,
)
from evreader.domain.glossary import headword


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


def test_keys_shared_by_a_translation() -> None:
    en, zh = keys_of(
        ["Hellweg told BYD in Zhejiang to sell 40 buses."],
        ["赫尔韦格要求浙江的BYD出售40辆公交车。"],
    )
    assert {"n:40", "l:byd", "g:sell", "p:zhejiang"} <= en[0] & zh[0]
    assert keys_of([], []) == ([], [])


def test_words_that_keep_company_are_learned() -> None:
    pairs = [("A tram in Ulm", "乌尔姆的电车"), ("One tram more", "又一辆电车"), ("A bus", "公交")]
    en, zh = learned_keys(pairs, ["the tram"], ["电车来了", "公交来了"])
    assert en == [frozenset({"d:tram"})]
    assert zh == [frozenset({"d:tram"}), frozenset()]


@pytest.mark.parametrize(
    ("word", "entry"),
    [
        ("said", "say"),
        ("companies", "company"),
        ("cutting", "cut"),
        ("sold", "sell"),
        ("zzz", None),
    ],
)
def test_headwords(word: str, entry: str | None) -> None:
    assert headword(word) == entry
