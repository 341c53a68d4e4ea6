"""Controls as this program has them: a quiet drop-down, a small flat button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QToolButton
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QWidget


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
    button.setToolTip(told)
    button.setAccessibleName(told)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
