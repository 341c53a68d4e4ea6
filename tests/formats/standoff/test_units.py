"""In what a file counts is found out from its quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.article import Span
from evreader.formats.standoff.units import UNITS, Ruler, Stretch, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.formats.standoff.units import Unit

TEXT = "𠮷田 Works 😀\r\nbuys e\u0301 cells\r\nin 波尔图\nnow"

_WIDTHS: dict[Unit, Callable[[str], int]] = {
    "code points": len,
    "UTF-16 units": lambda text: len(text.encode("utf-16-le")) // 2,
    "UTF-8 bytes": lambda text: len(text.encode()),
    "CR LF as one": lambda text: len(text.replace("\r\n", "\n")),
    "LF as two": lambda text: len(text.replace("\r\n", "\n").replace("\n", "\r\n")),
    "graphemes": lambda text: len(text.replace("\r\n", "\n").replace("\u0301", "")),
}


def _stretch(text: str, quote: str, unit: Unit, *, quoted: bool = True) -> Stretch:
    width, at = _WIDTHS[unit], text.index(quote)
    start, end = width(text[:at]), width(text[: at + len(quote)])
    return Stretch(start, end, quote if quoted else None)


@pytest.mark.parametrize("unit", UNITS)
def test_the_unit_that_fits_the_quotes_is_taken(unit: Unit) -> None:
    stretches = [_stretch(TEXT, quote, unit) for quote in ("Works", "buys", "波尔图", "now")]
    assert unit_of([(TEXT, stretches)]) == unit


@pytest.mark.parametrize("unit", UNITS)
def test_a_ruler_gives_code_points(unit: Unit) -> None:
    for quote in ("𠮷田", "cells", "波尔图", "now"):
        at = TEXT.index(quote)
        start, end, _ = _stretch(TEXT, quote, unit)
        assert Ruler(TEXT, unit).span(start, end) == Span(at, at + len(quote))


def test_without_quotes_no_word_is_cut() -> None:
    text = "😀😀 Tidewater builds trams in Porto"
    stretches = [_stretch(text, q, "UTF-16 units", quoted=False) for q in ("Tidewater", "Porto")]
    assert unit_of([(text, stretches)]) == "UTF-16 units"


def test_without_quotes_no_sign_is_cut() -> None:
    family = "👨\u200d👩\u200d👧"
    text = f"{family} Orsay et Cafe\u0301 🇫🇷\r\nPorto"
    stretches = [Stretch(2, 7), Stretch(11, 15), Stretch(18, 23)]
    assert unit_of([(text, stretches)]) == "graphemes"
    spans = [Ruler(text, "graphemes").span(start, end) for start, end, _ in stretches]
    assert [text[span.start : span.end] for span in spans if span] == [
        "Orsay", "Cafe\u0301", "Porto",
    ]  # fmt: skip


def test_where_nothing_tells_code_points_are_believed() -> None:
    assert unit_of([]) == "code points"
    assert unit_of([("plain", [Stretch(0, 5, "plain")])]) == "code points"


def test_a_quote_may_write_line_ends_in_its_own_way() -> None:
    text = "one\ntwo"
    assert unit_of([(text, [Stretch(0, 7, r"one\ntwo")])]) == "code points"


@pytest.mark.parametrize(("start", "end"), [(0, 1), (3, 3), (5, 2), (-1, 2), (0, 99)])
def test_what_is_no_stretch_of_the_text_is_none(start: int, end: int) -> None:
    assert Ruler("😀ab", "UTF-16 units").span(start, end) is None


@given(st.text(alphabet="a 中😀\r\né", max_size=30), st.data())
@settings(max_examples=80)
def test_every_range_is_found_again_in_its_unit(text: str, data: st.DataObject) -> None:
    unit = data.draw(st.sampled_from(UNITS[:4]))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    width = _WIDTHS[unit]
    found = Ruler(text, unit).span(width(text[:start]), width(text[:end]))
    if start == end:
        assert found is None
    elif found is not None:
        # CR LF as one has no place between the two; either side of it is the same.
        assert text[found.start : found.end].strip("\r\n") == text[start:end].strip("\r\n")
    else:
        assert not text[start:end].strip("\r\n")
