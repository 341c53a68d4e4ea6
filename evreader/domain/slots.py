"""Slot values: what a person types, read and put in one form."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from evreader.errors import InputError

if TYPE_CHECKING:
    from evreader.domain.scheme import SlotType

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?")
_SCALES = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6, "billion": 10**9,
    "bn": 10**9, "b": 10**9, "trillion": 10**12, "千": 10**3, "万": 10**4, "百万": 10**6,
    "千万": 10**7, "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_CURRENCIES = {
    "€": "EUR", "欧元": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "us$": "USD",
    "美元": "USD", "dollar": "USD", "dollars": "USD", "¥": "CNY", "元": "CNY", "人民币": "CNY",
    "yuan": "CNY", "rmb": "CNY", "£": "GBP", "英镑": "GBP", "日元": "JPY", "yen": "JPY",
    "hk$": "HKD", "港元": "HKD", "₩": "KRW", "韩元": "KRW", "won": "KRW",
}  # fmt: skip
_YES = frozenset({"yes", "true", "1", "y", "是"})
_NO = frozenset({"no", "false", "0", "n", "否"})


def parse_slot(slot: SlotType, text: str) -> str:
    """The text in the one form that is stored; an empty text stays empty.

    Dates become ISO 8601, cut short where the day or month is not known (``2024``, ``2024-05``);
    money ``AMOUNT CUR`` with an ISO 4217 code where one is named; percentages plain numbers;
    flags ``yes`` or ``no``.

    Raises:
        InputError: the text cannot be read as the slot's kind.
    """
    text = text.strip()
    if not text:
        return ""
    if slot.kind == "choice":
        return _choice(slot, text)
    reader = {
        "date": iso_date,
        "money": _money,
        "percent": _percent,
        "number": _number,
        "flag": _flag,
    }
    if slot.kind not in reader:
        return text
    # Chinese keyboards give full-width digits and signs.
    return reader[slot.kind](unicodedata.normalize("NFKC", text))


def _choice(slot: SlotType, text: str) -> str:
    if text not in slot.choices:
        raise InputError(f"“{text}” is none of: {', '.join(slot.choices)}.")
    return text


def iso_date(text: str) -> str:
    """A year, month or day as ISO 8601, each part with its zeros.

    Raises:
        InputError: it is no date.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        raise InputError(f"“{text}” is not a date; write 2024, 2024-05 or 2024-05-14.")
    year, month, day = found.groups()
    parts = [year, *(f"{int(part):02d}" for part in (month, day) if part)]
    if len(parts) > 1:
        import datetime as dt

        try:
            dt.date(int(year), int(month), int(day or 1))
        except ValueError as error:
            raise InputError(f"“{text}” is not in the calendar ({error}).") from error
    return "-".join(parts)


def _money(text: str) -> str:
    found = _NUMBER.search(text)
    if found is None:
        raise InputError(
            f"“{text}” names no amount; write for example 1.5 billion EUR or 15亿欧元."
        )
    scale, after = _scale(text[found.end() :].strip())
    rest = f"{text[: found.start()]} {after}".strip()
    # RMB 3亿元 names its currency twice.
    named = {_CURRENCIES.get(word.lower(), word.upper()) for word in rest.split()}
    currency = " ".join(sorted(named))
    if currency and not re.fullmatch(r"[A-Z]{3}", currency):
        raise InputError(f"“{rest}” is no currency known here; write its code, such as EUR or CNY.")
    return f"{_plain(found[0], scale)} {currency}".strip()


def _scale(rest: str) -> tuple[int, str]:
    for word in sorted(_SCALES, key=len, reverse=True):
        pattern = rf"{word}\b" if word.isascii() else word
        found = re.match(pattern, rest, re.IGNORECASE)
        if found:
            return _SCALES[word], rest[found.end() :].strip()
    return 1, rest


def _percent(text: str) -> str:
    found = _NUMBER.fullmatch(text.removesuffix("%").strip())
    if found is None or not 0 <= float(found[0].replace(",", "")) <= 100:  # noqa: PLR2004 - percent
        raise InputError(f"“{text}” is not a percentage from 0 to 100.")
    return _plain(found[0])


def _number(text: str) -> str:
    if _NUMBER.fullmatch(text) is None:
        raise InputError(f"“{text}” is not a number.")
    return _plain(text)


def _flag(text: str) -> str:
    lowered = text.lower()
    if lowered not in _YES | _NO:
        raise InputError(f"“{text}” is neither yes nor no.")
    return "yes" if lowered in _YES else "no"


def _plain(number: str, scale: int = 1) -> str:
    """The number times the scale, exactly, without separators and needless zeros."""
    from decimal import Decimal

    text = f"{Decimal(number.replace(',', '')) * scale:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
