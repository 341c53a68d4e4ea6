"""Tagging: what a mention keeps, gives to its entity, and refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.domain.annotation import Name
from evreader.domain.article import Span
from evreader.errors import InputError, LockedSetError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.session.conftest import Story


def test_a_mention_keeps_its_place_text_type_and_attributes(story: Story) -> None:
    mention = story.session.mentions.add(
        story.zh, [story.span(story.zh, "草原乳业")], "Company", attributes={"level": "name"}
    )
    found = story.session.mentions.get(mention)
    assert (found.passage, found.fragments, found.text) == (story.zh, (Span(0, 4),), "草原乳业")
    assert (found.type, found.attributes, found.entity) == ("Company", {"level": "name"}, None)
    assert (found.set, found.origin) == (story.session.sets.current.id, "user")


def test_a_mention_may_have_gaps_and_others_may_overlap_it(story: Story) -> None:
    spans = [story.span(story.en, "Meadow"), story.span(story.en, "Foods")]
    apart = story.session.mentions.add(story.en, spans, "Company")
    inside = story.tag(story.en, "Meadow Dairy and Hanlu Foods")
    assert story.session.mentions.get(apart).text == "Meadow Foods"
    assert [m.id for m in story.session.mentions.of_article(story.first)] == [apart, inside]


@pytest.mark.parametrize(
    ("spans", "sentence"),
    [
        ([], "at least one stretch"),
        ([Span(3, 3)], "3–3 is no stretch of passage"),
        ([Span(-1, 3)], "-1–3 is no stretch"),
        ([Span(70, 900)], "70–900 is no stretch of passage 1, which has 76 code points"),
        ([Span(5, 9), Span(8, 12)], "8–12 is no stretch"),
        ([Span(9, 12), Span(0, 3)], "0–3 is no stretch"),
    ],
)
def test_a_place_that_is_not_there_is_refused(
    story: Story, spans: list[Span], sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        story.session.mentions.add(story.en, spans, "Company")
    mention = story.tag(story.en, "Lyon")
    with pytest.raises(InputError, match=sentence):
        story.session.mentions.set_fragments(mention, spans)
    assert story.session.mentions.get(mention).text == "Lyon"


def test_what_does_not_exist_is_not_found(story: Story) -> None:
    mentions = story.session.mentions
    known = story.tag(story.en, "Lyon")
    calls: list[Callable[[], object]] = [
        lambda: mentions.get(99),
        lambda: mentions.add(99, [Span(0, 1)], "Company"),
        lambda: mentions.add(story.en, [Span(0, 1)], "Company", entity=99),
        lambda: mentions.set_type([known, 99], "Place"),
        lambda: mentions.set_fragments(99, [Span(0, 1)]),
        lambda: mentions.set_attribute([99], "note", "x"),
        lambda: mentions.set_entity([known], 99),
        lambda: mentions.set_entity([99], story.meadow),
        lambda: mentions.delete([known, 99]),
    ]
    step = story.session.history.undo_step
    for call in calls:
        with pytest.raises(NotFoundError, match=r"There is no \w+ 99 in this project\."):
            call()
    assert story.session.history.undo_step == step


def test_types_outside_the_scheme_are_refused_by_name(story: Story) -> None:
    with pytest.raises(InputError, match="no entity type Planet; it has Company, Person"):
        story.session.mentions.add(story.en, [Span(0, 1)], "Planet")
    with pytest.raises(InputError, match="no entity type Planet"):
        story.session.mentions.set_type([story.tag(story.en, "Lyon")], "Planet")


def test_nothing_in_a_locked_set_changes(story: Story) -> None:
    mentions = story.session.mentions
    mention = story.tag(story.en, "Lyon")
    story.session.sets.set_locked(story.session.sets.current.id, locked=True)
    for call in (
        lambda: story.tag(story.en, "Hanlu Foods"),
        lambda: mentions.set_type([mention], "Place"),
        lambda: mentions.set_fragments(mention, [Span(0, 1)]),
        lambda: mentions.set_attribute([mention], "note", "x"),
        lambda: mentions.set_entity([mention], story.meadow),
        lambda: mentions.delete([mention]),
        lambda: story.session.entities.create_for([mention]),
    ):
        with pytest.raises(LockedSetError, match="“Annotations” is locked; unlock it or choose"):
            call()
    assert mentions.get(mention).type == "Company"


def test_type_and_attributes_of_several_change_in_one_step(story: Story) -> None:
    ids = [story.tag(story.en, "Lyon"), story.tag(story.zh, "里昂", note="city")]
    mentions = story.session.mentions
    mentions.set_type(ids, "Place")
    mentions.set_attribute(ids, "subtype", "city")
    assert [mentions.get(m).type for m in ids] == ["Place", "Place"]
    assert mentions.get(ids[1]).attributes == {"note": "city", "subtype": "city"}
    mentions.set_attribute(ids, "subtype", "")
    assert [mentions.get(m).attributes for m in ids] == [{}, {"note": "city"}]
    assert story.session.history.undo_step == ("Change attribute", "subtype (2)")
    story.session.history.undo()
    assert mentions.get(ids[0]).attributes == {"subtype": "city"}


# ------------------------------------------------------------------ entities


def test_two_names_end_in_one_entity(story: Story) -> None:
    english, chinese = story.tag(story.en, "Meadow Dairy"), story.tag(story.zh, "草原乳业")
    story.session.mentions.set_entity([english, chinese], story.meadow)
    names = [Name("en", "Meadow Dairy"), Name("zh", "草原乳业")]
    assert list(story.session.entities.get(story.meadow).names) == names
    story.session.history.undo()
    assert list(story.session.entities.get(story.meadow).names) == names[:1]
    assert story.session.mentions.get(chinese).entity is None


def test_tagging_with_an_entity_lends_the_name_too(story: Story) -> None:
    story.tag(story.later, "Hanlu Foods", entity=story.hanlu)
    assert story.session.entities.get(story.hanlu).name("en") == "Hanlu Foods"


def test_a_description_lends_no_name(story: Story) -> None:
    story.tag(story.later, "its chief", entity=story.hanlu, level="nominal")
    assert [n.language for n in story.session.entities.get(story.hanlu).names] == ["zh"]


def test_a_language_that_has_a_name_keeps_it(story: Story) -> None:
    story.tag(story.en, "Dairy", entity=story.meadow)
    assert story.session.entities.get(story.meadow).name("en") == "Meadow Dairy"


def test_a_foreign_name_in_a_text_leaves_room_for_its_own(namesake: Story) -> None:
    story = namesake
    story.tag(story.zh, "草原", entity=story.meadow)
    story.tag(story.zh, "草原乳业", entity=story.meadow)
    names = story.session.entities.get(story.meadow).names
    assert names == (Name("en", "草原"), Name("zh", "草原乳业"))


@pytest.fixture
def namesake(story: Story) -> Story:
    """An entity whose English name also stands in Chinese text."""
    story.session.entities.set_names(story.meadow, [Name("en", "草原")])
    return story


def test_unlinking_keeps_the_names(story: Story) -> None:
    mention = story.tag(story.zh, "草原乳业", entity=story.meadow)
    assert story.session.mentions.of_entity(story.meadow)[0] == mention
    story.session.mentions.set_entity([mention], None)
    assert story.session.mentions.of_entity(story.meadow) == []
    assert len(story.session.entities.get(story.meadow).names) == 2


# ------------------------------------------------------------------ evidence


def test_evidence_outlives_its_mention(story: Story) -> None:
    mention = story.tag(story.zh, "草原乳业")
    piece = story.session.evidence_of(mention)
    story.session.deals.add_evidence(piece, deal=story.deal)
    story.session.mentions.delete([mention])
    kept = story.session.deals.get(story.deal).triggers[-1]
    assert (kept.passage, kept.start, kept.end, kept.text) == (story.zh, 0, 4, "草原乳业")
    assert kept.mention is None
    story.session.history.undo()
    assert story.session.deals.get(story.deal).triggers[-1] == piece


def test_evidence_moves_with_the_borders_of_its_mention(story: Story) -> None:
    mention = story.tag(story.en, "Meadow")
    story.session.deals.add_evidence(story.session.evidence_of(mention), deal=story.deal)
    story.session.mentions.set_fragments(
        mention, [story.span(story.en, "Meadow"), story.span(story.en, "Hanlu Foods")]
    )
    assert story.session.mentions.get(mention).text == "Meadow Hanlu Foods"
    kept = story.session.deals.get(story.deal).triggers[-1]
    assert (kept.start, kept.end, kept.text) == (0, 28, "Meadow Dairy and Hanlu Foods")
    assert kept == story.session.evidence_of(mention)
    assert story.session.problems() == []


# ------------------------------------------------------------------ walking


@pytest.fixture
def walk(story: Story) -> Callable[[str], list[str]]:
    """Tag five places, the last first, and tell the texts of a walk once round and one more."""
    for passage, quote, nth in (
        (story.zh, "寒露食品", 0),
        (story.en, "Lyon", 0),
        (story.en, "Meadow Dairy", 1),
        (story.en, "Meadow Dairy", 0),
        (story.en, "Meadow Dairy and Hanlu Foods", 0),
    ):
        story.tag(passage, quote, nth=nth)
    story.tag(story.later, "Hanlu Foods")

    def go(direction: str) -> list[str]:
        backward = direction == "backward"
        texts = []
        at = story.session.mentions.neighbour(story.first, story.en, 0, backward=backward)
        for _ in range(6):
            assert at is not None
            texts.append(at.text)
            at = story.session.mentions.neighbour(
                story.first, at.passage, at.start, mention=at.id, backward=backward
            )
        return texts

    return go


def test_mentions_are_walked_as_they_stand_and_round_the_end(
    walk: Callable[[str], list[str]],
) -> None:
    order = [
        "Meadow Dairy",
        "Meadow Dairy and Hanlu Foods",
        "Lyon",
        "Meadow Dairy",
        "寒露食品",
    ]
    assert walk("forward") == [*order, order[0]]
    assert walk("backward") == [*reversed(order), order[-1]]


def test_the_walk_begins_at_the_caret(story: Story, walk: Callable[[str], list[str]]) -> None:
    neighbour = story.session.mentions.neighbour
    place = story.span(story.en, "Lyon")
    for at, backward, text in (
        (place.start, False, "Lyon"),
        (place.start, True, "Meadow Dairy and Hanlu Foods"),
        (place.start + 1, False, "Meadow Dairy"),
        (place.start + 1, True, "Lyon"),
    ):
        found = neighbour(story.first, story.en, at, backward=backward)
        assert found is not None
        assert found.text == text


def test_an_article_without_mentions_has_no_next_one(story: Story) -> None:
    assert story.session.mentions.neighbour(story.second, story.later, 0) is None
