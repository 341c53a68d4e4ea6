"""Commands about the window as a whole: undo, panels, pictures, full screen, quit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from evreader.errors import InputError
from evreader.ui.commands.steps import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evreader.domain.changes import Changes, Step
    from evreader.session.session import Session
    from evreader.ui.window.main_window import MainWindow
    from evreader.ui.window.panels import Panels
    from evreader.ui.window.workspace import Workspace


class WindowCommands(QObject):
    """What does not belong to one subject."""

    def __init__(self, workspace: Workspace, window: MainWindow, panels: Panels) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._window = window
        self._panels = panels

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "article.find": self.find_article,
            "view.panel": self._window.docks.toggle,
            "view.reset_panels": self._window.docks.reset,
            "view.next_panel": self.next_panel,
            "view.previous_panel": self.previous_panel,
            "view.full_screen": self.set_full_screen,
            "window.picture": self.save_picture,
            "network.picture": self.save_network,
            "window.quit": self._window.close,
        }

    def undo(self) -> None:
        """Take back the last step."""
        step = self._workspace.session.history.undo_step
        if step is not None:
            self._replay(step, self.tr("Undone: {step}"), forward=False)

    def redo(self) -> None:
        """Bring back the step undone last."""
        step = self._workspace.session.history.redo_step
        if step is not None:
            self._replay(step, self.tr("Redone: {step}"), forward=True)

    def find_article(self) -> None:
        """Go to the title search of the library."""
        self._window.docks.show("library")
        self._panels.library.focus_search()

    def next_panel(self) -> None:
        """Go to the next panel."""
        self._window.docks.walk(1)

    def previous_panel(self) -> None:
        """Go to the panel before."""
        self._window.docks.walk(-1)

    def set_full_screen(self, full: bool) -> None:  # noqa: FBT001 - a checkable command's state
        """Use the whole screen, or not."""
        if full:
            self._window.showFullScreen()
        else:
            self._window.showNormal()

    def save_picture(self) -> None:
        """Ask for a place and save a picture of the window."""
        path = self._workspace.ask.save_file(
            self.tr("Save picture"), "evreader.png", self.tr("Picture (*.png)")
        )
        if path is not None and not self._window.grab().save(str(path)):
            self._workspace.ask.error(
                self.tr("{path} cannot be written; choose another place.").format(path=path)
            )

    def save_network(self) -> None:
        """Ask for a place and save a picture of the network."""
        network = self._panels.fill_network()
        path = self._workspace.ask.save_file(
            self.tr("Save network"), "network.png", self.tr("Picture (*.png)")
        )
        if path is not None:
            self._workspace.attempt(lambda: network.save_png(path))

    def _replay(self, step: Step, sentence: str, *, forward: bool) -> None:
        workspace, told = self._workspace, sentence.format(step=in_words(step))
        replay = partial(_replayed, step=step, forward=forward)
        if workspace.session.history.is_long(forward=forward):
            label = self.tr("Redoing…") if forward else self.tr("Undoing…")
            workspace.attempt_apart(replay, done=lambda _: workspace.said.emit(told), label=label)
        elif workspace.attempt(partial(replay, workspace.session)) is not None:
            workspace.said.emit(told)


def _replayed(session: Session, *, step: Step, forward: bool) -> Changes | None:
    """Undo or redo, if what it would replay is still the step that the user saw.

    Raises:
        InputError: it is not.
    """
    history = session.history
    if (history.redo_step if forward else history.undo_step) != step:
        raise InputError("Something else was done meanwhile; look at it first, then try again.")
    return history.redo() if forward else history.undo()
