"""An export that a person edits in doccano comes back as edited, and with what doccano lacks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

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
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.session.receipt import Reading
from evreader.session.session import Session
from evreader.session.shown import shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evreader.domain.scheme import Scheme

    Edited = Callable[[Callable[["_Doccano"], None]], Session]

TEXT = "🚗 Norrland Motors and Qiming Auto agreed on a joint venture in Lund; Falun Rail looks on."
PARTNERS = {1: "Norrland Motors", 2: "Qiming Auto", 3: "Falun Rail"}

Record = dict[str, Any]


def _evidence(quote: str, mention: int | None = None) -> Evidence:
    start = TEXT.index(quote)
    return Evidence(1, start, start + len(quote), quote, mention)


def _bundle(scheme: Scheme) -> Bundle:
    def mention(number: int, quote: str, kind: str = "Company", **more: object) -> Mention:
        start = TEXT.index(quote)
        return Mention(number, 1, (Span(start, start + len(quote)),), quote, kind, 1, **more)  # type: ignore[arg-type]

    mentions = [
        mention(number, name, entity=number, attributes={"level": "name"})
        for number, name in PARTNERS.items()
    ]
    roles = tuple(
        Filler("Partner", n, attributes={"stake": f"{n}0"}, evidence=(_evidence(PARTNERS[n], n),))
        for n in (1, 2)
    )
    slots = (Slot("status", "announced", (_evidence("agreed"),)), Slot("value", "5 EUR"))
    passage = Passage(1, 0, "en", "paragraph", TEXT, (Span(0, len(TEXT)),))
    return Bundle(
        scheme=scheme,
        sets=(AnnotationSet(1, "Mei"),),
        entities=tuple(Entity(n, "Company", (Name("en", name),)) for n, name in PARTNERS.items()),
        articles=(
            AnnotatedArticle(
                Article(1, ArticleInfo("Trains"), (passage,)),
                (*mentions, mention(4, "Lund", "Place")),
            ),
        ),
        deals=(Deal(1, 1, "JointVenture", roles, slots, (_evidence("joint venture"),)),),
    )


class _Doccano:
    """A project of doccano with one text in it, and what a person does there."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def at(self, quote: str) -> dict[str, int]:
        """Where a quote is, as doccano counts."""
        start, end = TEXT.index(quote), TEXT.index(quote) + len(quote)
        units = [len(TEXT[:place].encode("utf-16-le")) // 2 for place in (start, end)]
        return dict(zip(("start_offset", "end_offset"), units, strict=True))

    def span(self, quote: str) -> Record:
        place = self.at(quote)
        return next(e for e in self.record["entities"] if place.items() <= e.items())

    def move(self, quote: str, to: str) -> None:
        self.span(quote).update(self.at(to))

    def relabel(self, quote: str, label: str) -> None:
        self.span(quote)["label"] = label

    def delete(self, quote: str) -> None:
        gone = self.span(quote)
        self.record["entities"].remove(gone)
        self.record["relations"] = [
            r for r in self.record["relations"] if gone["id"] not in {r["from_id"], r["to_id"]}
        ]

    def add(self, quote: str, label: str) -> None:
        self.record["entities"].append({"id": 900, "label": label, **self.at(quote)})

    def relate(self, source: str, target: str, kind: str) -> None:
        ends = {"from_id": self.span(source)["id"], "to_id": self.span(target)["id"]}
        self.record["relations"].append({"id": 901, "type": kind, **ends})

    def exported(self) -> str:
        """The text as doccano gives it out: ids of its own, and what it kept as ``meta`` on top."""
        said = dict(self.record)
        said |= said.pop("meta")
        ids = {entity["id"]: 5000 - entity["id"] for entity in said["entities"]}
        for entity in said["entities"]:
            entity["id"] = ids[entity["id"]]
        for relation in said["relations"]:
            relation |= {end: ids[relation[end]] for end in ("from_id", "to_id")}
        said["entities"].sort(key=lambda entity: entity["id"])
        return json.dumps({"id": 77, **said, "Comments": []}, ensure_ascii=False) + "\n"


@pytest.fixture(params=[True, False], ids=["with its companion", "by itself"])
def edited(scheme: Scheme, tmp_path: Path, request: pytest.FixtureRequest) -> Edited:
    """What comes into a new project of an export that somebody edited in doccano."""

    def run(edit: Callable[[_Doccano], None]) -> Session:
        out = tmp_path / "out.jsonl"
        first = Session.create(tmp_path / "one.sqlite", scheme)
        first.exchange.store(Reading([_bundle(scheme)]))
        first.exchange.export(out, format_name="doccano", with_companion=request.param)
        first.close()
        doccano = _Doccano(json.loads(out.read_text("utf-8")))
        edit(doccano)
        out.write_text(doccano.exported(), "utf-8")
        second = Session.create(tmp_path / "two.sqlite", scheme)
        request.addfinalizer(second.close)
        result = second.exchange.import_files([out])
        assert result.receipt.refused == []
        return second

    return run


def _mentions(session: Session) -> dict[str, tuple[str, str, dict[str, str]]]:
    """The mentions by what they read: type, the entity's name, attributes."""
    names = {entity.id: entity.name() for entity in session.entities.find("", limit=10)}
    return {
        m.text: (m.type, names.get(m.entity or 0, ""), dict(m.attributes))
        for m in shown(session, 1).mentions
    }


def _roles(session: Session) -> set[tuple[str, str | None, str]]:
    """Who fills which role of the only deal, with what evidence."""
    names = {entity.id: entity.name() for entity in session.entities.find("", limit=10)}
    (deal,) = shown(session, 1).deals
    return {(f.role, names.get(f.entity or 0, f.value), f.evidence[0].text) for f in deal.roles}


NAMED = {"level": "name"}
LUND = ("Place", "", {})
BOTH = {
    ("Partner", "Norrland Motors", "Norrland Motors"),
    ("Partner", "Qiming Auto", "Qiming Auto"),
}


def test_a_span_that_was_moved_is_the_same_mention(edited: Edited) -> None:
    session = edited(lambda doccano: doccano.move("Norrland Motors", "Norrland"))
    assert _mentions(session) == {
        "Norrland": ("Company", "Norrland Motors", NAMED),
        "Qiming Auto": ("Company", "Qiming Auto", NAMED),
        "Falun Rail": ("Company", "Falun Rail", NAMED),
        "Lund": LUND,
    }
    assert _roles(session) == {
        ("Partner", "Norrland Motors", "Norrland"),
        ("Partner", "Qiming Auto", "Qiming Auto"),
    }


def test_a_label_that_was_changed(edited: Edited) -> None:
    session = edited(lambda doccano: doccano.relabel("Falun Rail", "Brand"))
    assert _mentions(session)["Falun Rail"] == ("Brand", "Falun Rail", NAMED)
    assert len(_mentions(session)) == 4
    assert _roles(session) == BOTH


def test_a_span_that_was_deleted_leaves_the_deal(edited: Edited) -> None:
    session = edited(lambda doccano: doccano.delete("Qiming Auto"))
    assert set(_mentions(session)) == {"Norrland Motors", "Falun Rail", "Lund"}
    assert _roles(session) == {("Partner", "Norrland Motors", "Norrland Motors")}
    (deal,) = shown(session, 1).deals
    assert (deal.slot("status"), deal.slot("value")) == ("announced", "5 EUR")


def test_a_span_and_a_relation_that_were_added(edited: Edited) -> None:
    def edit(doccano: _Doccano) -> None:
        doccano.add("agreed", "Date")
        doccano.relate("joint venture", "Lund", "Location")
        doccano.relate("joint venture", "Falun Rail", "Partner")

    session = edited(edit)
    assert _mentions(session)["agreed"] == ("Date", "", {})
    assert _roles(session) == {
        *BOTH,
        ("Location", "Lund", "Lund"),
        ("Partner", "Falun Rail", "Falun Rail"),
    }


def test_the_trigger_of_a_deal_that_was_relabelled(edited: Edited) -> None:
    session = edited(lambda doccano: doccano.relabel("joint venture", "Merger"))
    (deal,) = shown(session, 1).deals
    assert (deal.type, deal.slot("value")) == ("Merger", "5 EUR")
    assert _roles(session) == BOTH


def test_the_trigger_of_a_deal_that_was_moved(edited: Edited) -> None:
    session = edited(lambda doccano: doccano.move("joint venture", "a joint venture"))
    (deal,) = shown(session, 1).deals
    assert [piece.text for piece in deal.triggers] == ["a joint venture"]
    assert deal.slot("value") == "5 EUR"
    assert _roles(session) == BOTH


def test_all_of_it_at_once(edited: Edited) -> None:
    def edit(doccano: _Doccano) -> None:
        doccano.move("Norrland Motors", "Norrland")
        doccano.relabel("Falun Rail", "Brand")
        doccano.delete("Lund")
        doccano.add("agreed", "Date")

    session = edited(edit)
    assert _mentions(session) == {
        "Norrland": ("Company", "Norrland Motors", NAMED),
        "Qiming Auto": ("Company", "Qiming Auto", NAMED),
        "Falun Rail": ("Brand", "Falun Rail", NAMED),
        "agreed": ("Date", "", {}),
    }
    assert len(_roles(session)) == 2
