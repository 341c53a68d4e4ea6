"""The dialog for what is known about an article besides its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
)

from evreader.domain.slots import iso_date
from evreader.errors import InputError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from evreader.domain.article import ArticleInfo


class ArticleDialog(QDialog):
    """One field for each thing that is known; a date must be one."""

    def __init__(self, info: ArticleInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._info = info
        self.setWindowTitle(self.tr("Article details"))
        self.setMinimumWidth(560)
        self._fields = {
            name: QLineEdit(getattr(info, name), self)
            for name in ("title", "author", "date", "site", "url", "source")
        }
        self._fields["date"].setPlaceholderText(self.tr("2026, 2026-03 or 2026-03-14"))
        self._fields["url"].setPlaceholderText("https://")
        self._fault = QLabel(self)
        self._fault.setWordWrap(True)
        standard = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self._check()

    def info(self) -> ArticleInfo:
        """What the fields say.

        Raises:
            InputError: the date is none.
        """
        texts = {name: field.text().strip() for name, field in self._fields.items()}
        if texts["date"] and texts["date"] != self._info.date:
            texts["date"] = iso_date(texts["date"])
        return self._info._replace(**texts)

    def _lay_out(self) -> None:
        form = QFormLayout()
        for text, name in (
            (self.tr("&Title"), "title"),
            (self.tr("&Author"), "author"),
            (self.tr("&Date"), "date"),
            (self.tr("&Site"), "site"),
            (self.tr("A&ddress"), "url"),
            (self.tr("S&ource"), "source"),
        ):
            field = self._fields[name]
            form.addRow(text, field)
            field.setCursorPosition(0)
            field.textChanged.connect(self._check)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._fault)
        layout.addWidget(self._buttons)

    def _check(self) -> None:
        fault = ""
        try:
            self.info()
        except InputError as error:
            fault = str(error)
        self._fault.setText(fault)
        usable = not fault and bool(self._fields["title"].text().strip())
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(usable)
