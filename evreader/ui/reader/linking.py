"""Linking by mouse: marks to click, and sentences taken by their edge and drawn across."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication

from evreader.domain.pairing import is_alive, refs_of
from evreader.ui.reader.counterpart import sentence_ref
from evreader.ui.reader.gutter import link_text, mark_at, mark_text
from evreader.ui.reader.page import Position

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from evreader.domain.article import SentenceRef
    from evreader.ui.reader.choice import Choice
    from evreader.ui.reader.gutter import LinkMark
    from evreader.ui.reader.rows import Side
    from evreader.ui.reader.viewpoint import Viewpoint

_EDGE = 3
"""Pixels beside a column that still belong to its text."""
_WIDEST = 22
"""Pixels from a column on, at the most, in which a sentence can be taken by its edge."""


class Thread(NamedTuple):
    """A link being drawn.

    Attributes:
        source: the sentence it comes from.
        pointer: where it ends now, in the view.
        target: the sentence it would be linked with, if one is there.
    """

    source: SentenceRef
    pointer: QPoint
    target: SentenceRef | None = None


class Linking:
    """Understands the pointer in the gutter.

    Attributes:
        handle: the sentence that can be taken where the pointer is now.
        thread: the link being drawn.
    """

    def __init__(self, choice: Choice, viewpoint: Viewpoint) -> None:
        self._choice = choice
        self._viewpoint = viewpoint
        self.handle: SentenceRef | None = None
        self.thread: Thread | None = None

    def press(self, point: QPoint, *, add: bool) -> bool:
        """The left button went down; whether that is something here.

        On a mark, or on the edge of a sentence, the caret goes there; from the edge a link can be
        drawn. With ``add`` the sentence is picked instead.
        """
        mark = self.mark_at(point)
        at = self._place_of(mark.sentence) if mark is not None else self.edge_at(point)
        if at is None:
            return False
        if add:
            self._choice.pick(at)
            return True
        self._choice.put(at)
        source = sentence_ref(self._choice.page, at)
        if mark is None and source is not None:
            self.thread = Thread(source, point)
        return True

    def move(self, point: QPoint) -> bool:
        """The pointer moved; whether a link is being drawn."""
        if self.thread is not None:
            self.thread = self.thread._replace(pointer=point, target=self._target(point))
            self._choice.changed.emit()
            return True
        found = self._sentence_at(point)
        if found != self.handle:
            self.handle = found
            self._choice.changed.emit()
        return False

    def release(self, point: QPoint) -> bool:
        """The left button went up; whether a link was being drawn."""
        thread, self.thread = self.thread, None
        if thread is None:
            return False
        target = self._target(point, thread.source)
        if target is not None:
            self._choice.link_wanted.emit([thread.source, target])
        self._choice.changed.emit()
        return True

    def leave(self) -> None:
        """The pointer left the view."""
        if self.handle is not None and self.thread is None:
            self.handle = None
            self._choice.changed.emit()

    def cursor(self, point: QPoint) -> QtCore.Qt.CursorShape | None:
        """The shape of the pointer, where it means something here."""
        if self.thread is not None:
            return QtCore.Qt.CursorShape.CrossCursor
        if self.mark_at(point) is not None:
            return QtCore.Qt.CursorShape.PointingHandCursor
        return QtCore.Qt.CursorShape.OpenHandCursor if self.edge_at(point) is not None else None

    def hint(self, point: QPoint) -> str:
        """What a tool tip says here."""
        mark = self.mark_at(point)
        if mark is not None:
            return mark_text(mark)
        if self.edge_at(point) is not None:
            return QCoreApplication.translate(
                "ReaderView", "Draw from here to a sentence in the other column to link them"
            )
        return ""

    def describe(self) -> str:
        """What joins the sentence at the pointer, or else at the caret, in one line."""
        page, head = self._choice.page, self._choice.caret.head
        ref = self.handle or (sentence_ref(page, head) if head is not None else None)
        content = page.content(ref.passage) if ref is not None else None
        if ref is None or content is None or content.passage.kind == "boilerplate":
            return ""
        found = [link for link in content.links if ref in refs_of(link)]
        link = max(found, key=is_alive, default=None)
        if link is None:
            return QCoreApplication.translate("ReaderView", "not linked")
        return link_text(link)

    def mark_at(self, point: QPoint) -> LinkMark | None:
        """The mark under the pointer."""
        page = self._choice.page
        if not len(page.rows):
            return None
        y = point.y() + self._viewpoint.top
        row = page.find(y)
        return mark_at(page.placed(row), page.columns, point.x(), y - page.top(row))

    def edge_at(self, point: QPoint) -> Position | None:
        """Where the sentence begins that can be taken at a point of the gutter."""
        page = self._choice.page
        if not len(page.rows):
            return None
        columns = page.columns
        reach = _WIDEST if columns.is_single else min(columns.gutter // 2 - 2, _WIDEST)
        left, right = columns.left + columns.width, columns.right
        in_left = left + _EDGE <= point.x() < left + reach
        in_right = right - reach < point.x() <= right - _EDGE and not columns.is_single
        if not in_left and not in_right:
            return None
        y = point.y() + self._viewpoint.top
        side: Side = "right" if in_right else "left"
        hit = page.hit(point.x(), y, None if columns.is_single else side)
        found = page.known_cell(hit.position.passage) if hit.position is not None else None
        if hit.position is None or found is None:
            return None
        top, cell = found
        if not 0 <= y - top - cell.y < cell.layout.height:
            return None
        ref = sentence_ref(page, hit.position)
        return self._place_of(ref) if ref is not None else None

    def _sentence_at(self, point: QPoint) -> SentenceRef | None:
        """The sentence under the pointer, or the one whose edge that is."""
        page = self._choice.page
        if not len(page.rows):
            return None
        hit = page.hit(point.x(), point.y() + self._viewpoint.top)
        at = hit.character or self.edge_at(point)
        return sentence_ref(page, at) if at is not None else None

    def _target(self, point: QPoint, source: SentenceRef | None = None) -> SentenceRef | None:
        """The sentence nearest to the pointer, if that is in the other column."""
        page = self._choice.page
        source = source or (self.thread.source if self.thread is not None else None)
        hit = page.hit(point.x(), point.y() + self._viewpoint.top)
        if source is None or hit.position is None:
            return None
        if page.rows.side(source.passage) == page.rows.side(hit.position.passage):
            return None
        return sentence_ref(page, hit.position)

    def _place_of(self, ref: SentenceRef) -> Position | None:
        span = self._choice.page.contents.span(ref)
        return Position(ref.passage, span.start) if span is not None else None
