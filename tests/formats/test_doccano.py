"""doccano's shapes, of all versions, and ours."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evreader.domain.article import Span
from evreader.errors import FormatError
from evreader.formats import doccano, registry
from tests.formats.mentions import mentions_of, said

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle


TEXT = "Orsay Rail buys 𠮷田 Works in Porto."


def _read(tmp_path: Path, *records: object, name: str = "some.jsonl") -> Bundle:
    path = tmp_path / name
    path.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    return doccano.read(path)


def test_offsets_are_written_as_doccano_counts(deal_bundle: Bundle, tmp_path: Path) -> None:
    first = next(iter(deal_bundle.articles))
    passage = first.article.passages[0]._replace(text="😀 Norrland", sentences=())
    mention = first.mentions[0]._replace(fragments=(Span(2, 10),), text="Norrland")
    article = first.article._replace(passages=(passage,), links=())
    bundle = replace(deal_bundle, articles=(replace(first, article=article, mentions=(mention,)),))
    doccano.write(replace(bundle, deals=()), tmp_path / "out.jsonl")
    record = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert record["label"] == [[3, 11, "Company"]]
    assert said(doccano.read(tmp_path / "out.jsonl")) == [("Company", "Norrland")]


@pytest.mark.parametrize(
    "record",
    [
        {"text": TEXT, "label": [[0, 10, "Org"], [29, 34, "Place"]]},
        {"text": TEXT, "labels": [[0, 10, "Org"], [29, 34, "Place"]], "id": 7},
        {"column_data": TEXT, "column_label": [[0, 10, "Org"], [29, 34, "Place"]]},
        {"data": TEXT, "entities": [
            {"id": -1, "start_offset": 0, "end_offset": 10, "label": "Org"},
            {"id": -1, "start_offset": 29, "end_offset": 34, "label": "Place"},
        ]},
        {"text": TEXT, "annotations": [
            {"id": 3, "label": 2, "label_name": "Org", "start_offset": 0, "end_offset": 10},
            {"id": 4, "label": 1, "label_name": "Place", "start_offset": 29, "end_offset": 34},
        ]},
        {"text": TEXT, "label": {"Org": {"Orsay Rail": [[0, 9]]}, "Place": {"Porto": [[29, 34]]}}},
    ],
)  # fmt: skip
def test_spans_in_all_shapes(record: object, tmp_path: Path) -> None:
    bundle = _read(tmp_path, record)
    assert said(bundle) == [("Org", "Orsay Rail"), ("Place", "Porto")]
    assert bundle.receipt is not None
    assert bundle.receipt.notes in (
        ["Offsets count UTF-16 units."],
        ["Offsets count Unicode code points."],  # where the file quotes what it marks
    )
    assert bundle.receipt.losses == []


def test_relations_join_spans_by_their_ids(tmp_path: Path) -> None:
    spans = [
        {"id": 12, "start_offset": 0, "end_offset": 10, "label": "Org"},
        {"id": 9, "start_offset": 29, "end_offset": 34, "label": "Place"},
    ]
    relations = [
        {"id": 1, "from_id": 12, "to_id": 9, "type": "acts in"},
        {"id": 2, "from_id": 12, "to_id": 99, "type": "owns"},
    ]
    bundle = _read(tmp_path, {"text": TEXT, "entities": spans, "relations": relations})
    (deal,) = bundle.deals
    assert (deal.type, [filler.value for filler in deal.roles]) == (
        "acts in", ["Orsay Rail", "Porto"],
    )  # fmt: skip
    assert bundle.receipt is not None
    assert "owns joins 12 and 99" in bundle.receipt.refused[0]


def test_numbered_labels_get_the_names_of_the_file_beside(tmp_path: Path) -> None:
    spans = [{"label": 5, "start_offset": 0, "end_offset": 10, "user": 1}]
    bundle = _read(tmp_path, {"id": 1, "text": TEXT, "annotations": spans})
    assert said(bundle) == [("label-5", "Orsay Rail")]
    assert bundle.receipt is not None
    assert "label_config.json" in bundle.receipt.notes[0]
    (tmp_path / "label_config.json").write_text('[{"id": 5, "text": "Org"}]', "utf-8")
    again = _read(tmp_path, {"id": 1, "text": TEXT, "annotations": spans})
    assert said(again) == [("Org", "Orsay Rail")]


def test_each_of_several_users_gets_a_set(tmp_path: Path) -> None:
    spans = [
        {"label": "Org", "start_offset": 0, "end_offset": 10, "user": 1},
        {"label": "Org", "start_offset": 0, "end_offset": 5, "user": 2},
    ]
    bundle = _read(tmp_path, {"text": TEXT, "annotations": spans})
    assert [item.name for item in bundle.sets] == ["some – user 1", "some – user 2"]


def test_the_first_versions_name_the_user_of_each_record(tmp_path: Path) -> None:
    rows = [
        {"doc_id": n, "text": TEXT, "entities": [[0, 10, "Org"]], "username": name}
        for n, name in enumerate(("ada", "bo"))
    ]
    assert [item.name for item in _read(tmp_path, *rows).sets] == ["some – ada", "some – bo"]
    tweets = [{"text": TEXT, "label": [[0, 10, "Org"]], "username": name} for name in "ab"]
    assert [item.name for item in _read(tmp_path, *tweets).sets] == ["some"]


def test_what_is_no_list_is_told(tmp_path: Path) -> None:
    record = {"text": TEXT, "entities": {"0": 1}, "relations": "none", "Comments": ["a", "b"]}
    bundle = _read(tmp_path, record)
    assert bundle.receipt is not None
    assert bundle.receipt.losses == [
        "Comments left out: 2.",
        "Fields of texts left out: 2 (entities, relations).",
    ]


def test_a_place_that_is_none_is_told(tmp_path: Path) -> None:
    bundle = _read(tmp_path, {"text": TEXT, "label": {"Org": {"Orsay Rail": [[0], [0, 9]]}}})
    assert said(bundle) == [("Org", "Orsay Rail")]
    assert bundle.receipt is not None
    assert len(bundle.receipt.losses) == 1


def test_pairs_that_spacy_was_trained_with(tmp_path: Path) -> None:
    pair = [TEXT + "\r", {"entities": [[0, 10, "Org"], [29, 34, "Place"]]}]
    path = tmp_path / "some.json"
    for whole in (pair, [pair], {"classes": ["Org"], "annotations": [pair, ["\r", {}], None]}):
        path.write_text(json.dumps(whole, indent=1), "utf-8")
        assert registry.by_suffix(path).name == "doccano"
        bundle = doccano.read(path)
        assert said(bundle) == [("Org", "Orsay Rail"), ("Place", "Porto")]
    assert bundle.receipt is not None
    assert [text.partition(", ")[2] or text for text in bundle.receipt.refused] == [
        "record 3: it is not a JSON object.",
        "Records left out because there is no text in them: 1 (record 2).",
    ]
    lines = tmp_path / "some.jsonl"
    lines.write_text("".join(f"{json.dumps(pair)}\n" for _ in range(2)), "utf-8")
    assert registry.by_suffix(lines).name == "doccano"
    assert len(said(doccano.read(lines))) == 4


def test_a_blank_text_of_our_own_comes_back(deal_bundle: Bundle, tmp_path: Path) -> None:
    first = next(iter(deal_bundle.articles))
    passage = first.article.passages[0]._replace(text=" ", sentences=())
    article = first.article._replace(passages=(passage,), links=())
    blank = replace(first, article=article, mentions=())
    doccano.write(replace(deal_bundle, articles=(blank,), deals=()), tmp_path / "out.jsonl")
    assert len(list(doccano.read(tmp_path / "out.jsonl").articles)) == 1


def test_labels_of_whole_texts_are_told(tmp_path: Path) -> None:
    bundle = _read(
        tmp_path,
        {
            "text": "Fine weather.",
            "label": ["good"],
            "Comments": [{"text": "sure?"}],
            "mood": 1,
            "annotation_approver": None,
            "hints": [],
        },
        {"text": "Rain again.", "entities": [[0, 4, "Thing"]], "cats": ["bad"]},
    )
    assert said(bundle) == [("Thing", "Rain")]
    assert bundle.receipt is not None
    assert bundle.receipt.losses == [
        "Labels of whole texts left out: 2, as good (1), bad (1).",
        "Comments left out: 1.",
        "Fields of texts left out: 1 (mood).",
    ]


def test_tagged_tokens(tmp_path: Path) -> None:
    path = tmp_path / "tags.txt"
    path.write_text("Orsay\tB-Org\nRail\tI-Org\nbuys\tO\n\n波 B-地\n尔 I-地\n图\tE-地\n", "utf-8")
    assert said(doccano.read(path)) == [("Org", "Orsay Rail"), ("地", "波尔图")]


def test_a_broken_line_harms_no_other(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    good = json.dumps({"text": TEXT, "label": [[0, 10, "Org"]]})
    half = '{"text": "\\ud83d", "label": []}'
    path.write_text(f"{good}\n{{oops\n[1]\n{half}\n{good}\n", "utf-8")
    bundle = doccano.read(path)
    assert len(mentions_of(bundle)) == 2
    assert bundle.receipt is not None
    assert [text.split(":")[0] for text in bundle.receipt.refused] == [
        "“some.jsonl”, line 3", "“some.jsonl”, line 4", "“some.jsonl”, line 2",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["no json", "[]", '{"a": 1}', "[" * 100_000, '"text"'])
def test_what_is_nothing_of_the_kind_is_one_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    path.write_text(text, "utf-8")
    with pytest.raises(FormatError, match=r"some\.json"):
        doccano.read(path)


def test_many_faults_of_one_kind_are_counted(tmp_path: Path) -> None:
    bundle = _read(
        tmp_path,
        {"text": TEXT, "label": [[500 + n, 501 + n, "Org"] for n in range(30)]},
        *({"id": n} for n in range(5)),
    )
    assert len(mentions_of(bundle)) == 30
    assert bundle.receipt is not None
    textless, *misfits = bundle.receipt.refused
    assert textless == (
        "Records left out because there is no text in them: 5 (line 2, line 3, line 4 and so on)."
    )
    assert len(misfits) == 21
    assert misfits[-1].endswith("kept without a place: 10.")
