"""The canvas of the reader view: scrolling, painting, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QFrame, QWidget

from evreader.domain.reading import Place
from evreader.override import override
from evreader.ui.reader.drop_area import DropArea
from evreader.ui.reader.ink import fill
from evreader.ui.reader.page import Position
from evreader.ui.reader.painter import ReaderPainter, Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QPaintEvent,
        QResizeEvent,
    )

    from evreader.domain.reading import Selection
    from evreader.ui.look import Look
    from evreader.ui.reader.desk import Desk
    from evreader.ui.reader.page import Cell

_STRONG_FOCUS, _ALWAYS_ON, _ALWAYS_OFF = 11, 2, 1
"""``Qt.FocusPolicy.StrongFocus``, ``Qt.ScrollBarPolicy.ScrollBarAlwaysOn`` and ``…AlwaysOff``."""


class ReaderCanvas(DropArea):
    """Scrolls and paints the open article and hands events to those who understand them."""

    selection_changed = Signal()
    mention_selected = Signal(int)
    first_painted = Signal()
    kind_change_wanted = Signal(int)
    translation_wanted = Signal(int)
    link_wanted = Signal(object)
    pointed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._desk: Desk | None = None
        self._painter = ReaderPainter(look)
        self._awaits_paint = False
        self._flash: Selection | None = None
        self._caret_is_lit = True
        self._shows_borders = False
        self._flash_timer = self._timer(self._end_flash)
        self._flash_timer.setSingleShot(True)
        self._blink_timer = self._timer(self._blink)
        self._ahead_timer = self._timer(self._look_ahead)
        self._set_up()
        look.changed.connect(self._restyle)
        look.zoomed.connect(self._restyle)

    def _timer(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(act)
        return timer

    def _set_up(self) -> None:
        # Of a viewport made by Qt, PySide would have to find out the class, and for that load all
        # classes of widgets: 20 ms.
        self.setViewport(QWidget(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        # As properties they take numbers: the enums of ``Qt`` would take 20 ms (see ``ink``).
        self.setProperty("focusPolicy", _STRONG_FOCUS)
        self.setProperty("verticalScrollBarPolicy", _ALWAYS_ON)
        self.setProperty("horizontalScrollBarPolicy", _ALWAYS_OFF)
        self.setMinimumSize(320, 160)
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self._take_colors()

    def scroll_by_strips(self) -> None:
        """Let a scrolled view paint only what came into it; half of the time of a frame.

        Not at the start: it takes an enum of ``Qt`` (see ``ink``).
        """
        self.viewport().setAttribute(QtCore.Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _take_colors(self) -> None:
        """What paints here begins with a pen in the colour of text."""
        palette = self.viewport().palette()
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            palette.setColor(role, self._look.color("text"))
        self.viewport().setPalette(palette)

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
            desk.reader.translation_wanted.connect(self.translation_wanted)
            desk.reader.link_wanted.connect(self.link_wanted)
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
        row, cell = desk.page.rows.row_of(passage), self.cell_of(passage)
        if row is None or cell is None:
            return
        first, last = cell.layout.caret_rect(start), cell.layout.caret_rect(end)
        em = self._look.size("text")
        top, bottom = cell.y + round(first.top()), cell.y + round(last.bottom()) + em
        if bottom - top > desk.viewpoint.height:
            bottom = cell.y + round(first.bottom()) + em
        if desk.viewpoint.show(row, top, bottom, margin=2 * em):
            self._sync_bar()
            self.viewport().update()

    def _bring_out(self, passage: int) -> bool:
        """Show a passage that is folded away or hidden; False if it is not in the article."""
        if self._desk is None or self._desk.page.rows.index(passage) is None:
            return False
        rows = self._desk.page.rows
        fold = rows.fold_of(passage)
        if fold is not None:
            self._toggle_fold(fold.key)
            rows = self._desk.page.rows
        row = rows.row_of(passage)
        if row is not None and not rows.is_shown(passage):
            self._open_row(row)
        return True

    def _open_row(self, row: int, *, opened: bool = True) -> None:
        """Show the passages that a row hides, or hide them again."""
        desk = self._desk
        if desk is None:
            return
        desk.page.rows.open(row, opened=opened)
        desk.page.refresh(desk.page.rows.members(row))
        desk.viewpoint.settle()
        self._sync_bar()
        self.viewport().update()

    def unfold_all(self, unfolded: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Show all boilerplate, or fold it."""
        desk = self._desk
        if desk is None:
            return
        place = self._place()
        folds = desk.page.rows.folds.values()
        desk.page.set_unfolded(fold.key for fold in folds if unfolded)
        self._stand_on(place)
        desk.reader.leave_fold()
        desk.reader.recheck()
        self.viewport().update()

    def show_borders(self, shown: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Mark where sentences begin, or not."""
        self._shows_borders = shown
        self.viewport().update()

    def _toggle_fold(self, key: int) -> None:
        desk = self._desk
        if desk is None:
            return
        row = desk.page.rows.fold_row(key)
        if row is None:
            return
        y = desk.page.top(row) - desk.viewpoint.top
        unfolded = {fold.key for fold in desk.page.rows.folds.values() if fold.is_open}
        desk.page.set_unfolded(unfolded ^ {key})
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
        self.pointed.emit()

    def _tell_selection(self) -> None:
        head = self._desk.reader.caret.head if self._desk else None
        if head is not None:
            from PySide6.QtGui import QAccessible, QAccessibleTextCursorEvent

            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self, head.offset))
        self.selection_changed.emit()

    def _restyle(self) -> None:
        self._take_colors()
        if self._desk is not None:
            place = self._place()
            self._desk.page.arrange()
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

    def _look_ahead(self) -> None:
        """While nothing else is to do: row by row, what comes into view next."""
        if self._desk is None or not self._desk.viewpoint.look_ahead():
            self._ahead_timer.stop()
            self._sync_bar()

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

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        desk = self._desk
        if desk is None:
            return
        desk.viewpoint.height = self.viewport().height()
        place = self._place()
        if desk.page.set_width(self.viewport().width()):
            self._stand_on(place)
        else:
            desk.viewpoint.settle()
            self._sync_bar()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        fill(painter, event.rect(), self._look.color("paper"))
        desk = self._desk
        if desk is not None:
            self._painter.paint(
                painter,
                desk.page,
                area=event.rect(),
                top=desk.viewpoint.top,
                shown=self._shown(desk),
            )
        else:
            self._paint_hint(painter)
        painter.end()
        self._ahead_timer.start(0)
        if desk is not None and self._awaits_paint:
            self._awaits_paint = False
            self.first_painted.emit()

    def _paint_hint(self, painter: QPainter) -> None:
        """Say how to begin, where no article is open."""
        painter.setPen(self._look.color("muted"))
        hint = self.tr("No article is open.\n\nDrop files here, or press Ctrl+I to import some.")
        painter.drawText(self.viewport().rect(), QtCore.Qt.AlignmentFlag.AlignCenter, hint)

    def _shown(self, desk: Desk) -> Shown:
        reader = desk.reader
        is_lit = self.hasFocus() and self._caret_is_lit and reader.fold is None
        return Shown(
            caret=reader.caret.head if is_lit else None,
            selected=reader.selected,
            mentions=reader.mentions,
            active=reader.active,
            hovered=desk.mouse.hovered,
            flash=self._flash,
            fold=reader.fold,
            hovered_fold=desk.mouse.hovered_fold,
            picked=reader.picked,
            handle=desk.linking.handle,
            thread=desk.linking.thread,
            borders=self._shows_borders,
        )
