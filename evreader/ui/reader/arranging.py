"""How both languages share the page: densities, counterparts on demand, pinyin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from evreader.override import override
from evreader.ui.reader.canvas import ReaderCanvas
from evreader.ui.reader.rows import other_side

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from evreader.ui.look import Look
    from evreader.ui.reader.columns import Density
    from evreader.ui.reader.desk import Desk
    from evreader.ui.reader.page import Cell, Position


class ArrangedReader(ReaderCanvas):
    """A canvas whose columns the user arranges; what is arranged lasts over articles."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._density: Density = "columns"
        self._pinyin = False

    @property
    def density(self) -> Density:
        """How both languages share the page."""
        return self._density

    @property
    def pinyin(self) -> bool:
        """Whether Chinese text has its pinyin above."""
        return self._pinyin

    def set_density(self, density: Density) -> None:
        """Let both languages share the page in another way; the place is kept."""
        if density != self._density:
            self._density = density
            self._arrange(density=density)

    def set_pinyin(self, shown: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Show pinyin above Chinese text, or not; the place is kept."""
        if shown != self._pinyin:
            self._pinyin = shown
            self._arrange()

    def cell_box(self, passage: int, *, beside: bool = False) -> QRect:
        """Where a passage is in the viewport, or the place for its counterpart; scrolled to."""
        desk = self._desk
        content = desk.page.content(passage) if desk else None
        self._show_range(passage, 0, len(content.passage.text) if content else 0)
        found = desk.page.cell(passage) if desk else None
        if desk is None or found is None:
            return self.viewport().rect()
        top, cell = found
        box = QRect(cell.x, cell.y, desk.page.columns.width, cell.layout.height)
        if beside:
            box = self._box_beside(box, cell)
        return box.translated(0, top - desk.viewpoint.top)

    def _box_beside(self, box: QRect, cell: Cell) -> QRect:
        """The place for the counterpart of a cell, given where that stands on its row."""
        columns = self._desk.page.columns if self._desk else None
        if columns is None or columns.is_single:
            return box.translated(0, box.height())
        return QRect(columns.x(other_side(cell.side)), box.y(), box.width(), box.height())

    def stretch_box(self, passage: int, start: int, end: int) -> QRect:
        """Where the first line of a stretch of text is in the viewport."""
        found = self._desk.page.cell(passage) if self._desk else None
        if self._desk is None or found is None:
            return QRect()
        top, cell = found
        rect = next(cell.layout.rects(start, end), cell.layout.caret_rect(start))
        y = top + cell.y - self._desk.viewpoint.top
        return rect.translated(cell.x, y).toAlignedRect()

    def toggle_counterpart(self) -> bool:
        """Show what says the same as the caret's passage, below it, or hide it again.

        False where nothing is hidden: no caret, or both languages are shown.
        """
        head = self._desk.reader.caret.head if self._desk else None
        if self._desk is None or head is None or self._desk.page.rows.alone is None:
            return False
        self._toggle_row(head.passage)
        self._show_range(head.passage, head.offset, head.offset)
        return True

    @override
    def _set_desk(self, desk: Desk | None) -> None:
        super()._set_desk(desk)
        if desk is not None:
            desk.reader.counterpart_wanted.connect(self._toggle_row)

    def _arrange(self, density: Density | None = None) -> None:
        desk = self._desk
        if desk is None:
            return
        place, height = self._place(), self._caret_height()
        desk.page.arrange(density=density, pinyin=self._pinyin)
        head = desk.reader.caret.head
        if head is not None:
            self._leave_hidden(head)
        if height is None or not self._hold_caret(height):
            self._stand_on(place)
        desk.mouse.hover(None)
        desk.reader.recheck()
        self.viewport().update()

    def _caret_height(self) -> int | None:
        """Where the caret is in the view; None if it is not to be seen."""
        desk = self._desk
        head = desk.reader.caret.head if desk else None
        rect = desk.page.caret_rect(head) if desk and head else None
        if desk is None or rect is None:
            return None
        y = round(rect.top()) - desk.viewpoint.top
        return y if 0 <= y < desk.viewpoint.height else None

    def _hold_caret(self, height: int) -> bool:
        """Scroll so that the caret is at this height of the view; False if it is not shown."""
        desk = self._desk
        head = desk.reader.caret.head if desk else None
        found = desk.page.cell(head.passage) if desk and head else None
        row = desk.page.rows.row_of(head.passage) if desk and head else None
        if desk is None or head is None or found is None or row is None:
            return False
        cell = found[1]
        inner = cell.y + round(cell.layout.caret_rect(head.offset).top())
        desk.viewpoint.stand_at(row, height - inner)
        self._sync_bar()
        return True

    def _toggle_row(self, passage: int) -> None:
        """Show the counterparts on the row of a passage, or hide them again."""
        desk = self._desk
        row = desk.page.rows.row_of(passage) if desk else None
        if desk is None or row is None:
            return
        rows = desk.page.rows
        opened = rows.first_passage(row) not in rows.opened
        self._open_row(row, opened=opened)
        if desk.reader.caret.head is not None:
            self._leave_hidden(desk.reader.caret.head)
        desk.reader.recheck()

    def _leave_hidden(self, head: Position) -> None:
        """Where the caret's passage is hidden now: go to its counterpart."""
        desk = self._desk
        if desk is None or desk.page.rows.is_shown(head.passage):
            return
        beside = desk.reader.movement.beside(head)
        if beside is not None and desk.page.rows.is_shown(beside.passage):
            desk.reader.put(beside)
