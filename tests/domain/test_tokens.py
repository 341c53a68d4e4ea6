from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.tokens import chinese_tokens, english_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORDS = {"工厂": {"factori": 1.0}, "电池": {"batteri": 1.0}, "池工": {"pond": 1.0}}


class Small:
    def renderings(self, words: Iterable[str]) -> Mapping[str, dict[str, float]]:
        return {word: WORDS[word] for word in words if word in WORDS}


def test_english() -> None:
    assert english_tokens("Didn't the firm's 3.5 million cars stop?") == {
        "do",
        "not",
        "the",
        "firm",
        "#3.5e+06",
        "million",
        "car",
        "stop",
        "?",
    }


def test_chinese_is_cut_into_few_known_words() -> None:
    tokens, known = chinese_tokens(["BYD電池工廠！", "350万"], Small())
    assert tokens[0] == {"@byd", "电池", "工厂", "!"}
    assert "#3.5e+06" in tokens[1]
    assert set(known) == {"电池", "工厂", "池工"}


@given(st.text(alphabet="电池工厂a1？ \n", max_size=30))
@settings(max_examples=60, deadline=None)
def test_words_give_the_text(text: str) -> None:
    tokens, _ = chinese_tokens([text], Small())
    for character in set(text) & set("电池工厂"):
        assert any(character in token for token in tokens[0])
