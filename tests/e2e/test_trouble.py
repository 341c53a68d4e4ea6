"""Things go wrong: each is said once, in words; nothing is lost; the program runs on."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from evreader.app import Report
from evreader.domain.article import Span
from evreader.project import create_session
from evreader.resources import log_folder
from evreader.session.session import Session
from evreader.store import connection
from tests.e2e.conftest import ENGLISH

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start, User


def test_an_uncaught_error_is_shown_once_logged_and_survived(
    samples: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = Report(samples.ask)
    crashes: list[object] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("faulthandler.enable", crashes.append)
    report.install()
    assert crashes == [report._crashes]
    monkeypatch.setattr(
        samples.panels.status, "describe", lambda: (_ for _ in ()).throw(ZeroDivisionError("bang"))
    )
    for _ in range(2):
        QTimer.singleShot(0, samples.panels.status, samples.panels._show_article)
    log = log_folder() / "evreader.log"
    samples.wait(lambda: log.read_text().count("ZeroDivisionError: bang") >= 2)
    assert len(samples.ask.said) == 1
    kind, sentence = samples.ask.said[0]
    assert kind == "error"
    assert "ZeroDivisionError: bang" in sentence
    assert str(log) in sentence
    monkeypatch.undo()
    report._crashes.close()
    passage = samples.passage("mass market")
    samples.reader.desk.guide.select(passage, 0, 4)
    samples.press("1")
    assert samples.chosen()


@pytest.mark.parametrize("kind", ["foreign", "newer", "text", "gone"])
def test_a_file_that_is_none_of_ours_leaves_the_open_project(
    samples: User, tmp_path: Path, kind: str
) -> None:
    other = tmp_path / "other.sqlite"
    if kind == "foreign":
        with closing(sqlite3.connect(other)) as db:
            db.execute("CREATE TABLE t (a)")
            db.commit()
    elif kind == "newer":
        shutil.copy(samples.session.path, other)
        with closing(sqlite3.connect(other)) as db:
            db.execute("PRAGMA user_version = 99")
    elif kind == "text":
        other.write_text("words, not a database")
    before = other.read_bytes() if kind != "gone" else b""
    path, article = samples.session.path, samples.reader.article
    samples.ask.answers = [other]
    samples.choose("File", "Open project")
    assert [said[0] for said in samples.ask.said] == ["error"]
    assert "other.sqlite" in samples.ask.said[0][1]
    assert samples.session.path == path
    assert samples.reader.article == article
    samples.press("Tab")
    assert samples.chosen()
    if kind != "gone":
        assert other.read_bytes() == before


def test_another_project_opens_everywhere(samples: User, tmp_path: Path) -> None:
    path = tmp_path / "pair.sqlite"
    other = create_session(path)
    other.exchange.import_text(ENGLISH)
    other.close()
    samples.ask.answers = [path]
    samples.press("Ctrl+PgDown")
    samples.choose("Article", "Next article")
    before, left = samples.session.path, samples.reader.article
    samples.choose("File", "Open project")
    assert samples.window.windowTitle() == "pair – evreader"
    assert samples.window.workspace.settings.reading(before)[0] == left
    samples.wait(lambda: len(samples.rows(samples.panels.library._list)) == 1)
    samples.wait(lambda: samples.panels.deals._model.rowCount() == 0)
    assert samples.panels.editor.deal == 0
    assert not samples.menu("Edit", "Redo").isEnabled()
    samples.reader.setFocus()
    samples.drag("Lisbon")
    samples.press("4")
    assert samples.mentions_on_disk(samples.passage("Lisbon")) == {("Lisbon", "Place")}


def test_a_second_writer_waits_and_is_told(samples: User, monkeypatch: pytest.MonkeyPatch) -> None:
    samples.session.suit_window()
    passage = samples.passage("mass market")
    # As busy_timeout, but a test need not wait for five seconds.
    samples.session._connection.plain.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(samples.session.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        samples.reader.desk.guide.select(passage, 0, 4)
        samples.press("1")
        assert samples.sentence.startswith("Another program is writing to")
        assert samples.selected() == [samples.session.evidence_at((passage, 0, 4)).text]  # type: ignore[arg-type]
        other.execute("ROLLBACK")
    samples.press("1")
    assert samples.chosen()
    assert connection.BUSY_SECONDS > 1


def test_what_another_program_writes_shows_up(samples: User) -> None:
    passage = samples.passage("mass market")
    other = Session.open(samples.session.path)
    mention = other.mentions.add(passage, [Span(0, 4)], "Brand")
    other.close()
    samples.window._look_for_foreign_changes()
    samples.reader.desk.guide.choose_mention(mention)
    assert samples.chosen()[0].type == "Brand"
    samples.wait(lambda: "185 mentions" in _detail(samples))
    assert samples.menu("Edit", "Undo “Tag").isEnabled()


def _detail(user: User) -> str:
    panel = user.panels.library
    return panel._line(1).detail


def test_another_program_deletes_what_is_open(samples: User) -> None:
    samples.press("Tab")
    assert samples.chosen()
    samples.press("Ctrl+PgDown")
    opened = samples.reader.article
    other = Session.open(samples.session.path)
    other.mentions.delete([m.id for m in other.mentions.of_article(opened or 0)])
    other.deals.delete([one.deal.id for one in other.deals.summaries()])
    other.close()
    samples.window._look_for_foreign_changes()
    assert samples.reader.desk.selected_mentions() == []
    assert samples.panels.editor.deal == 0
    other = Session.open(samples.session.path)
    other.articles.delete([opened or 0])
    other.close()
    samples.window._look_for_foreign_changes()
    assert samples.reader.article not in {None, opened}


def test_a_mention_gone_meanwhile_is_refused_not_raised(samples: User) -> None:
    samples.press("Tab")
    (mention,) = samples.chosen()
    other = Session.open(samples.session.path)
    other.mentions.delete([mention.id])
    other.close()
    for keys in ("2", "N", "L", "T", "A", "Shift+L", "Ctrl+Shift+Down", "E", "Del"):
        samples.press(keys)
        popup = samples.focus()
        if popup is not samples.reader:
            samples.press("Esc")
    assert samples.sentence


def test_a_project_for_reading_only(samples: User, start: Start) -> None:
    path = samples.session.path
    samples.leave()
    user = start(session=Session.open(path, read_only=True))
    assert "(read only)" in user.window.windowTitle()
    user.press("Tab")
    assert user.chosen()
    user.press("2")
    assert "reading only" in user.sentence
    user.drag("mass market")
    user.press("1")
    assert "reading only" in user.sentence
    user.ask.answers = ["Mine"]
    user.choose("Set", "New set")
    assert "reading only" in user.sentence
    user.press("Ctrl+PgDown")
    assert user.panels.editor.deal
    user.press("Ctrl+Del")
    assert "reading only" in user.sentence
    assert len(user.session.deals.summaries()) == 4


def test_a_new_project_where_a_file_is_already(samples: User) -> None:
    samples.ask.answers = [samples.session.path]
    samples.choose("File", "New project")
    assert "exists already" in samples.ask.said[0][1]
    assert samples.reader.article is not None


def test_no_other_project_is_opened_while_one_imports(samples: User, tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text("A plant opens in Turin.", encoding="utf-8")
    before = samples.session.path
    samples.drop_files(path)
    samples.ask.answers = [tmp_path / "mine.sqlite"]
    samples.choose("File", "New project")
    assert "is running" in samples.sentence
    samples.wait(lambda: samples.sentence == "1 article imported.")
    assert samples.session.path == before
    assert not (tmp_path / "mine.sqlite").exists()


def test_what_was_refused_is_forgotten_once_something_is_done(samples: User) -> None:
    samples.press("Ctrl+1")
    assert samples.sentence == "There is no deal with such a role shown."
    samples.reader.desk.guide.select(samples.passage("mass market"), 0, 4)
    samples.press("1")
    assert samples.chosen()
    assert samples.sentence == ""
