"""Entries of the dictionary: pinyin, glosses, and the words that begin at a place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.dictionary import (
    Entry,
    entry_of,
    readable,
    starts_at,
    tone_marks,
)


@pytest.mark.parametrize(
    ("numbered", "marked"),
    [
        ("yin2 hang2", "yín háng"),
        ("He2 zuo4", "Hé zuò"),
        ("lu:e4", "lüè"),
        ("nu:3 ren2", "nǚ rén"),
        ("shui3 liu2", "shuǐ liú"),
        ("xiong2 dou1 ou1", "xióng dōu ōu"),
        ("na3 r5", "nǎ r"),
        ("m2", "ḿ"),
        ("ka3 la1 O K", "kǎ lā O K"),
        ("A1", "Ā"),
        ("Tian1 · Ou2", "Tiān · Óu"),
        ("", ""),
    ],
)
def test_tone_digits_become_marks(numbered: str, marked: str) -> None:
    assert tone_marks(numbered) == marked


@settings(max_examples=80)
@given(st.lists(st.from_regex(r"\A[bpmfdtnlgkh][aeiou]{1,2}n?[1-4]\Z"), max_size=5))
def test_marks_change_no_letter(syllables: list[str]) -> None:
    marked = unicodedata.normalize("NFD", tone_marks(" ".join(syllables)))
    letters = "".join(c for c in marked if not unicodedata.combining(c))
    assert letters == " ".join(s[:-1] for s in syllables)


def test_a_line_is_an_entry() -> None:
    entry = entry_of("紙廠 纸厂 [zhi3 chang3] /paper mill/CL:家[jia1],座[zuo4]/\n")
    assert entry == Entry(
        "纸厂", "紙廠", "zhǐ chǎng", ("paper mill", "measure word: 家 [jiā], 座 [zuò]")
    )


@pytest.mark.parametrize("line", ["# a remark", "#! version=1", "", "\n", "nothing of the kind"])
def test_other_lines_are_none(line: str) -> None:
    assert entry_of(line) is None


def test_references_name_the_simplified_word() -> None:
    gloss = "short for 紙廠|纸厂[zhi3 chang3] (Taiwan pr. [zhi2])"
    assert readable(gloss) == "short for 纸厂 [zhǐ chǎng] (Taiwan pr. [zhí])"
    assert readable("see 麵|面") == "see 面"


def test_words_that_may_begin_at_a_place() -> None:
    text = "买卡拉OK机，好"
    assert starts_at(text, 1, 9) == ["卡拉OK机", "卡拉OK", "卡拉O", "卡拉", "卡"]
    assert starts_at(text, 1, 2) == ["卡拉", "卡"]
    assert starts_at(text, 6, 9) == []
    assert starts_at(text, 7, 9) == ["好"]
    assert starts_at(text, 8, 9) == []
