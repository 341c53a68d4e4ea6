"""Sentences under headings that fold: what receipts and previews are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

_MOST_LISTED = 2000


class Sections(QTreeWidget):
    """A tree with a heading for each list that has something in it; the first one is open."""

    def __init__(
        self, sections: Sequence[tuple[str, Sequence[str]]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sections = [(name, sentences) for name, sentences in sections if sentences]
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        for number, (name, sentences) in enumerate(self._sections):
            section = QTreeWidgetItem(self, [f"{name} ({len(sentences):,})"])
            for sentence in sentences[:_MOST_LISTED]:
                QTreeWidgetItem(section, [sentence]).setToolTip(0, sentence)
            if len(sentences) > _MOST_LISTED:
                QTreeWidgetItem(section, [f"… +{len(sentences) - _MOST_LISTED:,}"])
            section.setExpanded(number == 0)

    def text(self) -> str:
        """All of it as plain text, for the clipboard."""
        lines: list[str] = []
        for name, sentences in self._sections:
            lines += ["", f"{name} ({len(sentences):,})", *sentences]
        return "\n".join(lines)
