"""Web annotations as tools write them: Hypothesis, Recogito, Open Annotation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evreader.errors import FormatError
from evreader.formats import registry, web_annotation
from tests.formats.mentions import mentions_of

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle

TEXT = "Orsay Rail buys trams.\nLater Orsay  Rail sells trams in Porto."
SOURCE = "http://example.org/page1"
TAG = {"type": "TextualBody", "purpose": "tagging", "value": "Org"}


def _note(key: str, selector: object, **more: object) -> dict[str, object]:
    target = {"source": SOURCE, "selector": selector}
    return {"type": "Annotation", "id": key, "body": TAG, "target": target} | more


def _quote(exact: str, prefix: str = "", suffix: str = "") -> dict[str, object]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def _read(tmp_path: Path, value: object) -> Bundle:
    path = tmp_path / "some.json"
    path.write_text(json.dumps(value), "utf-8")
    (tmp_path / "page1.txt").write_text(TEXT, "utf-8")
    assert registry.by_suffix(path).name == "web-annotation"
    return web_annotation.read(path)


def test_what_is_around_a_quote_need_not_be_the_same_to_the_letter(tmp_path: Path) -> None:
    second = TEXT.rindex("trams")
    for prefix, suffix in (("Rail  sells\n", ""), ("", " in  Porto!"), ("he sells ", " in Lisbon")):
        (mention,) = mentions_of(_read(tmp_path, _note("#a", _quote("trams", prefix, suffix))))
        assert mention.start == second
    (mention,) = mentions_of(_read(tmp_path, _note("#a", _quote("trams", "red ", " now"))))
    assert mention.fragments == ()


def test_white_space_in_a_quote_may_differ(tmp_path: Path) -> None:
    notes = [_note("#a", _quote("trams. Later")), _note("#b", _quote("Orsay Rail", "Later "))]
    assert [mention.text for mention in mentions_of(_read(tmp_path, notes))] == [
        "trams.\nLater", "Orsay Rail",
    ]  # fmt: skip


def test_hypothesis_knows_titles_and_users(tmp_path: Path) -> None:
    rows = [
        {"id": name, "uri": SOURCE, "user": f"acct:{name}@hypothes.is", "tags": ["Org"],
         "document": {"title": ["Trams for Porto"]},
         "target": [{"source": SOURCE, "selector": [_quote(quote)]}]}
        for name, quote in (("ada", "Porto"), ("bo", "buys"))
    ]  # fmt: skip
    bundle = _read(tmp_path, {"rows": rows})
    assert next(iter(bundle.articles)).article.info.title == "Trams for Porto"
    assert [item.name for item in bundle.sets] == [
        "some – ada@hypothes.is", "some – bo@hypothes.is",
    ]  # fmt: skip


def test_recogito_has_the_quote_and_the_position_in_one(tmp_path: Path) -> None:
    selector = {"quote": "buys", "start": 11, "end": 15}
    note = {
        "id": "a", "bodies": [{"purpose": "tagging", "value": "Verb"}],
        "target": {"annotation": "a", "source": SOURCE, "selector": [selector]},
    }  # fmt: skip
    (mention,) = mentions_of(_read(tmp_path, [note]))
    assert (mention.type, mention.text) == ("Verb", "buys")


def test_recogito_has_a_selector_for_each_part_and_knows_who_made_it(tmp_path: Path) -> None:
    parts = [{"quote": "Orsay Rail", "start": 0, "end": 10, "offsetReference": {}},
             {"quote": "Porto", "start": 0, "end": 5, "offsetReference": {}}]  # fmt: skip
    notes = [
        {"id": f"a{n}", "bodies": [], "target": {"selector": chosen, "creator": {"id": who}}}
        for n, (who, chosen) in enumerate((("ana", parts), ("bo", parts[1])))
    ]
    (tmp_path / "some.txt").write_text(TEXT.replace("\n", " "), "utf-8")
    bundle = _read(tmp_path, notes)
    assert [item.name for item in bundle.sets] == ["some – ana", "some – bo"]
    assert [(m.text, len(m.fragments), m.set) for m in mentions_of(bundle)] == [
        ("Orsay Rail Porto", 2, 1), ("Porto", 1, 2),
    ]  # fmt: skip
    assert bundle.receipt is not None
    assert not any("as it says" in note for note in bundle.receipt.notes)
    (tmp_path / "some.txt").unlink()
    assert [m.text for m in mentions_of(_read(tmp_path, notes))] == ["Orsay Rail Porto", "Porto"]


def test_terms_of_open_annotation(tmp_path: Path) -> None:
    selector = {"@type": "oa:TextQuoteSelector", "oa:exact": "Porto", "oa:prefix": "in "}
    target = {"oa:hasSource": {"@id": SOURCE}, "oa:hasSelector": selector}
    note = {
        "@id": "#a",
        "@type": "oa:Annotation",
        "oa:motivatedBy": {"@id": "oa:tagging"},
        "oa:hasBody": {"@type": ["oa:Tag", "cnt:ContentAsText"], "cnt:chars": "Place"},
        "oa:hasTarget": target,
    }
    (mention,) = mentions_of(_read(tmp_path, {"@graph": [note]}))
    assert (mention.type, mention.text) == ("Place", "Porto")


def test_what_a_body_identifies_is_the_entity(tmp_path: Path) -> None:
    wikidata, other = "http://www.wikidata.org/entity/Q7", "https://example.org/porto"
    notes = [
        _note(key, _quote(quote), body=[
            TAG, {"type": "SpecificResource", "purpose": "identifying", "source": source}
        ])
        for key, quote, source in (("#a", "Porto", other), ("#b", "Later", wikidata))
    ]  # fmt: skip
    bundle = _read(tmp_path, notes)
    assert [(dict(e.attributes), e.names[0].text) for e in bundle.entities] == [
        ({"url": other}, "Porto"), ({"wikidata": "Q7"}, "Later"),
    ]  # fmt: skip
    assert [mention.entity for mention in mentions_of(bundle)] == [1, 2]


def test_a_body_that_is_another_annotation_is_what_it_is_linked_to(tmp_path: Path) -> None:
    link = {"type": "Annotation", "id": "#l", "motivation": "linking",
            "target": "#a", "body": ["#b", TAG | {"value": "sells"}]}  # fmt: skip
    notes = [_note("#a", _quote("Orsay  Rail")), _note("#b", _quote("Porto")), link]
    (deal,) = _read(tmp_path, notes).deals
    assert (deal.type, [role.value for role in deal.roles]) == ("sells", ["Orsay  Rail", "Porto"])


def test_the_part_may_stand_in_the_address(tmp_path: Path) -> None:
    note = _note("#a", None, target=f"{SOURCE}#char=0,10")
    (mention,) = mentions_of(_read(tmp_path, note))
    assert mention.text == "Orsay Rail"


def test_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    notes = [_note(f"#{n}", _quote("Porto")) for n in range(2)]
    path.write_text("\n".join(map(json.dumps, notes)), "utf-8")
    assert registry.by_suffix(path).name == "web-annotation"
    assert len(mentions_of(web_annotation.read(path))) == 2


def test_a_source_may_be_called_anything(tmp_path: Path) -> None:
    sources = [
        "http://[",
        f"http://example.org/{'x' * 400}",
        "a\x00b",
        "data:text/plain,x",
        "",
        "/",
    ]
    notes = [
        _note(f"#{n}", None, target={"source": source, "selector": _quote("Porto")})
        for n, source in enumerate(sources)
    ]
    path = tmp_path / "some.json"
    path.write_text(json.dumps(notes), "utf-8")
    assert [m.text for m in mentions_of(web_annotation.read(path))] == ["Porto"] * 5


RANGE = {
    "type": "RangeSelector",
    "startSelector": {"type": "XPathSelector", "value": "/div[1]/p[2]"},
    "endSelector": {"type": "XPathSelector", "value": "/div[1]/p[3]"},
}


def test_a_path_in_a_page_alone_is_kept_without_a_place(tmp_path: Path) -> None:
    comment = {"type": "TextualBody", "purpose": "commenting", "value": "who are they?"}
    notes = [
        _note("#a", RANGE, body=[TAG, comment]),
        _note("#b", {"type": "XPathSelector", "value": "/p[1]"}),
        _note("#c", [RANGE, _quote("Porto")]),
        _note("#d", {"type": "FragmentSelector", "value": "xywh=1,2,3,4"}),
    ]
    bundle = _read(tmp_path, notes)
    commented, bare, quoted = mentions_of(bundle)
    assert (commented.fragments, commented.text) == ((), "who are they?")
    assert dict(commented.attributes) == {
        "commenting": "who are they?",
        "path": "/div[1]/p[2] – /div[1]/p[3]",
    }
    assert (bare.fragments, bare.text) == ((), "/p[1]")
    assert (quoted.text, dict(quoted.attributes)) == ("Porto", {})
    assert bundle.receipt is not None
    picture, second, first = sorted(bundle.receipt.refused)
    assert "“who are they?” at no place" in first
    assert "“/p[1]” at no place" in second
    assert picture.endswith("(but a part of a picture, say): 1.")


def test_a_path_is_kept_beside_the_quotes_of_a_text_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    path.write_text(json.dumps([_note("#a", RANGE), _note("#b", _quote("Porto"))]), "utf-8")
    bundle = web_annotation.read(path)
    lost, quoted = mentions_of(bundle)
    assert (lost.fragments, quoted.text) == ((), "Porto")
    path.write_text(json.dumps([_note("#a", RANGE)]), "utf-8")
    with pytest.raises(FormatError, match=r"put it beside, as page1\.txt \(left out"):
        web_annotation.read(path)


def test_ranges_with_a_quote_and_without(tmp_path: Path) -> None:
    ranges = [{"start": "/p[1]", "startOffset": 3, "end": "/p[2]", "endOffset": 8}]
    row = {"uri": SOURCE, "ranges": ranges, "text": "hm", "tags": ["Org"], "user": "mei"}
    bundle = _read(tmp_path, {"rows": [row | {"quote": "Porto"}, row], "total": 2})
    quoted, lost = mentions_of(bundle)
    assert (quoted.type, quoted.text, dict(quoted.attributes)) == (
        "Org", "Porto", {"commenting": "hm"},
    )  # fmt: skip
    assert (lost.fragments, lost.text, lost.attributes["path"]) == ((), "hm", "/p[1] 3 – /p[2] 8")
