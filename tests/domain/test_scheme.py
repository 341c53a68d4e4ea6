from __future__ import annotations

import itertools
import math
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from evreader.domain.annotation import Deal, Filler
from evreader.domain.scheme import Scheme, label, missing_roles
from evreader.errors import InputError

if TYPE_CHECKING:
    from evreader.domain.scheme import DealType, EntityType, Role, SlotType

    Kinds = list[EntityType | DealType]

ROOT = Path(__file__).parents[2]
RESERVED_KEYS = set("DELNATX")

MINIMAL: dict[str, Any] = {
    "name": "tiny",
    "entity": [
        {"name": "Company", "label": {"en": "Company", "zh": "公司"}, "short": {"en": "CO"}},
    ],
    "deal": [
        {
            "name": "Merger",
            "label": {"en": "Merger"},
            "role": [{"name": "Party", "label": {"en": "Party"}, "required": True, "many": True}],
        }
    ],
    "slot": [{"name": "status", "label": {"en": "Status"}, "kind": "choice", "choices": ["done"]}],
}


def _kinds(scheme: Scheme) -> Kinds:
    return [*scheme.entities, *scheme.deals]


@pytest.fixture(scope="module")
def shipped() -> Scheme:
    path = ROOT / "resources" / "schemes" / "partnerships.toml"
    return Scheme.from_data(tomllib.loads(path.read_text(encoding="utf-8")))


def test_plain_data_becomes_a_scheme() -> None:
    scheme = Scheme.from_data(MINIMAL)
    assert scheme.name == "tiny"
    assert scheme.entity_types["Company"].labels["zh"] == "公司"
    (role,) = scheme.deal_types["Merger"].roles
    assert (role.name, role.required, role.many, role.types) == ("Party", True, True, ())
    assert scheme.slot_types["status"].choices == ("done",)
    assert scheme.source == MINIMAL


def test_what_the_data_leaves_out_gets_a_default() -> None:
    company = Scheme.from_data(MINIMAL).entity_types["Company"]
    assert (company.key, company.color, company.guideline) == ("", "#808080", "")
    assert company.attributes == {}


def test_a_label_falls_back_to_english() -> None:
    assert label({"en": "Company", "zh": "公司"}, "zh") == "公司"
    assert label({"en": "Company"}, "zh") == "Company"


def test_only_an_obligatory_role_that_nothing_fills_is_missing(shipped: Scheme) -> None:
    partner = Filler("Partner", entity=1)
    assert missing_roles(Deal(1, 1, "JointVenture"), shipped) == ("Partner",)
    assert missing_roles(Deal(1, 1, "JointVenture", (partner,)), shipped) == ()
    assert missing_roles(Deal(1, 1, "StrategicAlliance", (partner,)), shipped) == ("Area",)
    assert missing_roles(Deal(1, 1, "UnknownHere"), shipped) == ()


@pytest.mark.parametrize("part", ["name", "entity", "deal", "slot"])
def test_a_scheme_without_an_obligatory_part_is_refused(part: str) -> None:
    data = {key: value for key, value in MINIMAL.items() if key != part}
    with pytest.raises(InputError, match=rf"lacks '{part}'.*docs/scheme\.md"):
        Scheme.from_data(data)


@pytest.mark.parametrize("part", ["entity", "deal"])
def test_a_type_named_twice_is_refused(part: str) -> None:
    data = {**MINIMAL, part: MINIMAL[part] * 2}
    with pytest.raises(InputError, match="more than once"):
        Scheme.from_data(data)


def test_the_shipped_scheme_has_the_types_that_were_asked_for(shipped: Scheme) -> None:
    assert set(shipped.entity_types) == {
        "Company", "Person", "GovernmentBody", "Place", "Product", "Technology", "Facility",
        "Brand", "Money", "Percent", "Quantity", "Date", "Policy", "Agreement",
    }  # fmt: skip
    assert set(shipped.deal_types) == {
        "JointVenture", "StrategicAlliance", "TechnologyLicence", "ResearchDevelopment",
        "SoftwareCooperation", "EquityInvestment", "Acquisition", "Merger", "Supply",
        "ContractManufacturing", "Distribution", "Financing", "ContractAward", "Listing",
        "Buyback", "StakeChange", "ExecutiveChange", "MemorandumOfUnderstanding", "Termination",
    }  # fmt: skip
    assert set(shipped.slot_types) >= {
        "status", "announced", "signed", "effective", "ended", "value", "stake", "types",
        "cross_border", "technology_transfer", "territory", "industry", "said_by", "polarity",
        "modality", "parent", "successor", "confidence", "note",
    }  # fmt: skip
    for kind in shipped.entities:
        assert kind.attributes["level"] == ("name", "nominal", "pronoun")


def test_everything_in_the_shipped_scheme_has_both_labels(shipped: Scheme) -> None:
    things: list[EntityType | DealType | Role | SlotType] = [*_kinds(shipped), *shipped.slots]
    things += [role for deal in shipped.deals for role in deal.roles]
    for thing in things:
        assert thing.labels["en"], thing.name
        assert thing.labels["zh"], thing.name
    for entity in shipped.entities:
        assert 2 <= len(entity.short["en"]) <= 3
        assert len(entity.short["zh"]) == 2
    for kind in _kinds(shipped):
        assert kind.guideline.endswith(".")
        assert len(kind.guideline) <= 100


def test_shipped_keys_are_unique_and_leave_the_commands_theirs(shipped: Scheme) -> None:
    entity_keys = [kind.key for kind in shipped.entities]
    deal_keys = [kind.key for kind in shipped.deals]
    assert entity_keys[:9] == list("123456789")
    for keys in (entity_keys, deal_keys):
        assert len(set(keys)) == len(keys)
        assert all(re.fullmatch(r"[0-9A-Z]", key) for key in keys)
    assert not RESERVED_KEYS & set(entity_keys)


def test_shipped_names_can_be_written_to_brat(shipped: Scheme) -> None:
    for kind in _kinds(shipped):
        assert re.fullmatch(r"[A-Za-z0-9_-]+", kind.name)
    for deal in shipped.deals:
        names = [role.name for role in deal.roles]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[A-Za-z_-]+", name) for name in names)


def test_shipped_roles_name_known_types_and_each_deal_needs_someone(shipped: Scheme) -> None:
    for deal in shipped.deals:
        assert any(role.required for role in deal.roles), deal.name
        for role in deal.roles:
            assert set(role.types) <= set(shipped.entity_types), (deal.name, role.name)


def test_the_example_of_the_articles_fits_the_roles(shipped: Scheme) -> None:
    venture = {role.name: role for role in shipped.deal_types["JointVenture"].roles}
    assert venture["Partner"].required
    assert venture["Partner"].many
    assert "stake" in venture["Partner"].attributes
    assert venture["Product"].many
    assert not venture["Product"].required


def _linear(color: str) -> list[float]:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def _contrast_on_white(color: str) -> float:
    red, green, blue = _linear(color)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


# How a colour looks to an eye without one kind of cone (Machado, Oliveira, Fernandes 2009).
SIGHT = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


def _seen(color: str, sight: str) -> tuple[float, float, float]:
    """The colour in OKLab, a space where distance is about what the eye makes of it."""
    light = _linear(color)
    red, green, blue = (
        max(0.0, sum(a * b for a, b in zip(row, light, strict=True))) for row in SIGHT[sight]
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def test_shipped_colours_can_be_seen_on_white(shipped: Scheme) -> None:
    for kind in _kinds(shipped):
        assert re.fullmatch(r"#[0-9a-f]{6}", kind.color)
        assert _contrast_on_white(kind.color) >= 3, kind.name
    assert len({kind.color for kind in shipped.entities}) == len(shipped.entities)
    assert len({kind.color for kind in shipped.deals}) == len(shipped.deals)


@pytest.mark.parametrize("sight", SIGHT)
def test_the_most_used_colours_stay_apart_for_colour_blind_readers(
    shipped: Scheme, sight: str
) -> None:
    most_used: tuple[Kinds, Kinds] = ([*shipped.entities[:9]], [*shipped.deals[:7]])
    for kinds in most_used:
        for one, other in itertools.combinations(kinds, 2):
            apart = math.dist(_seen(one.color, sight), _seen(other.color, sight))
            assert apart > 0.07, (one.name, other.name)


def test_the_manual_has_every_type_and_slot(shipped: Scheme) -> None:
    manual = (ROOT / "docs" / "scheme.md").read_text(encoding="utf-8")
    rows = {
        line.split("|")[2].strip(): line for line in manual.splitlines() if line.startswith("| ")
    }
    for kind in _kinds(shipped):
        assert kind.key == rows[kind.name].split("|")[1].strip()
        assert kind.labels["zh"] in rows[kind.name]
    for deal in shipped.deals:
        assert all(role.name in rows[deal.name] for role in deal.roles)
    for slot in shipped.slots:
        assert f"| {slot.name} | {slot.labels['zh']} | {slot.kind} |" in manual


def test_attributes_and_choices_are_read_in_both_languages() -> None:
    labels = {"half-year": {"zh": "半年"}, "by": {"en": "by whom", "zh": "由谁"}}
    scheme = Scheme.from_data({**MINIMAL, "labels": labels})
    assert [scheme.word(w) for w in ("by", "half-year", "not_there")] == [
        "by whom",
        "half-year",
        "not there",
    ]
    assert [scheme.word(w, "zh") for w in ("by", "half-year", "not_there")] == [
        "由谁",
        "半年",
        "not there",
    ]
    # A project made before there were labels still has the same scheme.
    assert scheme == Scheme.from_data(MINIMAL)


@pytest.mark.parametrize("labels", ["x", {"by": "whom"}, {"by": 3}])
def test_labels_of_another_shape_are_refused(labels: object) -> None:
    with pytest.raises(InputError, match=r"see docs/scheme\.md"):
        Scheme.from_data({**MINIMAL, "labels": labels})


def test_the_shipped_scheme_has_a_chinese_label_for_every_word(shipped: Scheme) -> None:
    words = {word for slot in shipped.slots for word in slot.choices} | {"yes", "no"}  # of flags
    for kind in shipped.entities:
        for name, choices in kind.attributes.items():
            words |= {name, *choices}
    words |= {name for deal in shipped.deals for role in deal.roles for name in role.attributes}
    assert words == set(shipped.labels)
    assert not [word for word in words if shipped.word(word, "zh").isascii()]
