"""A small pop-up to choose an entity by typing: either name, pinyin or pinyin initials."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from evreader.domain.scheme import label
from evreader.override import override
from evreader.ui.widgets.controls import move_on_screen
from evreader.ui.widgets.lines import Line, LineView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPoint
    from PySide6.QtGui import QHideEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from evreader.domain.annotation import Entity
    from evreader.session.session import Session
    from evreader.ui.look import Look

    Values = Literal["no", "also", "only"]

LISTED = 12
SEEN = 7
WIDTH = 376
NEW, VALUE = -1, -2
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -6,
    Qt.Key.Key_PageDown: 6,
}


class EntityPicker(QFrame):
    """A line to type in and what fits below it; Up, Down, Enter, Esc.

    Signals:
        picked: the id of the entity that was chosen.
        new_wanted: the text is the name of an entity to be made.
        value_wanted: the text itself is the answer, no entity.
        cancelled: closed without a choice.
    """

    picked = Signal(int)
    new_wanted = Signal(str)
    value_wanted = Signal(str)
    cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._look = look
        self._session: Session | None = None
        self._types: tuple[str, ...] = ()
        self._values: Values = "no"
        self._found: dict[int, Entity] = {}
        self._proposed: dict[int, Entity] = {}
        self._begun = ""
        self._answered = False
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(self.tr("Name, 名称 or pinyin"))
        self._field.setAccessibleName(self.tr("Entity name"))
        self._list = LineView(look, self)
        self._list.setAccessibleName(self.tr("Entities that fit"))
        self._list.setSelectionMode(LineView.SelectionMode.SingleSelection)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self._field)
        layout.addWidget(self._list, 1)
        self.setFocusProxy(self._field)
        self._field.textChanged.connect(self._search)
        self._list.clicked.connect(self._answer_clicked)

    def set_session(self, session: Session | None) -> None:
        """Choose from the entities of this project."""
        self._session = session

    def open_at(
        self,
        place: QPoint,
        text: str = "",
        type_name: str | None = None,
        *,
        types: Sequence[str] = (),
        values: Values = "no",
        proposed: Sequence[Entity] = (),
    ) -> None:
        """Pop up below a point of the screen, with this text to begin with.

        With a type, the text is a proposal that typing replaces; without one, what was typed so
        far.

        Args:
            place: the upper left corner wanted, in screen coordinates.
            text: what the field holds at first.
            type_name: the entity type that is preferred.
            types: more such types.
            values: whether the text may be taken as it is, or even must be.
            proposed: entities to offer as long as nothing else is typed.
        """
        self._proposed = {entity.id: entity for entity in proposed}
        self._begun = text.strip()
        self._types = ((type_name,) if type_name else ()) + tuple(types)
        self._values = values
        self._answered = False
        self._field.setText(text)
        self._search()
        if type_name:
            self._field.selectAll()
        move_on_screen(self, place)
        self.show()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The line edit leaves these keys to its parent.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._answer(self._list.current_id())
        elif event.key() in _STEPS:
            self._step(_STEPS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self._answered:
            self._answered = True
            self.cancelled.emit()

    def _search(self) -> None:
        text = self._field.text().strip()
        self._found = {entity.id: entity for entity in self._fitting(text)}
        if text == self._begun:
            self._found |= self._proposed
        rows = list(self._found)
        if text and self._values != "no":
            rows.append(VALUE)
        if text and self._values != "only":
            rows.append(NEW)
        self._list.hint = "" if text or rows else self.tr("Type a name.")
        self._list.show_rows(rows, self._line)
        if rows:
            self._list.go_to(rows[0])
        self._fit(len(rows))

    def _fitting(self, text: str) -> list[Entity]:
        """Entities of the preferred types first, then any others that fit."""
        if self._session is None or self._values == "only":
            return []
        order = {name: place for place, name in reversed([*enumerate(self._types)])}
        found = self._session.entities.find(text, limit=sys.maxsize)
        return sorted(found, key=lambda entity: order.get(entity.type, len(order)))[:LISTED]

    def _line(self, key: int) -> Line:
        text = self._field.text().strip()
        if key == NEW:
            kind = self._type_label(self._types[0]) if self._types else ""
            return Line(
                self.tr("New entity “{text}”").format(text=text), detail=kind, mark=self._first()
            )
        if key == VALUE:
            detail = self.tr("As plain text, no entity")
            return Line(self.tr("“{text}”").format(text=text), detail=detail)
        entity = self._found[key]
        names = {name.language: name.text for name in reversed(entity.names)}
        english = names.get("en") or names.get("other", "")
        ticker = entity.attributes.get("ticker", "")
        across = self.tr("in the counterpart") if key in self._proposed else ""
        parts = (self._type_label(entity.type), ticker, across)
        detail = " · ".join(part for part in parts if part)
        return Line(english, right=names.get("zh", ""), detail=detail, mark=entity.type)

    def _first(self) -> str:
        return self._types[0] if self._types else ""

    def _type_label(self, name: str) -> str:
        kinds = self._session.scheme.entity_types if self._session is not None else {}
        kind = kinds.get(name)
        return label(kind.labels, self._look.label_language) if kind else name

    def _step(self, rows: int) -> None:
        model = self._list.model()
        row = min(max(self._list.currentIndex().row() + rows, 0), model.rowCount() - 1)
        self._list.setCurrentIndex(model.index(row, 0))

    def _answer_clicked(self, _index: QModelIndex) -> None:
        self._answer(self._list.current_id())

    def _answer(self, key: int) -> None:
        text = self._field.text().strip()
        if not key:
            return
        self._answered = True
        self.close()
        if key == NEW:
            self.new_wanted.emit(text)
        elif key == VALUE:
            self.value_wanted.emit(text)
        else:
            self.picked.emit(key)

    def _fit(self, rows: int) -> None:
        """As high as what is listed."""
        line = self._list.sizeHintForRow(0) if rows else self.fontMetrics().height() * 3
        self._list.setFixedHeight(max(min(rows, SEEN), 1) * line + 2)
        self.setFixedWidth(WIDTH)
        self.adjustSize()
