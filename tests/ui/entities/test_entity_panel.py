from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit

from evreader.domain.annotation import Name
from evreader.ui.entities.entity_panel import EntityPanel
from evreader.ui.entities.form import EntityForm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.ui.look import Look
    from evreader.ui.widgets.lines import Line, LineView
    from tests.ui.conftest import Story


@pytest.fixture
def panel(qtbot: QtBot, look: Look, story: Story) -> EntityPanel:
    panel = EntityPanel(look)
    qtbot.addWidget(panel)
    panel.resize(340, 760)
    panel.set_session(story.session)
    panel.show()
    story.session.subscribe(panel.refresh)
    return panel


def view(panel: EntityPanel) -> LineView:
    return panel._list


def form(panel: EntityPanel) -> EntityForm:
    return panel.findChild(EntityForm)


def lines(panel: EntityPanel) -> list[Line]:
    model = view(panel).model()
    return [model.line(row) for row in range(model.rowCount())]


def test_both_names_stand_side_by_side_with_type_and_counts(panel: EntityPanel) -> None:
    assert [(line.text, line.right) for line in lines(panel)] == [
        ("Harbin Volt", "哈伏公司"),
        ("Northwind Motors", "北风汽车"),
    ]
    assert lines(panel)[1].detail == "Company · 2 mentions · 1 deal"


@pytest.mark.parametrize("typed", ["wind", "北风", "bfqc", "beifeng"])
def test_the_filter_knows_both_languages_and_pinyin(panel: EntityPanel, typed: str) -> None:
    panel.focus_search()
    panel._field.setText(typed)
    assert [line.text for line in lines(panel)] == ["Northwind Motors"]


def test_sorting(panel: EntityPanel) -> None:
    panel._order.setCurrentIndex(panel._order.findData("mentions"))
    assert [line.text for line in lines(panel)] == ["Northwind Motors", "Harbin Volt"]
    for order in ("zh", "type", "deals", "en"):
        panel._order.setCurrentIndex(panel._order.findData(order))
        assert len(lines(panel)) == 2


def test_enter_walks_the_mentions_round(qtbot: QtBot, panel: EntityPanel, story: Story) -> None:
    walked: list[int] = []
    panel.mention_chosen.connect(walked.append)
    panel.set_current(story.northwind)
    assert form(panel).isVisible()
    for _ in range(3):
        qtbot.keyClick(view(panel), Qt.Key.Key_Return)
    assert walked == [story.mentions[0], story.mentions[1], story.mentions[0]]


def test_the_form_lists_mentions_with_their_words(panel: EntityPanel, story: Story) -> None:
    panel.set_current(story.northwind)
    model = form(panel)._mentions.model()
    shown = [model.line(row) for row in range(model.rowCount())]
    assert ["Northwind Motors and Harbin" in shown[0].text, "北风汽车与哈伏" in shown[1].text]
    assert shown[1].detail.startswith("ZH · Volt venture")


def test_a_name_is_corrected_in_place(qtbot: QtBot, panel: EntityPanel, story: Story) -> None:
    panel.set_current(story.harbin)
    view(panel).setFocus()
    qtbot.keyClick(view(panel), Qt.Key.Key_F2)
    row = form(panel)._rows[0]
    row.text.clear()
    qtbot.keyClicks(row.text, "Volt Harbin")
    qtbot.keyClick(row.text, Qt.Key.Key_Return)
    names = story.session.entities.get(story.harbin).names
    assert names == (Name("en", "Volt Harbin"), Name("zh", "哈伏公司"))
    qtbot.waitUntil(lambda: lines(panel)[1].text == "Volt Harbin")


def test_a_missing_language_has_an_empty_row_waiting(panel: EntityPanel, story: Story) -> None:
    only_zh = story.session.entities.create("Company", [Name("zh", "轨道汽车")])
    panel.reload()
    panel.set_current(only_zh)
    english = form(panel)._rows[0]
    assert not english.name().text
    english.text.setText("Orbit")
    english.text.editingFinished.emit()
    assert story.session.entities.get(only_zh).name("en") == "Orbit"


def test_dropping_the_last_name_is_refused_in_words(
    qtbot: QtBot, panel: EntityPanel, story: Story
) -> None:
    only = story.session.entities.create("Company", [Name("en", "Orbit")])
    panel.reload()
    panel.set_current(only)
    with qtbot.waitSignal(panel.failed) as failed:
        form(panel)._rows[0]._drop()
    assert "needs a name" in failed.args[0]
    assert story.session.entities.get(only).name() == "Orbit"


def test_type_and_attributes(qtbot: QtBot, panel: EntityPanel, story: Story) -> None:
    panel.set_current(story.harbin)
    fields = form(panel)._fields
    assert "level" not in fields
    ticker = fields["ticker"]
    assert isinstance(ticker, QLineEdit)
    ticker.setText("HVLT")
    ticker.editingFinished.emit()
    subtype = fields["subtype"]
    assert isinstance(subtype, QComboBox)
    subtype.setCurrentIndex(subtype.findData("supplier"))
    subtype.activated.emit(subtype.currentIndex())
    qtbot.waitUntil(
        lambda: (
            dict(story.session.entities.get(story.harbin).attributes)
            == {"ticker": "HVLT", "subtype": "supplier"}
        )
    )
    kind = form(panel)._type
    kind.setCurrentIndex(kind.findData("Brand"))
    kind.activated.emit(kind.currentIndex())
    assert story.session.entities.get(story.harbin).type == "Brand"
    qtbot.waitUntil(lambda: lines(panel)[0].detail.startswith("Brand"))


def test_merging_keeps_the_one_that_was_chosen_first(
    qtbot: QtBot, panel: EntityPanel, story: Story
) -> None:
    view(panel).go_to(story.northwind)
    view(panel).select([story.northwind, story.harbin], current=story.harbin)
    merge = next(item for item in view(panel).actions() if item.text() == "&Merge")
    assert isinstance(merge, QAction)
    assert "Northwind Motors" in merge.toolTip()
    merge.trigger()
    assert [line.text for line in lines(panel)] == ["Northwind Motors"]
    names = story.session.entities.get(story.northwind).names
    assert Name("zh", "哈伏公司") in names


def test_delete_asks_the_window(qtbot: QtBot, panel: EntityPanel, story: Story) -> None:
    panel.set_current(story.harbin)
    with qtbot.waitSignal(panel.delete_wanted) as asked:
        qtbot.keyClick(view(panel), Qt.Key.Key_Delete)
    assert asked.args == [[story.harbin]]
    story.session.entities.delete([story.harbin])
    qtbot.waitUntil(lambda: not form(panel).isVisible())


def test_the_form_follows_an_undone_change(qtbot: QtBot, panel: EntityPanel, story: Story) -> None:
    panel.set_current(story.harbin)
    story.session.entities.set_names(story.harbin, [Name("en", "Other")])
    qtbot.waitUntil(lambda: form(panel)._rows[0].name().text == "Other")
    story.session.history.undo()
    qtbot.waitUntil(lambda: form(panel)._rows[0].name().text == "Harbin Volt")


def test_after_any_change_the_list_is_as_if_read_anew(
    qtbot: QtBot, panel: EntityPanel, story: Story
) -> None:
    session = story.session
    made: list[int] = []
    for act in (
        lambda: made.append(story.tag("Lisbon", "Place")),
        lambda: session.entities.create_for(made),
        lambda: session.mentions.set_entity([story.mentions[0]], story.harbin),
        lambda: session.mentions.set_entity([story.mentions[0]], None),
        lambda: session.deals.remove_filler(session.deals.get(story.deal).roles[0].id),
        lambda: session.mentions.delete([story.mentions[2]]),
        lambda: session.entities.delete([story.northwind]),
        session.history.undo,
        session.history.undo,
        session.history.redo,
        lambda: session.deals.delete([story.deal]),
    ):
        act()
        fresh = {summary.entity.id: summary for summary in session.entities.summaries()}
        qtbot.waitUntil(lambda fresh=fresh: panel._entities == fresh)
