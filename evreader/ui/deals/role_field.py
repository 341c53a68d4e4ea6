"""One role of a deal in the editor: its name, what fills it, and how to fill it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from evreader.domain.scheme import label
from evreader.override import override
from evreader.ui.deals.filler_row import FillerRow
from evreader.ui.widgets import tones
from evreader.ui.widgets.captions import Caption, small
from evreader.ui.widgets.controls import plain_button, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from evreader.domain.scheme import Role, Scheme
    from evreader.ui.deals.filler_row import Filling
    from evreader.ui.look import Look
    from evreader.ui.widgets.entity_picker import Values

KEYS = 9


class Typed(NamedTuple):
    """What was begun to type for a role, and where on the screen."""

    role: str
    text: str
    place: QPoint


def values_of(role: Role, scheme: Scheme) -> Values:
    """Whether a role takes plain text: never, besides entities, or only."""
    if role.types and scheme.values.issuperset(role.types):
        return "only"
    return "no" if role.types and scheme.values.isdisjoint(role.types) else "also"


class RoleField(QWidget):
    """A role with its fillers; armed, it waits for a mention to be clicked or a name typed.

    Args:
        role: what is filled.
        number: the key that arms it; 0 for a role that the deal's type does not have.
        look: label language and colours.
        takes: whether it takes plain text, as :func:`values_of` says.

    Signals:
        arm_wanted: the role's name: the user wants to fill it (or, armed already, to stop).
        typed: a :class:`Typed`: the user began to type what fills the role.
        left: Esc was pressed while it waits.
        filler_removed, attribute_edited, quote_wanted, quote_chosen, quote_removed: as of
            :class:`FillerRow`.
    """

    arm_wanted = Signal(str)
    typed = Signal(object)
    left = Signal()
    filler_removed = Signal(int)
    attribute_edited = Signal(int, str, str)
    quote_wanted = Signal(int)
    quote_chosen = Signal(object)
    quote_removed = Signal(int, object)

    def __init__(self, role: Role, number: int, look: Look, *, takes: Values) -> None:
        super().__init__()
        self.role = role
        self.takes: Values = takes
        self.foreign = not number
        self._look = look
        self._armed = False
        self._locked = False
        self._rows: dict[int, FillerRow] = {}
        self._key = Caption(str(number) if 0 < number <= KEYS else "", quiet=True, parent=self)
        self._key.setFixedWidth(16)
        self._name = Caption(parent=self)
        font = self._name.font()
        font.setWeight(font.Weight.DemiBold)
        self._name.setFont(font)
        self._state = Caption(parent=self)
        self._state.setFont(small(self.font()))
        self._add = plain_button("+", "", self)
        self._add.setCheckable(True)
        self._add.clicked.connect(self._want_arm)
        self._field = RoleLine(self)
        self._field.textEdited.connect(self._begin)
        self._field.asked.connect(self._ask)
        self._field.left.connect(self.left)
        self._field.setVisible(False)
        self._lay_out()
        self.relabel()

    def relabel(self) -> None:
        """Use the label language and theme of now."""
        language = self._look.label_language
        name = label(self.role.labels, language)
        other = label(self.role.labels, "zh" if language == "en" else "en")
        self._name.say(name, more=other)
        for row in self._rows.values():
            row.relabel()
        told = self.tr("Fill {role}: click a mention in the text or type a name").format(role=name)
        tell(self._add, told)
        self._field.setAccessibleName(told)
        self._field.setPlaceholderText(
            self.tr("Click it, or type the value")
            if self.takes == "only"
            else self.tr("Click a mention, or type")
        )
        self._say_state()

    def show_fillings(self, fillings: Sequence[Filling]) -> None:
        """Show what fills the role; rows of fillers that stay keep their place and focus."""
        wanted = {filling.filler.id: filling for filling in fillings}
        for key in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(key)
            row.hide()
            row.deleteLater()
        for place, (key, filling) in enumerate(wanted.items()):
            if key not in self._rows:
                self._rows[key] = self._new_row()
            self._box.insertWidget(place, self._rows[key])
            self._rows[key].show()
            self._rows[key].show_filling(filling)
            self._rows[key].set_locked(locked=self._locked)
        self._say_state()

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be changed, or everything."""
        self._locked = locked
        for row in self._rows.values():
            row.set_locked(locked=locked)
        self._say_state()

    def rows(self) -> list[FillerRow]:
        """The rows of the fillers, from top to bottom."""
        return list(self._rows.values())

    def set_armed(self, *, armed: bool) -> None:
        """Wait for a mention or a name, or stop waiting."""
        self._armed = armed
        self._add.setChecked(armed)
        self._field.clear()
        self._field.setVisible(armed)
        if armed:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    @property
    def armed(self) -> bool:
        """Whether it waits to be filled."""
        return self._armed

    @property
    def free(self) -> bool:
        """Whether it takes one more filler."""
        return not (self.foreign or self._locked) and (self.role.many or not self._rows)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._armed:
            painter = QPainter(self)
            painter.fillRect(self.rect(), tones.tint(self.palette(), 0.08))
            painter.fillRect(0, 0, 3, self.height(), tones.accent(self.palette()))
            painter.end()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._key)
        head.addWidget(self._name)
        head.addWidget(self._state, 1)
        head.addWidget(self._add)
        self._box = QVBoxLayout()
        self._box.setContentsMargins(24, 0, 0, 0)
        self._box.setSpacing(4)
        self._box.addWidget(self._field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 2, 0, 4)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addLayout(self._box)

    def _new_row(self) -> FillerRow:
        row = FillerRow(self.role, self._look, self)
        row.removed.connect(self.filler_removed)
        row.attribute_edited.connect(self.attribute_edited)
        row.quote_wanted.connect(self.quote_wanted)
        row.quote_chosen.connect(self.quote_chosen)
        row.quote_removed.connect(self.quote_removed)
        return row

    def _say_state(self) -> None:
        missing = self.role.required and not self._rows
        palette = self._state.palette()
        muted = tones.quiet(self.palette())
        color = self._look.color("warning") if missing else muted
        palette.setColor(QPalette.ColorRole.WindowText, color)
        self._state.setPalette(palette)
        self._state.say(self._state_text(missing=missing))
        self._add.setVisible(self.free or self._armed)

    def _state_text(self, *, missing: bool) -> str:
        if self.foreign:
            return self.tr("not a role of this type")
        return self.tr("missing") if missing else ""

    def _want_arm(self) -> None:
        self.arm_wanted.emit(self.role.name)

    def _begin(self, text: str) -> None:
        self.typed.emit(Typed(self.role.name, text, self._field.mapToGlobal(QPoint(-9, -9))))

    def _ask(self) -> None:
        self._begin(self._field.text())


class RoleLine(QLineEdit):
    """The line of an armed role; a first letter opens the picker, so does Enter or Down.

    Signals:
        asked: show what there is to choose.
        left: Esc.
    """

    asked = Signal()
    left = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
