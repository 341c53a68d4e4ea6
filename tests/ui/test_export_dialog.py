from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLabel, QLineEdit, QListWidget
from typing_extensions import override

from evreader.domain.extent import Extent
from evreader.formats import registry
from evreader.ui.export_dialog import ExportDialog, ExportFacts
from evreader.ui.export_order import ExportOrder
from evreader.ui.forecast import Forecast
from evreader.ui.tasks import Tasks
from evreader.ui.widgets.controls import Chooser
from tests.ui.stub_ask import StubAsk

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


class Counter(Forecast):
    """Counts nothing, and keeps what was asked."""

    def __init__(self) -> None:
        super().__init__(Tasks())
        self.asked: list[tuple[str, Extent]] = []

    @override
    def ask(self, format_name: str, extent: Extent) -> None:
        self.asked.append((format_name, extent))
        self.told.emit("Chosen: 7 mentions")


def _made(qtbot: QtBot, last: ExportOrder | None = None, *answers: object) -> ExportDialog:
    facts = ExportFacts(
        name="deals",
        sets=("Mei", "Model"),
        current="Mei",
        mentions=(("Company", "Company"),),
        deals=(("Merger", "Merger"),),
        articles=(4, 7),
        forecast=Counter(),
    )
    dialog = ExportDialog(StubAsk(*answers), facts, last)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _take(dialog: ExportDialog, name: str) -> None:
    formats = dialog.findChildren(QListWidget)[0]
    title = registry.find(name).title
    formats.setCurrentItem(formats.findItems(title, Qt.MatchFlag.MatchExactly)[0])


def _tick(dialog: ExportDialog, text: str) -> None:
    (item,) = dialog.findChildren(QListWidget)[1].findItems(text, Qt.MatchFlag.MatchExactly)
    item.setCheckState(Qt.CheckState.Checked)


def _text(dialog: ExportDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def _chooser(dialog: ExportDialog, text: str) -> Chooser:
    return next(one for one in dialog.findChildren(Chooser) if one.findText(text) >= 0)


def test_without_a_choice_it_is_everything_in_the_own_format(qtbot: QtBot) -> None:
    dialog = _made(qtbot)
    order = dialog.order()
    assert (order.format, order.extent, order.companion) == ("jsonl", Extent(), True)
    assert order.out.name == "deals.jsonl"
    assert "carries everything" in _text(dialog)


def test_the_format_tells_what_it_lacks_and_where_it_would_go(qtbot: QtBot) -> None:
    dialog = _made(qtbot)
    _take(dialog, "brat")
    assert dialog.order().out.name == "deals-brat"
    assert "It cannot carry:\n• " in _text(dialog)


def test_everything_can_be_chosen(qtbot: QtBot) -> None:
    dialog = _made(qtbot)
    for text in ("Model", "The 2 chosen in the library"):
        chooser = _chooser(dialog, text)
        chooser.setCurrentIndex(chooser.findText(text))
    _tick(dialog, "Merger")
    since, until = (e for e in dialog.findChildren(QLineEdit) if "2026-03" in e.placeholderText())
    qtbot.keyClicks(since, "2025-03")
    qtbot.keyClicks(until, "2026")
    for box in dialog.findChildren(QCheckBox):
        qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center() / 8)
        box.setChecked("person" in box.text())
    order = dialog.order()
    assert order.extent == Extent(("Model",), (4, 7), ("Merger",), "2025-03", "2026", reviewed=True)
    assert not order.companion


def test_a_date_must_be_one(qtbot: QtBot) -> None:
    dialog = _made(qtbot)
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    since = next(e for e in dialog.findChildren(QLineEdit) if "2026-03" in e.placeholderText())
    since.setText("March")
    assert not ok.isEnabled()
    assert "“March” is no date" in _text(dialog)
    since.setText("2026")
    assert ok.isEnabled()


def test_what_is_chosen_is_counted(qtbot: QtBot) -> None:
    dialog = _made(qtbot)
    counter = dialog._facts.forecast
    assert isinstance(counter, Counter)
    qtbot.waitUntil(lambda: counter.asked == [("jsonl", Extent())])
    _tick(dialog, "Company")
    qtbot.waitUntil(lambda: counter.asked[-1] == ("jsonl", Extent(types=("Company",))))
    assert "Chosen: 7 mentions" in _text(dialog)


def test_the_articles_of_last_time_can_be_taken_again(qtbot: QtBot, tmp_path: Path) -> None:
    last = ExportOrder("jsonl", tmp_path / "x.jsonl", Extent(articles=(1, 2, 3)))
    dialog = _made(qtbot, last)
    assert dialog.order() == last
    assert _chooser(dialog, "As last time: 3")


def test_a_format_s_options_are_shown(qtbot: QtBot) -> None:
    item = next(item for item in registry.formats() if item.writes and item.options)
    option = item.options[0]
    wanted = option.choices[-1]
    dialog = _made(qtbot)
    _take(dialog, item.name)
    assert dialog.order().options == {one.name: one.default for one in item.options}
    chooser = _chooser(dialog, wanted)
    chooser.setCurrentIndex(chooser.findText(wanted))
    assert dialog.order().options[option.name] == wanted
    _take(dialog, "jsonl")
    assert dialog.order().options == {}


def test_a_place_is_browsed_for(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = _made(qtbot, None, tmp_path / "mine.jsonl", tmp_path)
    dialog._browse()
    assert dialog.order().out == tmp_path / "mine.jsonl"
    assert dialog.order().agreed
    _take(dialog, "brat")
    assert dialog.order().out == tmp_path / "deals-brat"
    dialog._browse()
    assert dialog.order().out == tmp_path / "deals-brat"
    dialog._browse()
    assert dialog.order().out == tmp_path / "deals-brat", "given up"


def test_it_begins_with_what_was_chosen_last(qtbot: QtBot, tmp_path: Path) -> None:
    extent = Extent(("Model",), types=("Company",), until="2024", reviewed=True)
    last = ExportOrder("doccano", tmp_path / "x.jsonl", extent, companion=False)
    assert _made(qtbot, last).order() == last


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "x"}', '{"extent": {"since": "a"}}'])
def test_a_damaged_order_is_none(text: str) -> None:
    assert ExportOrder.from_text(text) is None


def test_an_order_is_kept_as_text(tmp_path: Path) -> None:
    extent = Extent(("Model",), (1, 2), ("Company",), "2024", "2025", reviewed=True)
    order = ExportOrder("brat", tmp_path / "公司", extent, {"tags": "BIO"}, companion=False)
    assert ExportOrder.from_text(order.as_text()) == order
