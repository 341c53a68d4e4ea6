from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring

from evreader.formats.web_page.blocks import page_blocks
from evreader.formats.web_page.extractors import found_again, opinions

TEXTS = [
    "Home",
    "A plant near Cologne",
    "The company said on Monday it would build a plant.",
    "Home",
    "Both partners hold half of it, and they said so, too.",
    "A plant near Cologne",
]
MARKUP = "".join(f"<p>{text}</p>" for text in TEXTS)
BLOCKS = page_blocks(document_fromstring(MARKUP))


def test_kept_lines_are_found_in_their_order() -> None:
    assert found_again(BLOCKS, [TEXTS[1], TEXTS[2], TEXTS[4]]) == {1, 2, 4}
    assert found_again(BLOCKS, [TEXTS[2], "Home", TEXTS[4], TEXTS[5]]) == {2, 3, 4, 5}
    assert found_again(BLOCKS, []) == frozenset()


def test_a_block_that_lost_a_part_or_its_spaces_is_found() -> None:
    assert found_again(BLOCKS, ["Both partners hold half of it,", "and they said so"]) == {4}
    assert found_again(BLOCKS, ["Thecompanysaid on\nMonday it would build a  plant ."]) == {2}


@given(st.sets(st.integers(0, 29)))
@settings(max_examples=60)
def test_distinct_blocks_are_found_exactly(kept: set[int]) -> None:
    texts = [f"Paragraph number {k:02} of a page, with some words." for k in range(30)]
    blocks = page_blocks(document_fromstring("".join(f"<p>{text}</p>" for text in texts)))
    assert found_again(blocks, [texts[k] for k in sorted(kept)]) == kept


def test_the_page_itself_is_left_alone() -> None:
    root = document_fromstring(f"<main>{MARKUP}</main><script>x</script>")
    before = root.text_content()
    assert set(opinions(root, BLOCKS)) == {"trafilatura", "readability"}
    assert root.text_content() == before
