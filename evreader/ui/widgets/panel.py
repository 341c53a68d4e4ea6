"""What every side panel shares: the session it shows, when it reads again, where errors go."""

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
    from evreader.domain.scheme import Scheme
    from evreader.session.session import Session
    from evreader.ui.look import Look

T = TypeVar("T")

QUIET_TIME = 120
"""Milliseconds without a further change after which a list reads itself again."""
PATIENCE = 150
"""Milliseconds of waiting for a list after which the panel says that it waits."""


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
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET_TIME)
        self._later.timeout.connect(self.read_what_changed)
        look.changed.connect(self._restyle_unless_stale)

    def set_session(self, session: Session | None) -> None:
        """Show this project, or nothing; a hidden panel reads it when it comes to be seen."""
        self._session = session
        self._noted.clear()
        self._stale = session is not None and not self.isVisible()
        if not self._stale:
            self.relabel()

    def refresh(self, changes: Changes) -> None:
        """Take note of a change; the panel reads again shortly if it shows what changed."""
        if self.note(changes):
            self._later.start()

    def note(self, changes: Changes) -> bool:
        """Keep a change for ``read_what_changed``; False if it touches nothing shown."""
        wanted = self._session is not None and self.concerns(changes)
        if wanted:
            self._noted.append(changes)
        return wanted

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
        self.read_what_changed()

    def _restyle_unless_stale(self) -> None:
        if not self._stale:
            self.restyle()

    def read_what_changed(self) -> None:
        """Read what was noted; a hidden panel leaves it for the moment when it comes to be seen."""
        if self.isVisible() and self._noted:
            self._later.stop()
            noted, self._noted = self._noted, []
            self.catch_up(noted)


class ListPanel(Panel):
    """A panel that lists all there is of a kind: with thousands, that is read in the background.

    Where somebody reads for it, it waits until ``take`` brings all; else it reads by itself.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._waits = False
        self._taken: list[Any] | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self.tell_waiting)

    def reading(self, scheme: Scheme) -> Callable[[Session], list[Any]]:
        """What reads all that is listed: for any thread, with a session of its own."""
        raise NotImplementedError

    def tell_waiting(self) -> None:
        """Say that what is listed is of before."""
        raise NotImplementedError

    def wait(self) -> None:
        """Somebody reads all of it anew; what is listed until then is of before."""
        self._waits = True
        self._taken = None
        self._noted.clear()
        self._later.stop()
        self._patience.start()

    def take(self, found: list[Any] | None) -> None:
        """List what was read; None: it could not be, and the panel is to try itself."""
        self._waits = False
        self._patience.stop()
        self._taken = found
        self._stale = not self.isVisible()
        if not self._stale:
            self.relabel()
        if self._noted:
            self._later.start()

    def found(self) -> list[Any] | None:
        """What to list: as it was read for the panel, or read now; None where there is nothing."""
        if self._session is None or self._waits:
            return None
        taken, self._taken = self._taken, None
        if taken is not None:
            return taken
        self._noted.clear()
        return self.reading(self._session.scheme)(self._session)

    @override
    def read_what_changed(self) -> None:
        # What comes may have been read before these changes: they are read after it.
        if not self._waits:
            super().read_what_changed()
