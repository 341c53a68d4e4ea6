"""Deals with their roles, slots and evidence: rows to values and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.annotation import Deal, Evidence, Filler, Slot
from evreader.errors import NotFoundError
from evreader.store.rows import among, inserted, packed, unpacked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from sqlite_utils import Database

    _ByOwner = dict[tuple[str, int], list[Evidence]]


def of_sets(
    plain: sqlite3.Connection, sets: Iterable[int], *, only: Iterable[int] | None = None
) -> list[Deal]:
    """The deals of these annotation sets, whole, by id; ``only`` these of them if given."""
    return _deals(plain, _of(sets, only))


def of_article(plain: sqlite3.Connection, article: int, sets: Iterable[int]) -> list[Deal]:
    """The deals of these annotation sets that have evidence in an article, whole, by id."""
    there = (
        "SELECT e.deal FROM evidence e JOIN passage p ON p.id = e.passage "
        f"WHERE p.article = {article}"
    )
    return _deals(plain, f"d.annotation_set {among(sets)} AND d.id IN ({there})")


def deal(plain: sqlite3.Connection, deal_id: int) -> Deal:
    """One deal.

    Raises:
        NotFoundError: there is no such deal.
    """
    found = _deals(plain, f"d.id = {deal_id}")
    if not found:
        raise NotFoundError(f"There is no deal {deal_id} in this project.")
    return found[0]


def heads(plain: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[int, str]]:
    """The annotation set and the type of each of these deals.

    Raises:
        NotFoundError: one of them is not there.
    """
    found = {
        row[0]: (row[1], row[2])
        for row in plain.execute(f"SELECT id, annotation_set, type FROM deal WHERE id {among(ids)}")
    }
    for deal_id in ids:
        if deal_id not in found:
            raise NotFoundError(f"There is no deal {deal_id} in this project.")
    return [found[deal_id] for deal_id in ids]


def articles_of(
    plain: sqlite3.Connection, sets: Iterable[int], *, only: Iterable[int] | None = None
) -> dict[int, tuple[int, ...]]:
    """The articles that the evidence of each deal of these sets stands in, by deal."""
    found: dict[int, list[int]] = {}
    for deal_id, article in plain.execute(
        "SELECT DISTINCT e.deal, p.article FROM evidence e JOIN deal d ON d.id = e.deal "
        f"JOIN passage p ON p.id = e.passage WHERE {_of(sets, only)} ORDER BY 1, 2"
    ):
        found.setdefault(deal_id, []).append(article)
    return {deal_id: tuple(articles) for deal_id, articles in found.items()}


def types(plain: sqlite3.Connection) -> set[str]:
    """The types of all deals."""
    return {row[0] for row in plain.execute("SELECT DISTINCT type FROM deal")}


def deal_of_filler(plain: sqlite3.Connection, filler: int) -> int:
    """The deal that a filler belongs to.

    Raises:
        NotFoundError: there is no such filler.
    """
    row = plain.execute("SELECT deal FROM filler WHERE id = ?", (filler,)).fetchone()
    if row is None:
        raise NotFoundError(f"There is no filled role {filler} in this project.")
    return int(row[0])


def add(db: Database, deal_: Deal) -> int:
    """Insert a deal with all it has; the ids in it are ignored."""
    deal_id = inserted(
        db,
        "deal",
        {"annotation_set": deal_.set, "type": deal_.type, "origin": deal_.origin},
    )
    for filler in deal_.roles:
        add_filler(db, deal_id, filler)
    for slot in deal_.slots:
        slot_id = inserted(db, "slot", {"deal": deal_id, "name": slot.name, "value": slot.value})
        add_evidence(db, slot.evidence, deal=deal_id, slot=slot_id)
    add_evidence(db, deal_.triggers, deal=deal_id)
    return deal_id


def add_filler(db: Database, deal_id: int, filler: Filler) -> int:
    """Fill a role of a deal."""
    filler_id = inserted(
        db,
        "filler",
        {
            "deal": deal_id,
            "role": filler.role,
            "entity": filler.entity,
            "value": filler.value,
            "attributes": packed(filler.attributes),
        },
    )
    add_evidence(db, filler.evidence, deal=deal_id, filler=filler_id)
    return filler_id


def add_evidence(
    db: Database,
    evidence: Sequence[Evidence],
    *,
    deal: int,
    filler: int | None = None,
    slot: int | None = None,
) -> None:
    """Attach evidence to a filler, to a slot, or (neither given) to the deal as its trigger."""
    for item in evidence:
        row = {
            "deal": deal,
            "filler": filler,
            "slot": slot,
            "passage": item.passage,
            "start": item.start,
            "end": item.end,
            "text": item.text,
            "mention": item.mention,
        }
        inserted(db, "evidence", row)


def remove_evidence(
    db: Database,
    evidence: Evidence,
    *,
    deal: int,
    filler: int | None = None,
    slot: int | None = None,
) -> None:
    """Detach evidence from a filler, slot, or deal."""
    db.execute(
        "DELETE FROM evidence WHERE deal = ? AND filler IS ? AND slot IS ? "
        'AND passage = ? AND start = ? AND "end" = ?',
        (deal, filler, slot, evidence.passage, evidence.start, evidence.end),
    )


def set_slot(db: Database, deal_id: int, name: str, value: str) -> int | None:
    """Set a slot's value, keeping its evidence; an empty value removes both."""
    row = db.execute("SELECT id FROM slot WHERE deal = ? AND name = ?", (deal_id, name)).fetchone()
    if not value:
        db.table("slot").delete_where("deal = ? AND name = ?", [deal_id, name])
        return None
    if row is None:
        return inserted(db, "slot", {"deal": deal_id, "name": name, "value": value})
    db.table("slot").update(row[0], {"value": value})
    return int(row[0])


def set_type(db: Database, deal_id: int, kind: str) -> None:
    """Change a deal's type; its roles stay as they are."""
    db.table("deal").update(deal_id, {"type": kind})


def set_filler_attributes(db: Database, filler: int, attributes: Mapping[str, str]) -> None:
    """Replace what a filler says besides."""
    db.table("filler").update(filler, {"attributes": packed(attributes)})


def remove_filler(db: Database, filler: int) -> None:
    """Empty a role again, with its evidence."""
    db.table("filler").delete(filler)


def delete(db: Database, ids: Sequence[int]) -> None:
    """Remove deals with all they have."""
    db.execute(f"DELETE FROM deal WHERE id {among(ids)}")


def _of(sets: Iterable[int], only: Iterable[int] | None) -> str:
    chosen = "" if only is None else f" AND d.id {among(only)}"
    return f"d.annotation_set {among(sets)}{chosen}"


def _deals(plain: sqlite3.Connection, where: str) -> list[Deal]:
    """Deals ``d`` that fit the condition, whole, by id."""
    heads = plain.execute(
        f"SELECT d.id, d.annotation_set, d.type, d.origin FROM deal d WHERE {where} ORDER BY d.id"
    ).fetchall()
    of = f"WHERE deal IN (SELECT d.id FROM deal d WHERE {where})"
    evidence = _evidence(plain, of)
    roles: dict[int, list[Filler]] = {}
    for deal, filler, role, entity, value, attributes in plain.execute(
        f"SELECT deal, id, role, entity, value, attributes FROM filler {of} ORDER BY id"
    ):
        support = tuple(evidence.get(("filler", filler), ()))
        roles.setdefault(deal, []).append(
            Filler(role, entity, value, unpacked(attributes), support, filler)
        )
    slots: dict[int, list[Slot]] = {}
    for deal, slot, name, value in plain.execute(
        f"SELECT deal, id, name, value FROM slot {of} ORDER BY id"
    ):
        slots.setdefault(deal, []).append(
            Slot(name, value, tuple(evidence.get(("slot", slot), ())), slot)
        )
    return [
        Deal(
            id=deal,
            set=set_id,
            type=kind,
            roles=tuple(roles.get(deal, ())),
            slots=tuple(slots.get(deal, ())),
            triggers=tuple(evidence.get(("deal", deal), ())),
            origin=origin,
        )
        for deal, set_id, kind, origin in heads
    ]


def _evidence(plain: sqlite3.Connection, of: str) -> _ByOwner:
    found: _ByOwner = {}
    for deal_id, filler, slot, passage, start, end, text, mention in plain.execute(
        'SELECT deal, filler, slot, passage, start, "end", text, mention '
        f"FROM evidence {of} ORDER BY id"
    ):
        if filler is not None:
            owner = ("filler", filler)
        elif slot is not None:
            owner = ("slot", slot)
        else:
            owner = ("deal", deal_id)
        found.setdefault(owner, []).append(Evidence(passage, start, end, text, mention))
    return found
