"""Undo and redo, across restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evreader.domain.changes import Changes, Step
    from evreader.session.core import Core


class History:
    """The steps that can be taken back and brought back."""

    def __init__(self, core: Core) -> None:
        self._core = core

    @property
    def undo_step(self) -> Step | None:
        """What undo would take back."""
        return self._core.step_back()

    @property
    def redo_step(self) -> Step | None:
        """What redo would bring back."""
        return self._core.step_forward()

    def is_long(self, *, forward: bool = False) -> bool:
        """Whether undo, or redo, touches so much that it takes long."""
        return self._core.is_long(forward=forward)

    def undo(self) -> Changes | None:
        """Take back the last step; None if there is none."""
        return self._core.undo()

    def redo(self) -> Changes | None:
        """Bring back the step undone last; None if there is none."""
        return self._core.redo()
