"""A menu that opens over the reader."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMenu

from evreader.override import override


class PopupMenu(QMenu):
    """While it is open, letters choose from it; the reader's commands do not get them.

    A menu does not take the focus, so Qt would try the shortcuts of the widget below first.
    """

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)
