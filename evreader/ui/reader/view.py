"""The reader view: an article in two columns, with caret, selection and mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from evreader.domain.reading import Place, Selection
from evreader.override import override
from evreader.ui.look import ZOOM_STEP
from evreader.ui.reader.canvas import Canvas
from evreader.ui.reader.desk import Desk
from evreader.ui.reader.drops import Drops
from evreader.ui.reader.gestures import Gestures
from evreader.ui.reader.page import Page, Position
from evreader.ui.reader.scrolling import Scrolling
from evreader.ui.reader.source import Nothing

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import (
        QContextMenuEvent,
        QFocusEvent,
        QKeyEvent,
        QPaintEvent,
        QResizeEvent,
    )

    from evreader.ui.look import Look
    from evreader.ui.reader.columns import Density
    from evreader.ui.reader.source import Source

_START = Place()
_CARET_MS = 50
"""How long after the text its caret comes, at the start of the program."""
_STRONG_FOCUS, _ALWAYS_ON, _ALWAYS_OFF = 11, 2, 1
"""``Qt.FocusPolicy.StrongFocus``, ``Qt.ScrollBarPolicy.ScrollBarAlwaysOn`` and ``…AlwaysOff``."""


class ReaderView(QAbstractScrollArea):
    """Shows one article in two columns; tells what the user selects, changes nothing itself.

    It owns those who do the work and hands events to them: a canvas paints, gestures and drops
    take what the user does, the scrolling moves. All of them work on the desk.

    Attributes:
        desk: the open article with everything that works on it; an empty one while none is open.
        density: how both languages share the page.
        pinyin: whether Chinese text has its pinyin above.

    Signals:
        selection_changed: the caret or the text selection moved.
        mention_selected: the mention chosen last, 0 if none is.
        mention_clicked: a mention the user pointed at, to do something with it.
        context_menu_wanted: where on the screen, and the ``Hit`` it is about (None: nothing).
        files_dropped: paths and addresses dropped on the view, as texts.
        text_dropped: text dropped on the view.
        page_dropped: a piece of a web page dropped on the view.
        first_painted: an article was painted for the first time since it was opened.
        kind_change_wanted: a passage should not count as boilerplate any more.
        link_wanted: a list of sentences the user drew a link between.
        link_menu_wanted: where on the screen, after a right click on the mark of a link.
        pointed: what the caret or the pointer is on may be another sentence.
        rested: the pointer rests at this point of the viewport, on nothing that has a hint.
        translation_wanted: the user wants to type the missing translation of a passage.
        article_changed: another article was opened, or the one before closed.
    """

    selection_changed = Signal()
    mention_selected = Signal(int)
    mention_clicked = Signal(int)
    context_menu_wanted = Signal(QPoint, object)
    files_dropped = Signal(list)
    text_dropped = Signal(str)
    page_dropped = Signal(str)
    first_painted = Signal()
    kind_change_wanted = Signal(int)
    link_wanted = Signal(object)
    link_menu_wanted = Signal(QPoint)
    pointed = Signal()
    rested = Signal(QPoint)
    translation_wanted = Signal(int)
    article_changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._source: Source = Nothing()
        self.density: Density = "columns"
        self.pinyin = False
        self._awaits_paint = False
        self._caret_is_due = False
        # Of a viewport made by Qt, PySide would have to find out the class, and for that load all
        # classes of widgets: 20 ms.
        viewport = QWidget(self)
        self.desk = self._make_desk(Nothing(), 0, viewport)
        self._canvas = Canvas(viewport, look, self.desk)
        self._gestures = Gestures(self, self.desk)
        self._drops = Drops(self)
        self._scrolling = Scrolling(self, self.desk)
        self._set_up(viewport)
        self._connect()

    def _set_up(self, viewport: QWidget) -> None:
        self.setViewport(viewport)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # As properties they take numbers: the enums of ``Qt`` would take 20 ms (see ``ink``).
        self.setProperty("focusPolicy", _STRONG_FOCUS)
        self.setProperty("verticalScrollBarPolicy", _ALWAYS_ON)
        self.setProperty("horizontalScrollBarPolicy", _ALWAYS_OFF)
        self.setMinimumSize(320, 160)
        self.setAcceptDrops(True)
        viewport.setMouseTracking(True)
        self.setAccessibleName(self.tr("Article"))

    def _connect(self) -> None:
        self._gestures.mention_clicked.connect(self.mention_clicked)
        self._gestures.context_menu_wanted.connect(self.context_menu_wanted)
        self._gestures.link_menu_wanted.connect(self.link_menu_wanted)
        self._gestures.rested.connect(self.rested)
        self._gestures.zoom_wanted.connect(self._zoom)
        self._drops.files_dropped.connect(self.files_dropped)
        self._drops.text_dropped.connect(self.text_dropped)
        self._drops.page_dropped.connect(self.page_dropped)
        self._look.changed.connect(self._restyle)
        self._look.zoomed.connect(self._restyle)

    def scroll_by_strips(self) -> None:
        """Let a scrolled view paint only what came into it; half of the time of a frame.

        Not at the start: it takes an enum of ``Qt`` (see ``ink``).
        """
        self.viewport().setAttribute(QtCore.Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # The open article

    def set_session(self, source: Source) -> None:
        """Take what is shown from here; what was open is closed."""
        self.close_article()
        self._source = source

    @property
    def article(self) -> int | None:
        """The open article's id."""
        return self.desk.page.article or None

    def open_article(self, article: int, place: Place = _START) -> None:
        """Show an article, at a place of it.

        Raises:
            NotFoundError: there is no such article.
        """
        self._set_desk(self._make_desk(self._source, article, self.viewport()))
        self.desk.places.come_to(place)
        self.selection_changed.emit()
        self.article_changed.emit()

    def close_article(self) -> None:
        """Show nothing."""
        self._set_desk(self._make_desk(Nothing(), 0, self.viewport()))
        self.article_changed.emit()

    def _make_desk(self, source: Source, article: int, viewport: QWidget) -> Desk:
        outline = source.articles.outline(article)
        page = Page(
            source,
            outline,
            self._look,
            viewport.width(),
            density=self.density,
            pinyin=self.pinyin,
        )
        desk = Desk(source, page, viewport.height(), self)
        desk.moved.connect(self._show_move)
        desk.choice.changed.connect(self._show_change)
        desk.choice.selection_changed.connect(self._tell_selection)
        desk.choice.mention_selected.connect(self.mention_selected)
        desk.choice.kind_change_wanted.connect(self.kind_change_wanted)
        desk.choice.translation_wanted.connect(self.translation_wanted)
        desk.choice.link_wanted.connect(self.link_wanted)
        return desk

    def _set_desk(self, desk: Desk) -> None:
        before, self.desk = self.desk, desk
        before.deleteLater()
        self._canvas.set_desk(desk)
        self._gestures.set_desk(desk)
        self._scrolling.set_desk(desk)
        self._awaits_paint = self.article is not None
        if before.choice.mentions:
            self.mention_selected.emit(0)

    # How it looks

    def arrange(self, *, density: Density | None = None, pinyin: bool | None = None) -> None:
        """Show this and further articles in another way; the place is kept.

        Args:
            density: how both languages share the page; None: as before.
            pinyin: whether Chinese text has its pinyin above; None: as before.
        """
        before = self.density, self.pinyin
        self.density = density or self.density
        self.pinyin = self.pinyin if pinyin is None else pinyin
        if (self.density, self.pinyin) != before:
            is_shared_anew = self.density != before[0]
            self.desk.arrange(density=self.density if is_shared_anew else None, pinyin=self.pinyin)

    def show_borders(self, shown: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Mark where sentences begin, or not."""
        self._canvas.show_borders(shown=shown)

    def _zoom(self, steps: int) -> None:
        """Make text larger (positive) or smaller."""
        self._look.zoom = round(self._look.zoom * ZOOM_STEP**steps, 3)

    def reveal(self, passage: int, start: int, end: int) -> None:
        """Scroll to a stretch of text, put the caret there, and light it up for a moment."""
        if self.desk.guide.put(passage, start, end):
            self._canvas.light_up(Selection(passage, start, end))

    # Where things are

    def cell_box(self, passage: int, *, beside: bool = False) -> QRect:
        """Where a passage is in the viewport, or the place for its counterpart; scrolled to."""
        content = self.desk.page.content(passage)
        self.desk.places.show(passage, 0, len(content.passage.text) if content else 0)
        spots = self.desk.spots
        box = spots.beside(passage) if beside else spots.cell(passage)
        return box if box is not None else self.viewport().rect()

    def character_rect(self, passage: int, offset: int) -> QRect:
        """Where a character is on the screen; empty if its row is not laid out."""
        rect = self.desk.spots.caret(Position(passage, offset))
        if rect is None:
            return QRect()
        box = rect.toRect()
        return QRect(self.viewport().mapToGlobal(box.topLeft()), box.size())

    def anchor_point(self) -> QPoint:
        """Where a pop-up about the selection belongs, in the viewport: below the caret."""
        rect = self.desk.spots.caret(self.desk.choice.caret.head)
        if rect is None:
            return self.viewport().rect().center()
        return rect.bottomLeft().toPoint() + QPoint(0, 8)

    # What the desk tells

    def _show_move(self) -> None:
        self._scrolling.follow_desk()
        self.viewport().update()

    def _show_change(self) -> None:
        self._canvas.show_change()
        self.pointed.emit()

    def _tell_selection(self) -> None:
        head = self.desk.choice.caret.head
        if head is not None:
            from PySide6.QtGui import QAccessible, QAccessibleTextCursorEvent

            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self, head.offset))
        self.selection_changed.emit()

    # What comes by itself

    def _restyle(self) -> None:
        self._canvas.restyle()
        self.desk.restyle()

    def _place_caret(self) -> None:
        self._caret_is_due = False
        self.desk.places.start()

    # Events

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._canvas.paint(event.rect(), has_focus=self.hasFocus())
        self._scrolling.look_ahead_soon()
        if self._awaits_paint:
            self._awaits_paint = False
            if self._caret_is_due:
                QTimer.singleShot(_CARET_MS, self, self._place_caret)
            self.first_painted.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.desk.resize(self.viewport().width(), self.viewport().height())

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._scrolling.follow_bar()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._awaits_paint:
            # The text shall not wait for its caret.
            self._caret_is_due = True
        elif event.reason() != QtCore.Qt.FocusReason.MouseFocusReason:
            self.desk.places.start()
        self._canvas.start_blinking()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._canvas.stop_blinking()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._gestures.press_key(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        is_taken = self._gestures.take(event) or self._drops.take(event)
        return is_taken or super().viewportEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._gestures.ask_for_menu(event)
