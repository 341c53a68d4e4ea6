"""What goes out: sets, articles, types, dates, what a person made; and what is kept beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from evreader.domain.annotation import Name
from evreader.domain.extent import Extent
from evreader.errors import CancelledError, InputError
from evreader.session.extract import Extract

if TYPE_CHECKING:
    from pathlib import Path

    from tests.session.conftest import Story


def _out(story: Story, folder: Path, extent: Extent) -> tuple[list[dict[str, Any]], list[str]]:
    out = folder / "out.jsonl"
    receipt = story.session.exchange.export(out, format_name="jsonl", extent=extent)
    return [json.loads(line) for line in out.read_text("utf-8").split("\n") if line], receipt.notes


def _of(records: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [record for record in records if record.get("record") == kind]


def test_articles_stream_through(story: Story) -> None:
    extract = Extract(story.session._core, Extent(), story.session.sets.all())
    found = [item.article.id for item in extract.bundle().articles]
    assert found == [story.first, story.second]
    assert extract.losses == extract.notes() == []


def test_types(story: Story, tmp_path: Path) -> None:
    story.tag(story.en, "Lyon", entity=story.session.entities.create("Place", [Name("en", "L")]))
    records, notes = _out(story, tmp_path, Extent(types=("Company",)))
    assert len(_of(records, "article")[0]["mentions"]) == 1
    assert _of(records, "deal") == []
    assert len(_of(records, "entity")) == 1, "those that are spoken of"
    assert notes == ["Left out by choice: 1 deal."]
    with pytest.raises(InputError, match="Nothing in this project is of the type “Dragon”"):
        _out(story, tmp_path, Extent(types=("Dragon",)))


def test_dates(story: Story, tmp_path: Path) -> None:
    records, notes = _out(story, tmp_path, Extent(since="2026-05"))
    assert [record["title"] for record in _of(records, "article")] == ["Creamery"]
    assert notes == ["Left out by choice: 1 article."]
    records, _ = _out(story, tmp_path, Extent(until="2026-04"))
    assert [record["date"] for record in _of(records, "article")] == ["2026-04-01"]


@pytest.mark.parametrize(
    "extent", [Extent(), Extent(types=("Company",)), Extent(since="2026-05"), Extent(reviewed=True)]
)
def test_what_goes_out_is_counted_beforehand(story: Story, tmp_path: Path, extent: Extent) -> None:
    story.tag(story.en, "Lyon")
    forecast = story.session.exchange.forecast(extent, format_name="jsonl")
    records, _ = _out(story, tmp_path, extent)
    articles = _of(records, "article")
    mentions = sum(len(article["mentions"]) for article in articles)
    deals = len(_of(records, "deal"))
    assert forecast == {"articles": len(articles), "mentions": mentions, "deals": deals}


def test_only_what_a_person_made(story: Story, tmp_path: Path) -> None:
    mention = story.tag(story.en, "Lyon")
    story.session._core.plain.execute(
        "UPDATE mention SET origin = 'model' WHERE id = ?", (mention,)
    )
    story.tag(story.zh, "里昂")
    records, notes = _out(story, tmp_path, Extent(reviewed=True))
    article = _of(records, "article")[0]
    assert [item["text"] for item in article["mentions"]] == ["里昂"]
    assert article["links"] == []
    assert len(_of(records, "deal")) == 1
    assert notes == ["Left out by choice: 1 mention, 1 link."]


def test_several_sets(story: Story, tmp_path: Path) -> None:
    story.session.sets.create("B")
    story.session.sets.create("C")
    records, _ = _out(story, tmp_path, Extent(("B", "Annotations")))
    assert [record["name"] for record in _of(records, "set")] == ["Annotations", "B"]


def _first_line(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text("utf-8").split("\n")[0]))


def test_the_receipt_and_the_rest_are_kept_beside(story: Story, tmp_path: Path) -> None:
    export = story.session.exchange.export
    receipt = export(tmp_path / "out", format_name="brat")
    beside = _first_line(tmp_path / "out.evreader")["beside"]
    assert beside["receipt"] == receipt.as_json()
    assert beside["sets"] == ["Annotations"]
    assert receipt.files[-1] == "out.evreader"
    assert "寒露食品" in (tmp_path / "out.evreader").read_text("utf-8")
    export(tmp_path / "all.jsonl", format_name="jsonl")
    kept = (tmp_path / "all.jsonl.evreader").read_text("utf-8")
    assert "寒露食品" not in kept, "the own format holds all itself"
    assert json.loads(kept.split("\n")[0])["beside"]["receipt"]["format"] == "jsonl"


def test_without_a_companion_an_old_one_goes(story: Story, tmp_path: Path) -> None:
    export, out = story.session.exchange.export, tmp_path / "a.json"
    export(out, format_name="pubannotation")
    assert (tmp_path / "a.json.evreader").exists()
    export(out, format_name="pubannotation", with_companion=False)
    assert [path.name for path in tmp_path.glob("a.json*")] == ["a.json"]
    (tmp_path / "a.json.evreader").write_text("somebody's own")
    export(out, format_name="pubannotation", with_companion=False)
    assert (tmp_path / "a.json.evreader").exists()


def test_all_sets_are_kept_unless_some_were_chosen(story: Story, tmp_path: Path) -> None:
    story.session.sets.create("Secret")
    export = story.session.exchange.export
    export(tmp_path / "a", format_name="brat")
    assert "Secret" in (tmp_path / "a.evreader").read_text("utf-8")
    export(tmp_path / "b", format_name="brat", extent=Extent(("Annotations",)))
    assert "Secret" not in (tmp_path / "b.evreader").read_text("utf-8")


def test_cancel_leaves_nothing_behind(story: Story, tmp_path: Path) -> None:
    def report(done: int, _total: int, _title: str) -> None:
        if done:
            raise CancelledError

    before = set(tmp_path.iterdir())
    for name in ("jsonl", "brat", "doccano"):
        with pytest.raises(CancelledError):
            story.session.exchange.export(tmp_path / "x", format_name=name, report=report)
    assert {path for path in tmp_path.iterdir() if "sqlite" not in path.name} <= before


def test_options_are_checked(story: Story, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no option 'tags'; it has none"):
        story.session.exchange.export(tmp_path / "x", format_name="brat", options={"tags": "BIO"})
