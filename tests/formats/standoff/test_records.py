"""JSON of all kinds as records, and what is not JSON in one sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats.standoff.records import (
    in_words,
    json_line,
    keys_in,
    records_of,
    whole_number,
    write_list,
)

if TYPE_CHECKING:
    from pathlib import Path


def _records(tmp_path: Path, content: str | bytes) -> tuple[list[object], list[str]]:
    path = tmp_path / "some.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    receipt = Receipt("x")
    return [record.value for record in records_of(path, receipt)], receipt.refused


@pytest.mark.parametrize(
    "content",
    [
        '{"a": 1}\n{"a": 2}\n',
        '{"a": 1}\r\n\r\n{"a": 2}',
        '[{"a": 1}, {"a": 2}]',
        '[\n{"a": 1},\n{"a": 2},\n',  # cut off
        '\ufeff{"a": 1}\n{"a": 2}',
        '\n{\n  "a": 1\n}\n{\n  "a":\n2\n}\n',
        '[{"a": 1}, {"a": 2}]'.encode("utf-16"),
    ],
)
def test_objects_are_found_however_they_are_written(content: str | bytes, tmp_path: Path) -> None:
    assert _records(tmp_path, content) == ([{"a": 1}, {"a": 2}], [])


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    found, _ = _records(tmp_path, '{"a": "x\u2028y\x85z"}\n{"a": 2}')
    assert found == [{"a": "x\u2028y\x85z"}, {"a": 2}]


def test_what_no_file_can_keep_is_refused_alone(tmp_path: Path) -> None:
    found, refused = _records(tmp_path, '{"a": "\\ud800"}\n{"a": "\\u0000"}\n7\n{"a": 1}')
    assert found == [{"a": 1}]
    assert [sentence.split(",")[1].split(":")[0] for sentence in refused] == [
        " line 1", " line 2", " line 3",
    ]  # fmt: skip


@pytest.mark.parametrize("content", ["", "  ", "news", "[" * 200_000, b"\x00\x01\x02", "[1, 2]"])
def test_what_holds_no_object_is_one_sentence(content: str | bytes, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"some\.json") as caught:
        _records(tmp_path, content)
    assert type(caught.value).__module__ == "evreader.errors"


def test_a_line_has_no_line_end_within(tmp_path: Path) -> None:
    line = json_line({"a": "x\u2028y\u2029\x85\n"})
    assert line.count(b"\n") == 1
    assert json.loads(line) == {"a": "x\u2028y\u2029\x85\n"}
    with pytest.raises(FormatError, match="lone surrogate"):
        json_line("\ud800")
    for values in ([], [1], [1, "b"]):
        with (tmp_path / "list.json").open("wb") as file:
            write_list(file, values)
        assert json.loads((tmp_path / "list.json").read_bytes()) == values


def test_keys_are_told_from_texts() -> None:
    assert keys_in(b'{"text": "he said \\"label\\": no", "@id":1, "cut') == {"text", "@id"}


def test_numbers_and_texts_of_all_sorts() -> None:
    assert [whole_number(value) for value in (3, 3.0, " 3 ", "-3")] == [3, 3, 3, -3]
    assert [whole_number(value) for value in (True, 3.5, "x", None, [3])] == [None] * 5
    assert [in_words(value) for value in (None, True, 2, ["a", ["b"]], {"c": "é"})] == [
        "", "true", "2", "a; b", '{"c": "é"}',
    ]  # fmt: skip
