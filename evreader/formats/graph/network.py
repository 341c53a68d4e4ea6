"""A bundle as nodes and edges.

Deals are nodes of their own, between the entities that fill their roles: so a deal of five keeps
who is what, which edges between each two of them could not say.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evreader.domain.scheme import label
from evreader.formats.characters import Legal
from evreader.formats.graph.dates import first_day, last_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evreader.domain.annotation import Deal, Entity, Evidence, Filler
    from evreader.domain.bundle import Bundle, Receipt

Fact = str | int
_BEGINNINGS = ("effective", "signed", "announced")
_GREY = "#808080"


@dataclass(frozen=True, slots=True)
class Node:
    """An entity or a deal.

    Attributes:
        key: the same in every export of a project: ``entity-12``, ``deal-3``.
        label: what a picture shows, of one line for each language.
        facts: all else, by name.
        start: the first day of a deal as ISO 8601, where it is known.
        end: the last day.
    """

    key: str
    label: str
    is_deal: bool
    color: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An entity in a role of a deal; ``source`` is the deal."""

    key: str
    source: str
    target: str
    label: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


class Network:
    """The nodes and edges of a bundle; text is fit for XML.

    Attributes:
        nodes: the entities that take part in deals, then the deals.
        edges: one for each entity in a role; several roles give several.
    """

    def __init__(self, bundle: Bundle, receipt: Receipt) -> None:
        self._scheme = bundle.scheme
        self._legal = Legal()
        self._receipt = receipt
        self._mentions: Counter[int | None] = Counter()
        for annotated in bundle.articles:
            self._mentions.update(mention.entity for mention in annotated.mentions)
        known = {entity.id: entity for entity in bundle.entities}
        parts = Counter(
            number
            for deal in bundle.deals
            for number in {filler.entity for filler in deal.roles}
            if number is not None and number in known
        )
        sets = {item.id: item.name for item in bundle.sets}
        entities = [self._entity(known[n], parts[n]) for n in sorted(parts)]
        deals = [self._deal(deal, sets.get(deal.set, "")) for deal in bundle.deals]
        self.nodes = [*entities, *deals]
        self.edges = [edge for deal in bundle.deals for edge in self._edges(deal, known)]
        self._report(len(known) - len(entities))

    def _entity(self, entity: Entity, deals: int) -> Node:
        kind = self._scheme.entity_types.get(entity.type) if self._scheme else None
        names = {name.language: name.text for name in reversed(entity.names)}
        facts: dict[str, Fact] = {
            "kind": "entity",
            "type": entity.type,
            **self._labels("type", kind.labels if kind else {}),
            "name_en": names.get("en", names.get("other", "")),
            "name_zh": names.get("zh", ""),
            "aliases": "; ".join(name.text for name in entity.names),
            "mentions": self._mentions[entity.id],
            "deals": deals,
        }
        facts |= _named(entity.attributes, "attribute", facts)
        return Node(
            f"entity-{entity.id}",
            self._legal(_lines(str(facts["name_en"]), str(facts["name_zh"])) or "?"),
            is_deal=False,
            color=kind.color if kind else _GREY,
            facts=self._clean(facts),
        )

    def _deal(self, deal: Deal, set_name: str) -> Node:
        kind = self._scheme.deal_types.get(deal.type) if self._scheme else None
        slots = {slot.name: slot.value for slot in deal.slots if slot.value}
        values = (f"{f.role}: {f.value}" for f in deal.roles if f.entity is None and f.value)
        labels = kind.labels if kind else {"en": deal.type}
        facts: dict[str, Fact] = {
            "kind": "deal",
            "type": deal.type,
            **self._labels("type", labels),
            "set": set_name,
            "values": "; ".join(values),
            "evidence": len(_evidence(deal)),
        }
        facts |= _named(slots, "slot", facts)
        return Node(
            f"deal-{deal.id}",
            self._legal(_lines(label(labels), labels.get("zh", ""))),
            is_deal=True,
            color=kind.color if kind else _GREY,
            facts=self._clean(facts),
            start=next(
                (day for name in _BEGINNINGS if (day := first_day(slots.get(name, "")))), ""
            ),
            end=last_day(slots.get("ended", "")),
        )

    def _edges(self, deal: Deal, known: Mapping[int, Entity]) -> list[Edge]:
        kind = self._scheme.deal_types.get(deal.type) if self._scheme else None
        roles = {role.name: role.labels for role in kind.roles} if kind else {}
        seen: Counter[str] = Counter()
        edges = []
        for filler in deal.roles:
            if filler.entity not in known or filler.entity is None:
                continue
            key = f"deal-{deal.id}-{filler.role}-{filler.entity}"
            seen[key] += 1
            key = key if seen[key] == 1 else f"{key}-{seen[key]}"
            edges.append(self._edge(key, deal, filler, roles.get(filler.role, {})))
        return edges

    def _edge(self, key: str, deal: Deal, filler: Filler, labels: Mapping[str, str]) -> Edge:
        facts: dict[str, Fact] = {
            "role": filler.role,
            **self._labels("role", labels),
            "deal_type": deal.type,
            "evidence": len(filler.evidence),
        }
        facts |= _named(filler.attributes, "attribute", facts)
        shown = _lines(label(labels), labels.get("zh", "")) if labels else filler.role
        return Edge(
            self._legal(key),
            f"deal-{deal.id}",
            f"entity-{filler.entity}",
            self._legal(shown),
            self._clean(facts),
        )

    @staticmethod
    def _labels(name: str, labels: Mapping[str, str]) -> dict[str, Fact]:
        return {f"{name}_{language}": labels.get(language, "") for language in ("en", "zh")}

    def _clean(self, facts: Mapping[str, Fact]) -> dict[str, Fact]:
        """Facts that say something, fit for XML."""
        return {
            self._legal(name) or "?": value if isinstance(value, int) else self._legal(value)
            for name, value in facts.items()
            if value != ""
        }

    def _report(self, idle: int) -> None:
        receipt = self._receipt
        deals = sum(node.is_deal for node in self.nodes)
        receipt.count("entities", len(self.nodes) - deals)
        receipt.count("deals", deals)
        receipt.count("edges", len(self.edges))
        lost = {
            "Entities left out because they take part in no deal: {}.": idle,
            "Mentions left out, other than as counts at their entities: {}.": (
                self._mentions.total()
            ),
        }
        receipt.losses += [text.format(number) for text, number in lost.items() if number]
        self._legal.report(receipt)


def _evidence(deal: Deal) -> list[Evidence]:
    found = [piece for filler in deal.roles for piece in filler.evidence]
    found += [piece for slot in deal.slots for piece in slot.evidence]
    return [*found, *deal.triggers]


def _named(more: Mapping[str, str], kind: str, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Further facts, so called that none takes the place of another."""
    taken = {"label", *facts}
    return {f"{kind} {name}" if name in taken else name: value for name, value in more.items()}


def _lines(en: str, zh: str) -> str:
    return "\n".join(dict.fromkeys(text for text in (en, zh) if text))
