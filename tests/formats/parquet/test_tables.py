from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from evreader.domain.annotation import Deal, Slot
from evreader.domain.bundle import Bundle
from evreader.domain.scheme import Scheme
from evreader.errors import FormatError
from evreader.formats.parquet import write
from evreader.formats.parquet.tables import Tables
from tests.formats.conftest import SCHEME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Strategy = Callable[..., st.SearchStrategy[Bundle]]

SLOTS = [
    {"name": "signed", "label": {"en": "Signed"}, "kind": "date"},
    {"name": "value", "label": {"en": "Value"}, "kind": "money"},
    {"name": "stake", "label": {"en": "Stake"}, "kind": "percent"},
    {"name": "firm", "label": {"en": "Firm"}, "kind": "flag"},
    {"name": "slots", "label": {"en": "Slots"}, "kind": "text"},
]


def tables_of(bundle: Bundle) -> dict[str, list[dict[str, Any]]]:
    tables = Tables(bundle)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in tables.columns}
    for name, rows in tables.batches():
        found[name] += [dict(zip(tables.columns[name], row, strict=True)) for row in rows]
    return found


def test_each_kind_of_thing_has_a_table(deal_bundle: Bundle) -> None:
    found = tables_of(deal_bundle)
    assert {name: len(rows) for name, rows in found.items()} == {
        "articles": 2,
        "passages": 3,
        "mentions": 4,
        "entities": 3,
        "deals": 2,
        "roles": 3,
        "evidence": 8,
    }
    assert found["articles"][0]["date"] == dt.date(2025, 3, 1)
    assert found["mentions"][1]["fragments"] == [(16, 19), (20, 39)]
    assert found["entities"][1] == {
        "id": 2, "type": "Company", "name_en": None, "name_zh": "启明汽车",
        "names": [("zh", "启明汽车")], "attributes": {"ticker": "QM"},
    }  # fmt: skip
    assert found["roles"][2]["value"] == "Lund"
    piece = found["evidence"][0]
    assert (piece["about"], piece["name"], piece["position"]) == ("role", "Partner", 0)
    assert (piece["article_id"], piece["text"]) == (1, "Norrland Motors")


def test_slots_are_typed_by_the_scheme() -> None:
    slots = (
        Slot("signed", "2024-05-14"), Slot("value", "1500 EUR"), Slot("stake", "12.5"),
        Slot("firm", "no"), Slot("slots", "x"), Slot("more", "y"),
    )  # fmt: skip
    later = (Slot("signed", "2024-05"), Slot("value", "a lot"))
    scheme = Scheme.from_data({**SCHEME, "slot": SLOTS})
    bundle = Bundle(scheme=scheme, deals=(Deal(1, 1, "X", (), slots), Deal(2, 1, "X", (), later)))
    first, second = tables_of(bundle)["deals"]
    assert first == {
        "id": 1, "set": "", "type": "X", "origin": "user", "signed": dt.date(2024, 5, 14),
        "value_amount": 1500.0, "value_currency": "EUR", "stake": 12.5, "firm": False,
        "slots": {"signed": "2024-05-14", "value": "1500 EUR", "stake": "12.5", "firm": "no",
                  "slots": "x", "more": "y"},
    }  # fmt: skip
    assert (second["signed"], second["value_amount"]) == (None, None)
    assert second["slots"]["signed"] == "2024-05"


@given(data=st.data())
def test_nothing_is_missing_in_any_project(data: st.DataObject, bundles: Strategy) -> None:
    bundle = data.draw(bundles())
    found = tables_of(bundle)
    texts = [p.text for annotated in bundle.articles for p in annotated.article.passages]
    assert [row["text"] for row in found["passages"]] == texts
    assert len(found["mentions"]) == sum(len(annotated.mentions) for annotated in bundle.articles)
    passages = {row["id"]: row["article_id"] for row in found["passages"]}
    assert all(row["article_id"] == passages[row["passage_id"]] for row in found["evidence"])


def test_the_files_are_joined_by_ids(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(deal_bundle, tmp_path / "out")
    assert sorted(receipt.files) == sorted(f"{name}.parquet" for name in receipt.counts)
    tables = {
        name: parquet.read_table(tmp_path / "out" / f"{name}.parquet") for name in receipt.counts
    }
    assert {name: table.num_rows for name, table in tables.items()} == receipt.counts
    texts = {row["id"]: row["text"] for row in tables["passages"].to_pylist()}
    mentions = tables["mentions"].to_pylist()
    for row in mentions:
        pieces = [texts[row["passage_id"]][f["start"] : f["end"]] for f in row["fragments"]]
        assert " ".join(pieces) == row["text"]
    assert dict(mentions[0]["attributes"]) == {"ticker": "NM B", "level": "name"}
    assert tables["articles"].schema.field("date").type == pa.date32()
    assert tables["articles"]["date"].to_pylist() == [dt.date(2025, 3, 1), None]
    assert tables["deals"]["value_amount"].to_pylist()[0] == 40_000_000.0


def test_without_pyarrow_one_sentence_says_how_to_get_it(
    deal_bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FormatError, match=r"pip install 'evreader\[parquet\]'"):
        write(replace(deal_bundle), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
