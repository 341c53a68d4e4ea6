"""What counts as the same text when something is looked for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.matching import finder, folded

_SIGNS = "aAéÉ Ｂb1１İßſ“\"’'—-\u00a0\u3000\n台臺檯着著了瞭。.，,[]\\^e\u0301😀ЖжΣσς"
TEXTS = st.text(st.sampled_from(_SIGNS), max_size=20)
QUERIES = st.text(st.sampled_from(_SIGNS), max_size=3)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("台湾", "在臺灣的工廠"),
        ("臺灣", "在台湾的工厂"),
        ("后", "以後"),
        ("了解", "先瞭解情況"),
        ("byd", "ＢＹＤ 的新车"),
        ("ＢＹＤ", "from byd"),
        ("ÉTÉ", "cet été"),
        ("citroen", "the Citroën plant"),
        ("L'Oréal", "from L’Oréal"),
        ('"yes"', "she said “yes”"),
        ("joint-venture", "a joint‑venture"),
        ("5 km", "5\u00a0km"),
        ("завод", "ЗАВОД"),
        ("a.b", "A.B"),
        ("1,5", "１，５"),
    ],
)
def test_both_writings_match(query: str, text: str) -> None:
    assert folded(query) in folded(text)
    assert finder(query).search(text)


@pytest.mark.parametrize(("query", "text"), [("a.b", "acb"), ("台湾", "台弯"), ("[x", "x")])
def test_other_texts_do_not(query: str, text: str) -> None:
    assert folded(query) not in folded(text)
    assert not finder(query).search(text)


@given(TEXTS, QUERIES)
@settings(max_examples=100)
def test_finding_in_the_text_is_finding_in_the_folded_text(text: str, query: str) -> None:
    match = finder(query).search(text)
    assert folded(text).find(folded(query)) == (match.start() if match else -1)
    if match:
        assert match.end() - match.start() == len(query)


@given(st.text(max_size=30))
@settings(max_examples=100)
def test_folding_keeps_places_and_is_done_once(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)
    assert finder(folded(text)).fullmatch(text)
