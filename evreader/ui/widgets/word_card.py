"""A pop-up beside a word, with what the dictionary says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeySequence, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QLabel, QTextBrowser, QVBoxLayout

from evreader.override import override
from evreader.ui.widgets import tones
from evreader.ui.widgets.word_text import WordText, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from evreader.domain.dictionary import Found
    from evreader.ui.look import Look

_WIDTH = 23  # ems
_TALLEST = 19
_MARGIN = 12
_RADIUS = 8.0
_GAP = 6
_LEAVE_MS = 280
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
# Another window, or a menu over this one: not a choice to leave.
_STAY = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


class WordCard(QFrame):
    """Stands below a word, or above it where there is no room, never over it.

    Opened by a key it has the focus until Esc; opened by the pointer it goes with the pointer.

    Signals:
        stepped: 1 for the next word, -1 for the one before.
    """

    stepped = Signal(int)

    def __init__(self, look: Look, *, credit: str, watched: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._watched = watched
        self._parent = parent
        self._word = QRect()
        self._found: Sequence[Found] = ()
        self._before: QWidget | None = None
        self._text = _Text(self)
        self._text.stepped.connect(self.stepped)
        self._text.left.connect(self.shut)
        self._text.copied.connect(self._copy)
        self._text.installEventFilter(self)
        self._credit = QLabel(credit, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN - 2, _MARGIN, _MARGIN - 4)
        layout.setSpacing(6)
        layout.addWidget(self._text)
        layout.addWidget(self._credit)
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.setInterval(_LEAVE_MS)
        self._leave.timeout.connect(self.shut)
        self.setGraphicsEffect(self._shadow())
        watched.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    @property
    def shown(self) -> str:
        """What it says, as plain text."""
        return self._text.toPlainText() if self.isVisible() else ""

    def show_found(self, found: Sequence[Found], word: QRect, *, focus: bool) -> None:
        """Show entries beside a word, given where that is in the parent."""
        self._show(WordText(self._look).page(found), found, word, focus=focus)

    def show_message(self, text: str, word: QRect, *, focus: bool) -> None:
        """Show a sentence beside a word."""
        self._show(WordText(self._look).message(text), (), word, focus=focus)

    def shut(self) -> None:
        """Close it and give the focus back."""
        if self.isHidden():
            return
        self._leave.stop()
        before, self._before = self._before, None
        had_focus = self._text.hasFocus()
        self.hide()
        if before is not None and had_focus:
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self, html: str, found: Sequence[Found], word: QRect, *, focus: bool) -> None:
        self._found, self._word = found, word
        self._leave.stop()
        self._text.setHtml(html)
        font = self._look.font("en", "label")
        self._credit.setFont(font)
        self._credit.setStyleSheet(f"color: {self._look.color('faint').name()}")
        self._credit.setVisible(bool(found))
        self._place()
        if focus and self._before is None:
            self._before = self.window().focusWidget()
        self.show()
        self.raise_()
        self._text.verticalScrollBar().setValue(0)
        if focus:
            self._text.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        room = self._parent.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        em = self._look.size("text")
        width = min(_WIDTH * em, room.width())
        inner = width - 2 * _MARGIN
        # Its own document follows the width that the field had before.
        measured = self._text.document().clone(self)
        measured.setTextWidth(inner)
        text = round(measured.size().height()) + 1
        measured.deleteLater()
        foot = 2 * _MARGIN + (self._credit.sizeHint().height() if self._found else 0)
        below = room.bottom() - self._word.bottom() - _GAP
        above = self._word.top() - _GAP - room.top()
        height = min(text, _TALLEST * em) + foot
        is_below = below >= min(height, above) or below >= height
        height = min(height, max(below if is_below else above, foot + em))
        y = self._word.bottom() + _GAP if is_below else self._word.top() - _GAP - height
        x = min(max(self._word.left() - _MARGIN, room.left()), room.right() - width)
        self._text.setFixedHeight(height - foot)
        self.setGeometry(x, y, width, height)

    def _copy(self) -> None:
        chosen = self._text.textCursor().selectedText().replace("\u2029", "\n")
        QGuiApplication.clipboard().setText(chosen or plain(self._found))

    def _shadow(self) -> QGraphicsDropShadowEffect:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(22)
        shadow.setOffset(0, 4)
        color = self._look.color("text")
        color.setRgb(0, 0, 0, 70)
        shadow.setColor(color)
        return shadow

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isHidden():
            return False
        kind = event.type()
        if watched is self._text:
            if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAY:
                self._before = None
                self.shut()
        elif watched is self._parent:
            if kind == QEvent.Type.Resize:
                self.shut()
        elif kind in {QEvent.Type.Wheel, QEvent.Type.MouseButtonPress, QEvent.Type.Hide}:
            self.shut()
        elif isinstance(event, QMouseEvent) and not self._text.hasFocus():
            self._follow(event)
        return False

    def _follow(self, event: QMouseEvent) -> None:
        point = self._watched.mapTo(self._parent, event.position().toPoint())
        near = self._word.adjusted(-3, -3, 3, _GAP)
        if near.contains(point):
            self._leave.stop()
        elif not self._leave.isActive():
            self._leave.start()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._leave.stop()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if not self._text.hasFocus():
            self._leave.start()
        super().leaveEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tones.hairline(self.palette()), 1))
        painter.setBrush(self.palette().base())
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.end()


class _Text(QTextBrowser):
    """The text of the card; its keys."""

    stepped = Signal(int)
    left = Signal()
    copied = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(self.tr("Dictionary"))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_W}:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)
