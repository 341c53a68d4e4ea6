"""What every side panel shares: the session it shows, when it reloads, where errors go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from evreader.errors import EvreaderError
from evreader.override import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from evreader.domain.changes import Changes
    from evreader.session.session import Session
    from evreader.ui.look import Look

T = TypeVar("T")

QUIET_TIME = 120
"""Milliseconds without a further change after which a list reads itself again."""


class Panel(QWidget):
    """A widget fed by the session; it reads again a moment after changes, and only when seen.

    Signals:
        failed: a sentence for the user: why an operation was refused.
    """

    failed = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._session: Session | None = None
        self._stale = False
        self._noted: list[Changes] = []
        self._expected: list[Any] | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET_TIME)
        self._later.timeout.connect(self._reload_when_seen)
        look.changed.connect(self._restyle_unless_stale)

    def set_session(self, session: Session | None) -> None:
        """Show this project, or nothing; a hidden panel reads it when it comes to be seen."""
        self._session = session
        self._noted.clear()
        self._stale = session is not None and not self.isVisible()
        if not self._stale:
            self.relabel()

    def expect(self, found: list[Any]) -> None:
        """Take this for what reading the session will give; it was read in the background."""
        self._expected = found

    def listed(self, read: Callable[[], list[T]]) -> list[T]:
        """What to list: as expected, or read now."""
        expected, self._expected = self._expected, None
        return read() if expected is None else expected

    def refresh(self, changes: Changes) -> None:
        """Take note of a change; the panel reads again shortly if it shows what changed."""
        if self._session is not None and self.concerns(changes):
            self._expected = None
            self._noted.append(changes)
            self._later.start()

    def concerns(self, changes: Changes) -> bool:
        """Whether this change touches what the panel shows."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read everything shown from the session again."""
        raise NotImplementedError

    def catch_up(self, noted: list[Changes]) -> None:
        """Read again what these changes touched: by default, everything."""
        if noted:
            self.reload()

    def read_if_stale(self) -> None:
        """Read what was left for the moment when somebody looks."""
        if self._stale:
            self._stale = False
            self._noted.clear()
            self.relabel()

    def relabel(self) -> None:
        """Begin anew in the words of the scheme: by default, everything is read again."""
        self.reload()

    def restyle(self) -> None:
        """Theme or label language changed: say and paint anew what was read."""
        self.relabel()

    def attempt(self, operation: Callable[[], T]) -> T | None:
        """Do an operation of the session; a refusal becomes ``failed`` and the result None."""
        try:
            return operation()
        except EvreaderError as error:
            self.failed.emit(str(error))
            return None

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read_if_stale()

    def _restyle_unless_stale(self) -> None:
        if not self._stale:
            self.restyle()

    def _reload_when_seen(self) -> None:
        noted, self._noted = self._noted, []
        if self.isVisible():
            self.catch_up(noted)
        else:
            self._stale = True
