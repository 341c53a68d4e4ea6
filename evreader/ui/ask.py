"""The one place that asks and tells: message boxes, file dialogs, a line of input."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMessageBox, QWidget

    from evreader.domain.article import Article, ArticleInfo, Kind
    from evreader.domain.bundle import Receipt
    from evreader.session.preview import Preview
    from evreader.ui.export_dialog import ExportFacts
    from evreader.ui.export_order import ExportOrder
    from evreader.ui.receipt_dialog import ReceiptDialog

# The classes of dialogs are imported where one opens: 5 ms of each start.


class Ask(QObject):
    """Asks the user and waits for the answer.

    Attributes:
        window: what the questions stand in front of; None while there is no window yet.
        place: the folder that file dialogs start in; the one used last.
    """

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__()
        self.window = window
        self.place = Path.home()
        self._receipt: ReceiptDialog | None = None

    def error(self, sentence: str, *, details: str = "") -> None:
        """Say what went wrong; ``details`` stay folded away until asked for."""
        from PySide6.QtWidgets import QMessageBox

        box = self._box(QMessageBox.Icon.Warning, sentence)
        if details:
            box.setDetailedText(details)
        _answer(box)

    def info(self, sentence: str) -> None:
        """Say something that the user asked to know."""
        from PySide6.QtWidgets import QMessageBox

        _answer(self._box(QMessageBox.Icon.Information, sentence))

    def confirm(
        self, question: str, *, action: str, refusal: str = "", destructive: bool = False
    ) -> bool:
        """Whether the user wants it.

        ``action`` is what the agreeing button says, ``refusal`` the other one instead of Cancel.
        Where something would be lost (``destructive``), Enter means no.
        """
        from PySide6.QtWidgets import QMessageBox

        box = self._box(QMessageBox.Icon.Question, question)
        role = QMessageBox.ButtonRole
        agree = box.addButton(action, role.DestructiveRole if destructive else role.AcceptRole)
        refuse = box.addButton(QMessageBox.StandardButton.Cancel)
        if refusal:
            refuse.setText(refusal)
        box.setDefaultButton(refuse if destructive else agree)
        box.setEscapeButton(refuse)
        box.exec()
        agreed = box.clickedButton() is agree
        box.deleteLater()
        return agreed

    def text(self, title: str, label: str, value: str = "") -> str | None:
        """A line of text, without white space around it; None if the user gave none."""
        dialog = self._input(title, label)
        dialog.setTextValue(value)
        accepted = _answer(dialog)
        return dialog.textValue().strip() or None if accepted else None

    def choose(self, title: str, label: str, items: Sequence[str], current: str = "") -> str | None:
        """One of these items; None if the user chose none."""
        dialog = self._input(title, label)
        dialog.setComboBoxItems(list(items))
        dialog.setComboBoxEditable(False)
        dialog.setTextValue(current if current in items else items[0])
        accepted = _answer(dialog)
        return dialog.textValue() if accepted else None

    def open_file(
        self, title: str, filters: Sequence[str], *, over: QWidget | None = None
    ) -> Path | None:
        """A file that exists; ``filters`` read like ``Text (*.txt *.md)``.

        ``over`` is a dialog that asks for it; otherwise it stands in front of the window.
        """
        from PySide6.QtWidgets import QFileDialog

        dialog = self._file_dialog(title, over)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(list(filters))
        return _first(self._chosen(dialog))

    def open_files(self, title: str, filters: Sequence[str]) -> list[Path]:
        """Files that exist; none if the user chose none."""
        from PySide6.QtWidgets import QFileDialog

        dialog = self._file_dialog(title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(list(filters))
        return self._chosen(dialog)

    def open_pair(self, filters: Sequence[str]) -> tuple[Path, Path] | None:
        """An English and a Chinese file; None if the user gave up."""
        from evreader.ui.pair_dialog import PairDialog

        dialog = PairDialog(self, filters)
        return dialog.pair() if _answer(dialog) else None

    def save_file(
        self,
        title: str,
        suggested: str,
        filter: str,  # noqa: A002
        *,
        over: QWidget | None = None,
    ) -> Path | None:
        """Where to write; the user has agreed if a file is there already."""
        from PySide6.QtWidgets import QFileDialog

        dialog = self._file_dialog(title, over)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(filter)
        dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
        dialog.selectFile(str(self.place / suggested))
        return _first(self._chosen(dialog))

    def article_details(self, info: ArticleInfo) -> ArticleInfo | None:
        """What is known about an article, corrected; None if the user gave up."""
        from evreader.ui.article_dialog import ArticleDialog

        dialog = ArticleDialog(info, self.window)
        return dialog.info() if _answer(dialog) else None

    def main_text(self, article: Article) -> Mapping[int, Kind] | None:
        """Which blocks of an article are its main text; None if the user does not decide now."""
        from evreader.ui.cut_dialog import CutDialog

        dialog = CutDialog(article, self.window)
        return dialog.kinds() if _answer(dialog) else None

    def export(self, facts: ExportFacts, last: ExportOrder | None) -> ExportOrder | None:
        """What to export, in which format and where to; None if the user gave up."""
        from evreader.ui.export_dialog import ExportDialog

        dialog = ExportDialog(self, facts, last)
        return dialog.order() if _answer(dialog) else None

    def preview(self, preview: Preview) -> str | None:
        """Whether that is to be brought in: the name of its annotation set; None if not.

        An empty name stands for the one that it has.
        """
        from evreader.ui.preview_dialog import PreviewDialog

        dialog = PreviewDialog(preview, self.window)
        return dialog.name() if _answer(dialog) else None

    def show_receipt(self, receipt: Receipt) -> None:
        """Show what an import or export did, in a window that one may leave open.

        It takes the place of the one before.
        """
        from evreader.ui.receipt_dialog import ReceiptDialog

        self.close_receipt()
        self._receipt = ReceiptDialog(receipt, self.window)
        self._receipt.finished.connect(self._forget_receipt)
        self._receipt.show()

    def close_receipt(self) -> bool:
        """Close the receipt; False if none is open."""
        if self._receipt is None:
            return False
        self._receipt.close()
        return True

    def folder(self, title: str, *, over: QWidget | None = None) -> Path | None:
        """A folder."""
        from PySide6.QtWidgets import QFileDialog

        dialog = self._file_dialog(title, over)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return _first(self._chosen(dialog))

    def _forget_receipt(self) -> None:
        self._receipt = None

    def _box(self, icon: QMessageBox.Icon, text: str) -> QMessageBox:
        from PySide6.QtWidgets import QMessageBox

        return QMessageBox(
            icon, self.tr("evreader"), text, QMessageBox.StandardButton.NoButton, self.window
        )

    def _input(self, title: str, label: str) -> QInputDialog:
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(self.window)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.resize(max(420, dialog.sizeHint().width()), dialog.sizeHint().height())
        return dialog

    def _file_dialog(self, title: str, over: QWidget | None = None) -> QFileDialog:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(over or self.window, title, str(self.place))
        if QGuiApplication.platformName() == "offscreen":
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        return dialog

    def _chosen(self, dialog: QFileDialog) -> list[Path]:
        paths = [Path(name) for name in dialog.selectedFiles()] if _answer(dialog) else []
        if paths:
            self.place = paths[0].parent
        return paths


def _answer(dialog: QDialog) -> bool:
    """Wait for the dialog, which is gone for Qt at the next turn of its loop."""
    accepted = dialog.exec() == dialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def _first(paths: list[Path]) -> Path | None:
    return paths[0] if paths else None
