"""Places carried over between two cuts of the same text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.article import Article, ArticleInfo, Passage, Span
from evreader.domain.carryover import Carryover, Place, essence


def _article(*texts: str, first: int = 1) -> Article:
    passages = (
        Passage(first + at, at, "en", "paragraph", text, ()) for at, text in enumerate(texts)
    )
    return Article(1, ArticleInfo(""), tuple(passages))


def test_the_same_cut_keeps_every_offset() -> None:
    source, target = _article("One two.", " x "), _article("One two.", " x ", first=7)
    assert Carryover(source, target).place(2, Span(0, 3)) == Place(8, Span(0, 3))


def test_another_cut_and_other_white_space() -> None:
    source = _article("Heading\nFord buys\r\ncells.")
    target = _article("Heading", "Ford  buys cells.", first=5)
    assert essence(source) == essence(target)
    carry = Carryover(source, target)
    assert carry.place(1, Span(8, 17)) == Place(6, Span(0, 10))
    assert carry.place(1, Span(7, 18)) == Place(6, Span(0, 10))
    assert carry.place(1, Span(0, 12)) is None
    assert carry.place(1, Span(7, 8)) is None


_words = st.lists(st.text(alphabet="ab中𠮷", min_size=1, max_size=3), min_size=1, max_size=8)
_gaps = st.sampled_from([" ", "\n", "\r\n", "\u3000", ""])


@given(_words, st.data())
@settings(max_examples=80)
def test_what_is_carried_over_reads_the_same(words: list[str], data: st.DataObject) -> None:
    def cut(first: int) -> Article:
        texts = [""]
        for word in words:
            if data.draw(st.booleans()) and texts[-1].strip():
                texts.append("")
            texts[-1] += word + data.draw(_gaps)
        return _article(*texts, first=first)

    source, target = cut(1), cut(50)
    carry = Carryover(source, target)
    texts = {p.id: p.text for p in (*source.passages, *target.passages)}
    for passage in source.passages:
        start = data.draw(st.integers(0, len(passage.text) - 1))
        end = data.draw(st.integers(start + 1, len(passage.text)))
        found = carry.place(passage.id, Span(start, end))
        if found is not None:
            there = texts[found.passage][found.span.start : found.span.end]
            assert "".join(there.split()) == "".join(passage.text[start:end].split())
            assert there
