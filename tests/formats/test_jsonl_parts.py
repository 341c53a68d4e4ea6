"""Files of evreader's own format that are read in several parts."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from evreader.domain.portion import Portions
from evreader.formats.jsonl import read
from evreader.formats.sources import Source
from evreader.session.reading import Reader

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = 260


def article(number: int) -> dict[str, Any]:
    passage = {
        "id": number, "index": 0, "language": "en", "kind": "paragraph",
        "text": f"Norrland {number}", "sentences": [[0, 8]],
    }  # fmt: skip
    mention = {
        "id": number, "passage_id": number, "fragments": [[0, 8]], "text": "Norrland",
        "type": "Company", "set_id": 1, "entity_id": 1, "attributes": {}, "origin": "user",
    }  # fmt: skip
    return {
        "record": "article", "id": number, "title": f"No. {number}", "passages": [passage],
        "mentions": [mention],
    }  # fmt: skip


@pytest.fixture
def records() -> list[dict[str, Any]]:
    """All records of a file of so many articles, with a deal that the last of them proves."""
    evidence = {"passage_id": ARTICLES, "start": 0, "end": 8, "text": "Norrland"}
    deal = {
        "record": "deal", "id": 1, "set_id": 1, "type": "supply", "slots": [], "roles": [],
        "triggers": [evidence, {**evidence, "passage_id": 1, "text": "Southland"}],
    }  # fmt: skip
    return [
        {"evreader": 1},
        {"record": "set", "id": 1, "name": "A", "locked": False},
        {"record": "entity", "id": 1, "type": "Company", "names": []},
        deal,
        *map(article, range(1, ARTICLES + 1)),
        {"record": "end", "articles": ARTICLES, "deals": 1},
    ]


def written(path: Path, records: list[dict[str, Any]]) -> Path:
    # Some lines as evreader writes them, some as another program may; blank ones between.
    lines = [
        json.dumps(record, separators=None if number % 7 == 0 else (",", ":"))
        for number, record in enumerate(records)
    ]
    path.write_text("\n".join(chain.from_iterable((line, "") for line in lines)), encoding="utf-8")
    return path


def test_every_article_is_in_one_part(records: list[dict[str, Any]], tmp_path: Path) -> None:
    bundle = read(written(tmp_path / "a.jsonl", records))
    assert isinstance(bundle.articles, Portions)
    assert len(bundle.articles.items) == 11
    found = list(bundle.articles)
    assert [item.article.id for item in found] == list(range(1, ARTICLES + 1))
    assert all(len(item.mentions) == 1 for item in found)
    assert bundle.receipt is not None
    assert len(bundle.receipt.refused) == 1
    assert "Southland" in bundle.receipt.refused[0]
    assert [piece.passage for piece in bundle.deals[0].triggers] == [ARTICLES]


def test_what_stands_twice_is_told_whichever_parts_it_stands_in(
    records: list[dict[str, Any]], tmp_path: Path
) -> None:
    records[4 + 100]["id"] = 3
    records[4 + 200]["mentions"][0]["id"] = 7
    path = written(tmp_path / "a.jsonl", records)
    bundle = read(path)
    found = list(bundle.articles)
    assert len(found) == ARTICLES - 1
    assert found[199].mentions == ()
    assert bundle.receipt is not None
    said = [sentence for sentence in bundle.receipt.refused if "second" in sentence]
    assert said == [
        "a.jsonl, line 209: there is a second article 3.",
        "a.jsonl, line 409: article 201: there is a second mention 7.",
    ]
    outcome = Reader("jsonl").read(Source(path.name, path))
    assert outcome.bundle is not None
    assert list(outcome.bundle.articles) == found
    assert outcome.bundle.receipt == bundle.receipt


def test_a_file_without_articles_has_no_parts(
    records: list[dict[str, Any]], tmp_path: Path
) -> None:
    bundle = read(written(tmp_path / "a.jsonl", [*records[:3], {**records[-1], "articles": 0}]))
    assert list(bundle.articles) == []
