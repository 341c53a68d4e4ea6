from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evreader.ui.commands.matching import match


def best(query: str, *titles: str) -> str:
    found = {title: fit.score for title in titles if (fit := match(query, title))}
    return max(found, key=lambda title: found[title])


@pytest.mark.parametrize(
    ("query", "wanted", "other"),
    [
        ("undo", "Undo", "Unfold boilerplate, do"),
        ("cdt", "Change deal type…", "Choose set, do it"),
        ("deal", "Start deal…", "Delete article"),
        ("exp", "Export…", "Next mention of a paragraph"),
        ("set", "Set", "Choose set…"),
        ("re", "Redo", "Previous mention"),
        ("导出", "导出…", "导入后退出"),
    ],
)
def test_what_was_meant_comes_first(query: str, wanted: str, other: str) -> None:
    assert best(query, wanted, other) == wanted


def test_places_are_those_of_words_rather_than_the_first_letters() -> None:
    fit = match("fi", "Self-find")
    assert fit is not None
    assert fit.places == (5, 6)


def test_letters_in_another_order_do_not_fit() -> None:
    assert match("odnu", "Undo") is None
    assert match("x", "") is None


def test_nothing_typed_fits_everything() -> None:
    assert match("  ", "Undo") == (0, ())


@given(st.text(max_size=12), st.text(max_size=30))
def test_places_spell_the_query(query: str, title: str) -> None:
    fit = match(query, title)
    if fit is not None:
        assert list(fit.places) == sorted(set(fit.places))
        spelled = [title[place].casefold() for place in fit.places]
        assert spelled == [letter for letter in query.casefold() if not letter.isspace()]


@given(st.text(max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_every_part_of_a_title_without_expanding_letters_fits(
    title: str, start: int, end: int
) -> None:
    if all(len(character.casefold()) == 1 for character in title):
        assert match(title[start:end], title) is not None
