from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.annotation import Deal, Entity, Filler, Name, Slot
from evreader.domain.article import Article, ArticleInfo, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.scheme import Scheme
from evreader.errors import InputError
from evreader.formats.tables.values import told, value_of
from evreader.formats.xlsx import read, write
from tests.formats.conftest import SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evreader.formats.tables.cells import Kind

SLOTS = [
    {"name": "signed", "label": {"en": "Signed"}, "kind": "date"},
    {"name": "value", "label": {"en": "Value"}, "kind": "money"},
    {"name": "stake", "label": {"en": "Stake"}, "kind": "percent"},
]


def cells(path: Path, sheet: str) -> dict[str, Any]:
    """The second row of a sheet by the first."""
    first, second, *_ = openpyxl.load_workbook(path)[sheet].iter_rows()
    return {head.value: cell for head, cell in zip(first, second, strict=True)}


def deal_with(**slots: str) -> Bundle:
    deal = Deal(1, 1, "JointVenture", slots=tuple(Slot(n, v) for n, v in slots.items()))
    return Bundle(scheme=Scheme.from_data({**SCHEME, "slot": SLOTS}), deals=(deal,))


def test_cells_have_types(tmp_path: Path) -> None:
    bundle = deal_with(signed="2024-05-14", value="40000000.50 EUR", stake="12.5")
    write(bundle, tmp_path / "a.xlsx")
    row = cells(tmp_path / "a.xlsx", "Deals")
    assert row["signed"].value == dt.datetime(2024, 5, 14)  # noqa: DTZ001 - a day has no zone
    assert row["signed"].is_date
    assert (row["stake"].value, row["stake"].number_format) == (0.125, "0.0%")
    assert row["value"].value == "40000000.50 EUR"  # a number would lose its last digit
    assert [slot.value for slot in read(tmp_path / "a.xlsx").deals[0].slots] == [
        "2024-05-14",
        "40000000.50 EUR",
        "12.5",
    ]


def test_money_is_a_number_with_its_currency_and_a_short_date_a_text(tmp_path: Path) -> None:
    write(deal_with(signed="2024-05", value="-1500 CNY", stake="about half"), tmp_path / "a.xlsx")
    row = cells(tmp_path / "a.xlsx", "Deals")
    assert (row["value"].value, row["value"].number_format) == (-1500, '#,##0 "CNY"')
    assert (row["signed"].value, row["stake"].value) == ("2024-05", "about half")


def test_each_kind_of_thing_has_a_sheet_with_filters(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(deal_bundle, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Deals", "Entities", "Mentions"]
    assert [sheet.freeze_panes for sheet in book] == ["A2"] * 3
    assert book["Mentions"].auto_filter.ref == "A1:P5"
    assert book["Deals"].column_dimensions["D"].width > 20
    assert receipt.counts == {"deals": 2, "entities": 3, "mentions": 4}


def test_what_looks_like_a_formula_is_text(deal_bundle: Bundle, tmp_path: Path) -> None:
    entities = tuple(
        Entity(n, "Company", (Name("en", f"{sign}1+1"),)) for n, sign in enumerate("=+-@", 1)
    )
    write(replace(deal_bundle, entities=entities), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Entities"]
    found = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in found] == ["=1+1", "+1+1", "-1+1", "@1+1"]
    assert {cell.data_type for cell in found} == {"s"}
    names = [entity.name() for entity in read(tmp_path / "a.xlsx").entities]
    assert names == ["=1+1", "+1+1", "-1+1", "@1+1"]


def test_mentions_lead_back_to_the_page(deal_bundle: Bundle, tmp_path: Path) -> None:
    first, _ = deal_bundle.articles
    address = "https://example.org/a?b=1&c=2"
    info = first.article.info._replace(url=address)
    article = replace(first, article=first.article._replace(info=info))
    write(replace(deal_bundle, articles=(article,)), tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx", "Mentions")["url"].hyperlink.target == address


def test_it_comes_back_as_far_as_it_carries(deal_bundle: Bundle, tmp_path: Path) -> None:
    write(deal_bundle, tmp_path / "a.xlsx")
    bundle = read(tmp_path / "a.xlsx")
    assert bundle.entities == deal_bundle.entities
    assert [filler.entity for filler in bundle.deals[0].roles] == [1, 2, None]
    assert bundle.receipt is not None
    assert "Mentions of the table not taken: 4." in bundle.receipt.refused[0]


def test_what_no_cell_holds_is_counted(tmp_path: Path) -> None:
    entity = Entity(1, "Company", (Name("en", "a\x01b"),), {"note": "x" * 40_000})
    receipt = write(Bundle(entities=(entity,)), tmp_path / "a.xlsx")
    assert "Control characters that the format cannot hold, now “\ufffd”: 1." in receipt.losses
    assert "Cells cut at 32,767 characters, the most that Excel takes: 1." in receipt.losses


def test_a_list_from_elsewhere(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("公司")
    for row in (["中文名", "English name", "类型", "员工"], ["诺兰", "Norrland", "公司", 120]):
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    (entity,) = read(tmp_path / "list.xlsx").entities
    assert entity.type == "Company"
    assert set(entity.names) == {Name("zh", "诺兰"), Name("en", "Norrland")}
    assert entity.attributes == {"员工": "120"}


def _with_result(path: Path) -> None:
    """Save what a formula comes to, as Excel does and openpyxl cannot."""
    with zipfile.ZipFile(path) as book:
        members = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b"</f><v></v>", b"</f><v>7</v>", 1)
    members[sheet] = members[sheet].replace(b"</f><v/>", b"</f><v>7</v>", 1)
    with zipfile.ZipFile(path, "w") as book:
        for name, data in members.items():
            book.writestr(name, data)


def test_a_formula_is_what_it_came_to(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = ["List"], [], ["name", "sum", "next"], ["Lund", "=3+4", "=B4"], ["Mora", 10**30, True]
    for row in rows:
        book.active.append(row)
    book.create_sheet("Remarks").append(["a", "b"])
    book.save(tmp_path / "a.xlsx")
    _with_result(tmp_path / "a.xlsx")
    bundle = read(tmp_path / "a.xlsx")
    assert [entity.attributes for entity in bundle.entities] == [
        {"sum": "7"},
        {"sum": "1e+30", "next": "yes"},
    ]
    assert bundle.receipt is not None
    assert "“a.xlsx: Remarks” names no column" in bundle.receipt.refused[0]
    assert bundle.receipt.refused[1].startswith("Formulas whose results the file does not hold")


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 torn"])
def test_what_is_no_workbook_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(InputError):
        read(tmp_path / "a.xlsx")


def test_a_workbook_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet2.xml", bytes(20 * 2**20))
    with pytest.raises(InputError, match="far more"):
        read(tmp_path / "a.xlsx")


def test_a_workbook_with_entities_of_xml_is_refused_in_one_line(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "ok.xlsx")
    with zipfile.ZipFile(tmp_path / "ok.xlsx") as book:
        members = {name: book.read(name) for name in book.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + sheet
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as book:
        for name, data in members.items():
            book.writestr(name, data)
    with pytest.raises(InputError) as refused:
        read(tmp_path / "a.xlsx")
    assert "\n" not in str(refused.value)


def test_a_workbook_with_nothing_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="names no column"):
        read(tmp_path / "a.xlsx")


class _Cell:
    def __init__(self, value: object, number_format: str) -> None:
        self.value = value
        self.number_format = number_format


@given(
    text=st.text("0123456789.-% EURCNY", max_size=14) | st.dates().map(str),
    kind=st.sampled_from(["text", "number", "date", "percent", "money"]),
)
@settings(max_examples=300)
def test_any_text_comes_back_from_its_cell(text: str, kind: Kind) -> None:
    value, shown = value_of(text, kind)
    assert told(_Cell(value, shown)) == text


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[AnnotatedArticle]:
        passage = Passage(1, 0, "en", "paragraph", "x", (Span(0, 1),))
        yield AnnotatedArticle(Article(1, ArticleInfo("t"), (passage,)))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(
            Bundle(articles=broken(), deals=(Deal(1, 1, "X", (Filler("A"),)),)), tmp_path / "a.xlsx"
        )
    assert list(tmp_path.iterdir()) == []
