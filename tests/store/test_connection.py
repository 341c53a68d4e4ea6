"""Opening a project: who may, what is refused and left as it is, and what survives."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evreader.domain.annotation import Name
from evreader.errors import InputError, NotFoundError, StoreBusyError, StoreError
from evreader.session.session import Session
from evreader.store import connection, schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.domain.scheme import Scheme
    from evreader.errors import EvreaderError
    from tests.store.conftest import Content, Run, Story


# ------------------------------------------------------------------ what is refused


def _text(path: Path) -> None:
    path.write_text("Not a database at all.\n", encoding="utf-8")


def _random_bytes(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(5000))  # noqa: S311 - noise, no secret


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _only_the_magic(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def _of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA application_id = 1234")
        plain.execute("CREATE TABLE article (id INTEGER PRIMARY KEY)")


def _of_another_program_in_use(path: Path) -> None:
    code = (
        "import os, sqlite3, sys\n"
        "plain = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "plain.execute('PRAGMA journal_mode = WAL')\n"
        "plain.execute('CREATE TABLE note (text)')\n"
        "plain.execute('INSERT INTO note VALUES (1)')\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    assert path.with_name(f"{path.name}-wal").stat().st_size > 0


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    "make",
    [
        _text,
        _random_bytes,
        _empty,
        _only_the_magic,
        _of_another_program,
        _of_another_program_in_use,
    ],
)
def test_a_foreign_file_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None], content: Content, *, read_only: bool
) -> None:
    folder = tmp_path / "foreign"
    folder.mkdir()
    make(folder / "x.sqlite")
    before = content(folder)
    with pytest.raises(StoreError, match="is not an evreader project; it was left as it is"):
        Session.open(folder / "x.sqlite", read_only=read_only)
    assert content(folder) == before


def test_a_later_version_is_refused_and_left_as_it_is(closed: Path, content: Content) -> None:
    with closing(sqlite3.connect(closed)) as plain:
        plain.execute("PRAGMA user_version = 99")
    before = content(closed.parent)
    with pytest.raises(StoreError, match="its version is 99, this program knows"):
        Session.open(closed)
    assert content(closed.parent) == before


def test_a_later_version_that_only_the_log_tells_of_is_refused_too(
    closed: Path, run: Run, content: Content
) -> None:
    code = "s = Session.open(path); s._core.plain.execute('PRAGMA user_version = 99'); os._exit(0)"
    assert run(code, closed).returncode == 0
    before = content(closed.parent)
    assert before[f"{closed.name}-wal"]
    assert int.from_bytes(before[closed.name][60:64], "big") == schema.VERSION
    with pytest.raises(StoreError, match="made by a later evreader"):
        Session.open(closed)
    assert content(closed.parent) == before


def test_a_file_that_is_not_there_and_a_folder_are_not_found(tmp_path: Path) -> None:
    for path in (tmp_path / "none.sqlite", tmp_path):
        with pytest.raises(NotFoundError, match="make one with `evreader new"):
            Session.open(path)
    assert not (tmp_path / "none.sqlite").exists()


def test_a_new_project_never_takes_the_place_of_a_file(tmp_path: Path, scheme: Scheme) -> None:
    path = tmp_path / "notes.txt"
    _text(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="exists already"):
        Session.create(path, scheme)
    assert path.read_bytes() == before


def test_a_new_project_needs_its_folder(tmp_path: Path, scheme: Scheme) -> None:
    with pytest.raises(StoreError, match="There is no folder"):
        Session.create(tmp_path / "no" / "p.sqlite", scheme)


def test_a_project_without_scheme_was_never_finished(tmp_path: Path) -> None:
    connection.create(tmp_path / "p.sqlite").close()
    with pytest.raises(StoreError, match="was never finished"):
        Session.open(tmp_path / "p.sqlite")


@pytest.mark.parametrize("text", ['{"name": "part', '{"name": "no types"}'])
def test_a_damaged_scheme_is_refused_in_words(closed: Path, text: str) -> None:
    with closing(sqlite3.connect(closed)) as plain:
        plain.execute("UPDATE project SET value = ? WHERE key = 'scheme'", (text,))
        plain.commit()
    with pytest.raises(StoreError, match=r"The scheme kept in .* is damaged"):
        Session.open(closed)


def test_a_damaged_project_is_refused_in_words(closed: Path) -> None:
    whole = closed.read_bytes()
    closed.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(StoreError, match="is damaged"):
        Session.open(closed)
    closed.write_bytes(whole[:100])
    with pytest.raises(StoreError, match="is damaged"):
        Session.open(closed, read_only=True)


# ------------------------------------------------------------------ guarantees


def test_the_guarantees_are_switched_on(story: Story) -> None:
    plain = story.session._core.plain
    found = {
        name: plain.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "application_id",
            "user_version",
        )
    }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "application_id": int.from_bytes(b"EVRD", "big"),
        "user_version": schema.VERSION,
    }


def test_what_returned_is_on_disk_even_if_the_program_is_killed(closed: Path, run: Run) -> None:
    code = """
session = Session.open(path)
article = session.articles.ids()[0]
passage = session.articles.get(article).passages[0].id
print(session.mentions.add(passage, [Span(0, 6)], "Brand"), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = run(code, closed)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    session = Session.open(closed)
    assert session.mentions.get(int(ended.stdout)).type == "Brand"
    assert session.history.undo_step == ("Tag", "“Polder”")
    assert session.problems() == []
    session.close()


def test_another_process_reads_while_this_one_writes(story: Story, run: Run) -> None:
    session = story.session
    code = """
session = Session.open(path, read_only=True)
print(len(session.entities.summaries()))
"""
    with session._core.operation("Long work") as db:
        db.table("entity").insert({"type": "Place"})
        during = run(code, session.path)
    after = run(code, session.path)
    assert (during.stdout, after.stdout) == ("1\n", "2\n"), during.stderr + after.stderr


def test_a_second_writer_waits_and_then_gets_a_plain_message(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    second = Session.open(story.session.path)
    connection.load_writing()
    names = [Name("en", "Utrecht")]
    with story.session._core.operation("Long work"):
        started = time.monotonic()
        with pytest.raises(StoreBusyError, match="Another program is writing to"):
            second.entities.create("Place", names)
        with pytest.raises(StoreBusyError):
            second.history.undo()
        assert time.monotonic() - started >= 0.2
    second.entities.create("Place", names)
    second.close()


def test_a_second_writer_comes_next_when_the_first_is_done(closed: Path, preamble: str) -> None:
    code = """
session = Session.open(path)
with session._core.operation("Long work") as db:
    db.table("entity").insert({"type": "Place"})
    print("writing", flush=True)
    sys.stdin.readline()
"""
    command = [sys.executable, "-c", preamble + code, str(closed)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        assert first.stdout.readline() == "writing\n"
        session = Session.open(closed)
        connection.load_writing()
        release = threading.Timer(0.2, first.stdin.close)
        release.start()
        session.entities.create("Place", [Name("en", "Utrecht")])
        release.join()
        assert len(session.entities.summaries()) == 3
        session.close()


# ------------------------------------------------------------------ messages


def test_a_full_disk_is_said_so_and_nothing_is_half_done(story: Story) -> None:
    session = story.session
    plain = session._core.plain
    before = session.mentions.get(story.mention)
    plain.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size instead
    with pytest.raises(StoreError, match=r"The disk that holds .* is full; free"):
        session.mentions.set_attribute([story.mention], "note", "x" * 100_000)
    assert not plain.in_transaction
    assert session.mentions.get(story.mention) == before
    plain.execute("PRAGMA max_page_count = 1000000")
    session.mentions.set_attribute([story.mention], "note", "x" * 100_000)
    assert session.problems() == []


@pytest.mark.parametrize(
    ("said", "kind", "sentence"),
    [
        ("database is locked", StoreBusyError, "wait until it is done and try again"),
        ("attempt to write a readonly database", StoreError, "cannot be written"),
        ("unable to open database file", StoreError, "check the folder and its permissions"),
        ("database or disk is full", StoreError, "free some space"),
        ("database disk image is malformed", StoreError, "go back to a copy"),
        ("disk I/O error", StoreError, "(disk I/O error); run `evreader check` on it"),
    ],
)
def test_what_sqlite_says_becomes_a_sentence(
    said: str, kind: type[EvreaderError], sentence: str
) -> None:
    error = connection.in_words(sqlite3.OperationalError(said), Path("p.sqlite"))
    assert type(error) is kind
    assert sentence in str(error)
    assert "p.sqlite" in str(error)


def test_half_a_character_is_refused_in_words(story: Story) -> None:
    with pytest.raises(InputError, match="half a character"):
        story.session.entities.create("Place", [Name("en", "Utrecht \ud83d")])
    assert len(story.session.entities.summaries()) == 1


def test_what_another_program_removed_cannot_be_written_to(story: Story) -> None:
    other = Session.open(story.session.path)
    other.sets.create("Mine")
    other.sets.delete(story.session.sets.current.id)
    other.close()
    with pytest.raises(NotFoundError, match="is no longer in"):
        story.session.deals.create("Merger")


def test_a_defect_is_not_dressed_up(story: Story) -> None:
    with (
        pytest.raises(sqlite3.IntegrityError, match="CHECK"),
        story.session._core.operation("Broken") as db,
    ):
        db.execute("UPDATE passage SET language = 'fr'")
    with (
        pytest.raises(sqlite3.ProgrammingError),
        story.session._core.operation("Broken") as db,
    ):
        db.execute("SELECT ?")
    assert story.session.problems() == []
