"""Work on every core: processes of our own that are given one thing after the other.

Not ``concurrent.futures``: its processes would run the caller's script again where it has no
``if __name__ == "__main__"``, could not be ended while they work, and would not tell which file
made one of them crash. Ours take their work from a pipe, in order, and answer through another.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Generic, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from types import TracebackType
    from typing import Self

_MOST = 8
# A worker does its next thing while the answers before it are being stored. What waits in its pipe
# must fit there (4 kB on some systems), else both sides would wait for each other.
_AHEAD = 6
_WIDE = 2**20
"""Bytes that a pipe for answers holds; as a rule nobody may ask for more."""
_READY = "ready"

Item = TypeVar("Item")
Item_contra = TypeVar("Item_contra", contravariant=True)
Answer = TypeVar("Answer")


class Job(Protocol[Item_contra, Answer]):
    """What is to be done to each of many things; a value that can be handed to another process."""

    def do(self, item: Item_contra) -> Answer:
        """The answer. Whatever is wrong is an answer, too."""
        ...

    def in_the_hand(self, answer: Answer) -> Answer:
        """The answer with nothing left that is only read on the way: so it can be handed over."""
        ...

    def crashed(self, item: Item_contra) -> Answer:
        """What stands for the answer where doing it ended the process."""
        ...

    def stays(self, item: Item_contra) -> bool:
        """Whether it is to be done in this process, when its turn comes."""
        ...

    def is_small(self, item: Item_contra) -> bool:
        """Whether several such things surely fit into a pipe."""
        ...


def each(
    job: Job[Item, Answer], items: Iterable[Item], *, total: int, worth_it: int
) -> Generator[Answer, None, None]:
    """Do a job to all items, ``total`` of them, and give the answers in the same order.

    From ``worth_it`` on, when the second that processes take to start is won back, several do it;
    closing the generator ends them at once.
    """
    if total < worth_it:
        yield from map(job.do, items)
        return
    with Workers(job, min(_cores(), _MOST)) as workers:
        yield from workers.each(items)


class Workers(Generic[Item, Answer]):
    """Processes that do a job; a context manager that ends them."""

    def __init__(self, job: Job[Item, Answer], number: int) -> None:
        self._job = job
        self._workers = [_Worker(job) for _ in range(number)]
        for worker in self._workers:  # which by now come up side by side
            worker.instruct()
        # Who answers next, and to what; nobody where it is to be done here when its turn comes.
        self._turns: deque[tuple[_Worker[Item, Answer] | None, Item]] = deque()

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

    def each(self, items: Iterable[Item]) -> Iterator[Answer]:
        """The answers to all items, in order."""
        for item in items:
            while not self._hand_out(item):
                yield self._next()
        while self._turns:
            yield self._next()

    def _hand_out(self, item: Item) -> bool:
        """Give an item to somebody, if anybody can take it now."""
        if self._job.stays(item):
            if len(self._turns) >= _AHEAD * len(self._workers):
                return False
            self._turns.append((None, item))
            return True
        worker = min(self._workers, key=_Worker.load)
        if not worker.can_take(item):
            return False
        worker.give(item)
        self._turns.append((worker, item))
        return True

    def _next(self) -> Answer:
        worker, item = self._turns.popleft()
        return worker.answer() if worker else self._job.do(item)


class _Worker(Generic[Item, Answer]):
    """One process, and what it was given and has not answered yet."""

    def __init__(self, job: Job[Item, Answer]) -> None:
        self._job = job
        self._given: deque[Item] = deque()
        self._start()

    def instruct(self) -> None:
        """Tell it what the job is; that may have to wait until it is there to listen."""
        self._send(self._job)

    def load(self) -> int:
        """How many items wait for its answer."""
        return len(self._given)

    def can_take(self, item: Item) -> bool:
        """Whether one more fits into its pipe for sure; an idle one reads whatever comes."""
        if not self._given:
            return True
        return len(self._given) < _AHEAD and all(map(self._job.is_small, (item, *self._given)))

    def give(self, item: Item) -> None:
        """Let it work on an item."""
        self._given.append(item)
        self._send(item)

    def answer(self) -> Answer:
        """The answer to what was given first. What ends the process is told, and no more tried."""
        item = self._given.popleft()
        if not self._has_started():
            return self._job.do(item)
        answer = self._received()
        if answer is not None:
            return cast("Answer", answer)
        self.close()
        self._start()
        self.instruct()
        for waiting in self._given:
            self._send(waiting)
        return self._job.crashed(item)

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
        _widen(self._outbox)
        self._started: bool | None = None

    def _has_started(self) -> bool:
        """Whether the process came up at all; waits for it the first time."""
        if self._started is None:
            self._started = self._received() == _READY
        return self._started

    def _send(self, value: object) -> None:
        with suppress(OSError):  # it has crashed: its answer will be missed
            pickle.dump(value, self._inbox, pickle.HIGHEST_PROTOCOL)
            self._inbox.flush()

    def _received(self) -> object:
        try:
            return pickle.load(self._outbox)  # noqa: S301 - our own process wrote it
        except (EOFError, OSError, pickle.UnpicklingError):
            return None


def serve() -> None:
    """What each process does: its job with all that comes in, until no more can come."""
    # Ctrl+C goes to every process of a terminal; the one that gave the work ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inbox = sys.stdin.buffer
    outbox = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    job: Job[object, object] = pickle.load(inbox)  # noqa: S301 - who started this one wrote it
    # What is here stays, and answers hold no circles: garbage is looked for now and then.
    gc.freeze()
    gc.set_threshold(50_000)
    _answer(outbox, _READY)
    while True:
        try:
            item = pickle.load(inbox)  # noqa: S301
        except EOFError:
            return
        _answer(outbox, job.in_the_hand(job.do(item)))


def _answer(outbox: IO[bytes], value: object) -> None:
    pickle.dump(value, outbox, pickle.HIGHEST_PROTOCOL)
    outbox.flush()


def _widen(pipe: IO[bytes]) -> None:
    """Let a whole answer wait in a pipe, where that can be: else its writer waits with it."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):  # the user has many pipes already, or may not have wide ones
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _WIDE)


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
