"""Values of cells that a spreadsheet can reckon with, made of texts and told as texts again."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from evreader.formats.tables.cells import Kind

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONEY = re.compile(rf"({_NUMBER.pattern}) ([A-Z]{{3}})")
_CURRENCY = re.compile(r'"([A-Z]{3})"')
# [$€-407], "$", ¥; what is between [$- and ] alone is a language, and 411 is Japanese.
_SYMBOL = re.compile(r"\[\$([$€£¥￥]|US\$|HK\$|[A-Z]{3})(?:-(?!411)[^\]]*)?\]|(?<!\[)([$€£¥￥])")
_DATE_FORMAT = "yyyy-mm-dd"
# What a spreadsheet counts days from; earlier ones it cannot hold.
_FIRST_YEAR = 1901
# A double tells so many digits apart.
_DIGITS = 15
# Larger numbers are told with a power of ten.
_LARGEST = 1e21


class Value(NamedTuple):
    """What a cell holds, and how it is shown; no format for plain text."""

    value: str | int | float | dt.date
    shown: str = ""


def value_of(text: str, kind: Kind) -> Value:
    """The value of a text in a column of this kind; a text that is no such thing stays one."""
    if kind == "date":
        return _date(text)
    money = _MONEY.fullmatch(text) if kind == "money" else None
    if money and _is_exact(money[1]):
        decimals = len(money[1].partition(".")[2])
        places = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
        return Value(_number(money[1]), f'{places} "{money[2]}"')
    if kind in {"number", "percent", "money"} and _NUMBER.fullmatch(text) and _is_exact(text):
        if kind == "percent":
            decimals = len(text.partition(".")[2])
            shown = f"0.{'0' * decimals}%" if decimals else "0%"
            return Value(float(Decimal(text) / 100), shown)
        return Value(_number(text), "General")
    return Value(text)


def told(cell: Any) -> str:  # noqa: ANN401 - a cell of openpyxl, which has no types
    """What a cell says, in the form in which texts are kept."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number_told(value, str(cell.number_format or ""))
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(" ")
    return str(value)


def _number_told(value: float, shown: str) -> str:
    if abs(value) >= _LARGEST:
        return f"{value:.{_DIGITS}g}"
    exact = Decimal(f"{value:.{_DIGITS}g}")
    if shown.endswith("%"):
        exact *= 100
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    currency = _CURRENCY.search(shown)
    if currency:
        return f"{text} {currency[1]}"
    symbol = _SYMBOL.search(shown)
    return f"{symbol[1] or symbol[2]}{text}" if symbol else text


def _date(text: str) -> Value:
    found = _DAY.fullmatch(text)
    if not found or int(found[1]) < _FIRST_YEAR:
        return Value(text)
    try:
        return Value(dt.date(*map(int, found.groups())), _DATE_FORMAT)
    except ValueError:
        return Value(text)


def _is_exact(text: str) -> bool:
    """Whether the number comes back in the same digits."""
    has_tail = "." in text and text.endswith("0")
    return len(text.strip("-").replace(".", "")) < _DIGITS and not has_tail and text != "-0"


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
