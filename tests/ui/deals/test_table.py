from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from evreader.domain.annotation import Deal, Entity, Evidence, Filler, Name, Slot
from evreader.domain.summaries import DealSummary
from evreader.ui.deals.table import (
    DATE,
    EVIDENCE,
    MISSING,
    PARTIES,
    STATUS,
    TYPE,
    VALUE,
    DealRows,
    DealTableModel,
    amount,
    grouped,
)

if TYPE_CHECKING:
    from evreader.domain.scheme import Scheme

NORTH = Entity(1, "Company", (Name("en", "Northwind"), Name("zh", "北风汽车")))
VOLT = Entity(2, "Company", (Name("zh", "哈伏"),))


def summary(
    key: int, kind: str, *slots: Slot, parties: tuple[Entity, ...] = (), lacks: str = ""
) -> DealSummary:
    quote = (Evidence(1, 0, 3, "abc"), Evidence(2, 0, 2, "北风"))
    roles = tuple(Filler("Partner", party.id, evidence=quote) for party in parties)
    deal = Deal(key, 1, kind, roles, slots)
    return DealSummary(deal, parties, (lacks,) if lacks else (), (1,))


@pytest.fixture
def model(scheme: Scheme) -> DealTableModel:
    deals = [
        summary(1, "JointVenture", Slot("status", "signed"), Slot("announced", "2024-05"),
                Slot("value", "900000 EUR"), parties=(NORTH, VOLT)),
        summary(2, "Merger", Slot("status", "rumoured"), Slot("signed", "2019"), lacks="Party"),
        summary(3, "Merger", Slot("value", "1500000000 EUR"), parties=(VOLT,)),
    ]  # fmt: skip
    model = DealTableModel()
    model.set_rows([rows(scheme).row(item, {1: "en", 2: "zh"}) for item in deals])
    return model


def rows(scheme: Scheme, language: str = "en") -> DealRows:
    return DealRows(
        scheme,
        language,
        evidence="EN {en} · ZH {zh}",
        complete="Complete",
        missing="Missing: {roles}",
    )


def ids(model: DealTableModel) -> list[int]:
    return [model.row(number).id for number in range(model.rowCount())]


def cell(model: DealTableModel, deal: int, column: int) -> str:
    return model.data(model.index(model.row_of(deal), column))


def test_cells_speak_the_schemes_words(model: DealTableModel) -> None:
    assert cell(model, 1, TYPE) == "Joint venture"
    assert cell(model, 1, PARTIES) == "Northwind, 哈伏"
    assert cell(model, 1, DATE) == "2024-05"
    assert cell(model, 1, VALUE) == "900,000 EUR"
    assert cell(model, 1, EVIDENCE) == "EN 2 · ZH 2"
    assert cell(model, 1, MISSING) == "Complete"
    assert cell(model, 2, MISSING) == "Missing: Party"
    assert cell(model, 2, PARTIES) == "—"


def test_labels_in_chinese(scheme: Scheme) -> None:
    row = rows(scheme, "zh").row(summary(1, "JointVenture", parties=(NORTH,), lacks="Partner"), {})
    assert row.cells[TYPE] == "合资"
    assert row.cells[PARTIES] == "北风汽车"
    assert "合资方" in row.cells[MISSING]
    assert "Northwind 北风汽车" in row.told


@pytest.mark.parametrize(
    ("column", "ascending"),
    [
        (DATE, [2, 1, 3]),
        (VALUE, [1, 3, 2]),
        (STATUS, [2, 1, 3]),
        (TYPE, [1, 2, 3]),
        (MISSING, [1, 3, 2]),
    ],
)
def test_columns_sort_by_meaning(model: DealTableModel, column: int, ascending: list[int]) -> None:
    model.sort(column, Qt.SortOrder.AscendingOrder)
    assert ids(model) == ascending


def test_what_is_empty_comes_last_in_either_order(model: DealTableModel) -> None:
    model.sort(DATE, Qt.SortOrder.DescendingOrder)
    assert ids(model) == [1, 2, 3]
    model.sort(VALUE, Qt.SortOrder.DescendingOrder)
    assert ids(model) == [3, 1, 2]


def test_a_filter_needs_every_word_and_knows_both_languages(model: DealTableModel) -> None:
    model.set_filter("北风 venture")
    assert ids(model) == [1]
    model.set_filter("合并")
    assert sorted(ids(model)) == [2, 3]
    model.set_filter("", "Merger", incomplete=True)
    assert ids(model) == [2]
    assert model.total == 3
    model.set_filter("")
    assert len(ids(model)) == 3


def test_a_deal_type_that_the_scheme_lost_is_named_as_stored(scheme: Scheme) -> None:
    row = rows(scheme).row(summary(9, "Barter"), {})
    assert row.cells[TYPE] == "Barter"


def test_headings_and_shape(model: DealTableModel) -> None:
    model.set_headings(list("ABCDEFGH"))
    assert model.headerData(1, Qt.Orientation.Horizontal) == "B"
    assert model.headerData(1, Qt.Orientation.Vertical) is None
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None
    assert model.data(model.index(0, 0), Qt.ItemDataRole.DecorationRole) is None
    assert model.row_of(77) == -1


def test_amounts() -> None:
    assert amount("1500000 EUR") == 1_500_000
    assert amount("EUR 1,500.5") == 1500.5
    assert amount("unknown") == 0
    assert grouped("1500000 EUR") == "1,500,000 EUR"
    assert grouped("about 3") == "about 3"
