"""Hints for the status line: the keys that do something with what is chosen in the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evreader.ui.commands.actions import Actions
    from evreader.ui.window.workspace import Workspace

_FOR_TEXT = ("deal.start", "deal.add_evidence", "word.look_up", "reader.copy")
_FOR_FREE = ("mention.link", "mention.new_entity", "mention.type", "deal.start", "mention.delete")
_FOR_LINKED = ("mention.type", "mention.attributes", "deal.start", "mention.delete")
_FOR_SEVERAL = ("deal.start", "mention.link", "mention.type", "mention.delete")
_FOR_NOTHING = ("mention.next", "help.shortcuts", "help.palette")


class Hints(QObject):
    """Reads from the table of commands, so that a hint never names a key that does nothing."""

    def __init__(self, workspace: Workspace, actions: Actions) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._actions = actions

    def text(self) -> str:
        """What to do next, on one line; empty where no article is open."""
        reader, current = self._workspace.reader, self._workspace.session.sets.current
        if reader.article is None:
            return ""
        chosen = reader.desk.selected_mentions()
        if not (chosen or reader.desk.selections()):
            return _joined(self.tr("Select text to tag it"), *self._keys(_FOR_NOTHING))
        if current.locked:
            return self.tr("The annotation set “{name}” is locked.").format(name=current.name)
        if not chosen:
            return _joined(self.tr("A key of the bar above: Tag"), *self._keys(_FOR_TEXT))
        return _joined(*self._keys(self._for_mentions(chosen)))

    def _for_mentions(self, chosen: Sequence[int]) -> tuple[str, ...]:
        if len(chosen) > 1:
            return _FOR_SEVERAL
        mention = self._workspace.session.mentions.get(chosen[0])
        return _FOR_FREE if mention.entity is None else _FOR_LINKED

    def _keys(self, commands: Sequence[str]) -> Iterator[str]:
        for command in commands:
            action = self._actions.action(command)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield f"{keys}: {action.iconText()}"


def _joined(*hints: str) -> str:
    return "   ·   ".join(hints)
