"""The menu at the reader's caret: what can be done with what is chosen there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.ui.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from evreader.ui.commands.actions import Actions

_SHOWN = (
    ("reader.copy", "reader.copy_rows"),
    ("mention.link", "mention.new_entity", "mention.unlink", "mention.type", "mention.attributes"),
    ("mention.delete",),
    ("deal.start", "deal.add_evidence"),
    ("reader.counterpart",),
)


class ContextMenu(PopupMenu):
    """The commands for a selection or mention; it deletes itself when closed."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        tags = self.addMenu(self.tr("Tag as"))
        tags.addActions([e.action for e in actions.entries() if e.id.startswith("mention.tag.")])
        for group in _SHOWN:
            self.addSeparator()
            self.addActions([actions.action(command) for command in group])
        kinds = self.addMenu(self.tr("Treat passage as"))
        kinds.addActions([e.action for e in actions.entries() if e.id.startswith("passage.kind.")])
        self.aboutToHide.connect(self.deleteLater)
