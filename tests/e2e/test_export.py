"""Somebody exports by the menu; files are there, the receipt is shown, what comes in is equal."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from evreader.formats import registry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start, User


def _title(name: str) -> str:
    return next(item.title for item in registry.formats() if item.name == name)


def _export(user: User, name: str, where: Path) -> None:
    user.ask.answers = [_title(name), where]
    user.choose("File", "Export")
    user.wait(lambda: user.sentence.startswith("Written to"))
    user.idle()


def test_the_own_format_comes_back_equal(samples: User, start: Start, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    _export(samples, "jsonl", out)
    assert "184" in samples.sentence or "235 mentions" in samples.sentence
    first = out.read_bytes()

    other = start(samples.session.path)
    other.ask.answers = [tmp_path / "other.sqlite"]
    other.choose("File", "New project")
    other.drop_files(out)
    other.wait(lambda: other.reader.article is not None)
    other.idle()
    again = tmp_path / "again.jsonl"
    _export(other, "jsonl", again)
    assert again.read_bytes() == first


def test_brat_folder_and_its_losses(samples: User, tmp_path: Path) -> None:
    _export(samples, "brat", tmp_path)
    folder = tmp_path / "samples-brat"
    names = {path.name for path in folder.rglob("*")}
    assert {"annotation.conf", "visual.conf"} <= names
    assert len([name for name in names if name.endswith(".ann")]) == 2
    (kind, text) = samples.ask.said[0]
    assert kind == "info"
    assert "cannot carry" in text


def test_csv_has_a_row_a_deal(samples: User, tmp_path: Path) -> None:
    out = tmp_path / "deals.csv"
    _export(samples, "csv", out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 4


def test_the_format_used_last_is_offered(samples: User, tmp_path: Path) -> None:
    _export(samples, "csv", tmp_path / "deals.csv")
    assert samples.window.workspace.settings.last_format == _title("csv")


@pytest.mark.parametrize("answers", [[], [_title("csv")], [_title("brat")]])
def test_given_up_half_way_writes_nothing(
    samples: User, tmp_path: Path, answers: list[object]
) -> None:
    before = set(tmp_path.iterdir())
    samples.ask.answers = answers
    samples.choose("File", "Export")
    assert {p for p in tmp_path.iterdir() if "sqlite" not in p.name} <= before


def test_a_place_that_cannot_be_written_is_told(samples: User, tmp_path: Path) -> None:
    samples.ask.answers = [_title("csv"), tmp_path / "nowhere" / "deals.csv"]
    samples.choose("File", "Export")
    samples.wait(lambda: samples.ask.said)
    assert samples.ask.said[0][0] == "error"
    assert "nowhere" in samples.ask.said[0][1]
