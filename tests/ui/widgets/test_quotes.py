from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.annotation import Evidence
from evreader.ui.widgets.quotes import QuoteChip, QuoteList, quotes_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Story


def test_a_quote_knows_language_article_and_what_stands_around_it(story: Story) -> None:
    english, chinese = story.evidence("joint venture"), story.evidence("成立合资企业")
    found = quotes_of(story.session, [english, chinese])
    quote = found[english]
    assert (quote.language, quote.title) == ("en", "Volt venture in Lisbon 里斯本合资")
    assert quote.before == "…and Harbin Volt found a "
    assert (quote.text, quote.after) == ("joint venture", " worth 1.5 billion euros…")
    assert found[chinese].language == "zh"
    assert found[chinese].before == "北风汽车与哈伏公司将在里斯本"
    assert found[chinese].after == "，金额为15亿欧元。"


def test_evidence_of_a_passage_that_is_gone_is_left_out(story: Story) -> None:
    assert quotes_of(story.session, [Evidence(999, 0, 4, "gone")]) == {}


def test_chips_stay_when_nothing_changed_and_change_when_something_did(
    qtbot: QtBot, story: Story
) -> None:
    chips = QuoteList()
    qtbot.addWidget(chips)
    first, second = story.evidence("joint venture"), story.evidence("Lisbon")
    found = quotes_of(story.session, [first, second])
    chips.show_quotes([found[first]])
    (before,) = chips.chips()
    chips.show_quotes([found[first]])
    assert chips.chips() == [before]
    chips.show_quotes([found[second], found[first]])
    assert [chip.text() for chip in chips.chips()] == ["“Lisbon”", "“joint venture”"]
    chips.show_quotes([])
    assert not chips.isVisible()


def test_fixed_evidence_has_no_way_to_be_removed(qtbot: QtBot, story: Story) -> None:
    place = story.evidence("Lisbon")
    chip = QuoteChip(quotes_of(story.session, [place])[place], removable=False)
    qtbot.addWidget(chip)
    chip.resize(200, 20)
    chip.show()
    assert chip.actions() == []
    assert not chip.grab().isNull()
