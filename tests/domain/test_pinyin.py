"""Chinese read aloud."""

from __future__ import annotations

from evreader.domain.pinyin import Syllable, syllables


def test_every_character_has_its_syllable() -> None:
    assert syllables("造纸厂,开业") == [
        Syllable(0, "zào"),
        Syllable(1, "zhǐ"),
        Syllable(2, "chǎng"),
        Syllable(4, "kāi"),
        Syllable(5, "yè"),
    ]


def test_the_words_around_a_character_say_how_it_is_read() -> None:
    text = "重庆的银行重要，他行走"
    read = {text[offset] + str(offset): said for offset, said in syllables(text)}
    assert (read["重0"], read["重5"]) == ("chóng", "zhòng")
    assert (read["行4"], read["行9"]) == ("háng", "xíng")


def test_what_has_no_reading_moves_nothing() -> None:
    text = "Ab \U0003fffd厂〇 1"
    places = {offset for offset, _ in syllables(text)}
    assert text.index("厂") in places
    assert text.index("\U0003fffd") not in places
    assert syllables("") == []
