"""The canvas of the reader view: scrolling, painting, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleTextCursorEvent, QPainter
from PySide6.QtWidgets import QFrame
from typing_extensions import override

from evreader.domain.reading import Place
from evreader.ui.reader.drop_area import DropArea
from evreader.ui.reader.page import Position
from evreader.ui.reader.painter import ReaderPainter, Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QPaintEvent,
        QResizeEvent,
    )
    from PySide6.QtWidgets import QWidget

    from evreader.domain.reading import Selection
    from evreader.ui.look import Look
    from evreader.ui.reader.desk import Desk
    from evreader.ui.reader.page import Cell


class ReaderCanvas(DropArea):
    """Scrolls and paints the open article and hands events to those who understand them."""

    selection_changed = Signal()
    mention_selected = Signal(int)
    place_changed = Signal()
    first_painted = Signal()
    kind_change_wanted = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._desk: Desk | None = None
        self._painter = ReaderPainter(look)
        self._awaits_paint = False
        self._flash: Selection | None = None
        self._caret_is_lit = True
        self._flash_timer = self._timer(self._end_flash)
        self._flash_timer.setSingleShot(True)
        self._blink_timer = self._timer(self._blink)
        self._set_up()
        look.changed.connect(self._restyle)

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(act)
        return timer

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(320, 160)
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # The open article

    def _set_desk(self, desk: Desk | None) -> None:
        """Show another article, or nothing."""
        if self._desk is not None:
            self._desk.deleteLater()
        self._desk = desk
        self._flash = None
        self._awaits_paint = desk is not None
        if desk is not None:
            desk.reader.changed.connect(self._show_change)
            desk.reader.selection_changed.connect(self._tell_selection)
            desk.reader.mention_selected.connect(self.mention_selected)
            desk.reader.fold_toggled.connect(self._toggle_fold)
            desk.reader.kind_change_wanted.connect(self.kind_change_wanted)
        self._sync_bar()
        self.viewport().update()

    def _stand_at(self, place: Place) -> None:
        if self._desk is None:
            return
        rows = self._desk.page.rows
        row = rows.row_of(place.passage) if place.passage else None
        if row is not None:
            self._desk.viewpoint.stand_on(row, place.offset)
        if place.caret_passage and rows.index(place.caret_passage) is not None:
            content = self._desk.page.content(place.caret_passage)
            offset = min(place.caret, len(content.passage.text)) if content else 0
            self._desk.reader.put(Position(place.caret_passage, offset))

    def _place(self) -> Place:
        if self._desk is None or not len(self._desk.page.rows):
            return Place()
        row, offset = self._desk.viewpoint.anchor()
        head = self._desk.reader.caret.head or Position(0, 0)
        passage = self._desk.page.rows.first_passage(row)
        return Place(passage, offset, head.passage, head.offset)

    def _show_range(self, passage: int, start: int, end: int) -> None:
        """Scroll no more than needed to have a stretch of a passage in view."""
        desk = self._desk
        if desk is None:
            return
        found = desk.page.cell(passage)
        if found is None:
            return
        row_top, cell = found
        first, last = cell.layout.caret_rect(start), cell.layout.caret_rect(end)
        y0, y1 = row_top + cell.y + first.top(), row_top + cell.y + last.bottom()
        room = self._look.size("text") * 3
        if not desk.viewpoint.shows(round(y0), round(y1) + self._look.size("text")):
            if y1 - y0 > desk.viewpoint.height:
                y1 = y0 + first.height()
            is_far = abs(y0 - desk.viewpoint.top) > 2 * desk.viewpoint.height
            margin = desk.viewpoint.height // 3 if is_far else room
            desk.viewpoint.scroll_to(desk.viewpoint.top_for(round(y0), round(y1), margin))
            self._sync_bar()
            self.viewport().update()
            self.place_changed.emit()

    def _bring_out(self, passage: int) -> bool:
        """Unfold the boilerplate a passage is folded into; False if it is not in the article."""
        if self._desk is None or self._desk.page.rows.index(passage) is None:
            return False
        fold = self._desk.page.rows.fold_of(passage)
        if fold is not None:
            self._toggle_fold(fold.key)
        return True

    def unfold_all(self, unfolded: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Show all boilerplate, or fold it."""
        desk = self._desk
        if desk is None:
            return
        place = self._place()
        for fold in list(desk.page.rows.folds.values()):
            desk.page.fold(fold.key, is_open=unfolded)
        self._stand_on(place)
        desk.reader.leave_fold()
        desk.reader.recheck()
        self.viewport().update()

    def _toggle_fold(self, key: int) -> None:
        desk = self._desk
        if desk is None:
            return
        row = desk.page.rows.fold_row(key)
        if row is None:
            return
        y = desk.page.top(row) - desk.viewpoint.top
        desk.page.fold(key, is_open=not desk.page.rows.folds[row].is_open)
        # Rows before it may have estimated heights again: the fold stays under the pointer.
        desk.viewpoint.stand_at(row, y)
        desk.reader.leave_fold()
        desk.reader.recheck()
        self._sync_bar()
        self.viewport().update()

    # What stands where

    def cells_in_view(self) -> list[tuple[int, Cell]]:
        """The cells in view, row by row, each with where it begins in the view."""
        if self._desk is None:
            return []
        top = self._desk.viewpoint.top
        rows = self._desk.page.between(top, top + self._desk.viewpoint.height)
        return [(y - top + cell.y, cell) for y, placed in rows for cell in placed.cells]

    def cell_of(self, passage: int) -> Cell | None:
        """The cell of a passage of the open article."""
        found = self._desk.page.cell(passage) if self._desk else None
        return found[1] if found else None

    def character_rect(self, passage: int, offset: int) -> QRect:
        """Where a character is on the screen."""
        desk = self._desk
        rect = desk.page.caret_rect(Position(passage, offset)) if desk else None
        if desk is None or rect is None:
            return QRect()
        box = rect.translated(0, -desk.viewpoint.top).toRect()
        return QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())

    def position_at(self, point: QPoint) -> Position | None:
        """The caret position nearest to a point of the view."""
        hit = self._desk.mouse.hit(point) if self._desk else None
        return hit.position if hit else None

    def anchor_point(self) -> QPoint:
        """Where a pop-up about the selection belongs, in the viewport: below the caret."""
        desk = self._desk
        head = desk.reader.caret.head if desk else None
        rect = desk.page.caret_rect(head) if desk and head else None
        if desk is None or rect is None:
            return self.viewport().rect().center()
        return rect.translated(0, -desk.viewpoint.top).bottomLeft().toPoint() + QPoint(0, 8)

    # Changes to show

    def _show_change(self) -> None:
        self._caret_is_lit = True
        self.viewport().update()

    def _tell_selection(self) -> None:
        head = self._desk.reader.caret.head if self._desk else None
        if head is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self, head.offset))
        self.selection_changed.emit()
        self.place_changed.emit()

    def _restyle(self) -> None:
        if self._desk is not None:
            place = self._place()
            self._desk.page.restyle()
            self._stand_on(place)
        self.viewport().update()

    def _stand_on(self, place: Place) -> None:
        """After everything was laid out anew: the same row on top as before."""
        if self._desk is not None:
            row = self._desk.page.rows.row_of(place.passage) or 0
            self._desk.viewpoint.stand_on(row, place.offset)
            self._sync_bar()

    def _end_flash(self) -> None:
        self._flash = None
        self.viewport().update()

    def _blink(self) -> None:
        self._caret_is_lit = not self._caret_is_lit
        self._update_caret()

    def _update_caret(self) -> None:
        desk = self._desk
        rect = (
            desk.page.caret_rect(desk.reader.caret.head)
            if desk and desk.reader.caret.head
            else None
        )
        if desk is not None and rect is not None:
            box = rect.translated(0, -desk.viewpoint.top).toAlignedRect()
            self.viewport().update(box.adjusted(-1, -1, 1, 1))

    def _sync_bar(self) -> None:
        """Let the scroll bar say where the view is; it must not move the view in turn."""
        bar = self.verticalScrollBar()
        blocker = QSignalBlocker(bar)
        desk = self._desk
        bar.setRange(0, desk.viewpoint.limit if desk else 0)
        bar.setPageStep(max(self.viewport().height(), 1))
        bar.setSingleStep(self._look.size("text") * 3)
        bar.setValue(desk.viewpoint.top if desk else 0)
        blocker.unblock()

    # Events

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        desk = self._desk
        if desk is None:
            return
        moved = desk.viewpoint.scroll_to(self.verticalScrollBar().value())
        self._sync_bar()
        viewport = self.viewport()
        is_whole = self.devicePixelRatioF() == int(self.devicePixelRatioF())
        if abs(moved) < viewport.height() and is_whole:
            viewport.scroll(0, moved)
        else:
            viewport.update()
        self.place_changed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        desk = self._desk
        if desk is None:
            return
        desk.viewpoint.height = self.viewport().height()
        if desk.page.fits(self.viewport().width()):
            desk.viewpoint.settle()
            self._sync_bar()
        else:
            place = self._place()
            desk.page.set_width(self.viewport().width())
            self._stand_on(place)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.color("paper"))
        desk = self._desk
        if desk is not None:
            self._painter.paint(
                painter,
                desk.page,
                area=event.rect(),
                top=desk.viewpoint.top,
                shown=self._shown(desk),
            )
        painter.end()
        if desk is not None and self._awaits_paint:
            self._awaits_paint = False
            self.first_painted.emit()

    def _shown(self, desk: Desk) -> Shown:
        reader = desk.reader
        is_lit = self.hasFocus() and self._caret_is_lit and reader.fold is None
        return Shown(
            caret=reader.caret.head if is_lit else None,
            selections=reader.selections(),
            mentions=reader.mentions,
            active=reader.active,
            hovered=desk.mouse.hovered,
            flash=self._flash,
            fold=reader.fold,
            hovered_fold=desk.mouse.hovered_fold,
        )
