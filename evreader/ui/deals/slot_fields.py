"""The fields for what every deal may say besides its roles: one field a slot of the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from evreader.domain.scheme import label
from evreader.override import override
from evreader.ui.widgets.captions import Caption, small
from evreader.ui.widgets.controls import Chooser, plain_button, tell
from evreader.ui.widgets.quotes import QuoteList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import (
        QComboBox,
    )

    from evreader.domain.scheme import SlotType
    from evreader.ui.look import Look
    from evreader.ui.widgets.quotes import Quote

LABEL_WIDTH = 112


class SlotField(QWidget):
    """One slot: its label, the field for its kind, a refusal in words, its evidence.

    Signals:
        edited: the slot's name and the text to store; an empty text removes the slot.
        quote_wanted: the slot's name: the selection in the reader shall support it.
        quote_chosen: evidence to show in the reader.
        quote_removed: the slot's name and evidence to take away.
    """

    edited = Signal(str, str)
    quote_wanted = Signal(str)
    quote_chosen = Signal(object)
    quote_removed = Signal(str, object)

    def __init__(self, slot: SlotType, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slot = slot
        self._look = look
        self._value = ""
        self._label = Caption(quiet=True, parent=self)
        self._label.setFixedWidth(LABEL_WIDTH)
        self._input = self._make_input()
        self._refusal = Caption(parent=self)
        self._refusal.setFont(small(self.font()))
        self._refusal.setVisible(False)
        self._quotes = QuoteList(parent=self)
        self._quotes.chosen.connect(self.quote_chosen)
        self._quotes.removed.connect(self._remove_quote)
        self._add = plain_button("❞+", "", self)
        self._add.clicked.connect(self._want_quote)
        self._lay_out()
        self.relabel()

    def relabel(self) -> None:
        """Use the label language and theme of now."""
        language = self._look.label_language
        name = label(self.slot.labels, language)
        self._label.say(name, more=label(self.slot.labels, "zh" if language == "en" else "en"))
        self._input.setAccessibleName(name)
        tell(self._add, self.tr("Add the selected text as evidence for {name}").format(name=name))
        palette = self._refusal.palette()
        palette.setColor(self._refusal.foregroundRole(), self._look.color("warning"))
        self._refusal.setPalette(palette)

    def show_value(self, value: str, quotes: Sequence[Quote], *, anew: bool = False) -> None:
        """Show what is stored; what was typed and refused stays, unless ``anew`` (another deal)."""
        if anew or value != self._value:
            self._value = value
            self._refusal.setVisible(False)
            self._fill(value)
        self._quotes.show_quotes(quotes)
        self._add.setEnabled(bool(value))

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be changed, or everything; the evidence can be looked at either way."""
        self._input.setEnabled(not locked)
        self._add.setEnabled(bool(self._value) and not locked)

    def refuse(self, sentence: str) -> None:
        """Say under the field why its text was not taken; the text stays."""
        self._refusal.say(sentence)
        self._refusal.setVisible(True)

    def typed(self) -> str:
        """What the field holds at the moment."""
        raise NotImplementedError

    @property
    def refusal(self) -> str:
        """The sentence that is shown under the field, or an empty text."""
        return self._refusal.text() if not self._refusal.isHidden() else ""

    def _make_input(self) -> QWidget:
        raise NotImplementedError

    def _fill(self, value: str) -> None:
        raise NotImplementedError

    def _commit(self) -> None:
        text = self.typed().strip()
        if text != self._value:
            self.edited.emit(self.slot.name, text)
        else:
            self._refusal.setVisible(False)

    def _want_quote(self) -> None:
        self.quote_wanted.emit(self.slot.name)

    def _remove_quote(self, evidence: object) -> None:
        self.quote_removed.emit(self.slot.name, evidence)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._input, 1)
        line.addWidget(self._add, 0, Qt.AlignmentFlag.AlignTop)
        self._label.setMinimumHeight(self._add.sizeHint().height())
        below = QVBoxLayout()
        below.setContentsMargins(LABEL_WIDTH + 8, 0, 0, 0)
        below.setSpacing(2)
        below.addWidget(self._refusal)
        below.addWidget(self._quotes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addLayout(below)
        self.setFocusProxy(self._input)


class TextField(SlotField):
    """A slot typed on one line: dates, amounts, percentages, numbers, words."""

    _line: QLineEdit

    @override
    def typed(self) -> str:
        return self._line.text()

    @override
    def _make_input(self) -> QWidget:
        self._line = QLineEdit(self)
        hints = {
            "date": (self.tr("yyyy-mm-dd"), self.tr("2024, 2024-05 or 2024-05-14")),
            "money": (self.tr("amount, currency"), self.tr("1.5 billion EUR or 15亿欧元")),
            "percent": (self.tr("%"), self.tr("51 or 51%")),
        }
        hint, example = hints.get(self.slot.kind, ("", ""))
        self._line.setPlaceholderText(hint)
        self._line.setToolTip(example)
        self._line.editingFinished.connect(self._commit)
        return self._line

    @override
    def _fill(self, value: str) -> None:
        self._line.setText(value)
        self._line.setCursorPosition(0)


class ChoiceField(SlotField):
    """A slot with a fixed list of answers; the first entry means: not said."""

    _box: QComboBox

    @override
    def typed(self) -> str:
        return str(self._box.currentData() or "")

    @override
    def _make_input(self) -> QWidget:
        self._box = Chooser(self)
        self._box.addItem("–", "")
        for choice in self.slot.choices or ("yes", "no"):
            self._box.addItem(choice, choice)
        self._box.activated.connect(self._commit)
        return self._box

    @override
    def relabel(self) -> None:
        super().relabel()
        for place in range(1, self._box.count()):
            self._box.setItemText(place, self._look.word_label(self._box.itemData(place)))

    @override
    def _fill(self, value: str) -> None:
        place = self._box.findData(value)
        if place < 0:
            # Imported from elsewhere: an answer the scheme does not list is shown, not hidden.
            self._box.addItem(value, value)
            place = self._box.count() - 1
        self._box.setCurrentIndex(place)


class NoteField(SlotField):
    """A slot of several lines; stored when the field is left."""

    _text: NoteEdit

    @override
    def typed(self) -> str:
        return self._text.toPlainText()

    @override
    def _make_input(self) -> QWidget:
        self._text = NoteEdit(self)
        self._text.left.connect(self._commit)
        return self._text

    @override
    def _fill(self, value: str) -> None:
        self._text.setPlainText(value)


class NoteEdit(QPlainTextEdit):
    """A few lines of text; Tab goes on to the next field.

    Signals:
        left: the focus went elsewhere.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(3 * self.fontMetrics().lineSpacing() + 14)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def slot_field(slot: SlotType, look: Look, parent: QWidget | None = None) -> SlotField:
    """The field that fits the slot's kind."""
    if slot.kind in {"choice", "flag"}:
        return ChoiceField(slot, look, parent)
    if slot.kind == "note":
        return NoteField(slot, look, parent)
    return TextField(slot, look, parent)
