"""Slot values: what a person types, read and put in one form."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from evreader.errors import InputError

if TYPE_CHECKING:
    from evreader.domain.scheme import SlotType

_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月)?|年)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_IN_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -])?(?P<month>[a-z]{3,9})\.?[ ,-]*"
    r"(?:(?P<late>\d{1,2})(?:st|nd|rd|th)?,? )?(?P<year>\d{4})",
    re.IGNORECASE,
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
# What spreadsheets and programs put behind a day that has no time.
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?")
_SCALES = {
    "thousand": 10**3, "thousands": 10**3, "k": 10**3, "million": 10**6, "millions": 10**6,
    "m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "mil": 10**6, "billion": 10**9,
    "billions": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9,
    "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_CURRENCIES = {
    "€": "EUR", "欧元": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "us$": "USD",
    "美元": "USD", "美金": "USD", "dollar": "USD", "dollars": "USD", "¥": "CNY", "元": "CNY",
    "人民币": "CNY", "yuan": "CNY", "rmb": "CNY", "£": "GBP", "英镑": "GBP", "日元": "JPY",
    "yen": "JPY", "hk$": "HKD", "港元": "HKD", "港币": "HKD", "₩": "KRW", "韩元": "KRW",
    "won": "KRW",
}  # fmt: skip
_CODES = tuple(code.lower() for code in dict.fromkeys(_CURRENCIES.values()))
# Words longer than their beginnings first: 万亿 before 万. A letter ends a word that is none of
# the codes (USDm).
_MONEY_WORD = re.compile(
    r"\s*(?:("
    + "|".join(
        re.escape(word) + ("(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "")
        for word in sorted((*_SCALES, *_CURRENCIES), key=len, reverse=True)
    )
    + f"|{'|'.join(_CODES)}|[a-z]{{3}}(?![a-z]))\\s*)"
)
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
    found = _date_parts(_MIDNIGHT.sub("", text))
    if found is None:
        raise InputError(f"“{text}” is not a date; write 2024, 2024-05 or 2024-05-14.")
    year, month, day = found
    parts = [year, *(f"{int(part):02d}" for part in (month, day) if part)]
    if len(parts) > 1:
        import datetime as dt

        try:
            dt.date(int(year), int(month or 1), int(day or 1))
        except ValueError as error:
            raise InputError(f"“{text}” is not in the calendar ({error}).") from error
    return "-".join(parts)


def _date_parts(text: str) -> tuple[str, str | None, str | None] | None:
    """Year, month and day as digits, or None where it is no date."""
    found = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return found[1], found[2], found[3]
    said = _IN_WORDS.fullmatch(text)
    if said is None or (said["day"] and said["late"]):
        return None
    word = said["month"].lower()
    for number, month in enumerate(_MONTHS, 1):
        if month.startswith(word) or word == "sept" == month[:4]:
            return said["year"], str(number), said["day"] or said["late"]
    return None


def _money(text: str) -> str:
    found = _NUMBER.search(text)
    if found is None:
        raise InputError(
            f"“{text}” names no amount; write for example 1.5 billion EUR or 15亿欧元."
        )
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    words = _money_words(rest.lower())
    scales = [_SCALES[word] for word in words if word in _SCALES]
    # RMB 3亿元 names its currency twice.
    named = {_CURRENCIES.get(word, word.upper()) for word in words if word not in _SCALES}
    if (rest and not words) or len(scales) > 1 or len(named) > 1:
        raise InputError(f"“{rest}” is no currency known here; write its code, such as EUR or CNY.")
    return f"{_plain(found[0], scales[0] if scales else 1)} {''.join(named)}".strip()


def _money_words(rest: str) -> list[str]:
    """The scales and currencies that a text consists of; none if there is anything else in it."""
    words = []
    at = 0
    while at < len(rest):
        found = _MONEY_WORD.match(rest, at)
        if found is None:
            return []
        words.append(found[1].strip())
        at = found.end()
    return words


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
