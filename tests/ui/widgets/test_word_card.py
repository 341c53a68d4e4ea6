"""The pop-up with what the dictionary says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from evreader.domain.article import Span
from evreader.domain.dictionary import Entry, Found
from evreader.ui.widgets.word_card import WordCard
from evreader.ui.widgets.word_text import WordText

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.ui.look import Look

MILL = Entry("纸厂", "紙廠", "zhǐ chǎng", ("paper <mill>", "works"))
PAPER = Entry("纸", "紙", "zhǐ", ("paper; " * 30,))
FOUND = (Found(Span(0, 2), "纸厂", (MILL,)), Found(Span(0, 1), "纸", (PAPER,)))
WORD = QRect(300, 200, 40, 24)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    return window


@pytest.fixture
def page(window: QWidget) -> QWidget:
    """What the word stands on."""
    page = QWidget(window)
    page.setMouseTracking(True)
    page.resize(window.size())
    page.show()
    return page


@pytest.fixture
def card(window: QWidget, page: QWidget, look: Look) -> WordCard:
    return WordCard(look, credit="Whose work", watched=page, parent=window)


def test_it_says_all_that_was_found(card: WordCard) -> None:
    assert card.shown == ""
    card.show_found(FOUND, WORD, focus=False)
    for part in ("纸厂", "紙廠", "zhǐ chǎng", "paper <mill>", "works", "zhǐ"):
        assert part in card.shown
    assert card.shown.count("paper; ") < 15


@pytest.mark.parametrize(
    "word",
    [
        WORD,
        QRect(0, 0, 30, 20),
        QRect(770, 20, 30, 20),
        QRect(770, 575, 30, 20),
        QRect(5, 290, 9, 20),
    ],
)
def test_it_stands_beside_the_word_within_the_window(
    card: WordCard, window: QWidget, word: QRect
) -> None:
    card.show_found(FOUND * 6, word, focus=False)
    assert window.rect().contains(card.geometry())
    assert not card.geometry().intersects(word)
    card.show_message("A word.", word, focus=False)
    assert card.height() < 100


def test_a_small_window_makes_it_smaller(card: WordCard, window: QWidget) -> None:
    window.resize(260, 220)
    word = QRect(100, 120, 30, 20)
    card.show_found(FOUND * 3, word, focus=False)
    assert window.rect().contains(card.geometry())
    assert not card.geometry().intersects(word)


def test_by_key_it_has_the_focus_and_gives_it_back(
    card: WordCard, window: QWidget, qtbot: QtBot
) -> None:
    before = QLineEdit(window)
    before.show()
    window.activateWindow()
    before.setFocus()
    card.show_found(FOUND, WORD, focus=True)
    field = window.focusWidget()
    assert field is not None
    assert card.isAncestorOf(field)
    assert field.accessibleName() == "Dictionary"
    with qtbot.waitSignal(card.stepped) as step:
        qtbot.keyClick(field, Qt.Key.Key_Right)
    assert step.args == [1]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert card.isHidden()
    assert window.focusWidget() is before


def test_what_is_selected_is_copied_else_the_entry(
    card: WordCard, window: QWidget, qtbot: QtBot
) -> None:
    window.activateWindow()
    card.show_found(FOUND, WORD, focus=True)
    field = card._text
    copy = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(field, Qt.Key.Key_C, copy)
    assert QGuiApplication.clipboard().text() == "纸厂 zhǐ chǎng paper <mill>; works"
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_C, copy)
    assert "紙廠" in QGuiApplication.clipboard().text()


def test_it_stays_while_the_pointer_is_on_it(card: WordCard, window: QWidget, qtbot: QtBot) -> None:
    card.show_found(FOUND, WORD, focus=False)
    qtbot.mouseMove(window, QPoint(10, 10))
    assert card._leave.isActive()
    here = QPointF(5, 5)
    QApplication.sendEvent(card, QEnterEvent(here, here, here))
    assert not card._leave.isActive()
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(card.isHidden)


def test_a_click_beside_it_or_another_size_closes_it(
    card: WordCard, window: QWidget, page: QWidget, qtbot: QtBot
) -> None:
    card.show_found(FOUND, WORD, focus=False)
    qtbot.mouseClick(page, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert card.isHidden()
    card.show_found(FOUND, WORD, focus=False)
    window.resize(700, 500)
    assert card.isHidden()


def test_english_lists_what_it_may_be_in_chinese(look: Look) -> None:
    mill = Entry("磨坊", "磨坊", "mò fáng", ("mill",))
    html = WordText(look).page([Found(Span(3, 8), "mill", (MILL, mill))])
    assert html.index(">mill<") < html.index("纸厂") < html.index("磨坊")
    assert "paper &lt;mill&gt;" in html
    assert WordText(look).page([]) == ""


def test_its_colours_are_the_themes(look: Look) -> None:
    light = WordText(look).page(FOUND)
    look.set_theme("dark")
    assert WordText(look).page(FOUND) != light
    assert look.color("accent").name() in WordText(look).page(FOUND)
