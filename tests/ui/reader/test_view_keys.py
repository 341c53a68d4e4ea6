"""The reader view by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from evreader.domain.reading import Place, Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.reader.conftest import FakeSource

    Press = Callable[..., None]
    from pytestqt.qtbot import QtBot

    from evreader.ui.reader.view import ReaderView

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def press(qtbot: QtBot, view: ReaderView) -> Press:
    def act(
        key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
    ) -> None:
        for _ in range(times):
            qtbot.keyClick(view, key, modifiers)

    return act


@pytest.fixture
def pair(source: FakeSource) -> tuple[int, int]:
    english = source.add("The firm grows. It sells 𠮷 cars.")
    chinese = source.add("公司在成长。它销售汽车。", "zh")
    source.link(english, chinese)
    return english, chinese


def test_the_first_key_puts_the_caret_in_view(
    view: ReaderView, pair: tuple[int, int], press: Press
) -> None:
    view.open_article(1)
    assert view.desk.caret() is None
    press(KEY.Key_Right)
    assert view.desk.caret() == (pair[0], 0)


def test_arrows_step_over_whole_characters(
    view: ReaderView, source: FakeSource, press: Press
) -> None:
    passage = source.add("a𠮷e\u0301👩\u200d🚀")
    view.open_article(1, Place(passage, 0, passage, 0))
    stops = []
    for _ in range(4):
        press(KEY.Key_Right)
        stops.append(view.desk.caret()[1])
    assert stops == [1, 2, 4, 7]
    press(KEY.Key_Left)
    assert view.desk.caret() == (passage, 4)


def test_arrows_go_on_into_the_next_passage_of_the_column(
    view: ReaderView, source: FakeSource, pair: tuple[int, int], press: Press
) -> None:
    below = source.add("Below.")
    view.open_article(1, Place(0, 0, pair[0], 32))
    press(KEY.Key_Right)
    assert view.desk.caret() == (below, 0)
    press(KEY.Key_Left)
    assert view.desk.caret() == (pair[0], 32)
    press(KEY.Key_Down)
    assert view.desk.caret()[0] == below
    press(KEY.Key_Up)
    assert view.desk.caret() == (pair[0], 32)


def test_control_moves_by_word_and_shift_selects(
    view: ReaderView, pair: tuple[int, int], press: Press
) -> None:
    view.open_article(1, Place(0, 0, pair[0], 0))
    press(KEY.Key_Right, CONTROL | SHIFT, times=2)
    assert view.desk.selections() == [Selection(pair[0], 0, 8)]
    press(KEY.Key_Left, SHIFT)
    assert view.desk.selections() == [Selection(pair[0], 0, 7)]
    press(KEY.Key_Left)
    assert view.desk.selections() == []
    assert view.desk.caret() == (pair[0], 0)


def test_home_and_end_know_line_and_column(
    view: ReaderView, source: FakeSource, pair: tuple[int, int], press: Press
) -> None:
    last = source.add("The very last passage.")
    view.open_article(1, Place(0, 0, pair[0], 5))
    press(KEY.Key_End)
    assert view.desk.caret() == (pair[0], 32)
    press(KEY.Key_Home)
    assert view.desk.caret() == (pair[0], 0)
    press(KEY.Key_End, CONTROL)
    assert view.desk.caret() == (last, 22)
    press(KEY.Key_Home, CONTROL | SHIFT)
    assert view.desk.selections() == [Selection(pair[0], 0, 32), Selection(last, 0, 22)]


def test_alt_and_arrow_go_to_the_counterpart(
    view: ReaderView, pair: tuple[int, int], press: Press
) -> None:
    view.open_article(1, Place(0, 0, pair[0], 20))
    press(KEY.Key_Right, ALT)
    assert view.desk.caret() == (pair[1], 6)
    press(KEY.Key_Right, ALT)
    assert view.desk.caret() == (pair[1], 6)
    press(KEY.Key_Left, ALT)
    assert view.desk.caret() == (pair[0], 16)


def test_without_a_link_the_counterpart_is_nowhere(
    view: ReaderView, source: FakeSource, press: Press
) -> None:
    alone = source.add("Nobody translated this.")
    source.add("别的。", "zh")
    view.open_article(1, Place(0, 0, alone, 3))
    press(KEY.Key_Right, ALT)
    assert view.desk.caret() == (alone, 3)


def test_escape_lets_go_of_the_selection(
    view: ReaderView, pair: tuple[int, int], press: Press
) -> None:
    view.open_article(1, Place(0, 0, pair[1], 3))
    view.desk.choice.select_passage()
    assert view.desk.selections() == [Selection(pair[1], 0, 12)]
    press(KEY.Key_Escape)
    assert view.desk.selections() == []


@pytest.mark.parametrize("key", [KEY.Key_1, KEY.Key_D, KEY.Key_Delete, KEY.Key_F6, KEY.Key_Escape])
def test_keys_of_the_window_are_left_to_it(
    view: ReaderView, pair: tuple[int, int], key: Qt.Key
) -> None:
    view.open_article(1, Place(0, 0, pair[0], 0))
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QGuiApplication.sendEvent(view, event)
    assert not event.isAccepted()


def test_mentions_are_walked_round_and_round(
    view: ReaderView, source: FakeSource, pair: tuple[int, int], press: Press, qtbot: QtBot
) -> None:
    first = source.mark(pair[0], "firm")
    second = source.mark(pair[1], "汽车")
    view.open_article(1, Place(0, 0, pair[0], 0))
    with qtbot.waitSignal(view.mention_selected) as told:
        assert view.desk.guide.choose_next_mention()
    assert told.args == [first]
    assert view.desk.selected_mentions() == [first]
    assert view.desk.caret() == (pair[0], 4)
    assert view.desk.guide.choose_next_mention()
    assert view.desk.selected_mentions() == [second]
    assert view.desk.guide.choose_next_mention()
    assert view.desk.selected_mentions() == [first]
    assert view.desk.guide.choose_next_mention(backward=True)
    assert view.desk.selected_mentions() == [second]
    with qtbot.waitSignal(view.mention_selected) as told:
        press(KEY.Key_Escape)
    assert told.args == [0]


def test_enter_chooses_the_mention_at_the_caret(
    view: ReaderView, source: FakeSource, pair: tuple[int, int], press: Press
) -> None:
    outer = source.mark(pair[0], (0, 15))
    inner = source.mark(pair[0], "firm")
    view.open_article(1, Place(0, 0, pair[0], 5))
    press(KEY.Key_Return)
    assert view.desk.selected_mentions() == [inner]
    press(KEY.Key_Left)
    assert view.desk.selected_mentions() == []
    press(KEY.Key_Home)
    press(KEY.Key_Return)
    assert view.desk.selected_mentions() == [outer]


def test_a_fold_is_opened_and_closed_with_enter(
    view: ReaderView, source: FakeSource, press: Press
) -> None:
    above = source.add("Above.")
    hidden = [
        source.add("Subscribe.", kind="boilerplate"),
        source.add("Share.", kind="boilerplate"),
    ]
    below = source.add("Below.")
    view.open_article(1, Place(0, 0, above, 0))
    press(KEY.Key_Down)
    assert view.desk.caret() == (above, 0)
    press(KEY.Key_Return)
    press(KEY.Key_Down)
    assert view.desk.caret() == (hidden[0], 0)
    press(KEY.Key_Up)
    press(KEY.Key_Return)
    press(KEY.Key_Down)
    assert view.desk.caret() == (below, 0)
    press(KEY.Key_Up)
    press(KEY.Key_Up)
    assert view.desk.caret() == (above, 0)


def test_pages_turn_within_the_column(view: ReaderView, source: FakeSource, press: Press) -> None:
    passages = [source.add(f"Passage {n} says a little.") for n in range(120)]
    view.open_article(1, Place(0, 0, passages[0], 4))
    press(KEY.Key_PageDown)
    there = view.desk.caret()
    assert there[0] in passages[8:25]
    assert there[1] == 4
    assert view.verticalScrollBar().value() > 300
    press(KEY.Key_PageUp)
    assert view.desk.caret() == (passages[0], 4)
    press(KEY.Key_PageDown, SHIFT)
    assert len(view.desk.selections()) > 8


def test_the_caret_is_kept_in_view(view: ReaderView, source: FakeSource, press: Press) -> None:
    for n in range(60):
        source.add(f"Passage {n} says a little.")
    view.open_article(1)
    press(KEY.Key_Down, times=40)
    passage = view.desk.caret()[0]
    assert passage in [cell.passage for _, cell in view.desk.spots.cells()]


def test_commands_of_the_window_move_the_caret_too(view: ReaderView, pair: tuple[int, int]) -> None:
    view.open_article(1)
    view.desk.guide.cross()
    assert view.desk.caret() == (pair[0], 0)
    view.desk.guide.cross()
    assert view.desk.caret() == (pair[1], 0)
    view.desk.choice.select_passage()
    assert view.desk.selections() == [Selection(pair[1], 0, 12)]
    assert view.viewport().rect().contains(view.anchor_point())


def test_all_boilerplate_unfolds_and_the_caret_leaves_what_folds(
    view: ReaderView, source: FakeSource
) -> None:
    above = source.add("Above.")
    hidden = source.add("Subscribe.", kind="boilerplate")
    source.add("Below.")
    source.add("Share.", kind="boilerplate")
    view.open_article(1)
    view.desk.disclosure.unfold_all(unfolded=True)
    assert len(view.desk.spots.cells()) == 4
    view.desk.guide.select(hidden, 0, 3)
    view.desk.disclosure.unfold_all(unfolded=False)
    assert len(view.desk.spots.cells()) == 2
    assert view.desk.caret() == (above, 0)
