"""A bundle as documents and back: what documents hold comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.article import ArticleInfo
from evreader.domain.bundle import Receipt
from evreader.formats.standoff.document import (
    Argument,
    Document,
    Frame,
    Mark,
    Relation,
    frames_of,
    relations_of,
)
from evreader.formats.standoff.export import Export
from evreader.formats.standoff.intake import bundle_of, deal_types
from evreader.formats.standoff.units import Stretch

if TYPE_CHECKING:
    from evreader.domain.bundle import AnnotatedArticle, Bundle


def _documents(bundle: Bundle) -> tuple[list[Document], Export]:
    export = Export(bundle, Receipt("x"))
    return list(export.documents()), export


def _said(annotated: AnnotatedArticle) -> set[tuple[str, str, str]]:
    texts = {passage.id: passage.text for passage in annotated.article.passages}
    return {
        (m.type, m.text, "|".join(texts[m.passage][s:e] for s, e in m.fragments))
        for m in annotated.mentions
    }


def test_mentions_and_deals_come_back(deal_bundle: Bundle) -> None:
    documents, _ = _documents(deal_bundle)
    receipt = Receipt("x")
    back = bundle_of(documents, receipt, set_name="Back")
    assert receipt.refused == []
    before, after = list(deal_bundle.articles), list(back.articles)
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        assert _said(old) <= _said(new)
    # One deal has no evidence; the other has some in two articles and comes back as one.
    assert [deal.type for deal in back.deals] == ["JointVenture"]
    roles = {(d.type, f.role) for d in back.deals for f in d.roles}
    told = {(d.type, f.role) for d in deal_bundle.deals for f in d.roles if f.evidence}
    assert roles == told


def _document(text: str, *marks: Mark, frames: tuple[Frame, ...] = ()) -> Document:
    return Document("d", ArticleInfo("Doc"), text, marks, frames)


def _mark(key: str, kind: str, start: int, end: int, quote: str | None = None) -> Mark:
    return Mark(key, kind, (Stretch(start, end, quote),))


def test_a_mark_across_blocks_makes_them_one_passage() -> None:
    text = "First line here.\n\nSecond line.\n\nThird."
    bundle = bundle_of([_document(text, _mark("1", "X", 6, 24))], Receipt("x"), set_name="s")
    (annotated,) = bundle.articles
    assert [p.text for p in annotated.article.passages] == [text[:30], "Third."]
    (mention,) = annotated.mentions
    assert mention.text == text[6:24]


def test_what_does_not_fit_is_kept_without_a_place_and_listed() -> None:
    receipt = Receipt("x")
    document = _document(
        "Ford buys cells.", _mark("1", "Company", 0, 4, "Ford"), _mark("2", "Company", 5, 9, "VW")
    )
    (annotated,) = bundle_of([document], receipt, set_name="s").articles
    assert [(m.text, m.fragments != ()) for m in annotated.mentions] == [
        ("Ford", True),
        ("VW", False),
    ]
    (sentence,) = receipt.refused
    assert "“VW” at 5–9" in sentence
    assert receipt.notes == ["Offsets count Unicode code points."]


def test_frames_as_arrows_and_back() -> None:
    marks = (
        _mark("1", "JointVenture", 0, 4),
        _mark("2", "Company", 5, 9),
        _mark("3", "Company", 10, 12),
    )
    frame = Frame("1", "JointVenture", "1", (Argument("Partner", "2"), Argument("Partner", "3")))
    document = _document("join Ford VW", *marks, frames=(frame,))
    arrows = relations_of(document)
    assert arrows == [Relation("Partner", "1", "2"), Relation("Partner", "1", "3")]
    assert frames_of(arrows, marks, deal_types()) == [frame]


def test_an_arrow_of_another_tool_is_a_frame_of_its_own() -> None:
    marks = (_mark("1", "Person", 0, 2), _mark("2", "Org", 3, 5))
    (frame,) = frames_of([Relation("works_for", "1", "2")], marks, deal_types())
    assert (frame.type, frame.trigger) == ("works_for", "")
    assert frame.arguments == (Argument("Arg1", "1"), Argument("Arg2", "2"))


def test_a_role_that_names_nothing_is_told() -> None:
    receipt = Receipt("x")
    frame = Frame("f", "Licence", "", (Argument("Licensor", "9"),))
    bundle = bundle_of([_document("Ford.", frames=(frame,))], receipt, set_name="s")
    assert bundle.deals[0].roles == ()
    assert "Licensor" in receipt.refused[0]
