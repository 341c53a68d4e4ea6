"""The menu at the reader's caret: what can be done with what is chosen there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.ui.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget

    from evreader.ui.commands.actions import Actions
    from evreader.ui.reader.view import ReaderView

_TEXT = (("reader.copy", "reader.copy_rows", "word.look_up"),)
_MENTION = (
    ("mention.link", "mention.new_entity", "mention.unlink", "mention.type", "mention.attributes"),
    ("mention.delete",),
)
_PLACE = (("deal.start", "deal.add_evidence"), ("reader.counterpart",))

_PAIRING = (
    ("pairing.accept", "pairing.reject", "pairing.unlink"),
    ("pairing.no_counterpart", "pairing.uncheck"),
    ("pairing.boundary.up", "pairing.boundary.down"),
    ("pairing.split", "pairing.merge.before", "pairing.merge.after"),
)


class ContextMenu(PopupMenu):
    """The commands for a selection or mention; it deletes itself when closed."""

    def __init__(self, actions: Actions, reader: ReaderView) -> None:
        super().__init__(reader)
        has_mention = bool(reader.desk.selected_mentions())
        tags = self.addMenu(self.tr("Tag as"))
        tags.addActions([e.action for e in actions.entries() if e.id.startswith("mention.tag.")])
        tags.setEnabled(has_mention or bool(reader.desk.selections()))
        for group in (*_TEXT, *(_MENTION if has_mention else ()), *_PLACE):
            self.addSeparator()
            self.addActions([actions.action(command) for command in group])
        LinkMenu.fill(self.addMenu(self.tr("Pairing")), actions)
        kinds = self.addMenu(self.tr("Treat passage as"))
        kinds.addActions([e.action for e in actions.entries() if e.id.startswith("passage.kind.")])
        self.aboutToHide.connect(self.deleteLater)


class LinkMenu(PopupMenu):
    """The commands for a link, on its mark in the gutter; it deletes itself when closed."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.fill(self, actions)
        self.aboutToHide.connect(self.deleteLater)

    @staticmethod
    def fill(menu: QMenu, actions: Actions) -> None:
        """Put the commands into a menu."""
        for group in _PAIRING:
            menu.addActions([actions.action(command) for command in group])
            menu.addSeparator()
        relations = menu.addMenu(menu.tr("Relation"))
        relations.addActions([
            e.action for e in actions.entries() if e.id.startswith("pairing.relation.")
        ])
