"""CASes in JSON and XMI: ours come back, those of INCEpTION are understood."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.domain.bundle import Receipt
from evreader.errors import EvreaderError, FormatError
from evreader.formats.characters import Legal
from evreader.formats.standoff.export import Export
from evreader.formats.uima import cas_json, xmi

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evreader.domain.bundle import Bundle


class Module(Protocol):
    """One of the two, to a type checker."""

    def write(self, bundle: Bundle, out: Path) -> Receipt: ...
    def read(self, path: Path) -> Bundle: ...


TEXT = "𠮷田 Works buys 😀 cells.\r\nIt pays Porto Lab."
_NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def _at(quote: str) -> dict[str, int]:
    start = len(TEXT[: TEXT.index(quote)].encode("utf-16-le")) // 2
    return {"begin": start, "end": start + len(quote.encode("utf-16-le")) // 2}


def _json(tmp_path: Path, *structures: dict[str, Any]) -> Bundle:
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": TEXT}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"%FEATURE_STRUCTURES": [sofa, *structures]}), encoding="utf-8")
    return cas_json.read(path)


def _annotation(number: int, kind: str, quote: str, **features: object) -> dict[str, Any]:
    return {"%ID": number, "%TYPE": kind, "@sofa": 1, **_at(quote), **features}


def _said(bundle: Bundle) -> list[tuple[str, str]]:
    return [(m.type, m.text) for item in bundle.articles for m in item.mentions]


def _receipt(bundle: Bundle) -> Receipt:
    assert bundle.receipt is not None
    return bundle.receipt


def test_named_entities_and_layers_of_ones_own(tmp_path: Path) -> None:
    bundle = _json(
        tmp_path,
        _annotation(2, _NER, "𠮷田 Works", value="ORG", identifier="http://x/Q1"),
        _annotation(3, "webanno.custom.Product", "cells", color="grey", many=True),
        _annotation(4, "webanno.custom.Topic", "buys", label="trade"),
        _annotation(5, "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "buys"),
    )
    assert _said(bundle) == [("ORG", "𠮷田 Works"), ("Product", "cells"), ("trade", "buys")]
    (annotated,) = bundle.articles
    assert [m.attributes for m in annotated.mentions] == [
        {"identifier": "http://x/Q1"},
        {"color": "grey", "many": "true"},
        {"layer": "Topic"},
    ]
    assert _receipt(bundle).notes == [
        "Layers that are no mentions, left aside: Token 1.",
        "Offsets count UTF-16 units.",
    ]


@pytest.mark.parametrize(
    "kind",
    [
        "org.apache.ctakes.typesystem.type.syntax.WordToken",
        "org.apache.ctakes.typesystem.type.textspan.Segment",
        "opennlp.uima.Sentence",
    ],
)
def test_what_other_programs_cut_a_text_into_is_no_mention(kind: str, tmp_path: Path) -> None:
    bundle = _json(tmp_path, _annotation(5, kind, "buys"), _annotation(6, "my.Firm", "Porto Lab"))
    assert _said(bundle) == [("Firm", "Porto Lab")]


def test_slots_are_roles_and_relations_are_deals(tmp_path: Path) -> None:
    link = {"%ID": 4, "%TYPE": "webanno.custom.Link", "role": "Buyer", "@target": 2}
    bundle = _json(
        tmp_path,
        _annotation(2, _NER, "𠮷田 Works", value="ORG"),
        _annotation(3, _NER, "Porto Lab", value="ORG"),
        link,
        {"%ID": 5, "%TYPE": "webanno.custom.Link[]", "%ELEMENTS": [4, 99]},
        _annotation(6, "webanno.custom.Purchase", "buys", **{"@links": 5, "status": "planned"}),
        _annotation(7, "webanno.custom.Rel", "pays", **{"@Governor": 2, "@Dependent": 3, "label": "pays"}),  # noqa: E501
    )  # fmt: skip
    purchase, pays = bundle.deals
    assert (purchase.type, purchase.triggers[0].text) == ("Purchase", "buys")
    assert [(f.role, f.value) for f in purchase.roles] == [("Buyer", "𠮷田 Works")]
    assert purchase.slot("status") == "planned"
    assert (pays.type, pays.triggers) == ("pays", ())
    assert [f.value for f in pays.roles] == ["𠮷田 Works", "Porto Lab"]


def test_a_place_within_a_character_is_listed(tmp_path: Path) -> None:
    broken = {"%ID": 2, "%TYPE": _NER, "@sofa": 1, "begin": 1, "end": 3, "value": "ORG"}
    bundle = _json(tmp_path, broken, _annotation(3, _NER, "Porto Lab", value="ORG"), {"x": 1})
    assert [m.fragments != () for item in bundle.articles for m in item.mentions] == [False, True]
    assert "without an id or a type: 1" in _receipt(bundle).refused[0]
    assert "at 1–3" in _receipt(bundle).refused[1]


def test_an_id_twice_and_a_view_without_text_are_listed(tmp_path: Path) -> None:
    bundle = _json(
        tmp_path,
        {"%ID": 9, "%TYPE": "uima.cas.Sofa", "sofaID": "empty", "sofaString": " "},
        _annotation(2, _NER, "Porto Lab", value="A"),
        _annotation(2, _NER, "Porto Lab", value="B"),
    )
    assert _said(bundle) == [("B", "Porto Lab")]
    assert _receipt(bundle).refused == [
        "“a.json”: feature structures with the id of another one: 1.",
        "“a.json”: views without any text left out: 1.",
    ]


def test_structures_by_id_as_older_programs_wrote_them(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    sofa = {"%TYPE": "uima.cas.Sofa", "sofaString": "Ford buys."}
    entity = {"%TYPE": _NER, "@sofa": 1, "begin": 0, "end": 4, "value": "ORG"}
    data = {"%FEATURE_STRUCTURES": {"1": sofa, "2": entity}}
    path.write_text(json.dumps(data), encoding="utf-8")
    assert _said(cas_json.read(path)) == [("ORG", "Ford")]


_HEAD = (
    '<?xml version="1.1" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
    'xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" '
    'xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" xmi:version="2.0">'
    '<cas:NULL xmi:id="0"/>'
)


def _xmi(tmp_path: Path, body: str, text: str = "😀 Ford buys VW&#10;now&#1;") -> Bundle:
    path = tmp_path / "a.xmi"
    sofa = f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{text}"/>'
    path.write_text(f"{_HEAD}{body}{sofa}</xmi:XMI>", encoding="utf-8")
    return xmi.read(path)


def test_xmi_as_inception_writes_it(tmp_path: Path) -> None:
    bundle = _xmi(
        tmp_path,
        '<type:NamedEntity xmi:id="2" sofa="1" begin="3" end="7" value="ORG"/>'
        '<type:NamedEntity xmi:id="3" sofa="1" begin="13" end="15" value="ORG" identifier="12"/>'
        '<custom:Link xmi:id="4" role="Buyer" target="2"/>'
        '<custom:Link xmi:id="5" role="Target" target="3"/>'
        '<custom:Deal xmi:id="6" sofa="1" begin="8" end="12" value="Takeover" roles="4 5">'
        "<tags>big</tags><tags>new</tags></custom:Deal>"
        '<custom:Rel xmi:id="7" sofa="1" begin="3" end="7" Governor="2" Dependent="3"/>',
    )
    assert _said(bundle) == [("ORG", "Ford"), ("ORG", "VW")]
    deal, relation = bundle.deals
    assert (deal.type, deal.slot("tags")) == ("Takeover", "big; new")
    assert [(f.role, f.value) for f in deal.roles] == [("Buyer", "Ford"), ("Target", "VW")]
    assert relation.type == "Rel"
    assert _receipt(bundle).notes[0].endswith("now U+FFFD: 1.")


def test_numbers_that_look_like_ids_are_numbers(tmp_path: Path) -> None:
    bundle = _xmi(
        tmp_path,
        '<type:NamedEntity xmi:id="2" sofa="1" begin="3" end="7" value="ORG" identifier="7"/>'
        '<custom:DealRolesLink xmi:id="7" role="Buyer" target="2"/>'
        '<custom:Deal xmi:id="8" sofa="1" begin="8" end="12" dealType="Takeover" roles="7" '
        'value="7" stake="2"/>',
    )
    assert _said(bundle) == [("ORG", "Ford")]
    assert [m.attributes for item in bundle.articles for m in item.mentions] == [
        {"identifier": "7"}
    ]
    (deal,) = bundle.deals
    assert [(f.role, f.value) for f in deal.roles] == [("Buyer", "Ford")]
    assert (deal.slot("value"), deal.slot("stake")) == ("7", "2")


def test_a_number_that_is_also_an_id_and_lists_of_values(tmp_path: Path) -> None:
    bundle = _xmi(
        tmp_path,
        '<type:NamedEntity xmi:id="2" sofa="1" begin="3" end="7" value="ORG" rank="3" tags="4"/>'
        '<type:NamedEntity xmi:id="3" sofa="1" begin="13" end="15" value="ORG"/>'
        '<cas:StringArray xmi:id="4"><elements>big</elements><elements>new</elements>'
        "</cas:StringArray>",
    )
    (annotated,) = bundle.articles
    assert annotated.mentions[0].attributes == {"rank": "3", "tags": "big; new"}


def test_several_values_and_special_numbers_in_json(tmp_path: Path) -> None:
    bundle = _json(
        tmp_path,
        {"%ID": 2, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["big", "new"]},
        {"%ID": 3, "%TYPE": "uima.cas.IntegerArray", "%ELEMENTS": [5, 2]},
        _annotation(
            5, "webanno.custom.Product", "cells",
            **{"@tags": 2, "@sizes": 3, "#weight": "NaN", "code": "2"},
        ),
    )  # fmt: skip
    (annotated,) = bundle.articles
    assert annotated.mentions[0].attributes == {
        "tags": "big; new",
        "sizes": "5; 2",
        "weight": "NaN",
        "code": "2",
    }


def test_numbers_beyond_all_bounds(tmp_path: Path) -> None:
    huge = "9" * 5_000
    bundle = _xmi(
        tmp_path, f'<custom:A xmi:id="{huge}" sofa="1" begin="{huge}" end="4" at="{huge}"/>'
    )
    assert _said(bundle) == []


def test_mentions_of_a_chain_say_which(tmp_path: Path) -> None:
    bundle = _xmi(
        tmp_path,
        '<custom:Link xmi:id="2" sofa="1" begin="3" end="7" next="3"/>'
        '<custom:Link xmi:id="3" sofa="1" begin="13" end="15" next="2"/>'
        '<custom:Link xmi:id="4" sofa="1" begin="0" end="2"/>'
        '<custom:Chain xmi:id="5" sofa="1" begin="0" end="15" first="2"/>'
        '<custom:Chain xmi:id="6" sofa="1" first="4"/>'
        '<custom:Quality xmi:id="7" sofa="1" value="good"/>',
    )
    (annotated,) = bundle.articles
    assert [(m.text, dict(m.attributes)) for m in annotated.mentions] == [
        ("Ford", {"chain": "1"}),
        ("VW", {"chain": "1"}),
        ("😀", {}),
    ]
    assert _receipt(bundle).notes[1:2] == [
        "Layers that are no mentions, left aside: Chain 1, Quality 1."
    ]


def test_a_type_system_alone_has_no_article(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = xmi.write(deal_bundle, tmp_path / "out")
    assert "TypeSystem.xml" in receipt.files
    bundle = xmi.read(tmp_path / "out" / "TypeSystem.xml")
    assert list(bundle.articles) == []
    assert b"uima.cas.FSArray" in (tmp_path / "out" / "TypeSystem.xml").read_bytes()


@pytest.mark.parametrize(
    "data",
    [
        "{}",
        "[1]",
        '{"%FEATURE_STRUCTURES": []}',
        '{"%FEATURE_STRUCTURES": [' + "[" * 100_000,
        '{"%FEATURE_STRUCTURES": ' + "9" * 5_000 + "}",
    ],
)
def test_what_is_no_cas_in_json_is_refused(tmp_path: Path, data: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(FormatError) as refused:
        cas_json.read(path)
    assert "sys." not in str(refused.value)


@pytest.mark.parametrize(
    "data",
    [
        "<a/>",
        "<a>" * 100_000,
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        f"{_HEAD}</xmi:XMI>",
        "<a>\x00</a>",
    ],
)
def test_what_is_no_xmi_is_refused(tmp_path: Path, data: str) -> None:
    path = tmp_path / "a.xmi"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(EvreaderError):
        xmi.read(path)


def test_whose_file_it_is() -> None:
    assert cas_json.claims(b'{"%TYPES" : { }', "a.json")
    assert not cas_json.claims(b'{"text": "x"}', "a.json")
    assert xmi.claims(_HEAD.encode(), "a.xml")
    assert not xmi.claims(b"<rss/>", "a.xml")


@pytest.mark.parametrize("module", [cas_json, xmi])
def test_an_export_comes_back(deal_bundle: Bundle, tmp_path: Path, module: Module) -> None:
    receipt = module.write(deal_bundle, tmp_path / "out")
    back = module.read(tmp_path / "out" / receipt.files[0])
    (annotated,) = back.articles
    assert annotated.article.info.title == "Norrland and Qiming join"
    first = next(m for m in annotated.mentions if m.text == "Norrland Motors")
    assert first.attributes == {"ticker": "NM B", "level": "name"}
    names = {entity.id: entity.name("en") for entity in back.entities}
    assert first.entity is not None
    assert names[first.entity] == "Norrland Motors"
    assert any(len(m.fragments) == 2 for m in annotated.mentions)
    (deal,) = back.deals
    assert deal.type == "JointVenture"
    assert deal.slot("status") == "announced"
    assert deal.slot("note") == "=SUM(A1)\nask again"
    assert {f.role for f in deal.roles} == {"Partner", "Location"}


@given(data=st.data())
@settings(max_examples=30, deadline=None)
@pytest.mark.parametrize("module", [cas_json, xmi])
def test_marks_and_frames_come_back(
    module: Module, bundles: Callable[..., st.SearchStrategy[Bundle]], data: st.DataObject
) -> None:
    bundle = data.draw(bundles(1))
    wanted = list(Export(bundle, Receipt("uima")).documents())
    with TemporaryDirectory() as folder:
        receipt = module.write(bundle, Path(folder, "out"))
        names = [name for name in receipt.files if name[0] == "0"]
        found = [module.read(Path(folder, "out", name)) for name in names]
    assert len(found) == len(wanted)
    for document, back in zip(wanted, found, strict=True):
        (annotated,) = back.articles
        triggers = {frame.trigger for frame in document.frames}
        legal = Legal() if module is xmi else str
        marks = sorted(
            _plain(m.type, " ".join(s.quote or "" for s in m.stretches), m.attributes)
            for m in document.marks
            if m.key not in triggers and all(legal(s.quote or "").strip() for s in m.stretches)
        )
        placed = [m for m in annotated.mentions if m.fragments]
        assert sorted(_plain(m.type, m.text, m.attributes) for m in placed) == marks
        assert [
            _plain(frame.type, " ".join(a.role for a in frame.arguments), frame.slots)
            for frame in document.frames
        ] == [
            _plain(d.type, " ".join(f.role for f in d.roles), {s.name: s.value for s in d.slots})
            for d in back.deals
        ]


def _plain(kind: str, text: str, said: Mapping[str, str]) -> tuple[str, str, list[str]]:
    """What XML can hold of it."""
    pairs = sorted(f"{name} {value}" for name, value in said.items())
    return (
        kind,
        Legal()(text),
        [Legal()(pair) for pair in pairs],
    )
