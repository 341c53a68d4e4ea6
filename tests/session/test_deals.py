"""Deals: roles, slots, evidence, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evreader.domain.annotation import Evidence, Filler, Slot
from evreader.domain.bundle import Bundle
from evreader.errors import InputError, LockedSetError, NotFoundError
from evreader.session.receipt import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.session.conftest import Story


def test_a_deal_reads_as_it_was_made(story: Story) -> None:
    deal = story.session.deals.get(story.deal)
    assert (deal.type, deal.origin, deal.set) == (
        "JointVenture",
        "user",
        story.session.sets.current.id,
    )
    assert [(f.role, f.entity, f.evidence[0].text) for f in deal.roles] == [
        ("Partner", story.meadow, "Meadow Dairy"),
        ("Partner", story.hanlu, "Hanlu Foods"),
    ]
    assert deal.slots[0].evidence[0].text == "成立"
    assert [piece.text for piece in deal.triggers] == ["venture"]


def test_an_incomplete_deal_is_shown_as_such_and_not_refused(story: Story) -> None:
    made = story.session.deals.create("Acquisition")
    summary = story.session.deals.summaries(only=[made])[0]
    assert summary.missing
    assert summary.parties == ()
    assert summary.articles == ()


def test_summaries_span_all_articles(story: Story) -> None:
    (summary,) = story.session.deals.summaries()
    assert summary.deal.id == story.deal
    assert [entity.id for entity in summary.parties] == [story.meadow, story.hanlu]
    assert summary.missing == ()
    assert summary.articles == (story.first, story.second)
    for article in (story.first, story.second):
        assert [d.id for d in story.session.deals.of_article(article)] == [story.deal]
    assert story.session.deals.summaries(only=[]) == []


def test_slot_values_are_kept_in_one_form(story: Story) -> None:
    deals = story.session.deals
    made = deals.create(
        "Merger",
        slots=[Slot("announced", "2026年4月1日"), Slot("value", "3亿欧元"), Slot("note", " ")],
    )
    assert [(s.name, s.value) for s in deals.get(made).slots] == [
        ("announced", "2026-04-01"),
        ("value", "300000000 EUR"),
    ]
    deals.set_slot(made, "announced", "2026/5")
    assert deals.get(made).slot("announced") == "2026-05"


def test_a_slot_keeps_its_evidence_until_it_is_emptied(story: Story) -> None:
    deals = story.session.deals
    more = story.evidence(story.en, "found")
    deals.set_slot(story.deal, "status", "signed")
    deals.set_slot(story.deal, "status", "signed", [more])
    (slot,) = deals.get(story.deal).slots
    assert (slot.value, [piece.text for piece in slot.evidence]) == ("signed", ["成立", "found"])
    deals.set_slot(story.deal, "status", "")
    assert deals.get(story.deal).slots == ()
    story.session.history.undo()
    assert len(deals.get(story.deal).slots[0].evidence) == 2


def test_a_role_is_filled_described_supported_and_emptied(story: Story) -> None:
    deals = story.session.deals
    quote = story.evidence(story.en, "Lyon")
    filler = deals.add_filler(story.deal, Filler("Location", value="Lyon", evidence=(quote,)))
    deals.set_filler_attribute(filler, "stake", "50")
    deals.set_filler_attribute(filler, "contribution", "land")
    deals.set_filler_attribute(filler, "stake", "")
    deals.add_evidence(story.evidence(story.zh, "里昂"), deal=story.deal, filler=filler)
    (found,) = deals.get(story.deal).fillers("Location")
    assert (found.id, found.value, found.attributes) == (filler, "Lyon", {"contribution": "land"})
    assert [piece.text for piece in found.evidence] == ["Lyon", "里昂"]
    deals.remove_evidence(quote, deal=story.deal, filler=filler)
    assert [p.text for p in deals.get(story.deal).fillers("Location")[0].evidence] == ["里昂"]
    deals.remove_filler(filler)
    assert deals.get(story.deal).fillers("Location") == ()


def test_evidence_comes_and_goes_by_what_it_supports(story: Story) -> None:
    deals = story.session.deals
    quote = story.evidence(story.en, "venture")
    deals.add_evidence(quote, deal=story.deal, slot="status")
    deals.remove_evidence(quote, deal=story.deal)
    deal = deals.get(story.deal)
    assert deal.triggers == ()
    assert deal.slots[0].evidence[-1] == quote
    deals.remove_evidence(quote, deal=story.deal, slot="status")
    assert [p.text for p in deals.get(story.deal).slots[0].evidence] == ["成立"]
    assert story.session.history.undo_step == ("Remove evidence", "“venture”")


def test_the_type_changes_and_strange_roles_stay(story: Story) -> None:
    story.session.deals.set_type(story.deal, "Acquisition")
    (summary,) = story.session.deals.summaries()
    assert summary.deal.type == "Acquisition"
    assert [f.role for f in summary.deal.roles] == ["Partner", "Partner"]
    assert "Partner" not in summary.missing
    assert story.session.history.undo_step == ("Change type of deal", "“Acquisition”")


def test_deals_go_with_all_they_have(story: Story) -> None:
    other = story.session.deals.create("Merger")
    story.session.deals.delete([story.deal, other])
    assert story.session.deals.summaries() == []
    plain = story.session._core.plain
    for table in ("filler", "slot", "evidence"):
        query = f"SELECT count(*) FROM {table}"  # noqa: S608
        assert plain.execute(query).fetchone() == (0,)
    assert story.session.history.undo_step == ("Delete deal", "(2)")
    story.session.history.undo()
    assert len(story.session.deals.summaries()) == 2


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda d, _: d.create("Feud"), "no deal type Feud; it has JointVenture"),
        (lambda d, deal: d.set_type(deal, "Feud"), "no deal type Feud"),
        (
            lambda d, _: d.create("JointVenture", roles=[Filler("Villain", value="x")]),
            "JointVenture has no role Villain; it has Partner, Venture",
        ),
        (lambda d, deal: d.add_filler(deal, Filler("Villain", value="x")), "has no role Villain"),
        (
            lambda d, _: d.create(
                "JointVenture", roles=[Filler("Venture", value="x"), Filler("Venture", value="y")]
            ),
            "Venture takes one filler; remove the one it has first",
        ),
        (lambda d, _: d.create("Merger", slots=[Slot("mood", "x")]), "no slot mood"),
        (lambda d, deal: d.set_slot(deal, "mood", "x"), "no slot mood"),
        (
            lambda d, _: d.create("Merger", slots=[Slot("announced", "soon")]),
            "“soon” is not a date",
        ),
        (lambda d, deal: d.set_slot(deal, "status", "maybe"), "“maybe” is none of"),
    ],
)
def test_what_the_scheme_has_not_is_refused(
    story: Story, call: Callable[..., object], sentence: str
) -> None:
    before = story.session.deals.summaries()
    with pytest.raises(InputError, match=sentence):
        call(story.session.deals, story.deal)
    assert story.session.deals.summaries() == before


def test_a_role_for_one_takes_one(story: Story) -> None:
    story.session.deals.add_filler(story.deal, Filler("Venture", value="Lyon Creamery"))
    with pytest.raises(InputError, match="takes one filler"):
        story.session.deals.add_filler(story.deal, Filler("Venture", value="Other"))


def test_evidence_must_be_what_stands_in_its_place(story: Story) -> None:
    deals = story.session.deals
    good = story.evidence(story.en, "Lyon")
    for bad in (
        replace(good, text="Nice"),
        replace(good, start=good.end),
        Evidence(story.en, -3, -1, "3m"),
        Evidence(story.en, 900, 904, ""),
    ):
        for call in (
            lambda e: deals.add_evidence(e, deal=story.deal),
            lambda e: deals.set_slot(story.deal, "note", "x", [e]),
            lambda e: deals.add_filler(story.deal, Filler("Location", value="x", evidence=(e,))),
            lambda e: deals.create("Merger", triggers=[e]),
            lambda e: deals.create("Merger", slots=[Slot("note", "x", (e,))]),
        ):
            with pytest.raises(InputError, match=r"does not read “.*”; take the evidence again"):
                call(bad)
    assert story.session.problems() == []


def test_what_does_not_exist_is_not_found(story: Story) -> None:
    deals = story.session.deals
    quote = story.evidence(story.en, "Lyon")
    other = deals.create("JointVenture", roles=[Filler("Partner", value="x")])
    foreign = deals.get(other).roles[0].id
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: deals.get(99), "no deal 99"),
        (lambda: deals.set_type(99, "Merger"), "no deal 99"),
        (lambda: deals.delete([story.deal, 99]), "no deal 99"),
        (lambda: deals.add_filler(99, Filler("Partner", value="x")), "no deal 99"),
        (lambda: deals.remove_filler(99), "no filled role 99"),
        (lambda: deals.set_filler_attribute(99, "stake", "1"), "no filled role 99"),
        (lambda: deals.add_evidence(quote, deal=story.deal, filler=foreign), "has no filled role"),
        (
            lambda: deals.add_evidence(quote, deal=story.deal, slot="value"),
            "Give value a value first",
        ),
        (lambda: deals.add_evidence(replace(quote, passage=99), deal=story.deal), "no passage 99"),
        (lambda: deals.add_evidence(replace(quote, mention=99), deal=story.deal), "no longer in"),
        (lambda: deals.add_filler(story.deal, Filler("Partner", 99)), "no longer in"),
        (lambda: deals.create("Merger", roles=[Filler("Party", 99)]), "no longer in"),
    ]
    step = story.session.history.undo_step
    for call, sentence in calls:
        with pytest.raises(NotFoundError, match=sentence):
            call()
    assert story.session.history.undo_step == step


def test_a_deal_of_a_type_from_elsewhere_is_told_apart(story: Story) -> None:
    deal = replace(
        story.session.deals.get(story.deal), type="Rumour", roles=(), slots=(), triggers=()
    )
    sets = (story.session.sets.current,)
    story.session.exchange.store(Reading([Bundle(sets=sets, deals=(deal,))]))
    story.session.sets.choose(story.session.sets.named("Annotations (2)").id)
    (summary,) = story.session.deals.summaries()
    assert (summary.deal.type, summary.missing) == ("Rumour", ())
    with pytest.raises(InputError, match="no deal type Rumour"):
        story.session.deals.add_filler(summary.deal.id, Filler("Partner", value="x"))
    story.session.deals.delete([summary.deal.id])
    assert story.session.history.undo_step == ("Delete deal", "“Rumour”")


def test_nothing_in_a_locked_set_changes(story: Story) -> None:
    deals = story.session.deals
    before = deals.get(story.deal)
    filler = before.roles[0].id
    quote = story.evidence(story.en, "Lyon")
    story.session.sets.set_locked(story.session.sets.current.id, locked=True)
    calls: list[Callable[[], object]] = [
        lambda: deals.create("Merger"),
        lambda: deals.set_type(story.deal, "Merger"),
        lambda: deals.delete([story.deal]),
        lambda: deals.add_filler(story.deal, Filler("Partner", value="x")),
        lambda: deals.remove_filler(filler),
        lambda: deals.set_filler_attribute(filler, "stake", "1"),
        lambda: deals.set_slot(story.deal, "note", "x"),
        lambda: deals.add_evidence(quote, deal=story.deal),
        lambda: deals.remove_evidence(before.triggers[0], deal=story.deal),
    ]
    for call in calls:
        with pytest.raises(LockedSetError):
            call()
    assert deals.get(story.deal) == before
