from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QLabel, QPushButton, QTableWidget

from evreader.domain.article import Article, ArticleInfo, Cut, Passage
from evreader.ui.cut_dialog import CutDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXTS = ("Menu", "A plant opens", "It is large.", "Readers ask why.", "All rights reserved.")
CUTS = (
    Cut("narrow", 0.7, {1: "heading", 2: "paragraph"}),
    Cut("wide", 0.8, {1: "heading", 2: "paragraph", 3: "list-item"}),
)


@pytest.fixture
def dialog(qtbot: QtBot) -> CutDialog:
    kinds = {1: "heading", 2: "paragraph"}
    passages = [
        Passage(n + 10, n, "en", kinds.get(n, "boilerplate"), text, ())  # type: ignore[arg-type]
        for n, text in enumerate(TEXTS)
    ]
    typed = Passage(99, 5, "zh", "paragraph", "译文", (), origin="user")
    article = Article(1, ArticleInfo("A plant"), (*passages, typed), cuts=CUTS)
    dialog = CutDialog(article)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def table(dialog: CutDialog) -> QTableWidget:
    return dialog.findChild(QTableWidget)


def button(dialog: CutDialog, text: str) -> QPushButton:
    found = dialog.findChildren(QPushButton)
    return next(one for one in found if text in one.text().replace("&", ""))


def test_the_better_cut_stands_first_and_what_is_taken_is_checked(dialog: CutDialog) -> None:
    heads = [table(dialog).horizontalHeaderItem(column).text() for column in range(3)]
    assert heads == ["Take", "wide (80 %)", "narrow (70 %)"]
    assert dialog.kinds() == {1: "heading", 2: "paragraph"}
    assert table(dialog).rowCount() == len(TEXTS), "what a person typed is no block of the page"
    assert table(dialog).currentRow() == 3, "the first difference"


def test_a_side_is_taken_by_its_button(qtbot: QtBot, dialog: CutDialog) -> None:
    qtbot.mouseClick(button(dialog, "wide"), Qt.MouseButton.LeftButton)
    assert dialog.kinds() == CUTS[1].kinds
    qtbot.mouseClick(button(dialog, "narrow"), Qt.MouseButton.LeftButton)
    assert dialog.kinds() == CUTS[0].kinds
    assert "2 of 5 blocks taken" in [label.text() for label in dialog.findChildren(QLabel)]


def test_a_block_is_taken_by_the_keyboard(qtbot: QtBot, dialog: CutDialog) -> None:
    qtbot.keyClick(table(dialog), Qt.Key.Key_Space)
    assert dialog.kinds() == CUTS[1].kinds, "as the program that kept it has it"
    table(dialog).setCurrentCell(4, 0)
    qtbot.keyClick(table(dialog), Qt.Key.Key_Space)
    assert dialog.kinds()[4] == "paragraph"


def test_only_the_differences(qtbot: QtBot, dialog: CutDialog) -> None:
    box = dialog.findChild(QCheckBox)
    qtbot.keyClick(box, Qt.Key.Key_Space)
    hidden = [table(dialog).isRowHidden(row) for row in range(len(TEXTS))]
    assert hidden == [True, True, True, False, True]


def test_use_and_later(qtbot: QtBot, dialog: CutDialog) -> None:
    buttons = dialog.findChild(QDialogButtonBox)
    later = buttons.button(QDialogButtonBox.StandardButton.Cancel)
    qtbot.mouseClick(later, Qt.MouseButton.LeftButton)
    assert dialog.result() == CutDialog.DialogCode.Rejected
