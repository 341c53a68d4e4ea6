"""Slot values: many ways to write them, one form to keep."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evreader.domain.scheme import SlotType
from evreader.domain.slots import parse_slot
from evreader.errors import InputError

if TYPE_CHECKING:
    from evreader.domain.scheme import SlotKind


def _parsed(kind: SlotKind, text: str) -> str:
    return parse_slot(SlotType("x", {"en": "X"}, kind, ("announced", "signed")), text)


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("choice", " signed ", "signed"),
        ("date", "2024", "2024"),
        ("date", "2024年", "2024"),
        ("date", "2024-5", "2024-05"),
        ("date", "2024年5月", "2024-05"),
        ("date", "2024.5.14", "2024-05-14"),
        ("date", "2024年5月14日", "2024-05-14"),
        ("date", "2024/05/14", "2024-05-14"),
        ("date", "２０２４年５月", "2024-05"),
        ("date", "2024年3月5号", "2024-03-05"),
        ("date", "20240305", "2024-03-05"),
        ("date", "2024-03-05 00:00:00", "2024-03-05"),
        ("date", "March 5, 2024", "2024-03-05"),
        ("date", "5th Mar 2024", "2024-03-05"),
        ("date", "5-Mar-2024", "2024-03-05"),
        ("date", "Sept. 2024", "2024-09"),
        ("money", "1.5 billion EUR", "1500000000 EUR"),
        ("money", "€1.5bn", "1500000000 EUR"),
        ("money", "15亿欧元", "1500000000 EUR"),
        ("money", "4.35亿欧元", "435000000 EUR"),
        ("money", "US$ 3 million", "3000000 USD"),
        ("money", "¥15亿", "1500000000 CNY"),
        ("money", "￥３．５万", "35000 CNY"),
        ("money", "人民币15亿元", "1500000000 CNY"),
        ("money", "RMB 200 million", "200000000 CNY"),
        ("money", "500万英镑", "5000000 GBP"),
        ("money", "5亿元人民币", "500000000 CNY"),
        ("money", "3 USD bn", "3000000000 USD"),
        ("money", "USDm 120", "120000000 USD"),
        ("money", "US$ millions 1.2", "1200000 USD"),
        ("money", "2,000 万美元", "20000000 USD"),
        ("money", "三百 300", None),
        ("money", "eur 1,250,000.50", "1250000.5 EUR"),
        ("money", "40000000", "40000000"),
        ("money", "12 sek", "12 SEK"),
        ("percent", "49%", "49"),
        ("percent", "33.3 ％", "33.3"),
        ("percent", "100", "100"),
        ("number", "1,250", "1250"),
        ("number", "-3.50", "-3.5"),
        ("number", "-0", "0"),
        ("flag", "Yes", "yes"),
        ("flag", "是", "yes"),
        ("flag", "0", "no"),
        ("flag", "否", "no"),
        ("text", "  Europe and  Asia ", "Europe and  Asia"),
        ("note", "ask ５ again\nlater", "ask ５ again\nlater"),
    ],
)
def test_what_people_write_is_kept_in_one_form(kind: SlotKind, text: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(InputError):
            _parsed(kind, text)
    else:
        assert _parsed(kind, text) == kept
        assert _parsed(kind, kept) == kept


@pytest.mark.parametrize("kind", ["choice", "date", "money", "percent", "number", "flag", "text"])
def test_nothing_stays_nothing(kind: SlotKind) -> None:
    assert not _parsed(kind, " \u3000 ")


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("choice", "Signed", "“Signed” is none of: announced, signed."),
        ("date", "soon", "is not a date; write 2024, 2024-05 or 2024-05-14"),
        ("date", "2024-5-", "is not a date"),
        ("date", "3/5/2024", "is not a date"),
        ("date", "Mat 2024", "is not a date"),
        ("date", "2024-03-05 10:30", "is not a date"),
        ("date", "20241305", "is not in the calendar"),
        ("date", "2024-13", "is not in the calendar"),
        ("date", "2023-02-29", "is not in the calendar"),
        ("money", "a lot", "names no amount; write for example 1.5 billion EUR or 15亿欧元"),
        ("money", "3 to 5 million EUR", "is no currency known here"),
        ("money", "15亿5000万欧元", "is no currency known here"),
        ("money", "3 million billion EUR", "is no currency known here"),
        ("money", "EUR 3 USD", "is no currency known here"),
        ("money", "3 bushels", "write its code, such as EUR or CNY"),
        ("percent", "120%", "is not a percentage from 0 to 100"),
        ("percent", "1,000", "is not a percentage"),
        ("percent", "-1", "is not a percentage"),
        ("percent", "half", "is not a percentage"),
        ("number", "many", "is not a number"),
        ("number", "1.2.3", "is not a number"),
        ("flag", "maybe", "is neither yes nor no"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(
    kind: SlotKind, text: str, sentence: str
) -> None:
    with pytest.raises(InputError, match=re.escape(sentence)):
        _parsed(kind, text)


@given(
    amount=st.decimals(0, 10_000, places=3),
    scale=st.sampled_from([
        ("thousand", 10**3),
        ("million", 10**6),
        ("亿", 10**8),
        ("万亿", 10**12),
    ]),
)
def test_amounts_are_exact(amount: Decimal, scale: tuple[str, int]) -> None:
    word, factor = scale
    number, currency = _parsed("money", f"{amount:f} {word} EUR").split()
    assert Decimal(number) == amount * factor
    assert currency == "EUR"


@given(
    kind=st.sampled_from(["date", "money", "percent", "number", "flag"]),
    text=st.text("0123456789.,-/% 年月日亿万元€¥$EURmn是", max_size=12),
)
def test_any_text_is_either_refused_or_kept_in_a_form_that_stays(kind: SlotKind, text: str) -> None:
    try:
        kept = _parsed(kind, text)
    except InputError:
        return
    assert _parsed(kind, kept) == kept
