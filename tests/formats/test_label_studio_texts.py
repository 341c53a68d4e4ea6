"""Label Studio's pages, dialogues, and tasks with several texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evreader.formats import label_studio, registry
from tests.formats.mentions import mentions_of

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle

PAGE = (
    "<html><head><title>No</title><style>p {}</style></head><body>\n"
    "<h1>Orsay</h1><p>Orsay 😀 buys <b>Lund &amp; Co</b>, says<br>Orsay.</p><script>x()</script>\n"
    "<ul><li>Orsay</li><li>Porto</li></ul></body></html>"
)


def _read(tmp_path: Path, *tasks: object) -> Bundle:
    path = tmp_path / "some.json"
    path.write_text(json.dumps(tasks), "utf-8")
    assert registry.by_suffix(path).name == "label-studio"
    return label_studio.read(path)


def _task(data: object, *values: dict[str, object], name: str = "t") -> dict[str, object]:
    results = [
        {"id": f"{name}{n}", "from_name": f"for-{name}", "to_name": name,
         "type": next(key for key in value if key.endswith("labels")), "value": value}
        for n, value in enumerate(values)
    ]  # fmt: skip
    return {"data": data, "annotations": [{"result": results}]}


def _part(path: str, start: int, end: int, quote: str = "") -> dict[str, object]:
    value = {"start": path, "end": path, "startOffset": start, "endOffset": end,
             "hypertextlabels": ["X"]}  # fmt: skip
    return value | ({"text": quote} if quote else {})


def _passages(bundle: Bundle) -> list[str]:
    return [p.text for annotated in bundle.articles for p in annotated.article.passages]


def test_the_blocks_of_a_page_are_passages(tmp_path: Path) -> None:
    bundle = _read(tmp_path, _task({"t": PAGE}, _part("/h1[1]/text()[1]", 0, 5)))
    assert _passages(bundle) == [
        "Orsay", "Orsay 😀 buys Lund & Co, says\nOrsay.", "Orsay", "Porto",
    ]  # fmt: skip


def test_a_place_in_a_page_is_found_by_its_path(tmp_path: Path) -> None:
    parts = [
        _part("/p[1]/text()[1]", 0, 5, "Orsay"),
        _part("/p[1]/text()[1]", 9, 13, "buys"),  # in UTF-16
        _part("/p[1]/text()[1]", 8, 12),  # in code points
        _part("/p/b/text()", 0, 9, "Lund & Co"),
        _part("/html[1]/body[1]/p[1]/text()[3]", 0, 5, "Orsay"),
        _part("/ul[1]/li[1]/text()[1]", 0, 5, "Orsay"),
        _part("/ul[1]/li[2]", 0, 5, "Porto"),
        {**_part("/p[1]/text()[1]", 14, 4, "buys Lund"), "end": "/p[1]/b[1]/text()[1]",
         "startOffset": 9},
    ]  # fmt: skip
    bundle = _read(tmp_path, _task({"t": PAGE}, *parts))
    found = [(m.passage, m.start, m.text) for m in sorted(mentions_of(bundle), key=lambda m: m.id)]
    assert sorted(found) == [
        (2, 0, "Orsay"), (2, 8, "buys"), (2, 8, "buys"), (2, 8, "buys Lund"), (2, 13, "Lund & Co"),
        (2, 29, "Orsay"), (3, 0, "Orsay"), (4, 0, "Porto"),
    ]  # fmt: skip


def test_a_path_that_does_not_fit_its_quote_is_not_believed(tmp_path: Path) -> None:
    parts = [
        _part("/p[1]/text()[1]", 0, 5, "Porto"),
        _part("/p[7]/text()[1]", 0, 5, "Orsay"),
        _part("//p | //h1", 0, 5),
    ]
    bundle = _read(tmp_path, _task({"t": PAGE}, *parts))
    assert [(m.text, m.fragments != ()) for m in mentions_of(bundle)] == [
        ("Porto", True), ("Orsay", False),
    ]  # fmt: skip
    assert bundle.receipt is not None
    assert any("say no place in it: 1" in sentence for sentence in bundle.receipt.refused)


def test_text_without_an_element_around(tmp_path: Path) -> None:
    task = _task({"t": "One <br/>Orsay"}, _part("/text()[2]", 0, 5, "Orsay"))
    assert [m.text for m in mentions_of(_read(tmp_path, task))] == ["Orsay"]


def test_a_quote_over_turns_leaves_out_who_speaks(tmp_path: Path) -> None:
    turns = [{"author": "Ana", "text": "😀 Orsay?"}, {"author": "Bo", "text": "Orsay, yes."}]
    values = [
        {"start": "0", "end": "1", "startOffset": 3, "endOffset": 5, "text": "Orsay?\n\nOrsay"},
        {"start": "0", "end": "1", "startOffset": 3, "endOffset": 5, "text": "Porto"},
    ]
    task = _task({"t": turns}, *({**value, "paragraphlabels": ["X"]} for value in values))
    one, other = mentions_of(_read(tmp_path, task))
    assert one.text == "Orsay?\nBo: Orsay"
    assert other.fragments == ()


def test_which_of_several_texts_is_meant_the_quotes_tell(tmp_path: Path) -> None:
    data = {"lead": "Orsay wins", "story": "Orsay wins again, in Porto.", "mood": "fine"}
    both = _task(data, {"start": 0, "end": 5, "text": "Orsay", "labels": ["Org"]}, name="a")
    story = {"start": 21, "end": 26, "text": "Porto", "labels": ["Place"]}
    more = _task(data, story, name="b")
    results = both["annotations"][0]["result"] + more["annotations"][0]["result"]  # type: ignore[index]
    bundle = _read(tmp_path, {"data": data, "annotations": [{"result": results}]})
    assert [(article.article.info.title, [m.text for m in article.mentions])
            for article in bundle.articles] == [
        ("Orsay wins", ["Orsay"]), ("Orsay wins again, in Porto.", ["Porto"]),
    ]  # fmt: skip
    assert bundle.receipt is not None
    assert bundle.receipt.losses == ["Fields of tasks left out: 1 (mood)."]


def test_relations_between_two_texts_are_deals_with_evidence_in_both(tmp_path: Path) -> None:
    def region(name: str, key: str, start: int, end: int, label: str) -> dict[str, object]:
        value = {"start": start, "end": end, "labels": [label]}
        return {"id": name, "to_name": key, "type": "labels", "value": value}

    def relation(start: str, end: str, label: str) -> dict[str, object]:
        return {"type": "relation", "from_id": start, "to_id": end, "labels": [label]}

    results = [
        region("a", "en", 0, 5, "Company"),
        region("b", "en", 6, 10, "Acquisition"),
        region("c", "zh", 0, 2, "Company"),
        relation("b", "a", "Acquirer"),
        relation("b", "c", "Target"),
        relation("a", "c", "same"),
        relation("a", "x", "lost"),
    ]
    data = {"en": "Orsay buys a plant.", "zh": "启明被收购。"}
    bundle = _read(tmp_path, {"data": data, "annotations": [{"result": results}]})
    passages = {p.id: p.text for a in bundle.articles for p in a.article.passages}
    said = {
        deal.type: [
            (filler.role, filler.value, passages[filler.evidence[0].passage][:2])
            for filler in deal.roles
        ]
        for deal in bundle.deals
    }
    assert said == {
        "Acquisition": [("Acquirer", "Orsay", "Or"), ("Target", "启明", "启明")],
        "same": [("Arg1", "Orsay", "Or"), ("Arg2", "启明", "启明")],
    }
    assert len(bundle.deals) == len(said)
    assert bundle.receipt is not None
    assert bundle.receipt.refused == [
        "“some.json”, record 1: a relation joins a and x, not both regions of a text."
    ]


def test_tasks_that_nobody_has_worked_on(tmp_path: Path) -> None:
    bundle = _read(tmp_path, {"data": {"text": "Orsay wins"}}, {"data": {"text": "Lund loses"}})
    assert _passages(bundle) == ["Orsay wins", "Lund loses"]


def test_a_task_each_line(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    value: dict[str, object] = {"start": 0, "end": 5, "labels": ["Org"]}
    path.write_text(json.dumps(_task({"text": "Orsay wins"}, value)) + "\n", "utf-8")
    assert registry.by_suffix(path).name == "label-studio"
    assert [m.text for m in mentions_of(label_studio.read(path))] == ["Orsay"]


def test_paths_remarks_and_comments(tmp_path: Path) -> None:
    place = {"start": 0, "end": 5, "text": "Orsay"}
    task = _task({"text": "Orsay wins"}, {**place, "labels": ["Org"]})
    (annotation,) = task["annotations"]  # type: ignore[misc]
    annotation["result"] += [
        {"id": "t0", "from_name": "kind", "to_name": "t", "type": "taxonomy",
         "value": {**place, "taxonomy": [["Firm", "Listed"], ["Carrier"]]}},
        {"type": "relation", "from_id": "t0", "to_id": "t0", "meta": {"text": ["sure?"]}},
    ]  # fmt: skip
    annotation["comments"] = [{"text": "well"}]
    bundle = _read(tmp_path, task)
    (mention,) = mentions_of(bundle)
    assert dict(mention.attributes) == {"kind": "Firm / Listed; Carrier"}
    (deal,) = bundle.deals
    assert [(slot.name, slot.value) for slot in deal.slots] == [("note", "sure?")]
    assert bundle.receipt is not None
    assert bundle.receipt.refused == ["Comments on annotations left out: 1."]


def test_what_is_said_of_a_picture_beside_the_text_is_told(tmp_path: Path) -> None:
    data = {"text": "Orsay wins", "image": "/data/upload/a.png"}
    box = _task(data, {"x": 1, "y": 2, "rectanglelabels": ["Logo"]}, name="image")
    bundle = _read(tmp_path, box)
    assert _passages(bundle) == ["Orsay wins"]
    told = "Answers left out that are not of text or say no place in it: 1 (rectanglelabels)."
    assert bundle.receipt is not None
    assert bundle.receipt.refused == [told]
    both = _task(data, {"start": 0, "end": 5, "labels": ["Org"]}, name="text")
    both["annotations"] += box["annotations"]  # type: ignore[operator]
    bundle = _read(tmp_path, both)
    assert [m.text for m in mentions_of(bundle)] == ["Orsay"]
    assert bundle.receipt is not None
    assert bundle.receipt.refused == [told]


def test_the_same_field_is_the_text_of_all_tasks(tmp_path: Path) -> None:
    rows = [{"plain": "Orsay wins.", "cut": "orsay_wins", "annotation_id": 1},
            {"plain": "Lund 😀", "cut": "lund_smile", "annotation_id": 2},
            {"plain": "Porto! Porto! Porto!", "cut": "porto", "annotation_id": 3}]  # fmt: skip
    assert _passages(_read(tmp_path, *rows)) == [row["plain"] for row in rows]


def test_who_annotated_may_stand_under_another_name(tmp_path: Path) -> None:
    task = _task({"t": "Orsay wins"}, {"start": 0, "end": 5, "labels": ["Org"]})
    results = task.pop("annotations")[0]["result"]  # type: ignore[index]
    task["completions"] = [{"created_username": who, "result": results} for who in ("Ana", " Bo")]
    task["predictions"] = [{"created_username": "Tagger", "result": results}]
    assert [item.name for item in _read(tmp_path, task).sets] == [
        "some – annotator Ana", "some – annotator Bo", "some – predictions of Tagger",
    ]  # fmt: skip
