"""Tokens and tags as lists in JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evreader.errors import FormatError
from evreader.formats import conll, registry

if TYPE_CHECKING:
    from pathlib import Path

FORD = {"tokens": ["Ford", "buys", "Orsay"], "ner_tags": ["B-ORG", "O", "B-ORG"]}
XIAOMI = {"text": ["小", "米", "在"], "labels": ["B-ORG", "I-ORG", "O"]}


def _file(folder: Path, *records: object, name: str = "a.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
    return path


def test_each_record_is_a_text_with_its_chunks(tmp_path: Path) -> None:
    path = _file(tmp_path, FORD, {"id": 3, **XIAOMI})
    (item,) = conll.read(path).articles
    assert [passage.text for passage in item.article.passages] == ["Ford buys Orsay", "小米在"]
    assert [m.text for m in item.mentions] == ["Ford", "Orsay", "小米"]


@pytest.mark.parametrize("record", [FORD, XIAOMI])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.train"])
def test_such_a_file_is_known_by_its_beginning(record: object, name: str, tmp_path: Path) -> None:
    path = _file(tmp_path, record, record, name=name)
    found = registry.by_beginning(path) if name == "a.train" else registry.by_suffix(path)
    assert found is not None
    assert found.name == "conll"


def test_what_does_not_match_is_listed(tmp_path: Path) -> None:
    path = _file(tmp_path, FORD, {"tokens": ["a", "b"], "ner_tags": ["O"]})
    bundle = conll.read(path)
    assert bundle.receipt is not None
    assert bundle.receipt.refused == ["Texts without as many tags as tokens: 1 (line 2)."]


def test_numbers_say_nothing_of_types(tmp_path: Path) -> None:
    path = _file(tmp_path, {"tokens": ["Ford", "buys"], "ner_tags": [3, 0]})
    with pytest.raises(FormatError, match="has numbers for tags"):
        conll.read(path)
