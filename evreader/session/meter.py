"""An import's progress on a terminal, and its end by Ctrl+C."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING, TextIO

from evreader.errors import CancelledError
from evreader.session.pace import Pace, in_minutes

if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import Self

_EVERY_S = 0.1


class Meter:
    """A line on a terminal that tells how far a job is; a context manager.

    The first Ctrl+C ends the job at its next report, where it is whole; the second one at once.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out if out.isatty() else None
        self._pace = Pace()
        self._last = 0.0
        self._is_cancelled = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        signal.signal(signal.SIGINT, self._before)
        self._write("")

    def report(self, done: int, total: int, _text: str) -> None:
        """Say how far the job is.

        Raises:
            CancelledError: somebody pressed Ctrl+C.
        """
        if self._is_cancelled:
            raise CancelledError
        now = time.monotonic()
        if total and (now - self._last > _EVERY_S or done == total):
            self._last = now
            forecast = self._pace.forecast(done, total)
            line = f"{done:,} of {total:,}"
            if forecast is not None:
                line += f", {forecast.rate:,.0f} a second, {in_minutes(forecast.left)} left"
            self._write(line)

    def _write(self, line: str) -> None:
        if self._out is not None:
            self._out.write(f"\r\x1b[K{line}")
            self._out.flush()

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self._is_cancelled:
            signal.default_int_handler(number, frame)
        self._is_cancelled = True
        self._write("Ending; what is finished stays…")
