"""Entities and their names: rows to values and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.annotation import Entity, Name
from evreader.domain.summaries import EntitySummary
from evreader.errors import NotFoundError
from evreader.store.rows import among, inserted, packed, unpacked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from sqlite_utils import Database


def entities(plain: sqlite3.Connection, only: Sequence[int] | None = None) -> Iterator[Entity]:
    """All entities, or only these, by id."""
    which = "" if only is None else f"WHERE e.id {among(only)}"
    names: dict[int, list[Name]] = {}
    for entity, language, name in plain.execute(
        "SELECT n.entity, n.language, n.name FROM entity e JOIN entity_name n ON n.entity = e.id "
        f"{which} ORDER BY n.entity, n.position"
    ):
        names.setdefault(entity, []).append(Name(language, name))
    for entity, kind, attributes in plain.execute(
        f"SELECT e.id, e.type, e.attributes FROM entity e {which} ORDER BY e.id"
    ):
        yield Entity(entity, kind, tuple(names.get(entity, ())), unpacked(attributes))


def entity(plain: sqlite3.Connection, entity_id: int) -> Entity:
    """One entity.

    Raises:
        NotFoundError: there is no such entity.
    """
    found = next(entities(plain, (entity_id,)), None)
    if found is None:
        raise NotFoundError(f"There is no entity {entity_id} in this project.")
    return found


def sets_of(plain: sqlite3.Connection, ids: Sequence[int]) -> set[int]:
    """The annotation sets with mentions or roles of these entities."""
    these = among(ids)
    rows = plain.execute(
        f"SELECT annotation_set FROM mention WHERE entity {these} UNION "
        "SELECT d.annotation_set FROM filler f JOIN deal d ON d.id = f.deal "
        f"WHERE f.entity {these}"
    )
    return {row[0] for row in rows}


def summaries(
    plain: sqlite3.Connection, annotation_set: int, only: Sequence[int] | None = None
) -> list[EntitySummary]:
    """All entities, or only these, with how often they occur in an annotation set."""
    of = "IS NOT NULL" if only is None else among(only)
    mentions = dict(
        plain.execute(
            f"SELECT entity, count(*) FROM mention WHERE entity {of} "
            # By the index of entities, in whose order it groups: 130 ms instead of 300 for 300,000.
            "AND +annotation_set = ? GROUP BY entity",
            (annotation_set,),
        ).fetchall()
    )
    deals = dict(
        plain.execute(
            "SELECT f.entity, count(DISTINCT f.deal) FROM filler f JOIN deal d ON d.id = f.deal "
            f"WHERE f.entity {of} AND d.annotation_set = ? GROUP BY f.entity",
            (annotation_set,),
        ).fetchall()
    )
    return [
        EntitySummary(one, mentions.get(one.id, 0), deals.get(one.id, 0))
        for one in entities(plain, only)
    ]


def add_entity(
    db: Database, kind: str, names: Sequence[Name], attributes: Mapping[str, str]
) -> int:
    """Insert an entity."""
    entity_id = inserted(db, "entity", {"type": kind, "attributes": packed(attributes)})
    _insert_names(db, entity_id, names)
    return entity_id


def set_names(db: Database, entity_id: int, names: Sequence[Name]) -> None:
    """Replace an entity's names."""
    db.table("entity_name").delete_where("entity = ?", [entity_id])
    _insert_names(db, entity_id, names)


def update(db: Database, entity_id: int, **values: object) -> None:
    """Set columns of an entity."""
    db.table("entity").update(entity_id, values)


def merge(db: Database, keep: int, others: Sequence[int]) -> None:
    """Let one entity take the mentions and roles of others, which then go."""
    for table in ("mention", "filler"):
        db.execute(f"UPDATE {table} SET entity = ? WHERE entity {among(others)}", (keep,))
    delete(db, others)


def delete(db: Database, ids: Sequence[int]) -> None:
    """Remove entities; their mentions stay, without one."""
    db.execute(f"DELETE FROM entity WHERE id {among(ids)}")


def _insert_names(db: Database, entity_id: int, names: Sequence[Name]) -> None:
    db.table("entity_name").insert_all(
        {"entity": entity_id, "position": position, "language": name.language, "name": name.text}
        for position, name in enumerate(names)
    )
