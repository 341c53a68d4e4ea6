from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from evreader.formats.brat.collection import read, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from evreader.domain.annotation import Deal, Filler
    from evreader.domain.bundle import Bundle

    Strategy = Callable[..., st.SearchStrategy[Bundle]]


def plain(text: str) -> str:
    return "".join(text.split())


def who(bundle: Bundle, filler: Filler) -> tuple[object, ...]:
    entity = next((e for e in bundle.entities if e.id == filler.entity), None)
    name = " ".join(entity.name().split()) if entity else None
    return filler.role, name, dict(filler.attributes)


def told(bundle: Bundle, deal: Deal) -> tuple[object, ...]:
    roles = sorted((who(bundle, filler) for filler in deal.roles), key=repr)
    slots: dict[str, str] = {}
    for slot in deal.slots:
        slots[slot.name] = f"{slots[slot.name]}; {slot.value}" if slot.name in slots else slot.value
    return deal.type, roles, slots


@given(data=st.data())
def test_mentions_and_deals_come_back(
    data: st.DataObject, bundles: Strategy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bundle = data.draw(bundles(most_sets=1))
    bundle = replace(bundle, articles=tuple(bundle.articles))
    out = tmp_path_factory.getbasetemp() / "brat-again"
    receipt = write(bundle, out)
    # A text that begins with a byte order mark loses it, as everywhere.
    assume(not any(a.article.passages[0].text.startswith("\ufeff") for a in bundle.articles))
    assume(bundle.articles)
    back = read(out)
    articles = tuple(back.articles)
    assert back.receipt is not None
    assert back.receipt.refused == []
    for before, after in zip(bundle.articles, articles, strict=True):
        wanted = Counter(
            (m.type, plain(m.text), tuple(sorted(m.attributes.items())))
            for m in before.mentions
            if m.text.strip()
        )
        found = Counter(
            (m.type, plain(m.text), tuple(sorted(m.attributes.items()))) for m in after.mentions
        )
        assert wanted <= found
    written = receipt.counts["deals"]
    assert len(back.deals) == written


def test_a_deal_comes_back_from_both_its_articles(deal_bundle: Bundle, tmp_path: Path) -> None:
    write(deal_bundle, tmp_path / "out")
    back = read(tmp_path / "out")
    first, second = back.articles
    (deal,) = back.deals
    assert told(back, deal) == told(deal_bundle, deal_bundle.deals[0])
    assert [piece.text for piece in deal.triggers] == ["joint venture", "Qiming Auto"]
    partner, other, place = deal.roles
    assert [piece.text for piece in partner.evidence] == ["Norrland Motors", "诺兰汽车"]
    assert [piece.text for piece in other.evidence] == ["启明汽车", "Qiming Auto"]
    assert (place.value, place.evidence[0].text) == ("Lund", "Lund")
    assert first.mentions[0].attributes == {"level": "name", "ticker": "NM B"}
    assert [[(n.language, n.text) for n in e.names] for e in back.entities[:2]] == [
        [("en", "Norrland Motors")],
        [("zh", "启明汽车")],
    ]
    assert [m.text for m in second.mentions] == ["Qiming Auto"]


def test_the_scheme_comes_back_as_far_as_it_is_told(deal_bundle: Bundle, tmp_path: Path) -> None:
    write(deal_bundle, tmp_path / "out")
    scheme, told_scheme = read(tmp_path / "out").scheme, deal_bundle.scheme
    assert scheme is not None
    assert told_scheme is not None
    wanted = [
        kind._replace(
            key="",
            guideline="",
            attributes={name: values for name, values in kind.attributes.items() if values},
        )
        for kind in told_scheme.entities
    ]
    assert list(scheme.entities) == wanted
    assert [
        deal._replace(key="", roles=tuple(role._replace(attributes=()) for role in deal.roles))
        for deal in told_scheme.deals
    ] == list(scheme.deals)
    assert [(slot.name, slot.choices) for slot in scheme.slots] == [
        ("status", ("announced", "signed")),
        ("note", ()),
    ]


def test_a_relation_stays_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Ostwerk supplies Varga in Lund.\n", "utf-8")
    marks = (
        "T1\tCompany 0 7\tOstwerk\nT2\tCompany 17 22\tVarga\nT3\tCity 26 30\tLund\n"
        "T4\tMerge 8 16\tsupplies\nE1\tMerge:T4 Arg1:T1\n"
    )
    relations = "R1\tSupplies Arg1:T2 Arg2:T1\nR2\tNear Arg1:T1 Arg2:T3\nA1\tDoubt R1 High\n"
    (tmp_path / "in" / "a.ann").write_text(marks + relations, "utf-8")
    (tmp_path / "in" / "annotation.conf").write_text(
        "[entities]\nCompany\nCity\n[relations]\nSupplies Arg1:Company, Arg2:Company\n"
        "Owns Arg1:Company, Arg2:<ENTITY>\n[events]\nMerge Arg1:Company, Arg2:Company\n"
        "[attributes]\nDoubt Arg:<RELATION>, Value:High|Low\n"
    )
    (tmp_path / "in" / "visual.conf").write_text("[labels]\nArg1 | From | 从\n", "utf-8")
    bundle = read(tmp_path / "in")
    bundle = replace(bundle, articles=tuple(bundle.articles))
    receipt = write(bundle, tmp_path / "out")
    assert [receipt.counts[key] for key in ("deals", "events", "relations")] == [3, 1, 2]
    written = next((tmp_path / "out").glob("*.ann")).read_text("utf-8")
    assert "R1\tSupplies Arg1:T2 Arg2:T1\nR2\tNear Arg1:T1 Arg2:T3\nA1\tDoubt R1 High\n" in written
    assert [line[0] for line in written.splitlines()].count("T") == 4
    configured = (tmp_path / "out" / "annotation.conf").read_text("utf-8")
    assert (
        "[relations]\n\nSupplies\tArg1:Company, Arg2:Company\nOwns\tArg1:Company, Arg2:<ENTITY>\n"
        "Near\tArg1:<ENTITY>, Arg2:<ENTITY>\n\n[events]\n\nMerge\tArg1_:Company, Arg2_:Company\n\n"
        "[attributes]\n\nDoubt\tArg:<EVENT>|<RELATION>, Value:High|Low\n"
    ) in configured
    back = read(tmp_path / "out")
    back = replace(back, articles=tuple(back.articles))
    assert [told(back, deal) for deal in back.deals] == [
        told(bundle, deal) for deal in bundle.deals
    ]
    assert back.scheme is not None
    assert bundle.scheme is not None
    assert back.scheme.deals[0] == bundle.scheme.deals[0]
