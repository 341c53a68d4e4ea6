from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow, QVBoxLayout, QWidget

from evreader.ui.commands.actions import Actions, families
from evreader.ui.commands.palette import CommandPalette

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.domain.scheme import Scheme

pytestmark = pytest.mark.gui


class Desk(QMainWindow):
    """A window with two things to focus, and the focus at the time of each command."""

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[QWidget | None] = []
        center = QWidget()
        self.first, self.second = QLineEdit(), QLineEdit()
        layout = QVBoxLayout(center)
        layout.addWidget(self.first)
        layout.addWidget(self.second)
        self.setCentralWidget(center)
        self.resize(900, 600)

    def run(self, _argument: object = None) -> None:
        self.ran.append(self.focusWidget())


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    with qtbot.waitActive(desk):
        desk.show()
        desk.activateWindow()
    desk.first.setFocus()
    return desk


@pytest.fixture
def actions(desk: Desk, scheme: Scheme) -> Actions:
    actions = Actions(desk, reader=desk.first, handlers=dict.fromkeys(families(), desk.run))
    actions.show_types(scheme)
    return actions


@pytest.fixture
def palette(desk: Desk, actions: Actions) -> CommandPalette:
    palette = CommandPalette(actions, desk)
    palette.open()
    return palette


def test_opens_with_all_commands_and_the_cursor_in_its_field(
    palette: CommandPalette, actions: Actions
) -> None:
    assert palette.field.hasFocus()
    assert palette.shown() == [entry.id for entry in actions.entries()]
    assert palette.list.currentIndex().row() == 0


def test_typing_finds_by_letters_menu_and_type(qtbot: QtBot, palette: CommandPalette) -> None:
    for typed, wanted in (
        ("cdt", "deal.type"),
        ("theme dark", "view.theme.dark"),
        ("compan", "mention.tag.Company"),
        ("role 7", "deal.role.7"),
        ("chinese labels", "view.chinese_labels"),
        ("dictionary says", "word.look_up"),
    ):
        palette.field.clear()
        qtbot.keyClicks(palette.field, typed)
        assert palette.shown()[0] == wanted


def test_english_finds_what_reads_otherwise(palette: CommandPalette, actions: Actions) -> None:
    actions.action("set.new").setText("新建标注集…")
    palette.field.setText("new set")
    assert "set.new" in palette.shown()
    palette.field.setText("标注")
    assert palette.shown() == ["set.new"]


def test_commands_that_are_refused_are_not_offered(desk: Desk, actions: Actions) -> None:
    actions.set_undo(None, "Tag")
    palette = CommandPalette(actions, desk)
    palette.open()
    assert "edit.undo" not in palette.shown()
    assert "edit.redo" in palette.shown()


def test_enter_gives_the_focus_back_and_runs(
    qtbot: QtBot, desk: Desk, palette: CommandPalette
) -> None:
    qtbot.keyClicks(palette.field, "start deal")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert desk.ran == [desk.first]


def test_arrows_choose_and_wrap(qtbot: QtBot, palette: CommandPalette) -> None:
    last = len(palette.shown()) - 1
    rows = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        qtbot.keyClick(palette.field, key)
        rows.append(palette.list.currentIndex().row())
    assert rows == [last, 0, 1, 9]


def test_a_click_runs(qtbot: QtBot, desk: Desk, palette: CommandPalette) -> None:
    palette.field.setText("undo")
    place = palette.list.visualRect(palette.list.currentIndex()).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert len(desk.ran) == 1


def test_escape_closes_and_gives_the_focus_back(
    qtbot: QtBot, desk: Desk, palette: CommandPalette
) -> None:
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
        assert desk.focusWidget() is desk.first
    assert desk.ran == []


def test_going_elsewhere_closes_it(qtbot: QtBot, desk: Desk, palette: CommandPalette) -> None:
    desk.second.setFocus(Qt.FocusReason.MouseFocusReason)
    assert palette.isHidden()
    assert desk.focusWidget() is desk.second


def test_nothing_found_is_nothing_done(qtbot: QtBot, desk: Desk, palette: CommandPalette) -> None:
    palette.field.setText("qqqqq")
    assert palette.shown() == []
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert desk.ran == []


def test_stays_inside_a_narrow_window(desk: Desk, palette: CommandPalette) -> None:
    desk.resize(360, 300)
    assert desk.rect().contains(palette.geometry())
    assert not palette.grab().isNull()


def test_where_nothing_fits_it_says_so(qtbot: QtBot, palette: CommandPalette) -> None:
    qtbot.keyClicks(palette.field, "zzqx")
    assert palette.shown() == []
    assert palette._nothing.isVisible()
    palette.field.clear()
    assert not palette._nothing.isVisible()
    assert palette.list.isVisible()
