from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from evreader.domain.annotation import AnnotationSet
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.scheme import Scheme
from evreader.errors import FormatError
from evreader.formats.jsonl import read, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evreader.domain.annotation import Deal, Evidence, Mention
    from evreader.domain.article import SentenceRef

    Strategy = Callable[..., st.SearchStrategy[Bundle]]


def whole(bundle: Bundle) -> Bundle:
    """The bundle with its articles read; nothing of it may have been refused."""
    articles = tuple(bundle.articles)
    assert bundle.receipt is None or bundle.receipt.refused == []
    return replace(bundle, articles=articles, deals=tuple(bundle.deals), receipt=None)


def refused(path: Path) -> list[str]:
    bundle = read(path)
    tuple(bundle.articles)
    assert bundle.receipt is not None
    return bundle.receipt.refused


class Shift:
    """The same bundle as a store with other ids would give it."""

    def __init__(self, by: int) -> None:
        self._by = by

    def bundle(self, bundle: Bundle) -> Bundle:
        return replace(
            bundle,
            sets=tuple(item._replace(id=self.id(item.id)) for item in bundle.sets),
            entities=tuple(replace(item, id=self.id(item.id)) for item in bundle.entities),
            articles=map(self._article, bundle.articles),
            deals=tuple(map(self._deal, bundle.deals)),
        )

    def id(self, number: int) -> int:
        return 5 * number + self._by

    def _maybe(self, number: int | None) -> int | None:
        return None if number is None else self.id(number)

    def _article(self, annotated: AnnotatedArticle) -> AnnotatedArticle:
        article = annotated.article
        passages = tuple(p._replace(id=self.id(p.id)) for p in article.passages)
        links = tuple(
            link._replace(id=self.id(link.id), en=self._refs(link.en), zh=self._refs(link.zh))
            for link in article.links
        )
        return AnnotatedArticle(
            article._replace(id=self.id(article.id), passages=passages, links=links),
            tuple(map(self._mention, annotated.mentions)),
        )

    def _refs(self, references: tuple[SentenceRef, ...]) -> tuple[SentenceRef, ...]:
        return tuple(ref._replace(passage=self.id(ref.passage)) for ref in references)

    def _mention(self, mention: Mention) -> Mention:
        return mention._replace(
            id=self.id(mention.id),
            passage=self.id(mention.passage),
            set=self.id(mention.set),
            entity=self._maybe(mention.entity),
        )

    def _deal(self, deal: Deal) -> Deal:
        roles = (
            replace(f, id=99, entity=self._maybe(f.entity), evidence=self._evidence(f.evidence))
            for f in deal.roles
        )
        return replace(
            deal,
            id=self.id(deal.id),
            set=self.id(deal.set),
            roles=tuple(roles),
            slots=tuple(replace(s, id=9, evidence=self._evidence(s.evidence)) for s in deal.slots),
            triggers=self._evidence(deal.triggers),
        )

    def _evidence(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(
            replace(piece, passage=self.id(piece.passage), mention=self._maybe(piece.mention))
            for piece in evidence
        )


@given(data=st.data())
def test_what_was_written_is_read(
    data: st.DataObject, bundles: Strategy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bundle = data.draw(bundles())
    out = tmp_path_factory.getbasetemp() / "any.jsonl"
    write(bundle, out)
    first = out.read_bytes()
    again = whole(read(out))
    assert again == bundle
    write(again, out)
    assert out.read_bytes() == first


@given(data=st.data())
def test_ids_of_a_store_do_not_show(
    data: st.DataObject, bundles: Strategy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bundle = data.draw(bundles())
    one, two = (tmp_path_factory.getbasetemp() / name for name in ("one.jsonl", "two.jsonl"))
    write(bundle, one)
    write(Shift(data.draw(st.integers(0, 9))).bundle(bundle), two)
    assert one.read_bytes() == two.read_bytes()


def test_receipt_counts_and_loses_nothing(deal_bundle: Bundle, tmp_path: Path) -> None:
    receipt = write(deal_bundle, tmp_path / "a.jsonl")
    assert receipt.counts == {
        "sets": 1, "entities": 3, "articles": 2, "passages": 3, "links": 1, "mentions": 4,
        "deals": 2,
    }  # fmt: skip
    assert receipt.losses == []
    assert receipt.files == ["a.jsonl"]


def test_the_lines_are_as_documented(deal_bundle: Bundle, tmp_path: Path) -> None:
    write(deal_bundle, tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_bytes().split(b"\n")
    assert lines.pop() == b""
    records = [json.loads(line) for line in lines]
    assert records[0] == {"evreader": 1, "kind": "annotation sets"}
    assert [record["record"] for record in records[1:]] == [
        "scheme", "set", "entity", "entity", "entity", "article", "article", "deal", "deal", "end",
    ]  # fmt: skip
    assert lines[2] == b'{"record":"set","id":1,"name":"Mei","locked":true,"origin":"user"}'
    assert b'"attributes":{"level":"name","ticker":"NM B"}' in lines[6]
    assert records[6]["links"][0]["score"] == 0.875


def test_a_scheme_without_a_source_is_written_whole(deal_bundle: Bundle, tmp_path: Path) -> None:
    told = deal_bundle.scheme
    assert told is not None
    scheme = Scheme(told.name, told.entities, told.deals, told.slots, labels=told.labels)
    write(Bundle(scheme=scheme), tmp_path / "a.jsonl")
    again = read(tmp_path / "a.jsonl").scheme
    assert again == scheme
    assert isinstance(again, Scheme)


def test_no_line_break_but_lf_stands_in_the_file(deal_bundle: Bundle, tmp_path: Path) -> None:
    name = AnnotationSet(1, "a\u2028b\x85c\x0bd\u2029")
    write(replace(deal_bundle, sets=(name,)), tmp_path / "a.jsonl")
    text = (tmp_path / "a.jsonl").read_text(encoding="utf-8")
    assert len(text.splitlines()) == 11
    assert read(tmp_path / "a.jsonl").sets == (name,)


def test_evidence_outside_of_the_export_is_named(deal_bundle: Bundle, tmp_path: Path) -> None:
    first, _ = deal_bundle.articles
    part = replace(deal_bundle, articles=(replace(first, mentions=()),))
    receipt = write(part, tmp_path / "a.jsonl")
    assert receipt.losses == [
        "Pieces of evidence left out, because their articles are not in the export: 2.",
        (
            "Pieces of evidence that keep their place but not the mention they came from, "
            "because it is not in the export: 2."
        ),
    ]
    again = whole(read(tmp_path / "a.jsonl"))
    assert [len(filler.evidence) for filler in again.deals[0].roles] == [2, 1, 1]


def test_a_reference_to_nothing_is_refused(deal_bundle: Bundle, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="refers to entity 1, which is not there"):
        write(replace(deal_bundle, entities=()), tmp_path / "a.jsonl")
    assert list(tmp_path.glob("*.jsonl")) == []


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="lone surrogate"):
        write(Bundle(sets=(AnnotationSet(1, "x\ud83d"),)), tmp_path / "a.jsonl")
    assert list(tmp_path.glob("*.jsonl")) == []


def test_nothing_is_left_when_the_articles_fail(deal_bundle: Bundle, tmp_path: Path) -> None:
    def failing() -> Iterable[AnnotatedArticle]:
        yield next(iter(deal_bundle.articles))
        raise KeyboardInterrupt

    (tmp_path / "a.jsonl").write_text("before")
    with pytest.raises(KeyboardInterrupt):
        write(replace(deal_bundle, articles=failing()), tmp_path / "a.jsonl")
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["a.jsonl"]
    assert (tmp_path / "a.jsonl").read_text() == "before"


def test_blank_lines_a_bom_crlf_and_other_spacing_are_no_matter(
    deal_bundle: Bundle, tmp_path: Path
) -> None:
    write(deal_bundle, tmp_path / "a.jsonl")
    records = [json.loads(line) for line in (tmp_path / "a.jsonl").read_bytes().splitlines()]
    loose = "\r\n\r\n".join(json.dumps(record, sort_keys=True) for record in records)
    (tmp_path / "b.jsonl").write_bytes(b"\xef\xbb\xbf" + loose.encode())
    assert whole(read(tmp_path / "b.jsonl")) == deal_bundle


def edited(path: Path, change: Callable[[list[Any]], object]) -> Path:
    records = [json.loads(line) for line in path.read_bytes().splitlines()]
    change(records)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


FAULTS: list[tuple[Callable[[list[Any]], object], str]] = [
    (lambda r: r.pop(), "cut short"),
    (lambda r: r.pop(7), "should have 2 articles and has 1"),
    (lambda r: r.append(r[8]), "line 12: it stands after the last record"),
    (lambda r: r.insert(2, r[1]), "line 3: it is a second scheme"),
    (lambda r: r[1].update(scheme={"name": "x"}), "line 2: the scheme cannot be used: The scheme"),
    (lambda r: r[1].update(scheme=[]), "the scheme is not an object"),
    (lambda r: r.insert(3, r[2]), "line 4: there is a second annotation set 1"),
    (lambda r: r.insert(4, "text"), "line 5: it is not a JSON object"),
    (lambda r: r[2].update(record="layer"), "line 3: there is no record of the kind 'layer'"),
    (lambda r: r[2].update(locked=1), "line 3: 'locked' is neither true nor false"),
    (lambda r: r[2].pop("name"), "line 3: 'name' is missing"),
    (lambda r: r[3].update(names=["Norrland"]), "line 4: entity 1: a name is not a pair"),
    (lambda r: r[3].update(names=[["de", "x"]]), "line 4: 'language' is 'de', but only en, zh"),
    (lambda r: r[3].update(attributes={"a": 1}), "line 4: 'attributes' is not an object of texts"),
    (lambda r: r[3].update(id=True), "line 4: 'id' is not a whole number"),
    (lambda r: r[3].update(id=2**63), "line 4: 'id' is not a whole number"),
    (lambda r: r[8].update(id="1"), "line 9: 'id' is not a whole number"),
    (lambda r: r[8].update(set_id=5), "line 9: deal 1: it refers to annotation set 5"),
    (lambda r: r[8].update(roles=[3]), "line 9: deal 1: 'roles' holds 3, which is no object"),
    (lambda r: r[8]["roles"][0].update(entity_id=7), "line 9: it refers to entity 7"),
    (lambda r: r[8]["roles"][0].update(value=7), "the value of the role Partner is not a text"),
    (lambda r: r[8]["slots"][0]["evidence"][0].update(start=50), "covers nothing"),
    (lambda r: r[10].update(deals="two"), "line 11: 'deals' is not a whole number"),
    # What is wrong with articles, and with what points into them, shows when they are walked.
    (lambda r: r[6]["passages"][1].update(id=1), "line 7: article 1: there is a second passage 1"),
    (lambda r: r[6]["passages"][1].update(language="fr"), "passage 2: 'language' is 'fr'"),
    (lambda r: r[6]["passages"][1].update(sentences=[[0, 99]]), "outside the 19 characters"),
    (lambda r: r[6]["passages"][1].update(sentences=[[5, 9], [8, 10]]), "out of order"),
    (lambda r: r[6]["passages"][1].update(sentences=[[0, 1, 2]]), "which is no pair of offsets"),
    (lambda r: r[6]["passages"][1].update(sentences=[[0.0, 2]]), "'sentences' holds 0.0–2"),
    (lambda r: r[6].update(mentions={}), "line 7: article 1: 'mentions' is not a list"),
    (lambda r: r[6]["links"][0].update(score=1.5), "link 1: its score is not a number from 0 to 1"),
    (lambda r: r[6]["links"][0].update(en=[[3, 0]]), "link 1: it refers to passage 3"),
    (lambda r: r[6]["links"][0].update(en=[[1, 4]]), "link 1: passage 1 has no sentence 4"),
    (lambda r: r[6]["links"][0].update(en=[1]), "no pair of passage and sentence"),
    (
        lambda r: r[6]["mentions"][0].update(text="Nord"),
        "article 1: mention 1: its text is",
    ),
    (lambda r: r[6]["mentions"][0].update(fragments=[[60, 90]]), "outside the 67 characters"),
    (lambda r: r[6]["mentions"][0].update(passage_id=3), "mention 1: it refers to passage 3"),
    (lambda r: r[6]["mentions"][0].update(set_id=2), "mention 1: it refers to annotation set 2"),
    (lambda r: r[6]["mentions"][0].update(entity_id=9), "line 7: it refers to entity 9"),
    (lambda r: r[7]["mentions"][0].update(id=2), "line 8: article 2: there is a second mention 2"),
    (
        lambda r: r[8]["triggers"][0].update(text="merger"),
        "“merger” at 45 of passage 1, which does not say so",
    ),
    (
        lambda r: r[8]["triggers"][0].update(end=99),
        "line 9: deal 1 .* up to 99, but passage 1 ends at 67",
    ),
    (
        lambda r: r[8]["triggers"][0].update(passage_id=8),
        "line 9: deal 1 .* in passage 8",
    ),
    (
        lambda r: r[8]["triggers"][0].update(mention_id=8),
        "line 9: deal 1 .* from mention",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), FAULTS)
def test_what_is_wrong_is_named(
    deal_bundle: Bundle,
    tmp_path: Path,
    change: Callable[[list[Any]], object],
    sentence: str,
) -> None:
    write(deal_bundle, tmp_path / "a.jsonl")
    found = refused(edited(tmp_path / "a.jsonl", change))
    assert any(re.search(sentence, told) for told in found), found
    assert all(told.startswith("a.jsonl") and told.endswith(".") for told in found)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda r: r[0].update(evreader=2), "from a later evreader"),
        (lambda r: r.pop(0), "not an evreader file"),
    ],
)
def test_a_file_of_another_kind_is_refused(
    deal_bundle: Bundle, tmp_path: Path, change: Callable[[list[Any]], object], sentence: str
) -> None:
    write(deal_bundle, tmp_path / "a.jsonl")
    path = edited(tmp_path / "a.jsonl", change)
    with pytest.raises(FormatError, match=sentence):
        read(path)


def test_of_a_file_that_is_cut_short_all_whole_records_come_in(
    deal_bundle: Bundle, tmp_path: Path
) -> None:
    write(deal_bundle, tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_bytes().split(b"\n")
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([*lines[:7], lines[7][:40]]))
    bundle = read(tmp_path / "a.jsonl")
    assert [a.article.info.title for a in bundle.articles] == ["Norrland and Qiming join"]
    assert len(bundle.entities) == 3
    assert bundle.receipt is not None
    short, torn = bundle.receipt.refused
    assert "cut short" in short
    assert torn.startswith("a.jsonl, line 8: ")


def test_deals_do_without_what_was_refused(deal_bundle: Bundle, tmp_path: Path) -> None:
    write(deal_bundle, tmp_path / "a.jsonl")

    def damage(records: list[Any]) -> None:
        records[6]["mentions"][0]["text"] = "wrong"
        records[7]["passages"][0]["language"] = "fr"
        records[3]["id"] = "x"

    path = edited(tmp_path / "a.jsonl", damage)
    bundle = read(path)
    (article,) = bundle.articles
    assert [mention.id for mention in article.mentions] == [2, 3]
    partner, other, _ = bundle.deals[0].roles
    assert (partner.entity, [piece.mention for piece in partner.evidence]) == (None, [None, None])
    assert [piece.passage for piece in other.evidence] == [2]
    assert bundle.receipt is not None
    told = " ".join(bundle.receipt.refused)
    assert "line 8: article 2: passage 3: 'language' is 'fr'" in told
    assert "from mention 1, which is not there" in told
    assert "in passage 3, which is in no article" in told


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"{", "line 2: it is not JSON"),
        (b"[" * 100_000, "line 2: it is not JSON"),
        (b'{"record":"set","id":1,"name":"\\ud83d"}', "line 2: .* no character"),
        (b'{"record":"set","id":1,"name":"\xff"}', "line 2: .* no character"),
    ],
)
def test_a_line_that_is_not_json_is_named(tmp_path: Path, line: bytes, sentence: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"evreader":1}\n' + line + b"\n")
    assert any(re.search(sentence, told) for told in refused(path))


def test_a_missing_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"none\.jsonl cannot be read: No such file"):
        read(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    with pytest.raises(FormatError, match=r"empty\.jsonl is not an evreader file"):
        read(tmp_path / "empty.jsonl")


def test_what_is_written_is_as_the_published_schema_says(
    deal_bundle: Bundle, tmp_path: Path
) -> None:
    path = Path(__file__).parents[2] / "docs" / "jsonl.schema.json"
    validator = Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
    write(deal_bundle, tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_bytes().split(b"\n")[:-1]
    assert [
        fault.message for line in lines for fault in validator.iter_errors(json.loads(line))
    ] == []
    broken = json.loads(lines[-1]) | {"articles": "two"}
    assert not validator.is_valid(broken)
