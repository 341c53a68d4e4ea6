"""Web annotations: selectors, texts in the file and beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evreader.errors import FormatError
from evreader.formats import web_annotation
from tests.formats.mentions import mentions_of, said

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evreader.domain.bundle import Bundle


TEXT = "Orsay Rail buys trams. 😀 Later Orsay Rail sells trams in Porto."
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
QUOTE = {"type": "TextQuoteSelector", "exact": "trams", "prefix": "sells ", "suffix": " in"}


def _note(selector: object, **more: object) -> dict[str, object]:
    target = {"source": "http://example.org/news/page1.html", "selector": selector}
    tag = {"type": "TextualBody", "purpose": "tagging", "value": "Product"}
    return {
        "type": "Annotation",
        "id": "http://example.org/1",
        "body": tag,
        "target": target,
    } | more


def _read(tmp_path: Path, value: object, text: str = TEXT) -> Bundle:
    path = tmp_path / "some.jsonld"
    path.write_text(json.dumps(value), "utf-8")
    if text:
        (tmp_path / "page1.txt").write_text(text, "utf-8")
    return web_annotation.read(path)


def _place(bundle: Bundle) -> tuple[int, int]:
    (mention,) = mentions_of(bundle)
    return mention.start, mention.end


def test_both_selectors_are_written(deal_bundle: Bundle, tmp_path: Path) -> None:
    web_annotation.write(deal_bundle, tmp_path / "out.json")
    page = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert page["@context"][0] == CONTEXT
    assert page["type"] == "AnnotationPage"
    text, first, apart, *_ = page["items"]
    assert text["target"]["value"].startswith("Norrland Motors")
    quote, position = first["target"]["selector"]
    assert (quote["exact"], quote["prefix"]) == ("Norrland Motors", "")
    assert quote["suffix"].startswith(" and Qiming")
    assert (position["start"], position["end"]) == (0, 15)
    assert apart["target"]["type"] == "Composite"


@pytest.mark.parametrize(
    "selector",
    [
        QUOTE,
        {"type": "TextPositionSelector", "start": 48, "end": 53},
        [{"type": "TextPositionSelector", "start": 48, "end": 53}, QUOTE],
        {"type": "FragmentSelector", "value": "char=48,53"},
        {"type": "FragmentSelector", "value": "p3", "refinedBy": QUOTE},
        {"type": "TextQuoteSelector", "exact": "Orsay Rail sells trams", "prefix": "Later ",
         "refinedBy": {"type": "TextPositionSelector", "start": 17, "end": 22}},
    ],
)  # fmt: skip
def test_a_place_in_all_its_shapes(selector: object, tmp_path: Path) -> None:
    at = TEXT.rindex("trams")
    shift = at - 48
    moved = json.loads(
        json.dumps(selector).replace("48", str(48 + shift)).replace("53", str(53 + shift))
    )
    assert _place(_read(tmp_path, _note(moved))) == (at, at + 5)


def test_a_quote_wins_over_a_position(tmp_path: Path) -> None:
    bundle = _read(tmp_path, _note([QUOTE, {"type": "TextPositionSelector", "start": 3, "end": 8}]))
    at = TEXT.rindex("trams")
    assert _place(bundle) == (at, at + 5)
    assert bundle.receipt is not None
    assert "“trams” is not at 3–8" in bundle.receipt.notes[0]


def test_a_quote_that_stands_twice_is_not_guessed(tmp_path: Path) -> None:
    bundle = _read(tmp_path, _note({"type": "TextQuoteSelector", "exact": "trams"}))
    (mention,) = mentions_of(bundle)
    assert (mention.fragments, mention.text) == ((), "trams")
    assert bundle.receipt is not None
    assert "at no place" in bundle.receipt.refused[0]


def test_positions_in_utf_16_are_found_out(tmp_path: Path) -> None:
    at = TEXT.rindex("trams") + 1
    both = [{"type": "TextPositionSelector", "start": at, "end": at + 5}, QUOTE]
    bundle = _read(tmp_path, _note(both))
    assert _place(bundle) == (at - 1, at + 4)
    assert bundle.receipt is not None
    assert bundle.receipt.notes == ["Positions count UTF-16 units."]


def test_bodies_become_a_type_and_attributes(tmp_path: Path) -> None:
    bodies = [
        {"type": "TextualBody", "purpose": "commenting", "value": "why?"},
        {"type": "TextualBody", "purpose": "classifying", "value": "Goods"},
        {"type": "TextualBody", "purpose": "tagging", "value": "rail"},
        {
            "type": "SpecificResource",
            "purpose": "linking",
            "source": {"id": "http://example.org/x"},
        },
        "http://example.org/y",
    ]
    (mention,) = mentions_of(_read(tmp_path, _note(QUOTE, body=bodies)))
    assert mention.type == "Goods"
    assert dict(mention.attributes) == {
        "tags": "rail",
        "commenting": "why?",
        "linking": "http://example.org/x",
        "link": "http://example.org/y",
    }


def test_without_a_tag_the_motivation_is_the_type(tmp_path: Path) -> None:
    note = _note(QUOTE, motivation="highlighting")
    del note["body"]
    assert said(_read(tmp_path, note)) == [("highlighting", "trams")]


@pytest.mark.parametrize(
    "around",
    [
        lambda note: {"type": "AnnotationPage", "items": [note]},
        lambda note: {"type": "AnnotationCollection", "first": {"items": [note]}, "total": 1},
        lambda note: {"@context": CONTEXT, "@graph": [note]},
        lambda note: [note],
    ],
)
def test_annotations_wherever_they_are(around: Callable[[object], object], tmp_path: Path) -> None:
    assert said(_read(tmp_path, around(_note(QUOTE)))) == [("Product", "trams")]


def test_links_between_annotations_are_relations(tmp_path: Path) -> None:
    org = _note({"type": "TextQuoteSelector", "exact": "Orsay Rail", "prefix": "Later "}, id="#a")
    link = {
        "type": "Annotation", "id": "#l", "motivation": "linking",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "sells"}],
        "target": [{"id": "#a"}, {"id": "#b"}],
    }  # fmt: skip
    bundle = _read(tmp_path, [org, _note(QUOTE, id="#b"), link])
    (deal,) = bundle.deals
    assert (deal.type, [f.value for f in deal.roles]) == ("sells", ["Orsay Rail", "trams"])


def test_hypothesis_rows(tmp_path: Path) -> None:
    row = {
        "id": "x", "uri": "http://example.org/news/page1.html", "text": "hm", "tags": ["Goods"],
        "target": [{"source": "http://example.org/news/page1.html",
                    "selector": [{"type": "RangeSelector", "startOffset": 2}, QUOTE]}],
    }  # fmt: skip
    bundle = _read(tmp_path, {"rows": [row], "total": 1})
    (mention,) = mentions_of(bundle)
    assert (mention.type, mention.text, dict(mention.attributes)) == (
        "Goods", "trams", {"commenting": "hm"},
    )  # fmt: skip


def _quote(exact: str, *, start: int | None = None, around: str = "|") -> list[object]:
    """Selectors of a quote; the bar in ``around`` stands for it."""
    prefix, suffix = around.split("|")
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}
    if start is None:
        return [quote]
    return [{"type": "TextPositionSelector", "start": start, "end": start + len(exact)}, quote]


def _excerpts(bundle: Bundle) -> list[str]:
    return [p.text for annotated in bundle.articles for p in annotated.article.passages]


def test_of_a_text_that_is_not_there_the_quotes_are_kept(tmp_path: Path) -> None:
    notes = [
        _note(_quote("盛丰", around="由|收购。\n"), id="#a"),
        _note(_quote("trams", start=48, around="sells | in Porto\n\nand beyond"), id="#b"),
        _note(_quote("Orsay Rail", start=0, around="| buys 😀"), id="#c"),
    ]
    link = {
        "id": "#l", "motivation": "linking", "target": ["#c", "#b"],
        "body": {"type": "TextualBody", "purpose": "tagging", "value": "sells"},
    }  # fmt: skip
    bundle = _read(tmp_path, [*notes, link], text="")
    (annotated,) = bundle.articles
    address = "http://example.org/news/page1.html"
    assert (annotated.article.info.title, annotated.article.info.url) == (address, address)
    assert annotated.article.review.startswith("Only excerpts")
    assert _excerpts(bundle) == [
        "Orsay Rail buys 😀", "sells trams in Porto\n\nand beyond", "由盛丰收购。",
    ]  # fmt: skip
    passages = {passage.id: passage for passage in annotated.article.passages}
    assert {passage.kind for passage in passages.values()} == {"paragraph"}
    for mention in annotated.mentions:
        text = passages[mention.passage].text
        assert text[mention.start : mention.end] == mention.text
    assert [mention.text for mention in annotated.mentions] == ["盛丰", "trams", "Orsay Rail"]
    (deal,) = bundle.deals
    assert [filler.value for filler in deal.roles] == ["Orsay Rail", "trams"]
    assert bundle.receipt is not None
    assert bundle.receipt.refused == []
    (note,) = bundle.receipt.notes
    assert note.startswith("Of 1 text only excerpts are known, 3 in all;")
    assert note.endswith("where it lies beside “some.jsonld”, as page1.txt.")


def test_quotes_of_the_same_words_share_an_excerpt(tmp_path: Path) -> None:
    same = _quote("trams", start=9, around="buys | today")
    later = _quote("trams", start=90, around="buys | today")
    bundle = _read(tmp_path, [_note(same), _note(same, id="#b"), _note(later, id="#c")], text="")
    assert _excerpts(bundle) == ["buys trams today"] * 2
    assert [m.passage for m in mentions_of(bundle)] == [1, 1, 2]


def test_the_pieces_of_a_place_are_one_excerpt(tmp_path: Path) -> None:
    parts = [
        {"source": "urn:x", "selector": _quote(exact, start=start, around=around)}
        for exact, start, around in (("trams", 30, "green |"), ("red", 5, "|, or"))
    ]
    note = _note([]) | {"target": {"type": "Composite", "items": parts}}
    bundle = _read(tmp_path, note, text="")
    assert _excerpts(bundle) == ["red, or\ngreen trams"]
    (mention,) = mentions_of(bundle)
    assert (mention.text, len(mention.fragments)) == ("red trams", 2)


def test_each_source_is_an_article_of_its_own(tmp_path: Path) -> None:
    notes = [
        _note([]) | {"id": f"#{name}", "target": {"source": name, "selector": QUOTE}}
        for name in ("http://example.org/a", "http://example.org/b", "urn:c", "urn:d")
    ]
    bundle = _read(tmp_path, notes, text="")
    infos = [annotated.article.info for annotated in bundle.articles]
    assert [info.title for info in infos][2:] == ["urn:c", "urn:d"]
    assert [bool(info.url) for info in infos] == [True, True, False, False]
    assert bundle.receipt is not None
    assert bundle.receipt.notes[0].endswith("as a.txt, b.txt, c.txt and so on.")


@settings(max_examples=50, deadline=None)
@given(
    quotes=st.lists(
        st.tuples(
            st.text("a 😀\n𠮷—\u2028", max_size=6),
            st.text("b。 \r\n", min_size=1, max_size=5).filter(str.strip),
            st.none() | st.integers(0, 50),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_every_quote_reads_as_it_says(
    quotes: list[tuple[str, str, int | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    notes = [
        _note(_quote(exact, start=start, around=f"{around}|{around}"), id=f"#{number}")
        for number, (around, exact, start) in enumerate(quotes)
    ]
    bundle = _read(tmp_path_factory.mktemp("in"), notes, text="")
    (annotated,) = bundle.articles
    passages = {passage.id: passage.text for passage in annotated.article.passages}
    assert [mention.text for mention in annotated.mentions] == [exact for _, exact, _ in quotes]
    for mention in annotated.mentions:
        assert passages[mention.passage][mention.start : mention.end] == mention.text


def test_a_position_in_a_text_that_is_not_there_is_refused(tmp_path: Path) -> None:
    bare = _note({"type": "TextPositionSelector", "start": 4, "end": 9}, id="#b")
    sentence = (
        r"page1\.html is not in “some\.jsonld”; put it beside, as page1\.txt \(left out.*: 1\)"
    )
    with pytest.raises(FormatError, match=f"^The text of .*{sentence}"):
        _read(tmp_path, bare, text="")
    with pytest.raises(FormatError, match="None of the 2 annotations in “some"):
        _read(tmp_path, [bare, bare], text="")
    bundle = _read(tmp_path, [bare, _note(QUOTE)], text="")
    assert said(bundle) == [("Product", "trams")]
    assert bundle.receipt is not None
    assert len(bundle.receipt.refused) == 1


def test_links_across_texts_are_told(tmp_path: Path) -> None:
    link = {"id": "#l", "motivation": "linking", "target": ["http://example.org/1", "#nowhere"]}
    nowhere = {"id": "#nowhere", "target": "http://example.org/v"}
    bundle = _read(tmp_path, [_note(QUOTE), link, nowhere])
    assert bundle.receipt is not None
    assert bundle.receipt.refused == [
        "Links left out because they do not join two annotations of one text: 1."
    ]


def test_annotations_with_one_id_are_two(tmp_path: Path) -> None:
    assert said(_read(tmp_path, [_note(QUOTE), _note(_quote("Porto"))])) == [
        ("Product", "trams"), ("Product", "Porto"),
    ]  # fmt: skip


def test_words_about_whole_pages_are_listed(tmp_path: Path) -> None:
    whole = {"type": "Annotation", "bodyValue": "too long", "target": ["urn:a", "urn:b"]}
    bundle = _read(tmp_path, [whole, _note(QUOTE)])
    assert bundle.receipt is not None
    assert bundle.receipt.refused == [
        "“too long” (annotation 1) is left out: it is about all of urn:a, urn:b."
    ]


def test_annotations_of_whole_pages_are_told(tmp_path: Path) -> None:
    whole = {"type": "Annotation", "body": "http://example.org/b", "target": "http://example.org/v"}
    bundle = _read(tmp_path, [whole, _note(QUOTE)])
    assert bundle.receipt is not None
    assert bundle.receipt.losses == [
        "Annotations of whole pages, pictures and the like left out: 1."
    ]
