"""Counts in the background what goes out by an export, as often as the choice changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from evreader.domain.bundle import Receipt
from evreader.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.extent import Extent
    from evreader.errors import EvreaderError
    from evreader.ui.tasks import Progress, Tasks


class Forecast(QObject):
    """One count at a time; of choices made meanwhile only the last is counted.

    Attributes:
        project: the file that is counted in.

    Signals:
        told: what goes out, in words.
    """

    told = Signal(str)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks)
        self.project: Path | None = None
        self._tasks = tasks
        self._is_counting = False
        self._next: tuple[str, Extent] | None = None

    def ask(self, format_name: str, extent: Extent) -> None:
        """Count this, and tell it if nothing else was asked meanwhile."""
        self._next = (format_name, extent)
        if not self._is_counting:
            self._count()

    def _count(self) -> None:
        wanted, self._next = self._next, None
        if wanted is None or self.project is None:
            return
        self._is_counting = True
        self._tasks.run(
            partial(_counted, self.project, *wanted),
            self._tell_counts,
            failed=self._tell_failure,
            label=self.tr("Counting…"),
        )

    def _tell_counts(self, counts: dict[str, int]) -> None:
        self._end(self.tr("Chosen: {counts}").format(counts=Receipt("", counts).summary()))

    def _tell_failure(self, error: EvreaderError) -> None:
        self._end(str(error))

    def _end(self, sentence: str) -> None:
        self._is_counting = False
        if self._next is None:
            self.told.emit(sentence)
        self._count()


def _counted(
    project: Path, format_name: str, extent: Extent, _progress: Progress
) -> dict[str, int]:
    session = Session.open(project, read_only=True)
    try:
        return session.exchange.forecast(extent, format_name=format_name)
    finally:
        session.close()
