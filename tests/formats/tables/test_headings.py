from __future__ import annotations

import pytest

from evreader.formats.tables.headings import heading_of


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("Deal Type", "deal type"),
        ("DEAL_TYPE:", "deal type"),
        ("  甲 方 ", "甲方"),
        ("Ｐａｒｔｙ Ａ", "party"),
        ("Partner2", "partner"),
        ("公司B", "公司"),
        ("合作方（英文名）", "合作方"),
        ("甲方英文名称", "甲方"),
        ("金额（亿元）", "金额"),
        ("Amount in USD m", "amount"),
        ("Deal value USDm", "deal value"),
        ("类型 Type", "类型"),
        ("Typ/类型", "类型"),
        ("Signing\ndate", "signing date"),
        ("類型", "类型"),
        ("No.", "no"),
        ("Partner country", ""),
        ("Technology partner", "partner"),
        ("外资合作方", "合作方"),
        ("Number of partners", ""),
        ("Acquiror Name", "acquiror"),
        ("Company size", ""),
        ("Favourite colour", ""),
        ("", ""),
    ],
)
def test_the_word_in_a_heading(told: str, word: str) -> None:
    assert heading_of(told).word == word


def test_what_a_heading_tells_besides() -> None:
    assert heading_of("Partner 2 (CN)")[2:] == ("2", "zh", "")
    assert heading_of("公司A英文名")[2:] == ("a", "en", "")
    assert heading_of("Amount (US$ million)")[2:] == ("", None, "US$ million")


@pytest.mark.parametrize(
    ("told", "meaning"),
    [
        ("公司名称（中文）", "name_zh"),
        ("Company (EN)", "name_en"),
        ("Short name", "aliases"),
        ("name_en", "name_en"),
        ("ticker", ""),
        ("Deal type", ""),
    ],
)
def test_what_a_column_says_of_an_entity(told: str, meaning: str) -> None:
    assert heading_of(told).entity == meaning
