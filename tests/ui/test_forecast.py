from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.extent import Extent
from evreader.project import create_sample_session
from evreader.ui.forecast import Forecast
from evreader.ui.tasks import Tasks

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_of_what_is_asked_meanwhile_only_the_last_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    create_sample_session(tmp_path / "samples.sqlite").close()
    tasks = Tasks()
    forecast = Forecast(tasks)
    forecast.project = tmp_path / "samples.sqlite"
    told: list[str] = []
    forecast.told.connect(told.append)
    forecast.ask("jsonl", Extent())
    forecast.ask("jsonl", Extent(types=("Company",)))
    forecast.ask("jsonl", Extent(types=("JointVenture",)))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Chosen: 2 articles, 1 deal"]
    forecast.ask("csv", Extent(sets=("nobody",)))
    qtbot.waitUntil(lambda: len(told) > 1)
    assert "no annotation set “nobody”" in told[1]
    tasks.close()
