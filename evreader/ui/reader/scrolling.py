"""Scrolling: the view's scroll bar and the viewpoint of its desk, kept in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSignalBlocker, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

    from evreader.ui.reader.desk import Desk


class Scrolling(QObject):
    """Moves a desk's viewpoint with the scroll bar of a view, and the bar with the viewpoint."""

    def __init__(self, view: QAbstractScrollArea, desk: Desk) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self._ahead_timer = QTimer(self)
        self._ahead_timer.timeout.connect(self._look_ahead)

    def set_desk(self, desk: Desk) -> None:
        """Scroll this from now on."""
        self._desk = desk
        self.follow_desk()

    def look_ahead_soon(self) -> None:
        """While nothing else is to do: lay out, row by row, what comes into view next."""
        self._ahead_timer.start(0)

    def follow_desk(self) -> None:
        """Let the bar say where the viewpoint is; it must not move that in turn."""
        bar, viewpoint = self._view.verticalScrollBar(), self._desk.viewpoint
        blocker = QSignalBlocker(bar)
        bar.setRange(0, viewpoint.limit)
        bar.setPageStep(max(self._view.viewport().height(), 1))
        bar.setSingleStep(self._desk.page.columns.em * 3)
        bar.setValue(viewpoint.top)
        blocker.unblock()

    def follow_bar(self) -> None:
        """The bar was moved: show what is there, with as little painting as possible."""
        view, viewport = self._view, self._view.viewport()
        moved = self._desk.viewpoint.scroll_to(view.verticalScrollBar().value())
        self.follow_desk()
        is_whole = view.devicePixelRatioF() == int(view.devicePixelRatioF())
        if abs(moved) < viewport.height() and is_whole:
            viewport.scroll(0, moved)
        else:
            viewport.update()

    def _look_ahead(self) -> None:
        if not self._desk.viewpoint.look_ahead():
            self._ahead_timer.stop()
            self.follow_desk()
