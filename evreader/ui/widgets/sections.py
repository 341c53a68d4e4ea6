"""Sentences under headings that fold: what receipts and previews are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QTreeWidget,
    QTreeWidgetItem,
)

from evreader.override import override

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import (
        QStyleOptionViewItem,
        QTreeView,
        QWidget,
    )

_MOST_LISTED = 2000
_MARGIN = 4
"""Pixels that a row is higher, and its text narrower, than the letters need."""


class _Wrapped(QStyledItemDelegate):
    """Rows as high as their sentences in several lines; of itself a tree gives each one line."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        depth = 2 if index.parent().isValid() else 1
        width = self._view.viewport().width() - depth * self._view.indentation() - 2 * _MARGIN
        room = QRect(0, 0, max(width, 1), 0)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        lines = self._view.fontMetrics().boundingRect(room, flags, str(index.data()))
        return QSize(width, lines.height() + _MARGIN)


class Sections(QTreeWidget):
    """A tree with a heading for each list that has something in it; the first one is open."""

    def __init__(
        self, sections: Sequence[tuple[str, Sequence[str]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sections = [(name, sentences) for name, sentences in sections if sentences]
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapped(self))
        for number, (name, sentences) in enumerate(self._sections):
            section = QTreeWidgetItem(self, [f"{name} ({len(sentences):,})"])
            for sentence in sentences[:_MOST_LISTED]:
                QTreeWidgetItem(section, [sentence]).setToolTip(0, sentence)
            if len(sentences) > _MOST_LISTED:
                QTreeWidgetItem(section, [f"… +{len(sentences) - _MOST_LISTED:,}"])
            section.setExpanded(number == 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # other lines, other heights

    def text(self) -> str:
        """All of it as plain text, for the clipboard."""
        lines: list[str] = []
        for name, sentences in self._sections:
            lines += ["", f"{name} ({len(sentences):,})", *sentences]
        return "\n".join(lines)
