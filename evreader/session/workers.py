"""Reading on every core: processes of our own that are given sources and answer with outcomes.

Not ``concurrent.futures``: its processes would run the caller's script again where it has no
``if __name__ == "__main__"``, could not be ended while they work, and would not tell which file
made one of them crash. Ours take their work from a pipe, in order, and answer through another.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from evreader.errors import EvreaderError
from evreader.session.reading import Outcome

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from evreader.formats.sources import Source
    from evreader.session.reading import Reader

WORTH_IT = 24
"""From so many sources on, the second that processes take to start is won back."""

_MOST = 8
# A worker reads its next source while the answers before it are being stored. What waits in its
# pipe must fit there (4 kB on some systems), else both sides would wait for each other.
_AHEAD, _SMALL = 6, 400
_READY = "ready"


def read_each(
    reader: Reader, sources: Iterable[Source], total: int
) -> Generator[Outcome, None, None]:
    """Read sources, ``total`` of them, and give what they hold in the same order.

    Many are read by several processes; closing the generator ends them at once.
    """
    if total < WORTH_IT:
        yield from map(reader.read, sources)
        return
    with Workers(reader, min(_cores(), _MOST)) as workers:
        yield from workers.read_each(sources)


class Workers:
    """Processes that read; a context manager that ends them."""

    def __init__(self, reader: Reader, number: int) -> None:
        self._reader = reader
        self._workers = [_Worker(reader) for _ in range(number)]
        # Who answers next, or which source is to be read here when its turn comes.
        self._turns: deque[_Worker | Source] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.close()

    def read_each(self, sources: Iterable[Source]) -> Iterator[Outcome]:
        """What the sources hold, in order."""
        for source in sources:
            while not self._hand_out(source):
                yield self._next()
        while self._turns:
            yield self._next()

    def _hand_out(self, source: Source) -> bool:
        """Give a source to somebody, if anybody can take it now."""
        if self._reader.is_streamed(source):
            if len(self._turns) >= _AHEAD * len(self._workers):
                return False
            self._turns.append(source)
            return True
        worker = min(self._workers, key=_Worker.load)
        if not worker.can_take(source):
            return False
        worker.give(source)
        self._turns.append(worker)
        return True

    def _next(self) -> Outcome:
        turn = self._turns.popleft()
        return turn.answer() if isinstance(turn, _Worker) else self._reader.read(turn)


class _Worker:
    """One process, and what it was given and has not answered yet."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._given: deque[Source] = deque()
        self._start()

    def load(self) -> int:
        """How many sources wait for its answer."""
        return len(self._given)

    def can_take(self, source: Source) -> bool:
        """Whether one more fits into its pipe for sure; an idle one reads whatever comes."""
        if not self._given:
            return True
        small = all(len(item.data) <= _SMALL for item in (source, *self._given))
        return small and len(self._given) < _AHEAD

    def give(self, source: Source) -> None:
        """Let it read a source."""
        self._given.append(source)
        self._send(source)

    def answer(self) -> Outcome:
        """The outcome of what was given first. A source that ends the process is refused."""
        source = self._given.popleft()
        if not self._has_started():
            return self._reader.read(source)
        outcome = self._received()
        if isinstance(outcome, Outcome):
            return outcome
        self.close()
        self._start()
        for waiting in self._given:
            self._send(waiting)
        sentence = f"“{source.name}” makes its reader crash; it was left out."
        return Outcome(source.name, refusal=sentence)

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):  # what it did not read any more
            self._inbox.close()
        self._outbox.close()

    def _start(self) -> None:
        name = serve.__name__
        code = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import {name}; {name}()"
        self._process = subprocess.Popen(  # noqa: S603 - our own code, in our own interpreter
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Each process has a core to itself; NumPy's own threads would take the others'.
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("a process was started without its pipes")
        self._inbox, self._outbox = self._process.stdin, self._process.stdout
        self._started: bool | None = None
        self._send(self._reader)

    def _has_started(self) -> bool:
        """Whether the process came up at all; waits for it the first time."""
        if self._started is None:
            self._started = self._received() == _READY
        return self._started

    def _send(self, value: Reader | Source) -> None:
        with suppress(OSError):  # it has crashed: its answer will be missed
            pickle.dump(value, self._inbox, pickle.HIGHEST_PROTOCOL)
            self._inbox.flush()

    def _received(self) -> object:
        try:
            return pickle.load(self._outbox)  # noqa: S301 - our own process wrote it
        except (EOFError, OSError, pickle.UnpicklingError):
            return None


def serve() -> None:
    """What each process does: read the sources that come in, until no more can come."""
    # Ctrl+C goes to every process of a terminal; the one that gave the work ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inbox = sys.stdin.buffer
    outbox = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    reader: Reader = pickle.load(inbox)  # noqa: S301 - the process that started this one wrote it
    _answer(outbox, _READY)
    while True:
        try:
            source = pickle.load(inbox)  # noqa: S301
        except EOFError:
            return
        _answer(outbox, _in_the_hand(reader.read(source)))


def _in_the_hand(outcome: Outcome) -> Outcome:
    """The outcome with nothing left that is read on the way: only that can be handed over."""
    try:
        return outcome.in_the_hand()
    except EvreaderError as error:
        return Outcome(outcome.name, refusal=str(error))


def _answer(outbox: IO[bytes], value: object) -> None:
    pickle.dump(value, outbox, pickle.HIGHEST_PROTOCOL)
    outbox.flush()


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
