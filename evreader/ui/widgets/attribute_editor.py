"""A pop-up with what can be said about a mention besides its type and entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QVBoxLayout

from evreader.override import override
from evreader.ui.widgets.controls import move_on_screen

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from evreader.domain.annotation import Mention
    from evreader.domain.scheme import Scheme
    from evreader.ui.look import Look


class AttributeEditor(QFrame):
    """One field for each attribute that the scheme gives the mention's type; Enter and Esc close.

    Signals:
        edited: an attribute's name and its new value; an empty value takes it back.
    """

    edited = Signal(str, str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._look = look
        self._fields: dict[str, QComboBox] = {}
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 12, 16, 12)
        self._form: QWidget | None = None

    def open_at(self, scheme: Scheme, mention: Mention, place: QPoint) -> None:
        """Pop up for this mention at a point of the screen."""
        if self._form is not None:
            self._layout.removeWidget(self._form)
            self._form.deleteLater()
        kind = scheme.entity_types.get(mention.type)
        choices = dict(kind.attributes) if kind else {}
        choices |= {name: () for name in mention.attributes if name not in choices}
        self._form = self._build(choices, mention)
        self._layout.addWidget(self._form)
        self.adjustSize()
        move_on_screen(self, place)
        self.show()
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def field(self, name: str) -> QComboBox:
        """The field of an attribute."""
        return self._fields[name]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.close()
        else:
            super().keyPressEvent(event)

    def _build(self, choices: dict[str, tuple[str, ...]], mention: Mention) -> QWidget:
        box = QFrame(self)
        form = QFormLayout(box)
        form.setContentsMargins(0, 0, 0, 0)
        title = f"{self._look.type_label(mention.type)}  “{mention.text}”"
        form.addRow(QLabel(box.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, 300)))
        self._fields = {}
        for name, values in choices.items():
            field = QComboBox(box)
            field.setEditable(not values)
            for value in ("", *values):
                field.addItem(self._look.word_label(value), value)
            _choose(field, mention.attributes.get(name, ""))
            field.setMinimumWidth(180)
            field.setObjectName(name)
            line = field.lineEdit()
            if line is None:
                field.activated.connect(self._tell_changes)
            else:
                line.editingFinished.connect(self._tell_changes)
                line.returnPressed.connect(self.close)
            form.addRow(self._look.word_label(name), field)
            self._fields[name] = field
        if not choices:
            form.addRow(QLabel(self.tr("The scheme has no attributes for this type.")))
        self._before = {name: _chosen(field) for name, field in self._fields.items()}
        return box

    def _tell_changes(self) -> None:
        for name, field in self._fields.items():
            value = _chosen(field)
            if value != self._before[name]:
                self._before[name] = value
                self.edited.emit(name, value)


def _choose(field: QComboBox, value: str) -> None:
    """Show a value, as it is where it is typed or the scheme does not list it."""
    if field.findData(value) < 0 and not field.isEditable():
        field.addItem(value, value)
    if field.isEditable():
        field.setCurrentText(value)
    else:
        field.setCurrentIndex(field.findData(value))


def _chosen(field: QComboBox) -> str:
    """The value as it is stored."""
    return field.currentText().strip() if field.isEditable() else str(field.currentData())
