from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QScrollArea, QToolButton

from evreader.domain.annotation import Filler
from evreader.ui.deals.deal_editor import DealEditor
from evreader.ui.deals.form import DealForm
from evreader.ui.deals.type_chooser import DealTypeChooser
from evreader.ui.widgets.captions import FocusLine
from evreader.ui.widgets.entity_picker import EntityPicker
from evreader.ui.widgets.quotes import QuoteChip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.domain.annotation import Deal
    from evreader.ui.deals.role_field import RoleField
    from evreader.ui.look import Look
    from tests.ui.conftest import Story


@pytest.fixture
def editor(qtbot: QtBot, look: Look, story: Story) -> DealEditor:
    editor = DealEditor(look)
    qtbot.addWidget(editor)
    editor.resize(380, 900)
    editor.set_session(story.session)
    editor.show()
    story.session.subscribe(editor.refresh)
    editor.show_deal(story.deal)
    return editor


def form(editor: DealEditor) -> DealForm:
    return editor.findChild(DealForm)


def role(editor: DealEditor, name: str) -> RoleField:
    found = form(editor).role(name)
    assert found is not None
    return found


def stored(story: Story) -> Deal:
    return story.session.deals.get(story.deal)


def said(widget: DealEditor | RoleField) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def type_for_role(editor: DealEditor, name: str, text: str) -> EntityPicker:
    """Arm a role and begin to type what fills it: the picker takes over."""
    editor.arm(name)
    # QTest types ASCII only: the field is told as an input method would.
    line = role(editor, name).findChild(QLineEdit)
    line.setText(text[0])
    line.textEdited.emit(text[0])
    picker = editor.findChild(EntityPicker)
    picker.findChild(QLineEdit).setText(text)
    return picker


def test_it_shows_roles_names_in_both_languages_and_slots(editor: DealEditor, story: Story) -> None:
    partners = said(role(editor, "Partner"))
    assert "Northwind Motors  北风汽车" in partners
    assert "Harbin Volt  哈伏公司" in partners
    assert form(editor).slot("status").typed() == "announced"
    assert form(editor).slot("announced").typed() == "2026-03"
    assert "Complete" in said(editor)


def test_every_control_says_what_it_is_about(editor: DealEditor) -> None:
    buttons = [b for b in editor.findChildren(QToolButton) if b.isVisible() and b.text() != ""]
    names = [button.accessibleName() or button.text() for button in buttons]
    assert len(set(names)) == len(names)
    lines = role(editor, "Partner").findChildren(QLineEdit)
    assert len({line.accessibleName() for line in lines}) == len(lines)


def test_a_line_tells_that_keys_go_to_the_page(editor: DealEditor, qtbot: QtBot) -> None:
    line = editor.findChild(FocusLine)
    editor.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(line.isVisible)
    editor.focus_type()
    qtbot.waitUntil(line.isHidden)


def test_without_a_deal_it_says_how_to_start_one(editor: DealEditor) -> None:
    editor.show_deal(None)
    assert any("press D" in text for text in said(editor))
    assert editor.deal == 0


def test_evidence_chips_lead_to_their_place_in_either_language(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    chips = role(editor, "Partner").rows()[0].quotes().chips()
    assert ["EN: Northwind" in chips[0].accessibleName(), "ZH: 北风" in chips[1].accessibleName()]
    place = story.evidence("北风汽车")
    with qtbot.waitSignal(editor.evidence_chosen) as chosen:
        qtbot.keyClick(chips[1], Qt.Key.Key_Return)
    assert chosen.args == [place.passage, place.start, place.end]
    with qtbot.waitSignal(editor.evidence_chosen):
        qtbot.mouseClick(chips[0], Qt.MouseButton.LeftButton)


def test_delete_on_a_chip_takes_the_evidence_away(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    qtbot.keyClick(role(editor, "Partner").rows()[0].quotes().chips()[0], Qt.Key.Key_Delete)
    assert [item.text for item in stored(story).roles[0].evidence] == ["北风汽车"]
    assert len(role(editor, "Partner").rows()[0].quotes().chips()) == 1
    trigger = next(
        chip for chip in editor.findChildren(QuoteChip) if chip.text() == "“joint venture”"
    )
    qtbot.keyClick(trigger, Qt.Key.Key_Delete)
    assert stored(story).triggers == ()


def test_a_number_arms_a_role_and_a_clicked_mention_fills_it(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    lisbon = story.tag("Lisbon", "Place")
    with qtbot.waitSignal(editor.role_armed) as armed:
        qtbot.keyClick(editor, Qt.Key.Key_3)
    assert armed.args == [story.deal, "Location"]
    assert editor.armed_role == "Location"
    assert editor.fill_from_mention(lisbon)
    (filler,) = stored(story).fillers("Location")
    assert story.session.mentions.get(lisbon).entity == filler.entity
    assert [item.text for item in filler.evidence] == ["Lisbon"]
    assert editor.armed_role == "Location"  # it takes several
    qtbot.keyClick(role(editor, "Location").findChild(QLineEdit), Qt.Key.Key_Escape)
    assert editor.armed_role == ""


def test_the_other_languages_mention_of_the_same_entity_becomes_evidence(
    editor: DealEditor, story: Story
) -> None:
    chinese = story.tag("哈伏公司", entity=story.harbin)
    editor.arm("Partner")
    editor.fill_from_mention(chinese)
    partners = stored(story).fillers("Partner")
    assert len(partners) == 2
    assert [item.text for item in partners[1].evidence] == ["Harbin Volt", "哈伏公司"]


def test_an_amount_fills_as_text(editor: DealEditor, story: Story) -> None:
    deal = story.session.deals.create("EquityInvestment")
    editor.show_deal(deal)
    editor.arm("Amount")
    editor.fill_from_mention(story.tag("1.5 billion euros", "Money"))
    (filler,) = story.session.deals.get(deal).fillers("Amount")
    assert (filler.value, filler.entity) == ("1.5 billion euros", None)
    assert editor.armed_role == ""  # it takes one
    editor.arm("Amount")
    assert editor.armed_role == ""


def test_no_role_waits_no_mention_is_taken(editor: DealEditor, story: Story) -> None:
    assert not editor.fill_from_mention(story.mentions[0])
    editor.arm("NoSuchRole")
    assert editor.armed_role == ""


def test_typing_a_name_fills_with_a_known_entity(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    picker = type_for_role(editor, "Venture", "北风")
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert stored(story).fillers("Venture")[0].entity == story.northwind


def test_typing_an_unknown_name_makes_an_entity_in_its_language(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    picker = type_for_role(editor, "Venture", "里斯本电池")
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    entity = story.session.entities.get(stored(story).fillers("Venture")[0].entity or 0)
    assert (entity.type, entity.name("zh")) == ("Company", "里斯本电池")


def test_typing_an_amount_fills_with_the_text(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    deal = story.session.deals.create("EquityInvestment")
    editor.show_deal(deal)
    picker = type_for_role(editor, "Amount", "20亿")
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert story.session.deals.get(deal).fillers("Amount")[0].value == "20亿"


def test_cancelling_the_picker_keeps_the_role_armed(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    picker = type_for_role(editor, "Venture", "x")
    qtbot.keyClick(picker, Qt.Key.Key_Escape)
    assert editor.armed_role == "Venture"
    assert not role(editor, "Venture").findChild(QLineEdit).text()


def test_plus_arms_and_again_stops(qtbot: QtBot, editor: DealEditor) -> None:
    plus = next(b for b in role(editor, "Product").findChildren(QToolButton) if b.text() == "+")
    plus.click()
    assert editor.armed_role == "Product"
    plus.click()
    assert editor.armed_role == ""


def test_missing_roles_are_named_and_come_first(editor: DealEditor, story: Story) -> None:
    deal = story.session.deals.create("Acquisition", roles=[Filler("Target", story.harbin)])
    editor.show_deal(deal)
    assert "Incomplete. Missing: Acquirer" in said(editor)
    assert "missing" in said(role(editor, "Acquirer"))
    assert form(editor).role_names()[:2] == ["Acquirer", "Target"]


def test_attributes_of_a_filler(editor: DealEditor, story: Story) -> None:
    row = role(editor, "Partner").rows()[0]
    stake = row.findChild(QLineEdit, "stake")
    stake.setText("51%")
    stake.editingFinished.emit()
    assert stored(story).roles[0].attributes == {"stake": "51%"}


def test_taking_a_filler_out_and_undo(qtbot: QtBot, editor: DealEditor, story: Story) -> None:
    role(editor, "Partner").rows()[1].removed.emit(stored(story).roles[1].id)
    assert len(stored(story).roles) == 1
    assert len(role(editor, "Partner").rows()) == 1
    story.session.history.undo()
    assert len(role(editor, "Partner").rows()) == 2


def test_a_date_that_cannot_be_read_stays_with_the_reason_below(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    field = form(editor).slot("signed")
    line = field.findChild(QLineEdit)
    qtbot.keyClicks(line, "next spring")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert "not a date" in field.refusal
    assert line.text() == "next spring"
    story.session.deals.set_slot(story.deal, "note", "a change elsewhere")
    assert line.text() == "next spring"
    line.setText("2026-04")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert field.refusal == ""
    assert stored(story).slot("signed") == "2026-04"


def test_money_is_stored_in_one_form(qtbot: QtBot, editor: DealEditor, story: Story) -> None:
    line = form(editor).slot("value").findChild(QLineEdit)
    line.setText("15亿欧元")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stored(story).slot("value") == "1500000000 EUR"
    assert line.text() == "1500000000 EUR"


def test_choices_and_emptying_a_slot(editor: DealEditor, story: Story) -> None:
    box = form(editor).slot("status").findChild(QComboBox)
    box.setCurrentIndex(box.findData("completed"))
    box.activated.emit(box.currentIndex())
    assert stored(story).slot("status") == "completed"
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert stored(story).slot("status") == ""


def test_seldom_used_slots_wait_behind_a_button(editor: DealEditor, story: Story) -> None:
    assert not form(editor).slot("territory").isVisible()
    story.session.deals.set_slot(story.deal, "territory", "Europe")
    assert form(editor).slot("territory").isVisible()
    more = next(
        b for b in editor.findChildren(QToolButton) if b.isCheckable() and "details" in b.text()
    )
    more.click()
    assert form(editor).slot("industry").isVisible()


def test_evidence_from_the_selection_goes_where_it_was_asked_for(
    editor: DealEditor, story: Story
) -> None:
    asked: list[tuple[int, int, str]] = []
    editor.evidence_wanted.connect(lambda *what: asked.append(what))
    role(editor, "Partner").rows()[1].quote_wanted.emit(stored(story).roles[1].id)
    editor.add_evidence(story.evidence("哈伏公司"))
    assert [item.text for item in stored(story).roles[1].evidence][-1] == "哈伏公司"
    form(editor).slot("status").quote_wanted.emit("status")
    editor.add_evidence(story.evidence("found"))
    form(editor).quote_wanted.emit(0, "")
    editor.add_evidence(story.evidence("合资企业"))
    assert [slot.evidence[0].text for slot in stored(story).slots if slot.evidence] == ["found"]
    assert [item.text for item in stored(story).triggers] == ["joint venture", "合资企业"]
    assert [what[2] for what in asked] == ["", "status", ""]


def test_a_type_is_chosen_by_its_key_or_part_of_its_name(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    chooser = editor.findChild(DealTypeChooser)
    chooser.setEditText("a")
    chooser._choose_typed()
    assert stored(story).type == "StrategicAlliance"
    chooser.setEditText("合资")
    chooser._choose_typed()
    assert stored(story).type == "JointVenture"
    chooser.setEditText("no such thing")
    chooser._choose_typed()
    assert stored(story).type == "JointVenture"
    assert chooser.currentText().startswith("Joint venture")


def test_roles_the_new_type_lacks_stay_and_say_so(editor: DealEditor, story: Story) -> None:
    story.session.deals.set_type(story.deal, "Acquisition")
    assert "not a role of this type" in said(role(editor, "Partner"))
    assert "Partner" not in form(editor).role_names()
    editor.arm("Partner")
    assert editor.armed_role == ""


def test_a_locked_set_refuses_in_words_and_nothing_changes(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    story.session.sets.set_locked(story.session.sets.current.id, locked=True)
    with qtbot.waitSignal(editor.failed) as failed:
        role(editor, "Partner").rows()[0].removed.emit(stored(story).roles[0].id)
    assert "locked" in failed.args[0]
    assert len(stored(story).roles) == 2


def test_a_deal_that_goes_leaves_the_hint(editor: DealEditor, story: Story) -> None:
    editor.arm("Venture")
    story.session.deals.delete([story.deal])
    assert editor.deal == 0
    assert editor.armed_role == ""
    assert any("press D" in text for text in said(editor))


def test_labels_follow_the_language(editor: DealEditor, look: Look) -> None:
    look.label_language = "zh"
    assert "合资方" in said(role(editor, "Partner"))
    stakes = role(editor, "Partner").findChildren(QLineEdit, "stake")
    assert {field.placeholderText() for field in stakes} == {"持股比例"}
    status = next(box for box in editor.findChildren(QComboBox) if box.findData("signed") >= 0)
    assert status.itemText(status.findData("signed")) == "已签署"
    assert editor.findChild(DealTypeChooser).currentText().startswith("合资")


def test_a_deal_just_shown_can_be_typed_into_at_once(
    qtbot: QtBot, editor: DealEditor, story: Story
) -> None:
    editor.activateWindow()
    editor.setFocus()
    assert isinstance(editor.focusWidget(), QScrollArea)  # where digits choose roles
    qtbot.waitUntil(editor.isActiveWindow)
    editor.show_deal(story.session.deals.create("Merger"))
    editor.arm("Party")
    line = role(editor, "Party").findChild(QLineEdit)
    assert line.isVisible()
    assert line.hasFocus()


def test_evidence_without_a_target_goes_to_the_role_filled_last_or_the_deal(
    editor: DealEditor, story: Story
) -> None:
    editor.support(story.evidence("金额"))
    assert [item.text for item in stored(story).triggers][-1] == "金额"
    editor.arm("Location")
    editor.fill_from_mention(story.tag("Lisbon", "Place"))
    editor.support(story.evidence("里斯本"))
    (place,) = stored(story).fillers("Location")
    assert [item.text for item in place.evidence] == ["Lisbon", "里斯本"]


def test_the_type_can_be_reached_by_command(qtbot: QtBot, editor: DealEditor, story: Story) -> None:
    editor.activateWindow()
    editor.focus_type()
    assert editor.focusWidget() is editor.findChild(DealTypeChooser)
    assert editor.role_names()[0] == "Partner"
    editor.show_deal(None)
    assert editor.role_names() == []
