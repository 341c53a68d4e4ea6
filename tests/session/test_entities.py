"""Entities: making, naming, finding, merging."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.domain.annotation import Filler, Name
from evreader.errors import InputError, LockedSetError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.session.conftest import Story


def test_an_entity_keeps_names_in_order_type_and_attributes(story: Story) -> None:
    names = [Name("zh", " 里昂 "), Name("en", "Lyon"), Name("en", "Lyons"), Name("en", "  ")]
    entity = story.session.entities.create("Place", names, {"subtype": "city"})
    found = story.session.entities.get(entity)
    assert found.names == (Name("zh", "里昂"), Name("en", "Lyon"), Name("en", "Lyons"))
    assert (found.type, found.attributes) == ("Place", {"subtype": "city"})
    assert (found.name("en"), found.name("zh"), found.name("other")) == ("Lyon", "里昂", "里昂")


def test_an_entity_changes_step_by_step(story: Story) -> None:
    entities = story.session.entities
    entities.set_names(story.meadow, [Name("en", "Meadow")])
    entities.set_type(story.meadow, "Brand")
    entities.set_attribute(story.meadow, "note", "checked")
    found = entities.get(story.meadow)
    assert (found.name(), found.type, found.attributes) == ("Meadow", "Brand", {"note": "checked"})
    entities.set_attribute(story.meadow, "note", "")
    assert entities.get(story.meadow).attributes == {}
    assert story.session.history.undo_step == ("Change entity", "“Meadow”")
    for _ in range(4):
        story.session.history.undo()
    assert entities.get(story.meadow).name() == "Meadow Dairy"


def test_what_cannot_be_is_refused(story: Story) -> None:
    entities = story.session.entities
    with pytest.raises(InputError, match="needs a name in at least one language"):
        entities.create("Company", [Name("en", "  ")])
    with pytest.raises(InputError, match="needs a name"):
        entities.set_names(story.meadow, [])
    with pytest.raises(InputError, match="no entity type Planet; it has Company"):
        entities.create("Planet", [Name("en", "Mars")])
    with pytest.raises(InputError, match="no entity type Planet"):
        entities.set_type(story.meadow, "Planet")


def test_what_does_not_exist_is_not_found(story: Story) -> None:
    entities = story.session.entities
    calls: list[Callable[[], object]] = [
        lambda: entities.get(99),
        lambda: entities.set_names(99, [Name("en", "x")]),
        lambda: entities.set_type(99, "Place"),
        lambda: entities.set_attribute(99, "note", "x"),
        lambda: entities.merge(99, [story.hanlu]),
        lambda: entities.merge(story.hanlu, [99]),
        lambda: entities.delete([story.hanlu, 99]),
    ]
    for call in calls:
        with pytest.raises(NotFoundError, match="There is no entity 99"):
            call()
    assert len(entities.summaries()) == 2


def test_an_entity_is_found_by_any_name_pinyin_and_initials(story: Story) -> None:
    entities = story.session.entities
    for typed in ("寒露", "hanlu", "hlsp", "露"):
        assert [e.id for e in entities.find(typed)] == [story.hanlu], typed
    assert [e.id for e in entities.find("dairy")] == [story.meadow]
    assert entities.find("dairy", type="Place") == []
    assert len(entities.find("", limit=1)) == 1


def test_one_entity_of_exactly_this_name_is_known_by_it(story: Story) -> None:
    entities = story.session.entities
    assert entities.named("meadow DAIRY", "Company") == story.meadow
    assert entities.named("Meadow", "Company") is None
    assert entities.named("Meadow Dairy", "Brand") is None
    entities.create("Company", [Name("en", "Meadow Dairy")])
    assert entities.named("Meadow Dairy", "Company") is None


def test_a_new_entity_takes_its_names_from_mentions_in_both_languages(story: Story) -> None:
    ids = [
        story.tag(story.zh, "草原乳业"),
        story.tag(story.en, "Meadow Dairy"),
        story.tag(story.en, "Lyon"),
    ]
    entity = story.session.entities.create_for(ids)
    assert story.session.entities.get(entity).names == (
        Name("zh", "草原乳业"),
        Name("en", "Meadow Dairy"),
    )
    assert {story.session.mentions.get(m).entity for m in ids} == {entity}
    story.session.history.undo()
    assert {story.session.mentions.get(m).entity for m in ids} == {None}


def test_a_name_given_is_preferred_to_that_of_the_mention(story: Story) -> None:
    mention = story.tag(story.en, "Meadow Dairy")
    entity = story.session.entities.create_for([mention], name=Name("en", "Meadow Dairy SA"))
    assert story.session.entities.get(entity).names == (Name("en", "Meadow Dairy SA"),)


def test_merging_keeps_mentions_roles_names_and_attributes(story: Story) -> None:
    entities = story.session.entities
    mention = story.tag(story.zh, "寒露食品", entity=story.hanlu)
    entities.set_attribute(story.meadow, "note", "kept")
    entities.merge(story.meadow, [story.hanlu, story.meadow])
    merged = entities.get(story.meadow)
    assert merged.names == (Name("en", "Meadow Dairy"), Name("zh", "寒露食品"))
    assert merged.attributes == {"ticker": "HLF", "note": "kept"}
    assert story.session.mentions.get(mention).entity == story.meadow
    assert [f.entity for f in story.session.deals.get(story.deal).roles] == [story.meadow] * 2
    with pytest.raises(NotFoundError):
        entities.get(story.hanlu)
    story.session.history.undo()
    assert entities.get(story.hanlu).attributes == {"ticker": "HLF"}
    assert story.session.mentions.get(mention).entity == story.hanlu


def test_mentions_and_roles_outlive_their_entity(story: Story) -> None:
    mention = story.tag(story.zh, "寒露食品", entity=story.hanlu)
    story.session.entities.delete([story.hanlu])
    assert story.session.mentions.get(mention).entity is None
    assert [f.entity for f in story.session.deals.get(story.deal).roles] == [story.meadow, None]


def test_an_entity_that_a_locked_set_speaks_of_stays(story: Story) -> None:
    free = story.session.entities.create("Place", [Name("en", "Lyon")])
    story.session.sets.set_locked(story.session.sets.current.id, locked=True)
    with pytest.raises(LockedSetError):
        story.session.entities.delete([free, story.hanlu])
    story.session.entities.delete([free])
    assert [s.entity.id for s in story.session.entities.summaries()] == [story.meadow, story.hanlu]


def test_summaries_count_in_the_current_set(story: Story) -> None:
    story.tag(story.zh, "寒露食品", entity=story.hanlu)
    story.tag(story.later, "Hanlu Foods", entity=story.hanlu)
    story.session.deals.add_filler(story.deal, Filler("Venture", story.hanlu))
    counted = {s.entity.id: (s.mentions, s.deals) for s in story.session.entities.summaries()}
    assert counted == {story.meadow: (0, 1), story.hanlu: (2, 1)}
    story.session.sets.choose(story.session.sets.create("Empty"))
    counted = {s.entity.id: (s.mentions, s.deals) for s in story.session.entities.summaries()}
    assert counted == {story.meadow: (0, 0), story.hanlu: (0, 0)}


def test_no_typed_text_may_hold_a_nul_at_which_undo_would_cut_it(story: Story) -> None:
    session = story.session
    info = session.articles.info(story.first)
    tries: list[Callable[[], object]] = [
        lambda: session.articles.set_info(story.first, info._replace(title="a\0b")),
        lambda: session.entities.set_names(story.meadow, [Name("en", "a\0b")]),
        lambda: session.entities.create("Company", [Name("en", "Name"), Name("zh", "a\0b")]),
        lambda: session.entities.set_attribute(story.meadow, "nation", "a\0b"),
        lambda: session.deals.set_slot(story.deal, "note", "a\0b"),
        lambda: session.deals.set_filler_attribute(
            session.deals.get(story.deal).roles[0].id, "stake", "a\0b"
        ),
        lambda: session.sets.create("a\0b"),
    ]
    before = session.history.undo_step
    for change in tries:
        with pytest.raises(InputError, match="holds a NUL character"):
            change()
    assert session.history.undo_step == before
