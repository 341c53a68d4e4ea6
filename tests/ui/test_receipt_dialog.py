from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QTreeWidget

from evreader.session.receipt import ImportReceipt
from evreader.ui.receipt_dialog import ReceiptDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_sections_with_something_in_them_can_be_read_and_copied(qtbot: QtBot) -> None:
    receipt = ImportReceipt(
        "import", counts={"articles": 2}, refused=["a.pdf is a scan."], cancelled=True
    )
    receipt.doubtful = ["“Plant”: look."]
    dialog = ReceiptDialog(receipt)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    tree = dialog.findChild(QTreeWidget)
    tops = [tree.topLevelItem(k).text(0) for k in range(tree.topLevelItemCount())]
    assert tops == ["Refused (1)", "To look at (1)"]
    copy = next(b for b in dialog.findChildren(QPushButton) if "Copy" in b.text())
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Imported: 2 articles. The import was cancelled; what was finished stays.",
        "",
        "Refused (1)",
        "a.pdf is a scan.",
        "",
        "To look at (1)",
        "“Plant”: look.",
    ]
