"""PubAnnotation's documents: denotations, tracks, attributes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evreader.errors import FormatError
from evreader.formats import pubannotation
from tests.formats.mentions import mentions_of, said

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle


TEXT = "Orsay Rail\r\nbuys trams 😀 in Porto."


def _span(quote: str) -> dict[str, int]:
    return {"begin": TEXT.index(quote), "end": TEXT.index(quote) + len(quote)}


def _read(tmp_path: Path, value: object) -> Bundle:
    path = tmp_path / "some.json"
    path.write_text(json.dumps(value), "utf-8")
    return pubannotation.read(path)


def test_one_document_is_an_object_and_several_a_list(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    pubannotation.write(deal_bundle, out)
    first, _ = json.loads(out.read_text("utf-8"))
    assert [d["span"] for d in first["denotations"]][:2] == [
        {"begin": 0, "end": 15},
        [{"begin": 16, "end": 19}, {"begin": 20, "end": 39}],
    ]
    pairs = {(entry["pred"], entry["obj"]) for entry in first["attributes"]}
    assert {("ticker", "NM B"), ("status", "announced")} <= pairs
    pubannotation.write(replace(deal_bundle, articles=deal_bundle.articles[:1]), out)
    assert json.loads(out.read_text("utf-8"))["sourcedb"] == "evreader"


def test_all_that_a_document_may_say(tmp_path: Path) -> None:
    bundle = _read(
        tmp_path,
        {
            "text": TEXT,
            "sourcedb": "News",
            "sourceid": "12",
            "source_url": "https://example.org/12",
            "denotations": [
                {"id": "T1", "span": _span("Orsay Rail"), "obj": "Org"},
                {"id": "T2", "span": [_span("trams"), _span("Porto")], "obj": "Thing"},
                {"id": "T3", "obj": "Nowhere"},
            ],
            "blocks": [{"id": "B1", "span": _span("Porto"), "obj": "end"}],
            "relations": [
                {"id": "R1", "subj": "T1", "pred": "buys", "obj": "T2"},
                {"id": "R2", "subj": "T1", "pred": "buys", "obj": "T9"},
            ],
            "attributes": [
                {"id": "A1", "subj": "T1", "pred": "size", "obj": 3},
                {"id": "A2", "subj": "R1", "pred": "sure", "obj": True},
            ],
            "modifications": [
                {"id": "M1", "obj": "R1", "pred": "Speculation"},
                {"id": "M2", "obj": "T2", "pred": "Negation"},
            ],
        },
    )
    assert said(bundle) == [("Org", "Orsay Rail"), ("Thing", "trams Porto"), ("end", "Porto")]
    org, thing, _ = mentions_of(bundle)
    assert (dict(org.attributes), dict(thing.attributes)) == ({"size": "3"}, {"Negation": "true"})
    (deal,) = bundle.deals
    assert {slot.name: slot.value for slot in deal.slots} == {"sure": "true", "Speculation": "true"}
    assert bundle.receipt is not None
    assert len(bundle.receipt.refused) == 2
    (article,) = bundle.articles
    assert (article.article.info.site, article.article.info.url) == (
        "News 12", "https://example.org/12",
    )  # fmt: skip


def test_an_id_used_twice_loses_nothing(tmp_path: Path) -> None:
    marks = [
        {"id": "T1", "span": _span("Orsay Rail"), "obj": "Org"},
        {"id": "T1", "span": _span("Porto"), "obj": "Place"},
        {"id": "T2", "span": _span("trams"), "obj": "Thing"},
    ]
    relation = {"subj": "T1", "pred": "buys", "obj": "T2"}
    bundle = _read(tmp_path, {"text": TEXT, "denotations": marks, "relations": [relation]})
    assert said(bundle) == [("Org", "Orsay Rail"), ("Place", "Porto"), ("Thing", "trams")]
    (deal,) = bundle.deals
    assert [filler.value for filler in deal.roles] == ["Orsay Rail", "trams"]
    assert bundle.receipt is not None
    assert "the id T1 is used more than once" in bundle.receipt.refused[0]


def test_chained_pieces_are_one_mention(tmp_path: Path) -> None:
    marks = [
        {"id": "T1", "span": _span("Orsay"), "obj": "_FRAGMENT"},
        {"id": "T2", "span": _span("trams"), "obj": "_FRAGMENT"},
        {"id": "T3", "span": _span("Porto"), "obj": "Org"},
        {"id": "T4", "span": _span("Rail"), "obj": "_FRAGMENT"},
    ]
    relations = [
        {"subj": "T2", "pred": "_lexicallyChainedTo", "obj": "T1"},
        {"subj": "T3", "pred": "_lexicallyChainedTo", "obj": "T2"},
        {"subj": "T4", "pred": "near", "obj": "T1"},
        {"subj": "T4", "pred": "_lexicallyChainedTo", "obj": "T4"},
    ]
    bundle = _read(tmp_path, {"text": TEXT, "denotations": marks, "relations": relations})
    assert said(bundle) == [("Org", "Orsay trams Porto"), ("_FRAGMENT", "Rail")]
    near, circle = bundle.deals
    assert [filler.evidence[0].mention for filler in near.roles] == [2, 1]
    assert circle.type == "_lexicallyChainedTo"


def test_the_first_version_had_other_names(tmp_path: Path) -> None:
    record = {
        "text": TEXT,
        "catanns": [{"id": "T1", "span": _span("Orsay Rail"), "category": "Org"},
                    {"id": "T2", "span": _span("trams"), "category": "Thing"}],
        "insanns": [{"id": "E1", "type": "subClassOf", "object": "T2"}],
        "relanns": [{"id": "R1", "type": "buys", "subject": "T1", "object": "E1"}],
        "modanns": [{"id": "M1", "type": "Negation", "object": "E1"}],
    }  # fmt: skip
    bundle = _read(tmp_path, record)
    assert dict(mentions_of(bundle)[1].attributes) == {"Negation": "true"}
    (deal,) = bundle.deals
    assert (deal.type, [filler.value for filler in deal.roles]) == ("buys", ["Orsay Rail", "trams"])


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    record = {
        "text": TEXT,
        "divid": 3,
        "section": "Lead",
        "sourcedb": "News",
        "project": "ports",
        "denotations": [{"id": "T1", "span": _span("Porto"), "obj": "Place"}],
        "attributes": [{"id": "A1", "subj": "T7", "pred": "size", "obj": 3}],
        "typesettings": [{"span": _span("Porto"), "style": "bold"}],
    }
    bundle = _read(tmp_path, record)
    assert [item.name for item in bundle.sets] == ["some – ports"]
    assert next(iter(bundle.articles)).article.info.site == "News 3 Lead"
    assert bundle.receipt is not None
    assert "names “T7”, which is not here" in bundle.receipt.refused[0]
    assert bundle.receipt.losses == ["Fields of texts left out: 1 (typesettings)."]


def test_places_before_the_text_quote_nothing_of_it(tmp_path: Path) -> None:
    places = [(-2, 0), (6, -2), (9, 5)]
    record = {"text": TEXT, "note": None, "denotations": [
        {"span": {"begin": begin, "end": end}, "obj": "X"} for begin, end in places
    ]}  # fmt: skip
    bundle = _read(tmp_path, record)
    assert [(m.text, m.fragments) for m in mentions_of(bundle)] == [("", ())] * 3
    assert bundle.receipt is not None
    assert [text.partition(" at ")[2].partition(" in ")[0] for text in bundle.receipt.refused] == [
        f"{begin}–{end}" for begin, end in places
    ]
    assert bundle.receipt.losses == []


def test_each_track_is_a_set(tmp_path: Path) -> None:
    mark = {"id": "T1", "span": _span("Porto"), "obj": "Place"}
    tracks = [{"project": name, "denotations": [mark]} for name in ("towns", "ports")]
    bundle = _read(tmp_path, [{"text": TEXT, "tracks": tracks}])
    assert [item.name for item in bundle.sets] == ["some – towns", "some – ports"]
    assert [mention.set for mention in mentions_of(bundle)] == [1, 2]


def test_the_editor_of_texts_counts_utf_16(tmp_path: Path) -> None:
    text = "😀😀 Tidewater builds trams in Porto"
    marks = [{"span": {"begin": 5, "end": 14}, "obj": "Org"},
             {"span": {"begin": 31, "end": 36}, "obj": "Place"}]  # fmt: skip
    bundle = _read(tmp_path, {"text": text, "denotations": marks})
    assert said(bundle) == [("Org", "Tidewater"), ("Place", "Porto")]


def test_without_text_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="holds no text"):
        _read(tmp_path, {"sourcedb": "PubMed", "sourceid": "1", "denotations": []})
