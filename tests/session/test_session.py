"""The session as a whole: what listeners hear, and what another program does to the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evreader.domain.annotation import Name
from evreader.domain.article import ArticleInfo, Span
from evreader.domain.reading import Selection
from evreader.errors import InputError, LockedSetError
from evreader.session.session import Session
from evreader.store import touched

if TYPE_CHECKING:
    from evreader.domain.changes import Changes
    from tests.session.conftest import Story


@pytest.fixture
def heard(story: Story) -> list[Changes]:
    """Everything a listener hears, in order."""
    found: list[Changes] = []
    story.session.subscribe(found.append)
    return found


def test_a_mention_touches_itself_its_passage_and_its_article(
    story: Story, heard: list[Changes]
) -> None:
    mention = story.tag(story.zh, "草原乳业")
    (changes,) = heard
    assert changes.label == "Tag"
    assert changes.mentions == {mention}
    assert changes.passages == {story.zh}
    assert changes.articles == {story.first}
    assert not changes.structure
    assert not (changes.entities | changes.deals | changes.sets | changes.links)


def test_undo_and_redo_tell_the_same_as_the_step(story: Story, heard: list[Changes]) -> None:
    mention = story.tag(story.zh, "草原乳业", entity=story.meadow)
    story.session.mentions.set_fragments(mention, [Span(0, 2)])
    story.session.mentions.delete([mention])
    for _ in range(3):
        story.session.history.undo()
    for _ in range(3):
        story.session.history.redo()
    done, undone, redone = heard[:3], heard[3:6], heard[6:]
    assert [c.label for c in done] == ["Tag", "Move borders", "Delete mention"]
    assert undone == done[::-1]
    assert redone == done
    assert done[0].entities == {story.meadow}
    assert all(c.passages == {story.zh} for c in done)


def test_a_deal_touches_no_passage(story: Story, heard: list[Changes]) -> None:
    story.session.deals.set_slot(story.deal, "note", "x")
    story.session.deals.add_evidence(story.evidence(story.en, "Lyon"), deal=story.deal)
    assert [c.deals for c in heard] == [{story.deal}, {story.deal}]
    assert not any(c.passages or c.structure for c in heard)


def test_a_merge_touches_mentions_and_deals(story: Story, heard: list[Changes]) -> None:
    mention = story.tag(story.zh, "寒露食品", entity=story.hanlu)
    heard.clear()
    story.session.entities.merge(story.meadow, [story.hanlu])
    assert heard[0].entities == {story.meadow, story.hanlu}
    assert heard[0].mentions == {mention}
    assert heard[0].passages == {story.zh}
    assert heard[0].deals == {story.deal}


def test_articles_that_come_go_or_change_shape_are_structure(
    story: Story, heard: list[Changes]
) -> None:
    articles = story.session.articles
    articles.set_kind([story.en], "heading")
    articles.set_info(story.first, ArticleInfo("x"))
    articles.delete([story.first])
    story.session.history.undo()
    for changes in heard:
        assert changes.structure
        assert not changes.whole
        assert story.first in changes.articles
    assert heard[0].passages == {story.en}
    assert len(heard[2].links) == 1


def test_more_than_is_worth_naming_is_structure(
    story: Story, heard: list[Changes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touched, "MANY", 3)
    story.session.articles.delete([story.first])
    (changes,) = heard
    assert changes.structure
    assert changes.whole
    assert changes.label == "Delete article"
    assert not changes.articles


def test_a_set_that_is_chosen_or_changed_is_told(story: Story, heard: list[Changes]) -> None:
    second = story.session.sets.create("Second")
    story.session.sets.choose(second)
    story.session.sets.delete(second)
    assert [c.sets for c in heard] == [{second}] * 3
    # When the current set goes, another one is shown.
    assert [c.structure for c in heard] == [False, True, True]
    assert [c.whole for c in heard] == [False, True, True]


def test_a_set_made_and_chosen_and_undone_shows_the_one_before(
    story: Story, heard: list[Changes]
) -> None:
    first = story.session.sets.current.id
    story.session.sets.choose(story.session.sets.create("Second"))
    heard.clear()
    story.session.history.undo()
    assert story.session.sets.current.id == first
    assert heard[0].whole
    story.session.sets.rename(first, "Renamed")
    assert not heard[1].whole


def test_a_refusal_is_not_told(story: Story, heard: list[Changes]) -> None:
    story.session.sets.set_locked(story.session.sets.current.id, locked=True)
    heard.clear()
    with pytest.raises(LockedSetError):
        story.tag(story.en, "Lyon")
    story.session.history.undo()
    assert [c.label for c in heard] == ["Lock annotation set"]


def test_nothing_to_undo_is_told_to_nobody(session: Session) -> None:
    heard: list[Changes] = []
    session.subscribe(heard.append)
    assert session.history.undo() is None
    assert session.history.redo() is None
    assert (session.history.undo_step, session.history.redo_step) == (None, None)
    assert heard == []


def test_evidence_is_taken_from_a_mention_or_a_selection(story: Story) -> None:
    mention = story.session.mentions.add(
        story.en, [story.span(story.en, "Meadow"), story.span(story.en, "Hanlu")], "Company"
    )
    piece = story.session.evidence_of(mention)
    assert (piece.text, piece.mention) == ("Meadow Dairy and Hanlu", mention)
    found = story.session.evidence_at(Selection(story.zh, 0, 4))
    assert (found.text, found.mention) == ("草原乳业", None)
    for start, end in ((4, 4), (-1, 2), (0, 999), (5, 3)):
        with pytest.raises(InputError, match="is no stretch of passage"):
            story.session.evidence_at(Selection(story.zh, start, end))


# ------------------------------------------------------------------ another program


def test_what_another_program_wrote_is_noticed_once(story: Story, heard: list[Changes]) -> None:
    other = Session.open(story.session.path)
    story.tag(story.en, "Lyon")
    heard.clear()
    assert not story.session.look_for_foreign_changes()
    other.entities.create("Place", [Name("en", "Lyon")])
    assert story.session.look_for_foreign_changes()
    assert not story.session.look_for_foreign_changes()
    (changes,) = heard
    assert changes.structure
    assert len(story.session.entities.summaries()) == 3
    assert other.look_for_foreign_changes()
    other.close()


def test_the_current_set_falls_back_when_another_program_deletes_it(story: Story) -> None:
    story.session.sets.choose(story.session.sets.create("Second"))
    other = Session.open(story.session.path)
    other.sets.delete(other.sets.named("Second").id)
    other.close()
    assert story.session.look_for_foreign_changes()
    assert story.session.sets.current.name == "Annotations"
    story.tag(story.en, "Lyon")


def test_a_session_says_where_it_is(session: Session) -> None:
    assert isinstance(session.path, Path)
    assert not session.read_only
    assert session.scheme.name == "partnerships"
    session.suit_window()
