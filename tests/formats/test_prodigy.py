"""Prodigy's tasks: spans, relations, answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evreader.errors import FormatError
from evreader.formats import prodigy
from evreader.formats.prodigy.tasks import _murmur, input_hash, tokens_of
from tests.formats.mentions import mentions_of, said

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle


TEXT = "Orsay Rail buys trams."
ORG = {"start": 0, "end": 10, "label": "Org"}


def _read(tmp_path: Path, *tasks: object) -> Bundle:
    path = tmp_path / "some.jsonl"
    path.write_text("\n".join(json.dumps(task) for task in tasks), "utf-8")
    return prodigy.read(path)


def test_tokens_are_words_in_english_and_characters_in_chinese() -> None:
    tokens = tokens_of("Orsay Rail, 波尔图  2025\n")
    assert [token["text"] for token in tokens] == [
        "Orsay", "Rail", ",", "波", "尔", "图", " ", "2025", "\n",
    ]  # fmt: skip
    assert [token["ws"] for token in tokens] == [1, 0, 1, 0, 0, 1, 0, 0, 0]
    assert [token["id"] for token in tokens] == list(range(9))


def test_no_token_goes_across_the_end_of_a_span() -> None:
    tokens = tokens_of("Railways", starts={0}, ends={4})
    assert [token["text"] for token in tokens] == ["Rail", "ways"]


@given(st.text(alphabet="ab 1,中\n\t😀", max_size=20), st.data())
def test_tokens_cover_the_text(text: str, data: st.DataObject) -> None:
    places = st.sets(st.integers(0, len(text)), max_size=3)
    starts, ends = data.draw(places), data.draw(places)
    tokens = tokens_of(text, starts, ends)
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == text
    found = {token["start"] for token in tokens}, {token["end"] for token in tokens}
    assert starts - {len(text)} <= found[0]
    assert ends - {0} <= found[1]


def test_hashes_are_murmur_hashes_as_prodigy_s_own() -> None:
    assert _murmur(b"") == 0
    assert _murmur(b"hello") == 0x248BFA47
    assert input_hash("波") == _murmur(b'text="\\u6ce2"')


def test_only_accepted_answers_count(tmp_path: Path) -> None:
    bundle = _read(
        tmp_path,
        {"text": TEXT, "spans": [ORG], "answer": "accept"},
        {"text": "Left alone.", "spans": [], "answer": "ignore"},
        {"text": "Wrong.", "spans": [], "answer": "reject"},
        {"image": "a.png", "answer": "accept"},
    )
    assert said(bundle) == [("Org", "Orsay Rail")]
    assert bundle.receipt is not None
    assert bundle.receipt.refused == [
        "Tasks left out because the answer was “ignore”: 1.",
        "Tasks left out because the answer was “reject”: 1.",
        "Records left out because there is no text in them: 1 (line 4).",
    ]


def test_tasks_on_one_text_are_one_article(tmp_path: Path) -> None:
    other = {"start": 16, "end": 21, "label": "Product"}
    tasks = [{"text": TEXT, "spans": [span], "answer": "accept"} for span in (ORG, other, ORG)]
    bundle = _read(tmp_path, *tasks)
    assert len(tuple(bundle.articles)) == 1
    assert said(bundle) == [("Org", "Orsay Rail"), ("Product", "trams")]


def test_each_of_several_annotators_gets_a_set(tmp_path: Path) -> None:
    tasks = [
        {"text": TEXT, "spans": [ORG], "answer": "accept", "_annotator_id": f"news-{name}"}
        for name in ("ana", "bo")
    ]
    bundle = _read(tmp_path, *tasks)
    assert [item.name for item in bundle.sets] == ["some – news-ana", "some – news-bo"]
    assert len(mentions_of(bundle)) == 2


def test_relations_are_keyed_by_tokens(tmp_path: Path) -> None:
    task = {
        "text": TEXT,
        "tokens": [
            {"text": word, "start": TEXT.index(word), "end": TEXT.index(word) + len(word), "id": n}
            for n, word in enumerate(("Orsay", "Rail", "buys", "trams", "."))
        ],
        "spans": [{**ORG, "token_start": 0, "token_end": 1}],
        "relations": [
            {"head": 1, "child": 3, "label": "buyer",
             "head_span": {"start": 0, "end": 10, "label": "Org"},
             "child_span": {"token_start": 3, "token_end": 3, "label": None}},
            {"head": 2, "child": 1, "label": "subject"},
            {"head": 2, "child": 40, "label": "nothing"},
        ],
        "answer": "accept",
    }  # fmt: skip
    bundle = _read(tmp_path, task)
    roles = [(deal.type, [filler.value for filler in deal.roles]) for deal in bundle.deals]
    assert roles == [("buyer", ["Orsay Rail", "trams"]), ("subject", ["buys", "Orsay Rail"])]
    assert bundle.receipt is not None
    assert "nothing" in bundle.receipt.refused[0]


def test_relations_hold_where_spans_were_removed_and_renamed(tmp_path: Path) -> None:
    words = {word: TEXT.index(word) for word in ("Orsay Rail", "buys", "trams")}
    spans = [{"start": at, "end": at + len(word), "label": "X"} for word, at in words.items()]
    relation = {
        "label": "buyer", "evreader": [0, 2],
        "head_span": {**spans[0]}, "child_span": {**spans[2]},
    }  # fmt: skip
    spans[2]["label"] = "Product"
    task = {"text": TEXT, "spans": [spans[0], spans[2]], "relations": [relation]}
    bundle = _read(tmp_path, {**task, "answer": "accept"})
    (deal,) = bundle.deals
    assert [filler.value for filler in deal.roles] == ["Orsay Rail", "trams"]
    assert said(bundle) == [("X", "Orsay Rail"), ("Product", "trams")]
    relation["evreader"] = [1, 0]
    bundle = _read(tmp_path, {**task, "answer": "accept"})
    assert [filler.value for filler in bundle.deals[0].roles] == ["Orsay Rail", "trams"]


def test_what_was_chosen_is_kept(tmp_path: Path) -> None:
    options = [{"id": "rail", "text": "a railway"}]
    bundle = _read(
        tmp_path,
        {"text": TEXT, "spans": [ORG], "options": options, "accept": ["rail"], "answer": "accept"},
        {"text": "Fine.", "options": options, "accept": ["good"], "answer": "accept"},
        {"text": "Bad.", "label": "BAD", "answer": "accept"},
    )
    (mention,) = mentions_of(bundle)
    assert dict(mention.attributes) == {"accept": "rail"}
    assert bundle.receipt is not None
    assert bundle.receipt.losses == ["Labels of whole texts left out: 2, as good (1), BAD (1)."]


def test_an_entry_of_wikidata_that_was_chosen_is_an_entity(tmp_path: Path) -> None:
    short = {"start": 0, "end": 5, "label": "Org"}
    tasks = [
        {"text": text, "spans": [span], "options": [{"id": "Q7", "html": "<b>rail</b>"}],
         "accept": ["Q7"], "answer": "accept"}
        for text, span in ((TEXT, ORG), ("Orsay won.", short), ("奥赛 won.", {**short, "end": 2}))
    ]  # fmt: skip
    bundle = _read(tmp_path, *tasks)
    (entity,) = bundle.entities
    assert [name.text for name in entity.names] == ["Orsay Rail", "Orsay", "奥赛"]
    assert [name.language for name in entity.names] == ["en", "en", "zh"]
    assert (entity.type, dict(entity.attributes)) == ("Org", {"wikidata": "Q7"})
    assert [(m.entity, dict(m.attributes)) for m in mentions_of(bundle)] == [(entity.id, {})] * 3


def test_a_file_of_patterns_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="holds no text"):
        _read(tmp_path, {"label": "Org", "pattern": [{"lower": "orsay"}]})
