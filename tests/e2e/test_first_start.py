"""A newcomer starts the program: finished work is there to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.resources import default_project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start


def test_the_sample_library_opens_with_tags_and_deals(start: Start) -> None:
    user = start()
    assert user.session.path == default_project()
    assert user.reader.article is not None
    assert user.window.windowTitle() == "library – evreader"
    assert len(user.rows(user.panels.library._list)) == 2
    user.wait(lambda: user.panels.deals._model.rowCount() == 4)
    user.wait(lambda: "184 mentions" in user.panels.status.about)
    assert user.reader.desk.guide.choose_next_mention()
    assert user.chosen()[0].text == "Tariffs"


def test_the_second_start_takes_the_same_library_and_the_place(start: Start) -> None:
    user = start()
    user.choose("Article", "Next article")
    second = user.reader.article
    user.leave()
    again = start()
    assert again.reader.article == second


def test_the_last_project_opens_again(start: Start, tmp_path: Path) -> None:
    user = start()
    user.ask.answers = [tmp_path / "mine.sqlite"]
    user.choose("File", "New project")
    assert user.session.path == tmp_path / "mine.sqlite"
    assert user.reader.article is None
    user.leave()
    again = start()
    assert again.session.path == tmp_path / "mine.sqlite"


def test_a_last_project_that_is_gone_gives_way_to_the_library(start: Start, tmp_path: Path) -> None:
    user = start()
    user.ask.answers = [tmp_path / "mine.sqlite"]
    user.choose("File", "New project")
    user.leave()
    (tmp_path / "mine.sqlite").unlink()
    again = start()
    assert again.session.path == default_project()


def test_a_last_project_that_is_damaged_is_told_of(start: Start, tmp_path: Path) -> None:
    user = start()
    user.ask.answers = [tmp_path / "mine.sqlite"]
    user.choose("File", "New project")
    user.leave()
    (tmp_path / "mine.sqlite").write_text("no database at all, only a line of words")
    again = start()
    assert again.session.path == default_project()
    assert len(again.ask.said) == 1
    assert "mine.sqlite" in again.ask.said[0][1]
