"""A pop-up of types to choose from by key, arrows or mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap

from evreader.override import override
from evreader.ui.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QAction, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from evreader.domain.scheme import DealType, EntityType
    from evreader.ui.look import Look

_MARK = 12


class TypeMenu(PopupMenu):
    """Entity or deal types with their keys.

    Signals:
        chosen: the name of a type.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._by_key: dict[str, QAction] = {}
        self.triggered.connect(self._choose)
        self.setToolTipsVisible(True)

    def open_at(self, types: Sequence[EntityType] | Sequence[DealType], place: QPoint) -> None:
        """Pop up with these types at a point of the screen."""
        self.clear()
        self._by_key = {}
        for kind in types:
            text = self._look.type_label(kind.name).replace("&", "&&")
            action = self.addAction(self._mark(kind.name), f"{text}\t{kind.key}")
            action.setData(kind.name)
            action.setToolTip(kind.guideline)
            if kind.key:
                self._by_key[kind.key.upper()] = action
        if self.actions():
            self.setActiveAction(self.actions()[0])
        self.popup(place)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._by_key.get(event.text().upper())
        if action is None:
            super().keyPressEvent(event)
            return
        self.close()
        action.trigger()

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))

    def _mark(self, type_name: str) -> QIcon:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(_MARK * ratio), round(_MARK * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.type_color(type_name))
        painter.drawRoundedRect(1, 1, _MARK - 2, _MARK - 2, 3, 3)
        painter.end()
        return QIcon(picture)
