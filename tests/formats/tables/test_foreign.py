from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from evreader.domain.annotation import Name
from evreader.errors import InputError
from evreader.formats import xlsx
from evreader.formats.table import read

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "a.csv"


def taken(path: Path, content: str, encoding: str = "utf-8") -> Bundle:
    path.write_text(content, encoding)
    return read(path)


def deals(bundle: Bundle) -> list[tuple[str, list[tuple[str, str]], dict[str, str]]]:
    """Each deal: its type, who fills which role, its slots."""
    names = {entity.id: entity.name() for entity in bundle.entities}
    return [
        (
            deal.type,
            [(f.role, names[f.entity] if f.entity else f"={f.value}") for f in deal.roles],
            {slot.name: slot.value for slot in deal.slots},
        )
        for deal in bundle.deals
    ]


def told(bundle: Bundle) -> str:
    assert bundle.receipt is not None
    return "\n".join([*bundle.receipt.notes, *bundle.receipt.refused])


def test_a_chinese_table_with_a_row_of_sums(table: Path) -> None:
    bundle = taken(
        table,
        "序号,甲方,乙方,类型,日期,金额（亿元）,备注\n"
        "1,诺兰,启明,合资,2024年3月5日,5,各占一半\n"
        "2,隆德,诺兰,供货,2023/12/1,—,\n"
        "合计,,,,,5,\n",
        "gb18030",
    )
    assert deals(bundle) == [
        (
            "JointVenture",
            [("Partner", "诺兰"), ("Partner", "启明")],
            {"announced": "2024-03-05", "value": "500000000 CNY", "note": "各占一半"},
        ),
        ("Supply", [("甲方", "隆德"), ("乙方", "诺兰")], {"announced": "2023-12-01"}),
    ]
    read_as, counters, roleless, partyless = told(bundle).splitlines()
    assert read_as == (
        "Columns of “a.csv” were read so: “甲方” as Partner, “乙方” as Partner, "
        "“日期” as announced, “金额（亿元）” as value."
    )
    assert counters == "Columns of “a.csv” that only count its rows, left out: “序号”."
    assert roleless == (
        "Parties of “a.csv” whose role it does not tell, kept under the heading of their column: "
        "“甲方” 1, “乙方” 1."
    )
    assert partyless == (
        "A row of “a.csv” was left out, since it names no party, nothing else, or a sum: 合计; 5"
    )


def test_an_english_table_below_a_title(table: Path) -> None:
    bundle = taken(
        table,
        "Deals,,updated in May,,,\n\n"
        "Company A,Company B,Deal type,Date,Amount,Link\n"
        'Norrland,"Mora Co., Ltd.",MoU,"March 5, 2024",US$1.2bn,http://a.example\n'
        "Company A,Company B,Deal type,Date,Amount,Link\n"
        "Lund,Undisclosed,JV / Technology license,3/5/2024,undisclosed,\n",
    )
    assert deals(bundle) == [
        (
            "MemorandumOfUnderstanding",
            [("Party", "Norrland"), ("Party", "Mora Co., Ltd.")],
            {"announced": "2024-03-05", "value": "1200000000 USD", "Link": "http://a.example"},
        ),
        (
            "JointVenture",
            [("Partner", "Lund"), ("Partner", "=Undisclosed")],
            {"types": "TechnologyLicence", "announced": "3/5/2024", "value": "undisclosed"},
        ),
    ]
    assert "that the scheme does not have, kept with each deal as they are called: “Link”." in told(
        bundle
    )
    assert "kept as they are written: 2 (3/5/2024, undisclosed)." in told(bundle)
    assert "Above the headings of “a.csv”, left out: Deals; updated in May" in told(bundle)


def test_parties_and_days_as_databases_of_deals_call_them(table: Path) -> None:
    bundle = taken(
        table,
        "Acquired Company,Acquiring Company,Deal announced on,Price\n"
        "Lund Cells,Norrland Motors,2013-08-17,\n",
    )
    assert deals(bundle) == [
        (
            "Acquisition",
            [("Target", "Lund Cells"), ("Acquirer", "Norrland Motors")],
            {"announced": "2013-08-17"},
        )
    ]


def test_a_cell_alone_is_no_deal(table: Path) -> None:
    bundle = taken(
        table, "No.,甲方,乙方,金额\n1,诺兰,启明,3亿元\n2,数据来源：公告,\n3,总计,,3亿元\n"
    )
    assert len(bundle.deals) == 1
    first, second = told(bundle).splitlines()[-2:]
    assert first.endswith("or a sum: 2; 数据来源：公告")
    assert second.endswith("or a sum: 3; 总计; 3亿元")


def test_a_head_of_two_rows(table: Path) -> None:
    bundle = taken(table, "Deal,,Parties,\nDate,Type,甲方,乙方\n2024,合资,诺兰,启明\n")
    assert deals(bundle) == [
        ("JointVenture", [("Partner", "诺兰"), ("Partner", "启明")], {"announced": "2024"})
    ]


def test_a_column_for_each_language_is_one_party(table: Path) -> None:
    bundle = taken(
        table,
        "Company EN,Company CN,Partner (EN),合作方中文名,Deal type\n"
        "Norrland,诺兰,Lund; Mora,隆德；穆拉,Joint development\n"
        "Norrland,诺兰,Falun,,Acquisition\n",
    )
    assert [entity.names for entity in bundle.entities] == [
        (Name("en", "Norrland"), Name("zh", "诺兰")),
        (Name("en", "Lund"),),
        (Name("en", "Mora"),),
        (Name("zh", "隆德"),),
        (Name("zh", "穆拉"),),
        (Name("en", "Falun"),),
    ]
    bundle = taken(
        table,
        "Company EN,Company CN,Partner (EN),Partner (CN),Deal type\n"
        "Norrland,诺兰,Lund; Mora,隆德；穆拉,Acquisition\n",
    )
    assert [entity.names for entity in bundle.entities][1:] == [
        (Name("en", "Lund"), Name("zh", "隆德")),
        (Name("en", "Mora"), Name("zh", "穆拉")),
    ]
    assert [filler.role for filler in bundle.deals[0].roles] == [
        "Company EN",
        "Partner (EN)",
        "Partner (EN)",
    ]


@pytest.mark.parametrize(
    ("heading", "row", "type_"),
    [
        ("Buyer,Target,Date", "Norrland,Lund,2008", "Acquisition"),
        ("供应商,采购方", "诺兰,启明", "Supply"),
        ("Company,Partner,Date", "Norrland,Lund,2008", "Deal"),
        ("合作各方,主题", "诺兰和启明,电池", "Deal"),
    ],
)
def test_a_table_without_types(table: Path, heading: str, row: str, type_: str) -> None:
    bundle = taken(table, f"{heading}\n{row}\n")
    assert [(deal.type, len(deal.roles)) for deal in bundle.deals] == [(type_, 2)]
    assert "whose type" in told(bundle)


def test_amounts_with_their_unit_in_a_column_of_its_own(table: Path) -> None:
    bundle = taken(
        table,
        "Partners,Type,Amount,Currency\n"
        "Lund; Mora,JV,300,USD m\n"
        "Lund; Mora,Equity investment,300,USD m\n"
        "Lund; Mora,JV,5-8,USD m\n",
    )
    first, second, third = deals(bundle)
    assert first[2] == {"value": "300000000 USD"}
    assert ("Amount", "=300 USD m") in second[1]
    assert third[2] == {"value": "5-8 USD m"}


def test_a_round_is_no_company(table: Path) -> None:
    bundle = taken(table, "公司,轮次,投资方,类型\n诺兰,B轮,启明,融资\n")
    assert deals(bundle) == [
        ("Financing", [("公司", "诺兰"), ("Investor", "启明"), ("Round", "=B轮")], {})
    ]


def test_columns_of_one_name_keep_what_each_says(table: Path) -> None:
    bundle = taken(table, "甲方,乙方,Date,Date,Date\n诺兰,启明,2023,2024,2025\n")
    assert deals(bundle)[0][2] == {"announced": "2023", "Date": "2024; 2025"}


@pytest.mark.parametrize(
    "content",
    [
        "Company,Type,Partner\nNorrland,Company,Lund\n",
        "Company,Investors,Founded\nNorrland,Lund,2021\n",
        "公司,公司名称,日期\n诺兰,诺兰汽车,2020\n",
    ],
)
def test_a_list_of_companies_is_no_table_of_deals(table: Path, content: str) -> None:
    bundle = taken(table, content)
    assert (len(bundle.entities), len(bundle.deals)) == (1, 0)


def test_a_table_of_something_else_is_refused(table: Path) -> None:
    with pytest.raises(InputError, match="names no column"):
        taken(table, "date,open,close\n2024-01-02,1,2\n")


def test_a_list_that_names_an_entity_in_several_rows(table: Path) -> None:
    bundle = taken(table, "实体,简称,出处\n诺兰汽车,诺兰；NL,p. 1\n诺兰汽车,诺兰；NL,p. 2\n")
    (entity,) = bundle.entities
    assert entity.names == (Name("zh", "诺兰汽车"), Name("zh", "诺兰"), Name("en", "NL"))
    assert entity.attributes == {"出处": "p. 1; p. 2"}
    assert "joined with the first: 1." in told(bundle)


def test_a_workbook_with_a_sheet_a_year(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    heading = ["No.", "OEM 1", "OEM 2", "Type", "交易金额"]
    book.active.append(["Partnerships"])
    book.active.append(heading)
    book.active.append([1, "Norrland", "Lund", "Alliance", 5e8])
    book.active["E3"].number_format = "[$€-407]#,##0"
    second = book.create_sheet("2023")
    second.append(heading)
    second.append([1, "Norrland", "Mora", "合并", 30])
    second["E2"].number_format = '"¥"#,##0'
    book.create_sheet("Summary").append(["Quarter", "Count"])
    book.save(tmp_path / "a.xlsx")
    bundle = xlsx.read(tmp_path / "a.xlsx")
    assert deals(bundle) == [
        (
            "StrategicAlliance",
            [("Partner", "Norrland"), ("Partner", "Lund")],
            {"value": "500000000 EUR"},
        ),
        ("Merger", [("Party", "Norrland"), ("Party", "Mora")], {"value": "30 CNY"}),
    ]
    assert "“a.xlsx: Summary” names no column" in told(bundle)


def test_cells_over_several_rows_hold_for_each(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["Partnerships", None, None, None],
        ["Date", "Parties", None, "Type"],
        [None, "甲方", "乙方", None],
        ["2024", "诺兰", "启明", "合资"],
        [None, None, "隆德", "合并"],
    ):
        sheet.append(row)
    for cells in ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:A5", "B4:B5"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    bundle = xlsx.read(tmp_path / "a.xlsx")
    assert deals(bundle) == [
        ("JointVenture", [("Partner", "诺兰"), ("Partner", "启明")], {"announced": "2024"}),
        ("Merger", [("Party", "诺兰"), ("Party", "隆德")], {"announced": "2024"}),
    ]
    assert "Cells that go over several rows, taken to hold for each of these: 4." in told(bundle)


def test_columns_of_roles_in_the_plural_name_several(table: Path) -> None:
    bundle = taken(
        table, 'Company,Lead investors,Deal size,Type\nNio,"Lund, Mora",5 EUR,Series C\n'
    )
    assert deals(bundle) == [
        ("Financing", [("Company", "Nio"), ("Lead", "Lund"), ("Lead", "Mora")], {"value": "5 EUR"})
    ]
