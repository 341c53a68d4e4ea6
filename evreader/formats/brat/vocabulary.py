"""What brat may call things: identifiers and names, and the three configuration files."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from evreader.formats.standoff.document import ARROW

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from evreader.domain.annotation import Entity
    from evreader.domain.article import Language
    from evreader.domain.scheme import Role, Scheme

EVIDENCE = "Evidence"
"""The type of a stretch of text that supports a role no entity fills."""

DATABASE = "evreader"
"""The database that normalisations name; ids in it are the project's entity ids."""

TOOLS_CONF = (
    f"[normalization]\n\n{DATABASE}\tDB:<NONE>, <URL>:{DATABASE}:, <URLBASE>:{DATABASE}:%s\n"
)
"""The file that says where names come from: brat marks those of a database not listed as wrong."""

# An underscore that would read as one of our own is written as one, too.
_FOREIGN = re.compile(r"[^A-Za-z0-9_-]|_(?=u[0-9a-f]{4}|U[0-9a-f]{8})")
_WRITTEN = re.compile(r"_u([0-9a-f]{4})|_U([0-9a-f]{8})")
_IDENTIFIER = re.compile(r"[A-Za-z0-9_-]+")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
FLAGS = ("yes", "no")
_MIDDLE_LUMA = 128
_LARGEST_BMP = 0xFFFF


def identifier(name: str) -> str:
    """The name in the characters brat allows; any other becomes ``_u`` and its code point."""
    return _FOREIGN.sub(_written, name) or "_"


def role_identifier(name: str) -> str:
    """The name of a role, which may not end in a digit: brat numbers repeated roles with those."""
    name = identifier(name)
    return f"{name}_" if name.rstrip("_")[-1:].isdigit() else name


def name_of(identifier_: str) -> str:
    """The name that an identifier was made from."""
    return _WRITTEN.sub(_read, identifier_)


def role_of(label: str, declared: Container[str] = ()) -> str:
    """The role that a label stands for, which may be numbered.

    One that the configuration declares with its number is a role of its own.
    """
    if label in declared and label[-1].isdigit():
        return name_of(label)
    role = label.rstrip("0123456789") or label
    return name_of(role[:-1] if role.endswith("_") and role.rstrip("_")[-1:].isdigit() else role)


class Vocabulary:
    """The scheme in brat's terms, and the types that turned up outside of it."""

    def __init__(self, scheme: Scheme | None) -> None:
        self._scheme = scheme
        self._entities = dict.fromkeys(kind.name for kind in scheme.entities) if scheme else {}
        self._deals = dict.fromkeys(kind.name for kind in scheme.deals) if scheme else {}
        self._events: set[str] = set()
        self._relations: set[str] = set()
        self._identifiers: dict[str, str] = {}
        self._names: dict[tuple[int, str], str] = {}
        self._roles: dict[str, dict[str, None]] = {}
        self._attributes = _entity_attributes(scheme)
        self._slots = _slot_attributes(scheme)

    @property
    def changed_names(self) -> list[str]:
        """The types that brat has to call otherwise."""
        return [name for name in (*self._entities, *self._deals) if identifier(name) != name]

    def entity_type(self, name: str) -> str:
        """Brat's name for a type of mention, which goes into the configuration."""
        known = self._identifiers.get(name)
        if known is None:
            self._entities.setdefault(name)
            known = self._identifiers[name] = identifier(name)
        return known

    def entity_name(self, entity: Entity | None, language: Language) -> str:
        """What an entity is called in one line; nothing if there is none."""
        if entity is None:
            return ""
        known = self._names.get((entity.id, language))
        if known is None:
            known = " ".join(entity.name(language).split())
            self._names[entity.id, language] = known
        return known

    def deal_type(self, name: str) -> str:
        """Brat's name for a type of event, which goes into the configuration."""
        self._deals.setdefault(name)
        self._events.add(name)
        return identifier(name)

    def relation_type(self, name: str) -> str:
        """Brat's name for a type of relation, which goes into the configuration."""
        self._deals.setdefault(name)
        self._relations.add(name)
        return identifier(name)

    def role(self, deal: str, name: str) -> str:
        """Brat's name for a role of a type of deal, which goes into the configuration."""
        self._roles.setdefault(deal, {}).setdefault(name)
        return role_identifier(name)

    def role_type(self, deal: str, role: str) -> str:
        """The first type that may fill a role, or the type for plain evidence."""
        kind = self._scheme.deal_types.get(deal) if self._scheme else None
        types = next((r.types for r in kind.roles if r.name == role), ()) if kind else ()
        return types[0] if types else EVIDENCE

    def is_attribute(self, name: str, value: str) -> bool:
        """Whether a mention's attribute is one of a choice, which is all brat's attributes hold."""
        return value in self._attributes.get(name, {}).get("values", {})

    def is_slot_attribute(self, name: str, value: str) -> bool:
        """Whether a slot is one of a choice, which is all brat's attributes hold."""
        return value in self._slots.get(name, {})

    def annotation_conf(self) -> str:
        """The file that says which types, roles and attributes there are."""
        lines = ["[entities]", "", *map(identifier, self._entities)]
        relations = [name for name in self._deals if self._is_relation(name)]
        lines += ["", "[relations]", "", *map(self._relation, relations)]
        lines += [*[""][: len(relations)], "[events]", ""]
        for name in self._deals:
            if name in relations and name not in self._events:
                continue
            arguments = ", ".join(self._arguments(name))
            lines.append(f"{identifier(name)}\t{arguments}".rstrip())
        lines += ["", "[attributes]", ""]
        for name, entry in self._attributes.items():
            if name not in self._slots:
                lines.append(_attribute(name, entry["types"], entry["values"]))
        targets = dict.fromkeys(("<EVENT>", "<RELATION>") if relations else ("<EVENT>",))
        for name, choices in self._slots.items():
            entry = self._attributes.get(name, {"types": {}, "values": {}})
            lines.append(_attribute(name, {**entry["types"], **targets},
                                    {**entry["values"], **choices}))  # fmt: skip
        return "\n".join(lines) + "\n"

    def visual_conf(self) -> str:
        """The file that says what things are called on screen, in both languages, and colours."""
        lines = ["[labels]", ""]
        lines += [" | ".join((name, *forms)) for name, forms in self._labels().items()]
        lines += ["", "[drawing]", ""]
        lines.append("SPAN_DEFAULT\tfgColor:black, bgColor:#dddddd, borderColor:darken")
        lines.append("ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5")
        lines.append("ATTRIBUTE_DEFAULT\tglyph:*")
        if self._scheme:
            colors = [(kind.name, kind.color) for kind in self._scheme.entities]
            colors += [(kind.name, kind.color) for kind in self._scheme.deals]
            lines += [_drawing(name, color) for name, color in colors if _COLOR.fullmatch(color)]
        return "\n".join(lines) + "\n"

    def _is_relation(self, deal: str) -> bool:
        """Whether deals of a type are relations, or would be if there were any."""
        kind = self._scheme.deal_types.get(deal) if self._scheme else None
        may_be = kind is not None and tuple(role.name for role in kind.roles) == ARROW
        return deal in self._relations or (may_be and deal not in self._events)

    def _relation(self, deal: str) -> str:
        kind = self._scheme.deal_types.get(deal) if self._scheme else None
        fitting = {role.name: _fitting(role) for role in kind.roles} if kind else {}
        arguments = ", ".join(f"{name}:{fitting.get(name, '<ENTITY>')}" for name in ARROW)
        return f"{identifier(deal)}\t{arguments}"

    def _arguments(self, deal: str) -> list[str]:
        kind = self._scheme.deal_types.get(deal) if self._scheme else None
        roles = kind.roles if kind else ()
        known = {role.name for role in roles}
        unknown = [name for name in self._roles.get(deal, ()) if name not in known]
        arguments = [f"{role_identifier(r.name)}{_times(r)}:{_fitting(r)}" for r in roles]
        return arguments + [f"{role_identifier(name)}*:<ENTITY>" for name in unknown]

    def _labels(self) -> dict[str, tuple[str, ...]]:
        """On-screen forms by identifier, the fullest first; what is first named wins."""
        labels: dict[str, tuple[str, ...]] = {}
        if self._scheme:
            for kind in self._scheme.entities:
                forms = _forms(kind.labels, *kind.short.values())
                labels.setdefault(identifier(kind.name), forms)
            for deal in self._scheme.deals:
                labels.setdefault(identifier(deal.name), _forms(deal.labels))
                for role in deal.roles:
                    is_end = role.name in ARROW and self._is_relation(deal.name)
                    name = role.name if is_end else role_identifier(role.name)
                    labels.setdefault(name, _forms(role.labels))
            for slot in self._scheme.slots:
                labels.setdefault(identifier(slot.name), _forms(slot.labels))
        for name in (*self._entities, *self._deals):
            labels.setdefault(identifier(name), (_plain(name),))
        for roles in self._roles.values():
            for name in roles:
                labels.setdefault(role_identifier(name), (_plain(name),))
        if EVIDENCE in self._entities:
            labels[EVIDENCE] = ("Evidence 证据", "证据")
        return labels


def _entity_attributes(scheme: Scheme | None) -> dict[str, dict[str, dict[str, None]]]:
    """Attributes of mentions that are a choice: the types that have them and the values."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for kind in scheme.entities if scheme else ():
        for name, choices in kind.attributes.items():
            values = _values(choices)
            if values and _IDENTIFIER.fullmatch(name):
                entry = found.setdefault(name, {"types": {}, "values": {}})
                entry["types"][identifier(kind.name)] = None
                entry["values"].update(values)
    return found


def _slot_attributes(scheme: Scheme | None) -> dict[str, dict[str, None]]:
    found = {}
    for slot in scheme.slots if scheme else ():
        values = _values(FLAGS if slot.kind == "flag" else slot.choices)
        if values and _IDENTIFIER.fullmatch(slot.name):
            found[slot.name] = values
    return found


def _values(choices: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(choice for choice in choices if _IDENTIFIER.fullmatch(choice))


def _attribute(name: str, types: Iterable[str], values: Iterable[str]) -> str:
    return f"{name}\tArg:{'|'.join(types)}, Value:{'|'.join(values)}"


def _times(role: Role) -> str:
    if role.many:
        return "+" if role.required else "*"
    return "" if role.required else "?"


def _fitting(role: Role) -> str:
    return "|".join([*map(identifier, role.types)]) or "<ENTITY>"


def _forms(labels: Mapping[str, str], *short: str) -> tuple[str, ...]:
    both = " ".join(dict.fromkeys(labels.values()))
    return tuple(dict.fromkeys(_plain(form) for form in (both, *labels.values(), *short)))


def _plain(label: str) -> str:
    """A label without what the file uses itself."""
    return " ".join(label.replace("|", "/").split())


def _drawing(name: str, color: str) -> str:
    """A box of this colour (``#rrggbb``), with black or white ink by its luma (Rec. 601)."""
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    ink = "black" if 0.299 * red + 0.587 * green + 0.114 * blue > _MIDDLE_LUMA else "white"
    return f"{identifier(name)}\tbgColor:{color}, fgColor:{ink}"


def _written(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"_u{code:04x}" if code <= _LARGEST_BMP else f"_U{code:08x}"


def _read(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    # A name of somebody's own may happen to look like this.
    is_ours = code <= sys.maxunicode and not 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - surrogates
    is_ours = is_ours and (chr(code) == "_" or not _IDENTIFIER.fullmatch(chr(code)))
    return chr(code) if is_ours and code else match[0]
