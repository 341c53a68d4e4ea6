"""The samples are what a newcomer sees first: current, sound, and finished in both languages."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evreader.domain.scheme import missing_roles
from evreader.domain.slots import parse_slot
from evreader.formats import jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from evreader.domain.annotation import Evidence, Mention
    from evreader.domain.article import Passage
    from evreader.domain.bundle import AnnotatedArticle, Bundle

FOLDER = Path(__file__).parents[1] / "resources" / "samples"
# Of the annotator, not of the text.
WITHOUT_EVIDENCE = {"confidence", "note"}


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_build", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # NamedTuple looks its module up by name
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return jsonl.read(FOLDER / "samples.jsonl")


@pytest.fixture(scope="module")
def articles(bundle: Bundle) -> list[AnnotatedArticle]:
    return list(bundle.articles)


@pytest.fixture(scope="module")
def whole(bundle: Bundle, articles: list[AnnotatedArticle]) -> Bundle:
    """The bundle once its articles have been walked: only then has it all evidence."""
    assert articles
    return bundle


@pytest.fixture(scope="module")
def passages(articles: list[AnnotatedArticle]) -> dict[int, Passage]:
    return {passage.id: passage for item in articles for passage in item.article.passages}


def _languages(evidence: Iterable[Evidence], passages: dict[int, Passage]) -> set[str]:
    return {passages[piece.passage].language for piece in evidence}


def test_the_file_is_what_the_sources_give(builder: ModuleType, tmp_path: Path) -> None:
    builder.build(tmp_path / "samples.jsonl")
    built = (tmp_path / "samples.jsonl").read_bytes()
    assert built == (FOLDER / "samples.jsonl").read_bytes(), "run resources/samples/build.py"


def test_a_quotation_that_is_not_there_stops_the_builder(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(FOLDER, tmp_path / "samples"))
    source = copy / "annotations.toml"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace('quote = "Bloomberg"', 'quote = "Blomberg"'), encoding="utf-8")
    monkeypatch.setattr(builder, "FOLDER", copy)
    with pytest.raises(builder.QuoteError, match="“Blomberg” stands 0 times"):
        builder.build(tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()


def test_offsets_and_quotations_agree(
    whole: Bundle, articles: list[AnnotatedArticle], passages: dict[int, Passage]
) -> None:
    for mention in (mention for item in articles for mention in item.mentions):
        text = passages[mention.passage].text
        assert " ".join(text[s:e] for s, e in mention.fragments) == mention.text
    for deal in whole.deals:
        for piece in (
            *deal.triggers,
            *(piece for filler in deal.roles for piece in filler.evidence),
            *(piece for slot in deal.slots for piece in slot.evidence),
        ):
            assert passages[piece.passage].text[piece.start : piece.end] == piece.text


def test_four_deals_are_complete_with_evidence_in_both_languages(
    whole: Bundle, passages: dict[int, Passage]
) -> None:
    assert whole.scheme is not None
    assert [deal.type for deal in whole.deals] == [
        "JointVenture",
        "SoftwareCooperation",
        "ResearchDevelopment",
        "ResearchDevelopment",
    ]
    assert [deal.slot("status") for deal in whole.deals] == [
        "signed",
        "seeking",
        "announced",
        "announced",
    ]
    for deal in whole.deals:
        assert missing_roles(deal, whole.scheme) == ()
        assert _languages(deal.triggers, passages) == {"en", "zh"}
        for filler in deal.roles:
            assert _languages(filler.evidence, passages) == {"en", "zh"}, filler
        for slot in deal.slots:
            assert parse_slot(whole.scheme.slot_types[slot.name], slot.value) == slot.value.strip()
            if slot.name not in WITHOUT_EVIDENCE:
                assert _languages(slot.evidence, passages) == {"en", "zh"}, slot


def test_fillers_fit_their_roles_and_have_names_in_both_languages(whole: Bundle) -> None:
    assert whole.scheme is not None
    entities = {entity.id: entity for entity in whole.entities}
    for deal in whole.deals:
        roles = {role.name: role for role in whole.scheme.deal_types[deal.type].roles}
        for filler in deal.roles:
            assert set(filler.attributes) <= set(roles[filler.role].attributes)
            if filler.entity is not None:
                assert entities[filler.entity].type in roles[filler.role].types
    for entity in whole.entities:
        assert {name.language for name in entity.names} == {"en", "zh"}, entity
        kind = whole.scheme.entity_types[entity.type]
        for name, value in entity.attributes.items():
            assert not kind.attributes[name] or value in kind.attributes[name], (entity, name)


def test_one_deal_has_evidence_in_both_articles(
    whole: Bundle, articles: list[AnnotatedArticle]
) -> None:
    home = {
        passage.id: number
        for number, item in enumerate(articles)
        for passage in item.article.passages
    }
    venture = whole.deals[0]
    found = {home[piece.passage] for filler in venture.roles for piece in filler.evidence}
    assert found == {0, 1}


def test_the_pair_is_parallel_throughout(articles: list[AnnotatedArticle]) -> None:
    article = articles[0].article
    assert article.languages == ("en", "zh")
    assert len(article.passages) == 28
    linked = [ref for link in article.links for ref in (*link.en, *link.zh)]
    expected = {(p.id, n) for p in article.passages for n in range(len(p.sentences))}
    assert len(linked) == len(set(linked))
    assert set(linked) == expected
    shapes = [(len(link.en), len(link.zh)) for link in article.links]
    assert {(1, 1), (1, 2), (2, 1)} == set(shapes)
    assert shapes.count((1, 1)) > 0.8 * len(shapes)
    # The two files have the same blocks, so a link joins the passages at the same place.
    for link in article.links:
        english = {ref.passage for ref in link.en}
        chinese = {ref.passage for ref in link.zh}
        assert {i + 14 for i in _indexes(articles[0], english)} == _indexes(articles[0], chinese)


def _indexes(item: AnnotatedArticle, ids: set[int]) -> set[int]:
    places: dict[int, int] = {}
    for language, first in (("en", 0), ("zh", 14)):
        own = [p.id for p in item.article.passages if p.language == language]
        places |= {passage: first + place for place, passage in enumerate(own)}
    return {places[passage] for passage in ids}


def test_the_pair_is_tagged_on_both_sides(articles: list[AnnotatedArticle]) -> None:
    item = articles[0]
    language = {p.id: p.language for p in item.article.passages}
    sides: dict[str, set[int]] = {"en": set(), "zh": set()}
    for mention in item.mentions:
        if mention.entity is not None:
            sides[language[mention.passage]].add(mention.entity)
    assert len(item.mentions) >= 100
    assert sides["en"] == sides["zh"]


def test_mentions_show_what_tagging_can_do(articles: list[AnnotatedArticle]) -> None:
    mentions = [mention for item in articles for mention in item.mentions]
    assert any(len(mention.fragments) > 1 for mention in mentions)
    assert any(_nested(one, other) for one in mentions for other in mentions)
    assert any(_crossing(one, other) for one in mentions for other in mentions)
    levels = {mention.attributes.get("level") for mention in mentions}
    assert levels >= {"name", "nominal", "pronoun"}
    dates = [mention for mention in mentions if mention.type == "Date"]
    assert {mention.attributes["value"] for mention in dates} == {"2027"}


def _nested(outer: Mention, inner: Mention) -> bool:
    return (
        outer.passage == inner.passage
        and outer.start <= inner.start
        and inner.end <= outer.end
        and (outer.start, outer.end) != (inner.start, inner.end)
    )


def _crossing(one: Mention, other: Mention) -> bool:
    return one.passage == other.passage and one.start < other.start < one.end < other.end


def test_the_half_translated_page_keeps_its_languages_apart(
    articles: list[AnnotatedArticle],
) -> None:
    item = articles[1]
    page = item.article
    body = [p for p in page.passages if p.kind != "boilerplate"]
    assert page.languages == ("en", "zh")
    assert not any(link.relation == "translation" for link in page.links)
    assert {p.language for p in body if p.kind == "heading"} == {"en", "zh"}
    assert {p.language for p in body if p.mixed} == {"en", "zh"}
    assert len(item.mentions) >= 40


def test_the_tail_of_the_half_translated_page_is_boilerplate(
    articles: list[AnnotatedArticle],
) -> None:
    page = articles[1].article
    folded = [p.text for p in page.passages if p.kind == "boilerplate"]
    for start in ("更多内容", "订阅", "Copyright", "Disclosure", "We use cookies", "发表评论"):
        assert any(text.startswith(start) for text in folded), start
    assert not any("Volkswagen" in text or "零跑" in text for text in folded)
