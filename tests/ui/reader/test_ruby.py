"""Pinyin above Chinese text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetricsF

if TYPE_CHECKING:
    from evreader.ui.reader.passage_layout import PassageLayout
    from evreader.ui.reader.view import ReaderView
    from tests.ui.reader.conftest import FakeSource

CHINESE = "装订厂\U00020bb7长江，" + "双方将在那里生产并销售纸张。" * 6


@pytest.fixture
def passage(view: ReaderView, source: FakeSource) -> int:
    source.add("The mill opens.")
    made = source.add(CHINESE, "zh")
    view.open_article(1)
    return made


def layout(view: ReaderView, passage: int) -> PassageLayout:
    cell = view.desk.page.cell(passage)[1]
    assert cell is not None
    return cell.layout


def test_off_costs_nothing(view: ReaderView, passage: int) -> None:
    assert layout(view, passage).ruby is None
    plain = layout(view, passage).height
    view.arrange(pinyin=True)
    assert layout(view, passage).height > plain
    view.arrange(pinyin=False)
    assert layout(view, passage).ruby is None
    assert layout(view, passage).height == plain


def test_syllables_stand_over_their_characters_and_apart(view: ReaderView, passage: int) -> None:
    view.arrange(pinyin=True)
    shown = layout(view, passage)
    ruby = shown.ruby
    assert ruby is not None
    assert [syllable.text for syllable in ruby.placed[:4]] == ["zhuāng", "dìng", "chǎng", "cháng"]
    measure = QFontMetricsF(ruby.font).horizontalAdvance
    offsets = [n for n, c in enumerate(CHINESE) if c.isalpha() and c != "\U00020bb7"]
    for syllable, offset in zip(ruby.placed, offsets, strict=True):
        assert syllable.line == shown.line_of(offset)
        middle = syllable.x + measure(syllable.text) / 2
        left = shown.x_of(offset, syllable.line)
        assert abs(middle - left - 17 / 2) <= 2
    for one, other in pairwise(ruby.placed):
        if one.line == other.line:
            assert one.x + measure(one.text) < other.x


def test_lines_are_higher_and_the_caret_is_not(view: ReaderView, passage: int) -> None:
    tall = layout(view, passage).caret_rect(2).height()
    line = layout(view, passage).rhythm.line
    view.arrange(pinyin=True)
    shown = layout(view, passage)
    assert shown.rhythm.line == line + shown.rhythm.head
    assert shown.caret_rect(2).height() == tall
    assert shown.caret_rect(2).top() > shown.rhythm.head


def test_positions_are_the_same_as_without(view: ReaderView, passage: int) -> None:
    view.arrange(pinyin=True)
    shown = layout(view, passage)
    for offset in (0, 3, 4, 20):
        line = shown.line_of(offset)
        assert shown.position_at(line, shown.x_of(offset, line) + 1) == offset


def test_english_stays_as_it_is(view: ReaderView, passage: int) -> None:
    view.arrange(pinyin=True)
    assert layout(view, 1).ruby is None


def test_it_outlasts_articles(view: ReaderView, passage: int) -> None:
    view.arrange(pinyin=True)
    view.open_article(1)
    assert view.pinyin
    assert layout(view, passage).ruby is not None
