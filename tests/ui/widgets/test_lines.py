from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Qt

from evreader.ui.widgets.lines import Line, LineModel, LineView, fitting_hint

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.ui.look import Look


def line_of(key: int) -> Line:
    return Line(f"Name {key}", right="名称" if key % 2 else "", detail="quiet", mark="Company")


def test_a_model_says_only_what_is_asked_for() -> None:
    asked: list[int] = []

    def told(key: int) -> Line:
        asked.append(key)
        return line_of(key)

    model = LineModel()
    model.set_rows(range(100, 10_100), told)
    assert (model.rowCount(), asked) == (10_000, [])
    index = model.index(model.row_of(105), 0)
    assert index.data() == "Name 105"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Name 105, 名称, quiet"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Name 105\n名称\nquiet"
    assert index.data(Qt.ItemDataRole.DecorationRole) is None
    assert set(asked) == {105}
    assert model.row_of(7) == -1
    assert model.data(QModelIndex()) is None


def test_selection_current_and_scroll_survive_new_rows(qtbot: QtBot, look: Look) -> None:
    view = LineView(look)
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    view.show_rows(range(1, 501), line_of)
    moved: list[int] = []
    view.moved_to.connect(moved.append)
    view.go_to(400)
    place = view.verticalScrollBar().value()
    assert place > 0
    view.show_rows([*range(1, 501), 900], line_of)
    assert (view.selected_ids(), view.current_id()) == ([400], 400)
    assert view.verticalScrollBar().value() == place
    assert moved == [400]
    view.show_rows(range(1, 10), line_of)
    assert (view.selected_ids(), view.current_id()) == ([], 0)
    assert not view.grab().isNull()


def test_an_empty_list_paints_its_hint(qtbot: QtBot, look: Look) -> None:
    view = LineView(look)
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    blank = view.grab().toImage()
    view.hint = "Nothing here yet."
    assert view.grab().toImage() != blank


def test_a_hint_takes_the_room_there_is(qtbot: QtBot, look: Look) -> None:
    view = LineView(look)
    qtbot.addWidget(view)
    metrics = view.fontMetrics()
    rows = [
        fitting_hint(metrics, QRect(0, 0, 400, count * metrics.lineSpacing()), "No.\n\nDo.")
        for count in (3, 2, 1)
    ]
    assert rows == ["No.\n\nDo.", "No.\nDo.", "No. Do."]
