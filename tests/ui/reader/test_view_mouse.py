"""The reader view by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QMouseEvent, QWheelEvent

from evreader.domain.reading import Place, Selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.ui.look import Look
    from tests.ui.reader.conftest import FakeSource

    Click = Callable[..., None]
    from pytestqt.qtbot import QtBot

    from evreader.ui.reader.view import ReaderView

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def at(view: ReaderView, passage: int, offset: int, dx: int = 1, dy: int = 12) -> QPoint:
    """A point just right of a place in the text."""
    rect = view.character_rect(passage, offset)
    return view.viewport().mapFromGlobal(rect.topLeft()) + QPoint(dx, dy)


@pytest.fixture
def click(qtbot: QtBot, view: ReaderView) -> Click:
    def act(passage: int, offset: int, modifiers: Qt.KeyboardModifier = NONE, **more: int) -> None:
        # Far apart in time: two clicks at one place are not a double click here.
        qtbot.mouseClick(view.viewport(), LEFT, modifiers, at(view, passage, offset, **more))

    return act


def drag(view: ReaderView, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    box = view.viewport()
    qtbot.mousePress(box, LEFT, NONE, start)
    for point in (start + QPoint(6, 0), end):
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            QPointF(point),
            QPointF(box.mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            LEFT,
            NONE,
        )
        QGuiApplication.sendEvent(box, event)
    qtbot.mouseRelease(box, LEFT, NONE, end)


@pytest.fixture
def pair(source: FakeSource) -> tuple[int, int]:
    english = source.add("The firm grows. It sells cars.")
    chinese = source.add("公司在成长。它销售汽车。", "zh")
    source.link(english, chinese)
    return english, chinese


def test_a_click_puts_the_caret(
    view: ReaderView, pair: tuple[int, int], click: Click, qtbot: QtBot
) -> None:
    view.open_article(1)
    with qtbot.waitSignal(view.selection_changed):
        click(pair[0], 9)
    assert view.desk.caret() == (pair[0], 9)
    click(pair[1], 2)
    assert view.desk.caret() == (pair[1], 2)


def test_a_click_chooses_the_innermost_mention_and_again_the_next(
    view: ReaderView, source: FakeSource, pair: tuple[int, int], click: Click
) -> None:
    outer = source.mark(pair[0], (0, 15))
    middle = source.mark(pair[0], (4, 14))
    inner = source.mark(pair[0], "firm")
    view.open_article(1)
    chosen = []
    for _ in range(4):
        click(pair[0], 5)
        chosen.append(view.desk.selected_mentions())
    assert chosen == [[inner], [middle], [outer], [inner]]
    click(pair[0], 20)
    assert view.desk.selected_mentions() == []


def test_a_click_on_a_label_chooses_its_mention(
    view: ReaderView, source: FakeSource, pair: tuple[int, int], click: Click
) -> None:
    outer = source.mark(pair[0], (0, 15))
    source.mark(pair[0], "firm")
    view.open_article(1)
    cell = view.desk.page.cell(pair[0])[1]
    mark = next(m for m in cell.layout.marks if m.mention.id == outer)
    click(pair[0], 0, dy=cell.layout.lane_top(mark) + 5, dx=8)
    assert view.desk.selected_mentions() == [outer]


def test_control_adds_a_mention_to_those_chosen(
    view: ReaderView, source: FakeSource, pair: tuple[int, int], click: Click
) -> None:
    one, other = source.mark(pair[0], "firm"), source.mark(pair[1], "公司")
    view.open_article(1)
    click(pair[0], 5)
    click(pair[1], 0, CONTROL)
    assert view.desk.selected_mentions() == [one, other]
    click(pair[0], 5, CONTROL)
    assert view.desk.selected_mentions() == [other]


def test_a_double_click_selects_a_word_in_either_language(
    view: ReaderView, pair: tuple[int, int], qtbot: QtBot
) -> None:
    view.open_article(1)
    qtbot.mouseDClick(view.viewport(), LEFT, NONE, at(view, pair[0], 5))
    assert view.desk.selections() == [Selection(pair[0], 4, 8)]
    qtbot.mouseDClick(view.viewport(), LEFT, NONE, at(view, pair[1], 9))
    assert view.desk.selections() == [Selection(pair[1], 9, 11)]


def test_a_triple_click_selects_the_sentence(
    view: ReaderView, pair: tuple[int, int], qtbot: QtBot
) -> None:
    view.open_article(1)
    point = at(view, pair[0], 20)
    qtbot.mouseDClick(view.viewport(), LEFT, NONE, point)
    qtbot.mouseClick(view.viewport(), LEFT, NONE, point)
    assert view.desk.selections() == [Selection(pair[0], 16, 30)]


def test_shift_and_click_extend_the_selection(
    view: ReaderView, pair: tuple[int, int], click: Click
) -> None:
    view.open_article(1)
    click(pair[0], 4)
    click(pair[0], 14, SHIFT)
    assert view.desk.selections() == [Selection(pair[0], 4, 14)]
    click(pair[1], 2, SHIFT)
    assert view.desk.selections() == [Selection(pair[0], 4, 14)]


def test_a_drag_selects_across_rows_on_one_side(
    view: ReaderView, source: FakeSource, pair: tuple[int, int], qtbot: QtBot
) -> None:
    below = source.add("Below it stands more.")
    view.open_article(1)
    drag(view, qtbot, at(view, pair[0], 16), at(view, below, 5))
    assert view.desk.selections() == [Selection(pair[0], 16, 30), Selection(below, 0, 5)]
    drag(view, qtbot, at(view, below, 5), at(view, pair[1], 3))
    assert {selection.passage for selection in view.desk.selections()} <= {pair[0], below}


def test_hovering_shows_the_counterpart(
    view: ReaderView, pair: tuple[int, int], qtbot: QtBot
) -> None:
    view.open_article(1)
    qtbot.mouseMove(view.viewport(), at(view, pair[0], 20))
    hovered = view.desk.mouse.hovered
    assert hovered.here == {pair[0]: [(16, 30)]}
    assert hovered.there == {pair[1]: [(6, 12)]}


def test_a_rejected_link_shows_nothing_on_the_other_side(
    view: ReaderView, source: FakeSource, qtbot: QtBot
) -> None:
    english, chinese = source.add("Not that."), source.add("不是这个。", "zh")
    source.link(english, chinese, status="rejected")
    view.open_article(1)
    qtbot.mouseMove(view.viewport(), at(view, english, 4))
    assert view.desk.mouse.hovered.there == {}


def test_a_click_on_a_fold_opens_it_and_a_word_there_restores(
    view: ReaderView, source: FakeSource, qtbot: QtBot
) -> None:
    source.add("Above.")
    hidden = source.add("Subscribe.", kind="boilerplate")
    view.open_article(1)
    fold = view.desk.page.top(1) + 20 - view.desk.viewpoint.top
    point = QPoint(view.desk.page.columns.left + 20, fold)
    qtbot.mouseClick(view.viewport(), LEFT, NONE, point)
    assert hidden in [cell.passage for _, cell in view.desk.spots.cells()]
    with qtbot.waitSignal(view.kind_change_wanted) as told:
        qtbot.mouseClick(view.viewport(), LEFT, NONE, at(view, hidden, 0, dx=-20))
    assert told.args == [hidden]
    qtbot.mouseClick(view.viewport(), LEFT, NONE, point)
    assert hidden not in [cell.passage for _, cell in view.desk.spots.cells()]


def wheel(view: ReaderView, turn: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    point = QPointF(200, 200)
    event = QWheelEvent(
        point,
        view.viewport().mapToGlobal(point),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - PySide takes it by position only
    )
    QGuiApplication.sendEvent(view.viewport(), event)


def test_control_and_wheel_zoom_in_whole_steps(
    view: ReaderView, look: Look, pair: tuple[int, int]
) -> None:
    view.open_article(1)
    wheel(view, 60, CONTROL)
    assert look.zoom == 1.0
    wheel(view, 60, CONTROL)
    assert look.zoom == pytest.approx(1.1)
    wheel(view, -120, CONTROL)
    assert look.zoom == pytest.approx(1.0)


def test_the_wheel_scrolls(view: ReaderView, source: FakeSource) -> None:
    for n in range(80):
        source.add(f"Passage {n} says a little.")
    view.open_article(1)
    wheel(view, -120)
    assert view.desk.place().passage > 1


def test_a_right_click_chooses_what_is_under_it(
    view: ReaderView, source: FakeSource, pair: tuple[int, int], qtbot: QtBot
) -> None:
    mention = source.mark(pair[0], "firm")
    view.open_article(1, Place(0, 0, pair[1], 0))
    told = []
    view.context_menu_wanted.connect(lambda *args: told.append(args))
    point = at(view, pair[0], 5)
    reason = QContextMenuEvent.Reason
    box = view.viewport()
    event = QContextMenuEvent(reason.Mouse, point, box.mapToGlobal(point))
    QGuiApplication.sendEvent(box, event)
    assert view.desk.selected_mentions() == [mention]
    assert told[0][1].character == (pair[0], 5)
    event = QContextMenuEvent(reason.Keyboard, QPoint(), QPoint())
    QGuiApplication.sendEvent(box, event)
    assert told[1][1].position == (pair[0], view.desk.caret()[1])
