"""Every command can be called, with an article and without, and nothing falls over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog

from evreader.ui.commands.actions import commands, type_commands

if TYPE_CHECKING:
    from tests.e2e.conftest import User

LEFT_OUT = {"window.quit"}


def _call_all(user: User) -> list[str]:
    ids = [entry.id for entry in user.panels.actions.entries()]
    for command in ids:
        if command in LEFT_OUT:
            continue
        action = user.action(command)
        action.setEnabled(True)
        action.trigger()
        user.idle()
        if action.isCheckable() and not action.isChecked():
            action.trigger()
        _close_popups(user)
    return ids


def _close_popups(user: User) -> None:
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    for dialog in user.window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.close()
    if user.window.isFullScreen():
        user.window.showNormal()


def test_commands_without_an_article(empty: User) -> None:
    ids = _call_all(empty)
    known = {command.id for command in (*commands(), *type_commands(empty.session.scheme))}
    assert set(ids) == known, "a command has no handler"
    assert not [said for said in empty.ask.said if said[0] == "error"]


def test_commands_with_an_article(samples: User) -> None:
    samples.reader.setFocus()
    _call_all(samples)
    assert not [said for said in samples.ask.said if said[0] == "error"]


def test_commands_on_a_selection(samples: User) -> None:
    passage = samples.passage("mass market")
    samples.reader.desk.guide.select(passage, 0, 4)
    _call_all(samples)
    assert not [said for said in samples.ask.said if said[0] == "error"]


def test_no_two_commands_have_the_same_key(samples: User) -> None:
    seen: dict[str, str] = {}
    for entry in samples.panels.actions.entries():
        for keys in entry.action.shortcuts():
            text = keys.toString()
            assert text not in seen, f"{entry.id} and {seen[text]} both want {text}"
            seen[text] = entry.id
