"""The mouse: clicks, drags and hovering over the reader view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QPoint

from evreader.ui.reader.counterpart import counterparts
from evreader.ui.reader.painter import fold_rect, tag_rect

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from evreader.ui.reader.choice import Choice
    from evreader.ui.reader.counterpart import Counterparts
    from evreader.ui.reader.page import Hit, Position
    from evreader.ui.reader.rows import Side
    from evreader.ui.reader.viewpoint import Viewpoint

_DRAG = 4
"""Pixels that the pointer goes with its button down before that is no click any more."""
_NEAR_TEXT = 14
"""Pixels beside a column in which the pointer still has the shape that it has over text."""


class Mouse:
    """Turns the pointer's doings into choices on a page.

    Attributes:
        hovered: the sentence under the pointer with its counterparts.
        hovered_fold: key of the fold under the pointer.
    """

    def __init__(self, choice: Choice, viewpoint: Viewpoint) -> None:
        self._choice = choice
        self._viewpoint = viewpoint
        self.hovered: Counterparts | None = None
        self.hovered_fold: int | None = None
        self._pressed: QPoint | None = None
        self._side: Side | None = None
        self._is_drag = False
        self._double: tuple[int, Position] | None = None

    @property
    def is_dragging(self) -> bool:
        """Whether the button is down and a selection is being drawn."""
        return self._is_drag

    def hit(self, point: QPoint) -> Hit | None:
        """What is at a point of the view; None on an empty page."""
        page = self._choice.page
        return page.hit(point.x(), point.y() + self._viewpoint.top) if len(page.rows) else None

    def press(self, event: QMouseEvent) -> None:
        """The left button went down."""
        point = event.position().toPoint()
        hit = self.hit(point)
        self._double, self._is_drag, self._pressed = None, False, point
        if hit is None or self.fold_at(point) is not None:
            return
        self._side = hit.side
        if hit.position is None or hit.mention is not None or _is_control(event):
            return
        if event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier:
            self._choice.put(hit.position, extend=True)
            return
        # What is chosen is known until the button goes up: a second click goes on from it.
        self._choice.caret.put(hit.position)
        self._choice.moved(self._choice.mentions)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved; with the button down it draws a selection."""
        point = event.position().toPoint()
        if not event.buttons() & QtCore.Qt.MouseButton.LeftButton or self._pressed is None:
            self.hover(point)
            return
        far = (point - self._pressed).manhattanLength() >= _DRAG
        if far and self._side is not None and self._choice.caret.head is not None:
            self._is_drag = True
            self.drag_to(point)

    def drag_to(self, point: QPoint) -> None:
        """Draw the selection to a point, in the column it began in."""
        hit = self._choice.page.hit(point.x(), point.y() + self._viewpoint.top, self._side)
        if hit.position is not None and hit.position != self._choice.caret.head:
            self._choice.put(hit.position, extend=True)

    def release(self, event: QMouseEvent) -> int:
        """The left button went up, a click unless it was a drag; the mention clicked, or 0."""
        point = event.position().toPoint()
        was_drag, pressed = self._is_drag, self._pressed
        self._is_drag, self._pressed, self._side = False, None, None
        if was_drag or pressed is None or self._double is not None:
            return 0
        if (
            self._click_beside(point)
            or event.modifiers() & QtCore.Qt.KeyboardModifier.ShiftModifier
        ):
            return 0
        hit = self.hit(point)
        if hit is None:
            return 0
        if hit.mention is not None:
            chosen = [hit.mention.id]
            kept = [id_ for id_ in self._choice.mentions if id_ not in chosen]
            self._choice.choose(kept + chosen if _is_control(event) else chosen)
        elif _is_control(event) and hit.character and not self._choice.mentions_at(hit.character):
            self._choice.pick(hit.character)
        else:
            self._choice.click(hit.character, add=_is_control(event))
        return self._choice.mentions[-1] if self._choice.mentions else 0

    def _click_beside(self, point: QPoint) -> bool:
        """Do what a click on something else than text does; whether that is at this point."""
        spots = (
            (self.fold_at, self._choice.fold_toggled),
            (self._bar_at, self._choice.counterpart_wanted),
            (self._tag_at, self._choice.kind_change_wanted),
        )
        for spot, signal in spots:
            found = spot(point)
            if found is not None:
                signal.emit(found)
                return True
        return False

    def double_click(self, event: QMouseEvent) -> None:
        """Select the word; a third click soon after selects the sentence.

        In a cell that lacks a counterpart, ask for one to be typed.
        """
        point = event.position().toPoint()
        lonely = self._lonely_at(point)
        if lonely is not None:
            self._pressed = None
            self._choice.translation_wanted.emit(lonely)
            return
        hit = self.hit(point)
        place = hit.character or hit.position if hit is not None else None
        if place is not None:
            self._choice.select_word(place)
            self._double = (event.timestamp(), place)
            self._pressed = None

    def triple_click(self, event: QMouseEvent, interval: int) -> bool:
        """Select the sentence if this press comes soon enough after a double click."""
        double, self._double = self._double, None
        if double is None or event.timestamp() - double[0] > interval:
            return False
        hit = self.hit(event.position().toPoint())
        place = hit.character or hit.position if hit is not None else None
        if place is None or place.passage != double[1].passage:
            return False
        self._choice.select_sentence(place)
        self._double = double
        self._pressed = None
        return True

    def hover(self, point: QPoint | None) -> None:
        """The pointer is over a point, or has left the view."""
        found: Counterparts | None = None
        hit = self.hit(point) if point is not None else None
        if hit is not None and hit.character is not None:
            found = counterparts(self._choice.page, hit.character)
        fold = self.fold_at(point) if point is not None else None
        if (found, fold) != (self.hovered, self.hovered_fold):
            self.hovered, self.hovered_fold = found, fold
            self._choice.changed.emit()

    def cursor(self, point: QPoint) -> QtCore.Qt.CursorShape:
        """The shape of the pointer over a point."""
        spots = (self.fold_at, self._tag_at, self._bar_at)
        if any(spot(point) is not None for spot in spots):
            return QtCore.Qt.CursorShape.PointingHandCursor
        hit = self.hit(point)
        if hit is not None and hit.mention is not None:
            return QtCore.Qt.CursorShape.PointingHandCursor
        if hit is not None and hit.position is not None and self._is_near(hit, point):
            return QtCore.Qt.CursorShape.IBeamCursor
        return QtCore.Qt.CursorShape.ArrowCursor

    def right_click(self, point: QPoint) -> Hit | None:
        """Before a menu opens: choose what is under the pointer unless it is chosen already."""
        hit = self.hit(point)
        if hit is None or hit.position is None:
            return hit
        under = [hit.mention] if hit.mention else []
        if hit.character is not None:
            under = self._choice.mentions_at(hit.character)
        chosen = self._choice.mentions
        if under and not any(mention.id in chosen for mention in under):
            self._choice.caret.put(hit.position)
            self._choice.moved([under[0].id])
        elif not under and not self._is_selected(hit.position):
            self._choice.put(hit.position)
        return hit

    def _is_selected(self, at: Position) -> bool:
        piece = self._choice.selected.get(at.passage)
        return piece is not None and piece.start <= at.offset <= piece.end

    def hint(self, point: QPoint) -> str:
        """What a tool tip says at a point of a column."""
        page = self._choice.page
        if not len(page.rows):
            return ""
        if self._tag_at(point) is not None:
            return QCoreApplication.translate("ReaderView", "Show this passage as text")
        if self._bar_at(point) is not None:
            return QCoreApplication.translate("ReaderView", "Show or hide the counterpart")
        if self._lonely_at(point) is not None:
            return QCoreApplication.translate(
                "ReaderView", "Double-click to type your own translation"
            )
        return ""

    def fold_at(self, point: QPoint) -> int | None:
        """The key of the fold at a point of the view."""
        page = self._choice.page
        if not len(page.rows):
            return None
        row = page.find(point.y() + self._viewpoint.top)
        fold = page.rows.folds.get(row)
        if fold is None:
            return None
        rect = fold_rect(page, page.top(row) - self._viewpoint.top, page.measure(row))
        return fold.key if rect.contains(point) else None

    def _lonely_at(self, point: QPoint) -> int | None:
        """The passage beside whose empty counterpart a point is."""
        page = self._choice.page
        if not len(page.rows):
            return None
        row = page.find(point.y() + self._viewpoint.top)
        placed = page.placed(row)
        below = point + QPoint(0, self._viewpoint.top - page.top(row))
        if placed.empty is None or not placed.empty.contains(below):
            return None
        first = placed.cells[0]
        return None if first.layout.content.passage.language == "other" else first.passage

    def _bar_at(self, point: QPoint) -> int | None:
        """A passage of the row whose counterparts come and go with a click at a point."""
        page = self._choice.page
        if page.rows.alone is None or not len(page.rows) or not page.columns.in_gutter(point.x()):
            return None
        row = page.find(point.y() + self._viewpoint.top)
        is_pair = page.rows.is_closed(row) or page.rows.first_passage(row) in page.rows.opened
        return page.rows.first_passage(row) if is_pair else None

    def _tag_at(self, point: QPoint) -> int | None:
        """The passage of boilerplate whose word ``restore`` is at a point."""
        page = self._choice.page
        if not len(page.rows):
            return None
        y = point.y() + self._viewpoint.top
        row = page.find(y)
        for cell in page.placed(row).cells:
            if cell.layout.content.passage.kind == "boilerplate":
                rect = tag_rect(page, cell).translated(cell.x, page.top(row) + cell.y)
                if rect.contains(point.x(), y):
                    return cell.passage
        return None

    def _is_near(self, hit: Hit, point: QPoint) -> bool:
        columns = self._choice.page.columns
        left = columns.x(hit.side)
        return left - _NEAR_TEXT <= point.x() <= left + columns.width + _NEAR_TEXT


def _is_control(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & QtCore.Qt.KeyboardModifier.ControlModifier)
