"""A deal told in words."""

from __future__ import annotations

from evreader.domain.annotation import Deal, Entity, Filler, Name, Slot
from evreader.domain.scheme import Scheme
from evreader.domain.summaries import DealSummary
from evreader.domain.wording import deal_in_words

SCHEME = Scheme.from_data({
    "name": "small",
    "entity": [],
    "deal": [
        {
            "name": "Supply",
            "label": {"en": "Supply", "zh": "供应"},
            "role": [
                {"name": "Supplier", "label": {"en": "Supplier", "zh": "供应商"}},
                {"name": "Volume", "label": {"en": "Volume", "zh": "数量"}},
            ],
        }
    ],
    "slot": [],
})
MAKER = Entity(1, "Company", (Name("en", "Nordcell"), Name("zh", "北芯")))
SUMMARY = DealSummary(
    Deal(
        1,
        1,
        "Supply",
        (
            Filler("Supplier", entity=1, attributes={"stake": "51%", "share": ""}),
            Filler("Volume", value="2 GWh"),
            Filler("Odd", entity=77),
        ),
        (Slot("status", "signed"), Slot("note", "ask again")),
    ),
    (MAKER,),
    (),
    (),
)


def test_in_english() -> None:
    told = deal_in_words(SUMMARY, SCHEME)
    assert told == "Supply: Supplier Nordcell (51%); Volume 2 GWh; Odd ? · signed"


def test_in_chinese() -> None:
    assert deal_in_words(SUMMARY, SCHEME, "zh").startswith("供应: 供应商 北芯 (51%); 数量 2 GWh")


def test_unknown_type_without_roles() -> None:
    bare = DealSummary(Deal(1, 1, "Barter"), (), (), ())
    assert deal_in_words(bare, None) == "Barter"
