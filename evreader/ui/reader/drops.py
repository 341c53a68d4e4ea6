"""Drops: files, addresses, pieces of web pages and text dragged onto the reader view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData


class Drops(QObject):
    """Tells what was dropped: paths and addresses, a piece of a web page, or a text."""

    files_dropped = Signal(list)
    text_dropped = Signal(str)
    page_dropped = Signal(str)

    def take(self, event: QEvent) -> bool:
        """Act on an event of the viewport; False if nothing is dragged in it."""
        # A drop is a move, and so is its beginning.
        if not isinstance(event, QDropEvent):
            return False
        data = event.mimeData()
        if event.type() != QEvent.Type.DragEnter or _is_welcome(data):
            event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._tell(data)
        return True

    def _tell(self, data: QMimeData) -> None:
        """Say what it is, once: files rather than their names, a page rather than its text."""
        if data.hasUrls():
            self.files_dropped.emit([url.toLocalFile() or url.toString() for url in data.urls()])
        elif data.hasHtml():
            self.page_dropped.emit(data.html())
        elif data.hasText():
            self.text_dropped.emit(data.text())


def _is_welcome(data: QMimeData) -> bool:
    return data.hasUrls() or data.hasHtml() or data.hasText()
