"""Somebody makes deals: with the mouse, without one, with evidence in both languages."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from evreader.domain.annotation import Name

if TYPE_CHECKING:
    from evreader.domain.annotation import Deal
    from evreader.ui.deals.role_field import RoleField
    from tests.e2e.conftest import User

CONTROL = Qt.KeyboardModifier.ControlModifier


def _en(user: User) -> int:
    return user.passage("will build a battery plant")


def _tag(user: User, text: str, key: str, passage: int) -> int:
    user.drag(text, passage=passage)
    user.press(key)
    return user.chosen()[-1].id


def _tag_all(user: User) -> None:
    en, zh = _en(user), user.passage("里斯本")
    for text, key, passage in (
        ("Harbour Motors", "1", en),
        ("Bright Cell", "1", en),
        ("Lisbon", "4", en),
        ("海港汽车", "1", zh),
    ):
        _tag(user, text, key, passage)
    user.press("Esc")


def _role(user: User, name: str) -> RoleField:
    found = user.panels.editor._form.role(name)
    assert found is not None
    return found


def _fillers(deal: Deal) -> list[tuple[str, int]]:
    return [(filler.role, len(filler.evidence)) for filler in deal.roles]


def _names(user: User, deal: Deal, role: str) -> list[str]:
    return [
        user.session.entities.get(filler.entity).name()
        for filler in deal.fillers(role)
        if filler.entity
    ]


def test_a_whole_deal_by_mouse(pair: User) -> None:
    _tag_all(pair)
    pair.drag("The venture")
    pair.choose("Deal", "Start deal")
    menu = pair.popup_menu()
    entry = next(a for a in menu.actions() if a.text().startswith("Joint venture"))
    box = menu.actionGeometry(entry)
    pair.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=box.center())
    deal = pair.panels.editor.deal
    assert deal
    assert [item.text for item in pair.deal_on_disk(deal).triggers] == ["The venture"]

    partner = _role(pair, "Partner")
    pair.qtbot.mouseClick(partner._add, Qt.MouseButton.LeftButton)
    assert pair.panels.editor.armed_role == "Partner"
    pair.click("Harbour Motors", passage=_en(pair))
    pair.click("Bright Cell", passage=_en(pair))
    stored = pair.deal_on_disk(deal)
    assert _names(pair, stored, "Partner") == ["Harbour Motors", "Bright Cell"]
    assert [item.text for f in stored.roles for item in f.evidence] == [
        "Harbour Motors",
        "Bright Cell",
    ]

    place = _role(pair, "Location")
    pair.qtbot.mouseClick(place._add, Qt.MouseButton.LeftButton)
    pair.click("Lisbon")
    assert _names(pair, pair.deal_on_disk(deal), "Location") == ["Lisbon"]
    # Evidence for a filler: select, press the button beside it.
    row = partner.rows()[0]
    pair.drag("companies", passage=_en(pair))
    pair.qtbot.mouseClick(row._quote, Qt.MouseButton.LeftButton)
    assert _fillers(pair.deal_on_disk(deal))[0] == ("Partner", 2)


def test_clicking_evidence_jumps_there(pair: User) -> None:
    _tag_all(pair)
    pair.click("Harbour Motors", passage=_en(pair))
    pair.new_deal("J")
    chip = _role(pair, "Partner").rows()[0].quotes().chips()[0]
    pair.reader.desk.guide.choose_mention(None)
    pair.press("Ctrl+Home")
    pair.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert pair.reader.desk.caret() == pair.where("Harbour Motors", passage=_en(pair))


def test_a_whole_deal_without_a_mouse(pair: User) -> None:
    _tag_all(pair)
    en = _en(pair)
    pair.press("Ctrl+Home")
    pair.reader.desk.guide.select(en, *_span(pair, "The venture", en))
    deal = pair.new_deal("J")
    assert pair.panels.editor.deal == deal
    assert pair.reader.hasFocus(), "after D one goes on in the text"

    _walk_to(pair, "Harbour Motors")
    pair.press("Ctrl+1")
    assert pair.reader.hasFocus(), "a role filled from the text leaves one in the text"
    _walk_to(pair, "Bright Cell")
    pair.press("Ctrl+1")
    _walk_to(pair, "Lisbon")
    pair.press("Ctrl+3")
    assert pair.reader.hasFocus()
    stored = pair.deal_on_disk(deal)
    assert _names(pair, stored, "Partner") == ["Harbour Motors", "Bright Cell"]
    assert _names(pair, stored, "Location") == ["Lisbon"]

    # E supports what was filled last, or the deal itself.
    pair.reader.desk.guide.select(en, *_span(pair, "in Lisbon", en))
    pair.press("E")
    assert _fillers(pair.deal_on_disk(deal)) == [("Partner", 1), ("Partner", 1), ("Location", 2)]

    # The details are fields that Tab walks.
    pair.press("F6", "F6")
    assert pair.panels.editor.isAncestorOf(pair.focus())
    _fill(pair, "Status", "signed")
    _fill(pair, "Announced on", "2026-03-03")
    _fill(pair, "Value", "1.5 billion EUR")
    _fill(pair, "Stake", "50%")
    _fill(pair, "Note", "to be watched")
    pair.press("F6")
    slots = {slot.name: slot.value for slot in pair.deal_on_disk(deal).slots}
    assert slots["status"] == "signed"
    assert slots["announced"] == "2026-03-03"
    assert slots["stake"].startswith("50")
    assert slots["note"] == "to be watched"
    assert "EUR" in slots["value"]


def _walk_to(user: User, text: str) -> None:
    """Tab to the mention with this text."""
    for _ in range(12):
        user.press("Tab")
        if user.chosen()[0].text == text:
            return
    pytest.fail(f"Tab never came to {text}")


def _span(user: User, text: str, passage: int) -> tuple[int, int]:
    _, start = user.where(text, passage=passage)
    return start, start + len(text)


def _fill(user: User, label: str, text: str) -> None:
    """Tab to the field of a slot and type."""
    for _ in range(60):
        focus = user.focus()
        if focus.accessibleName() == label or (
            isinstance(focus.parentWidget(), QComboBox)
            and focus.parentWidget().accessibleName() == label
        ):
            break
        user.press("Tab")
    else:
        pytest.fail(f"Tab never came to {label}")
    user.type(text)
    if isinstance(user.focus(), (QLineEdit, QComboBox)):
        user.press("Return")
    else:
        assert isinstance(user.focus(), QPlainTextEdit)


def test_evidence_is_reached_from_the_editor_by_keyboard(pair: User) -> None:
    _tag_all(pair)
    pair.click("Harbour Motors", passage=_en(pair))
    pair.new_deal("J")
    pair.press("Ctrl+Home")
    pair.show_panel("deal")
    pair.press("F6", "F6")
    assert pair.panels.editor.isAncestorOf(pair.focus())
    chip = _role(pair, "Partner").rows()[0].quotes().chips()[0]
    for _ in range(40):
        if pair.focus() is chip:
            break
        pair.press("Tab")
    assert pair.focus() is chip
    pair.press("Return")
    assert pair.reader.desk.caret() == pair.where("Harbour Motors", passage=_en(pair))


def test_typing_an_entity_into_a_role(pair: User) -> None:
    _tag_all(pair)
    known = pair.session.entities.create("Company", [Name("en", "Orbit"), Name("zh", "轨道汽车")])
    deal = pair.new_deal("J")
    pair.press("Ctrl+1")
    assert pair.panels.editor.armed_role == "Partner"
    pair.type("gd")
    pair.picker()
    pair.press("Return")
    assert [f.entity for f in pair.deal_on_disk(deal).roles] == [known]
    # One role takes several: it goes on waiting.
    assert pair.panels.editor.armed_role == "Partner"
    pair.type("N")
    pair.picker()
    pair.type("ew Cell Co")
    pair.press("Return")
    assert len(pair.deal_on_disk(deal).roles) == 2
    assert _names(pair, pair.deal_on_disk(deal), "Partner")[1] == "New Cell Co"
    pair.type("x")
    pair.picker()
    pair.press("Esc")
    assert len(pair.deal_on_disk(deal).roles) == 2
    assert pair.panels.editor.isAncestorOf(pair.focus())
    pair.press("Esc")
    assert pair.panels.editor.armed_role == ""
    assert pair.reader.hasFocus(), "Esc brings one back to the text"


def test_walking_by_tab_fills_no_role(pair: User) -> None:
    _tag_all(pair)
    deal = pair.new_deal("J")
    pair.press("Ctrl+1")
    pair.reader.setFocus()
    pair.press("Tab", "Tab", "Shift+Tab")
    assert pair.deal_on_disk(deal).roles == ()
    assert pair.panels.editor.armed_role == "Partner"
    pair.press("Ctrl+1")
    assert len(pair.deal_on_disk(deal).roles) == 1


def test_a_mention_clicked_into_a_role_is_let_go(pair: User) -> None:
    _tag_all(pair)
    deal = pair.new_deal("A")
    names = pair.panels.editor.role_names()
    pair.press("Ctrl+1")
    pair.click("Harbour Motors", passage=_en(pair))
    assert [f.role for f in pair.deal_on_disk(deal).roles] == [names[0]]
    assert pair.chosen() == []
    pair.press("Ctrl+2")
    assert [f.role for f in pair.deal_on_disk(deal).roles] == [names[0]]
    assert pair.panels.editor.armed_role == names[1]


def test_an_amount_fills_as_text(pair: User) -> None:
    _tag(pair, "1.5 billion euros", "8", _en(pair))
    pair.press("Esc")
    deal = pair.new_deal("E")
    names = pair.panels.editor.role_names()
    _walk_to(pair, "1.5 billion euros")
    pair.press(f"Ctrl+{names.index('Amount') + 1}")
    (filler,) = pair.deal_on_disk(deal).roles
    assert (filler.role, filler.value, filler.entity) == ("Amount", "1.5 billion euros", None)
    assert filler.evidence[0].text == "1.5 billion euros"


def test_a_deal_from_chosen_mentions_fills_the_roles_they_fit(pair: User) -> None:
    _tag_all(pair)
    en = _en(pair)
    pair.click("Harbour Motors", passage=en)
    pair.click("Bright Cell", passage=en, modifier=CONTROL)
    pair.click("Lisbon", passage=en, modifier=CONTROL)
    deal = pair.new_deal("J")
    stored = pair.deal_on_disk(deal)
    assert _fillers(stored) == [("Partner", 1), ("Partner", 1), ("Location", 1)]
    pair.choose("Edit", "Undo “New deal")
    assert pair.panels.editor.deal == 0


def test_an_incomplete_deal_is_shown_as_such(pair: User) -> None:
    deal = pair.new_deal("J")
    assert "Incomplete" in pair.panels.editor._form._notice.text()
    model = pair.panels.deals._model
    pair.wait(lambda: model.rowCount() == 1)
    assert model.row(0).incomplete
    pair.press("Ctrl+1")
    for name in ("Alpha", "Beta"):
        pair.type(name)
        pair.picker()
        pair.press("Return")
    pair.wait(lambda: not model.row(0).incomplete)
    assert "Incomplete" not in pair.panels.editor._form._notice.text()
    assert len(pair.deal_on_disk(deal).roles) == 2


def test_change_type_and_delete(pair: User) -> None:
    deal = pair.new_deal("J")
    pair.press("Ctrl+T")
    pair.type("m")
    pair.press("Return")
    assert pair.deal_on_disk(deal).type == "Merger"
    pair.reader.setFocus()
    pair.press("Ctrl+Del")
    assert pair.session.deals.summaries() == []
    assert pair.panels.editor.deal == 0
    pair.press("Ctrl+Z")
    assert [one.deal.id for one in pair.session.deals.summaries()] == [deal]
    pair.press("Ctrl+Z")
    assert pair.deal_on_disk(deal).type == "JointVenture"


def test_d_left_with_escape_makes_nothing(pair: User) -> None:
    pair.press("D")
    pair.popup_menu()
    pair.press("Esc")
    assert QApplication.activePopupWidget() is None
    assert pair.session.deals.summaries() == []
    assert pair.reader.hasFocus()


def test_evidence_in_words_where_nothing_is_chosen(pair: User) -> None:
    pair.press("E")
    assert pair.sentence.startswith("Select the text") or "deal" in pair.sentence
    pair.press("Ctrl+1")
    assert pair.sentence == "There is no deal with such a role shown."


def test_tab_walks_the_deal_from_top_to_bottom_and_leaves_it(pair: User) -> None:
    _tag_all(pair)
    pair.click("Harbour Motors", passage=_en(pair))
    pair.new_deal("J")
    pair.press("F6", "F6")
    heights = []
    form = pair.panels.editor._form
    while form.isAncestorOf(pair.focus()) and len(heights) < 60:
        widget = pair.focus()
        if widget is not form._scroll:
            heights.append(widget.mapTo(form._scroll.widget(), widget.rect().center()).y())
        pair.press("Tab")
    assert len(heights) < 60, "Tab goes round in the panel"
    assert len(heights) >= 20
    assert all(after > before - 16 for before, after in pairwise(heights))


def test_letters_choose_from_the_menu_of_types_and_are_no_commands(pair: User) -> None:
    """D, then a key that is a command of the reader as well."""
    for key, kind in (("D", "Distribution"), ("E", "EquityInvestment"), ("L", "TechnologyLicence")):
        deal = pair.new_deal(key)
        assert pair.deal_on_disk(deal).type == kind
        assert QApplication.activePopupWidget() is None


def test_a_role_that_is_full_says_so(pair: User) -> None:
    pair.new_deal("M")
    number = pair.panels.editor.role_names().index("Result") + 1
    for _ in range(2):
        pair.press(f"Ctrl+{number}")
        if pair.panels.editor.armed_role:
            pair.type("New Motors")
            pair.picker()
            pair.press("Return")
            assert pair.reader.hasFocus()
    assert pair.sentence == "The role takes one filler and has it; take that out first."


def test_a_new_party_is_one_step_to_take_back(pair: User) -> None:
    deal = pair.new_deal("J")
    pair.press("Ctrl+1")
    pair.type("New Motors")
    pair.picker()
    pair.press("Return", "Esc", "Ctrl+Z")
    assert pair.deal_on_disk(deal).roles == ()
    with pair.file() as file:
        assert file.entities.summaries() == []
