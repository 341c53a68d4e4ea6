"""A field over the page in which a person writes a passage: a translation, or a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from evreader.domain.offsets import Utf16Map
from evreader.override import override

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from evreader.domain.article import Language
    from evreader.ui.look import Look

_LEAST, _AROUND = 132, 84
_PARAGRAPH_END = "\u2029"


class PassageEditor(QFrame):
    """Stays open until its text is kept (Ctrl+Enter) or dropped (Esc): a click beside it does not.

    Signals:
        kept: the text, each line end a line feed; it differs from what was there before.
    """

    kept = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._before = ""
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._title = QLabel(self)
        self._field = _Field(self)
        self._field.done.connect(self._keep)
        self._field.left.connect(self._leave)
        keep = QPushButton(self.tr("Keep (Ctrl+Enter)"), self)
        keep.clicked.connect(self._keep)
        leave = QPushButton(self.tr("Cancel (Esc)"), self)
        leave.clicked.connect(self._leave)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self._title)
        layout.addWidget(self._field, 1)
        layout.addLayout(buttons)
        self.hide()

    @property
    def field(self) -> QPlainTextEdit:
        """Where the text is typed."""
        return self._field

    def open_over(
        self, box: QRect, room: QRect, *, title: str, start: tuple[str, str], language: Language
    ) -> None:
        """Show a text to write over a box of the parent, within the room given.

        ``start`` is the text in front of the caret, and the text behind it.
        """
        text = "".join(start)
        self._before = text
        self._title.setText(title)
        self._field.setAccessibleName(title)
        self._field.setFont(self._look.font(language, "text"))
        self._field.setPlainText(text)
        cursor = self._field.textCursor()
        cursor.setPosition(Utf16Map(text).to_utf16(len(start[0])))
        self._field.setTextCursor(cursor)
        self.setGeometry(_over(box, room))
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def text(self) -> str:
        """What was typed, no-break spaces and line separators too, which ``toPlainText`` loses."""
        return self._field.document().toRawText().replace(_PARAGRAPH_END, "\n")

    def _keep(self) -> None:
        text = self.text()
        self._leave()
        if text != self._before:
            self.kept.emit(text)

    def _leave(self) -> None:
        self.hide()


class _Field(QPlainTextEdit):
    """A text field with a way out by either key."""

    done = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _over(box: QRect, room: QRect) -> QRect:
    """The box with space around it for the title and the buttons, moved into the room."""
    height = min(max(box.height() + _AROUND, _LEAST), room.height())
    grown = QRect(box.left() - 14, box.top() - 36, box.width() + 28, height)
    grown.moveBottom(min(grown.bottom(), room.bottom()))
    grown.moveTop(max(grown.top(), room.top()))
    return grown.intersected(room)
