from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.domain.annotation import AnnotationSet
from evreader.ui.widgets.sets_chooser import SetsChooser

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui

MINE = AnnotationSet(1, "Mine & yours")
GOLD = AnnotationSet(2, "Reference", locked=True)


@pytest.fixture
def chooser(qtbot: QtBot) -> SetsChooser:
    chooser = SetsChooser()
    qtbot.addWidget(chooser)
    chooser.show_sets([MINE, GOLD], 1, {1: 1200, 2: 48})
    return chooser


def item(chooser: SetsChooser, text: str) -> QAction:
    menu = chooser.menu()
    assert menu is not None
    return next(action for action in menu.actions() if action.text().startswith(text))


def test_names_the_current_set_and_lists_all(chooser: SetsChooser) -> None:
    assert chooser.text() == "Mine && yours"
    assert chooser.names() == ["Mine && yours\t1,200", "Reference (locked)\t48"]
    assert item(chooser, "Mine").isChecked()
    assert "Mine & yours" in chooser.accessibleName()


def test_choosing_asks_and_shows_only_when_told(qtbot: QtBot, chooser: SetsChooser) -> None:
    with qtbot.waitSignal(chooser.chosen) as chosen:
        item(chooser, "Reference").trigger()
    assert chosen.args == [2]
    chooser.show_sets([MINE, GOLD], 2)
    assert chooser.text() == "Reference"
    assert chooser.names() == ["Mine && yours", "Reference (locked)"]
    assert "locked" in chooser.toolTip()
    assert item(chooser, "Lock set").isChecked()


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("New set…", "new_wanted"),
        ("Rename set…", "rename_wanted"),
        ("Duplicate set…", "duplicate_wanted"),
        ("Delete set…", "delete_wanted"),
    ],
)
def test_what_can_be_done_is_asked_for(
    qtbot: QtBot, chooser: SetsChooser, text: str, signal: str
) -> None:
    with qtbot.waitSignal(getattr(chooser, signal)):
        item(chooser, text).trigger()


def test_lock_and_unlock(qtbot: QtBot, chooser: SetsChooser) -> None:
    with qtbot.waitSignal(chooser.lock_wanted) as locked:
        item(chooser, "Lock set").trigger()
    assert locked.args == [True]
    chooser.show_sets([MINE, GOLD], 2)
    with qtbot.waitSignal(chooser.lock_wanted) as unlocked:
        item(chooser, "Lock set").trigger()
    assert unlocked.args == [False]


def test_the_last_set_cannot_be_deleted(chooser: SetsChooser) -> None:
    chooser.show_sets([MINE], 1)
    assert not item(chooser, "Delete set…").isEnabled()


def test_a_long_name_is_cut_in_the_toolbar_only(chooser: SetsChooser) -> None:
    name = "A very long name of an annotation set that nobody would want in a toolbar"
    chooser.show_sets([AnnotationSet(3, name)], 3)
    assert chooser.text().endswith("…")
    assert chooser.names() == [name]
    assert name in chooser.toolTip()
