from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.ui.widgets.captions import Caption, PairCaption, SectionLabel, counted

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_long_text_gives_way_and_is_told_in_full(qtbot: QtBot) -> None:
    caption = Caption("Leapmotor International, a company with a long registered name")
    qtbot.addWidget(caption)
    caption.resize(80, 20)
    caption.show()
    assert caption.minimumSizeHint().width() <= 24
    assert caption.toolTip() == caption.text()
    caption.resize(2000, 20)
    assert caption.toolTip() == ""
    caption.say("Short", more="另一种语言")
    assert caption.toolTip() == "另一种语言"


def test_both_names_of_a_pair_are_seen_when_room_is_short(qtbot: QtBot) -> None:
    pair = PairCaption()
    qtbot.addWidget(pair)
    pair.resize(160, 20)
    pair.say_pair("Northwind Motors International Holding", "北风汽车国际控股有限公司")
    pair.show()
    both = pair.grab().toImage()
    pair.say_pair("Northwind Motors International Holding", "")
    assert pair.grab().toImage() != both
    assert "Northwind" in pair.toolTip()


def test_section_labels_are_capitals(qtbot: QtBot) -> None:
    label = SectionLabel("Roles")
    qtbot.addWidget(label)
    label.show()
    assert label.text() == "Roles"
    assert not label.grab().isNull()


def test_counted() -> None:
    assert counted(1, "{n} deal", "{n} deals") == "1 deal"
    assert counted(12_000, "{n} deal", "{n} deals") == "12,000 deals"
