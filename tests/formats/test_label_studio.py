"""Label Studio's tasks, of all versions, and the configuration beside."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evreader.errors import FormatError
from evreader.formats import label_studio
from evreader.formats.trees import tree_of
from tests.formats.mentions import mentions_of, said

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle


TEXT = "Orsay Rail\nbuys trams in Porto."


def _region(key: str, start: int, end: int, label: str, **more: object) -> dict[str, object]:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": [label]}
    return {
        "id": key,
        "from_name": "ner",
        "to_name": "text",
        "type": "labels",
        "value": value,
    } | more


ORG, PLACE = _region("a", 0, 10, "Org"), _region("b", 25, 30, "Place")


def _read(tmp_path: Path, value: object, config: str = "") -> Bundle:
    path = tmp_path / "some.json"
    path.write_text(json.dumps(value), "utf-8")
    if config:
        path.with_suffix(".xml").write_text(config, "utf-8")
    return label_studio.read(path)


def test_the_configuration_is_written_beside(deal_bundle: Bundle, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    receipt = label_studio.write(deal_bundle, out)
    assert receipt.files == ["out.json", "out.xml"]
    config = (tmp_path / "out.xml").read_text("utf-8")
    root = tree_of(config.encode(), "it")
    assert root.find("Text").get("value") == "$text"
    assert {e.get("value") for e in root.iter("Label")} >= {"Company", "JointVenture", "Location"}
    assert "Partner" in {e.get("value") for e in root.iter("Relation")}
    assert {e.get("name") for e in root.iter("TextArea")} >= {"ticker", "note"}
    assert {e.get("name") for e in root.iter("Choices")} == {"level", "status"}
    first = json.loads(out.read_text("utf-8"))[0]
    names = {r["from_name"] for r in first["annotations"][0]["result"] if r["type"] != "relation"}
    assert names <= {e.get("name") for e in root.iter()}


def test_each_answer_is_of_its_control(deal_bundle: Bundle, tmp_path: Path) -> None:
    first = next(iter(deal_bundle.articles))
    odd = first.mentions[0]._replace(attributes={"level": "by hearsay", "ticker": "NM B"})
    articles = (replace(first, mentions=(odd, *first.mentions[1:])), *deal_bundle.articles[1:])
    label_studio.write(replace(deal_bundle, articles=articles), tmp_path / "out.json")
    root = tree_of((tmp_path / "out.xml").read_bytes(), "it")
    controls = {element.get("name"): element for element in root.iter() if element.get("name")}
    results = json.loads((tmp_path / "out.json").read_text("utf-8"))[0]["annotations"][0]["result"]
    answers = [result for result in results if result["type"] in {"choices", "textarea"}]
    assert "by hearsay" in {choice for r in answers for choice in r["value"].get("choices", ())}
    for result in answers:
        control = controls[result["from_name"]]
        assert control.tag.lower() == result["type"]
        offered = {choice.get("value") for choice in control}
        assert set(result["value"].get("choices", ())) <= offered


def test_a_stranger_s_file_is_not_overwritten(deal_bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "out.xml").write_text("<notes/>", "utf-8")
    with pytest.raises(FormatError, match=r"out\.xml would be overwritten"):
        label_studio.write(deal_bundle, tmp_path / "out.json")
    assert [path.name for path in tmp_path.iterdir()] == ["out.xml"]


@pytest.mark.parametrize("key", ["annotations", "completions"])
def test_annotations_of_all_versions(key: str, tmp_path: Path) -> None:
    relation = {"type": "relation", "from_id": "b", "to_id": "a", "direction": "left", "labels": []}
    bundle = _read(tmp_path, [{"id": 1, "data": {"text": TEXT, "ref": 4},
                               key: [{"result": [ORG, PLACE, relation]}]}])  # fmt: skip
    assert said(bundle) == [("Org", "Orsay Rail"), ("Place", "Porto")]
    (deal,) = bundle.deals
    assert (deal.type, [f.value for f in deal.roles]) == ("related", ["Orsay Rail", "Porto"])


def test_one_annotation_of_a_cloud_storage_and_one_task_alone(tmp_path: Path) -> None:
    alone = {"id": 3, "result": [ORG], "task": {"id": 1, "data": {"text": TEXT}}}
    assert said(_read(tmp_path, alone)) == [("Org", "Orsay Rail")]
    task = {"data": {"text": TEXT}, "completions": [{"result": [PLACE]}]}
    assert said(_read(tmp_path, task)) == [("Place", "Porto")]


def test_the_minimal_export(tmp_path: Path) -> None:
    span = {"start": 25, "end": 30, "text": "Porto", "labels": ["Place"]}
    record = {"id": 3, "text": TEXT, "label": [span], "annotator": 1, "annotation_id": 2,
              "lead_time": 1.5}  # fmt: skip
    assert said(_read(tmp_path, [record])) == [("Place", "Porto")]


def test_old_versions_end_with_the_last_character(tmp_path: Path) -> None:
    value = {"start": 25, "end": 29, "text": "Porto", "labels": ["Place"]}
    region = {**PLACE, "value": value}
    bundle = _read(tmp_path, [{"data": {"text": TEXT}, "completions": [{"result": [region]}]}])
    assert said(bundle) == [("Place", "Porto")]
    assert bundle.receipt is not None
    assert "old versions: 1" in bundle.receipt.notes[0]


def test_a_quote_with_a_line_end_in_two_characters(tmp_path: Path) -> None:
    value = {"start": 6, "end": 15, "text": "Rail\\nbuys", "labels": ["X"]}
    result = [{**ORG, "value": value}]
    bundle = _read(tmp_path, [{"data": {"text": TEXT}, "annotations": [{"result": result}]}])
    assert [m.text for m in mentions_of(bundle)] == ["Rail\nbuys"]


def test_what_is_said_of_a_region_is_its_attributes(tmp_path: Path) -> None:
    place = {"start": 0, "end": 10, "text": "Orsay Rail"}
    about = {"id": "a", "to_name": "text"}
    results = [
        {**ORG, "meta": {"text": ["look again"]}},
        {**about, "from_name": "size", "type": "choices", "value": {**place, "choices": ["big"]}},
        {**about, "from_name": "why", "type": "textarea", "value": {**place, "text": ["a", "b"]}},
        {**about, "from_name": "stars", "type": "rating", "value": {**place, "rating": 4}},
        {"id": "z", "from_name": "mood", "to_name": "text", "type": "choices",
         "value": {"choices": ["good"]}},
        {"id": "box", "from_name": "b", "to_name": "text", "type": "rectanglelabels",
         "value": {"x": 1, "rectanglelabels": ["Car"]}},
    ]  # fmt: skip
    bundle = _read(tmp_path, [{"data": {"text": TEXT}, "annotations": [{"result": results}]}])
    (mention,) = mentions_of(bundle)
    assert dict(mention.attributes) == {
        "size": "big", "why": "a; b", "stars": "4", "note": "look again",
    }  # fmt: skip
    assert bundle.receipt is not None
    assert bundle.receipt.losses == ["Answers about whole texts left out: 1, as mood: good (1)."]
    assert "rectanglelabels" in bundle.receipt.refused[0]


def test_a_region_with_two_labels_is_two_mentions(tmp_path: Path) -> None:
    region = _region("a", 0, 10, "Org")
    region["value"] = {"start": 0, "end": 10, "labels": ["Org", "Buyer"]}
    bundle = _read(tmp_path, [{"data": {"text": TEXT}, "annotations": [{"result": [region]}]}])
    assert said(bundle) == [("Org", "Orsay Rail"), ("Buyer", "Orsay Rail")]


def test_people_and_programs_have_sets_of_their_own(tmp_path: Path) -> None:
    task = {
        "data": {"text": TEXT},
        "annotations": [
            {"completed_by": 1, "result": [ORG]},
            {"completed_by": {"id": 2, "email": "bo@example.org"}, "result": [PLACE]},
            {"completed_by": 3, "result": [PLACE], "was_cancelled": True},
        ],
        "predictions": [{"model_version": "v2", "result": [ORG]}],
    }
    bundle = _read(tmp_path, [task])
    assert [item.name for item in bundle.sets] == [
        "some – annotator 1", "some – annotator bo@example.org", "some – predictions of v2",
    ]  # fmt: skip
    assert [(m.set, m.origin) for m in mentions_of(bundle)] == [(1, "user"), (2, "user"), (3, "v2")]
    assert bundle.receipt is not None
    assert bundle.receipt.refused == [
        "Annotations left out because they were skipped or cancelled: 1."
    ]


def test_the_configuration_tells_which_text_is_meant(tmp_path: Path) -> None:
    config = '<View><Text name="text" value="$body"/></View>'
    data = {"note": "A much longer remark than the text itself, by far.", "body": TEXT}
    bundle = _read(tmp_path, [{"data": data, "annotations": [{"result": [PLACE]}]}], config)
    assert said(bundle) == [("Place", "Porto")]


def test_a_dialogue_has_a_line_for_each_turn(tmp_path: Path) -> None:
    turns = [{"author": "Ana", "text": "Who buys?"}, {"author": "Bo", "text": "Orsay Rail does."}]
    value = {"start": "1", "end": "1", "startOffset": 0, "endOffset": 10, "text": "Orsay Rail",
             "paragraphlabels": ["Org"]}  # fmt: skip
    region = {
        "id": "a",
        "from_name": "l",
        "to_name": "d",
        "type": "paragraphlabels",
        "value": value,
    }
    bundle = _read(tmp_path, [{"data": {"d": turns}, "annotations": [{"result": [region]}]}])
    assert said(bundle) == [("Org", "Orsay Rail")]


def test_a_page_is_read_as_its_text(tmp_path: Path) -> None:
    markup = "<div><h1>News</h1><p>Orsay Rail buys <b>trams</b>.</p></div>"
    value = {"start": "/div[1]/p[1]/b[1]/text()[1]", "end": "/div[1]/p[1]/b[1]/text()[1]",
             "startOffset": 0, "endOffset": 5, "text": "trams", "hypertextlabels": ["Product"],
             "globalOffsets": {"start": 20, "end": 25}}  # fmt: skip
    region = {
        "id": "a",
        "from_name": "l",
        "to_name": "t",
        "type": "hypertextlabels",
        "value": value,
    }
    bundle = _read(tmp_path, [{"data": {"t": markup}, "annotations": [{"result": [region]}]}])
    assert said(bundle) == [("Product", "trams")]


def test_a_text_that_is_elsewhere_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="only the address of their text"):
        _read(tmp_path, [{"data": {"text": "https://example.org/a.txt"}, "annotations": []}])
