"""The dialog that tells what an import of annotations would bring, before anything is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
)

from evreader.ui.widgets.sections import Sections

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from evreader.session.preview import Preview

_SIZE = (640, 440)


class PreviewDialog(QDialog):
    """What would come in, and how its annotation set shall be called."""

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import annotations"))
        self.resize(*_SIZE)
        self._name = QLineEdit(self)
        self._name.setPlaceholderText(", ".join(preview.sets))
        label = QLabel(self._summary(preview), self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        sections = Sections(
            (
                (self.tr("Refused"), preview.receipt.refused),
                (self.tr("In the project already: tagged there"), preview.matched),
                (self.tr("New articles"), preview.new),
                (self.tr("Notes"), preview.receipt.notes),
                (self.tr("What cannot be taken in"), preview.receipt.losses),
                (self.tr("Read"), preview.receipt.files),
            ),
            self,
        )
        sections.setAccessibleName(self.tr("What the import would bring"))
        form = QFormLayout()
        form.addRow(self.tr("&New annotation set"), self._name)
        standard = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        buttons.button(standard.Ok).setText(self.tr("Import"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(sections, 1)
        layout.addLayout(form)
        layout.addWidget(buttons)

    def name(self) -> str:
        """The name for the annotation set; empty: as the file has it."""
        return self._name.text().strip()

    def _summary(self, preview: Preview) -> str:
        told = self.tr("Nothing is stored yet. It would bring: {counts}.")
        sentence = told.format(counts=preview.receipt.summary())
        if preview.others:
            more = self.tr("Besides, files of plain text: {number}.")
            sentence = f"{sentence} {more.format(number=preview.others)}"
        return sentence
