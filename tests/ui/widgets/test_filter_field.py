from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from evreader.ui.widgets.filter_field import FilterField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_down_and_enter_go_on_to_the_list(qtbot: QtBot, key: Qt.Key) -> None:
    field = FilterField("Filter")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, key)


def test_escape_empties_first(qtbot: QtBot) -> None:
    field = FilterField("Filter")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "volt")
    assert field.text() == "volt"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
