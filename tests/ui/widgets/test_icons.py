from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette

from evreader.ui.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.gui

NAMES = ("undo", "redo", "import", "export", "deal", "find", "lock", "set")


def ink(drawn: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = drawn.pixmap(QSize(32, 32), mode).toImage()
    colors = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    return {color.name() for color in colors if color.alpha() == 255}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn(name: str) -> None:
    assert ink(icon(name))


def test_icons_follow_the_palette(qapp: QApplication) -> None:
    before = qapp.palette()
    drawn = icon("undo")
    palette = QPalette(before)
    palette.setColor(QPalette.ColorRole.ButtonText, QColor("#ff8800"))
    qapp.setPalette(palette)
    try:
        assert ink(drawn) == {"#ff8800"}
        assert ink(QIcon(drawn)) == {"#ff8800"}
    finally:
        qapp.setPalette(before)


def test_an_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        icon("unicorn")
