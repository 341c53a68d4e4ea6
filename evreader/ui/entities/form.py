"""One entity, to read and to correct: its names, its type, what is known of it, where it occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evreader.domain.annotation import Evidence, Name
from evreader.domain.article import LANGUAGES
from evreader.domain.scheme import label
from evreader.ui.widgets.captions import Caption, SectionLabel, counted
from evreader.ui.widgets.controls import Chooser, plain_button
from evreader.ui.widgets.lines import Line, LineView
from evreader.ui.widgets.quotes import quotes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.domain.annotation import Entity, Mention
    from evreader.session.session import Session
    from evreader.ui.look import Look
    from evreader.ui.widgets.quotes import Quote

LISTED = 200
"""So many mentions are listed; walking goes through all."""


class NameRow(QWidget):
    """One name: its language, its text, a button to drop it.

    Signals:
        edited: language or text changed.
        dropped: the row itself, whose name is to go.
    """

    edited = Signal()
    dropped = Signal(object)

    def __init__(self, name: Name, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = name
        self._language = Chooser(self)
        codes = {"en": self.tr("EN"), "zh": self.tr("ZH"), "other": self.tr("other")}
        for language in LANGUAGES:
            self._language.addItem(codes[language], language)
        self._language.setCurrentIndex(self._language.findData(name.language))
        self._language.setAccessibleName(self.tr("Language of the name"))
        self.text = QLineEdit(name.text, self)
        self.text.setCursorPosition(0)
        self.text.setAccessibleName(self.tr("Name ({language})").format(language=name.language))
        self.text.setPlaceholderText(
            self.tr("中文名称") if name.language == "zh" else self.tr("Name in English")
        )
        drop = plain_button("×", self.tr("Remove this name"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._language)
        layout.addWidget(self.text, 1)
        layout.addWidget(drop)
        self.setFocusProxy(self.text)
        self._language.activated.connect(self._tell_change)
        self.text.editingFinished.connect(self._tell_change)
        drop.clicked.connect(self._drop)

    def name(self) -> Name:
        """What the row says; the text may be empty."""
        return Name(self._language.currentData(), self.text.text().strip())

    def _tell_change(self) -> None:
        if self.name() != self._before:
            self._before = self.name()
            self.edited.emit()

    def _drop(self) -> None:
        self.text.clear()
        self.dropped.emit(self)


class EntityForm(QWidget):
    """Shows one entity; every signal says what the user wants changed.

    Signals:
        names_edited: the new list of names.
        type_chosen: another entity type.
        attribute_edited: an attribute's name and its new text; empty takes it away.
        mention_chosen: a mention to show in the reader.
    """

    names_edited = Signal(list)
    type_chosen = Signal(str)
    attribute_edited = Signal(str, str)
    mention_chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._entity: Entity | None = None
        self._quotes: dict[int, Quote] = {}
        self._rows: list[NameRow] = []
        self._fields: dict[str, QLineEdit | Chooser] = {}
        self._captions: list[Caption] = []
        self._type = Chooser(self)
        self._type.setAccessibleName(self.tr("Type"))
        self._type.activated.connect(self._choose_type)
        self._names = QVBoxLayout()
        self._names.setSpacing(4)
        self._attributes = QGridLayout()
        self._attributes.setHorizontalSpacing(8)
        self._attributes.setVerticalSpacing(4)
        self._attributes.setColumnStretch(1, 1)
        self._heading = SectionLabel(parent=self)
        self._mentions = LineView(look, self)
        self._mentions.setAccessibleName(self.tr("Mentions of this entity"))
        self._mentions.setMinimumHeight(88)
        self._mentions.opened.connect(self.mention_chosen)
        self._mentions.clicked.connect(self._choose_mention)
        self._lay_out()

    def show_entity(
        self, entity: Entity, listed: Sequence[Mention], session: Session, *, mentioned: int
    ) -> None:
        """Show an entity and its first mentions, of so many."""
        before, self._entity = self._entity, entity
        if before is None or (before.id, before.names) != (entity.id, entity.names):
            self._show_names(entity)
        self._show_type(entity, session)
        self._show_attributes(entity, session)
        held = {
            item.id: Evidence(item.passage, item.start, item.end, item.text, item.id)
            for item in listed
        }
        found = quotes_of(session, held.values())
        self._quotes = {key: found[item] for key, item in held.items() if item in found}
        self._heading.say(
            counted(mentioned, self.tr("{n} mention"), self.tr("{n} mentions"))
            + (self.tr(", the first {n}").format(n=LISTED) if mentioned > LISTED else "")
        )
        self._mentions.hint = self.tr("Not mentioned in this annotation set.")
        self._mentions.show_rows(list(self._quotes), self._line)

    def focus_names(self) -> None:
        """Begin to rename: the caret goes into the first name."""
        if self._rows:
            self._rows[0].text.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._rows[0].text.selectAll()

    def _lay_out(self) -> None:
        names = QHBoxLayout()
        names.addWidget(SectionLabel(self.tr("Names"), self), 1)
        add = plain_button("+", self.tr("Add a name"), self)
        add.clicked.connect(self._add_row)
        names.addWidget(add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(names)
        layout.addLayout(self._names)
        layout.addSpacing(8)
        layout.addWidget(SectionLabel(self.tr("Type and attributes"), self))
        layout.addLayout(self._attributes)
        self._attributes.addWidget(_caption(self.tr("Type"), self), 0, 0)
        self._attributes.addWidget(self._type, 0, 1)
        layout.addSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self._mentions, 1)

    def _show_names(self, entity: Entity) -> None:
        """All names, and an empty row for each of the two languages that has none."""
        while self._rows:
            self._remove_row(self._rows[0])
        names = list(entity.names)
        for language in LANGUAGES[:2]:
            if all(name.language != language for name in names):
                names.append(Name(language, ""))
        for name in sorted(names, key=lambda name: LANGUAGES.index(name.language)):
            self._new_row(name)

    def _new_row(self, name: Name) -> NameRow:
        row = NameRow(name, self)
        row.edited.connect(self._tell_names)
        row.dropped.connect(self._drop_row)
        self._rows.append(row)
        self._names.addWidget(row)
        row.show()
        return row

    def _remove_row(self, row: NameRow) -> None:
        self._rows.remove(row)
        row.hide()
        row.deleteLater()

    def _add_row(self) -> None:
        self._new_row(Name("en", "")).text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_row(self, row: NameRow) -> None:
        self._remove_row(row)
        self._tell_names()

    def _tell_names(self) -> None:
        names = [row.name() for row in self._rows if row.name().text]
        if self._entity is not None and tuple(names) != self._entity.names:
            self.names_edited.emit(names)

    def _show_type(self, entity: Entity, session: Session) -> None:
        self._type.clear()
        for kind in session.scheme.entities:
            self._type.addItem(label(kind.labels, self._look.label_language), kind.name)
        if self._type.findData(entity.type) < 0:
            self._type.addItem(entity.type, entity.type)
        self._type.setCurrentIndex(self._type.findData(entity.type))

    def _choose_type(self) -> None:
        name = self._type.currentData()
        if self._entity is not None and name != self._entity.type:
            self.type_chosen.emit(name)

    def _show_attributes(self, entity: Entity, session: Session) -> None:
        """A field for each attribute of the type, and for any other the entity happens to have.

        ``level`` is left out: it says how a text names something, so mentions have it.
        """
        kind = session.scheme.entity_types.get(entity.type)
        wanted = dict(kind.attributes) if kind else {}
        wanted.pop("level", None)
        wanted |= {name: () for name in entity.attributes if name not in wanted}
        told = [self._look.word_label(name) for name in wanted]
        if list(self._fields) != list(wanted) or told != [said.text() for said in self._captions]:
            self._make_fields(wanted)
        for name, field in self._fields.items():
            value = entity.attributes.get(name, "")
            if isinstance(field, Chooser):
                if field.findData(value) < 0:
                    field.addItem(value, value)
                field.setCurrentIndex(field.findData(value))
            elif field.text() != value:
                field.setText(value)

    def _make_fields(self, wanted: dict[str, tuple[str, ...]]) -> None:
        for widget in (*self._captions, *self._fields.values()):
            self._attributes.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._fields = {name: self._new_field(name, wanted[name]) for name in wanted}
        self._captions = [_caption(self._look.word_label(name), self) for name in wanted]
        pairs = zip(self._captions, self._fields.values(), strict=True)
        for row, (caption, field) in enumerate(pairs, 1):
            self._attributes.addWidget(caption, row, 0)
            self._attributes.addWidget(field, row, 1)

    def _new_field(self, name: str, choices: tuple[str, ...]) -> QLineEdit | Chooser:
        if choices:
            chooser = Chooser(self)
            chooser.addItem("–", "")
            for choice in choices:
                chooser.addItem(self._look.word_label(choice), choice)
            chooser.activated.connect(self._tell_attributes)
            chooser.setAccessibleName(self._look.word_label(name))
            return chooser
        line = QLineEdit(self)
        line.setAccessibleName(self._look.word_label(name))
        line.editingFinished.connect(self._tell_attributes)
        return line

    def _tell_attributes(self) -> None:
        if self._entity is None:
            return
        for name, field in list(self._fields.items()):
            text = field.currentData() if isinstance(field, Chooser) else field.text().strip()
            if text != self._entity.attributes.get(name, ""):
                self.attribute_edited.emit(name, text)

    def _choose_mention(self) -> None:
        self.mention_chosen.emit(self._mentions.current_id())

    def _line(self, key: int) -> Line:
        quote = self._quotes[key]
        codes = {"en": self.tr("EN"), "zh": self.tr("ZH")}
        text = f"{quote.before}{quote.text}{quote.after}"
        return Line(text, detail=f"{codes.get(quote.language, '–')} · {quote.title}")


def _caption(text: str, parent: QWidget) -> Caption:
    caption = Caption(text, quiet=True, parent=parent)
    caption.setFixedWidth(72)
    return caption
