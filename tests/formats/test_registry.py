from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evreader.errors import FormatError, InputError
from evreader.formats import registry
from evreader.formats.format import Format, Option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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


def test_names_are_used_once_and_endings_are_shared_by_those_who_say_so() -> None:
    names = [item.name for item in registry.formats()]
    assert len(set(names)) == len(names)
    readers = [item for item in registry.formats() if item.reads]
    for suffix in {suffix for item in readers for suffix in item.suffixes}:
        silent = [item.name for item in readers if suffix in item.suffixes and not item.shared]
        assert len(silent) <= 1, f"{suffix} could be any of these"


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
    with pytest.raises(FormatError, match="no format called 'doc'; choose one of jsonl, brat, "):
        registry.find("doc")


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.jsonl", "jsonl"), ("B.TXT", "text"), ("c.md", "markdown"), ("d/e.csv", "csv")],
)
def test_an_ending_tells_the_format(path: str, name: str) -> None:
    assert registry.by_suffix(Path(path)).name == name


def test_an_unknown_ending_is_answered_with_the_readable_ones() -> None:
    with pytest.raises(FormatError, match=r"The ending of a\.doc .*\.jsonl, .*\.txt") as caught:
        registry.by_suffix(Path("a.doc"))
    assert ".gexf" not in str(caught.value)


def test_a_direction_that_is_missing_is_said() -> None:
    with pytest.raises(FormatError, match=r"writes .* but does not read it"):
        registry.reader("gexf")
    with pytest.raises(FormatError, match="reads Plain text but does not write it"):
        registry.writer("text")


def test_the_table_loads_no_format() -> None:
    code = (
        "import sys, evreader.formats.registry as r; r.formats();"
        "print(sorted(m for m in sys.modules if m.startswith('evreader.formats')))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == (
        "['evreader.formats', 'evreader.formats.catalogue', 'evreader.formats.format', "
        "'evreader.formats.registry', 'evreader.formats.text_catalogue']"
    )


# ------------------------------------------------------------------ what other packages add


class _Entry:
    """An entry point as ``importlib.metadata`` gives it."""

    value = "strange.package:FORMAT"

    def __init__(self, name: str, load: Callable[[], object]) -> None:
        self.name = name
        self.load = load


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[_Entry]]:
    found: list[_Entry] = []
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda *, group: {registry.GROUP: found}[group]
    )
    registry.additions.cache_clear()
    yield found
    registry.additions.cache_clear()


def test_another_package_adds_a_format(entries: list[_Entry]) -> None:
    strange = Format("strange", "Strange", "strange.package", (".str",), writes=True)
    entries.append(_Entry("strange", lambda: strange))
    assert registry.find("strange") is strange
    assert registry.formats()[-1] is strange
    assert registry.additions().broken == ()


def _torn() -> object:
    raise ImportError("no module named strange")


@pytest.mark.parametrize(
    ("load", "reason"),
    [
        (_torn, "ImportError: no module named strange"),
        (lambda: "a text", "it is no Format"),
        (lambda: Format("csv", "Mine", "mine"), "its name is taken"),
    ],
)
def test_what_cannot_be_used_is_told_and_harms_nothing(
    entries: list[_Entry], load: Callable[[], object], reason: str
) -> None:
    entries.append(_Entry("odd", load))
    (sentence,) = registry.additions().broken
    assert sentence == f"The format “odd” of strange.package:FORMAT cannot be used ({reason})."
    assert registry.find("csv").title != "Mine"


def test_options_are_those_that_the_format_has(monkeypatch: pytest.MonkeyPatch) -> None:
    options = (Option("tags", "Tags", ("BIO", "BIOES"), "BIO"),)
    mine = Format("mine", "Mine", "mine", writes=True, options=options)
    monkeypatch.setattr(registry, "FORMATS", (mine,))
    assert registry.checked_options("mine", {"tags": "BIOES"}) == {"tags": "BIOES"}
    with pytest.raises(InputError, match="cannot be 'IO'; choose one of BIO, BIOES"):
        registry.checked_options("mine", {"tags": "IO"})
    with pytest.raises(InputError, match="no option 'x'; it has tags"):
        registry.checked_options("mine", {"x": "1"})
    assert "--option tags=…: BIO, BIOES (else BIO)" in mine.lines()[1]


# ------------------------------------------------------------------ endings that several share


@pytest.mark.parametrize(
    ("name", "beginning", "behind", "format_name"),
    [
        ("a.jsonl", '{"text":"', '","_input_hash":1,"spans":[],"answer":"accept"}\n', "prodigy"),
        ("a.jsonl", '{"text":"', '","label":[[0,4,"Org"]]}\n', "doccano"),
        ("a.json", '[{"text":"', '","spans":[],"answer":"reject"}]', "prodigy"),
        ("a.json", '{\n "text": "', '",\n "denotations": []\n}\n', "pubannotation"),
    ],
)
def test_a_long_first_text_hides_nothing(
    name: str, beginning: str, behind: str, format_name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(beginning + "word " * 20_000 + behind, "utf-8")
    assert registry.by_suffix(path).name == format_name


@pytest.mark.parametrize(
    ("text", "format_name"),
    [
        ("Orsay  B-ORG\nwins\tO\n\n波 B-LOC", "conll"),
        ("Orsay\nwins\n", "text"),
        ("Vitamin B\nMix of B-1\nand more", "text"),
        ("Group O\nType O\n", "text"),
        ("Orsay B-ORG", "text"),
    ],
)
def test_tokens_with_tags_may_be_called_a_text(text: str, format_name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    assert registry.by_suffix(path).name == format_name


def test_a_list_of_bare_texts_is_what_tools_take_in(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"text": "word", "title": "One"}]', "utf-8")
    assert registry.by_suffix(path).name == "doccano"


def test_utf_16_hides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text":"word","label":[]}\n', "utf-16")
    assert registry.by_suffix(path).name == "doccano"


def test_no_ending_is_named_twice() -> None:
    with pytest.raises(FormatError) as caught:
        registry.by_suffix(Path("a.doc"))
    endings = str(caught.value).removesuffix(".").rpartition(" one of ")[2].split(", ")
    assert len(set(endings)) == len(endings) > 10
