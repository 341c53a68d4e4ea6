"""Dates as web pages write them, as ISO 8601 days."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_YEAR = r"((?:19|20)\d\d)"
_PATTERNS = (
    (re.compile(rf"(?<!\d){_YEAR}\s?[-/.年]?\s?(\d{{1,2}})\s?[-/.月]\s?(\d{{1,2}})(?!\d)"), "ymd"),
    (re.compile(rf"(?<!\d){_YEAR}(\d\d)(\d\d)(?:T?\d{{4,6}})?(?!\d)"), "ymd"),
    (re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b", re.IGNORECASE), "mdy"),
    (re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE), "dmy"),
    (re.compile(rf"(?<!\d)(\d{{1,2}})[./](\d{{1,2}})[./]{_YEAR}(?!\d)"), "???"),
)
_ADDRESS = re.compile(rf"/{_YEAR}[-/]?(\d\d)[-/]?(\d\d)(?=[/_.-])")
_TWELVE = 12


def date_in(text: str) -> str:
    """The first date in a text, as ``2024-05-06``; empty if there is none.

    ``6/5/2024`` is ambiguous and is only taken where one of the numbers can be no month.
    """
    for pattern, order in _PATTERNS:
        for match in pattern.finditer(text[:2000]):
            if found := _day(match.groups(), order):
                return found
    return ""


def date_of_address(url: str) -> str:
    """The day that many sites write into the address of an article."""
    match = _ADDRESS.search(url)
    return _day(match.groups(), "ymd") if match else ""


def _day(parts: tuple[str, ...], order: str) -> str:
    if order == "???":
        if (int(parts[0]) > _TWELVE) == (int(parts[1]) > _TWELVE):
            return ""
        order = "dmy" if int(parts[0]) > _TWELVE else "mdy"
    given = dict(zip(order, parts, strict=True))
    month = _MONTHS.get(given["m"].casefold()[:3]) or int(given["m"])
    try:
        return date(int(given["y"]), month, int(given["d"])).isoformat()
    except ValueError:
        return ""
