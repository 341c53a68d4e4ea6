"""Controls as this program has them: a quiet drop-down, a small flat button."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from evreader.override import override

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QLayout


class Chooser(QComboBox):
    """A drop-down that leaves the mouse wheel to the page around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def plain_button(text: str, told: str, parent: QWidget) -> QToolButton:
    """A small flat button; ``told`` is its tooltip and what a screen reader says."""
    button = QToolButton(parent)
    button.setText(text)
    tell(button, told)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def tell(control: QWidget, told: str) -> None:
    """Say what a control is for, to those who see it and to those who hear it."""
    control.setToolTip(told)
    control.setAccessibleName(told)


def walk_in_order(page: QWidget) -> None:
    """Let Tab walk the fields of a page as they are laid out, whenever they were made."""
    for field, following in pairwise(_fields(page)):
        QWidget.setTabOrder(field, following)


def _fields(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all in it that Tab stops at, in the order of their layouts."""
    if widget.focusProxy() is None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _fields_in(layout)


def _fields_in(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner, widget = (item.layout(), item.widget()) if item else (None, None)
        if inner is not None:
            yield from _fields_in(inner)
        elif widget is not None:
            yield from _fields(widget)


def move_on_screen(popup: QWidget, place: QPoint) -> None:
    """Put a pop-up at a point of the screen, or at the nearest where all of it can be seen."""
    room = (popup.parentWidget() or popup).screen().availableGeometry()
    x = max(room.left(), min(place.x(), room.right() - popup.width()))
    y = max(room.top(), min(place.y(), room.bottom() - popup.height()))
    popup.move(x, y)
