"""Why a text is no JSON, in words."""

from __future__ import annotations

import json

import pytest

from evreader.formats.json_fault import fault_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("('a', {})", "a value is missing at character 1"),
        ("{'a': 1}", "a name in double quotes is missing at character 2"),
        ('{"a": 1 "b": 2}', "a comma or the end is missing at character 9"),
        ('[\n{"a" 1}]\n', "a colon is missing in line 2, at character 6"),
        ('{"a": "b', "a text begins that has no end at character 7"),
        ('["a\tb"]', "a text holds a line break or a control character at character 4"),
        ('["\\x"]', "a backslash stands before what it cannot stand before at character 3"),
        ('["\\u12"]', "a backslash stands before what it cannot stand before at character 4"),
        ("[1] [2]\n", "the data has ended, and more follows at character 5"),
        ("[" * 100_000, "it is nested too deep"),
        ("9" * 5000, "a number in it is too long"),
    ],
)
def test_faults_are_told_in_words(text: str, words: str) -> None:
    with pytest.raises((ValueError, RecursionError)) as caught:
        json.loads(text)
    assert fault_of(caught.value) == words


def test_what_has_no_words_yet_keeps_its_own() -> None:
    assert fault_of(json.JSONDecodeError("Odd", "[ ]", 1)) == "Odd at character 2"
    assert fault_of(ValueError("half of a character")) == "half of a character"
