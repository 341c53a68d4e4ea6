"""Somebody tags: with the mouse, with the keyboard alone; changes, moves and deletes mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from evreader.ui.commands.type_bar import TypeBar
from evreader.ui.widgets.attribute_editor import AttributeEditor

if TYPE_CHECKING:
    from tests.e2e.conftest import User


def _passage(user: User) -> int:
    return user.passage("will build a battery plant")


def _tagged(user: User) -> set[tuple[str, str]]:
    return user.mentions_on_disk(_passage(user))


def test_select_with_the_mouse_and_press_a_key(pair: User) -> None:
    pair.drag("Bright Cell", passage=_passage(pair))
    assert pair.selected() == ["Bright Cell"]
    pair.press("1")
    assert _tagged(pair) == {("Bright Cell", "Company")}
    assert [mention.text for mention in pair.chosen()] == ["Bright Cell"]
    assert "Bright Cell" in pair.panels.status.about
    assert pair.menu("Edit", "Undo").text() == "Undo “Tag “Bright Cell””"


def test_select_with_the_mouse_and_click_the_palette(pair: User) -> None:
    pair.drag("Lisbon")
    bar = pair.panels.types
    assert isinstance(bar, TypeBar)
    chip = next(chip for chip in bar._chips if chip.kind.name == "Place")
    pair.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert _tagged(pair) == {("Lisbon", "Place")}
    assert pair.reader.hasFocus()


def test_with_the_keyboard_alone(pair: User) -> None:
    pair.press("Ctrl+Home", "Down", "Down", "Home")
    assert pair.reader.desk.caret() == (_passage(pair), 0)
    pair.press("Ctrl+Shift+Right", "Ctrl+Shift+Right", "1")
    assert _tagged(pair) == {("Harbour Motors", "Company")}


def test_white_space_around_a_selection_is_not_tagged(pair: User) -> None:
    pair.drag(" Bright Cell ", passage=_passage(pair))
    pair.press("1")
    assert _tagged(pair) == {("Bright Cell", "Company")}
    pair.reader.desk.guide.choose_mention(None)
    pair.drag(" ", passage=_passage(pair))
    pair.press("1")
    assert pair.sentence == "Only white space is selected."
    assert _tagged(pair) == {("Bright Cell", "Company")}


def test_the_status_line_names_the_keys_for_what_is_chosen(pair: User) -> None:
    status = pair.panels.status
    assert status.hint.startswith("Select text to tag it")
    pair.drag("Bright Cell", passage=_passage(pair))
    assert "D: Start deal" in status.hint
    pair.press("1")
    assert "L: Link to entity" in status.hint
    pair.press("N")
    assert "L: Link" not in status.hint
    pair.choose("Set", "Lock set")
    pair.press("Esc")
    pair.press("Tab")
    assert status.hint.endswith("is locked.")


def test_a_double_clicked_chinese_word(pair: User) -> None:
    passage = pair.passage("里斯本")
    pair.double_click("里斯本")
    pair.press("4")
    assert pair.mentions_on_disk(passage) == {("里斯本", "Place")}


def test_overlap_nest_and_walk(pair: User) -> None:
    passage = _passage(pair)
    for text, key in (("Motors and Bright", "1"), ("Bright Cell", "1"), ("Bright", "B")):
        pair.drag(text, passage=passage)
        pair.press(key)
    assert len(_tagged(pair)) == 3
    pair.press("Esc")
    pair.click("Bright", passage=passage)
    assert [m.text for m in pair.chosen()] == ["Bright"]
    pair.click("Bright", passage=passage)
    assert [m.text for m in pair.chosen()] == ["Bright Cell"]
    pair.click("Bright", passage=passage)
    assert [m.text for m in pair.chosen()] == ["Motors and Bright"]
    pair.click("battery", passage=passage)
    assert pair.chosen() == []
    seen = []
    for _ in range(4):
        pair.press("Tab")
        seen.append(pair.chosen()[0].text)
    assert set(seen) == {"Motors and Bright", "Bright Cell", "Bright"}
    assert seen[0] == seen[3]
    pair.press("Shift+Tab")
    assert pair.chosen()[0].text == seen[2]
    assert pair.reader.hasFocus()


def test_change_the_type_by_key_and_by_menu(pair: User) -> None:
    pair.drag("Lisbon")
    pair.press("4", "3")
    assert _tagged(pair) == {("Lisbon", "GovernmentBody")}
    pair.press("T")
    assert isinstance(pair.popup_menu(), QMenu)
    pair.press("1")
    assert _tagged(pair) == {("Lisbon", "Company")}
    assert pair.reader.hasFocus()
    pair.press("T")
    pair.popup_menu()
    pair.press("Down", "Return")
    assert _tagged(pair) == {("Lisbon", "Person")}
    pair.press("T")
    pair.popup_menu()
    pair.press("Esc")
    assert QApplication.activePopupWidget() is None
    assert [m.type for m in pair.chosen()] == ["Person"]


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["Ctrl+Shift+Down"], "Bright Cell "),
        (["Ctrl+Shift+Up"], "Bright Cel"),
        (["Ctrl+Up"], " Bright Cell"),
        (["Ctrl+Down"], "right Cell"),
        (["Alt+Shift+Down"], "Bright Cell will"),
        (["Alt+Shift+Up"], "Bright"),
        (["Alt+Up"], "and Bright Cell"),
        (["Alt+Down"], "Cell"),
    ],
)
def test_edges_move_by_key(pair: User, keys: list[str], text: str) -> None:
    pair.drag("Bright Cell", passage=_passage(pair))
    pair.press("1", *keys)
    assert _tagged(pair) == {(text, "Company")}
    pair.press("Ctrl+Z")
    assert _tagged(pair) == {("Bright Cell", "Company")}


def test_an_edge_never_passes_the_other(pair: User) -> None:
    pair.drag("Bright", passage=_passage(pair))
    pair.press("1", *["Ctrl+Down"] * 9)
    assert _tagged(pair) == {("t", "Company")}


def test_delete_and_take_back(pair: User) -> None:
    pair.drag("Lisbon")
    pair.press("4", "Del")
    assert _tagged(pair) == set()
    assert pair.chosen() == []
    pair.press("Del")
    assert pair.sentence.startswith("Select text, or choose a mention")
    pair.choose("Edit", "Undo “Delete mention “Lisbon””")
    assert _tagged(pair) == {("Lisbon", "Place")}
    assert pair.sentence == "Undone: Delete mention “Lisbon”"


def test_several_mentions_at_once(pair: User) -> None:
    passage = _passage(pair)
    for text in ("Harbour Motors", "Bright Cell"):
        pair.drag(text, passage=passage)
        pair.press("1")
    pair.click("Harbour", passage=passage)
    pair.click("Bright", passage=passage, modifier=Qt.KeyboardModifier.ControlModifier)
    assert len(pair.chosen()) == 2
    pair.press("B")
    assert _tagged(pair) == {("Harbour Motors", "Brand"), ("Bright Cell", "Brand")}
    pair.press("Ctrl+Z")
    assert _tagged(pair) == {("Harbour Motors", "Company"), ("Bright Cell", "Company")}


def _attributes(user: User) -> AttributeEditor:
    user.press("A")
    user.wait(lambda: isinstance(QApplication.activePopupWidget(), AttributeEditor))
    editor = QApplication.activePopupWidget()
    assert isinstance(editor, AttributeEditor)
    assert editor.isAncestorOf(user.focus())
    return editor


def test_attributes(pair: User) -> None:
    pair.drag("Harbour Motors", passage=_passage(pair))
    pair.press("1")
    _attributes(pair)
    # Level has the focus: "name" comes first, then "nominal".
    pair.press("Down", "Down", "Tab")
    pair.type("su")
    pair.press("Tab")
    pair.type("DE")
    pair.press("Return")
    assert QApplication.activePopupWidget() is None
    with pair.file() as file:
        (mention,) = file.articles.contents([_passage(pair)])[_passage(pair)].mentions
    assert mention.attributes == {"level": "nominal", "subtype": "supplier", "nation": "DE"}
    assert "subtype: supplier" in pair.panels.status.about
    assert pair.reader.hasFocus()


def test_attributes_left_by_escape_can_be_opened_for_another_type(pair: User) -> None:
    pair.drag("Lisbon")
    pair.press("4")
    _attributes(pair)
    pair.press("Esc")
    assert QApplication.activePopupWidget() is None
    pair.press("8")
    assert _attributes(pair).field("currency").currentText() == ""
    pair.press("Esc")
    assert _tagged(pair) == {("Lisbon", "Money")}


def test_a_further_part_of_a_mention(pair: User) -> None:
    passage = _passage(pair)
    pair.drag("Harbour", passage=passage)
    pair.press("1")
    pair.drag("Cell", passage=passage)
    # A drag lets go of the mention; it is chosen again with the selection kept.
    pair.click("Harbour", passage=passage, modifier=Qt.KeyboardModifier.ControlModifier)
    assert pair.selected() == ["Cell"]
    pair.press("Ctrl+M")
    assert _tagged(pair) == {("Harbour Cell", "Company")}


def test_a_further_part_without_a_mouse(pair: User) -> None:
    passage = _passage(pair)
    pair.press("Ctrl+Home", "Down", "Down", "Home", "Ctrl+Shift+Right", "1")
    assert _tagged(pair) == {("Harbour", "Company")}
    pair.reader.desk.guide.select(passage, *_span(pair, "Cell"))
    pair.press("Ctrl+M")
    assert _tagged(pair) == {("Harbour Cell", "Company")}


def _span(user: User, text: str) -> tuple[int, int]:
    _, start = user.where(text, passage=_passage(user))
    return start, start + len(text)


def test_a_number_typed_into_a_field_tags_nothing(pair: User) -> None:
    pair.drag("Lisbon")
    pair.press("4")
    pair.press("Ctrl+L")
    field = pair.focus()
    pair.type("1dlt")
    assert getattr(field, "text")() == "1dlt"  # noqa: B009 - whichever line it is
    assert _tagged(pair) == {("Lisbon", "Place")}
    pair.press("Ctrl+Z")
    assert _tagged(pair) == {("Lisbon", "Place")}, "in a field, undo is the field's"


def test_a_tag_on_the_same_name_knows_the_entity(pair: User) -> None:
    passage = _passage(pair)
    pair.drag("Bright Cell", passage=passage)
    pair.press("1", "N")
    entity = pair.chosen()[0].entity
    assert entity is not None
    pair.drag("Bright Cell", passage=pair.passage("join forces"))
    pair.press("1")
    assert pair.chosen()[0].entity == entity
