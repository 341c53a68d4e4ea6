from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from evreader.domain.article import ArticleInfo
from evreader.ui.article_dialog import ArticleDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

INFO = ArticleInfo("A plant", source="a.html", date="14 March 2026", url="https://a.example")


@pytest.fixture
def dialog(qtbot: QtBot) -> ArticleDialog:
    dialog = ArticleDialog(INFO)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def allowed(dialog: ArticleDialog) -> bool:
    ok = QDialogButtonBox.StandardButton.Ok
    return bool(dialog.findChild(QDialogButtonBox).button(ok).isEnabled())


def field(dialog: ArticleDialog, text: str) -> QLineEdit:
    return next(one for one in dialog.findChildren(QLineEdit) if one.text() == text)


def test_what_is_not_touched_stays(dialog: ArticleDialog) -> None:
    assert dialog.info() == INFO
    assert allowed(dialog)


def test_a_date_must_be_one(dialog: ArticleDialog) -> None:
    date = field(dialog, "14 March 2026")
    date.setText("2026-3-14")
    assert dialog.info().date == "2026-03-14"
    date.setText("2026-13")
    assert not allowed(dialog)
    date.setText("")
    assert allowed(dialog)


def test_a_title_is_needed(dialog: ArticleDialog) -> None:
    field(dialog, "A plant").setText("  ")
    assert not allowed(dialog)
