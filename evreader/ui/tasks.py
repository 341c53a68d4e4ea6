"""Background work: a function goes in, its result comes out on the UI thread."""

from __future__ import annotations

import sys
import time
from collections import deque
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from evreader.errors import CancelledError, EvreaderError
from evreader.override import override
from evreader.session.garbage import unsearched

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_REPORT_EVERY_S = 0.05


class Progress(QObject):
    """What a job is given to say how far it is; the one thing it shares with the window."""

    reported = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self._cancelled = False
        self._last = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether the job should stop."""
        return self._cancelled

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self._cancelled = True

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say how far the job is; called as often as convenient, shown some twenty times a second.

        Args:
            done: steps behind.
            total: steps altogether; 0 if unknown.
            text: what is being done.

        Raises:
            CancelledError: the job is to stop; let it pass.
        """
        if self._cancelled:
            raise CancelledError
        now = time.monotonic()
        if now - self._last >= _REPORT_EVERY_S or done == total:
            self._last = now
            self.reported.emit(done, total, text)


class _Job(NamedTuple):
    function: Callable[[Progress], Any]
    done: Callable[[Any], None]
    failed: Callable[[EvreaderError], None]
    label: str
    progress: Progress
    keeps_part: bool


class _Relay(QObject):
    """Carries the end of a job from its thread to the window's."""

    ended = Signal(object, object)


class _Runner(QRunnable):
    """Runs a job in its thread.

    Garbage is not searched for meanwhile: a thread of ours would find circles of dead widgets too,
    and Qt may crash where a widget is deleted in another thread than its own.
    """

    def __init__(self, job: _Job, relay: _Relay) -> None:
        super().__init__()
        # Python holds the runner until its job has ended; Qt must not delete it before.
        self.setAutoDelete(False)
        self._job = job
        self._relay = relay

    @override
    def run(self) -> None:
        result: object = None
        error: Exception | None = None
        try:
            with unsearched():
                result = self._job.function(self._job.progress)
        except Exception as problem:  # noqa: BLE001 - handed to the UI thread, which raises it there
            error = problem
        self._relay.ended.emit(result, error)


class Tasks(QObject):
    """Runs background jobs, one at a time, in the order they came.

    Jobs get values and give values; they must not touch widgets or the session.

    Signals:
        started: the label of the job that begins.
        progressed: steps done, steps in all (0 if unknown), what is being done.
        finished: the job is over, whichever way.
    """

    started = Signal(str)
    progressed = Signal(int, int, str)
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._relay = _Relay(self)
        self._relay.ended.connect(self._end)
        self._waiting: deque[_Job] = deque()
        self._job: _Job | None = None
        self._runner: _Runner | None = None

    @cached_property
    def _pool(self) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(1)
        return pool

    @property
    def busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._job is not None or bool(self._waiting)

    def run(
        self,
        function: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[EvreaderError], None],
        label: str,
        keeps_part: bool = False,
    ) -> None:
        """Run a function in the background.

        Args:
            function: gets a ``Progress``; runs in a worker thread.
            done: gets the result, on the UI thread; not called if the job was cancelled.
            failed: gets an error meant for the user, on the UI thread. Any other exception is a
                defect and goes to ``sys.excepthook``, on the UI thread too.
            label: what the user reads while it runs.
            keeps_part: the function gives a result even if it is cancelled, of what it had
                finished; that is delivered.
        """
        progress = Progress()
        progress.reported.connect(self.progressed)
        self._waiting.append(_Job(function, done, failed, label, progress, keeps_part))
        self._next()

    def prepare(self, load: Callable[[], None]) -> None:
        """Load something in the background that will be needed, without a word about it."""
        self._pool.start(partial(_load, load))

    def cancel(self) -> None:
        """Cancel the job that runs, and those that wait."""
        self._waiting.clear()
        if self._job is not None:
            self._job.progress.cancel()

    def close(self) -> None:
        """Cancel everything and wait until no thread runs; nothing is delivered any more."""
        self.cancel()
        self._relay.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._pool.waitForDone()
        self._job = self._runner = None

    def _next(self) -> None:
        if self._job is not None or not self._waiting:
            return
        self._job = self._waiting.popleft()
        self.started.emit(self._job.label)
        self._runner = _Runner(self._job, self._relay)
        self._pool.start(self._runner)

    def _end(self, result: object, error: Exception | None) -> None:
        job = self._job
        if job is None:
            return
        # The runner has yet to return from run(), and Qt must not be left with a dead one.
        self._pool.waitForDone()
        self._job = self._runner = None
        self.finished.emit()
        try:
            _deliver(job, result, error)
        finally:
            self._next()


def _load(load: Callable[[], None]) -> None:
    with unsearched():  # as in ``_Runner``
        load()


def _deliver(job: _Job, result: object, error: Exception | None) -> None:
    if isinstance(error, CancelledError) or (job.progress.cancelled and not job.keeps_part):
        return
    if error is None:
        job.done(result)
    elif isinstance(error, EvreaderError):
        job.failed(error)
    else:
        sys.excepthook(type(error), error, error.__traceback__)
