"""The tables: old files open, are copied before they are brought up to date, and read well."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evreader.errors import StoreError
from evreader.session.session import Session
from evreader.store import schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

DATA = Path(__file__).parents[1] / "data"
DOCUMENT = Path(__file__).parents[2] / "docs" / "store.md"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A project that evreader 0.1.0 wrote."""
    return Path(shutil.copy(DATA / "store-v1.sqlite", tmp_path / "old.sqlite"))


def _rows(path: Path, view: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(path)) as plain:
        plain.row_factory = sqlite3.Row
        return [dict(row) for row in plain.execute(f"SELECT * FROM {view}")]  # noqa: S608


# ------------------------------------------------------------------ files of released versions


@pytest.mark.parametrize("path", sorted(DATA.glob("store-v*.sqlite")), ids=lambda path: path.name)
def test_a_file_of_every_released_version_opens_and_is_sound(path: Path, tmp_path: Path) -> None:
    session = Session.open(Path(shutil.copy(path, tmp_path)))
    assert session.problems() == []
    assert [item.title for item in session.articles.summaries()] == [
        "A plant opens",
        "Trams for Porto",
    ]
    session.close()


def test_there_is_a_file_of_this_version() -> None:
    assert (DATA / f"store-v{schema.VERSION}.sqlite").is_file()


def test_version_1_reads_as_it_was_written(old: Path) -> None:
    session = Session.open(old)
    article = session.articles.get(session.articles.ids()[0])
    assert article.info.date == "2026-01-20"
    assert [p.text[:9] for p in article.passages] == [
        "Tidewater",
        "潮水铁路与吉田制作",
        "Share\r\nth",
    ]
    assert [link.status for link in article.links] == ["automatic", "confirmed"]
    assert session.sets.current.name == "Annotations"
    assert [(item.name, item.locked) for item in session.sets.all()] == [
        ("Annotations", False),
        ("Checked", True),
    ]
    tagged = [(m.text, m.type, m.entity) for m in session.mentions.of_article(article.id)]
    assert tagged == [
        ("Tidewater Rail", "Company", 1),
        ("𠮷田 Works", "Company", 2),
        ("Tidewater Porto", "Facility", None),
        ("潮水铁路", "Company", 1),
    ]
    assert [name.text for name in session.entities.get(1).names] == ["Tidewater Rail", "潮水铁路"]
    (deal,) = session.deals.of_article(article.id)
    assert [f.role for f in deal.roles] == ["Partner", "Partner", "Location"]
    assert [piece.text for piece in deal.roles[0].evidence] == ["Tidewater Rail", "潮水铁路"]
    assert (deal.slot("status"), deal.triggers[0].text) == ("announced", "opened")
    session.close()


def test_what_version_1_did_can_be_undone_and_redone(old: Path) -> None:
    session = Session.open(old)
    assert session.history.redo_step == ("New entity", "“Porto”")
    assert session.history.redo() is not None
    assert session.entities.find("bo")[0].name("zh") == "波尔图"
    while session.history.undo():
        pass
    assert session.articles.ids() == []
    assert session.problems() == []
    session.close()


# ------------------------------------------------------------------ bringing up to date


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Database], None]], None]:
    """Let this program be a later one, which has one more migration."""
    former = schema.migrations

    def be_later(step: Callable[[Database], None]) -> None:
        def migrations() -> Migrations:
            steps = former()
            steps(name="next")(step)
            return steps

        monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
        monkeypatch.setattr(schema, "migrations", migrations)

    return be_later


def _add_table(db: Database) -> None:
    db.execute("CREATE TABLE bookmark (id INTEGER PRIMARY KEY, passage INTEGER)")


def test_a_copy_is_made_before_a_file_is_brought_up_to_date(
    old: Path, next_version: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_version(_add_table)
    Session.open(old).close()
    assert int.from_bytes(old.read_bytes()[60:64], "big") == 2
    assert _rows(old, "bookmark") == []
    copy = old.with_name("old.sqlite.v1")
    monkeypatch.undo()
    session = Session.open(copy)
    assert len(session.articles.ids()) == 2
    session.close()
    with pytest.raises(StoreError, match="made by a later evreader"):
        Session.open(old)


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    old: Path, next_version: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(db: Database) -> None:
        _add_table(db)
        db.execute("DELETE FROM article")
        db.execute("SELECT no_such_function()")

    next_version(fail)
    with pytest.raises(StoreError):
        Session.open(old)
    monkeypatch.undo()
    session = Session.open(old)
    assert len(session.articles.ids()) == 2
    assert session.problems() == []
    session.close()
    assert "bookmark" not in {row["name"] for row in _rows(old, "sqlite_master")}


def test_an_older_file_opened_for_reading_is_refused_in_words(
    old: Path, next_version: Callable[..., None]
) -> None:
    before = old.read_bytes()
    next_version(_add_table)
    with pytest.raises(StoreError, match="is of an older version and cannot be written here"):
        Session.open(old, read_only=True)
    assert old.read_bytes() == before
    assert not old.with_name("old.sqlite.v1").exists()


# ------------------------------------------------------------------ for any SQLite browser


def test_passages_and_links_read_well(old: Path) -> None:
    assert _rows(old, "readable_passage")[2] == {
        "id": 3,
        "article": "Trams for Porto",
        "position": 2,
        "reader_row": 1,
        "language": "en",
        "kind": "boilerplate",
        "mixed": 0,
        "origin": "source",
        "text": "Share\r\nthis",
    }
    assert _rows(old, "readable_link")[1] == {
        "id": 2,
        "article": "Trams for Porto",
        "relation": "translation",
        "status": "confirmed",
        "score": 1.0,
        "english": "Each side pays half.",
        "chinese": "双方各出一半。",
    }


def test_entities_and_mentions_read_well(old: Path) -> None:
    assert _rows(old, "readable_entity")[0] == {
        "id": 1,
        "type": "Company",
        "english": "Tidewater Rail",
        "chinese": "潮水铁路",
        "mentions": 6,
        "attributes": '{"ticker": "TDW"}',
    }
    rows = _rows(old, "readable_mention")
    assert rows[2]["entity_chinese"] == "吉田制作所"
    assert {key: rows[4][key] for key in ("annotation_set", "article", "text", "code_points")} == {
        "annotation_set": "Annotations",
        "article": "Trams for Porto",
        "text": "Tidewater Porto",
        "code_points": "0-9 48-53",
    }


def test_deals_and_evidence_read_well(old: Path) -> None:
    assert _rows(old, "readable_deal")[0] == {
        "id": 1,
        "annotation_set": "Annotations",
        "type": "JointVenture",
        "roles": "Partner: Tidewater Rail; Partner: 𠮷田 Works; Location: Porto",
        "slots": "status: announced",
        "evidence": 5,
    }
    found = [
        (r["role"], r["slot"], r["language"], r["text"]) for r in _rows(old, "readable_evidence")
    ]
    assert found[:5] == [
        ("Partner", None, "en", "Tidewater Rail"),
        ("Partner", None, "zh", "潮水铁路"),
        ("Partner", None, "en", "𠮷田 Works"),
        (None, "status", "en", "will build"),
        (None, None, "en", "opened"),
    ]


def test_the_document_names_every_table_view_and_column(old: Path) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL))
    with closing(sqlite3.connect(old)) as plain:
        names = plain.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
            "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        ).fetchall()
        assert set(sections) == {name for (name,) in names}
        for name, section in sections.items():
            query = "SELECT name FROM pragma_table_info(?)"
            columns = {column for (column,) in plain.execute(query, (name,))}
            assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == columns, name
