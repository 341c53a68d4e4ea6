"""The legend of the network: which line stands for which type of deal, and which are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evreader.ui.network.picture import Line

WIDTH, HEIGHT = 300, 104
"""Greatest width beside the picture, height below it."""
UNBOUNDED = 16_777_215
"""Qt's word for no limit to a widget's size."""
SAMPLE = QSize(36, 14)
FINENESS = 2
"""Pixels of a saved picture to each pixel on screen, both ways."""


class Legend(QScrollArea):
    """The deal types that are present, each with its line; unchecked ones are filtered out.

    Signals:
        changed: a box was checked or unchecked.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._beside = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_lines(self, lines: Mapping[str, Line], counts: Mapping[str, int]) -> None:
        """Show these deal types with the number of deals of each; what was unchecked stays so."""
        hidden = self.hidden()
        self._boxes = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(2)
        for kind, line in lines.items():
            box = QCheckBox(f"{line.label} ({counts[kind]:,})")
            box.setIcon(_sample(line))
            box.setIconSize(SAMPLE)
            box.setChecked(kind not in hidden)
            box.toggled.connect(self.changed)
            column.addWidget(box)
            self._boxes[kind] = box
        column.addStretch(1)
        self.setWidget(inside)
        self.stand(beside=self._beside)

    def stand(self, *, beside: bool) -> None:
        """Take a column beside the picture, or a strip below it."""
        self._beside = beside
        width = WIDTH
        inside = self.widget()
        if inside is not None:
            bar = self.verticalScrollBar().sizeHint().width()
            width = min(inside.sizeHint().width() + bar, WIDTH)
        self.setMinimumWidth(width if beside else 0)
        self.setMaximumSize(*((width, UNBOUNDED) if beside else (UNBOUNDED, HEIGHT)))

    def hidden(self) -> frozenset[str]:
        """The deal types that are filtered out."""
        return frozenset(kind for kind, box in self._boxes.items() if not box.isChecked())


def _sample(line: Line) -> QIcon:
    """A short piece of the line."""
    pixmap = QPixmap(SAMPLE * FINENESS)
    pixmap.setDevicePixelRatio(FINENESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(line.pen())
    middle = SAMPLE.height() / 2
    painter.drawLine(QPointF(0, middle), QPointF(SAMPLE.width(), middle))
    painter.end()
    return QIcon(pixmap)
