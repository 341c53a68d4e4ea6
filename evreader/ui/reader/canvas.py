"""The canvas: what is painted on the viewport, with what comes and goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPalette

from evreader.ui.reader.ink import fill
from evreader.ui.reader.painter import ReaderPainter, Shown

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from evreader.domain.reading import Selection
    from evreader.ui.look import Look
    from evreader.ui.reader.desk import Desk

_FLASH_MS = 1600


class Canvas(QObject):
    """Paints a desk on a viewport; the caret blinks, and what was revealed lights up for a moment.

    Attributes:
        flash: the stretch that is lit up.
    """

    def __init__(self, viewport: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._look = look
        self._desk = desk
        self._painter = ReaderPainter(look)
        self._caret_is_lit = True
        self._shows_borders = False
        self.flash: Selection | None = None
        self._flash_timer = QTimer(self)
        self._flash_timer.setSingleShot(True)
        self._flash_timer.timeout.connect(self._end_flash)
        self._blink_timer = QTimer(self)
        self._blink_timer.timeout.connect(self._blink)
        self.restyle()

    def set_desk(self, desk: Desk) -> None:
        """Paint this from now on."""
        self._desk = desk
        self.flash = None
        self._viewport.update()

    def restyle(self) -> None:
        """Take the colours of the look: what paints here begins with a pen in that of text."""
        palette = self._viewport.palette()
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            palette.setColor(role, self._look.color("text"))
        self._viewport.setPalette(palette)
        self._viewport.update()

    def light_up(self, stretch: Selection) -> None:
        """Show for a moment where a stretch of text is."""
        self.flash = stretch
        self._flash_timer.start(_FLASH_MS)
        self._viewport.update()

    def show_borders(self, *, shown: bool) -> None:
        """Mark where sentences begin, or not."""
        self._shows_borders = shown
        self._viewport.update()

    def show_change(self) -> None:
        """Paint caret and selection anew; the caret is lit where it comes to."""
        self._caret_is_lit = True
        self._viewport.update()

    def start_blinking(self) -> None:
        """The view has the focus."""
        self._caret_is_lit = True
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if flash > 0:
            self._blink_timer.start(flash // 2)
        self._viewport.update()

    def stop_blinking(self) -> None:
        """The focus went elsewhere."""
        self._blink_timer.stop()
        self._viewport.update()

    def paint(self, area: QRect, *, has_focus: bool) -> None:
        """Paint a part of the viewport, within its paint event."""
        painter = QPainter(self._viewport)
        fill(painter, area, self._look.color("paper"))
        desk = self._desk
        if desk.page.article:
            shown = self._shown(has_focus=has_focus)
            self._painter.paint(painter, desk.page, area=area, top=desk.viewpoint.top, shown=shown)
        else:
            self._paint_hint(painter)
        painter.end()

    def _paint_hint(self, painter: QPainter) -> None:
        """Say how to begin, where no article is open."""
        painter.setPen(self._look.color("muted"))
        hint = QCoreApplication.translate(
            "ReaderView", "No article is open.\n\nDrop files here, or press Ctrl+I to import some."
        )
        painter.drawText(self._viewport.rect(), QtCore.Qt.AlignmentFlag.AlignCenter, hint)

    def _shown(self, *, has_focus: bool) -> Shown:
        desk, choice = self._desk, self._desk.choice
        is_lit = has_focus and self._caret_is_lit and choice.fold is None
        return Shown(
            caret=choice.caret.head if is_lit else None,
            selected=choice.selected,
            mentions=choice.mentions,
            active=choice.active,
            hovered=desk.mouse.hovered,
            flash=self.flash,
            fold=choice.fold,
            hovered_fold=desk.mouse.hovered_fold,
            picked=choice.picked,
            handle=desk.linking.handle,
            thread=desk.linking.thread,
            borders=self._shows_borders,
        )

    def _end_flash(self) -> None:
        self.flash = None
        self._viewport.update()

    def _blink(self) -> None:
        self._caret_is_lit = not self._caret_is_lit
        rect = self._desk.spots.caret(self._desk.choice.caret.head)
        if rect is not None:
            self._viewport.update(rect.toAlignedRect().adjusted(-1, -1, 1, 1))
