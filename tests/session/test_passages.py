"""What a person writes into an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evreader.domain.article import Span
from evreader.errors import InputError, LockedSetError, NotFoundError
from evreader.session.passages import Corrected

if TYPE_CHECKING:
    from tests.session.conftest import Story


def _state(story: Story) -> tuple[object, ...]:
    session = story.session
    return (
        session.articles.get(story.first),
        session.mentions.of_article(story.first),
        session.deals.get(story.deal),
    )


def test_a_typed_translation_stands_beside_its_source(story: Story) -> None:
    session = story.session
    before = session.articles.get(story.second)
    text = "汉露食品在奶油厂旁边建了第二条生产线。"
    added = session.passages.translate(story.later, f" {text}\n")
    article = session.articles.get(story.second)
    passage = article.passages[-1]
    assert (passage.id, passage.text, passage.language) == (added, text, "zh")
    assert (passage.origin, passage.index, passage.kind) == ("user", 1, "paragraph")
    (link,) = article.links
    assert (link.relation, link.status) == ("translation", "confirmed")
    assert [ref.passage for ref in (*link.en, *link.zh)] == [story.later, added]
    outline = session.articles.outline(story.second)
    assert outline.passages == (story.later, added)
    assert outline.rows == (0, 0)
    assert session.history.undo_step is not None
    assert session.history.undo_step.label == "Type translation"
    session.history.undo()
    assert session.articles.get(story.second) == before
    session.history.redo()
    assert session.articles.get(story.second) == article


def test_what_is_translated_already_is_left_alone(story: Story) -> None:
    session = story.session
    added = session.passages.translate(story.zh, "Each side pays one half of it.")
    (link,) = [
        link
        for link in session.articles.get(story.first).links
        if any(ref.passage == added for ref in link.en)
    ]
    assert [tuple(ref) for ref in link.zh] == [(story.zh, 1)]
    with pytest.raises(InputError, match="has a translation"):
        session.passages.translate(story.zh, "Again.")


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_translation_is_refused(story: Story, text: str) -> None:
    with pytest.raises(InputError, match="needs some text"):
        story.session.passages.translate(story.later, text)


def test_a_typed_translation_can_be_tagged_and_deleted(story: Story) -> None:
    session = story.session
    added = session.passages.translate(story.later, "汉露食品扩大了生产。")
    session.mentions.add(added, [Span(0, 4)], "Company", entity=story.hanlu)
    session.passages.remove_translation(added)
    assert session.articles.get(story.second).links == ()
    assert not session.mentions.of_article(story.second)
    session.history.undo()
    assert [m.text for m in session.mentions.of_article(story.second)] == ["汉露食品"]
    with pytest.raises(InputError, match="page's own"):
        session.passages.remove_translation(story.en)
    assert not session.problems()


def test_a_correction_keeps_the_original_and_moves_what_is_said(story: Story) -> None:
    session = story.session
    mention = story.tag(story.en, "Meadow Dairy", nth=1)
    text = story.text(story.en)
    assert session.passages.correct(story.en, "Corrected: " + text) == Corrected()
    passage = session.passages.get(story.en)
    assert (passage.text, passage.original) == ("Corrected: " + text, text)
    moved = session.mentions.get(mention)
    assert passage.text[moved.start : moved.end] == "Meadow Dairy"
    assert moved.start == text.rindex("Meadow Dairy") + len("Corrected: ")
    deal = session.deals.get(story.deal)
    for evidence in (*deal.roles[0].evidence, *deal.triggers):
        assert passage.text[evidence.start : evidence.end] == evidence.text
    assert not session.problems()


def test_a_slip_within_a_mention_is_reported(story: Story) -> None:
    session = story.session
    mention = story.tag(story.en, "Meadow Dairy")
    text = story.text(story.en).replace("Meadow", "Meadows", 1)
    corrected = session.passages.correct(story.en, text)
    assert corrected.reworded == (("Meadow Dairy", "Meadows Dairy"),)
    assert session.mentions.get(mention).text == "Meadows Dairy"
    assert session.deals.get(story.deal).roles[0].evidence[0].text == "Meadows Dairy"


def test_what_cannot_be_placed_is_kept_and_listed(story: Story) -> None:
    session = story.session
    mention = story.tag(story.en, "Meadow Dairy")
    before = _state(story)
    text = story.text(story.en).replace("Meadow Dairy", "Hillside", 1)
    corrected = session.passages.correct(story.en, text)
    assert corrected.unplaced == ("Meadow Dairy",)
    lost = session.mentions.get(mention)
    assert (lost.fragments, lost.text, lost.type) == ((), "Meadow Dairy", "Company")
    assert [found.id for found in session.mentions.unplaced(story.first)] == [mention]
    evidence = session.deals.get(story.deal).roles[0].evidence[0]
    assert (evidence.start, evidence.end, evidence.text) == (0, 0, "Meadow Dairy")
    assert session.articles.contents([story.en])[story.en].mentions == ()
    assert not session.problems()
    session.mentions.set_fragments(mention, [story.span(story.en, "Hillside")])
    assert not session.mentions.unplaced(story.first)
    session.history.undo()
    session.history.undo()
    assert _state(story) == before


def test_a_sentence_that_goes_takes_its_link_along(story: Story) -> None:
    session = story.session
    first, second = session.passages.get(story.zh).sentences
    text = story.text(story.zh)
    corrected = session.passages.correct(story.zh, text[second.start :])
    assert corrected.unlinked == 1
    assert len(session.passages.get(story.zh).sentences) == 1
    assert session.articles.get(story.first).links == ()
    rows = session.articles.outline(story.first).rows
    assert len(set(rows)) == len(rows), "they stand alone now"
    assert first.end <= second.start
    assert not session.problems()


def test_the_text_as_it_came_can_be_restored(story: Story) -> None:
    session = story.session
    text = story.text(story.en)
    session.passages.correct(story.en, text.replace("venture", "joint venture"))
    session.passages.restore(story.en)
    passage = session.passages.get(story.en)
    assert (passage.text, passage.original) == (text, "")
    with pytest.raises(InputError, match="as it came"):
        session.passages.restore(story.en)


def test_refusals(story: Story) -> None:
    session = story.session
    with pytest.raises(NotFoundError):
        session.passages.correct(999, "x")
    with pytest.raises(InputError, match="Nothing would be left"):
        session.passages.correct(story.en, " ")
    steps = session.history.undo_step
    assert session.passages.correct(story.en, story.text(story.en)) == Corrected()
    assert session.history.undo_step == steps
    session.sets.set_locked(session.sets.current.id, locked=True)
    with pytest.raises(LockedSetError):
        session.passages.correct(story.en, "Something else.")
