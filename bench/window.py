"""The reader view on a project, in a window of a fixed size."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow
from typing_extensions import override

from evreader.session.session import Session
from evreader.ui.look import Look
from evreader.ui.reader.view import ReaderView

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.changes import Changes

SIZE = (1200, 800)
PATIENCE_S = 30


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
    """A window that shows one project, kept in step with its changes."""

    def __init__(self, project: Path) -> None:
        self._app = QApplication.instance() or QApplication([])
        self.session = Session.open(project)
        self.view = ReaderView(Look(self.session.scheme))
        self.view.set_session(self.session)
        self.session.subscribe(self._changed)
        self._paints = _Paints()
        self.view.viewport().installEventFilter(self._paints)
        self._frame = QMainWindow()
        self._frame.setCentralWidget(self.view)
        self._frame.resize(*SIZE)
        self._frame.show()
        self.settle()

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

    def settle(self) -> None:
        """Let everything that waits happen, outside the clock."""
        self._app.processEvents()

    def close(self) -> None:
        """Let go of the window and the file."""
        self._frame.close()
        self._frame.deleteLater()
        self.settle()
        self.session.close()

    def _changed(self, changes: Changes) -> None:
        self.view.refresh(changes.passages)
