"""What is kept beside an export: the receipt, and all that its format cannot carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.formats import companion, jsonl

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle


def _receipt() -> Receipt:
    return Receipt("csv", {"deals": 2}, losses=["Links left out: 1."])


def test_it_is_found_by_its_name_and_holds_everything(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "deals.csv"
    out.write_bytes(b"a,b\n")
    whole = replace(deal_bundle, articles=tuple(deal_bundle.articles))
    companion.write(whole, out, _receipt())
    found = companion.companion_of(out)
    assert found is not None
    assert (found.format, found.is_current) == ("csv", True)
    assert found.path.name == "deals.csv.evreader"
    jsonl.write(whole, tmp_path / "a.jsonl")
    jsonl.write(jsonl.read(found.path), tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    assert jsonl.head(found.path)["beside"]["receipt"]["losses"] == ["Links left out: 1."]


def test_an_export_that_somebody_changed_is_noticed(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "folder"
    out.mkdir()
    (out / "a.txt").write_text("one")
    companion.write(deal_bundle, out, _receipt())
    current = companion.companion_of(out)
    (out / "a.txt").write_text("two")
    changed = companion.companion_of(out)
    assert current is not None
    assert changed is not None
    assert (current.is_current, changed.is_current) == (True, False)


def test_a_stranger_of_that_name_is_none(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("x")
    assert companion.companion_of(out) is None
    companion.place(out).write_text("not json")
    assert companion.companion_of(out) is None
    companion.place(out).write_text('{"evreader":1}\n')
    assert companion.companion_of(out) is None
