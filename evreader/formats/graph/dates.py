"""Days from dates that may be cut short: where a year begins and a month ends."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_DECEMBER = 12


def first_day(date: str) -> str:
    """The first day that a date may mean, as ISO 8601; empty if it is none."""
    return _day(date, month=1, is_last=False)


def last_day(date: str) -> str:
    """The last day that a date may mean, as ISO 8601; empty if it is none."""
    return _day(date, month=_DECEMBER, is_last=True)


def _day(date: str, *, month: int, is_last: bool) -> str:
    found = _DATE.fullmatch(date)
    if found is None:
        return ""
    year, month = int(found[1]), int(found[2] or month)
    try:
        first = dt.date(year, month, int(found[3] or 1))
    except ValueError:
        return ""
    if is_last and not found[3]:
        return first.replace(day=calendar.monthrange(year, month)[1]).isoformat()
    return first.isoformat()
