"""The command line: what each command prints, its exit status, and what it does not load."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

import evreader
from evreader.cli import main
from evreader.doctor import Finding
from evreader.domain.annotation import Filler, Name, Slot
from evreader.domain.article import Span
from evreader.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

EN = "Brook Bikes and Tanba Steel build a plant in Porto.\n\nThe plant costs 40 million euros.\n"
ZH = "溪流自行车与丹波钢铁在波尔图建厂。\n\n工厂耗资4000万欧元。\n"


def _run(*args: object, exits: int = 0) -> Result:
    """Run a command; a refusal is one line on stderr and nothing on stdout."""
    result = CliRunner().invoke(main, [str(arg) for arg in args], catch_exceptions=False)
    assert result.exit_code == exits, result.output
    return result


def _refused(*args: object) -> str:
    result = _run(*args, exits=1)
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert re.fullmatch(r"evreader: .+\.", line), line
    return line


def _json(*args: object) -> Any:  # noqa: ANN401 - any JSON value
    result = _run(*args, "--json")
    assert result.stderr == ""
    return json.loads(result.stdout)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a pair of texts, one mention and one deal."""
    path = tmp_path / "p.sqlite"
    en, zh = tmp_path / "brook.en.txt", tmp_path / "brook.zh.txt"
    en.write_text(EN, encoding="utf-8")
    zh.write_text(ZH, encoding="utf-8")
    _run("new", path)
    _run("import", path, "--en", en, "--zh", zh)
    session = Session.open(path)
    passage = session.articles.get(1).passages[0].id
    brook = session.entities.create("Company", [Name("en", "Brook Bikes")])
    mention = session.mentions.add(passage, [Span(0, 11)], "Company", entity=brook)
    session.deals.create(
        "JointVenture",
        roles=[Filler("Partner", brook, evidence=(session.evidence_of(mention),))],
        slots=[Slot("status", "announced")],
    )
    session.close()
    return path


# ------------------------------------------------------------------ new, import


def test_new_makes_a_project_and_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    assert _run("new", path).stdout == f"Made {path}.\n"
    assert "exists already" in _refused("new", path)
    assert "There is no folder" in _refused("new", tmp_path / "no" / "p.sqlite")
    assert "no scheme nonsense" in _refused("new", tmp_path / "q.sqlite", "--scheme", "nonsense")
    assert not (tmp_path / "q.sqlite").exists()


def test_new_takes_a_scheme_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('name = "own"\nentity = []\ndeal = []\nslot = []\n', encoding="utf-8")
    _run("new", tmp_path / "p.sqlite", "--scheme", file)
    session = Session.open(tmp_path / "p.sqlite")
    assert session.scheme.name == "own"
    session.close()


def test_import_counts_what_came(project: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("# Note\n\nOne paragraph.\n", encoding="utf-8")
    result = _run("import", project, note, tmp_path / "none.txt", exits=1)
    assert result.stdout.startswith("Imported 1 article, 2 passages")
    assert re.fullmatch(r"Refused: .*none\.txt.*\n", result.stderr)
    found = _json("import", project, note)
    assert found["articles"] == [2]
    assert found["new"] == []
    assert len(found["skipped"]) == 1
    found = _json("import", project, note, "--duplicates", "keep")
    assert found["articles"] == found["new"] == [3]
    assert found["counts"]["articles"] == 1
    assert found["files"] == ["note.md"]


def test_import_takes_annotation_sets_under_a_name(project: Path, tmp_path: Path) -> None:
    _run("export", project, tmp_path / "out.jsonl", "--format", "jsonl")
    _run("import", project, tmp_path / "out.jsonl", "--format", "jsonl", "--set", "Theirs")
    session = Session.open(project)
    assert [item.name for item in session.sets.all()] == ["Annotations", "Theirs"]
    session.close()


def test_a_file_of_which_nothing_is_taken_is_refused(project: Path, tmp_path: Path) -> None:
    rejected = tmp_path / "tasks.jsonl"
    rejected.write_text('{"text": "Lund wins", "spans": [], "answer": "reject"}\n', "utf-8")
    loose = tmp_path / "loose"
    loose.mkdir()
    (loose / "a.ann").write_text("T1\tOrg 0 4\tLund\n", "utf-8")
    mentions = tmp_path / "mentions.csv"
    mentions.write_text("article,passage,start,end,text\nx,0,0,4,Lund\n", "utf-8")
    sums = tmp_path / "sums.csv"
    sums.write_text("甲方,乙方\n合计,\n", "utf-8")
    for path, reason in (
        (rejected, "the answer was “reject”"),
        (loose, "has no text beside it"),
        (mentions, "Mentions of the table not taken: 1."),
        (sums, "or a sum: 合计"),
    ):
        result = CliRunner().invoke(main, ["import", str(project), str(path)])
        assert result.exit_code == 1
        assert reason in result.stderr
        assert result.stdout == "Imported nothing.\n", "no annotation set is made"


def test_what_cannot_be_imported_is_refused(project: Path, tmp_path: Path) -> None:
    assert "Nothing was given" in _refused("import", project)
    assert "needs both" in _refused("import", project, "--en", tmp_path / "brook.en.txt")
    assert "none.txt" in _refused("import", project, tmp_path / "none.txt")
    assert "no format called" in _refused("import", project, project, "--format", "xyz")
    assert "make one with `evreader new" in _refused("import", tmp_path / "no.sqlite", "x.txt")


# ------------------------------------------------------------------ list, show, search


def test_list_shows_what_there_is(project: Path) -> None:
    (found,) = _json("list", project)
    assert {key: found[key] for key in ("id", "languages", "passages", "mentions", "deals")} == {
        "id": 1,
        "languages": ["en", "zh"],
        "passages": 4,
        "mentions": 1,
        "deals": 1,
    }
    line = _run("list", project).stdout
    assert re.match(r" +1  en\+zh +4 passages +1 mentions +1 deals  ", line)


def test_an_empty_list_is_an_empty_json_value(tmp_path: Path) -> None:
    _run("new", tmp_path / "p.sqlite")
    assert _json("list", tmp_path / "p.sqlite") == []


def test_show_tells_passages_mentions_and_deals(project: Path) -> None:
    found = _json("show", project, 1)
    assert found["passages"][0]["text"].startswith("Brook Bikes")
    assert found["mentions"][0]["text"] == "Brook Bikes"
    assert found["deals"][0]["roles"][0]["evidence"][0]["text"] == "Brook Bikes"
    text = _run("show", project, 1).stdout
    assert "    0–11 Company: Brook Bikes" in text
    assert "JointVenture announced (Partner Brook Bikes)" in text
    assert "There is no article 9" in _refused("show", project, 9)


def test_search_finds_in_both_languages(project: Path) -> None:
    (hit,) = _json("search", project, "溪流")
    assert (hit["article"], hit["start"], hit["end"]) == (1, 0, 2)
    assert "Brook Bikes" in _run("search", project, "brook").stdout
    assert _run("search", project, "nowhere").stdout == ""
    assert _json("search", project, "nowhere") == []


# ------------------------------------------------------------------ export, formats, align


@pytest.mark.parametrize(("name", "out"), [("jsonl", "o.jsonl"), ("csv", "o.csv"), ("brat", "o")])
def test_export_writes_and_says_what_is_lost(
    project: Path, tmp_path: Path, name: str, out: str
) -> None:
    result = _run("export", project, tmp_path / out, "--format", name)
    assert result.stdout.startswith(f"Wrote {tmp_path / out}: ")
    assert (tmp_path / out).exists()
    found = _json("export", project, tmp_path / f"again-{out}", "--format", name)
    assert found["format"] == name
    assert found["counts"]


def test_export_takes_a_set_and_articles(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.jsonl"
    _run("export", project, out, "--format", "jsonl", "--set", "Annotations", "--article", 1)
    assert "“None”" in _refused("export", project, out, "--format", "jsonl", "--set", "None")
    assert "no article 7" in _refused("export", project, out, "--format", "jsonl", "--article", 7)
    assert "does not write" in _refused("export", project, out, "--format", "text")


def test_export_says_what_a_format_does_not_carry(project: Path, tmp_path: Path) -> None:
    session = Session.open(project)
    session.exchange.import_text("Brook Bikes sells the plant.")
    late = session.articles.get(2).passages[0].id
    mention = session.mentions.add(late, [Span(0, 11)], "Company")
    session.deals.add_evidence(session.evidence_of(mention), deal=1)
    session.close()
    out = tmp_path / "o.jsonl"
    result = _run("export", project, out, "--format", "jsonl", "--article", 1)
    assert "Not carried: Evidence in articles that were not chosen: 1 left out.\n" in result.stdout


def test_formats_lists_what_each_does() -> None:
    found = {item["name"]: item for item in _json("formats")}
    assert found["jsonl"] == {
        "name": "jsonl",
        "title": "evreader JSON Lines",
        "reads": True,
        "writes": True,
        "endings": [".jsonl", ".evreader"],
        "folder": False,
        "extra": "",
        "options": [],
        "cannot_carry": [],
    }
    assert (found["csv"]["writes"], bool(found["csv"]["cannot_carry"])) == (True, True)
    assert "jsonl          reads and writes" in _run("formats").stdout


def test_align_prints_a_line_for_each_link(tmp_path: Path) -> None:
    en, zh = tmp_path / "en.txt", tmp_path / "zh.txt"
    en.write_text("Acme paid 40 million euros in 2024.\nIt has 300 staff.\n", encoding="utf-8")
    zh.write_text("阿克姆在2024年支付了4000万欧元。\n公司有300名员工。\n", encoding="utf-8")
    lines = _run("align", en, zh).stdout.splitlines()
    assert lines
    for line in lines:
        assert re.fullmatch(r"\[\d*(,\d+)*\]:\[\d*(,\d+)*\]:-?\d+\.\d{4}", line), line
    assert "none.txt" in _refused("align", tmp_path / "none.txt", zh)


# ------------------------------------------------------------------ check, doctor


def test_check_tells_a_sound_project_from_a_faulty_one(project: Path) -> None:
    assert _run("check", project).stdout == f"{project} is sound.\n"
    assert _json("check", project) == {"sound": True, "problems": []}
    session = Session.open(project)
    session._core.plain.execute("UPDATE mention SET text = 'Creek Bikes'")
    session.close()
    sentence = "Mention 1 is kept as “Creek Bikes”, but its place reads “Brook Bikes”."
    result = _run("check", project, exits=1)
    assert (result.stdout, result.stderr) == ("", f"{sentence}\n")
    result = _run("check", project, "--json", exits=1)
    assert json.loads(result.stdout) == {"sound": False, "problems": [sentence]}


def test_a_file_that_is_no_project_is_refused_by_every_command(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Only notes.", encoding="utf-8")
    for command in (
        ("import", path, path),
        ("list", path),
        ("show", path, 1),
        ("export", path, tmp_path / "o", "--format", "jsonl"),
        ("search", path, "x"),
        ("check", path),
    ):
        assert "is not an evreader project" in _refused(*command)
    assert path.read_text(encoding="utf-8") == "Only notes."


def test_a_damaged_project_is_refused_in_words(project: Path) -> None:
    data = bytearray(project.read_bytes())
    session = Session.open(project)
    (page,) = session._core.plain.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'passage'"
    ).fetchone()
    session.close()
    data[(page - 1) * 4096 : page * 4096] = b"\x5a" * 4096
    project.write_bytes(data)
    assert "is damaged" in _refused("show", project, 1)


def test_doctor_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    findings = [Finding(ok=True, what="Python 3.12", remedy="")]
    monkeypatch.setattr("evreader.doctor.examine", lambda: findings)
    assert _run("doctor").stdout == "ok       Python 3.12\n"
    findings.append(Finding(ok=False, what="a CJK font", remedy="apt-get install fonts-noto-cjk"))
    lines = _run("doctor", exits=1).stdout.splitlines()
    assert lines[1:] == ["MISSING  a CJK font", "         apt-get install fonts-noto-cjk"]
    result = _run("doctor", "--json", exits=1)
    assert [item["ok"] for item in json.loads(result.stdout)] == [True, False]


# ------------------------------------------------------------------ usage


@pytest.mark.parametrize(
    "args",
    [
        ["new"],
        ["show", "p.sqlite"],
        ["show", "p.sqlite", "one"],
        ["export", "p.sqlite", "out"],
        ["list", "p.sqlite", "--nonsense"],
        ["render", "p.sqlite", "1", "o.png", "--size", "huge"],
        ["--nonsense"],
    ],
)
def test_wrong_usage_has_status_2(args: list[str]) -> None:
    assert "Usage" in _run(*args, exits=2).stderr


def test_help_and_version_are_there() -> None:
    text = _run("--help").stdout
    for command in (
        "new", "import", "list", "show", "export", "formats", "align", "search", "render",
        "check", "doctor",
    ):  # fmt: skip
        assert re.search(rf"^  {command} ", text, re.MULTILINE), command
    assert evreader.__version__ in _run("--version").stdout


def test_no_command_but_those_with_windows_loads_qt(project: Path, tmp_path: Path) -> None:
    code = f"""
import sys
from click.testing import CliRunner
import evreader, evreader.cli, evreader.project
out = {str(tmp_path)!r}
for args in (
    ["list", {str(project)!r}],
    ["show", {str(project)!r}, "1"],
    ["search", {str(project)!r}, "plant"],
    ["check", {str(project)!r}],
    ["formats"],
    ["export", {str(project)!r}, out + "/o.jsonl", "--format", "jsonl"],
    ["import", {str(project)!r}, out + "/o.jsonl"],
):
    assert CliRunner().invoke(evreader.cli.main, args).exit_code == 0, args
loaded = [name for name in sys.modules if name.startswith(("PySide6", "shiboken6", "pyqtgraph"))]
assert not loaded, loaded
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_import_takes_folders_and_zips(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "news" / "old"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("# Ferry\n\nIt sails to Oulu.\n", encoding="utf-8")
    with ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("b.txt", "A mine closes in Kiruna.")
        archive.writestr("c.txt", "")
    result = _run("import", project, tmp_path / "news", tmp_path / "more.zip", exits=1)
    assert result.stdout.startswith("Imported 2 articles")
    assert "c.txt in more.zip" in result.stderr
    result = _run("import", project, tmp_path / "news", exits=0)
    assert "Left out: “Ferry” is in the project already" in result.stdout


def test_import_loads_a_web_address_and_says_so_if_it_cannot(project: Path) -> None:
    assert "127.0.0.1:9" in _refused("import", project, "http://127.0.0.1:9/news")
