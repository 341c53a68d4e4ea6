"""The dialog that takes the two files of a pair, one in each language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.ui.ask import Ask


class PairDialog(QDialog):
    """Two files, one in each language."""

    def __init__(self, ask: Ask, filters: Sequence[str]) -> None:
        super().__init__(ask.window)
        self._ask = ask
        self._filters = filters
        self.setWindowTitle(self.tr("Import EN/ZH pair"))
        self.setMinimumWidth(560)
        self._english = QLineEdit()
        self._chinese = QLineEdit()
        grid = QGridLayout()
        for row, (name, field, browse) in enumerate((
            (self.tr("&English text"), self._english, self._browse_english),
            (self.tr("&Chinese text"), self._chinese, self._browse_chinese),
        )):
            label = QLabel(name)
            label.setBuddy(field)
            button = QPushButton(self.tr("Browse…"))
            button.setAutoDefault(False)
            button.clicked.connect(browse)
            field.textChanged.connect(self._check)
            for column, widget in enumerate((label, field, button)):
                grid.addWidget(widget, row, column)
        standard = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self._import = self._buttons.button(standard.Ok)
        self._import.setText(self.tr("Import"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(grid)
        layout.addWidget(self._buttons)
        self._check()

    def pair(self) -> tuple[Path, Path]:
        """The two files."""
        return Path(self._english.text().strip()), Path(self._chinese.text().strip())

    def _browse_english(self) -> None:
        self._browse(self._english, self.tr("English text"))

    def _browse_chinese(self) -> None:
        self._browse(self._chinese, self.tr("Chinese text"))

    def _browse(self, field: QLineEdit, title: str) -> None:
        path = self._ask.open_file(title, self._filters, over=self)
        if path is not None:
            field.setText(str(path))

    def _check(self) -> None:
        english, chinese = self.pair()
        self._import.setEnabled(english.is_file() and chinese.is_file() and english != chinese)
