"""A scroll area on which files, addresses and text may be dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractScrollArea

from evreader.override import override

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent


class DropArea(QAbstractScrollArea):
    """Tells what was dropped on it: paths and addresses, a piece of a web page, or a text.

    Whoever derives from it calls ``setAcceptDrops``.
    """

    files_dropped = Signal(list)
    text_dropped = Signal(str)
    page_dropped = Signal(str)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasUrls() or data.hasHtml() or data.hasText():
            event.acceptProposedAction()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        event.acceptProposedAction()
        if data.hasUrls():
            self.files_dropped.emit([url.toLocalFile() or url.toString() for url in data.urls()])
        elif data.hasHtml():
            self.page_dropped.emit(data.html())
        elif data.hasText():
            self.text_dropped.emit(data.text())
