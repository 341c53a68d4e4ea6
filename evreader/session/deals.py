"""Deals of the current annotation set: their roles, slots and evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.domain.annotation import Deal, Evidence, Filler
from evreader.domain.scheme import label, missing_roles
from evreader.domain.slots import parse_slot
from evreader.domain.summaries import DealSummary
from evreader.errors import InputError, NotFoundError
from evreader.session.core import shortened
from evreader.session.entities import Entities
from evreader.store import articles, deals, entities, mentions

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from evreader.domain.annotation import Mention, Name, Slot
    from evreader.domain.scheme import Role
    from evreader.session.core import Core


class Deals:
    """Making deals and filling them."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def summaries(self, *, only: Iterable[int] | None = None) -> list[DealSummary]:
        """Deals of the current set, over all articles: all of them, or of these ids."""
        plain = self._core.plain
        current = self._core.current_set.id
        found = deals.of_sets(plain, (current,), only=only)
        parties = {f.entity for deal in found for f in deal.roles if f.entity is not None}
        known = {entity.id: entity for entity in entities.entities(plain, tuple(parties))}
        where = deals.articles_of(plain, (current,), only=only)
        return [
            DealSummary(
                deal,
                tuple(
                    known[entity]
                    for entity in dict.fromkeys(filler.entity for filler in deal.roles)
                    if entity is not None
                ),
                missing_roles(deal, self._core.scheme),
                where.get(deal.id, ()),
            )
            for deal in found
        ]

    def get(self, deal: int) -> Deal:
        """One deal."""
        return deals.deal(self._core.plain, deal)

    def of_article(self, article: int, *, every_set: bool = False) -> list[Deal]:
        """The deals of the current set, or of every one, with evidence in an article."""
        return deals.of_article(self._core.plain, article, self._core.set_ids(every=every_set))

    def create(
        self,
        type: str,  # noqa: A002
        *,
        roles: Sequence[Filler] = (),
        slots: Sequence[Slot] = (),
        triggers: Sequence[Evidence] = (),
        origin: str = "user",
    ) -> int:
        """A new deal, complete or not.

        Raises:
            InputError: the scheme has no such deal type, role or slot, a value cannot be read, a
                role that takes one filler gets more, or evidence is not what stands in its place.
            NotFoundError: an entity, passage or mention is not there.
        """
        self._require_type(type)
        taken: set[str] = set()
        for filler in roles:
            self._require_room(type, filler.role, taken)
            taken.add(filler.role)
            if filler.entity is None and not filler.value:
                raise InputError(f"{filler.role} needs an entity or a value.")
            self._require_quotes(filler.evidence)
        read = [replace(slot, value=self._parsed(slot.name, slot.value)) for slot in slots]
        for slot in read:
            self._require_quotes(slot.evidence)
        self._require_quotes(triggers)
        current = self._core.current_set.id
        kept = tuple(slot for slot in read if slot.value)
        deal = Deal(0, current, type, tuple(roles), kept, tuple(triggers), origin)
        with self._core.operation("New deal", self._label(type), of_sets=(current,)) as db:
            return deals.add(db, deal)

    def start(
        self,
        type: str,  # noqa: A002
        *,
        mentions: Sequence[int] = (),
        triggers: Sequence[Evidence] = (),
    ) -> int:
        """A new deal of what is tagged, as one step.

        Each mention fills the first role that its type fits and that has room; an entity is made
        for one that has none yet. A mention that fits no role is left out.
        """
        self._require_type(type)
        with self._core.operation(
            "New deal", self._label(type), of_sets=(self._core.current_set.id,)
        ):
            found = [self._mention(mention) for mention in mentions]
            seats = _seats(self._core.scheme.deal_types[type].roles, found)
            roles = [self._filler_of(mention, role) for mention, role in seats]
            return self.create(type, roles=roles, triggers=triggers)

    def fill_from(self, deal: int, role: str, mention: int) -> int:
        """Fill a role from a mention, as one step; returns the filler's id.

        What fills the role already gets the mention as further evidence.

        Raises:
            InputError: the deal's type has no such role, or it takes one filler and has another.
        """
        before = self.get(deal)
        known = self._require_role(before.type, role)
        with self._core.operation("Fill role", role, of_sets=(before.set,)):
            filler = self._filler_of(self._mention(mention), known)
            for same in before.fillers(role):
                if (same.entity, same.value) == (filler.entity, filler.value):
                    self._support(deal, same, filler.evidence)
                    return same.id
            return self.add_filler(deal, filler)

    def set_type(self, deal: int, type: str) -> None:  # noqa: A002
        """Change a deal's type; fillers of roles it does not have stay and show as such."""
        self._require_type(type)
        of_sets = (self.get(deal).set,)
        with self._core.operation("Change type of deal", self._label(type), of_sets=of_sets) as db:
            deals.set_type(db, deal, type)

    def delete(self, ids: Sequence[int]) -> None:
        """Remove deals with all they have."""
        found = deals.heads(self._core.plain, ids)
        detail = self._label(found[0][1]) if len(found) == 1 else f"({len(found)})"
        of_sets = {set_id for set_id, _ in found}
        with self._core.operation("Delete deal", detail, of_sets=of_sets) as db:
            deals.delete(db, ids)

    def add_filler(self, deal: int, filler: Filler) -> int:
        """Fill a role; returns the filler's id.

        Raises:
            InputError: the deal's type has no such role, or it takes one filler and has it.
        """
        before = self.get(deal)
        self._require_room(before.type, filler.role, {other.role for other in before.roles})
        self._require_quotes(filler.evidence)
        with self._core.operation("Fill role", filler.role, of_sets=(before.set,)) as db:
            return deals.add_filler(db, deal, filler)

    def add_new_entity(self, deal: int, role: str, entity_type: str, name: Name) -> int:
        """Fill a role with an entity made for it, as one step; returns the filler's id.

        Raises:
            InputError: the deal's type has no such role, or it takes one filler and has it.
        """
        before = self.get(deal)
        self._require_room(before.type, role, {other.role for other in before.roles})
        with self._core.operation("Fill role", role, of_sets=(before.set,)) as db:
            entity = entities.add_entity(db, entity_type, [name], {})
            return deals.add_filler(db, deal, Filler(role, entity))

    def remove_filler(self, filler: int) -> None:
        """Empty a role again, with its evidence."""
        deal, found = self._filler(filler)
        with self._core.operation("Empty role", found.role, of_sets=(deal.set,)) as db:
            deals.remove_filler(db, filler)

    def set_filler_attribute(self, filler: int, name: str, value: str) -> None:
        """Say something more about a filler (stake, contribution); empty takes it back."""
        deal, found = self._filler(filler)
        kept = {k: v for k, v in found.attributes.items() if k != name}
        with self._core.operation("Change role", found.role, of_sets=(deal.set,)) as db:
            changed = kept | ({name: value} if value else {})
            deals.set_filler_attributes(db, filler, changed)

    def set_slot(
        self, deal: int, name: str, value: str, evidence: Sequence[Evidence] | None = None
    ) -> None:
        """Set a slot; an empty value removes it with its evidence, ``evidence`` adds to it.

        Raises:
            InputError: the scheme has no such slot, or the value cannot be read as its kind.
        """
        before = self.get(deal)
        value = self._parsed(name, value)
        self._require_quotes(evidence or ())
        with self._core.operation("Set", f"{name} {value}".strip(), of_sets=(before.set,)) as db:
            slot = deals.set_slot(db, deal, name, value)
            if slot is not None and evidence:
                deals.add_evidence(db, evidence, deal=deal, slot=slot)

    def add_evidence(
        self, evidence: Evidence, *, deal: int, filler: int | None = None, slot: str | None = None
    ) -> None:
        """Attach evidence to a filler or a slot, or (neither) to the deal as its trigger.

        Raises:
            InputError: it is not what stands in its place.
            NotFoundError: the deal has no such filler or slot.
        """
        before = self.get(deal)
        if filler is not None and all(other.id != filler for other in before.roles):
            raise NotFoundError(f"Deal {deal} has no filled role {filler}.")
        slot_id = self._slot_id(before, slot)
        self._require_quotes((evidence,))
        detail = f"“{evidence.text}”"
        with self._core.operation("Add evidence", detail, of_sets=(before.set,)) as db:
            deals.add_evidence(db, (evidence,), deal=deal, filler=filler, slot=slot_id)

    def remove_evidence(
        self, evidence: Evidence, *, deal: int, filler: int | None = None, slot: str | None = None
    ) -> None:
        """Detach evidence."""
        before = self.get(deal)
        slot_id = self._slot_id(before, slot)
        detail = f"“{evidence.text}”"
        with self._core.operation("Remove evidence", detail, of_sets=(before.set,)) as db:
            deals.remove_evidence(db, evidence, deal=deal, filler=filler, slot=slot_id)

    def _filler(self, filler: int) -> tuple[Deal, Filler]:
        deal = self.get(deals.deal_of_filler(self._core.plain, filler))
        return deal, next(item for item in deal.roles if item.id == filler)

    def _support(self, deal: int, filler: Filler, evidence: Iterable[Evidence]) -> None:
        for item in evidence:
            if item not in filler.evidence:
                self.add_evidence(item, deal=deal, filler=filler.id)

    def _mention(self, mention: int) -> Mention:
        return mentions.mention(self._core.plain, mention)

    def _filler_of(self, mention: Mention, role: Role) -> Filler:
        """What a mention puts into a role: an amount its text, a thing its entity."""
        values = self._core.scheme.values
        entity = mention.entity
        if mention.type in values or (role.types and values.issuperset(role.types)):
            entity = None
        elif entity is None:
            entity = Entities(self._core).create_for([mention.id])
        text, _ = articles.text_of(self._core.plain, mention.passage)
        start, end = mention.start, mention.end
        evidence = Evidence(mention.passage, start, end, text[start:end], mention.id)
        value = mention.text if entity is None else None
        return Filler(role.name, entity, value, evidence=(evidence,))

    @staticmethod
    def _slot_id(deal: Deal, name: str | None) -> int | None:
        if name is None:
            return None
        for slot in deal.slots:
            if slot.name == name:
                return slot.id
        raise NotFoundError(f"Give {name} a value first; then it can have evidence.")

    def _label(self, type_name: str) -> str:
        known = self._core.scheme.deal_types.get(type_name)
        return shortened(label(known.labels) if known else type_name)

    def _require_type(self, name: str) -> None:
        if name not in self._core.scheme.deal_types:
            known = ", ".join(self._core.scheme.deal_types)
            raise InputError(f"The scheme has no deal type {name}; it has {known}.")

    def _require_quotes(self, evidence: Iterable[Evidence]) -> None:
        for item in evidence:
            text, _ = articles.text_of(self._core.plain, item.passage)
            inside = 0 <= item.start < item.end <= len(text)
            if not inside or text[item.start : item.end] != item.text:
                raise InputError(
                    f"{item.start}–{item.end} of passage {item.passage} does not read "
                    f"{shortened(item.text)}; take the evidence again."
                )

    def _require_room(self, type_name: str, role_name: str, taken: Container[str]) -> None:
        role = self._require_role(type_name, role_name)
        if role_name in taken and not role.many:
            raise InputError(f"{label(role.labels)} takes one filler; remove the one it has first.")

    def _require_role(self, type_name: str, role_name: str) -> Role:
        self._require_type(type_name)
        known = self._core.scheme.deal_types[type_name].roles
        for role in known:
            if role.name == role_name:
                return role
        names = ", ".join(role.name for role in known)
        raise InputError(f"{type_name} has no role {role_name}; it has {names}.")

    def _parsed(self, name: str, value: str) -> str:
        slot = self._core.scheme.slot_types.get(name)
        if slot is None:
            raise InputError(f"The scheme has no slot {name}.")
        return parse_slot(slot, value)


def _seats(roles: Sequence[Role], found: Sequence[Mention]) -> list[tuple[Mention, Role]]:
    """A role for each mention that one fits: first each obligatory one, then those with room.

    So two companies are the partners of a joint venture, but supplier and customer of a supply.
    """
    seats: list[tuple[Mention, Role]] = []
    for mention in found:
        taken = {role.name for _, role in seats}
        fitting = [
            role
            for role in roles
            if (not role.types or mention.type in role.types)
            and (role.many or role.name not in taken)
        ]
        fitting.sort(key=lambda role: (not role.required, role.name in taken))
        seats += [(mention, role) for role in fitting[:1]]
    return seats
