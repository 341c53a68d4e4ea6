"""The pop-up with the attributes of a mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget

from evreader.domain.annotation import Mention
from evreader.domain.article import Span
from evreader.domain.scheme import Scheme
from evreader.resources import load_scheme_data
from evreader.ui.widgets.attribute_editor import AttributeEditor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.ui.look import Look


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def _opened(parent: QWidget, look: Look, **attributes: str) -> AttributeEditor:
    scheme = Scheme.from_data(load_scheme_data("partnerships"))
    look.set_scheme(scheme)
    editor = AttributeEditor(look, parent)
    mention = Mention(1, 1, (Span(0, 4),), "Volt", "Company", 1, attributes=attributes)
    editor.open_at(scheme, mention, QPoint(0, 0))
    return editor


def test_words_are_in_the_label_language_and_what_is_stored_is_not(
    parent: QWidget, look: Look
) -> None:
    look.label_language = "zh"
    editor = _opened(parent, look, level="nominal")
    level = editor.field("level")
    assert level.currentText() == "名词性"
    assert "指称层次" in {label.text() for label in editor.findChildren(QLabel)}
    edited: list[tuple[str, str]] = []
    editor.edited.connect(lambda name, value: edited.append((name, value)))
    level.setCurrentIndex(level.findText("代词"))
    level.activated.emit(level.currentIndex())
    assert edited == [("level", "pronoun")]


def test_a_value_the_scheme_does_not_list_is_shown_and_kept(parent: QWidget, look: Look) -> None:
    editor = _opened(parent, look, subtype="bakery", nation="France", mood="good")
    assert editor.field("subtype").currentText() == "bakery"
    assert editor.field("nation").currentText() == "France"
    assert editor.field("mood").currentText() == "good"
    edited: list[tuple[str, str]] = []
    editor.edited.connect(lambda name, value: edited.append((name, value)))
    editor.field("nation").setCurrentText(" Spain ")
    line = editor.field("nation").lineEdit()
    assert line is not None
    line.editingFinished.emit()
    assert edited == [("nation", "Spain")]
