from __future__ import annotations

import numpy as np

from evreader.domain.coverage import Coverage, proof

EN = ["a red house", "a blue boat", "Kramer swam"]
ZH = ["红房子", "蓝船", "克拉默"]
EN_TOKENS = [frozenset(text.lower().split()) for text in EN]
ZH_TOKENS = [frozenset({"红", "房子"}), frozenset({"蓝船"}), frozenset({"克", "拉", "默"})]
KNOWN = {"红": {"red": 1.0}, "房子": {"house": 1.0}, "蓝": {"blue": 1.0}, "蓝船": {"boat": 0.5}}


def test_words_are_covered_by_renderings_parts_and_sounds() -> None:
    coverage = Coverage((EN, EN_TOKENS), (ZH, ZH_TOKENS), KNOWN)
    en, zh = coverage.measured()
    rows = coverage.en.place
    assert en[rows["red"]].tolist() == [1, 0, 0]
    assert en[rows["boat"]].tolist() == [0, 0.5, 0]
    assert 0 < en[rows["blue"], 1] < 0.5  # a part of a longer word
    assert en[rows["kramer"], 2] > 0
    assert zh[coverage.zh.place["房子"]].tolist() == [1, 0, 0]


def test_what_was_learned_covers_too() -> None:
    coverage = Coverage((EN, EN_TOKENS), (ZH, ZH_TOKENS), KNOWN)
    learned = np.zeros((len(coverage.en.place), len(coverage.zh.place)))
    learned[coverage.en.place["swam"], coverage.zh.place["默"]] = 0.7
    en, _ = coverage.measured(learned)
    assert en[coverage.en.place["swam"], 2] == np.float32(0.7)


def test_what_every_window_covers_proves_nothing() -> None:
    tokens = [frozenset({"tea", word}) for word in ("one", "two", "three", "four")]
    words = [frozenset({"茶", word}) for word in ("甲", "乙", "丙", "丁")]
    known = {"茶": {"tea": 1.0}, "甲": {"one": 1.0}}
    coverage = Coverage(([""] * 4, tokens), ([""] * 4, words), known)
    en, _ = coverage.measured()
    found = proof(en, np.full(len(coverage.en.place), 0.6), coverage.en, 1)
    tea, one = (found[coverage.en.place[word]] for word in ("tea", "one"))
    assert abs(tea).max() < 0.1
    assert one[0] > 0.5
    assert one[1] < 0
    wide = proof(en, np.full(len(coverage.en.place), 0.6), coverage.en, 3)
    assert wide[coverage.en.place["one"], 0] < one[0]
