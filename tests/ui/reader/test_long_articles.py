"""The reader view on long articles: what is shown lands in view, and nothing waits for all rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from evreader.domain.reading import Place
from evreader.ui.reader.clipboard import copy_rows, copy_text
from evreader.ui.reader.page import Position
from evreader.ui.reader.rows import Rows

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.ui.reader.view import ReaderView
    from tests.ui.reader.conftest import FakeSource

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def uneven(source: FakeSource) -> list[int]:
    """Rows of all heights, which their lengths do not tell: texts of one line and of forty."""
    found = []
    for n in range(160):
        english = source.add(f"{n}: short.\n" * (1, 40, 1, 5, 2)[n * 7 % 13 % 5])
        chinese = source.add(f"第{n}段。" * (1, 200, 30)[n * 5 % 11 % 3], "zh")
        if n % 3:
            source.link(english, chinese)
        source.mark(english, "short")
        found += [english, chinese]
    return found


def stretch(view: ReaderView, passage: int, start: int, end: int) -> tuple[int, int]:
    """Where a stretch begins and ends in the view."""
    first, last = view.character_rect(passage, start), view.character_rect(passage, end)
    box = view.viewport()
    return box.mapFromGlobal(first.topLeft()).y(), box.mapFromGlobal(last.bottomLeft()).y()


def assert_shows(view: ReaderView, passage: int, start: int, end: int) -> None:
    top, bottom = stretch(view, passage, start, end)
    assert 0 <= top < bottom <= view.viewport().height(), (passage, start)


@pytest.mark.parametrize("seed", [0, 100, 200, 300])
def test_what_is_revealed_is_in_view(
    view: ReaderView, source: FakeSource, uneven: list[int], seed: int
) -> None:
    bar = view.verticalScrollBar()
    for n in range(seed, 60 + seed):
        if n % 12 == 0 or view.article is None:
            view.open_article(1)
        # Large primes jump about, the same way in each run.
        passage = uneven[n * 7919 % len(uneven)]
        start = n * 6007 % (len(source.passages[passage].text) - 1)
        if n % 2:
            bar.setValue(n * 104729 % bar.maximum())
        view.reveal(passage, start, start + 1)
        assert_shows(view, passage, start, start + 1)


@pytest.mark.parametrize("backward", [False, True])
def test_each_mention_walked_to_is_in_view(
    view: ReaderView, source: FakeSource, uneven: list[int], *, backward: bool
) -> None:
    view.open_article(1)
    for _ in range(60):
        view.desk.guide.choose_next_mention(backward=backward)
        mention = source.marked[view.desk.selected_mentions()[0]]
        assert_shows(view, mention.passage, mention.start, mention.end)


def test_the_ends_of_the_article_are_shown(
    view: ReaderView, source: FakeSource, uneven: list[int]
) -> None:
    for first in (40, 150, 280):
        for passage in (uneven[0], uneven[-1], uneven[-2]):
            view.open_article(1, Place(uneven[first], 0))
            size = len(source.passages[passage].text)
            view.reveal(passage, size - 1, size)
            assert_shows(view, passage, size - 1, size)


def test_of_a_stretch_taller_than_the_view_the_start_is_shown(
    view: ReaderView, source: FakeSource, uneven: list[int]
) -> None:
    tall = source.add("Line.\n" * 200)
    view.open_article(1)
    view.reveal(tall, 0, 1200)
    assert_shows(view, tall, 0, 1)


def test_a_fold_the_caret_comes_to_is_in_view(
    view: ReaderView, source: FakeSource, qtbot: QtBot
) -> None:
    passage = source.add("A line.\n" * 60)
    fold = source.add("Share.", kind="boilerplate")
    view.open_article(1)
    view.reveal(passage, 0, 1)
    desk = view.desk
    for _ in range(80):
        if desk.choice.fold is None:
            qtbot.keyClick(view, Qt.Key.Key_Down)
    assert desk.choice.fold == fold
    assert desk.viewpoint.shows(desk.page.top(1), desk.page.top(1) + desk.page.measure(1))


def test_of_a_long_selection_only_what_is_in_view_is_read(
    view: ReaderView, source: FakeSource, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = [source.add(f"Passage {n} says a little.") for n in range(1500)]
    view.open_article(1, Place(0, 0, passages[0], 3))
    qtbot.keyClick(view, Qt.Key.Key_End, CONTROL | SHIFT)
    view.grab()
    source.asked.clear()
    asked = []
    between = Rows.between
    monkeypatch.setattr(Rows, "between", lambda *ends: asked.append(ends) or between(*ends))
    for _ in range(3):
        view.viewport().grab()
    assert (source.asked, asked) == ([], [])
    view.verticalScrollBar().setValue(4000)
    view.viewport().grab()
    assert sum(map(len, source.asked)) < 100
    found = view.desk.selections()
    assert len(found) == 1500
    assert found[0] == (passages[0], 3, 24)
    assert found[-1] == (passages[-1], 0, 27)
    assert sum(map(len, source.asked)) < 100


def test_a_long_selection_is_copied_with_one_question(
    view: ReaderView, source: FakeSource, qtbot: QtBot
) -> None:
    passages = [source.add(f"Passage {n} says a little.") for n in range(900)]
    view.open_article(1, Place(0, 0, passages[0], 0))
    qtbot.keyClick(view, Qt.Key.Key_End, CONTROL | SHIFT)
    source.asked.clear()
    assert copy_text(view.desk.choice)
    assert copy_rows(view.desk.choice)
    assert len(source.asked) <= 1


def test_the_selection_follows_what_folds(view: ReaderView, source: FakeSource) -> None:
    above = source.add("Above.")
    hidden = source.add("Subscribe.", kind="boilerplate")
    below = source.add("Below.")
    view.open_article(1)
    view.desk.disclosure.unfold_all(unfolded=True)
    view.desk.choice.caret.select(Position(above, 0), Position(below, 2))
    assert [found.passage for found in view.desk.selections()] == [above, hidden, below]
    view.desk.disclosure.unfold_all(unfolded=False)
    assert [found.passage for found in view.desk.selections()] == [above, below]


def test_all_folds_open_at_once(
    view: ReaderView, source: FakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(40):
        source.add(f"Passage {n}.")
        source.add("Share.", kind="boilerplate")
    view.open_article(1)
    made = []
    monkeypatch.setattr(
        "evreader.ui.reader.page.Rows", lambda *args: made.append(Rows(*args)) or made[-1]
    )
    view.desk.disclosure.unfold_all(unfolded=True)
    assert len(made) == 1
    assert len(made[0]) == 120
    view.desk.disclosure.unfold_all(unfolded=False)
    assert len(made) == 2
    assert len(made[1]) == 80


def test_a_page_up_over_rows_never_seen_keeps_the_caret_at_its_height(
    view: ReaderView, source: FakeSource, qtbot: QtBot
) -> None:
    passages = [source.add(f"{n}: short.\n" * (1 if n % 12 else 40)) for n in range(160)]
    for passage in (passages[59], passages[95], passages[131]):
        view.open_article(1)
        view.reveal(passage, 0, 1)
        before, _ = stretch(view, passage, 0, 0)
        qtbot.keyClick(view, Qt.Key.Key_PageUp)
        at, offset = view.desk.caret()
        after, _ = stretch(view, at, offset, offset)
        assert abs(after - before) < 60
