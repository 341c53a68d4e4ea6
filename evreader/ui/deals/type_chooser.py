"""Choosing a deal's type: by its key, by typing part of its name, or from the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter

from evreader.domain.scheme import label
from evreader.override import override
from evreader.ui.widgets.controls import Chooser

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

    from evreader.domain.scheme import Scheme
    from evreader.ui.look import Look


class DealTypeChooser(Chooser):
    """A drop-down one can type in: a type's key and Enter, or any part of either label.

    Signals:
        chosen: the name of another deal type than the one shown.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._scheme: Scheme | None = None
        self._shown = ""
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(self.tr("Type of deal"))
        self.setToolTip(self.tr("Type of deal: press its key and Enter, or type part of its name"))
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.activated.connect(self._choose_at)
        line = self.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._choose_typed)

    def set_scheme(self, scheme: Scheme | None) -> None:
        """Offer the deal types of this scheme."""
        self._scheme = scheme
        self.relabel()

    def show_type(self, name: str) -> None:
        """Show this type as the chosen one."""
        self._shown = name
        place = self.findData(name)
        if place >= 0:
            self.setCurrentIndex(place)
        else:
            self.setEditText(name)

    def relabel(self) -> None:
        """Use the label language of now."""
        language = self._look.label_language
        self.clear()
        for kind in self._scheme.deals if self._scheme is not None else ():
            other = label(kind.labels, "zh" if language == "en" else "en")
            key = f"  ({kind.key})" if kind.key else ""
            self.addItem(f"{label(kind.labels, language)}  {other}{key}", kind.name)
        self.show_type(self._shown)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        line = self.lineEdit()
        if line is not None:
            line.selectAll()

    def _choose_at(self, place: int) -> None:
        self._choose(str(self.itemData(place)))

    def _choose_typed(self) -> None:
        """A key alone, or the only type whose text contains what was typed; else back again."""
        text = self.currentText().strip().casefold()
        kinds = self._scheme.deals if self._scheme is not None else ()
        by_key = [kind.name for kind in kinds if kind.key and kind.key.casefold() == text]
        places = [n for n in range(self.count()) if text and text in self.itemText(n).casefold()]
        if by_key:
            self._choose(by_key[0])
        elif len(places) == 1:
            self._choose(str(self.itemData(places[0])))
        else:
            self.show_type(self._shown)

    def _choose(self, name: str) -> None:
        before, self._shown = self._shown, name
        self.show_type(name)
        if name != before:
            self.chosen.emit(name)
