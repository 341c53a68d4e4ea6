from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evreader.domain.annotation import Mention
from evreader.domain.article import Passage, Span
from evreader.domain.reading import PassageContent
from evreader.ui.reader.passage_layout import lay_out, shown_text

if TYPE_CHECKING:
    from evreader.domain.article import Kind, Language
    from evreader.ui.look import Look

PIECES = [
    "word ",
    "𠮷",
    "é",
    "e\u0301",
    "👩\u200d🚀",
    "\r\n",
    "\n",
    "\u2028",
    "\t",
    "中文",
    "，",
    "nbsp\xa0x",
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def content(
    text: str, *mentions: Mention, language: Language = "en", kind: Kind = "paragraph"
) -> PassageContent:
    passage = Passage(1, 0, language, kind, text, (Span(0, len(text)),))
    return PassageContent(passage, (), mentions)


def mention(id_: int, *spans: tuple[int, int], type_: str = "Company") -> Mention:
    return Mention(id_, 1, tuple(Span(*span) for span in spans), "", type_, 1)


@given(texts)
def test_the_shown_text_is_as_long_as_the_stored_one(text: str) -> None:
    assert len(shown_text(text)) == len(text)
    assert not set(shown_text(text)) & set("\r\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_every_place_is_found_again_where_its_caret_is_drawn(look: Look, text: str) -> None:
    layout = lay_out(content(text), look, 160)
    position = 0
    while True:
        line = layout.line_of(position)
        found = layout.position_at(line, layout.x_of(position, line))
        if found != position:
            # White space at the end of a line takes no room: any place in it will do.
            passed = text[min(found, position) : max(found, position)]
            assert not passed.strip(" \t")
        following = layout.step(position)
        if following == position:
            break
        assert layout.step(following, backward=True) == position
        position = following
    assert position == len(text)


def test_line_ends_of_every_kind_break_lines_and_shift_nothing(look: Look) -> None:
    text = "one\r\ntwo\nthree\u2028four\rfive"
    layout = lay_out(content(text), look, 400)
    assert [layout.line_of(text.index(word)) for word in text.split()] == [0, 1, 2, 3, 4]
    assert layout.x_of(text.index("two")) == 0


def test_the_caret_never_stands_inside_one_character(look: Look) -> None:
    layout = lay_out(content("a👩\u200d🚀e\u0301b"), look, 400)
    stops, position = [0], 0
    while (position := layout.step(position)) != stops[-1]:
        stops.append(position)
    assert stops == [0, 1, 4, 6, 7]


def test_only_lines_with_mentions_are_taller(look: Look) -> None:
    text = "first line\nsecond line\nthird"
    layout = lay_out(content(text, mention(1, (11, 17)), mention(2, (11, 22))), look, 400)
    plain, marked, last = (line.height for line in layout.lines)
    assert plain == last < marked
    assert [line.lanes != () for line in layout.lines] == [False, True, False]
    assert layout.height == plain + marked + last


def test_a_lane_is_as_deep_as_its_own_line_needs(look: Look) -> None:
    text = "inner outer\nouter goes on"
    layout = lay_out(content(text, mention(1, (0, 5)), mention(2, (0, 17))), look, 400)
    assert [len(line.lanes) for line in layout.lines] == [2, 1]
    assert [(m.mention.id, m.line, m.lane) for m in layout.marks] == [
        (1, 0, 0),
        (2, 0, 1),
        (2, 1, 0),
    ]


def test_labels_are_shortened_rather_than_overlap(look: Look) -> None:
    text = "WWWWWWWWWWWWWWWW iii iii WWWWW"
    layout = lay_out(
        content(text, mention(1, (0, 16)), mention(2, (17, 20)), mention(3, (21, 24))), look, 700
    )
    labels = [mark.label for mark in layout.marks]
    assert labels[0] == "Company"
    assert labels[1] in {"Com", "C", ""}  # as narrow as the font makes it
    assert labels[2] == "Company"
    for mark, following in zip(layout.marks, layout.marks[1:], strict=False):
        assert mark.x0 + mark.label_width <= following.x0


def test_a_discontinuous_mention_is_joined(look: Look) -> None:
    layout = lay_out(content("Dow and S&P index", mention(1, (0, 3), (12, 17))), look, 400)
    assert [(mark.is_gap, mark.begins, mark.ends) for mark in layout.marks] == [
        (False, True, True), (True, True, True), (False, True, True),
    ]  # fmt: skip
    assert [mark.label for mark in layout.marks] == ["Company", "", ""]


def test_a_mention_over_a_line_end_is_open_there(look: Look) -> None:
    layout = lay_out(content("ab\ncd", mention(1, (0, 5))), look, 400)
    assert [(mark.begins, mark.ends) for mark in layout.marks] == [(True, False), (False, True)]


def test_brackets_and_labels_can_be_pointed_at(look: Look) -> None:
    layout = lay_out(content("Acme makes", mention(7, (0, 4))), look, 400)
    mark = layout.marks[0]
    found = layout.mention_at(mark.x0 + 3, layout.lane_top(mark) + 4)
    assert found is not None
    assert found.id == 7
    assert layout.mention_at(mark.x0 + 3, 5) is None
    assert layout.mention_at(390, layout.lane_top(mark) + 4) is None


def test_the_ground_of_a_stretch_has_one_piece_a_line(look: Look) -> None:
    text = "first line\nsecond line\nthird"
    layout = lay_out(content(text), look, 400)
    assert [round(rect.top()) for rect in layout.rects(3, 25)] == [
        line.top for line in layout.lines
    ]
    assert list(layout.rects(4, 4)) == []


def test_an_empty_passage_still_has_a_line(look: Look) -> None:
    layout = lay_out(content(""), look, 400)
    assert layout.height > 0
    assert layout.position_at(0, 50) == 0
    assert layout.caret_rect(0).height() > 0


@pytest.mark.parametrize("width", [120, 140, 160])
def test_what_follows_a_tab_at_the_end_of_a_line_stays_on_the_page(look: Look, width: int) -> None:
    for length in range(1, 16):
        text = "a" * length + "\t中\t文\n\tnext"
        layout = lay_out(content(text), look, width)
        for position, character in enumerate(text):
            if character in "中文n":
                line = layout.line_of(position)
                assert layout.x_of(position + 1, line) <= width
                assert layout.position_at(line, layout.x_of(position, line)) == position
