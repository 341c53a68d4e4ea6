"""An import from many sources: batches, one step, cancel, failures, duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.domain.annotation import AnnotationSet, Name
from evreader.domain.article import Article, ArticleInfo, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.errors import CancelledError, FormatError, StoreError
from evreader.session.intake import Intake
from evreader.session.reading import Outcome
from evreader.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evreader.session.receipt import Duplicates, ImportResult

LONG = " ".join(f"word{n} and{n % 7} so{n % 11}" for n in range(150))


def outcome(text: str, number: int = 0, **info: str) -> Outcome:
    passage = Passage(1, 0, "en", "paragraph", text, (Span(0, len(text)),))
    article = Article(1, ArticleInfo(info.get("title", text[:20])), (passage,))
    return Outcome(f"{number}.txt", Bundle(articles=(AnnotatedArticle(article),)), number=number)


def stories(count: int) -> Iterator[Outcome]:
    return (outcome(f"This is story number {number}.", number) for number in range(count))


def take(session: Session, *found: Outcome, duplicates: Duplicates = "skip") -> ImportResult:
    return Intake(session._core, duplicates=duplicates).run(found)


def operations(session: Session) -> int:
    return int(session._core.plain.execute("SELECT count(*) FROM operation").fetchone()[0])


# ------------------------------------------------------------------ one step


def test_batches_are_one_step(session: Session) -> None:
    told = []
    intake = Intake(session._core)
    result = intake.run(stories(60), total=60, report=lambda *step: told.append(step))
    assert len(result.articles) == len(session.articles.ids()) == 60
    assert told[0] == (0, 60, "")
    assert told[-1] == (60, 60, "59.txt")
    assert operations(session) == 1
    session.history.undo()
    assert session.articles.ids() == []
    session.history.redo()
    assert len(session.articles.ids()) == 60
    assert session.problems() == []


def test_a_step_that_comes_between_stays_between(session: Session) -> None:
    def with_a_tag_between() -> Iterator[Outcome]:
        for number, item in enumerate(stories(60)):
            if number == 30:
                passage = session.articles.get(session.articles.ids()[0]).passages[0].id
                session.mentions.add(passage, [Span(0, 4)], "Company")
            yield item

    Intake(session._core).run(with_a_tag_between())
    assert operations(session) == 3
    session.history.undo()
    assert len(session.articles.ids()) == 25
    step = session.history.undo_step
    assert step is not None
    assert step.label == "Tag"
    session.history.undo()
    session.history.undo()
    assert session.articles.ids() == []


def test_undo_in_the_middle_takes_back_what_is_stored(session: Session) -> None:
    def with_an_undo() -> Iterator[Outcome]:
        for number, item in enumerate(stories(60)):
            if number == 30:
                session.history.undo()
            yield item

    Intake(session._core).run(with_an_undo())
    assert len(session.articles.ids()) == 35
    session.history.undo()
    assert session.articles.ids() == []


def test_others_can_write_between_the_batches(session: Session) -> None:
    other = Session.open(session.path)
    other._connection.wait_at_most(0)

    def with_another_writer() -> Iterator[Outcome]:
        for number, item in enumerate(stories(60)):
            if number == 40:
                other.entities.create("Company", [Name("en", "Acme")])
            yield item

    result = Intake(session._core).run(with_another_writer())
    assert len(result.articles) == 60
    assert len(other.entities.summaries()) == 1
    other.close()


# ------------------------------------------------------------------ what goes wrong


def test_cancel_keeps_what_is_finished(session: Session) -> None:
    def report(done: int, _total: int, _text: str) -> None:
        if done == 40:
            raise CancelledError

    result = Intake(session._core).run(stories(60), report=report)
    assert result.receipt.cancelled
    assert len(result.articles) == len(session.articles.ids()) == 40
    session.history.undo()
    assert session.articles.ids() == []


def test_what_was_refused_harms_no_other(session: Session) -> None:
    result = take(
        session, outcome("One."), Outcome("b.txt", refusal="It is torn."), outcome("Two.")
    )
    assert len(result.articles) == 2
    assert result.receipt.refused == ["It is torn."]


def test_a_file_that_breaks_while_it_is_stored_is_left_out_whole(session: Session) -> None:
    whole = next(stories(1)).bundle
    assert whole is not None

    def broken() -> Iterator[AnnotatedArticle]:
        yield from whole.articles
        raise FormatError("c.jsonl, line 9 is wrong.")

    torn = Outcome("c.jsonl", Bundle(sets=(AnnotationSet(1, "Mei"),), articles=broken()))
    result = take(session, outcome("One."), torn, outcome("Two."))
    assert result.receipt.refused == ["c.jsonl, line 9 is wrong."]
    assert result.receipt.counts["articles"] == len(session.articles.ids()) == 2
    assert [item.name for item in session.sets.all()] == ["Annotations"]
    assert len(result.found) == 2


def test_a_disk_that_fails_on_the_way_leaves_what_is_stored(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = Intake(session._core)
    store, calls = intake.store, []

    def failing(*given: object) -> None:
        calls.append(given)
        if len(calls) > 1:
            raise StoreError("The disk is full.")
        store(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "store", failing)
    result = intake.run(stories(60))
    assert len(result.articles) == len(session.articles.ids()) == 25
    assert result.receipt.refused == ["The disk is full."]
    monkeypatch.setattr(Intake, "store", failing)
    with pytest.raises(StoreError):
        Intake(session._core).run(stories(3))


def test_annotated_bundles_take_over_a_fresh_project_among_texts(session: Session) -> None:
    theirs = Outcome("a.jsonl", Bundle(sets=(AnnotationSet(1, "Mei"),)))
    take(session, outcome("A text."), theirs)
    assert [item.name for item in session.sets.all()] == ["Mei"]


# ------------------------------------------------------------------ the same article twice


def test_the_same_text_is_left_out_and_named(session: Session) -> None:
    (first,) = take(session, outcome("The same story.", title="First")).articles
    before = operations(session)
    result = take(session, outcome("The  same\nstory.", title="Second"))
    assert result.articles == ()
    assert result.found == (first,)
    assert result.receipt.skipped == [f"“Second” is in the project already, as article {first}."]
    assert operations(session) == before
    assert take(session, outcome("The same story."), duplicates="keep").articles == (first + 1,)


def test_twice_in_one_import_is_twice_too(session: Session) -> None:
    result = take(session, outcome("A story."), outcome("Another one."), outcome("A story.", 2))
    assert len(result.articles) == 2
    assert result.found == (*result.articles, result.articles[0])
    assert result.duplicates[0].place == (2, 0)
    assert result.duplicates[0].article == result.articles[0]


def test_nearly_the_same_is_told_or_held(session: Session) -> None:
    (first,) = take(session, outcome(LONG, title="First")).articles
    more = outcome(f"{LONG} Updated.", 4, title="Second")
    held = take(session, more, duplicates="hold")
    assert held.articles == ()
    assert not held.duplicates[0].same
    told = take(session, more)
    assert len(told.articles) == 1
    assert told.receipt.similar == [f"“Second” is nearly the same as article {first}."]


def test_only_what_was_held_comes_in_afterwards(session: Session) -> None:
    take(session, outcome("One story."))
    given = [outcome("One story.", 0), outcome("Two stories.", 1)]
    held = take(session, *given, duplicates="hold")
    only = [item.place for item in held.duplicates]
    again = Intake(session._core, duplicates="keep", only=only).run(given)
    assert len(again.articles) == 1
    texts = [session.articles.get(one).passages[0].text for one in session.articles.ids()]
    assert texts == ["One story.", "Two stories.", "One story."]


def test_files_held_are_read_again_by_their_places(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abcd":
        (folder / f"{name}.txt").write_text(f"Story {name}.", encoding="utf-8")
    session.exchange.import_files([folder / "b.txt", folder / "d.txt"])
    held = session.exchange.import_files([folder], duplicates="hold")
    assert len(held.articles) == 2
    only = [item.place for item in held.duplicates]
    again = session.exchange.import_files([folder], duplicates="keep", only=only)
    assert again.receipt.files == ["b.txt", "d.txt"]
