"""The real window on a project, with the reader at a fixed size."""

from __future__ import annotations

import gc
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from evreader.app import Application
from evreader.override import override
from evreader.session.session import Session
from evreader.ui.ask import Ask
from evreader.ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (1200, 800)
"""Of the reader itself; the window is as much larger as its panels need."""
PATIENCE_S = 30
QUIET_S, SOMETHING_S = 0.3, 0.002
"""How long nothing happens when an action is over, and what counts as something."""
PAUSE_MS = 33
"""Between two steps: keyboards repeat thirty times a second, wheels turn slower."""


class _Paints(QObject):
    """Notices that a widget paints."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


class Window:
    """The main window with all its panels on one project, as ``evreader PROJECT`` opens it.

    Args:
        project: the file.
        at_once: show and complete it; else it is there, but not shown.
    """

    def __init__(self, project: Path, *, at_once: bool = True) -> None:
        self._app = QApplication.instance() or QApplication(["bench", "-style", "Fusion"])
        self._folder = tempfile.TemporaryDirectory(prefix="evreader-bench-")
        settings = Settings(Path(self._folder.name))
        self.session = Session.open(project)
        self._program = Application(self._app, ask=Ask(), settings=settings)
        self.main = self._program.window(self.session)
        self.view = self.main.reader
        self._paints = _Paints()
        self.view.viewport().installEventFilter(self._paints)
        self.main.resize(1280, 800)
        if not at_once:
            return
        self.main.show()
        self.main.complete()
        self.settle()
        viewport, whole = self.view.viewport().size(), self.main.size()
        self.main.resize(
            whole.width() + SIZE[0] - viewport.width(), whole.height() + SIZE[1] - viewport.height()
        )
        self.settle()
        # As ``evreader.app.run`` does once the window is complete.
        gc.freeze()

    def open(self, article: int) -> None:
        """Open an article and paint it."""
        self.view.open_article(article)
        self.frame()

    def frame(self) -> None:
        """Let Qt paint what asks for it, as it would by itself, until that is done.

        Raises:
            RuntimeError: nothing was painted for a long while.
        """
        before, start = self._paints.count, time.monotonic()
        while self._paints.count == before:
            self._app.processEvents()
            if time.monotonic() - start > PATIENCE_S:
                raise RuntimeError("The view does not paint; was there nothing to show?")

    def longest_turn(self, act: Callable[[], object], until: Callable[[], object]) -> float:
        """Act, and let the window do all that follows; its longest turn, in processor seconds.

        It is the time for which no key is answered, but for what other threads take meanwhile.

        Raises:
            RuntimeError: what is waited for does not come.
        """
        start = quiet = time.monotonic()
        longest, step = 0.0, act
        while time.monotonic() - quiet < QUIET_S or not until():
            before = time.thread_time()
            step()
            step = self._app.processEvents
            taken = time.thread_time() - before
            longest = max(longest, taken)
            now = time.monotonic()
            quiet = now if taken > SOMETHING_S or self.main.workspace.busy else quiet
            if now - start > PATIENCE_S:
                raise RuntimeError("The window does not come to rest.")
        return longest

    def settle(self) -> None:
        """Wait as long as a key held down waits between two steps: what is due happens then."""
        pause = QEventLoop()
        QTimer.singleShot(PAUSE_MS, pause.quit)
        pause.exec()

    def close(self) -> None:
        """Let go of the window and the file."""
        self.main.close()
        self.main.deleteLater()
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.session.close()
        self._folder.cleanup()
