"""A start: the text first and alone, then piece by piece what stands around it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from evreader.app import Application
from evreader.project import create_sample_session
from evreader.session.session import Session
from evreader.ui.settings import Settings
from tests.ui.stub_ask import StubAsk

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from evreader.ui.window.main_window import MainWindow

# The first picture ends with the import of what completes the window (see bench/launch.py).
AT_FIRST_PAINT = """
import os, sys

def hear(event, arguments):
    if event == "import" and arguments[0] == "evreader.ui.window.assembly":
        print("Qt" in vars(sys.modules["PySide6.QtCore"]), *sorted(sys.modules), flush=True)
        os._exit(0)

sys.addaudithook(hear)
from evreader.__main__ import main
main()
"""


def test_the_first_picture_needs_neither_the_enums_of_qt_nor_any_panel(tmp_path: Path) -> None:
    project = tmp_path / "samples.sqlite"
    create_sample_session(project).close()
    done = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT, str(project)],
        env={**os.environ, "EVREADER_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    has_enums, *loaded = done.stdout.split()
    assert has_enums == "False"
    assert "evreader.ui.reader.view" in loaded
    late = ("click", "sqlite_utils", "pyqtgraph", "evreader.domain.annotation")
    late += ("evreader.ui.window.docks", "evreader.ui.window.panels", "evreader.ui.widgets.lines")
    assert not set(late) & set(loaded)


def test_the_reader_stays_where_it_came_up(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    project = tmp_path / "samples.sqlite"
    create_sample_session(project).close()
    session = Session.open(project)
    settings = Settings(tmp_path)
    settings.surroundings = (100, 90, 80, 70)
    window = Application(qapp, ask=StubAsk(), settings=settings).window(session)
    with qtbot.waitSignal(window.completed):
        window.show()
        qtbot.waitUntil(lambda: window.reader.width() == window.width() - 180)
        assert window.reader.mapTo(window, window.reader.rect().topLeft()).toTuple() == (100, 90)
        assert window.panels is None
    assert window.panels is not None
    assert window.panels.library._list.model().rowCount() == 2
    corner = window.reader.mapTo(window, window.reader.rect().topLeft())
    width = window.reader.width()
    window.close()
    assert settings.surroundings[:2] == corner.toTuple()
    assert settings.surroundings[2] == window.width() - corner.x() - width
    _let_go(window)


def test_what_changes_while_panels_are_built_is_in_them(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    project = tmp_path / "samples.sqlite"
    create_sample_session(project).close()
    session = Session.open(project)
    window = Application(qapp, ask=StubAsk(), settings=Settings(tmp_path)).window(session)
    first = session.articles.ids()[0]
    # The lists are just being read.
    window.workspace.readings.started.connect(lambda _label: session.articles.delete([first]))
    with qtbot.waitSignal(window.completed):
        window.show()
    assert window.panels is not None
    assert window.panels.library._list.model().rowCount() == 1
    window.close()
    _let_go(window)


def _let_go(window: MainWindow) -> None:
    session = window.workspace.session
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    session.close()
