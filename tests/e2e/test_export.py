"""Somebody exports by the menu; files are there, the receipt is shown, what comes in is equal."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.domain.extent import Extent
from evreader.ui.export_order import ExportOrder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start, User


def _export(user: User, order: ExportOrder) -> None:
    user.ask.answers = [order]
    user.choose("File", "Export…")
    user.wait(lambda: user.sentence.startswith("Written to"))
    user.idle()


def test_the_own_format_comes_back_equal(samples: User, start: Start, tmp_path: Path) -> None:
    out = tmp_path / "all.jsonl"
    _export(samples, ExportOrder("jsonl", out))
    assert "235 mentions" in samples.sentence
    first = out.read_bytes()

    other = start(samples.session.path)
    other.ask.answers = [tmp_path / "other.sqlite"]
    other.choose("File", "New project")
    other.drop_files(out)
    other.wait(lambda: other.reader.article is not None)
    other.idle()
    assert other.ask.asked[-1] == (
        "preview",
        "2 articles, 54 passages, 31 links, 235 mentions, 4 deals, 38 entities",
    )
    again = tmp_path / "again.jsonl"
    _export(other, ExportOrder("jsonl", again))
    assert again.read_bytes() == first


def test_annotations_come_in_only_if_the_user_wants_what_is_told(
    samples: User, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    _export(samples, ExportOrder("brat", out))
    before = samples.session.sets.all()
    samples.ask.answers = [None]
    samples.drop_files(out)
    samples.wait(lambda: samples.ask.asked[-1][0] == "preview")
    assert "2 matched articles" in samples.ask.asked[-1][1]
    samples.idle()
    assert samples.session.sets.all() == before
    samples.ask.answers = ["Second reader"]
    samples.drop_files(out)
    samples.wait(lambda: len(samples.session.sets.all()) == len(before) + 1)
    assert samples.session.sets.all()[-1].name == "Second reader"
    samples.wait(lambda: samples.session.sets.current.name == "Second reader")
    assert samples.sentence.startswith("Imported as the annotation set “Second reader”: ")
    assert len(samples.session.articles.ids()) == 2
    samples.idle()
    samples.press("Ctrl+Z")
    assert samples.session.sets.all() == before


def test_brat_folder_and_its_losses(samples: User, tmp_path: Path) -> None:
    out = tmp_path / "samples-brat"
    _export(samples, ExportOrder("brat", out))
    names = {path.name for path in out.rglob("*")}
    assert {"annotation.conf", "visual.conf"} <= names
    assert len([name for name in names if name.endswith(".ann")]) == 2
    assert samples.ask.said[0][0] == "receipt"
    assert (tmp_path / "samples-brat.evreader").exists()


def test_csv_has_a_row_a_deal(samples: User, tmp_path: Path) -> None:
    out = tmp_path / "deals"
    _export(samples, ExportOrder("csv", out))
    (table,) = (out if out.is_file() else path for path in (out / "deals.csv",))
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 4


def test_again_as_last_time(samples: User, tmp_path: Path) -> None:
    out = tmp_path / "deals.jsonl"
    _export(samples, ExportOrder("jsonl", out, Extent(types=("Company",)), companion=False))
    first = out.read_bytes()
    out.unlink()
    samples.press("Ctrl+Shift+X")
    samples.wait(out.exists)
    samples.idle()
    assert out.read_bytes() == first
    samples.choose("File", "Last export")
    assert samples.ask.said[-1][0] == "receipt"


def test_what_somebody_changed_is_replaced_only_if_he_agrees(samples: User, tmp_path: Path) -> None:
    order = ExportOrder("jsonl", tmp_path / "deals.jsonl")
    _export(samples, order)
    samples.press("Ctrl+Shift+X")
    samples.idle()
    assert samples.ask.asked == [("export", samples.session.path.stem)], "it is what it was"
    order.out.write_text("my own")
    samples.ask.answers = [order, False]
    samples.choose("File", "Export…")
    assert order.out.read_text() == "my own"
    _export(samples, replace(order, agreed=True))
    assert order.out.read_text() != "my own"


def test_given_up_writes_nothing(samples: User, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    samples.choose("File", "Export…")
    samples.press("Ctrl+Shift+X")
    assert [question for question, _ in samples.ask.asked] == ["export", "export"]
    assert {p for p in tmp_path.iterdir() if "sqlite" not in p.name} <= before


def test_a_place_that_cannot_be_written_is_told(samples: User, tmp_path: Path) -> None:
    samples.ask.answers = [ExportOrder("csv", tmp_path / "nowhere" / "deals.csv")]
    samples.choose("File", "Export…")
    samples.wait(lambda: samples.ask.said)
    assert samples.ask.said[0][0] == "error"
    assert "nowhere" in samples.ask.said[0][1]
