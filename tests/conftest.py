"""What every test gets: a home of its own, no display, and a check of what it leaves behind."""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evreader.domain.scheme import Scheme
    from evreader.session.session import Session

# Before anything imports Qt. A test that wants a real display sets it in a process of its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# On a submission the examples are the same each time; at the desk they are always new ones.
settings.register_profile(
    "evreader",
    deadline=None,
    max_examples=60,
    database=None,
    derandomize=os.environ.get("CI") == "true",
)
settings.load_profile("evreader")

_PATIENCE_S = 5.0


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Projects, settings and logs go to this test's folder; the user's are never touched."""
    home = tmp_path / "home"
    monkeypatch.setenv("EVREADER_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def complaints() -> Iterator[list[logging.LogRecord]]:
    """Log records from WARNING up; a test that expects some asserts on them and clears the list."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield collector.records
    logging.getLogger().removeHandler(collector)
    if collector.records:
        lines = "\n".join(f"{r.name}: {r.getMessage()}" for r in collector.records)
        pytest.fail(f"logged, but not expected:\n{lines}")


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that ends while something it started still runs."""
    before = set(threading.enumerate())
    yield
    qt: Any = sys.modules.get("PySide6.QtCore")
    if qt is not None and not qt.QThreadPool.globalInstance().waitForDone(int(_PATIENCE_S * 1000)):
        pytest.fail("left running: work in Qt's thread pool")
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        # Qt's pool threads show up as dummies, which Python cannot join; the pool was asked above.
        if not isinstance(thread, threading._DummyThread):
            thread.join(_PATIENCE_S)
            if thread.is_alive():
                pytest.fail(f"left running: {thread.name}")


@pytest.fixture(scope="session", autouse=True)
def clipboard_left_empty() -> Iterator[None]:
    """Off-screen, Qt lets go of the clipboard's data only when Python is gone already: a crash."""
    yield
    gui: Any = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    """The scheme that new projects get."""
    from evreader.domain.scheme import Scheme
    from evreader.resources import load_scheme_data

    return Scheme.from_data(load_scheme_data("partnerships"))


@pytest.fixture
def session(tmp_path: Path, scheme: Scheme) -> Iterator[Session]:
    """An open, empty project."""
    from evreader.session.session import Session

    session = Session.create(tmp_path / "p.sqlite", scheme)
    yield session
    session.close()
