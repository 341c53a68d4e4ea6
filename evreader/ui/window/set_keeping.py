"""Commands for annotation sets: choose, make, rename, copy, lock, delete."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evreader.ui.widgets.sets_chooser import SetsChooser
    from evreader.ui.window.workspace import Workspace


class SetKeeping(QObject):
    """Keeps the annotation sets of the open project; always about the current one."""

    def __init__(self, workspace: Workspace, chooser: SetsChooser) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        chooser.chosen.connect(self.choose_id)
        chooser.new_wanted.connect(self.create)
        chooser.rename_wanted.connect(self.rename)
        chooser.duplicate_wanted.connect(self.duplicate)
        chooser.lock_wanted.connect(self.lock)
        chooser.delete_wanted.connect(self.delete)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "set.choose": self.choose,
            "set.new": self.create,
            "set.rename": self.rename,
            "set.duplicate": self.duplicate,
            "set.lock": self.lock,
            "set.delete": self.delete,
        }

    def choose(self) -> None:
        """Ask which set to work in."""
        sets = self._workspace.session.sets
        names = {item.name: item.id for item in sets.all()}
        name = self._workspace.ask.choose(
            self.tr("Annotation set"), self.tr("Work in"), list(names), sets.current.name
        )
        if name is not None:
            self.choose_id(names[name])

    def choose_id(self, set_id: int) -> None:
        """Work in this set."""
        if set_id != self._workspace.session.sets.current.id:
            self._workspace.attempt(partial(self._workspace.session.sets.choose, set_id))

    def create(self) -> None:
        """Ask for a name, make a set and work in it."""
        name = self._workspace.ask.text(self.tr("New annotation set"), self.tr("Name"))
        if name:
            sets = self._workspace.session.sets
            self._then_choose(partial(sets.create, name))

    def rename(self) -> None:
        """Ask for another name for the current set."""
        sets = self._workspace.session.sets
        before = sets.current
        name = self._workspace.ask.text(
            self.tr("Rename annotation set"), self.tr("Name"), before.name
        )
        if name and name != before.name:
            self._workspace.attempt(partial(sets.rename, before.id, name))

    def duplicate(self) -> None:
        """Copy the current set under another name and work in the copy."""
        sets = self._workspace.session.sets
        suggested = self.tr("{name} (copy)").format(name=sets.current.name)
        name = self._workspace.ask.text(
            self.tr("Duplicate annotation set"), self.tr("Name"), suggested
        )
        if not name:
            return
        before = sets.current.id
        if sets.is_large(before):
            self._workspace.attempt_apart(
                lambda session: session.sets.duplicate(before, name),
                done=self.choose_id,
                label=self.tr("Duplicating the annotation set…"),
            )
        else:
            self._then_choose(partial(sets.duplicate, before, name))

    def lock(self, locked: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Protect the current set from changes, or stop doing so."""
        sets = self._workspace.session.sets
        self._workspace.attempt(partial(sets.set_locked, sets.current.id, locked))

    def delete(self) -> None:
        """Remove the current set, after asking."""
        sets = self._workspace.session.sets
        question = self.tr(
            "Delete the annotation set “{name}” with all its mentions and deals?"
        ).format(name=sets.current.name)
        if not self._workspace.ask.confirm(question, action=self.tr("Delete"), destructive=True):
            return
        gone = sets.current.id
        if sets.is_large(gone):
            self._workspace.attempt_apart(
                lambda session: session.sets.delete(gone),
                label=self.tr("Deleting the annotation set…"),
            )
        else:
            self._workspace.attempt(partial(sets.delete, gone))

    def _then_choose(self, make: Callable[[], int]) -> None:
        made = self._workspace.attempt(make)
        if made is not None:
            self.choose_id(made)
