"""The columns that evreader writes and knows again, and the words that others use for them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from evreader.domain.scheme import Scheme
from evreader.resources import load_scheme_data, resource

if TYPE_CHECKING:
    from evreader.domain.article import Language

DEAL_FIRST = ("id", "set", "type", "parties_en", "parties_zh")
DEAL_LAST = ("evidence_en", "evidence_zh", "evidence_other", "articles", "note")
ENTITY_FIRST = ("id", "type", "name_en", "name_zh", "aliases_en", "aliases_zh", "other_names")
ENTITY_LAST = ("mentions", "deals")
MENTION = (
    "id", "set", "article", "url", "passage", "language", "start", "end", "fragments", "text",
    "type", "entity", "entity_en", "entity_zh", "attributes", "origin",
)  # fmt: skip

NAMES: dict[str, Language | None] = {
    **dict.fromkeys(("name_en", "en", "english", "en name", "english name", "name (en)", "name en",
                     "英文", "英文名", "英文名称"), "en"),
    **dict.fromkeys(("name_zh", "zh", "cn", "chinese", "zh name", "chinese name", "name (zh)",
                     "name zh", "name_cn", "中文", "中文名", "中文名称"), "zh"),
    **dict.fromkeys(("name", "entity", "company", "organisation", "organization", "title",
                     "label", "名称", "公司", "公司名称", "企业", "企业名称", "实体"), None),
}  # fmt: skip
"""Headings of names, and the language they tell; None where the script of the name tells."""
ALIASES: dict[str, Language | None] = {
    "aliases_en": "en",
    "aliases_zh": "zh",
    **dict.fromkeys(("alias", "aliases", "synonym", "synonyms", "other names", "other_names",
                     "also known as", "aka", "别名", "简称", "其他名称", "曾用名"), None),
}  # fmt: skip
TYPES = ("type", "category", "class", "kind", "类型", "类别")
IGNORED = frozenset({"id", *ENTITY_LAST})


@cache
def schemes() -> tuple[Scheme, ...]:
    """The schemes that come with the program."""
    names = sorted(path.stem for path in resource("schemes").glob("*.toml"))
    return tuple(Scheme.from_data(load_scheme_data(name)) for name in names)


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
    words = {*NAMES, *ALIASES, *TYPES, *ENTITY_FIRST, *ENTITY_LAST}
    is_taken = not name or name.strip().lower() in words or name.startswith("attribute ")
    return f"attribute {name}" if is_taken or name != name.strip() else name


def entity_type(told: str) -> str:
    """The entity type that a word stands for, in either language; else the word itself."""
    word = told.strip()
    for scheme in schemes():
        for kind in scheme.entities:
            if word.lower() in {kind.name.lower(), *(one.lower() for one in kind.labels.values())}:
                return kind.name
    return word


def filler_type(deal: str, role: str) -> str:
    """The entity type that fills a role as a rule."""
    for scheme in schemes():
        kind = scheme.deal_types.get(deal)
        for item in kind.roles if kind else ():
            if item.name == role and item.types:
                return item.types[0]
    return "Company"


def _is_told(name: str) -> bool:
    """Whether a name would be taken for another column."""
    return name in {*DEAL_FIRST, *DEAL_LAST} or name.startswith(("role ", "slot ")) or not name
