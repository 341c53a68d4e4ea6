from __future__ import annotations

import pytest

from evreader.ui.commands.keycaps import KeyCaps, caps

pytestmark = pytest.mark.gui


@pytest.mark.parametrize(
    ("shortcut", "wanted"),
    [
        ("Ctrl+Shift+P", ["Ctrl", "Shift", "P"]),
        ("Ctrl++", ["Ctrl", "+"]),
        ("Ctrl+-", ["Ctrl", "-"]),
        ("+", ["+"]),
        ("Alt+Left", ["Alt", "←"]),
        ("F1", ["F1"]),
        ("", []),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_one_cap_a_key(shortcut: str, wanted: list[str]) -> None:
    assert caps(shortcut) == wanted


def test_more_keys_take_more_room_and_are_read_out(qtbot: object) -> None:
    one, two = KeyCaps(["Ctrl+Z"]), KeyCaps(["Ctrl+Z", "Ctrl+Shift+Y"])
    assert 0 < one.sizeHint().width() < two.sizeHint().width()
    assert two.accessibleName() == "Ctrl+Z, Ctrl+Shift+Y"
    assert not two.grab().isNull()
