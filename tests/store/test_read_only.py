"""Reading only: by choice, or because the medium leaves nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evreader.domain.annotation import Name
from evreader.errors import StoreError
from evreader.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store.conftest import Content, Run

# A superuser may write anywhere: what a person may not is tried as somebody else.
NOBODY = """
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""


def test_open_for_reading_changes_nothing(closed: Path, content: Content) -> None:
    before = content(closed.parent)
    session = Session.open(closed, read_only=True)
    assert session.read_only
    assert len(session.articles.summaries()) == 1
    session.sets.choose(session.sets.current.id)
    for change in (
        lambda: session.entities.create("Place", [Name("en", "Utrecht")]),
        session.history.undo,
        session.history.redo,
    ):
        with pytest.raises(StoreError, match="open for reading only; copy it"):
            change()
    session.close()
    assert content(closed.parent) == before


@pytest.fixture
def medium(closed: Path) -> Iterator[Path]:
    """The project in a folder that nobody but the superuser may write to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "p.sqlite"
        path.write_bytes(closed.read_bytes())
        path.chmod(0o444)
        folder.chmod(0o555)
        yield path
        folder.chmod(0o755)


READ = (
    NOBODY
    + """
session = Session.open(path)
print(session.read_only, len(session.articles.summaries()))
try:
    session.history.undo()
except EvreaderError as error:
    print(error)
"""
)


def test_a_project_on_a_read_only_medium_can_be_read(
    medium: Path, run: Run, content: Content
) -> None:
    before = content(medium.parent)
    ended = run(READ, medium)
    assert ended.stdout.splitlines() == [
        "True 1",
        f"{medium} is open for reading only; copy it to change it.",
    ], ended.stderr
    assert content(medium.parent) == before


def test_a_write_protected_file_in_an_open_folder_can_be_read(medium: Path, run: Run) -> None:
    medium.parent.chmod(0o777)
    ended = run(READ, medium)
    assert ended.stdout.startswith("True 1\n"), ended.stderr


def test_changes_that_a_read_only_medium_hides_are_not_passed_over(
    medium: Path, closed: Path, run: Run
) -> None:
    code = (
        "s = Session.open(path); s.entities.create('Place', [Name('en', 'Utrecht')]); os._exit(0)"
    )
    assert run(code, closed).returncode == 0
    medium.parent.chmod(0o755)
    log = medium.with_name("p.sqlite-wal")
    log.write_bytes(closed.with_name(f"{closed.name}-wal").read_bytes())
    medium.parent.chmod(0o555)
    ended = run(READ, medium)
    assert "The last changes to" in ended.stderr
    assert "p.sqlite-wal and cannot be read here" in ended.stderr


def test_a_new_project_in_a_protected_folder_is_refused_in_words(medium: Path, run: Run) -> None:
    code = (
        "session = Session.open(path); scheme = session.scheme; session.close()\n"
        "import sqlite_utils, sqlite_utils.migrations\n"
        + NOBODY
        + "try:\n    Session.create(path.with_name('q.sqlite'), scheme)\n"
        "except EvreaderError as error:\n    print(error)"
    )
    medium.parent.chmod(0o555)
    ended = run(code, medium)
    assert "q.sqlite cannot be opened; check the folder" in ended.stdout, ended.stderr
