"""`check`: each kind of damage is told in one sentence."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from evreader.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.conftest import Story


def _problems(path: Path, *statements: str) -> list[str]:
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        for statement in statements:
            assert plain.execute(statement).rowcount > 0, statement
    session = Session.open(path, read_only=True)
    found = session.problems()
    session.close()
    return found


@pytest.fixture
def closed(story: Story) -> Path:
    story.session.close()
    return story.session.path


def test_a_project_as_it_was_made_is_sound(closed: Path) -> None:
    assert _problems(closed) == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE passage SET size = 20 WHERE id = 3",
            "Passage 3 is said to have 20 code points, but has 13.",
        ),
        (
            'UPDATE sentence SET "end" = 999 WHERE passage = 1 AND position = 1',
            "Sentence 1 of passage 1 lies outside the text.",
        ),
        (
            "UPDATE link_sentence SET sentence = 5 WHERE id = 1",
            "Link 1 names sentence 5 of passage 1, which does not exist.",
        ),
        (
            "UPDATE mention SET text = 'Polder Boats' WHERE id = 1",
            "Mention 1 is kept as “Polder Boats”, but its place reads “Polder Bikes”.",
        ),
        (
            "UPDATE fragment SET start = 1 WHERE mention = 1",
            "Mention 1 is kept as “Polder Bikes”, but its place reads “older Bikes”.",
        ),
        (
            "UPDATE evidence SET start = 7 WHERE id = 1",
            "Evidence 1 of deal 1 is kept as “Polder Bikes”, but its place reads “Bikes”.",
        ),
        (
            "UPDATE mention SET passage = 77 WHERE id = 2",
            "Row 2 of mention points at a missing row of passage.",
        ),
    ],
)
def test_each_fault_is_told_in_one_sentence(closed: Path, statement: str, sentence: str) -> None:
    assert _problems(closed, statement) == [sentence]


def test_a_mention_beyond_the_end_is_told_with_its_place(closed: Path) -> None:
    found = _problems(closed, 'UPDATE fragment SET start = 20, "end" = 99 WHERE mention = 2')
    assert found[0] == "Mention 2 (20–99) lies outside passage 2."


def test_a_text_that_changed_shows_in_all_that_quotes_it(closed: Path) -> None:
    found = _problems(closed, "UPDATE passage SET text = 'Q' || substr(text, 2) WHERE id = 1")
    assert [sentence.split()[0] for sentence in found] == [
        "Mention",
        "Evidence",
        "Evidence",
        "Evidence",
    ]


def test_what_the_tables_do_not_allow_is_told(closed: Path) -> None:
    change = "UPDATE sqlite_master SET sql = replace(sql, '{}', '{}') WHERE name = 'deal'"
    allow = change.format("type TEXT NOT NULL", "type TEXT")
    forbid = change.format("type TEXT", "type TEXT NOT NULL")
    for statement in (allow, "UPDATE deal SET type = NULL", forbid):
        with closing(sqlite3.connect(closed, isolation_level=None)) as plain:
            plain.execute("PRAGMA writable_schema = ON")
            plain.execute(statement)
    assert _problems(closed) == ["The file is damaged: NULL value in deal.type."]


def test_a_damaged_page_is_told_and_does_not_stop_the_program(closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    with closing(sqlite3.connect(closed)) as plain:
        (page,) = plain.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'evidence'"
        ).fetchone()
    data[(page - 1) * 4096 : page * 4096] = b"\x5a" * 4096
    closed.write_bytes(data)
    found = _problems(closed)
    assert found
    assert all(sentence.startswith("The file is damaged") for sentence in found)
