from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from evreader.domain.annotation import Filler, Name
from evreader.ui.deals.deal_panel import DealPanel
from evreader.ui.deals.table import COLUMNS, MISSING, PARTIES, STATUS, VALUE
from evreader.ui.deals.view import DealView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.ui.look import Look
    from tests.ui.conftest import Story


@pytest.fixture
def panel(qtbot: QtBot, look: Look, story: Story) -> DealPanel:
    story.session.deals.create("Acquisition", roles=[Filler("Target", story.harbin)])
    panel = DealPanel(look)
    qtbot.addWidget(panel)
    panel.resize(900, 320)
    panel.set_session(story.session)
    panel.show()
    story.session.subscribe(panel.refresh)
    return panel


def view(panel: DealPanel) -> DealView:
    return panel.findChild(DealView)


def cells(panel: DealPanel) -> list[list[str]]:
    model = view(panel).model()
    return [
        [model.index(row, column).data() for column in range(COLUMNS)]
        for row in range(model.rowCount())
    ]


def test_an_incomplete_deal_says_in_words_what_is_missing(panel: DealPanel) -> None:
    assert cells(panel)[0][PARTIES] == "Northwind Motors, Harbin Volt"
    assert [row[MISSING] for row in cells(panel)] == ["Complete", "Missing: Acquirer"]


def test_filters_work_together(panel: DealPanel) -> None:
    panel.focus_search()
    panel.findChild(QCheckBox).setChecked(True)
    assert len(cells(panel)) == 1
    types = panel.findChild(QComboBox)
    types.setCurrentIndex(types.findData("JointVenture"))
    assert cells(panel) == []
    assert "filter" in view(panel).hint
    panel.findChild(QCheckBox).setChecked(False)
    panel.findChild(QLineEdit).setText("哈伏 2026")
    assert len(cells(panel)) == 1


def test_standing_on_a_deal_chooses_it_and_enter_walks_its_evidence(
    qtbot: QtBot, panel: DealPanel, story: Story
) -> None:
    qtbot.keyClick(panel.findChild(QLineEdit), Qt.Key.Key_Return)
    assert view(panel).selected_ids() == [story.deal]
    chosen: list[int] = []
    panel.deal_chosen.connect(chosen.append)
    qtbot.keyClick(view(panel), Qt.Key.Key_Down)
    qtbot.keyClick(view(panel), Qt.Key.Key_Up)
    assert chosen == [story.deal + 1, story.deal]
    places: list[tuple[int, int, int]] = []
    panel.evidence_chosen.connect(lambda *place: places.append(place))
    for _ in range(5):
        qtbot.keyClick(view(panel), Qt.Key.Key_Return)
    first, second = story.evidence("joint venture"), story.evidence("Northwind Motors")
    assert places[0] == (first.passage, first.start, first.end)
    assert places[1] == (second.passage, second.start, second.end)
    assert places[4] == places[0]


def test_selection_survives_sorting_and_changes_without_being_announced_again(
    qtbot: QtBot, panel: DealPanel, story: Story
) -> None:
    panel.set_current(story.deal)
    chosen: list[int] = []
    panel.deal_chosen.connect(chosen.append)
    view(panel).sortByColumn(MISSING, Qt.SortOrder.DescendingOrder)
    assert cells(panel)[1][MISSING] == "Complete"
    assert view(panel).selected_ids() == [story.deal]
    story.session.deals.set_slot(story.deal, "status", "signed")
    qtbot.waitUntil(lambda: cells(panel)[1][2] == "signed")
    assert view(panel).selected_ids() == [story.deal]
    assert view(panel).current_id() == story.deal
    assert chosen == []


def test_a_renamed_party_is_renamed_here(qtbot: QtBot, panel: DealPanel, story: Story) -> None:
    story.session.entities.set_names(story.harbin, [Name("en", "Volt of Harbin")])
    qtbot.waitUntil(lambda: "Volt of Harbin" in cells(panel)[0][PARTIES])
    assert len(cells(panel)) == 2


def test_a_deleted_deal_goes_and_undo_brings_it_back(
    qtbot: QtBot, panel: DealPanel, story: Story
) -> None:
    story.session.deals.delete([story.deal])
    qtbot.waitUntil(lambda: len(cells(panel)) == 1)
    story.session.history.undo()
    qtbot.waitUntil(lambda: len(cells(panel)) == 2)


def test_delete_asks_the_window(qtbot: QtBot, panel: DealPanel, story: Story) -> None:
    panel.set_current(story.deal)
    with qtbot.waitSignal(panel.delete_wanted) as asked:
        qtbot.keyClick(view(panel), Qt.Key.Key_Delete)
    assert asked.args == [[story.deal]]


def test_without_deals_it_says_how_to_make_one(qtbot: QtBot, look: Look, story: Story) -> None:
    story.session.deals.delete([story.deal])
    panel = DealPanel(look)
    qtbot.addWidget(panel)
    panel.set_session(story.session)
    panel.show()
    assert "press D" in view(panel).hint
    assert not panel.grab().isNull()


def test_stepping_through_the_list(panel: DealPanel, story: Story) -> None:
    chosen: list[int] = []
    panel.set_current(story.deal)
    panel.deal_chosen.connect(chosen.append)
    panel.step(-1)
    panel.step(1)
    panel.step(1)
    assert set(chosen) == {story.deal + 1}
    assert view(panel).selected_ids() == [story.deal + 1]


def test_a_column_is_as_wide_as_what_it_says_unless_the_user_made_it_so(panel: DealPanel) -> None:
    columns = view(panel).horizontalHeader()
    width = columns.sectionSize(VALUE)
    assert columns.sectionSize(PARTIES) > 2 * width
    columns.resizeSection(VALUE, 120)
    columns.resizeSection(STATUS, 70)
    panel.reload()
    assert (columns.sectionSize(VALUE), columns.sectionSize(STATUS)) == (120, 70)
    assert sum(columns.sectionSize(n) for n in range(COLUMNS)) == view(panel).viewport().width()
