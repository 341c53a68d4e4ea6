"""Undo: whatever is done can be taken back and brought back, row for row."""

from __future__ import annotations

import shutil
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from typing_extensions import override

from evreader.domain.annotation import Filler, Name
from evreader.domain.article import ArticleInfo, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.errors import EvreaderError, FormatError, NotFoundError
from evreader.session.receipt import Reading
from evreader.session.session import Session
from evreader.store import bundles, journal
from tests.store.steps import OPERATIONS, NothingThereError, ids, plain_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from evreader.domain.changes import Changes
    from evreader.domain.scheme import Scheme
    from tests.store.conftest import Story

    Rows = dict[str, list[tuple[object, ...]]]
    Snapshot = Callable[[sqlite3.Connection], Rows]


class UndoMachine(RuleBasedStateMachine):
    """Keeps the whole content after each step, and walks back and forth through it."""

    template: Path
    rows: Snapshot
    reading: Callable[[], Reading]

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=self.template.parent))
        self.session = Session.open(Path(shutil.copy(self.template, self.folder / "p.sqlite")))
        self.past = [self.now()]
        self.at = 0

    def now(self) -> Rows:
        return type(self).rows(plain_of(self.session))

    def steps(self) -> list[object]:
        """All that can be undone or redone."""
        query = "SELECT id, undone FROM operation ORDER BY id"
        return plain_of(self.session).execute(query).fetchall()

    def did(self) -> None:
        """Remember where a new operation led; what could be redone no longer can."""
        self.past[self.at + 1 :] = [self.now()]
        self.at += 1
        assert self.session.history.redo_step is None

    @rule(name=st.sampled_from(sorted(OPERATIONS)), pick=st.integers(0, 200))
    def operate(self, name: str, pick: int) -> None:
        before = self.steps()
        try:
            OPERATIONS[name](self.session, pick)
        except (EvreaderError, NothingThereError):
            assert self.steps() == before
        # What changes nothing, such as the choice of a set, is no step.
        if self.steps() == before:
            assert self.now() == self.past[self.at]
        else:
            self.did()

    @rule(number=st.integers(1, 3))
    def import_articles(self, number: int) -> None:
        many = type(self).reading()
        many.bundles *= number
        self.session.exchange.store(many)
        self.did()

    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _ in range(min(steps, self.at)):
            assert self.session.history.undo() is not None
            self.at -= 1
            assert self.now() == self.past[self.at]

    @rule(steps=st.integers(1, 4))
    def redo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.past) - 1 - self.at)):
            assert self.session.history.redo() is not None
            self.at += 1
            assert self.now() == self.past[self.at]

    @rule()
    def reopen(self) -> None:
        path = self.session.path
        self.session.close()
        self.session = Session.open(path)
        assert self.now() == self.past[self.at]

    @override
    def teardown(self) -> None:
        self.undo(len(self.past))
        assert self.session.history.undo() is None
        self.reopen()
        self.redo(len(self.past))
        assert self.session.history.redo() is None
        assert self.session.problems() == []
        self.session.close()
        shutil.rmtree(self.folder)


@pytest.fixture(scope="module")
def template(
    tmp_path_factory: pytest.TempPathFactory, scheme: Scheme, furnish: Callable[[Session], object]
) -> Path:
    """A furnished project whose journal is empty, to copy."""
    session = Session.create(tmp_path_factory.mktemp("journal") / "template.sqlite", scheme)
    furnish(session)
    plain_of(session).execute("DELETE FROM operation")
    session.close()
    return session.path


@pytest.mark.parametrize("many", [journal.MANY, 0], ids=["few", "ranges"])
def test_any_steps_can_be_taken_back_and_brought_back(
    many: int,
    template: Path,
    snapshot: Snapshot,
    reading: Callable[[], Reading],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal, "MANY", many)

    class Machine(UndoMachine):
        pass

    Machine.template, Machine.reading = template, staticmethod(reading)
    Machine.rows = staticmethod(snapshot)
    run_state_machine_as_test(Machine, settings=settings(max_examples=40, stateful_step_count=25))


def test_a_new_step_drops_what_could_be_redone(story: Story) -> None:
    session = story.session
    session.mentions.delete([story.mention])
    session.history.undo()
    assert session.history.redo_step is not None
    session.entities.create("Place", [Name("en", "Utrecht")])
    assert session.history.redo_step is None
    assert session.history.redo() is None
    assert session.mentions.get(story.mention).text == "Polder Bikes"


def test_a_failure_in_the_middle_leaves_no_trace(story: Story, snapshot: Snapshot) -> None:
    session = story.session
    session.mentions.delete([story.mention])
    session.history.undo()
    heard: list[Changes] = []
    session.subscribe(heard.append)
    before = snapshot(plain_of(session))
    steps = session.history.undo_step, session.history.redo_step

    def fail_within() -> None:
        with session._core.operation("Broken") as db:
            db.execute("DELETE FROM mention")
            db.execute("UPDATE passage SET kind = 'heading'")
            raise KeyError

    with pytest.raises(KeyError):
        fail_within()
    assert snapshot(plain_of(session)) == before
    assert (session.history.undo_step, session.history.redo_step) == steps
    assert heard == []
    session.history.redo()
    assert snapshot(plain_of(session)) != before


def test_a_failure_after_another_does_not_record_by_mistake(story: Story) -> None:
    session = story.session
    for _ in range(2):
        with pytest.raises(NotFoundError):
            session.deals.add_filler(story.deal, Filler("Licensee", 999))
    plain = plain_of(session)
    assert plain.execute("SELECT count(*) FROM temp.recording").fetchone() == (0,)
    assert not plain.in_transaction


def test_an_import_that_breaks_off_leaves_nothing(story: Story, snapshot: Snapshot) -> None:
    session = story.session
    before = snapshot(plain_of(session))

    def broken() -> Iterator[AnnotatedArticle]:
        yield AnnotatedArticle(session.articles.get(story.article))
        raise FormatError("Line 7 is cut short.")

    with pytest.raises(FormatError, match="Line 7"):
        session.exchange.store(Reading([Bundle(articles=broken())]))
    assert snapshot(plain_of(session)) == before
    session.entities.create("Company", [Name("en", "Later Motors")])  # is recorded again
    session.history.undo()
    assert snapshot(plain_of(session)) == before


def test_a_large_import_is_noted_as_ranges_and_goes_all_the_same(
    story: Story,
    snapshot: Snapshot,
    reading: Callable[[], Reading],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal, "MANY", 0)
    session, plain = story.session, plain_of(story.session)
    before = snapshot(plain)
    heard: list[Changes] = []
    session.subscribe(heard.append)
    with session._core.operation("Import and more") as db:
        for bundle in reading().bundles * 2:
            names = {item.id: f"In {item.id}" for item in bundle.sets}
            new = bundles.add(db, bundle, set_names=names)
        session.articles.set_info(new[0], ArticleInfo("Other"))
        session.articles.delete(new[1:])
    after = snapshot(plain)
    noted = "SELECT count(*) FROM journal WHERE tbl = 'passage' AND state NOT LIKE '{%'"
    assert plain.execute(noted).fetchone() == (2,)
    assert heard[0].structure
    session.history.undo()
    assert snapshot(plain) == before
    session.history.redo()
    assert snapshot(plain) == after
    assert session.problems() == []


def test_the_journal_is_bounded(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "DEPTH", 5)
    session = story.session
    for number in range(12):
        session.deals.set_slot(story.deal, "note", f"note {number}")
        if number % 2:  # steps that are undone and dropped must not use the depth up
            session.history.undo()
    plain = plain_of(session)
    assert plain.execute("SELECT count(*) FROM operation").fetchone() == (5,)
    kept = plain.execute(
        "SELECT count(*) FROM journal WHERE operation NOT IN (SELECT id FROM operation)"
    )
    assert kept.fetchone() == (0,)
    undone = 0
    while session.history.undo():
        undone += 1
    assert undone == 4  # the fifth of those kept was undone already
    assert session.deals.get(story.deal).slot("note") == "note 2"


def test_what_is_dropped_goes_in_parts(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "CLEARED", 3)
    plain = plain_of(story.session)
    add = story.session.mentions.add
    tagged = [add(story.en, [Span(0, 6)], "Company") for _ in range(4)]
    story.session.mentions.delete(tagged)
    for _ in range(5):
        story.session.history.undo()
    rows = "SELECT count(*) FROM journal j JOIN operation o ON o.id = j.operation WHERE o.undone"
    counts = [plain.execute(rows).fetchone()[0]]
    while counts[-1]:
        story.session.entities.create("Place", [Name("en", "Lyon")])
        assert story.session.history.redo_step is None
        counts.append(plain.execute(rows).fetchone()[0])
    assert len(counts) > 4
    assert all(0 < before - after <= 3 for before, after in pairwise(counts))
    assert plain.execute("SELECT count(*) FROM operation WHERE undone").fetchone() == (0,)


def test_steps_say_what_they_do_to_what(story: Story) -> None:
    session = story.session
    session.mentions.set_type([story.mention], "Brand")
    assert session.history.undo_step == ("Change type", "“Polder Bikes”")
    session.history.undo()
    assert session.history.redo_step == ("Change type", "“Polder Bikes”")


def test_another_program_can_undo_what_this_one_did(story: Story) -> None:
    other = Session.open(story.session.path)
    story.session.mentions.set_type([story.mention], "Brand")
    assert other.history.undo() is not None
    assert story.session.mentions.get(story.mention).type == "Company"
    assert story.session.history.redo_step == ("Change type", "“Polder Bikes”")
    other.close()


def test_the_file_itself_has_no_triggers_of_the_journal(story: Story) -> None:
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%journal%'"
    assert plain_of(story.session).execute(query).fetchone() == (0,)


def test_ids_are_never_given_out_again(story: Story) -> None:
    session = story.session
    last = max(ids(session, "mention"))
    session.mentions.delete([last])
    copy = session.sets.duplicate(session.sets.current.id, "Copy")
    session.sets.choose(copy)
    assert min(m.id for m in session.mentions.of_article(story.article)) > last
    session.history.undo()
    assert session.mentions.add(story.en, [Span(0, 6)], "Company") > last + 1


def test_copies_of_copies_keep_ids_small(story: Story) -> None:
    session = story.session
    latest = session.sets.current.id
    for number in range(40):
        latest = session.sets.duplicate(latest, f"Copy {number}")
    assert max(ids(session, "mention")) == 2 * 41
