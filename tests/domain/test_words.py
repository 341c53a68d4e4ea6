from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.words import next_word, previous_word, word_at

TEXTS = st.text(alphabet="ab1.,'-% 中国汽𠮷😀👍🏽🇨🇳\u200d\u0301\r\n\u2028ぁ", max_size=30)


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ("the maker’s state-of-the-art plant", 5, "maker’s"),
        ("the maker’s state-of-the-art plant", 14, "state-of-the-art"),
        ("up 3.5% to 1,200.50 yuan", 4, "3.5%"),
        ("up 3.5% to 1,200.50 yuan", 14, "1,200.50"),
        ("at EVXL.co.", 5, "EVXL.co"),
        ("cafe\u0301 open", 2, "cafe\u0301"),
        ("one, two", 3, "one"),
        ("one  two", 4, "  "),
        ("上海汽车集团在北京大学开会", 8, "北京大学"),
        ("Hi 北京大学!", 4, "北京大学"),
        ("end", 3, "end"),
        ("", 0, ""),
    ],
)
def test_word_at(text: str, position: int, word: str) -> None:
    start, end = word_at(text, position, "zh")
    assert text[start:end] == word


def test_japanese_splits_by_script() -> None:
    text = "トヨタは新型車"
    assert word_at(text, 1, "other") == (0, 3)
    assert next_word(text, 4, "other") == 7


def test_walking_goes_over_words_and_back() -> None:
    text = "Ford 和 CATL 合作."
    stops = [0]
    while stops[-1] < len(text):
        stops.append(next_word(text, stops[-1], "zh"))
    assert [text[a:b] for a, b in itertools.pairwise(stops)] == [
        "Ford",
        " 和",
        " CATL",
        " 合作",
        ".",
    ]
    assert previous_word(text, len(text), "zh") == len(text) - 1
    assert previous_word(text, 7, "zh") == 5
    assert previous_word(text, 3, "zh") == 0
    assert previous_word(text, 0, "zh") == 0


def test_a_long_run_without_punctuation_is_cut_only_around_the_place() -> None:
    text = "中国汽车" * 5_000
    start, end = word_at(text, 10_001, "zh")
    assert start <= 10_001 < end <= start + 4


@given(TEXTS, st.integers(0, 30))
@settings(max_examples=100)
def test_steps_go_forward_and_never_split_a_character(text: str, position: int) -> None:
    position = min(position, len(text))
    after, before = next_word(text, position, "zh"), previous_word(text, position, "zh")
    assert after > position or after == len(text)
    assert before < position or before == 0
    start, end = word_at(text, position, "zh")
    assert start <= position <= end
    for stop in (after, before, start, end):
        if 0 < stop < len(text):
            assert unicodedata.category(text[stop]) != "Mn"
            assert text[stop] not in "\u200d\U0001f3fd"
            assert text[stop - 1 : stop + 1] != "\r\n"
