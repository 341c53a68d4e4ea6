"""Mentions and sentences in a text that somebody corrected."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.anchoring import Anchor, Correction, moved_sentences
from evreader.domain.article import Span
from evreader.domain.sentences import split_sentences

TEXT = "Bluebird Motors buys cells from Nordvik. Bluebird Motors pays in 2027."


def _anchored(old: str, new: str, quote: str, number: int = 0) -> str | None:
    """How the quote's stretch reads in the new text, with its surroundings."""
    start = -1
    for _ in range(number + 1):
        start = old.index(quote, start + 1)
    found = Correction(old, new).anchor(Span(start, start + len(quote)))
    if found is None:
        return None
    (begin, end), changed = found
    return f"{new[:begin]}[{new[begin:end]}]{new[end:]}" + ("*" if changed else "")


@pytest.mark.parametrize(
    ("new", "quote", "number", "expected"),
    [
        (TEXT, "Nordvik", 0, TEXT.replace("Nordvik", "[Nordvik]")),
        ("The " + TEXT, "Nordvik", 0, "The " + TEXT.replace("Nordvik", "[Nordvik]")),
        # a change before, after, and right beside it
        (TEXT.replace("buys", "bought"), "Bluebird Motors", 1,
         "Bluebird Motors bought cells from Nordvik. [Bluebird Motors] pays in 2027."),
        (TEXT.replace("2027", "2028"), "Bluebird Motors", 0,
         "[Bluebird Motors] buys cells from Nordvik. Bluebird Motors pays in 2028."),
        (TEXT.replace("Nordvik", "Nordvik AB"), "Nordvik", 0,
         TEXT.replace("Nordvik", "[Nordvik] AB")),
        # the typo was in the mention itself
        (TEXT.replace("Nordvik", "Nordwik"), "Nordvik", 0,
         TEXT.replace("Nordvik", "[Nordwik]") + "*"),
        (TEXT.replace("2027", "2030"), "2027", 0, TEXT.replace("2027", "[2030]") + "*"),
        # another name stands there now: nobody can tell
        (TEXT.replace("Nordvik", "Halden"), "Nordvik", 0, None),
        (TEXT.replace(" from Nordvik", ""), "Nordvik", 0, None),
        # moved elsewhere as a whole: found by its quote, if there is just one
        ("Nordvik sells. " + TEXT.replace(" from Nordvik", ""), "Nordvik", 0,
         "[Nordvik] sells. " + TEXT.replace(" from Nordvik", "")),
    ],
)  # fmt: skip
def test_where_a_mention_is_after_a_correction(
    new: str, quote: str, number: int, expected: str | None
) -> None:
    assert _anchored(TEXT, new, quote, number) == expected


def test_of_two_equal_quotes_none_is_guessed() -> None:
    old = "A B A"
    assert Correction(old, "C D").anchor(Span(0, 1)) is None
    assert Correction(old, "X A Y").anchor(Span(4, 5)) is None


def test_a_long_text_is_compared_in_time() -> None:
    old = "".join(chr(0x4E00 + n * 7 % 5000) for n in range(60_000))
    new = "前" + old[10:-10] + "后"
    place = Correction(old, new).anchor(Span(30_000, 30_010))
    assert place is None or new[place.span.start : place.span.end] == old[30_000:30_010]


_texts = st.text(alphabet="ab c。.𠮷😀\u0301\r\n", max_size=60)


@given(_texts, _texts, _texts, _texts)
@settings(max_examples=100)
def test_what_was_not_touched_is_found_where_it_is(
    before: str, quote: str, after: str, more: str
) -> None:
    quote = f"<{quote}>"
    old = before + quote + after
    correction = Correction(old, more + before + quote + after)
    span = Span(len(before), len(before) + len(quote))
    moved = Span(span.start + len(more), span.end + len(more))
    assert correction.anchor(span) == Anchor(moved, changed=False)


@given(_texts, _texts, st.data())
@settings(max_examples=100)
def test_a_place_is_never_outside_and_an_unchanged_one_says_the_same(
    old: str, new: str, data: st.DataObject
) -> None:
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = Correction(old, new).anchor(Span(start, end))
    if found is not None:
        assert 0 <= found.span.start < found.span.end <= len(new)
        now = new[found.span.start : found.span.end]
        assert (now == old[start:end]) is not found.changed


@given(_texts, _texts)
@settings(max_examples=100)
def test_sentences_of_a_corrected_text_cover_it_in_order(old: str, new: str) -> None:
    sentences = split_sentences(old, "en")
    if not sentences:
        return
    moved = moved_sentences(Correction(old, new), sentences, new)
    assert len(moved) == len(sentences)
    covered = {at for span in moved for at in range(span.start, span.end)}
    assert sum(span.end - span.start for span in moved) == len(covered)
    assert [span.start for span in moved] == sorted(span.start for span in moved)
    assert all(new[at].isspace() for at in range(len(new)) if at not in covered)


def test_a_sentence_that_went_is_empty_and_the_others_stay() -> None:
    old = "One is here. Two is there. Three goes."
    sentences = split_sentences(old, "en")
    new = "One is here. Three goes on."
    moved = moved_sentences(Correction(old, new), sentences, new)
    assert [new[start:end] for start, end in moved] == ["One is here.", "", "Three goes on."]
