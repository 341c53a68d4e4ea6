"""Python's search for circular garbage, and a rest from it."""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Rest:
    """How many rest at the moment, and whether the search goes on after the last of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._goes_on = False

    def begin(self) -> None:
        with self._lock:
            if not self._number:
                self._goes_on = gc.isenabled()
            self._number += 1
            gc.disable()

    def end(self) -> None:
        with self._lock:
            self._number -= 1
            if self._goes_on and not self._number:
                gc.enable()

    def forbid_no_more(self) -> None:
        with self._lock:
            self._goes_on = True
            if not self._number:
                gc.enable()


_REST = _Rest()


@contextmanager
def unsearched() -> Iterator[None]:
    """Do not look for circles of values that nobody holds any more, while this lasts.

    What streams through an import or an export holds no circles, and looking through it again and
    again takes a tenth of the time. Threads may rest at once: the last one ends it for all.
    """
    _REST.begin()
    try:
        yield
    finally:
        _REST.end()


def search() -> None:
    """Look for them from now on; where somebody rests, from the end of that."""
    _REST.forbid_no_more()
