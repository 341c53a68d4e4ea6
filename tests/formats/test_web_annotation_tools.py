"""Web annotations as tools write them: Hypothesis, Recogito, Open Annotation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evreader.formats import registry, web_annotation

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.annotation import Mention
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


def _mentions(bundle: Bundle) -> list[Mention]:
    return [mention for annotated in bundle.articles for mention in annotated.mentions]


def test_what_is_around_a_quote_need_not_be_the_same_to_the_letter(tmp_path: Path) -> None:
    second = TEXT.rindex("trams")
    for prefix, suffix in (("Rail  sells\n", ""), ("", " in  Porto!"), ("he sells ", " in Lisbon")):
        (mention,) = _mentions(_read(tmp_path, _note("#a", _quote("trams", prefix, suffix))))
        assert mention.start == second
    (mention,) = _mentions(_read(tmp_path, _note("#a", _quote("trams", "red ", " now"))))
    assert mention.fragments == ()


def test_white_space_in_a_quote_may_differ(tmp_path: Path) -> None:
    notes = [_note("#a", _quote("trams. Later")), _note("#b", _quote("Orsay Rail", "Later "))]
    assert [mention.text for mention in _mentions(_read(tmp_path, notes))] == [
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
    (mention,) = _mentions(_read(tmp_path, [note]))
    assert (mention.type, mention.text) == ("Verb", "buys")


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
    (mention,) = _mentions(_read(tmp_path, {"@graph": [note]}))
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
    assert [mention.entity for mention in _mentions(bundle)] == [1, 2]


def test_a_body_that_is_another_annotation_is_what_it_is_linked_to(tmp_path: Path) -> None:
    link = {"type": "Annotation", "id": "#l", "motivation": "linking",
            "target": "#a", "body": ["#b", TAG | {"value": "sells"}]}  # fmt: skip
    notes = [_note("#a", _quote("Orsay  Rail")), _note("#b", _quote("Porto")), link]
    (deal,) = _read(tmp_path, notes).deals
    assert (deal.type, [role.value for role in deal.roles]) == ("sells", ["Orsay  Rail", "Porto"])


def test_the_part_may_stand_in_the_address(tmp_path: Path) -> None:
    note = _note("#a", None, target=f"{SOURCE}#char=0,10")
    (mention,) = _mentions(_read(tmp_path, note))
    assert mention.text == "Orsay Rail"


def test_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    notes = [_note(f"#{n}", _quote("Porto")) for n in range(2)]
    path.write_text("\n".join(map(json.dumps, notes)), "utf-8")
    assert registry.by_suffix(path).name == "web-annotation"
    assert len(_mentions(web_annotation.read(path))) == 2


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
    assert [m.text for m in _mentions(web_annotation.read(path))] == ["Porto"] * 5
