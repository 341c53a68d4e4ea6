"""Spots: where passages and characters of a page are in the view, for what is put beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from evreader.ui.reader.rows import other_side

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from evreader.ui.reader.page import Cell, Page, Position
    from evreader.ui.reader.viewpoint import Viewpoint


class Spots:
    """Finds things of a page in the view; all is in pixels from its upper left corner."""

    def __init__(self, page: Page, viewpoint: Viewpoint) -> None:
        self._page = page
        self._viewpoint = viewpoint

    def cells(self) -> list[tuple[int, Cell]]:
        """The cells in view, row by row, each with where it begins."""
        top = self._viewpoint.top
        rows = self._page.between(top, top + self._viewpoint.height)
        return [(y - top + cell.y, cell) for y, placed in rows for cell in placed.cells]

    def caret(self, at: Position | None) -> QRectF | None:
        """Where a caret stands; None if its row is not laid out, or there is none."""
        rect = self._page.caret_rect(at) if at is not None else None
        return rect.translated(0, -self._viewpoint.top) if rect is not None else None

    def cell(self, passage: int) -> QRect | None:
        """Where a passage is; None if it is folded away or gone."""
        found = self._page.cell(passage)
        if found is None:
            return None
        top, cell = found
        y = top + cell.y - self._viewpoint.top
        return QRect(cell.x, y, self._page.columns.width, cell.layout.height)

    def beside(self, passage: int) -> QRect | None:
        """The place for the counterpart of a passage; None if that is folded away or gone."""
        box, columns = self.cell(passage), self._page.columns
        if box is None:
            return None
        if columns.is_single:
            return box.translated(0, box.height())
        box.moveLeft(columns.x(other_side(self._page.rows.side(passage))))
        return box

    def stretch(self, passage: int, start: int, end: int) -> QRect:
        """Where the first line of a stretch of text is; empty if it is folded away or gone."""
        found = self._page.cell(passage)
        if found is None:
            return QRect()
        top, cell = found
        rect = next(cell.layout.rects(start, end), cell.layout.caret_rect(start))
        return rect.translated(cell.x, top + cell.y - self._viewpoint.top).toAlignedRect()
