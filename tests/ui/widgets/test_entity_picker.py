from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from evreader.domain.annotation import Name
from evreader.ui.widgets.entity_picker import EntityPicker
from evreader.ui.widgets.lines import LineView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.ui.look import Look
    from tests.ui.conftest import Story

HERE = QPoint(10, 10)


@pytest.fixture
def picker(qtbot: QtBot, look: Look, story: Story) -> EntityPicker:
    picker = EntityPicker(look)
    qtbot.addWidget(picker)
    picker.set_session(story.session)
    return picker


def field(picker: EntityPicker) -> QLineEdit:
    return picker.findChild(QLineEdit)


def shown(picker: EntityPicker) -> list[str]:
    model = picker.findChild(LineView).model()
    return [model.line(row).text for row in range(model.rowCount())]


@pytest.mark.parametrize("typed", ["Harb", "哈伏", "hfgs"])
def test_typing_a_name_in_any_way_and_enter_picks_it(
    qtbot: QtBot, picker: EntityPicker, story: Story, typed: str
) -> None:
    picker.open_at(HERE, "", "Company")
    field(picker).setText(typed)
    assert shown(picker) == ["Harbin Volt", f"New entity “{typed}”"]
    with qtbot.waitSignal(picker.picked) as picked:
        qtbot.keyClick(field(picker), Qt.Key.Key_Return)
    assert picked.args == [story.harbin]
    assert not picker.isVisible()


def test_down_goes_to_the_last_line_which_makes_a_new_one(
    qtbot: QtBot, picker: EntityPicker
) -> None:
    picker.open_at(HERE, "Harbin", "Company")
    qtbot.keyClick(field(picker), Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.new_wanted) as wanted:
        qtbot.keyClick(field(picker), Qt.Key.Key_Return)
    assert wanted.args == ["Harbin"]


def test_up_and_down_stop_at_the_ends(qtbot: QtBot, picker: EntityPicker, story: Story) -> None:
    picker.open_at(HERE, "")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_PageUp):
        qtbot.keyClick(field(picker), key)
    with qtbot.waitSignal(picker.picked) as picked:
        qtbot.keyClick(field(picker), Qt.Key.Key_Enter)
    assert picked.args == [story.harbin]


def test_escape_cancels_once(qtbot: QtBot, picker: EntityPicker) -> None:
    told: list[bool] = []
    picker.cancelled.connect(lambda: told.append(True))
    picker.open_at(HERE, "x")
    qtbot.keyClick(field(picker), Qt.Key.Key_Escape)
    assert told == [True]
    assert not picker.isVisible()


def test_a_choice_is_not_a_cancellation(qtbot: QtBot, picker: EntityPicker) -> None:
    told: list[bool] = []
    picker.cancelled.connect(lambda: told.append(True))
    picker.open_at(HERE, "Harbin")
    row = picker.findChild(LineView).visualRect(picker.findChild(LineView).model().index(0, 0))
    with qtbot.waitSignal(picker.picked):
        qtbot.mouseClick(
            picker.findChild(LineView).viewport(), Qt.MouseButton.LeftButton, pos=row.center()
        )
    assert told == []


def test_entities_of_the_wanted_type_come_first(picker: EntityPicker, story: Story) -> None:
    story.session.entities.create("Brand", [Name("en", "Harbin")])
    picker.open_at(HERE, "Harbin", "Company")
    assert shown(picker)[:2] == ["Harbin Volt", "Harbin"]
    picker.open_at(HERE, "Harbin", types=("Brand",))
    assert shown(picker)[:2] == ["Harbin", "Harbin Volt"]


def test_a_role_for_amounts_takes_the_text_itself(qtbot: QtBot, picker: EntityPicker) -> None:
    picker.open_at(HERE, "15亿欧元", values="only")
    assert shown(picker) == ["“15亿欧元”"]
    with qtbot.waitSignal(picker.value_wanted) as wanted:
        qtbot.keyClick(field(picker), Qt.Key.Key_Return)
    assert wanted.args == ["15亿欧元"]


def test_nothing_typed_and_nothing_there_answers_nothing(
    qtbot: QtBot, picker: EntityPicker
) -> None:
    picker.open_at(HERE, "", values="only")
    qtbot.keyClick(field(picker), Qt.Key.Key_Return)
    assert picker.isVisible()
