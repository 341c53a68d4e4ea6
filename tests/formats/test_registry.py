from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from evreader.errors import FormatError
from evreader.formats import registry


def test_every_format_has_what_it_says_it_has() -> None:
    for item in registry.formats():
        assert item.title
        assert item.reads or item.writes
        if item.reads:
            assert callable(registry.reader(item.name))
        if item.writes:
            assert callable(registry.writer(item.name))
        for sentence in item.cannot_carry:
            assert sentence.endswith(".")


def test_names_and_endings_are_each_used_once() -> None:
    names = [item.name for item in registry.formats()]
    suffixes = [suffix for item in registry.formats() for suffix in item.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(suffixes)) == len(suffixes)


def test_each_format_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    for item in registry.formats():
        assert f"## {item.name}" in text
        for suffix in item.suffixes:
            assert f"`{suffix}`" in text


def test_only_the_own_format_carries_everything() -> None:
    complete = [item.name for item in registry.formats() if not item.cannot_carry]
    assert complete == ["jsonl"]


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(FormatError, match="no format called 'doc'; choose one of jsonl, brat, csv"):
        registry.find("doc")


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.jsonl", "jsonl"), ("B.TXT", "text"), ("c.md", "markdown"), ("d/e.csv", "csv")],
)
def test_an_ending_tells_the_format(path: str, name: str) -> None:
    assert registry.by_suffix(Path(path)).name == name


def test_an_unknown_ending_is_answered_with_the_readable_ones() -> None:
    with pytest.raises(FormatError, match=r"The ending of a\.doc .*\.jsonl, \.txt") as caught:
        registry.by_suffix(Path("a.doc"))
    assert ".csv" not in str(caught.value)


def test_a_direction_that_is_missing_is_said() -> None:
    with pytest.raises(FormatError, match="writes Table of deals"):
        registry.reader("csv")
    with pytest.raises(FormatError, match="reads Plain text but does not write it"):
        registry.writer("text")


def test_the_table_loads_no_format() -> None:
    code = (
        "import sys, evreader.formats.registry as r; r.formats();"
        "print(sorted(m for m in sys.modules if m.startswith('evreader.formats')))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "['evreader.formats', 'evreader.formats.registry']"
