from __future__ import annotations

import gc
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from evreader.errors import FormatError
from evreader.ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from evreader.errors import EvreaderError
    from evreader.ui.tasks import Progress

pytestmark = pytest.mark.gui


class Outcome:
    """Keeps what a job came to, and in which thread that was told."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[EvreaderError] = []
        self.threads: set[threading.Thread] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.current_thread())

    def failed(self, error: EvreaderError) -> None:
        self.errors.append(error)
        self.threads.add(threading.current_thread())


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture
def outcome() -> Outcome:
    return Outcome()


def run(
    tasks: Tasks, function: Callable[[Progress], object], outcome: Outcome, label: str = "Working"
) -> None:
    tasks.run(function, outcome.done, failed=outcome.failed, label=label)


def test_result_arrives_on_the_ui_thread(qtbot: QtBot, tasks: Tasks, outcome: Outcome) -> None:
    workers: list[threading.Thread] = []

    def work(progress: Progress) -> int:
        workers.append(threading.current_thread())
        return 42

    with qtbot.waitSignal(tasks.finished):
        run(tasks, work, outcome)
    qtbot.waitUntil(lambda: outcome.results == [42])
    assert workers[0] is not threading.main_thread()
    assert outcome.threads == {threading.main_thread()}
    assert not tasks.busy


def test_error_for_the_user_goes_to_failed(qtbot: QtBot, tasks: Tasks, outcome: Outcome) -> None:
    def work(progress: Progress) -> None:
        raise FormatError("Line 3 of a.jsonl is not JSON.")

    run(tasks, work, outcome)
    qtbot.waitUntil(lambda: [str(e) for e in outcome.errors] == ["Line 3 of a.jsonl is not JSON."])
    assert outcome.threads == {threading.main_thread()}


def test_defect_goes_to_the_excepthook_on_the_ui_thread(
    qtbot: QtBot, tasks: Tasks, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[tuple[str, bool]] = []

    def hook(kind: type[BaseException], error: BaseException, trace: object) -> None:
        caught.append((str(error), threading.current_thread() is threading.main_thread()))

    monkeypatch.setattr(sys, "excepthook", hook)

    def work(progress: Progress) -> None:
        raise ZeroDivisionError("defect")

    run(tasks, work, outcome)
    run(tasks, lambda _: "next", outcome)
    qtbot.waitUntil(lambda: outcome.results == ["next"])
    assert caught == [("defect", True)]
    assert not outcome.errors


def test_jobs_run_one_after_the_other_in_order(
    qtbot: QtBot, tasks: Tasks, outcome: Outcome
) -> None:
    running: list[int] = []

    def job(number: int) -> Callable[[Progress], int]:
        def work(progress: Progress) -> int:
            running.append(number)
            assert len(running) == 1
            running.remove(number)
            return number

        return work

    labels: list[str] = []
    tasks.started.connect(labels.append)
    for number in range(5):
        run(tasks, job(number), outcome, f"job {number}")
    qtbot.waitUntil(lambda: outcome.results == [0, 1, 2, 3, 4])
    assert labels == [f"job {number}" for number in range(5)]


def test_progress_is_told_but_not_flooded(qtbot: QtBot, tasks: Tasks, outcome: Outcome) -> None:
    told: list[tuple[int, int, str]] = []
    tasks.progressed.connect(lambda *values: told.append(values))

    def work(progress: Progress) -> None:
        for number in range(1, 2001):
            progress.report(number, 2000, "reading")

    run(tasks, work, outcome)
    qtbot.waitUntil(lambda: outcome.results == [None])
    assert told[-1] == (2000, 2000, "reading")
    assert len(told) < 200


def test_cancel_stops_the_job_and_drops_those_that_wait(
    qtbot: QtBot, tasks: Tasks, outcome: Outcome
) -> None:
    begun = threading.Event()

    def endless(progress: Progress) -> None:
        while True:
            begun.set()
            progress.report(0, 0)

    run(tasks, endless, outcome)
    run(tasks, lambda _: "never", outcome)
    qtbot.waitUntil(begun.is_set)
    assert tasks.busy
    with qtbot.waitSignal(tasks.finished):
        tasks.cancel()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (outcome.results, outcome.errors) == ([], [])


def test_a_job_cancelled_too_late_delivers_nothing(
    qtbot: QtBot, tasks: Tasks, outcome: Outcome
) -> None:
    begun, on = threading.Event(), threading.Event()

    def work(progress: Progress) -> bool:
        begun.set()
        on.wait()
        return progress.cancelled

    run(tasks, work, outcome)
    qtbot.waitUntil(begun.is_set)
    tasks.cancel()
    with qtbot.waitSignal(tasks.finished):
        on.set()
    assert outcome.results == []


def test_close_waits_for_the_thread(qtbot: QtBot, outcome: Outcome) -> None:
    tasks = Tasks()
    begun, ended = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while not progress.cancelled:
            pass
        ended.set()

    run(tasks, work, outcome)
    qtbot.waitUntil(begun.is_set)
    tasks.close()
    assert ended.is_set()
    assert outcome.results == []
    assert not tasks.busy


def test_no_widget_is_thrown_away_in_the_thread_of_a_job(
    qtbot: QtBot, tasks: Tasks, outcome: Outcome
) -> None:
    searching: list[bool] = []
    tasks.prepare(lambda: searching.append(gc.isenabled()))
    run(tasks, lambda _progress: searching.append(gc.isenabled()), outcome)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert searching == [False, False]
    assert gc.isenabled()
