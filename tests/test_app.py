"""What puts the program together: errors nobody caught, the picture of the window, first start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from evreader.app import Report
from evreader.errors import InputError
from evreader.project import create_sample_session
from evreader.resources import log_folder
from tests.ui.stub_ask import StubAsk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def ask(qapp: QApplication) -> StubAsk:
    return StubAsk()


@pytest.fixture
def report(ask: StubAsk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Report]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("faulthandler.enable", lambda _file: None)
    report = Report(ask)
    report.install()
    yield report
    report._crashes.close()


def test_the_hook_is_taken_over(report: Report) -> None:
    assert sys.excepthook == report.hear


def test_a_defect_is_told_once_and_logged_each_time(report: Report, ask: StubAsk) -> None:
    for _ in range(3):
        report.hear(ZeroDivisionError, ZeroDivisionError("bang"), None)
    assert len(ask.said) == 1
    assert "safe on disk" in ask.said[0][1]
    assert (log_folder() / "evreader.log").read_text().count("ZeroDivisionError: bang") == 3


def test_an_error_meant_for_the_user_is_its_own_sentence(report: Report, ask: StubAsk) -> None:
    for _ in range(2):
        report.hear(InputError, InputError("A set needs a name."), None)
    assert ask.said == [("error", "A set needs a name.")] * 2
    assert (log_folder() / "evreader.log").read_text() == ""


def test_an_interrupt_says_nothing(report: Report, ask: StubAsk) -> None:
    report.hear(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert ask.said == []


def _program(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "evreader", *arguments],
        env={**os.environ, "EVREADER_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_render_paints_the_window_and_changes_nothing(tmp_path: Path) -> None:
    project, picture, home = tmp_path / "p.sqlite", tmp_path / "w.png", tmp_path / "other"
    home.mkdir()
    (home / "settings.ini").write_text("[look]\nzoom=1.500\n", encoding="utf-8")
    create_sample_session(project).close()
    done = _program(home, "render", str(project), "1", str(picture), "--size", "1000x700", "--dark")
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1000, 700)
    assert image.pixelColor(500, 695).lightness() < 128
    assert (home / "settings.ini").read_text(encoding="utf-8") == "[look]\nzoom=1.500\n"


def test_render_waits_for_a_panel_that_loads_in_the_background(tmp_path: Path) -> None:
    project, picture = tmp_path / "p.sqlite", tmp_path / "w.png"
    create_sample_session(project).close()
    args = ("render", str(project), "1", str(picture), "--size", "1280x800", "--panel", "network")
    done = _program(tmp_path, *args)
    assert (done.returncode, done.stderr) == (0, "")
    image = QImage(str(picture))
    # Discs, lines and names where an empty panel would have one colour.
    seen = {image.pixel(x, y) for x in range(50, 600) for y in range(640, 740)}
    assert len(seen) > 30


def test_render_of_an_article_that_is_not_there_is_refused(tmp_path: Path) -> None:
    project = tmp_path / "p.sqlite"
    create_sample_session(project).close()
    done = _program(tmp_path, "render", str(project), "99", str(tmp_path / "w.png"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_demo_leaves_a_library_a_picture_and_an_export(tmp_path: Path) -> None:
    done = _program(tmp_path / "home", "demo", str(tmp_path / "out"))
    assert (done.returncode, done.stderr) == (0, "")
    named = [Path(line.partition(": ")[2]) for line in done.stdout.splitlines()]
    assert [path.name for path in named] == ["library.sqlite", "window.png", "samples.jsonl"]
    assert all(path.stat().st_size > 10_000 for path in named)
