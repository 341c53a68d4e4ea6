"""The Python face: what scripts rely on, and the examples that the manual gives."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import evreader
from evreader.errors import EvreaderError, InputError, LockedSetError, NotFoundError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evreader.project import Project

MANUAL = Path(__file__).parents[1] / "docs" / "python.md"
EXAMPLES = re.findall(
    r"^```python\n(.*?)^```$", MANUAL.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)
TEXT = "Fjord Lines and 海风航运 run a ferry together.\n\n峡湾航运与海风航运合办渡轮。\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with one text of two passages."""
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    with evreader.open_project(tmp_path / "deals.sqlite", create=True) as project:
        project.import_files([tmp_path / "page.txt"])
        yield project


def test_the_design_holds_word_for_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text(TEXT, encoding="utf-8")
    with evreader.open_project("deals.sqlite", create=True) as project:
        ids = project.import_files(["page.md"])
        article = project.article(ids[0])
        assert article.passages
        assert (len(article.links), article.mentions, article.deals) == (1, (), ())
        passage_id = article.passages[0].id
        m = project.add_mention(passage_id, 0, 11, "Company", entity=None, set=None)
        entity_id = project.add_entity("Company", en="Fjord Lines", zh="峡湾航运")
        d = project.add_deal(
            "JointVenture", roles=[("Partner", entity_id, [m])], status="announced"
        )
        project.undo()
        assert project.article(ids[0]).deals == ()
        project.redo()
        project.export("out.jsonl", format="jsonl")
        (deal,) = project.article(ids[0]).deals
    assert deal.id == d
    assert deal.slot("status") == "announced"
    (filler,) = deal.roles
    assert (filler.entity, filler.evidence[0].text, filler.evidence[0].mention) == (
        entity_id,
        "Fjord Lines",
        m,
    )
    assert "Fjord Lines" in Path("out.jsonl").read_text(encoding="utf-8")
    with evreader.open_project("deals.sqlite") as project:
        assert project.articles() == ids


def test_a_pair_of_files_comes_in_as_one_article(tmp_path: Path) -> None:
    en, zh = tmp_path / "a.txt", tmp_path / "b.txt"
    en.write_text("The ferry sails in 2026.", encoding="utf-8")
    zh.write_text("渡轮将于2026年启航。", encoding="utf-8")
    with evreader.open_project(tmp_path / "p.sqlite", create=True) as project:
        (article,) = project.import_files(en=str(en), zh=zh)
        assert project.article(article).article.languages == ("en", "zh")


def test_create_opens_what_is_there_already(project: Project, tmp_path: Path) -> None:
    with evreader.open_project(tmp_path / "deals.sqlite", create=True) as again:
        assert again.articles() == project.articles()


def test_without_create_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no project"):
        evreader.open_project(tmp_path / "none.sqlite")
    with pytest.raises(InputError, match="no scheme nonsense"):
        evreader.open_project(tmp_path / "none.sqlite", create=True, scheme="nonsense")
    assert list(tmp_path.glob("*.sqlite*")) == []
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError):
        evreader.open_project(tmp_path / "notes.txt", create=True)


def test_a_named_set_is_worked_in_and_left_again(project: Project) -> None:
    sets = project.session.sets
    before = sets.current
    sets.create("Second")
    passage = project.article(1).passages[1].id
    mention = project.add_mention(passage, 0, 4, "Company", set="Second", attributes={"note": "x"})
    deal = project.add_deal("Merger", set="Second", roles=[("Party", "海风航运", [mention])])
    assert sets.current == before
    assert project.session.mentions.of_article(1) == []
    assert [m["set"] for m in project.article(1).as_json()["mentions"]] == ["Second"]
    assert project.session.mentions.get(mention).attributes == {"note": "x"}
    assert project.session.deals.get(deal).roles[0].value == "海风航运"
    receipt = project.export(project.session.path.with_name("o.csv"), format="csv", set="Second")
    assert receipt.counts["deals"] == 1


def test_the_former_set_is_current_again_after_a_refusal(project: Project) -> None:
    sets = project.session.sets
    before = sets.current
    sets.set_locked(sets.create("Gold"), locked=True)
    with pytest.raises(LockedSetError):
        project.add_mention(1, 0, 4, "Company", set="Gold")
    assert sets.current == before
    with pytest.raises(InputError, match="There is no annotation set “None”"):
        project.add_mention(1, 0, 4, "Company", set="None")


def test_every_refusal_is_an_error_of_evreader_in_one_sentence(project: Project) -> None:
    for call in (
        lambda: project.article(9),
        lambda: project.add_mention(1, 5, 5, "Company"),
        lambda: project.add_mention(1, 0, 5, "Planet"),
        lambda: project.add_entity("Company"),
        lambda: project.add_deal("Feud"),
        lambda: project.add_deal("Merger", mood="good"),
        lambda: project.add_deal("Merger", roles=[("Party", 99, [])]),
        lambda: project.add_deal("Merger", roles=[("Party", "x", [99])]),
        lambda: project.export("out", format="xyz"),
        lambda: project.import_files([]),
    ):
        with pytest.raises(EvreaderError, match=r"^[^\n]+\.$"):
            call()
    assert project.undo() is not None
    assert project.undo() is None


def test_the_project_is_closed_even_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with (
        pytest.raises(NotFoundError),
        evreader.open_project(path, create=True) as project,
    ):
        project.article(1)
    assert not path.with_name("p.sqlite-wal").exists()


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_of_the_manual_run(tmp_path: Path, number: int) -> None:
    """Each after those before it, in a folder with the files it names, and without Qt."""
    (tmp_path / "page.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "ferry.en.txt").write_text("The ferry sails in 2026.", encoding="utf-8")
    (tmp_path / "ferry.zh.txt").write_text("渡轮将于2026年启航。", encoding="utf-8")
    code = "\n".join(EXAMPLES[: number + 1])
    code += "\nimport sys\nassert not [m for m in sys.modules if m.startswith('PySide6')]\n"
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
