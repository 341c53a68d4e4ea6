from __future__ import annotations

from evreader.domain.sounds import Sounds, names


def test_pinyin_is_found_letter_by_letter() -> None:
    sounds = Sounds(["浙江的工厂", "河北的工厂"])
    assert sounds.spelt("Zhejiang") == [1, 0]
    assert sounds.spelt("Li") == [0, 0]  # too short to prove anything


def test_a_transliteration_keeps_the_consonants() -> None:
    sounds = Sounds(["克拉默说了", "没有人说话"])
    heard = sounds.alike("Kramer")
    assert heard[0] > heard[1] == 0
    assert sounds.alike("Oya") == [0, 0]


def test_names_are_never_written_small() -> None:
    assert names(["Mark met Lena.", "They mark the spot."]) == {"Lena", "They"}
