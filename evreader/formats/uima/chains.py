"""Chains of coreference in a CAS: which mentions speak of the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evreader.formats.uima.cas import Cas, Structure

# A chain points at its first mention, and each mention at the next.
_FIRST, NEXT = "first", "next"


class Chains:
    """The chains of one CAS, numbered from 1 in the order of the file."""

    def __init__(self, cas: Cas) -> None:
        self._numbers: dict[int, int] = {}
        self._kept: set[int] = set()
        for structure in cas.structures.values():
            members = _members(cas, structure)
            if len(members) > 1:
                self._kept.add(structure.id)
                for member in members:
                    self._numbers.setdefault(member, len(self._kept))

    def number(self, mention: Structure) -> int:
        """The number of a mention's chain; 0 if it is in none."""
        return self._numbers.get(mention.id, 0)

    def is_kept(self, structure: Structure) -> bool:
        """Whether all that this structure says is which mentions are one chain."""
        return structure.id in self._kept

    @staticmethod
    def is_chain(cas: Cas, structure: Structure) -> bool:
        """Whether a structure is a chain, also one of a single mention."""
        return any(True for _ in cas.targets(structure, _FIRST))


def _members(cas: Cas, chain: Structure) -> list[int]:
    """The ids of the mentions of a chain, in order; it may run in a circle in a damaged file."""
    found: dict[int, None] = {}
    waiting = list(cas.targets(chain, _FIRST))[:1]
    while waiting and waiting[0].id not in found:
        found[waiting[0].id] = None
        waiting = list(cas.targets(waiting[0], NEXT))[:1]
    return list(found)
