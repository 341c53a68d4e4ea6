"""An export that another tool changed comes back: what it changed, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evreader.domain.annotation import (
    AnnotationSet,
    Deal,
    Entity,
    Evidence,
    Filler,
    Mention,
    Name,
    Slot,
)
from evreader.domain.article import Article, ArticleInfo, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle, Receipt
from evreader.domain.reimport import merged

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST, SECOND = "Ford and Nio join hands.", "Nio pays."


def _mention(number: int, quote: str, kind: str = "Company", **more: object) -> Mention:
    passage, text = (1, FIRST) if quote in FIRST else (2, SECOND)
    start = text.index(quote)
    span = Span(start, start + len(quote))
    return Mention(number, passage, (span,), quote, kind, 1, **more)  # type: ignore[arg-type]


def _evidence(mention: Mention) -> Evidence:
    return Evidence(mention.passage, mention.start, mention.end, mention.text, mention.id)


FORD = _mention(1, "Ford", entity=1, attributes={"level": "name"})
NIO = _mention(2, "Nio", entity=2)
JOIN = _evidence(_mention(0, "join", "JointVenture"))
DEAL = Deal(
    1,
    1,
    "JointVenture",
    (
        Filler("Partner", 1, attributes={"stake": "50"}, evidence=(_evidence(FORD),)),
        Filler("Partner", 2, evidence=(_evidence(NIO),)),
    ),
    (Slot("value", "3 EUR"),),
    (replace(JOIN, mention=None),),
)


def _bundle(mentions: Sequence[Mention], deals: Sequence[Deal] = (), *texts: str) -> Bundle:
    passages = tuple(
        Passage(at, at - 1, "en", "paragraph", text, ())
        for at, text in enumerate(texts or (FIRST, SECOND), 1)
    )
    article = Article(1, ArticleInfo("Kept", author="Mei"), passages)
    entities = (
        Entity(1, "Company", (Name("en", "Ford"),), {"ticker": "F"}),
        Entity(2, "Company", (Name("en", "Nio"), Name("zh", "蔚来"))),
    )
    return Bundle(
        sets=(AnnotationSet(1, "Mine"),),
        entities=entities,
        articles=(AnnotatedArticle(article, tuple(mentions)),),
        deals=tuple(deals),
    )


KEPT = _bundle([FORD, NIO], [DEAL])
_PLAIN_FILLERS = tuple(replace(f, attributes={}, entity=None, value="x") for f in DEAL.roles)
PLAIN_DEAL = replace(DEAL, roles=_PLAIN_FILLERS, slots=())
PLAIN = [m._replace(entity=None, attributes={}) for m in (FORD, NIO)]
BASE = _bundle(PLAIN, [PLAIN_DEAL])


def _merged(theirs: Bundle, base: Bundle = BASE) -> tuple[Bundle, Receipt]:
    receipt = Receipt("x")
    (bundle,) = merged(KEPT, base, theirs, receipt)
    return bundle, receipt


def _mentions(bundle: Bundle) -> list[Mention]:
    (annotated,) = bundle.articles
    return list(annotated.mentions)


def test_what_nobody_changed_is_all_there() -> None:
    bundle, receipt = _merged(BASE)
    assert list(bundle.articles) == list(KEPT.articles)
    assert tuple(bundle.deals) == KEPT.deals
    assert bundle.entities == KEPT.entities
    assert receipt.notes == []


def test_a_new_mention_comes_in_and_the_others_keep_what_they_have() -> None:
    theirs = _bundle([*PLAIN, _mention(3, "pays", "Money")], [PLAIN_DEAL])
    bundle, receipt = _merged(theirs)
    found = _mentions(bundle)
    assert found[:2] == [FORD, NIO]
    assert (found[2].text, found[2].type, found[2].passage) == ("pays", "Money", 2)
    assert receipt.notes == ["Mentions added in the other tool: 1."]


def test_what_was_removed_there_is_removed() -> None:
    bundle, receipt = _merged(_bundle(PLAIN[1:]))
    assert _mentions(bundle) == [NIO]
    assert list(bundle.deals) == []
    assert len(receipt.notes) == 2


def test_evidence_outlives_a_mention_that_was_removed() -> None:
    # A format that carries mentions, but no deals.
    bundle, _ = _merged(_bundle(PLAIN[1:]), _bundle(PLAIN))
    (deal,) = bundle.deals
    first, second = (filler.evidence[0] for filler in deal.roles)
    assert (first.text, first.mention) == ("Ford", None)
    assert second.mention == NIO.id


def test_evidence_goes_with_an_article_that_was_removed() -> None:
    other = Article(2, ArticleInfo("Other"), (Passage(3, 0, "en", "paragraph", "Gone.", ()),))
    gone = Filler("Partner", 1, evidence=(Evidence(3, 0, 4, "Gone"),))
    deal = replace(DEAL, roles=(*DEAL.roles, gone))
    kept = replace(KEPT, articles=(*KEPT.articles, AnnotatedArticle(other)), deals=(deal,))
    base = replace(BASE, articles=(*BASE.articles, AnnotatedArticle(other)), deals=())
    receipt = Receipt("x")
    (bundle,) = merged(kept, base, replace(BASE, deals=()), receipt)
    assert bundle.deals[0].roles[-1] == replace(gone, evidence=())
    assert receipt.notes == [
        "Articles of the export that it has no more, left out: 1.",
        "Pieces of evidence in articles that it has no more, left out: 1.",
    ]


def test_another_type_keeps_entity_and_attributes() -> None:
    theirs = _bundle([PLAIN[0]._replace(type="Brand"), PLAIN[1]], [PLAIN_DEAL])
    bundle, _ = _merged(theirs)
    assert _mentions(bundle)[0] == FORD._replace(type="Brand")


def test_a_mention_that_was_moved_keeps_what_it_has_and_its_role() -> None:
    moved = _mention(1, "Ford and")._replace(attributes={})
    filler = replace(PLAIN_DEAL.roles[0], evidence=(_evidence(moved),))
    theirs = _bundle([moved, PLAIN[1]], [replace(PLAIN_DEAL, roles=(filler, PLAIN_DEAL.roles[1]))])
    bundle, receipt = _merged(theirs)
    assert _mentions(bundle)[0] == FORD._replace(fragments=moved.fragments, text="Ford and")
    (deal,) = bundle.deals
    assert deal.roles[0] == replace(DEAL.roles[0], evidence=(_evidence(moved),))
    assert (deal.roles[1:], deal.slots) == (DEAL.roles[1:], DEAL.slots)
    assert receipt.notes == ["Mentions moved there: 1."]


def test_a_deal_of_another_type_keeps_its_slots() -> None:
    bundle, receipt = _merged(_bundle(PLAIN, [replace(PLAIN_DEAL, type="Merger")]))
    assert tuple(bundle.deals) == (replace(DEAL, type="Merger"),)
    assert receipt.notes == ["Deals that were changed there: 1."]


def test_a_changed_role_leaves_the_rest_of_the_deal() -> None:
    role = replace(PLAIN_DEAL.roles[1], role="Investor")
    theirs = _bundle(PLAIN, [replace(PLAIN_DEAL, roles=(PLAIN_DEAL.roles[0], role))])
    bundle, receipt = _merged(theirs)
    (deal,) = bundle.deals
    assert deal.slots == DEAL.slots
    assert deal.roles[0] == DEAL.roles[0]
    assert [(f.role, f.entity, f.value) for f in deal.roles[1:]] == [("Investor", 2, None)]
    assert receipt.notes == ["Deals that were changed there: 1."]


def test_another_cut_into_passages_is_the_same_text() -> None:
    text = f"{FIRST}\n{SECOND}"
    moved = Mention(9, 1, (Span(text.index("pays"), text.index("pays") + 4),), "pays", "Money", 1)
    base = _bundle(PLAIN, [PLAIN_DEAL], text)
    theirs = _bundle([*PLAIN, moved], [PLAIN_DEAL], text)
    bundle, _ = _merged(theirs, base)
    fresh = _mentions(bundle)[2]
    assert (fresh.passage, fresh.fragments) == (2, (Span(4, 8),))


def test_a_text_that_was_not_exported_comes_in_by_itself() -> None:
    other = _bundle([], (), "Something else.")
    (annotated,) = other.articles
    stranger = replace(annotated, article=annotated.article._replace(id=2))
    theirs = replace(BASE, articles=(*BASE.articles, stranger))
    first, rest = merged(KEPT, BASE, theirs, Receipt("x"))
    assert len(list(first.articles)) == 1
    assert [a.article.passages[0].text for a in rest.articles] == ["Something else."]


@pytest.mark.parametrize("name", ["Ford", "VW"])
def test_entities_of_the_file_are_known_by_their_names(name: str) -> None:
    strange = Entity(7, "Company", (Name("en", name),))
    theirs = replace(
        _bundle([*PLAIN, _mention(3, "hands", entity=7)], [PLAIN_DEAL]), entities=(strange,)
    )
    bundle, _ = _merged(theirs)
    assert _mentions(bundle)[2].entity == (1 if name == "Ford" else 3)
