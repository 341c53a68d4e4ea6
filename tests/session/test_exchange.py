"""Importing and exporting: what comes in beside what is there, and what goes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evreader.domain.annotation import AnnotationSet, Filler, Name
from evreader.domain.article import Span
from evreader.domain.bundle import Bundle
from evreader.domain.extent import Extent
from evreader.domain.scheme import Scheme
from evreader.errors import FormatError, InputError, NotFoundError
from evreader.session.receipt import Reading
from evreader.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.session.conftest import Story


def _exported(session: Session, out: Path, **options: object) -> list[dict[str, object]]:
    session.exchange.export(out, format_name="jsonl", **options)  # type: ignore[arg-type]
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def _of(records: list[dict[str, object]], kind: str) -> list[dict[str, object]]:
    return [record for record in records if record.get("record") == kind]


# ------------------------------------------------------------------ coming in


def test_texts_come_in_as_articles_in_one_step(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Acme signs a deal.\n\n阿克姆签署协议。\n", encoding="utf-8")
    (folder / "b.md").write_text("# Title\n\nBody text stands here.\n", encoding="utf-8")
    (folder / "c.png").write_bytes(b"\x89PNG")
    result = session.exchange.import_files([folder])
    assert len(result.articles) == 2
    assert result.receipt.counts["articles"] == 2
    assert result.receipt.files == ["a.txt", "b.md"]
    assert session.history.undo_step == ("Import", "“a.txt, b.md”")
    assert session.articles.get(result.articles[0]).languages == ("en", "zh")
    session.history.undo()
    assert session.articles.ids() == []


def test_one_file_that_cannot_be_read_harms_no_other(session: Session, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Acme signs a deal.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    paths = [tmp_path / name for name in ("none.txt", "good.txt", "empty.txt", "x.unknown")]
    result = session.exchange.import_files(paths)
    assert len(result.articles) == 1
    assert len(result.receipt.refused) == 3
    with pytest.raises(InputError, match=r"none\.txt"):
        session.exchange.import_files(paths[:1])


def test_an_import_tells_how_far_it_is(session: Session, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("in/a.txt", "in/b.txt"):
        (tmp_path / name).write_text("Acme signs.", encoding="utf-8")
    told: list[tuple[int, int, str]] = []
    session.exchange.import_files([tmp_path / "in"], report=lambda *step: told.append(step))
    assert [step for step in told if step[1]] == [(0, 2, ""), (1, 2, "a.txt"), (2, 2, "b.txt")]


def test_a_pair_of_files_is_one_article_with_links(session: Session, tmp_path: Path) -> None:
    en, zh = tmp_path / "en.txt", tmp_path / "zh.txt"
    en.write_text("Acme paid 40 million euros in 2024.\n\nIt opened in Porto.", encoding="utf-8")
    zh.write_text("阿克姆在2024年支付了4000万欧元。\n\n它在波尔图开业。", encoding="utf-8")
    result = session.exchange.import_files([], en=en, zh=zh)
    (article,) = result.articles
    assert session.articles.get(article).languages == ("en", "zh")
    assert session.articles.get(article).links
    assert result.receipt.files == ["en.txt + zh.txt"]


def test_pasted_text_comes_in_with_its_title(session: Session) -> None:
    (article,) = session.exchange.import_text("Acme signs.", title="Pasted").articles
    assert session.articles.info(article).title == "Pasted"
    with pytest.raises(InputError, match="no text"):
        session.exchange.import_text("  \n ")


def test_nothing_half_a_pair_and_an_empty_folder_are_refused(
    session: Session, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="Nothing was given to import"):
        session.exchange.import_files([])
    with pytest.raises(InputError, match="needs both an English and a Chinese file"):
        session.exchange.import_files([], en=tmp_path / "en.txt")
    (tmp_path / "void").mkdir()
    with pytest.raises(InputError, match="No file was found there"):
        session.exchange.import_files([tmp_path / "void"])


def test_sets_come_in_beside_those_there_are(story: Story, tmp_path: Path) -> None:
    session = story.session
    story.tag(story.en, "Lyon")
    _exported(session, tmp_path / "out.jsonl")
    session.exchange.import_files([tmp_path / "out.jsonl"])
    session.exchange.import_files([tmp_path / "out.jsonl"], set_name="Theirs")
    session.exchange.import_files([tmp_path / "out.jsonl"])
    names = ["Annotations", "Annotations (2)", "Theirs", "Annotations (3)"]
    assert [item.name for item in session.sets.all()] == names
    assert len(session.entities.summaries()) == 2  # the same words are the same entity
    assert session.sets.current.name == "Annotations"
    assert len(session.articles.ids()) == 2, "the articles are there already"


def test_an_empty_set_of_the_name_serves_unless_it_is_locked(story: Story, tmp_path: Path) -> None:
    session = story.session
    _exported(session, tmp_path / "out.jsonl")
    waiting = session.sets.create("Waiting")
    session.exchange.import_files([tmp_path / "out.jsonl"], set_name="Waiting")
    session.sets.choose(waiting)
    assert len(session.deals.summaries()) == 1
    session.sets.set_locked(session.sets.create("Closed"), locked=True)
    session.exchange.import_files([tmp_path / "out.jsonl"], set_name="Closed")
    assert session.sets.all()[-1].name == "Closed (2)"


def test_a_new_project_takes_over_sets_locks_and_scheme(
    story: Story, tmp_path: Path, scheme: Scheme
) -> None:
    session = story.session
    session.sets.set_locked(session.sets.create("Empty"), locked=True)
    session.sets.rename(session.sets.all()[0].id, "Mei")
    _exported(session, tmp_path / "out.jsonl")
    small = Scheme.from_data({**scheme.source, "name": "small", "deal": scheme.source["deal"][:1]})
    other = Session.create(tmp_path / "other.sqlite", small)
    other.exchange.import_files([tmp_path / "out.jsonl"])
    assert [(item.name, item.locked) for item in other.sets.all()] == [
        ("Mei", False),
        ("Empty", True),
    ]
    assert other.sets.current.name == "Mei"
    assert other.scheme == scheme
    other.close()
    again = Session.open(tmp_path / "other.sqlite")
    assert again.scheme == scheme
    again.close()


def test_an_import_that_fails_leaves_the_scheme(session: Session, scheme: Scheme) -> None:
    def broken() -> object:
        yield from ()
        raise FormatError("Line 3 is wrong.")

    sets = (AnnotationSet(1, "Theirs"),)
    theirs = Bundle(Scheme("theirs", scheme.entities, (), ()), sets, articles=broken())  # type: ignore[arg-type]
    with pytest.raises(FormatError):
        session.exchange.store(Reading([theirs]))
    assert session.scheme.name == "partnerships"
    assert [item.name for item in session.sets.all()] == ["Annotations"]


# ------------------------------------------------------------------ going out


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_export_import_export_is_byte_equal(
    story: Story, tmp_path: Path, data: st.DataObject
) -> None:
    session = story.session
    passages = (story.en, story.zh, story.later)
    for _ in range(data.draw(st.integers(1, 3))):
        passage = data.draw(st.sampled_from(passages))
        cuts = data.draw(st.sets(st.integers(0, 30), min_size=2, max_size=4).map(sorted))
        spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
        entity = data.draw(st.sampled_from([None, story.meadow, story.hanlu]))
        mention = session.mentions.add(passage, spans, "Company", entity=entity)
        if data.draw(st.booleans()):
            quote = session.evidence_of(mention)
            session.deals.create(
                "JointVenture", roles=[Filler("Partner", entity, "x", evidence=(quote,))]
            )
        if data.draw(st.booleans()):
            name = f"Set {len(session.sets.all())}"
            session.sets.choose(session.sets.duplicate(session.sets.current.id, name))
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    session.exchange.export(first, format_name="jsonl")
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite"
    other = Session.create(path, session.scheme)
    other.exchange.import_files([first])
    other.exchange.export(second, format_name="jsonl")
    assert other.problems() == []
    other.close()
    assert first.read_bytes() == second.read_bytes()


def test_the_own_format_takes_all_sets_and_others_the_current_one(
    story: Story, tmp_path: Path
) -> None:
    session = story.session
    session.sets.choose(session.sets.create("Second"))
    story.tag(story.en, "Lyon")
    records = _exported(session, tmp_path / "all.jsonl")
    assert [record["name"] for record in _of(records, "set")] == ["Annotations", "Second"]
    records = _exported(session, tmp_path / "one.jsonl", extent=Extent(("Annotations",)))
    assert [record["name"] for record in _of(records, "set")] == ["Annotations"]
    assert all(record["mentions"] == [] for record in _of(records, "article"))
    assert (
        session.exchange.export(tmp_path / "t.csv", format_name="csv").counts.get("deals", 0) == 0
    )
    receipt = session.exchange.export(
        tmp_path / "t.csv", format_name="csv", extent=Extent(("Annotations",))
    )
    assert receipt.counts["deals"] == 1


def test_chosen_articles_leave_out_what_stands_elsewhere_and_say_so(
    story: Story, tmp_path: Path
) -> None:
    session = story.session
    story.tag(
        story.later, "friend", entity=session.entities.create("Person", [Name("en", "Friend")])
    )
    session.deals.create("Merger", triggers=[story.evidence(story.later, "signs")])
    options = {"extent": Extent(articles=(story.first,))}
    records = _exported(session, tmp_path / "some.jsonl", **options)
    assert [record["title"] for record in _of(records, "article")] == ["A dairy venture 乳业合资"]
    assert [record["type"] for record in _of(records, "deal")] == ["JointVenture"]
    assert len(_of(records, "entity")) == 2
    receipt = session.exchange.export(
        tmp_path / "s.jsonl", format_name="jsonl", extent=Extent(articles=(story.first,))
    )
    assert receipt.losses == ["Evidence in articles that were not chosen: 1 left out."]
    whole = session.exchange.export(tmp_path / "w.jsonl", format_name="jsonl")
    assert whole.losses == []


def test_evidence_from_a_mention_of_another_set_goes_out_without_it(
    story: Story, tmp_path: Path
) -> None:
    session = story.session
    mention = story.tag(story.en, "Lyon")
    piece = session.evidence_of(mention)
    session.sets.choose(session.sets.create("Second"))
    session.deals.create("Merger", triggers=[piece])
    records = _exported(session, tmp_path / "one.jsonl", extent=Extent(("Second",)))
    (deal,) = _of(records, "deal")
    assert deal["triggers"][0]["text"] == "Lyon"  # type: ignore[index]
    assert deal["triggers"][0]["mention_id"] is None  # type: ignore[index]
    (deal,) = _of(_exported(session, tmp_path / "all.jsonl"), "deal")[1:]
    assert deal["triggers"][0]["mention_id"] is not None  # type: ignore[index]


def test_what_cannot_be_exported_is_refused(story: Story, tmp_path: Path) -> None:
    export = story.session.exchange.export
    with pytest.raises(InputError, match="no annotation set “x”; there are “Annotations”"):
        export(tmp_path / "x.jsonl", format_name="jsonl", extent=Extent(("x",)))
    with pytest.raises(FormatError, match="no format called 'xyz'"):
        export(tmp_path / "x.jsonl", format_name="xyz")
    with pytest.raises(FormatError, match="does not write it"):
        export(tmp_path / "x.txt", format_name="text")
    with pytest.raises(NotFoundError, match="no article 99"):
        export(tmp_path / "x.jsonl", format_name="jsonl", extent=Extent(articles=(99,)))
    assert list(tmp_path.glob("x.*")) == []
