from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QToolBar, QVBoxLayout, QWidget

from evreader.domain.scheme import Scheme
from evreader.ui.commands.actions import Actions, commands, families, type_commands, type_keys

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


pytestmark = pytest.mark.gui


class Desk(QMainWindow):
    """A window with a reader and a field, that keeps what its commands were told."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[object] = []
        center = QWidget()
        self.reader = QWidget()
        self.reader.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.field = QLineEdit()
        layout = QVBoxLayout(center)
        layout.addWidget(self.reader)
        layout.addWidget(self.field)
        self.setCentralWidget(center)

    def undo(self) -> None:
        self.done.append("undo")

    def start_deal(self) -> None:
        self.done.append("deal")

    def next_mention(self) -> None:
        self.done.append("next")

    def previous_mention(self) -> None:
        self.done.append("previous")

    def unfold(self, on: bool) -> None:  # noqa: FBT001
        self.done.append(on)

    def told(self, what: str) -> None:
        self.done.append(what)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    with qtbot.waitActive(desk):
        desk.show()
        desk.activateWindow()
    return desk


@pytest.fixture
def actions(desk: Desk, scheme: Scheme) -> Actions:
    handlers = {
        "edit.undo": desk.undo,
        "deal.start": desk.start_deal,
        "mention.next": desk.next_mention,
        "mention.previous": desk.previous_mention,
        "view.boilerplate": desk.unfold,
        **dict.fromkeys(("mention.tag", "deal.role", "view.theme", "mention.edge"), desk.told),
    }
    actions = Actions(desk, reader=desk.reader, handlers=handlers)
    actions.show_types(scheme)
    return actions


def test_the_shipped_scheme_keeps_clear_of_the_commands_keys(scheme: Scheme) -> None:
    keys = type_keys(scheme)
    assert [name for name, key in keys.items() if not key] == []
    assert len(set(keys.values())) == len(scheme.entities)


def test_a_scheme_whose_keys_are_taken_loses_them(scheme: Scheme) -> None:
    first, second, third, fourth, *rest = scheme.entities
    entities = (
        first._replace(key="d"),
        second._replace(key="x"),
        third._replace(key="X"),
        fourth._replace(key="Ctrl+K"),
        *rest,
    )
    keys = type_keys(Scheme("taken", entities, scheme.deals, scheme.slots))
    assert [keys[kind.name] for kind in entities[:4]] == ["", "X", "", ""]


def test_letters_act_in_the_reader_and_are_typed_elsewhere(
    qtbot: QtBot, desk: Desk, actions: Actions
) -> None:
    desk.reader.setFocus()
    qtbot.keyClick(desk.reader, Qt.Key.Key_D)
    qtbot.keyClick(desk.reader, Qt.Key.Key_1)
    qtbot.keyClick(desk.reader, Qt.Key.Key_F)
    assert desk.done == ["deal", "Company", "Facility"]
    desk.field.setFocus()
    qtbot.keyClicks(desk.field, "d1f")
    assert desk.field.text() == "d1f"
    assert len(desk.done) == 3


def test_tab_walks_mentions_both_ways(qtbot: QtBot, desk: Desk, actions: Actions) -> None:
    desk.reader.setFocus()
    qtbot.keyClick(desk.reader, Qt.Key.Key_Tab)
    qtbot.keyClick(desk.reader, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.done == ["next", "previous"]


def test_window_keys_act_wherever_the_focus_is(qtbot: QtBot, desk: Desk, actions: Actions) -> None:
    desk.field.setFocus()
    qtbot.keyClick(desk.field, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(desk.field, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(desk.field, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert desk.done == ["3", True, False]


def test_edges_move_by_their_keys(qtbot: QtBot, desk: Desk, actions: Actions) -> None:
    desk.reader.setFocus()
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(desk.reader, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(desk.reader, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier | shift)
    assert desk.done == ["start backward char", "end forward word"]


def test_of_a_group_one_is_on_and_showing_it_calls_nobody(desk: Desk, actions: Actions) -> None:
    actions.set_checked("view.theme.dark", checked=True)
    assert desk.done == []
    actions.action("view.theme.light").trigger()
    assert desk.done == ["light"]
    assert not actions.action("view.theme.dark").isChecked()


def test_undo_is_named_and_refused_when_there_is_nothing(desk: Desk, actions: Actions) -> None:
    undo = actions.action("edit.undo")
    actions.set_undo("Tag A&B", None)
    assert (undo.text(), undo.iconText(), undo.isEnabled()) == ("Undo “Tag A&&B”", "Undo", True)
    assert undo.toolTip() == "Undo “Tag A&B” (Ctrl+Z)"
    undo.trigger()
    actions.set_undo(None, None)
    assert (undo.text(), undo.isEnabled()) == ("Undo", False)
    undo.trigger()
    assert desk.done == ["undo"]


def test_menus_have_each_command_once_without_needless_rules(desk: Desk, scheme: Scheme) -> None:
    actions = Actions(desk, reader=desk.reader, handlers=dict.fromkeys(families(), desk.told))
    bar = desk.menuBar()
    actions.menus(bar)
    actions.show_types(scheme)
    shown: list[str] = []
    for top in bar.actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        rules = [action.isSeparator() for action in menu.actions()]
        assert not rules[0]
        assert not rules[-1]
        assert (True, True) not in list(pairwise(rules))
        for action in menu.actions():
            inner = action.menu()
            held = inner.actions() if isinstance(inner, QMenu) else [action]
            shown += [one.text() for one in held if not one.isSeparator()]
    assert shown == [entry.action.text() for entry in actions.entries()]
    assert len(shown) == len(commands()) + len(scheme.entities)


def test_other_labels_replace_the_types_where_they_stand(
    qtbot: QtBot, desk: Desk, actions: Actions, scheme: Scheme
) -> None:
    actions.menus(desk.menuBar())
    actions.show_types(scheme, "zh")
    titles = [e.action.text() for e in actions.entries() if e.id.startswith("mention.tag.")]
    assert titles == [kind.labels["zh"] for kind in scheme.entities]
    desk.reader.setFocus()
    qtbot.keyClick(desk.reader, Qt.Key.Key_2)
    assert desk.done == ["Person"]


def test_toolbar_has_what_the_table_says(desk: Desk) -> None:
    actions = Actions(desk, reader=desk.reader, handlers=dict.fromkeys(families(), desk.told))
    bar = QToolBar(desk)
    actions.toolbar(bar)
    shown = [action.iconText() for action in bar.actions() if not action.isSeparator()]
    assert shown == [command.text.rstrip("…") for command in commands() if command.toolbar]
    assert all(action.icon().pixmap(16).width() for action in bar.actions() if action.text())


def test_tooltip_tells_the_guideline_and_the_key(actions: Actions, scheme: Scheme) -> None:
    command = type_commands(scheme)[0]
    tip = actions.action(command.id).toolTip()
    assert tip == f"{scheme.entities[0].guideline} (1)"


def test_a_handler_for_nothing_is_a_mistake(desk: Desk) -> None:
    with pytest.raises(KeyError, match=r"deal\.dance"):
        Actions(desk, reader=desk.reader, handlers={"deal.dance": desk.undo})
