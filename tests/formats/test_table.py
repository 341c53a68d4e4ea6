from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evreader.domain.annotation import Deal, Entity, Filler, Name, Slot
from evreader.domain.bundle import Bundle
from evreader.errors import InputError
from evreader.formats.table import claims, read, write
from evreader.formats.tables.cells import joined, parted, plain, safe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Strategy = Callable[..., st.SearchStrategy[Bundle]]


def rows(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_one_row_a_deal(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(deal_bundle, tmp_path / "a.csv")
    assert rows(tmp_path / "a.csv") == [
        {
            "id": "1",
            "set": "Mei",
            "type": "JointVenture",
            "parties_en": "Norrland Motors; 启明汽车",
            "parties_zh": "诺兰汽车; 启明汽车",
            "status": "announced",
            "value": "40000000 EUR",
            "Partner": "Norrland Motors / 诺兰汽车 (stake 60); 启明汽车",
            "Location": "Lund",
            "evidence_en": (
                "JointVenture: “joint venture” (Norrland and Qiming join); "
                "Partner: “Norrland Motors” (Norrland and Qiming join); "
                "Partner: “Qiming Auto” (工厂); "
                "Location: “Lund” (Norrland and Qiming join); "
                "status: “agreed” (Norrland and Qiming join); "
                "value: “€40m” (工厂)"
            ),
            "evidence_zh": (
                "Partner: “诺兰汽车” (Norrland and Qiming join); "
                "Partner: “启明汽车” (Norrland and Qiming join)"
            ),
            "articles": "Norrland and Qiming join; 工厂",
            "note": "'=SUM(A1)\nask again",
        },
        {
            **dict.fromkeys(
                ("parties_en", "parties_zh", "status", "value", "Partner", "Location",
                 "evidence_en", "evidence_zh", "articles", "note"), ""),
            "id": "2",
            "set": "Mei",
            "type": "Rumour",
        },
    ]  # fmt: skip
    assert receipt.counts == {"deals": 2}
    assert receipt.losses == [
        "Mentions left out (the table only quotes evidence): 4.",
        "Entities left out because they take part in no deal: 1.",
    ]


def test_lines_end_in_crlf_and_the_table_may_be_empty(tmp_path: Path) -> None:
    write(Bundle(), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == (
        b"\xef\xbb\xbfid,set,type,parties_en,parties_zh,evidence_en,evidence_zh,articles,note\r\n"
    )


def test_evidence_from_elsewhere_is_quoted_without_a_title(
    deal_bundle: Bundle, tmp_path: Path
) -> None:
    first, _ = deal_bundle.articles
    receipt = write(replace(deal_bundle, articles=(first,)), tmp_path / "a.csv")
    assert "value: “€40m”" in rows(tmp_path / "a.csv")[0]["evidence_en"]
    assert (
        "Pieces of evidence whose articles are not in the export, quoted without title "
        "or language: 2."
    ) in receipt.losses


def test_text_in_a_third_language_has_a_column_when_there_is_any(
    deal_bundle: Bundle, tmp_path: Path
) -> None:
    first, second = deal_bundle.articles
    passages = tuple(p._replace(language="other") for p in second.article.passages)
    second = replace(second, article=second.article._replace(passages=passages))
    write(replace(deal_bundle, articles=(first, second)), tmp_path / "a.csv")
    assert "“€40m”" in rows(tmp_path / "a.csv")[0]["evidence_other"]


def test_a_role_called_like_a_column_says_that_it_is_a_role(tmp_path: Path) -> None:
    deal = Deal(1, 1, "X", (Filler("value", value="a"),), (Slot("value", "b"),))
    write(Bundle(deals=(deal,)), tmp_path / "a.csv")
    row = rows(tmp_path / "a.csv")[0]
    assert (row["value"], row["role value"]) == ("b", "a")


FORMULAS = ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", "\nx", " =1", "\u00a0=1", "\n @A"]
FORMULAS += ["＝1", "－1", "\ufeff=1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_becomes_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "50", "1-2", "丰田", " x", "'x", "“=1”"])
def test_other_text_stays(cell: str) -> None:
    assert safe(cell) == cell


def test_a_formula_in_the_middle_of_a_list_becomes_text_too(tmp_path: Path) -> None:
    entities = tuple(
        Entity(number, "Company", (Name("en", name),)) for number, name in enumerate(("A", "=B"), 1)
    )
    deal = Deal(1, 1, "X", (Filler("Party", 1), Filler("Party", 2)))
    write(Bundle(entities=entities, deals=(deal,)), tmp_path / "a.csv")
    assert rows(tmp_path / "a.csv")[0]["Party"] == "A; '=B"


@given(data=st.data())
def test_no_cell_is_a_formula(
    data: st.DataObject, bundles: Strategy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bundle = data.draw(bundles())
    out = tmp_path_factory.getbasetemp() / "any.csv"
    write(bundle, out)
    found = rows(out)
    assert len(found) == len(bundle.deals)
    for deal, row in zip(bundle.deals, found, strict=True):
        assert row["type"] == deal.type
        assert None not in row
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_a_folder_gets_all_three_tables(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(deal_bundle, tmp_path / "tables")
    assert receipt.counts == {"mentions": 4, "deals": 2, "entities": 3}
    assert receipt.files == ["mentions.csv", "deals.csv", "entities.csv"]
    mention = rows(tmp_path / "tables" / "mentions.csv")[1]
    assert (mention["start"], mention["end"], mention["fragments"]) == ("16", "39", "16–19 20–39")
    entity = rows(tmp_path / "tables" / "entities.csv")[1]
    assert (entity["name_zh"], entity["ticker"], entity["mentions"]) == ("启明汽车", "QM", "2")
    assert claims(tmp_path / "tables")
    assert not claims(tmp_path)


def test_tables_come_back_as_far_as_they_carry(deal_bundle: Bundle, tmp_path: Path) -> None:
    write(deal_bundle, tmp_path / "tables")
    bundle = read(tmp_path / "tables")
    assert bundle.entities == deal_bundle.entities
    first, second = bundle.deals
    assert [(f.role, f.entity, f.value, f.attributes) for f in first.roles] == [
        ("Partner", 1, None, {"stake": "60"}),
        ("Partner", 2, None, {}),
        ("Location", None, "Lund", {}),
    ]
    assert {slot.name: slot.value for slot in first.slots} == {
        "status": "announced",
        "value": "40000000 EUR",
        "note": "=SUM(A1)\nask again",
    }
    assert (second.type, second.roles) == ("Rumour", ())
    assert [item.name for item in bundle.sets] == ["Mei"]
    assert bundle.receipt is not None
    assert bundle.receipt.refused[0].startswith("Mentions of the table not taken: 4.")
    assert bundle.receipt.notes == [
        "Evidence that the table quotes, not taken because a table holds no text: 8."
    ]


def test_our_own_table_is_known_whatever_stands_in_it(tmp_path: Path) -> None:
    words = "Company", "Partner", "Type", "Date", "Amount", "Status", "Note", "Stake", "OEM"
    entity = Entity(1, "Type", (Name("en", "Partner"), *(Name("en", word) for word in words)))
    deal = Deal(1, 1, "Deal type", (Filler("Partner", 1),), tuple(Slot(w, w) for w in words))
    write(Bundle(entities=(entity,), deals=(deal,)), tmp_path / "tables")
    (found,) = read(tmp_path / "tables").deals
    assert (found.type, found.slot("OEM")) == ("Deal type", "OEM")


def test_the_table_of_deals_alone_knows_their_parties(deal_bundle: Bundle, tmp_path: Path) -> None:
    write(deal_bundle, tmp_path / "a.csv")
    bundle = read(tmp_path / "a.csv")
    assert [(entity.type, entity.names) for entity in bundle.entities] == [
        ("Company", (Name("en", "Norrland Motors"), Name("zh", "诺兰汽车"))),
        ("Company", (Name("zh", "启明汽车"),)),
    ]
    assert [filler.entity for filler in bundle.deals[0].roles] == [1, 2, None]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("name,type,aliases,ticker\n诺兰汽车,公司,诺兰;Norrland,NM\nLund,Place,,\n", "utf-8-sig"),
        ('name;type;aliases;ticker\n诺兰汽车;company;"诺兰;Norrland";NM\nLund;地点\n', "gb18030"),
        ("Name\tType\tAliases\tticker\n诺兰汽车\t公司\t诺兰;Norrland\tNM\nLund\tPlace\n", "utf-16"),
    ],
)  # fmt: skip
def test_a_list_of_entities_from_elsewhere(tmp_path: Path, content: str, encoding: str) -> None:
    (tmp_path / "list.csv").write_bytes(content.encode(encoding))
    first, second = read(tmp_path / "list.csv").entities
    assert first.type == "Company"
    assert first.names == (Name("zh", "诺兰汽车"), Name("zh", "诺兰"), Name("en", "Norrland"))
    assert first.attributes == {"ticker": "NM"}
    assert (second.type, second.names) == ("Place", (Name("en", "Lund"),))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'name,zh\n"Lund,x\nMora,y\n', "never closed"),
        (b"\n ,\n", "holds no table"),
        (b"a,b\n1,2\n", "names no column"),
        (b"Customer,Type\nLund,retail\n", "names no column"),
        (b"id,data,label\n1,Fine,good\n", "list of texts"),
        (b"", "empty"),
        (b"\x00\x01\x02\xff" * 50, "no table"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(InputError, match=reason):
        read(tmp_path / "a.csv")


def test_a_title_above_columns_twice_and_cells_without_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Our list, 2024\n\nname;zh;name;;ticker\nLund;隆德;Lund AB;7;LU;8\n", "utf-8")
    bundle = read(path)
    (entity,) = bundle.entities
    assert entity.names == (Name("en", "Lund"), Name("zh", "隆德"), Name("en", "Lund AB"))
    assert entity.attributes == {"ticker": "LU"}
    assert bundle.receipt is not None
    assert bundle.receipt.notes == [
        "Columns of “a.csv” kept as attributes: ticker.",
        "Above the headings of “a.csv”, left out: Our list, 2024",
        "Cells without a heading above them, left out: 2.",
    ]


def test_a_table_of_deals_from_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "交易类型;收购方;收购标的;交易金额;状态;Signed on;城市\n"
        "收购;诺兰汽车 / Norrland Motors;启明;10亿元;已签署;2024-05-01;隆德\n"
        "Acquisition;Norrland Motors;;;;;\n",
        "gb18030",
    )
    bundle = read(path)
    first, second = bundle.entities
    assert first.names == (Name("en", "Norrland Motors"), Name("zh", "诺兰汽车"))
    deal, later = bundle.deals
    assert [(f.role, f.entity, f.value) for f in deal.roles] == [
        ("Acquirer", first.id, None),
        ("Target", second.id, None),
        ("Price", None, "10亿元"),
    ]
    assert [(slot.name, slot.value) for slot in deal.slots] == [
        ("status", "signed"),
        ("signed", "2024-05-01"),
        ("城市", "隆德"),
    ]
    assert [(f.role, f.entity) for f in later.roles] == [("Acquirer", first.id)]


def test_a_type_of_a_deal_tells_a_table_of_deals(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Customer,Supplier,Type\nLund,Mora,Supply\n", "utf-8")
    (deal,) = read(tmp_path / "a.csv").deals
    assert (deal.type, [filler.role for filler in deal.roles]) == (
        "Supply",
        ["Customer", "Supplier"],
    )


@given(parts=st.lists(st.text("ab;\"' =\n丰", min_size=1).map(str), max_size=5))
def test_lists_in_a_cell_come_apart_again(parts: list[str]) -> None:
    assert parted(joined(parts)) == parts


@given(cell=st.text("'=-\t a\ufeff", max_size=6))
def test_an_apostrophe_goes_as_it_came(cell: str) -> None:
    assert plain(safe(cell)) == cell
