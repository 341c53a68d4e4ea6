from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from evreader.ui.commands.actions import Actions, families
from evreader.ui.commands.keycaps import KeyCaps
from evreader.ui.commands.shortcut_sheet import READER_KEYS, ShortcutSheet

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from pytestqt.qtbot import QtBot

    from evreader.domain.scheme import Scheme

pytestmark = pytest.mark.gui


class Window(QWidget):
    """A window whose commands do nothing."""

    def ignore(self) -> None:
        """Do nothing."""


@pytest.fixture
def actions(qtbot: QtBot, scheme: Scheme) -> Actions:
    window = Window()
    qtbot.addWidget(window)
    actions = Actions(window, reader=window, handlers=dict.fromkeys(families(), window.ignore))
    actions.show_types(scheme)
    return actions


@pytest.fixture
def sheet(qtbot: QtBot, actions: Actions) -> ShortcutSheet:
    sheet = ShortcutSheet(actions)
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def test_lists_every_key_types_and_the_readers_own(
    sheet: ShortcutSheet, actions: Actions, scheme: Scheme
) -> None:
    with_keys = [e.action.iconText() for e in actions.entries() if e.action.shortcuts()]
    assert sorted(sheet.shown()) == sorted(with_keys + [text for _, text in READER_KEYS])
    assert {kind.labels["en"] for kind in scheme.entities} <= set(sheet.shown())


def test_narrows_by_what_it_does_by_menu_and_by_key(sheet: ShortcutSheet) -> None:
    sheet.field.setText("undo")
    assert sheet.shown() == ["Undo"]
    sheet.field.setText("ctrl+shift+z")
    assert sheet.shown() == ["Redo"]
    sheet.field.setText("help short")
    assert sheet.shown() == ["Keyboard shortcuts"]
    sheet.field.setText("no such thing")
    assert sheet.shown() == []
    sheet.field.clear()
    assert len(sheet.shown()) > 60


@pytest.mark.parametrize("width", [400, 800, 1200])
def test_columns_do_not_overlap(qtbot: QtBot, sheet: ShortcutSheet, width: int) -> None:
    sheet.resize(width, 700)

    def boxes() -> list[QRect]:
        return [
            cap.rect().translated(cap.mapTo(sheet, cap.rect().topLeft()))
            for cap in sheet.findChildren(KeyCaps)
            if cap.isVisible()
        ]

    def are_apart() -> bool:
        found = boxes()
        return not any(box.intersects(o) for n, box in enumerate(found) for o in found[n + 1 :])

    # Groups change their column at once, and get their places with the next events.
    qtbot.waitUntil(are_apart)
    assert len(boxes()) == len(sheet.shown())
    assert not sheet.grab().isNull()
