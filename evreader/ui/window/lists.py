"""Has all that the panels list read in the background, so that thousands hold nobody up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from evreader.session.session import Session
from evreader.ui.widgets.panel import QUIET_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from evreader.domain.changes import Changes
    from evreader.errors import EvreaderError
    from evreader.ui.tasks import Progress
    from evreader.ui.widgets.panel import ListPanel
    from evreader.ui.window.workspace import Workspace

    Found = list[Any]
    Reading = Callable[[Session], Found]


class Lists(QObject):
    """Keeps the lists true to the project: what changed is read by the panels, all of it here.

    Signals:
        arrived: every panel lists what was read last.
    """

    arrived = Signal()

    def __init__(self, workspace: Workspace, panels: Sequence[ListPanel]) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._panels = list(panels)
        self._awaited = 0
        self._arriving: Iterator[tuple[ListPanel, Found | None]] = iter(())
        self._behind: Iterator[ListPanel] = iter(())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(QUIET_TIME)
        self._later.timeout.connect(self._catch_up)

    def add(self, panel: ListPanel) -> None:
        """Read for one more panel, from the next time on."""
        self._panels.append(panel)

    def refresh(self, changes: Changes) -> None:
        """Take note of a change."""
        if changes.whole:
            self.read()
            return
        for panel in self._panels:
            if panel.note(changes):
                self._later.start()

    def promise(self) -> None:
        """Let the panels wait for what ``read`` will bring."""
        for panel in self._panels:
            panel.wait()

    def read(self) -> None:
        """Read everything; what is being read already is of before and goes nowhere."""
        self.promise()
        self._workspace.readings.cancel()
        self._awaited = 0
        self._arriving = iter(())
        self._run(self._panels)

    def read_for(self, panel: ListPanel) -> None:
        """Read everything for one panel alone."""
        panel.wait()
        self._run([panel])

    def _catch_up(self) -> None:
        self._behind = iter(self._panels)
        self._let_next_catch_up()

    def _let_next_catch_up(self) -> None:
        """Let one panel read what changed, and the next in the next turn of the event loop."""
        for panel in self._behind:
            panel.read_what_changed()
            QTimer.singleShot(0, self, self._let_next_catch_up)
            return

    def _run(self, panels: Sequence[ListPanel]) -> None:
        self._awaited += 1
        session = self._workspace.session
        readings = [panel.reading(session.scheme) for panel in panels]
        self._workspace.readings.run(
            partial(_read, session.path, session.sets.current.id, readings),
            partial(self._take, list(panels)),
            failed=partial(self._do_without, list(panels)),
            label="",
        )

    def _take(self, panels: Sequence[ListPanel], found: Sequence[Found | None]) -> None:
        self._awaited -= 1
        self._arriving = iter([*self._arriving, *zip(panels, found, strict=True)])
        self._hand_on()

    def _hand_on(self) -> None:
        """Give one panel its list, and the next in the next turn of the event loop."""
        for panel, found in self._arriving:
            panel.take(found)
            QTimer.singleShot(0, self, self._hand_on)
            return
        if not self._awaited:
            self.arrived.emit()

    def _do_without(self, panels: Sequence[ListPanel], _error: EvreaderError) -> None:
        # Whatever it is, the panels run into it as well, and they tell the user.
        self._take(panels, [None] * len(panels))


def _read(path: Path, set_id: int, readings: Sequence[Reading], progress: Progress) -> list[Found]:
    """What these read, over a hold of its own on the file, as any thread may have one."""
    session = Session.open(path, read_only=True)
    try:
        session.sets.choose(set_id)
        found = []
        for number, reading in enumerate(readings):
            progress.report(number, len(readings))
            found.append(reading(session))
        return found
    finally:
        session.close()
