"""The reader view for screen readers: the text at the caret, and the cells in view as children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleTextInterface,
)

from evreader.override import override
from evreader.ui.reader.view import ReaderView

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import (
        QColor,
        QWindow,
    )

    from evreader.domain.article import Passage
    from evreader.ui.reader.page import Cell

_Role = QAccessible.Role
_Text = QAccessible.Text
_Interface = QAccessible.InterfaceType


class ReaderAccessibility:
    """Answers screen readers for every reader view of a program; made once, kept to its end."""

    def __init__(self) -> None:
        # Qt keeps what it was given and deletes it with the view; PySide would free it at once.
        self._made: list[QAccessibleInterface] = []

    def install(self) -> None:
        """Let Qt ask here about reader views."""
        QAccessible.installFactory(self._make)

    def adopt(self, view: ReaderView) -> None:
        """Answer for a view that was there before, also to who has asked about it already."""
        known = QAccessible.queryAccessibleInterface(view)
        if not isinstance(known, AccessibleReader):
            # Qt keeps what it found; without it, it asks again, and this time here.
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(known))

    def _make(self, _name: str, thing: QObject) -> QAccessibleInterface | None:
        if not isinstance(thing, ReaderView):
            return None
        self._made.append(AccessibleReader(thing))
        return self._made[-1]


class AccessibleReader(QAccessibleObject):
    """A reader view: a document whose text is the caret's passage and whose children are cells."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view = view
        self._caret_text = _CaretText(view)
        # One for each place in the view, not for each passage: Qt may hold on to any of them.
        self._cells: list[AccessibleCell] = []

    @override
    def text(self, t: QAccessible.Text, /) -> str:
        if t == _Text.Name:
            return self._view.accessibleName()
        return self._caret_text.whole() if t == _Text.Value else ""

    @override
    def role(self) -> QAccessible.Role:
        return _Role.Document

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._view.hasFocus()
        state.readOnly = True
        return state

    @override
    def rect(self) -> QRect:
        return QRect(self._view.mapToGlobal(QPoint(0, 0)), self._view.size())

    @override
    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        above = self._view.parentWidget()
        return QAccessible.queryAccessibleInterface(above) if above is not None else None

    @override
    def window(self) -> QWindow:
        return self._view.window().windowHandle()

    @override
    def childCount(self) -> int:
        return len(self._view.desk.spots.cells())

    @override
    def child(self, index: int, /) -> QAccessibleInterface | None:  # type: ignore[override]
        if not 0 <= index < self.childCount():
            return None
        while len(self._cells) <= index:
            self._cells.append(AccessibleCell(self, self._view, len(self._cells)))
        return self._cells[index]

    @override
    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        return child.number if isinstance(child, AccessibleCell) else -1

    @override
    def childAt(self, x: int, y: int, /) -> QAccessibleInterface | None:  # type: ignore[override]
        for number in range(self.childCount()):
            cell = self.child(number)
            if cell is not None and cell.rect().contains(x, y):
                return cell
        return None

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        caret = self._view.desk.caret()
        for number, (_, cell) in enumerate(self._view.desk.spots.cells()):
            if caret and cell.passage == caret[0]:
                return self.child(number)
        return None

    @override
    def interface_cast(self, kind: QAccessible.InterfaceType, /) -> object:  # type: ignore[override]
        # The stubs say an address; what works is the object itself, kept alive here.
        return self._caret_text if kind == _Interface.TextInterface else None


class AccessibleCell(QAccessibleInterface):
    """A place in the view: whichever cell is shown there now."""

    def __init__(self, reader: AccessibleReader, view: ReaderView, number: int) -> None:
        super().__init__()
        self._reader = reader
        self._view = view
        self.number = number

    @override
    def isValid(self) -> bool:
        return self._place() is not None

    @override
    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    @override
    def parent(self) -> QAccessibleInterface:
        return self._reader

    @override
    def child(self, index: int, /) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def childCount(self) -> int:
        return 0

    @override
    def indexOfChild(self, child: QAccessibleInterface, /) -> int:
        return -1

    @override
    def childAt(self, x: int, y: int, /) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def rect(self) -> QRect:
        place = self._place()
        if place is None:
            return QRect()
        y, cell = place
        corner = self._view.viewport().mapToGlobal(QPoint(cell.x, y))
        return QRect(corner.x(), corner.y(), cell.layout.width, cell.layout.height)

    @override
    def role(self) -> QAccessible.Role:
        passage = self._passage()
        is_heading = passage is not None and passage.kind == "heading"
        return _Role.Heading if is_heading else _Role.Paragraph

    @override
    def state(self) -> QAccessible.State:
        return QAccessible.State()

    @override
    def text(self, t: QAccessible.Text, /) -> str:
        passage = self._passage()
        return passage.text if passage is not None and t in {_Text.Name, _Text.Value} else ""

    @override
    def setText(self, t: QAccessible.Text, text: str, /) -> None:
        """Passages never change by themselves."""

    @override
    def foregroundColor(self) -> QColor:
        return self._view.palette().text().color()

    def _place(self) -> tuple[int, Cell] | None:
        cells = self._view.desk.spots.cells()
        return cells[self.number] if self.number < len(cells) else None

    def _passage(self) -> Passage | None:
        place = self._place()
        return place[1].layout.content.passage if place is not None else None


class _CaretText(QAccessibleTextInterface):
    """The passage that the caret is in, as text; offsets are Qt's."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__()
        self._view = view

    def whole(self) -> str:
        """All of the passage's text."""
        cell = self._cell()
        return cell.layout.content.passage.text if cell is not None else ""

    @override
    def text(self, startOffset: int, endOffset: int, /) -> str:
        cell = self._cell()
        if cell is None:
            return ""
        offsets = cell.layout.offsets
        return self.whole()[offsets.from_utf16(startOffset) : offsets.from_utf16(endOffset)]

    @override
    def characterCount(self) -> int:
        cell = self._cell()
        return cell.layout.offsets.size if cell is not None else 0

    @override
    def cursorPosition(self) -> int:
        cell, caret = self._cell(), self._view.desk.caret()
        return cell.layout.offsets.to_utf16(caret[1]) if cell is not None and caret else 0

    @override
    def setCursorPosition(self, position: int, /) -> None:
        self.setSelection(0, position, position)

    @override
    def selectionCount(self) -> int:
        return len(self._here())

    def selection(self, index: int, /) -> tuple[int, int]:
        """Both ends of a selection; Qt calls this, though PySide's stubs leave it out."""
        cell = self._cell()
        if cell is None or not 0 <= index < len(self._here()):
            return 0, 0
        start, end = self._here()[index]
        return cell.layout.offsets.to_utf16(start), cell.layout.offsets.to_utf16(end)

    @override
    def addSelection(self, startOffset: int, endOffset: int, /) -> None:
        self.setSelection(0, startOffset, endOffset)

    @override
    def removeSelection(self, selectionIndex: int, /) -> None:
        self.setCursorPosition(self.cursorPosition())

    @override
    def setSelection(self, selectionIndex: int, startOffset: int, endOffset: int, /) -> None:
        cell = self._cell()
        if cell is not None:
            start, end = map(cell.layout.offsets.from_utf16, (startOffset, endOffset))
            self._view.desk.guide.select(cell.passage, start, end)

    @override
    def characterRect(self, offset: int, /) -> QRect:
        cell = self._cell()
        return self._view.character_rect(cell.passage, self._point(offset)) if cell else QRect()

    @override
    def offsetAtPoint(self, point: QPoint, /) -> int:
        cell = self._cell()
        hit = self._view.desk.mouse.hit(self._view.viewport().mapFromGlobal(point))
        found = hit.position if hit is not None else None
        if cell is None or found is None or found.passage != cell.passage:
            return -1
        return cell.layout.offsets.to_utf16(found.offset)

    @override
    def scrollToSubstring(self, startIndex: int, endIndex: int, /) -> None:
        self.setSelection(0, startIndex, endIndex)

    def attributes(self, _offset: int, /) -> tuple[str, int, int]:
        """The format at an offset: none; Qt calls this, though PySide's stubs leave it out."""
        return "", 0, self.characterCount()

    def _cell(self) -> Cell | None:
        caret = self._view.desk.caret()
        found = self._view.desk.page.cell(caret[0]) if caret else None
        return found[1] if found else None

    def _here(self) -> list[tuple[int, int]]:
        caret = self._view.desk.caret()
        passage = caret[0] if caret else 0
        return [(s.start, s.end) for s in self._view.desk.selections() if s.passage == passage]

    def _point(self, offset: int) -> int:
        cell = self._cell()
        return cell.layout.offsets.from_utf16(offset) if cell is not None else 0
