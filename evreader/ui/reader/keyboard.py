"""The keyboard: what keys do inside the reader view. Letters and digits are left to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import Qt

from evreader.ui.reader.page import Position

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from evreader.ui.reader.choice import Choice
    from evreader.ui.reader.place_keeper import PlaceKeeper
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
    """Turns key presses into choices on a page."""

    def __init__(self, choice: Choice, viewpoint: Viewpoint, places: PlaceKeeper) -> None:
        self._choice = choice
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
        choice, move = self._choice, self._choice.movement
        if self._places.start() or choice.caret.head is None:
            return
        head = choice.caret.head
        match step:
            case "character":
                choice.put(self._side_step(backward=backward, extend=extend), extend=extend)
            case "word":
                choice.put(move.word(head, backward=backward), extend=extend)
            case "line":
                self._line(backward=backward, extend=extend)
            case "line-edge":
                choice.put(move.line_edge(head, backward=backward), extend=extend)
            case "view":
                self._view(head, backward=backward, extend=extend)
            case "column-edge":
                edge = move.edge(choice.page.rows.side(head.passage), backward=backward)
                choice.put(edge or head, extend=extend)

    def _side_step(self, *, backward: bool, extend: bool) -> Position:
        """One character on; without Shift, first to the selection's end on that side."""
        choice = self._choice
        ends = choice.caret.ordered(choice.page)
        if ends is not None and choice.caret.has_selection and not extend:
            return ends[0] if backward else ends[1]
        head = choice.caret.head or Position(0, 0)
        return choice.movement.character(head, backward=backward)

    def _line(self, *, backward: bool, extend: bool) -> None:
        """A line on; a row of boilerplate on the way takes the focus first."""
        choice = self._choice
        if extend:
            choice.step_line(backward=backward, extend=True)
            return
        fold = self._fold_ahead(backward=backward)
        if fold is not None:
            choice.focus_fold(fold)
            return
        choice.step_line(backward=backward, extend=False)

    def _fold_ahead(self, *, backward: bool) -> int | None:
        """The key of the fold that the next step by line comes upon, if any."""
        choice, rows = self._choice, self._choice.page.rows
        head = choice.caret.head
        if head is None:
            return None
        to, _ = choice.movement.line(head, choice.caret.goal, backward=backward)
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
        if choice.fold in keys:
            keys = keys[keys.index(choice.fold) + 1 :]
        return keys[0] if keys else None

    def _view(self, head: Position, *, backward: bool, extend: bool) -> None:
        """One view up or down, in the same column and at the same horizontal place."""
        choice, page = self._choice, self._choice.page
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
            edge = choice.movement.line(head, None, backward=backward)[0]
            choice.put(edge, extend=extend)
        else:
            choice.put(hit.position, extend=extend)

    def _to_column(self, side: Side) -> bool:
        if not self._places.start() and self._choice.caret.head is not None:
            target = self._choice.movement.counterpart(self._choice.caret.head, side)
            if target is not None:
                self._choice.put(target)
        return True

    def _enter(self) -> bool:
        """Fold or unfold; else choose the mention at the caret, unless one is chosen already."""
        choice = self._choice
        if choice.fold is not None:
            choice.fold_toggled.emit(choice.fold)
            return True
        if choice.mentions or choice.caret.head is None:
            return False
        choice.click(choice.caret.head)
        return bool(choice.mentions)

    def _escape(self) -> bool:
        """Let go of what is selected; with nothing selected, leave the key to the window."""
        choice = self._choice
        chosen = choice.caret.has_selection or choice.mentions or choice.picked
        if not chosen and choice.fold is None:
            return False
        choice.clear()
        return True
