"""What fills a role: a name in both languages, what is said of it besides, its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evreader.ui.widgets.captions import PairCaption, small
from evreader.ui.widgets.controls import plain_button, tell
from evreader.ui.widgets.quotes import QuoteList

if TYPE_CHECKING:
    from evreader.domain.annotation import Entity, Filler
    from evreader.domain.scheme import Role
    from evreader.ui.look import Look
    from evreader.ui.widgets.quotes import Quote


class Filling(NamedTuple):
    """A filler with what is shown of it; ``entity`` is None for plain text."""

    filler: Filler
    entity: Entity | None
    quotes: tuple[Quote, ...]


class FillerRow(QWidget):
    """One filler of a role.

    Signals:
        removed: the filler's id, to be taken out of the role.
        attribute_edited: the filler's id, an attribute's name and its new text.
        quote_wanted: the filler's id: the selection in the reader shall support it.
        quote_chosen: evidence to show in the reader.
        quote_removed: the filler's id and evidence to take away.
    """

    removed = Signal(int)
    attribute_edited = Signal(int, str, str)
    quote_wanted = Signal(int)
    quote_chosen = Signal(object)
    quote_removed = Signal(int, object)

    def __init__(self, role: Role, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.filler = 0
        self._values: dict[str, str] = {}
        self._name = PairCaption(self)
        self._remove = plain_button("×", "", self)
        self._remove.clicked.connect(self._want_remove)
        self._quote = plain_button("❞+", "", self)
        self._quote.clicked.connect(self._want_quote)
        self._fields = {name: self._attribute_field(name) for name in role.attributes}
        self._quotes = QuoteList(parent=self)
        self._quotes.chosen.connect(self.quote_chosen)
        self._quotes.removed.connect(self._remove_quote)
        self._lay_out()
        self.relabel()

    def relabel(self) -> None:
        """Use the label language of now."""
        for name, field in self._fields.items():
            told = self._look.word_label(name)
            field.setPlaceholderText(told)
        self._tell()

    def show_filling(self, filling: Filling) -> None:
        """Show this filler; a field keeps what is being typed unless the stored text changed."""
        self.filler = filling.filler.id
        name, other = self._names(filling)
        self._name.say_pair(name, other)
        for key, field in self._fields.items():
            value = filling.filler.attributes.get(key, "")
            if value != self._values.get(key):
                self._values[key] = value
                field.setText(value)
                field.setCursorPosition(0)
        self._quotes.show_quotes(filling.quotes)
        self.setAccessibleName(f"{name} {other}".strip())
        self._tell()

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be changed, or everything; the evidence can be looked at either way."""
        for part in (self._remove, self._quote, *self._fields.values()):
            part.setEnabled(not locked)

    def quotes(self) -> QuoteList:
        """Its evidence."""
        return self._quotes

    def _tell(self) -> None:
        """Say of each control whom it is about: a deal has many of the same kind."""
        name = self._name.text()
        told = self.tr("Add the selected text as evidence for {name}").format(name=name)
        tell(self._quote, told)
        tell(self._remove, self.tr("Take {name} out of the role").format(name=name))
        for attribute, field in self._fields.items():
            word = self._look.word_label(attribute)
            field.setAccessibleName(f"{word}, {name}")
            # The field is short: what is cut off in it is told here.
            field.setToolTip(": ".join(part for part in (word, field.text()) if part))

    def _names(self, filling: Filling) -> tuple[str, str]:
        if filling.entity is None:
            return filling.filler.value or self.tr("(deleted entity)"), ""
        names = {name.language: name.text for name in reversed(filling.entity.names)}
        chinese = names.pop("zh", "")
        first = names.get("en") or names.get("other", "")
        return (first, chinese) if first else (chinese, "")

    def _attribute_field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setFont(small(self.font()))
        field.setMinimumWidth(48)
        field.editingFinished.connect(self._commit)
        return field

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addWidget(self._quote)
        buttons.addWidget(self._remove)
        head.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        if self._fields:
            line = QHBoxLayout()
            line.setSpacing(8)
            for field in self._fields.values():
                line.addWidget(field)
            layout.addLayout(line)
        layout.addWidget(self._quotes)

    def _commit(self) -> None:
        for name, field in self._fields.items():
            text = field.text().strip()
            if text != self._values.get(name, ""):
                self._values[name] = text
                self.attribute_edited.emit(self.filler, name, text)

    def _want_remove(self) -> None:
        self.removed.emit(self.filler)

    def _want_quote(self) -> None:
        self.quote_wanted.emit(self.filler)

    def _remove_quote(self, evidence: object) -> None:
        self.quote_removed.emit(self.filler, evidence)
