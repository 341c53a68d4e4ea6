"""The scheme's types to be ticked: of mentions first, then of deals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from evreader.ui.widgets.captions import small

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from PySide6.QtWidgets import QWidget

_ROLE = Qt.ItemDataRole.UserRole
_HEIGHT = 80


class TypeList(QListWidget):
    """Types under headings; ``itemChanged`` tells of each tick."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Types; none ticked: all"))
        self.setMinimumHeight(_HEIGHT)

    def add(self, heading: str, types: Iterable[tuple[str, str]]) -> None:
        """List these types, each with its name and what a person reads for it."""
        top = QListWidgetItem(heading, self)
        top.setFlags(Qt.ItemFlag.NoItemFlags)
        top.setFont(small(self.font()))
        for name, shown in types:
            item = QListWidgetItem(shown, self)
            item.setData(_ROLE, name)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)

    def ticked(self) -> tuple[str, ...]:
        """The names of the types that are ticked."""
        rows = [row for row in self._rows() if row.checkState() == Qt.CheckState.Checked]
        return tuple(str(row.data(_ROLE)) for row in rows)

    def tick(self, names: Collection[str]) -> None:
        """Tick these and no others."""
        for row in self._rows():
            is_meant = row.data(_ROLE) in names
            row.setCheckState(Qt.CheckState.Checked if is_meant else Qt.CheckState.Unchecked)

    def _rows(self) -> list[QListWidgetItem]:
        rows = [self.item(row) for row in range(self.count())]
        return [row for row in rows if row.data(_ROLE)]
