"""The window that tells what an import or export did and what it did not; one may work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout

from evreader.session.receipt import ImportReceipt
from evreader.ui.widgets.sections import Sections

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from evreader.domain.bundle import Receipt

_SIZE = (640, 420)


class ReceiptDialog(QDialog):
    """A receipt, section by section."""

    def __init__(self, receipt: Receipt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._receipt = receipt
        self.setWindowTitle(
            self.tr("Last import") if isinstance(receipt, ImportReceipt) else self.tr("Last export")
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.resize(*_SIZE)
        self._sentence = self._summary()
        self._sections = Sections(self._lists(), self)
        self._sections.setAccessibleName(self.tr("What went through and what did not"))
        self._lay_out()

    def text(self) -> str:
        """The whole receipt, as it is copied."""
        return f"{self._sentence}\n{self._sections.text()}"

    def _summary(self) -> str:
        receipt = self._receipt
        if not isinstance(receipt, ImportReceipt):
            return self.tr("Exported: {counts}.").format(counts=receipt.summary())
        sentence = self.tr("Imported: {counts}.").format(counts=receipt.summary())
        if receipt.cancelled:
            more = self.tr("The import was cancelled; what was finished stays.")
            sentence = f"{sentence} {more}"
        return sentence

    def _lists(self) -> list[tuple[str, list[str]]]:
        receipt = self._receipt
        files = self.tr("Written")
        sections = [(self.tr("Refused"), receipt.refused)]
        if isinstance(receipt, ImportReceipt):
            files = self.tr("Read")
            sections += [
                (self.tr("To look at"), receipt.doubtful),
                (self.tr("Left out: in the project already"), receipt.skipped),
                (self.tr("Nearly the same as another"), receipt.similar),
            ]
        return [
            *sections,
            (self.tr("What the format cannot carry"), receipt.losses),
            (self.tr("Notes"), receipt.notes),
            (files, receipt.files),
        ]

    def _lay_out(self) -> None:
        label = QLabel(self._sentence, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = QPushButton(self.tr("&Copy"))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(self._sections, 1)
        layout.addWidget(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
