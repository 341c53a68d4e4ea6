"""The columns that evreader writes and knows again, and the words that others use for them."""

from __future__ import annotations

from evreader.formats.tables.headings import heading_of
from evreader.formats.tables.vocabulary import schemes

DEAL_FIRST = ("id", "set", "type", "parties_en", "parties_zh")
DEAL_LAST = ("evidence_en", "evidence_zh", "evidence_other", "articles", "note")
ENTITY_FIRST = ("id", "type", "name_en", "name_zh", "aliases_en", "aliases_zh", "other_names")
ENTITY_LAST = ("mentions", "deals")
MENTION = (
    "id", "set", "article", "url", "passage", "language", "start", "end", "fragments", "text",
    "type", "entity", "entity_en", "entity_zh", "attributes", "origin",
)  # fmt: skip

IGNORED = frozenset({"id", *ENTITY_LAST})


def is_slot(name: str) -> bool:
    """Whether a column between the first and the last ones is a slot and not a role."""
    return name[:1].islower() or any(name in scheme.slot_types for scheme in schemes())


def slot_heading(name: str) -> str:
    """The heading of a slot's column."""
    return name if is_slot(name) and not _is_told(name) else f"slot {name}"


def role_heading(name: str) -> str:
    """The heading of a role's column."""
    return f"role {name}" if is_slot(name) or _is_told(name) else name


def attribute_heading(name: str) -> str:
    """The heading of an entity attribute's column."""
    words = {*ENTITY_FIRST, *ENTITY_LAST}
    is_taken = not name or name.strip().lower() in words or name.startswith("attribute ")
    is_taken = is_taken or bool(heading_of(name).entity)
    return f"attribute {name}" if is_taken or name != name.strip() else name


def _is_told(name: str) -> bool:
    """Whether a name would be taken for another column."""
    return name in {*DEAL_FIRST, *DEAL_LAST} or name.startswith(("role ", "slot ")) or not name
