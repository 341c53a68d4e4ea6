"""Gestures: keys, mouse and wheel on the reader view, handed to those who understand them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QGuiApplication,
    QHelpEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractScrollArea

    from evreader.ui.reader.desk import Desk

_EDGE_INTERVAL_MS = 30
_WHEEL_STEP = 120
"""What Qt reports for one notch of a wheel."""


class Gestures(QObject):
    """Turns what the user's hands do on a view into steps on its desk.

    Signals:
        mention_clicked, context_menu_wanted, link_menu_wanted: see ``ReaderView``.
        rested: the pointer rests at this point of the viewport, on nothing that has a hint.
        zoom_wanted: by so many steps, smaller if negative.
    """

    mention_clicked = Signal(int)
    context_menu_wanted = Signal(QPoint, object)
    link_menu_wanted = Signal(QPoint)
    rested = Signal(QPoint)
    zoom_wanted = Signal(int)

    def __init__(self, view: QAbstractScrollArea, desk: Desk) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self._turned = 0
        self._edge_timer = QTimer(self)
        self._edge_timer.timeout.connect(self._scroll_at_edge)
        self._mouse = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseMove: self._move,
            QEvent.Type.MouseButtonRelease: self._release,
            QEvent.Type.MouseButtonDblClick: self._double_click,
        }

    def set_desk(self, desk: Desk) -> None:
        """Work on this from now on."""
        self._desk = desk

    def take(self, event: QEvent) -> bool:
        """Act on an event of the viewport; False if it is none of these gestures."""
        kind = event.type()
        if isinstance(event, QMouseEvent) and kind in self._mouse:
            self._mouse[kind](event)
            return True
        if isinstance(event, QHelpEvent):
            self._rest(event)
            return True
        if kind == QEvent.Type.Leave:
            self._leave()
        return isinstance(event, QWheelEvent) and self._turn_wheel(event)

    def press_key(self, event: QKeyEvent) -> None:
        """A key went down; what means nothing here is left to the window."""
        if not self._desk.keyboard.press(event):
            # Also what a scroll area would take.
            event.ignore()
            return
        event.accept()
        self._desk.guide.follow()
        self._desk.moved.emit()

    def _press(self, event: QMouseEvent) -> None:
        """A button of the mouse went down."""
        desk = self._desk
        if event.button() != QtCore.Qt.MouseButton.LeftButton:
            return
        control = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier)
        if desk.linking.press(event.position().toPoint(), add=control):
            return
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        if not desk.mouse.triple_click(event, interval):
            desk.mouse.press(event)

    def _move(self, event: QMouseEvent) -> None:
        """The pointer moved, with a button down or without."""
        desk, viewport = self._desk, self._view.viewport()
        point = event.position().toPoint()
        if not desk.linking.move(point):
            desk.mouse.move(event)
        if not desk.mouse.is_dragging:
            viewport.setCursor(desk.linking.cursor(point) or desk.mouse.cursor(point))
        elif not viewport.rect().contains(point):
            self._edge_timer.start(_EDGE_INTERVAL_MS)

    def _release(self, event: QMouseEvent) -> None:
        """A button of the mouse went up."""
        self._edge_timer.stop()
        if event.button() != QtCore.Qt.MouseButton.LeftButton:
            return
        if self._desk.linking.release(event.position().toPoint()):
            return
        mention = self._desk.mouse.release(event)
        if mention:
            self.mention_clicked.emit(mention)

    def _double_click(self, event: QMouseEvent) -> None:
        """A button went down twice within a short time."""
        if event.button() == QtCore.Qt.MouseButton.LeftButton:
            self._desk.mouse.double_click(event)

    def _leave(self) -> None:
        """The pointer left the viewport."""
        self._desk.mouse.hover(None)
        self._desk.linking.leave()

    def _rest(self, event: QHelpEvent) -> None:
        """The pointer rests: say what a click would do there."""
        text = self._desk.linking.hint(event.pos()) or self._desk.mouse.hint(event.pos())
        QToolTip.showText(event.globalPos(), text, self._view.viewport(), QRect())
        if not text:
            self.rested.emit(event.pos())

    def _turn_wheel(self, event: QWheelEvent) -> bool:
        """The wheel turned; False if that only scrolls."""
        if not event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
            return False
        # A touchpad sends many small turns: they add up to a step.
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _WHEEL_STEP)
        self._turned -= steps * _WHEEL_STEP
        if steps:
            self.zoom_wanted.emit(steps)
        event.accept()
        return True

    def ask_for_menu(self, event: QContextMenuEvent) -> None:
        """A menu is wanted, by mouse or key; there is none where no article is open."""
        desk = self._desk
        if not desk.page.article:
            return
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            if desk.linking.mark_at(event.pos()) is not None:
                desk.linking.press(event.pos(), add=False)
                self.link_menu_wanted.emit(event.globalPos())
                return
            hit = desk.mouse.right_click(event.pos())
            self.context_menu_wanted.emit(event.globalPos(), hit)
            return
        rect = desk.spots.caret(desk.choice.caret.head)
        if rect is None:
            self.context_menu_wanted.emit(self._view.mapToGlobal(QPoint(0, 0)), None)
            return
        point = rect.toRect().bottomLeft()
        place = self._view.viewport().mapToGlobal(point)
        self.context_menu_wanted.emit(place, desk.mouse.hit(point))

    def _scroll_at_edge(self) -> None:
        """While a selection is drawn beyond the view: scroll there and draw on."""
        viewport, bar = self._view.viewport(), self._view.verticalScrollBar()
        point, box = viewport.mapFromGlobal(QCursor.pos()), viewport.rect()
        if not self._desk.mouse.is_dragging or box.contains(point):
            self._edge_timer.stop()
            return
        beyond = point.y() - (box.bottom() if point.y() > 0 else 0)
        bar.setValue(bar.value() + beyond)
        self._desk.mouse.drag_to(QPoint(point.x(), min(max(point.y(), 0), box.bottom())))
