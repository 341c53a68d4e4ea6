"""How fast a long job goes, and how long it will take."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

# Before that, a guess would jump about.
_SOONEST_S = 2.0


class Forecast(NamedTuple):
    """Steps a second, and seconds until the end."""

    rate: float
    left: float


class Pace:
    """Watches a job from its start on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = clock()

    def forecast(self, done: int, total: int) -> Forecast | None:
        """What to expect after so many of so many steps; None if it is too early to say."""
        passed = self._clock() - self._start
        if passed < _SOONEST_S or not 0 < done <= total:
            return None
        rate = done / passed
        return Forecast(rate, (total - done) / rate)


def in_minutes(seconds: float) -> str:
    """Seconds as a clock shows them: ``1:05``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
