from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget

from evreader.domain.bundle import Receipt
from evreader.session.preview import Preview
from evreader.ui.preview_dialog import PreviewDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_tells_what_would_come_and_asks_for_a_name(qtbot: QtBot) -> None:
    receipt = Receipt("import", {"articles": 1, "matched articles": 2}, refused=["line 3: torn."])
    preview = Preview(receipt, ("Mei",), ("“A” is article 4 here.",), ("New one",), 3)
    dialog = PreviewDialog(preview)
    qtbot.addWidget(dialog)
    dialog.show()
    told = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Nothing is stored yet. It would bring: 1 article, 2 matched articles." in told
    assert "files of plain text: 3" in told
    tree = dialog.findChild(QTreeWidget)
    tops = [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]
    assert tops == ["Refused (1)", "In the project already: tagged there (1)", "New articles (1)"]
    assert dialog.name() == ""
    qtbot.keyClicks(dialog.findChild(QLineEdit), " Second ")
    assert dialog.name() == "Second"
