"""Commands on the text that is read: copied, selected, unfolded, crossed to the other column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from evreader.ui.reader.clipboard import copy_rows, copy_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evreader.ui.window.workspace import Workspace


class TextCommands(QObject):
    """What the user does with the open article without changing anything."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._reader = workspace.reader

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "reader.copy": self.copy,
            "reader.copy_rows": self.copy_rows,
            "reader.select_passage": self.select_passage,
            "reader.counterpart": self.cross,
            "view.boilerplate": self.unfold_all,
        }

    def copy(self) -> None:
        """Put the selected text on the clipboard, if any is selected."""
        copy_text(self._reader.desk.choice)

    def copy_rows(self) -> None:
        """Put the rows of the selection, or the caret's, on the clipboard, in both languages."""
        copy_rows(self._reader.desk.choice)

    def select_passage(self) -> None:
        """Select the whole passage that the caret is in."""
        self._reader.desk.choice.select_passage()

    def cross(self) -> None:
        """Put the caret on what says the same in the other column."""
        self._reader.desk.guide.cross()

    def unfold_all(self, unfolded: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Show all boilerplate, or fold it."""
        self._reader.desk.disclosure.unfold_all(unfolded=unfolded)
