"""Gestures: keys, mouse and wheel on the reader view, handed to those who understand them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QToolTip

from evreader.override import override
from evreader.ui.reader.canvas import ReaderCanvas

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from evreader.ui.look import Look

_EDGE_INTERVAL = 30
_WHEEL_STEP = 120


class ReaderGestures(ReaderCanvas):
    """A canvas on which the user can do something."""

    mention_clicked = Signal(int)
    context_menu_wanted = Signal(QPoint, object)
    zoom_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._turned = 0
        super().__init__(look, parent)
        self._edge_timer = self._timer(self._scroll_at_edge)

    def select_passage(self) -> None:
        """Select the whole passage that the caret is in."""
        if self._desk is not None:
            self._desk.reader.select_passage()

    def go_to_counterpart(self) -> None:
        """Put the caret on what says the same in the other column."""
        desk = self._desk
        if desk is None or desk.keyboard.start() or desk.reader.caret.head is None:
            return
        beside = desk.reader.movement.beside(desk.reader.caret.head)
        if beside is not None:
            desk.reader.put(beside)
            self._show_range(beside.passage, beside.offset, beside.offset)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        desk = self._desk
        if desk is None or not desk.keyboard.press(event):
            # Everything else is a command of the window: also what a scroll area would take.
            event.ignore()
            return
        event.accept()
        head = desk.reader.caret.head
        if desk.reader.fold is not None:
            self._show_fold(desk.reader.fold)
        elif head is not None:
            self._show_range(head.passage, head.offset, head.offset)
        self._sync_bar()

    def _show_fold(self, key: int) -> None:
        desk = self._desk
        row = desk.page.rows.fold_row(key) if desk else None
        if desk is None or row is None:
            return
        if desk.viewpoint.show(row, 0, desk.page.measure(row), margin=0):
            self._sync_bar()
            self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._desk is not None and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._desk.keyboard.start()
        flash = QGuiApplication.styleHints().cursorFlashTime()
        self._caret_is_lit = True
        if flash > 0:
            self._blink_timer.start(flash // 2)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._blink_timer.stop()
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        desk = self._desk
        if desk is None or event.button() != Qt.MouseButton.LeftButton:
            return
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        if not desk.mouse.triple_click(event, interval):
            desk.mouse.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        desk = self._desk
        if desk is None:
            return
        desk.mouse.move(event)
        point = event.position().toPoint()
        if not desk.mouse.is_dragging:
            self.viewport().setCursor(desk.mouse.cursor(point))
        elif not self.viewport().rect().contains(point):
            self._edge_timer.start(_EDGE_INTERVAL)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._edge_timer.stop()
        if self._desk is not None and event.button() == Qt.MouseButton.LeftButton:
            mention = self._desk.mouse.release(event)
            if mention:
                self.mention_clicked.emit(mention)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._desk is not None and event.button() == Qt.MouseButton.LeftButton:
            self._desk.mouse.double_click(event)

    def _scroll_at_edge(self) -> None:
        """While a selection is drawn beyond the view: scroll there and draw on."""
        desk = self._desk
        point = self.viewport().mapFromGlobal(QCursor.pos())
        box = self.viewport().rect()
        if desk is None or not desk.mouse.is_dragging or box.contains(point):
            self._edge_timer.stop()
            return
        beyond = point.y() - (box.bottom() if point.y() > 0 else 0)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + beyond)
        desk.mouse.drag_to(QPoint(point.x(), min(max(point.y(), 0), box.bottom())))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # A touchpad sends many small turns: they add up to a step.
            self._turned += event.angleDelta().y()
            steps = int(self._turned / _WHEEL_STEP)
            self._turned -= steps * _WHEEL_STEP
            if steps:
                self.zoom_wanted.emit(steps)
            event.accept()
            return
        super().wheelEvent(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        desk = self._desk
        if desk is not None and event.type() == QEvent.Type.Leave:
            desk.mouse.hover(None)
        if desk is not None and isinstance(event, QHelpEvent):
            text = desk.mouse.hint(event.pos())
            QToolTip.showText(event.globalPos(), text, self.viewport(), QRect())
            return True
        return super().viewportEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        desk = self._desk
        if desk is None:
            return
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            hit = desk.mouse.right_click(event.pos())
            self.context_menu_wanted.emit(event.globalPos(), hit)
            return
        head = desk.reader.caret.head
        rect = desk.page.caret_rect(head) if head else None
        if rect is None:
            self.context_menu_wanted.emit(self.mapToGlobal(QPoint(0, 0)), None)
            return
        point = rect.translated(0, -desk.viewpoint.top).toRect().bottomLeft()
        self.context_menu_wanted.emit(self.viewport().mapToGlobal(point), desk.mouse.hit(point))
