"""The keyboard: what keys do inside the reader view. Letters and digits are left to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt

from evreader.ui.reader.page import Position

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from evreader.ui.reader.place_keeper import PlaceKeeper
    from evreader.ui.reader.reader import Reader
    from evreader.ui.reader.rows import Side
    from evreader.ui.reader.viewpoint import Viewpoint

_Key = Qt.Key
_PLAIN = Qt.KeyboardModifier.NoModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier

Step = Literal["character", "word", "line", "line-edge", "view", "column-edge"]

# Key and modifiers besides Shift: how far it goes, and whether backward.
_STEPS: Final[dict[tuple[int, Qt.KeyboardModifier], tuple[Step, bool]]] = {
    (_Key.Key_Left, _PLAIN): ("character", True),
    (_Key.Key_Right, _PLAIN): ("character", False),
    (_Key.Key_Left, _CONTROL): ("word", True),
    (_Key.Key_Right, _CONTROL): ("word", False),
    (_Key.Key_Up, _PLAIN): ("line", True),
    (_Key.Key_Down, _PLAIN): ("line", False),
    (_Key.Key_Home, _PLAIN): ("line-edge", True),
    (_Key.Key_End, _PLAIN): ("line-edge", False),
    (_Key.Key_PageUp, _PLAIN): ("view", True),
    (_Key.Key_PageDown, _PLAIN): ("view", False),
    (_Key.Key_Home, _CONTROL): ("column-edge", True),
    (_Key.Key_End, _CONTROL): ("column-edge", False),
}
_COLUMNS: Final[dict[int, Side]] = {_Key.Key_Left: "left", _Key.Key_Right: "right"}


class Keyboard:
    """Turns key presses into steps of a reader."""

    def __init__(self, reader: Reader, viewpoint: Viewpoint, places: PlaceKeeper) -> None:
        self._reader = reader
        self._viewpoint = viewpoint
        self._places = places

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key says; False if it says nothing here."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        extend = bool(modifiers & _SHIFT)
        modifiers &= ~_SHIFT
        step = _STEPS.get((key, modifiers))
        if step is not None:
            self._step(step[0], backward=step[1], extend=extend)
            return True
        if modifiers == _ALT and key in _COLUMNS and not extend:
            return self._to_column(_COLUMNS[key])
        if modifiers == _PLAIN and key in {_Key.Key_Return, _Key.Key_Enter}:
            return self._enter()
        if modifiers == _PLAIN and key == _Key.Key_Escape:
            return self._escape()
        return False

    def _step(self, step: Step, *, backward: bool, extend: bool) -> None:
        reader, move = self._reader, self._reader.movement
        if self._places.start() or reader.caret.head is None:
            return
        head = reader.caret.head
        match step:
            case "character":
                reader.put(self._side_step(backward=backward, extend=extend), extend=extend)
            case "word":
                reader.put(move.word(head, backward=backward), extend=extend)
            case "line":
                self._line(backward=backward, extend=extend)
            case "line-edge":
                reader.put(move.line_edge(head, backward=backward), extend=extend)
            case "view":
                self._view(head, backward=backward, extend=extend)
            case "column-edge":
                edge = move.edge(reader.page.rows.side(head.passage), backward=backward)
                reader.put(edge or head, extend=extend)

    def _side_step(self, *, backward: bool, extend: bool) -> Position:
        """One character on; without Shift, first to the selection's end on that side."""
        reader = self._reader
        ends = reader.caret.ordered(reader.page)
        if ends is not None and reader.caret.has_selection and not extend:
            return ends[0] if backward else ends[1]
        head = reader.caret.head or Position(0, 0)
        return reader.movement.character(head, backward=backward)

    def _line(self, *, backward: bool, extend: bool) -> None:
        """A line on; a row of boilerplate on the way takes the focus first."""
        reader = self._reader
        if extend:
            reader.step_line(backward=backward, extend=True)
            return
        fold = self._fold_ahead(backward=backward)
        if fold is not None:
            reader.focus_fold(fold)
            return
        reader.step_line(backward=backward, extend=False)

    def _fold_ahead(self, *, backward: bool) -> int | None:
        """The key of the fold that the next step by line comes upon, if any."""
        reader, rows = self._reader, self._reader.page.rows
        head = reader.caret.head
        if head is None:
            return None
        to, _ = reader.movement.line(head, reader.caret.goal, backward=backward)
        row = rows.row_of(head.passage)
        last = rows.row_of(to.passage)
        if row is None or last is None or (to.passage == head.passage and to != head):
            return None
        if to.passage == head.passage:
            last = -1 if backward else len(rows)
        between = sorted(n for n in rows.folds if min(row, last) < n < max(row, last))
        if backward:
            between.reverse()
        keys = [rows.folds[number].key for number in between]
        if reader.fold in keys:
            keys = keys[keys.index(reader.fold) + 1 :]
        return keys[0] if keys else None

    def _view(self, head: Position, *, backward: bool, extend: bool) -> None:
        """One view up or down, in the same column and at the same horizontal place."""
        reader, page = self._reader, self._reader.page
        if page.cell(head.passage) is None:
            return
        far = round(self._viewpoint.height * 0.85) * (-1 if backward else 1)
        self._viewpoint.scroll_to(self._viewpoint.top + far)
        # Only now: rows that came into view have got their heights, and the caret's row moved.
        rect = page.caret_rect(head)
        if rect is None:
            return
        side = page.rows.side(head.passage)
        y = round(rect.center().y()) + far
        hit = page.hit(round(rect.x()), y, side)
        if hit.position is None:
            edge = reader.movement.line(head, None, backward=backward)[0]
            reader.put(edge, extend=extend)
        else:
            reader.put(hit.position, extend=extend)

    def _to_column(self, side: Side) -> bool:
        if not self._places.start() and self._reader.caret.head is not None:
            target = self._reader.movement.counterpart(self._reader.caret.head, side)
            if target is not None:
                self._reader.put(target)
        return True

    def _enter(self) -> bool:
        """Fold or unfold; else choose the mention at the caret, unless one is chosen already."""
        reader = self._reader
        if reader.fold is not None:
            reader.fold_toggled.emit(reader.fold)
            return True
        if reader.mentions or reader.caret.head is None:
            return False
        reader.click(reader.caret.head)
        return bool(reader.mentions)

    def _escape(self) -> bool:
        """Let go of what is selected; with nothing selected, leave the key to the window."""
        reader = self._reader
        chosen = reader.caret.has_selection or reader.mentions or reader.picked
        if not chosen and reader.fold is None:
            return False
        reader.clear()
        return True
