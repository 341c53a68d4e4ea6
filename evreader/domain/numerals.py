"""Numbers in English and Chinese texts, in figures and in words, as values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9,
    "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "k": 1e3,
}  # fmt: skip
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
_HAN_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"  # noqa: SIM905
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_LONGEST = 30  # characters of a number that is one
_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_en_number = re.compile(
    rf"(?<![\w.])(?P<figure>{_NUMBER}|{'|'.join(_NUMBER_WORDS)})(?:st|nd|rd|th)?"
    rf"(?:[\s-]?(?P<scale>{'|'.join(_SCALES)}))?(?!\w)",
    re.IGNORECASE,
)
_zh_number = re.compile(
    rf"(?P<figure>{_NUMBER})(?P<scale>[十百千万亿萬億]*)"
    rf"|(?P<han>[零〇○一二两三四五六七八九十百千万亿]+)"
)


def english_numbers(text: str) -> Iterator[float]:
    """The numbers in an English text, written as figures or words, with million and the like."""
    for match in _en_number.finditer(text):
        figure = match["figure"].lower().replace(",", "")
        number = float(figure) if figure[0].isdigit() else float(_NUMBER_WORDS[figure])
        yield number * _SCALES.get((match["scale"] or "").lower(), 1)


def chinese_numbers(text: str) -> Iterator[float]:
    """The numbers in a Chinese text, in figures with 万 and 亿 or in characters."""
    for match in _zh_number.finditer(text):
        if match["han"]:
            number = han_number(match["han"])
            if number is not None:
                yield number
            continue
        value = float(match["figure"].replace(",", ""))
        for scale in match["scale"]:
            value *= _HAN_SCALES[scale]
        yield value


def han_number(text: str) -> float | None:
    """The value of a number in characters (三百二十, 二〇二四); None for 万 alone or a long row."""
    if len(text) > _LONGEST:
        return None
    if all(c in _HAN_DIGITS for c in text):
        return float("".join(str(_HAN_DIGITS[c]) for c in text))
    if text[0] not in _HAN_DIGITS and text[0] != "十":
        return None
    total, section, digit = 0, 0, 0
    for c in text:
        if c in _HAN_DIGITS:
            digit = _HAN_DIGITS[c]
        elif _HAN_SCALES[c] >= _HAN_SCALES["万"]:
            total = (total + section + digit) * _HAN_SCALES[c]
            section = digit = 0
        else:
            section += (digit or 1) * _HAN_SCALES[c]
            digit = 0
    return float(total + section + digit)
