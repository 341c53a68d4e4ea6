from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from evreader.ui.commands.type_bar import TypeBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.domain.scheme import Scheme
    from evreader.ui.look import Look

pytestmark = pytest.mark.gui


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def bar(qtbot: QtBot, window: QWidget, scheme: Scheme, look: Look) -> TypeBar:
    bar = TypeBar(look)
    bar.set_scheme(scheme)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(bar)
    layout.addWidget(QLineEdit())
    layout.addStretch(1)
    window.resize(2400, 300)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return bar


def chips(bar: TypeBar) -> list[QAbstractButton]:
    return [chip for chip in bar.findChildren(QAbstractButton) if not chip.isHidden()]


def test_one_button_a_type_with_key_and_guideline(bar: TypeBar, scheme: Scheme) -> None:
    assert [chip.text() for chip in chips(bar)] == [kind.labels["en"] for kind in scheme.entities]
    first = scheme.entities[0]
    assert chips(bar)[0].toolTip() == f"Company (1)\n{first.guideline}"
    assert chips(bar)[0].accessibleDescription() == first.guideline


def test_a_click_names_the_type_and_leaves_the_focus(qtbot: QtBot, bar: TypeBar) -> None:
    field = bar.window().findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setFocus()
    with qtbot.waitSignal(bar.type_chosen) as chosen:
        qtbot.mouseClick(chips(bar)[1], Qt.MouseButton.LeftButton)
    assert chosen.args == ["Person"]
    assert field.hasFocus()
    assert not chips(bar)[1].isChecked()


def test_marks_the_type_of_the_mention(bar: TypeBar) -> None:
    bar.mark("Place")
    assert [chip.text() for chip in chips(bar) if chip.isChecked()] == ["Place"]
    bar.mark("")
    assert [chip for chip in chips(bar) if chip.isChecked()] == []


def test_labels_and_colours_follow_the_look(bar: TypeBar, look: Look, scheme: Scheme) -> None:
    before = bar.grab().toImage()
    look.label_language = "zh"
    assert [chip.text() for chip in chips(bar)] == [kind.labels["zh"] for kind in scheme.entities]
    assert bar.grab().toImage() != before


@pytest.mark.parametrize("width", [2400, 1000, 600, 300])
def test_every_type_shows_at_any_width(bar: TypeBar, width: int) -> None:
    bar.window().resize(width, 300)
    boxes = [chip.geometry() for chip in chips(bar)]
    assert all(bar.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_narrow_takes_more_lines_and_gives_them_back(bar: TypeBar) -> None:
    wide = bar.height()
    bar.window().resize(320, 300)
    assert bar.height() > wide
    bar.window().resize(2400, 300)
    assert bar.height() == wide


def test_another_scheme_takes_the_place_of_the_first(bar: TypeBar, scheme: Scheme) -> None:
    bar.set_scheme(scheme)
    assert len(chips(bar)) == len(scheme.entities)
