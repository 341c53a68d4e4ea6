"""A deal told in one line of words, as tooltips and pictures show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.scheme import label

if TYPE_CHECKING:
    from evreader.domain.annotation import Filler, Slot
    from evreader.domain.scheme import DealType, Scheme
    from evreader.domain.summaries import DealSummary


def deal_in_words(summary: DealSummary, scheme: Scheme | None, language: str = "en") -> str:
    """Type, who fills which role, and the slots: ``Supply: Supplier CATL; Customer BMW · signed``.

    Names and labels are in the language asked for, else in what there is; types, roles and slots
    that the scheme does not know are told by their own names.
    """
    deal = summary.deal
    kind = scheme.deal_types.get(deal.type) if scheme else None
    roles = {role.name: label(role.labels, language) for role in (kind.roles if kind else ())}
    names = {entity.id: entity.name(language) for entity in summary.parties}
    told: dict[str, list[str]] = {}
    for filler in deal.roles:
        told.setdefault(roles.get(filler.role, filler.role), []).append(_filler(filler, names))
    parts = [f"{role} {', '.join(fillers)}" for role, fillers in told.items()]
    slots = [
        _value(slot, scheme, language) for slot in deal.slots if slot.value and slot.name != "note"
    ]
    head = _type_label(deal.type, kind, language)
    body = "; ".join(parts)
    return " · ".join([f"{head}: {body}" if body else head, *slots])


def _value(slot: Slot, scheme: Scheme | None, language: str) -> str:
    """What a slot says: its text, of a choice the label."""
    kind = scheme.slot_types.get(slot.name) if scheme else None
    if scheme is None or kind is None or slot.value not in kind.choices:
        return slot.value
    return scheme.word(slot.value, language)


def _filler(filler: Filler, names: dict[int, str]) -> str:
    name = filler.value or ""
    if filler.entity is not None:
        name = names.get(filler.entity, "")
    more = [value for value in filler.attributes.values() if value]
    return f"{name or '?'} ({', '.join(more)})" if more else name or "?"


def _type_label(name: str, kind: DealType | None, language: str) -> str:
    return label(kind.labels, language) if kind else name
