"""Gestures: keys, mouse and wheel on the reader view, handed to those who understand them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QToolTip

from evreader.domain.pairing import is_alive, refs_of
from evreader.override import override
from evreader.ui.reader.arranging import ArrangedReader
from evreader.ui.reader.counterpart import sentences_in
from evreader.ui.reader.gutter import link_text
from evreader.ui.reader.linking import sentence_ref
from evreader.ui.reader.page import Position

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from evreader.domain.article import SentenceRef
    from evreader.ui.look import Look

_EDGE_INTERVAL = 30
_WHEEL_STEP = 120
_CARET_MS = 50
"""How long after the text its caret comes, at the start of the program."""


class ReaderGestures(ArrangedReader):
    """A canvas on which the user can do something."""

    mention_clicked = Signal(int)
    context_menu_wanted = Signal(QPoint, object)
    link_menu_wanted = Signal(QPoint)
    rested = Signal(QPoint)
    zoom_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self._turned = 0
        super().__init__(look, parent)
        self._edge_timer = self._timer(self._scroll_at_edge)
        self._caret_is_due = False
        self.first_painted.connect(self._place_caret_soon)

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
            self._bring_out(beside.passage)
            self._show_range(beside.passage, beside.offset, beside.offset)

    def character_at(self, point: QPoint) -> tuple[int, int] | None:
        """The passage and place of the character right under a point of the view."""
        hit = self._desk.mouse.hit(point) if self._desk else None
        return hit.character if hit else None

    def word_beside(
        self, passage: int, offset: int, *, backward: bool = False
    ) -> tuple[int, int] | None:
        """A place in the next word from a place on, or in the one before it."""
        at = Position(passage, offset)
        return self._desk.reader.movement.letter(at, backward=backward) if self._desk else None

    def pick_sentence(self) -> None:
        """Collect the sentence of the caret for a command about links, or let it go again."""
        head = self._desk.reader.caret.head if self._desk else None
        if self._desk is not None and head is not None:
            self._desk.reader.pick(head)

    def picked_sentences(self) -> list[SentenceRef]:
        """The sentences collected so far."""
        return list(self._desk.reader.picked) if self._desk else []

    def let_picked_go(self) -> None:
        """Collect none."""
        if self._desk is not None and self._desk.reader.picked:
            self._desk.reader.picked = []
            self.viewport().update()

    def pointed_text(self) -> str:
        """What joins the sentence at the pointer, or else at the caret, in one line."""
        desk = self._desk
        head = desk.reader.caret.head if desk else None
        ref = desk.linking.handle if desk else None
        if desk is not None and ref is None and head is not None:
            ref = sentence_ref(desk.page, head)
        content = desk.page.content(ref.passage) if desk and ref else None
        if ref is None or content is None or content.passage.kind == "boilerplate":
            return ""
        found = [link for link in content.links if ref in refs_of(link)]
        link = max(found, key=is_alive, default=None)
        return link_text(link) if link is not None else self.tr("not linked")

    def sentences(self) -> list[SentenceRef]:
        """The sentences that the selected text touches, or the one of the caret."""
        desk = self._desk
        if desk is None:
            return []
        selected = list(desk.reader.selected.values())
        if selected:
            contents = [desk.page.content(piece.passage) for piece in selected]
            return [
                ref
                for piece, content in zip(selected, contents, strict=True)
                for ref in (sentences_in(content, piece.start, piece.end) if content else ())
            ]
        ref = sentence_ref(desk.page, desk.reader.caret.head) if desk.reader.caret.head else None
        return [ref] if ref is not None else []

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
            self._bring_out(head.passage)
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
        if self._awaits_paint:
            # The text shall not wait for its caret.
            self._caret_is_due = True
        elif self._desk is not None and event.reason() != QtCore.Qt.FocusReason.MouseFocusReason:
            self._desk.keyboard.start()
        flash = QGuiApplication.styleHints().cursorFlashTime()
        self._caret_is_lit = True
        if flash > 0:
            self._blink_timer.start(flash // 2)
        self.viewport().update()

    def _place_caret_soon(self) -> None:
        if self._caret_is_due:
            QTimer.singleShot(_CARET_MS, self, self._place_caret)

    def _place_caret(self) -> None:
        self._caret_is_due = False
        if self._desk is not None:
            self._desk.keyboard.start()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._blink_timer.stop()
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        desk = self._desk
        if desk is None or event.button() != QtCore.Qt.MouseButton.LeftButton:
            return
        control = bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier)
        if desk.linking.press(event.position().toPoint(), add=control):
            return
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        if not desk.mouse.triple_click(event, interval):
            desk.mouse.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        desk = self._desk
        if desk is None:
            return
        point = event.position().toPoint()
        if not desk.linking.move(point):
            desk.mouse.move(event)
        if not desk.mouse.is_dragging:
            self.viewport().setCursor(desk.linking.cursor(point) or desk.mouse.cursor(point))
        elif not self.viewport().rect().contains(point):
            self._edge_timer.start(_EDGE_INTERVAL)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._edge_timer.stop()
        if self._desk is not None and event.button() == QtCore.Qt.MouseButton.LeftButton:
            if self._desk.linking.release(event.position().toPoint()):
                return
            mention = self._desk.mouse.release(event)
            if mention:
                self.mention_clicked.emit(mention)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._desk is not None and event.button() == QtCore.Qt.MouseButton.LeftButton:
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
        if event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier:
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
            desk.linking.leave()
        if desk is not None and isinstance(event, QHelpEvent):
            text = desk.linking.hint(event.pos()) or desk.mouse.hint(event.pos())
            QToolTip.showText(event.globalPos(), text, self.viewport(), QRect())
            if not text:
                self.rested.emit(event.pos())
            return True
        return super().viewportEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        desk = self._desk
        if desk is None:
            return
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            if desk.linking.mark_at(event.pos()) is not None:
                desk.linking.press(event.pos(), add=False)
                self.link_menu_wanted.emit(event.globalPos())
                return
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
