"""Annotation sets: choosing, copying, locking, and what becomes of the current one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.errors import InputError, LockedSetError, NotFoundError
from evreader.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.session.conftest import Story


def test_a_new_project_has_one_set(session: Session) -> None:
    (only,) = session.sets.all()
    assert session.sets.current == only
    assert (only.name, only.locked, only.origin) == ("Annotations", False, "user")
    assert session.sets.named("Annotations") == only


def test_mentions_and_deals_go_to_the_current_set(story: Story) -> None:
    sets = story.session.sets
    first = sets.current.id
    story.tag(story.en, "Lyon")
    second = sets.create("  Second opinion ")
    assert sets.current.id == first
    sets.choose(second)
    assert sets.current.name == "Second opinion"
    story.tag(story.en, "Meadow Dairy")
    story.session.deals.create("Merger")
    assert [m.text for m in story.session.mentions.of_article(story.first)] == ["Meadow Dairy"]
    assert len(story.session.deals.summaries()) == 1
    assert [m.text for m in story.session.articles.contents([story.en])[story.en].mentions] == [
        "Meadow Dairy"
    ]
    sets.choose(first)
    assert [m.text for m in story.session.mentions.of_article(story.first)] == ["Lyon"]


def test_the_current_set_is_remembered_and_choosing_it_is_no_step(story: Story) -> None:
    step = story.session.history.undo_step
    made = story.session.sets.create("Second")
    story.session.sets.choose(made)
    assert story.session.history.undo_step == ("New annotation set", "“Second”")
    path = story.session.path
    story.session.close()
    again = Session.open(path)
    assert again.sets.current.id == made
    again.history.undo()
    assert again.history.undo_step == step
    again.close()


def test_a_copy_is_independent(story: Story) -> None:
    session = story.session
    mention = story.tag(story.en, "Meadow Dairy", entity=story.meadow)
    session.deals.add_evidence(session.evidence_of(mention), deal=story.deal, slot="status")
    first = session.sets.current.id
    session.sets.set_locked(first, locked=True)
    copy = session.sets.duplicate(first, "Copy")
    session.sets.choose(copy)
    assert not session.sets.current.locked
    (twin,) = session.mentions.of_article(story.first)
    (deal,) = session.deals.of_article(story.first)
    original = session.deals.get(story.deal)
    assert (twin.id != mention, twin.text, twin.entity) == (True, "Meadow Dairy", story.meadow)
    assert [f.entity for f in deal.roles] == [f.entity for f in original.roles]
    assert {f.id for f in deal.roles}.isdisjoint(f.id for f in original.roles)
    assert deal.slots[0].evidence[-1].mention == twin.id
    assert original.slots[0].evidence[-1].mention == mention
    session.mentions.delete([twin.id])
    session.deals.delete([deal.id])
    session.sets.choose(first)
    assert session.mentions.get(mention).text == "Meadow Dairy"
    assert session.deals.get(story.deal) == original
    assert session.problems() == []


def test_a_name_is_needed_and_given_once(story: Story) -> None:
    sets = story.session.sets
    second = sets.create("Second")
    calls: list[Callable[[str], object]] = [
        sets.create,
        lambda name: sets.rename(second, name),
        lambda name: sets.duplicate(second, name),
    ]
    for call in calls:
        with pytest.raises(InputError, match="needs a name"):
            call("  ")
        with pytest.raises(InputError, match="“Annotations” already; choose another name"):
            call(" Annotations ")
    sets.rename(second, "Second")
    sets.rename(second, "Third")
    assert [item.name for item in sets.all()] == ["Annotations", "Third"]


def test_what_does_not_exist_is_not_found(story: Story) -> None:
    sets = story.session.sets
    calls: list[Callable[[], object]] = [
        lambda: sets.choose(99),
        lambda: sets.rename(99, "x"),
        lambda: sets.duplicate(99, "x"),
        lambda: sets.set_locked(99, locked=True),
        lambda: sets.delete(99),
    ]
    for call in calls:
        with pytest.raises(NotFoundError, match="There is no annotation set 99"):
            call()
    with pytest.raises(InputError, match="no annotation set “x”; there are “Annotations”"):
        sets.named("x")


def test_a_locked_set_is_not_deleted_and_the_last_never(story: Story) -> None:
    sets = story.session.sets
    first = sets.current.id
    with pytest.raises(InputError, match="keeps at least one annotation set"):
        sets.delete(first)
    sets.create("Second")
    sets.set_locked(first, locked=True)
    with pytest.raises(LockedSetError, match="“Annotations” is locked"):
        sets.delete(first)
    sets.set_locked(first, locked=False)
    sets.delete(first)
    assert story.session.history.undo_step == ("Delete annotation set", "“Annotations”")
    assert sets.current.name == "Second"


def test_the_current_set_falls_back_when_it_vanishes(story: Story) -> None:
    sets = story.session.sets
    story.tag(story.en, "Lyon")
    sets.choose(sets.create("Second"))
    sets.choose(sets.duplicate(sets.all()[0].id, "Third"))
    story.session.history.undo()
    assert sets.current.name == "Annotations"
    assert len(story.session.mentions.of_article(story.first)) == 1
    sets.choose(sets.named("Second").id)
    sets.delete(sets.current.id)
    assert sets.current.name == "Annotations"
    path = story.session.path
    story.session.close()
    again = Session.open(path)
    assert again.sets.current.name == "Annotations"
    again.close()


def test_the_current_set_follows_its_lock_and_name(story: Story) -> None:
    sets = story.session.sets
    sets.set_locked(sets.current.id, locked=True)
    sets.rename(sets.current.id, "Gold")
    assert (sets.current.locked, sets.current.name) == (True, "Gold")
    story.session.history.undo()
    story.session.history.undo()
    assert (sets.current.locked, sets.current.name) == (False, "Annotations")
