"""Tables of deals that somebody else made: their headings as the ones that evreader writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.language import passage_language
from evreader.formats.tables.cells import joined, parted
from evreader.formats.tables.names import TYPES, filler_type, role_heading, schemes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evreader.domain.scheme import DealType, Role, SlotType

_DEAL_TYPES = ("deal type", "deal_type", "deal", "交易类型", "合作类型", "交易")
_TYPES = (*TYPES, *_DEAL_TYPES)
_SETS = ("set", "annotation set", "标注集")
_NOTES = ("note", "notes", "备注", "说明")


def is_deals(heading: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the first row of a table names the type of a deal and at least one role.

    Where it only says “type”, the row below must tell one of a deal.
    """
    words = [word.lower() for word in heading]
    has_role = any(_is_called(role, word) for word in words for role in _roles())
    told = [cell.strip().lower() for word, cell in zip(words, row, strict=False) if word in TYPES]
    is_told = any(_is_called(kind, cell) for cell in told for kind in _deal_types())
    return has_role and (is_told or not set(words).isdisjoint(_DEAL_TYPES))


def own_record(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A row of such a table as a row of ours; what has no place in a deal stays a slot."""
    told = [(heading, cell.strip()) for heading, cell in pairs if cell.strip()]
    type_ = next((cell for heading, cell in told if heading.lower() in _TYPES), "")
    kind = next((kind for kind in _deal_types() if _is_called(kind, type_.lower())), None)
    record = {"type": kind.name if kind else type_}
    parties: dict[tuple[str, str], None] = {}
    for heading, cell in told:
        word = heading.lower()
        if word in _TYPES:
            continue
        role = _role(word, kind)
        if role is None:
            slot = _slot(word, heading)
            record[slot] = _choice(slot.removeprefix("slot "), cell)
            continue
        record[role_heading(role)] = cell
        if not any(filler_type(record["type"], role) in scheme.values for scheme in schemes()):
            found = [_sides(item) for item in parted(cell)]
            parties |= dict.fromkeys(found)
            record[role_heading(role)] = joined(" / ".join(dict.fromkeys(pair)) for pair in found)
    record["parties_en"] = joined(en for en, _ in parties)
    record["parties_zh"] = joined(zh for _, zh in parties)
    return record


def _role(word: str, kind: DealType | None) -> str | None:
    """The role that a heading means, in a deal of this type if it has it."""
    own = kind.roles if kind else ()
    return next((role.name for role in (*own, *_roles()) if _is_called(role, word)), None)


def _slot(word: str, heading: str) -> str:
    """The heading of a slot's column in our own tables."""
    if word in _SETS:
        return "set"
    if word in _NOTES:
        return "note"
    slots = (slot for scheme in schemes() for slot in scheme.slots)
    return f"slot {next((slot.name for slot in slots if _is_called(slot, word)), heading)}"


def _choice(slot: str, cell: str) -> str:
    """What a slot holds for a word that is shown for it; else the word itself."""
    for scheme in schemes():
        known = scheme.slot_types.get(slot)
        for choice in known.choices if known else ():
            if cell.lower() in {scheme.word(choice, language).lower() for language in ("en", "zh")}:
                return choice
    return cell


def _sides(item: str) -> tuple[str, str]:
    """The English and the Chinese name of a party, which are the same where only one is told."""
    first, is_pair, second = item.partition(" / ")
    if not is_pair:
        return item, item
    return (second, first) if passage_language(first) == "zh" else (first, second)


def _is_called(thing: DealType | Role | SlotType, word: str) -> bool:
    return word in {thing.name.lower(), *(label.lower() for label in thing.labels.values())}


def _deal_types() -> Iterator[DealType]:
    return (kind for scheme in schemes() for kind in scheme.deals)


def _roles() -> Iterator[Role]:
    return (role for kind in _deal_types() for role in kind.roles)
