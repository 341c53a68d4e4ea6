"""brat's configuration as a scheme: types from ``annotation.conf``, labels from ``visual.conf``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.domain.language import HAN
from evreader.domain.scheme import Scheme
from evreader.errors import InputError
from evreader.formats.brat.pages import FLAG, NOTE
from evreader.formats.brat.vocabulary import FLAGS, name_of, role_of
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_text

if TYPE_CHECKING:
    from pathlib import Path

    Record = dict[str, Any]

_SECTION = re.compile(r"\[(\w+)\]")
_MACRO = re.compile(r"(<[^\s<>=]+>)\s*=\s*(.*)")
_ARGUMENT = re.compile(r"([^\s:,]+?)([?*+]|\{(\d+)(?:-(\d+))?\})?:(\S+)")
_COLOR = re.compile(r"bgColor:\s*(#[0-9A-Fa-f]{6})\b")
_CHINESE = re.compile(f"[{HAN}]")
_ENTITY, _EVENT, _ANY = "<ENTITY>", "<EVENT>", "<ANY>"
_SHORTEST = 3
_NESTING = "ENTITY-NESTING"  # no relation: older configurations say so which marks may nest


class _Line(NamedTuple):
    """One entry of a section: its name, and what is said of it."""

    name: str
    rest: str
    abstract: bool


class _Argument(NamedTuple):
    """``Role?:Type|Type``: what may stand in a role, and how often."""

    name: str
    required: bool
    many: bool
    types: tuple[str, ...]


class Configuration:
    """What one or more folders of a collection configure; what is said first holds.

    Where several lines declare one relation, each says what may stand in its roles.

    Attributes:
        roles: the labels of roles that each type of event declares, by brat's name of it.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self.roles: dict[str, set[str]] = {}
        self._entities: dict[str, Record] = {}
        self._deals: dict[str, Record] = {}
        self._slots: dict[str, Record] = {}
        self._found = False

    def add(self, folder: Path) -> list[str]:
        """Take in a folder's files; what is wrong with them, as sentences."""
        try:
            types = _sections(_content(folder / "annotation.conf"))
            visual = folder / "visual.conf"
            looks = _sections(_content(visual)) if visual.is_file() else {}
        except InputError as error:
            return [str(error)]
        self._found = True
        labels = _Labels(looks)
        refused: list[str] = []
        for line in (*types.get("entities", ()), *types.get("spans", ())):
            if not line.abstract and not line.name.startswith("<"):
                self._entities.setdefault(name_of(line.name), labels.entity(line.name))
        for line in (*types.get("events", ()), *types.get("relations", ())):
            if not line.abstract and not line.name.startswith("<") and line.name != _NESTING:
                refused += self._add_deal(line, labels, _is_of(types, "events", line))
        for line in types.get("attributes", ()):
            if not line.abstract:
                self._add_attribute(line, labels)
        return refused

    def scheme(self) -> Scheme | None:
        """The scheme; None if nothing was configured."""
        if not self._found:
            return None
        known = set(self._entities)
        # Any event may have a note, which no configuration tells.
        note = {"name": NOTE, "label": {"en": "Note", "zh": "备注"}, "kind": NOTE}
        self._slots.setdefault(NOTE, note)
        for deal in self._deals.values():
            for role in deal["role"]:
                role["types"] = [kind for kind in role["types"] if kind in known]
        return Scheme.from_data({
            "name": self._name,
            "entity": list(self._entities.values()),
            "deal": list(self._deals.values()),
            "slot": list(self._slots.values()),
        })

    def _add_deal(self, line: _Line, labels: _Labels, is_event: bool) -> list[str]:  # noqa: FBT001
        refused: list[str] = []
        roles: dict[str, Record] = {}
        declared = self.roles.setdefault(line.name, set()) if is_event else set()
        for text in filter(None, map(str.strip, line.rest.split(","))):
            argument = _argument(text)
            if text.startswith("<"):  # whether a relation is symmetric, overlaps…
                continue
            if argument is None:
                refused.append(f"annotation.conf: {line.name} has an argument “{text}”; left out.")
                continue
            declared.add(argument.name)
            name = role_of(argument.name, declared) if is_event else argument.name
            known = roles.setdefault(name, {"name": name, **labels.plain(argument.name)})
            known["required"] = argument.required
            known["many"] = argument.many
            known["types"] = [name_of(kind) for kind in argument.types]
        name = name_of(line.name)
        deal = self._deals.setdefault(name, {"name": name, **labels.deal(line.name), "role": []})
        known_roles = {role["name"]: role for role in deal["role"]}
        for role in roles.values():
            same = known_roles.get(role["name"])
            if same is None:
                deal["role"].append(role)
            else:
                same["types"] = _either(same["types"], role["types"])
        return refused

    def _add_attribute(self, line: _Line, labels: _Labels) -> None:
        """An attribute of types of mention, or (of events and relations) a slot."""
        said = dict(part.partition(":")[::2] for part in map(str.strip, line.rest.split(",")))
        targets = [name_of(kind) for kind in said.pop("Arg", "").split("|")]
        values = [value for value in said.pop("Value", "").split("|") if value]
        # In older files each value is a key, with the sign that stands for it.
        values = values or [value for value in said if value and not value.startswith("<")]
        for kind in self._entities:
            if {kind, _ENTITY, _ANY} & set(targets):
                self._entities[kind].setdefault("attributes", {}).setdefault(
                    line.name, values or [FLAG]
                )
        if {_EVENT, "<RELATION>", _ANY, *self._deals} & set(targets):
            is_flag = set(values or FLAGS) == set(FLAGS)
            slot: Record = {"kind": "flag"} if is_flag else {"kind": "choice", "choices": values}
            slot |= {"name": line.name, **labels.plain(line.name)}
            self._slots.setdefault(line.name, slot)


class _Labels:
    """What things are called on screen, and their colours."""

    def __init__(self, sections: dict[str, list[_Line]]) -> None:
        self._forms: dict[str, list[str]] = {}
        for line in sections.get("labels", ()):
            name, *forms = (part.strip() for part in f"{line.name} {line.rest}".split("|"))
            self._forms.setdefault(name, [form for form in forms if form])
        self._colors = {
            line.name: found[1]
            for line in sections.get("drawing", ())
            if (found := _COLOR.search(line.rest))
        }

    def entity(self, name: str) -> Record:
        """Labels, short labels and colour of a type of mention."""
        labels, forms = self._split(name)
        en, zh = labels["en"], labels.get("zh", labels["en"])
        latin = [form for form in forms if not _CHINESE.search(form)]
        chinese = [form for form in forms if _CHINESE.search(form)]
        return {
            "name": name_of(name),
            "label": labels,
            "short": {"en": (latin or [en[:_SHORTEST].upper()])[-1], "zh": (chinese or [zh])[-1]},
            **self._color(name),
        }

    def deal(self, name: str) -> Record:
        """Labels and colour of a type of deal."""
        return {**self.plain(name), **self._color(name)}

    def plain(self, name: str) -> Record:
        """Labels alone."""
        return {"label": self._split(name)[0]}

    def _color(self, name: str) -> Record:
        return {"color": self._colors[name]} if name in self._colors else {}

    def _split(self, name: str) -> tuple[dict[str, str], list[str]]:
        """The label in each language, and the shorter forms."""
        forms = list(self._forms.get(name, ()))
        both = forms[0] if forms else ""
        if len(forms) > 2 and both == f"{forms[1]} {forms[2]}":  # noqa: PLR2004 - as we write it
            return {"en": forms[1], "zh": forms[2]}, forms[3:]
        latin = [form for form in forms if not _CHINESE.search(form)]
        chinese = [form for form in forms if _CHINESE.search(form)]
        shown = name_of(name).replace("_", " ")
        labels = {"en": latin[0] if latin else both or shown}
        if chinese:
            labels["zh"] = chinese[0]
        return labels, [form for form in forms if form not in labels.values()]


def _content(path: Path) -> str:
    text = decode_text(contents_of(path))
    if text is None:
        raise InputError(f"“{path.name}” is no text.")
    return text


def _sections(content: str) -> dict[str, list[_Line]]:
    """The entries of each section, with macros put in; comments and rules left out."""
    sections: dict[str, list[_Line]] = {}
    macros: dict[str, str] = {}
    current: list[_Line] = []
    for raw in re.split(r"\r\n|\r|\n", content):
        line = raw.strip()
        section, macro = _SECTION.fullmatch(line), _MACRO.fullmatch(line)
        if section:
            current = sections.setdefault(section[1].lower(), [])
        elif macro:
            macros[macro[1]] = _expanded(macro[2], macros)
        elif line and line[0] != "#" and line.strip("-"):
            name, _, rest = line.removeprefix("!").replace("\t", " ").partition(" ")
            names = name.split("|")
            current.append(
                _Line(names[0], _expanded(rest.strip(), macros), abstract=line[0] == "!")
            )
    return sections


def _expanded(text: str, macros: dict[str, str]) -> str:
    for name, meaning in macros.items():
        text = text.replace(name, meaning)
    return text


def _argument(text: str) -> _Argument | None:
    found = _ARGUMENT.fullmatch(text)
    if found is None:
        return None
    often, least, most = found[2] or "", found[3], found[4]
    return _Argument(
        name=found[1],
        required=often not in {"?", "*"} and least != "0",
        many=often in {"*", "+"} or int(most or least or 1) > 1,
        types=tuple(kind for kind in found[5].split("|") if not kind.startswith("<")),
    )


def _either(some: list[str], others: list[str]) -> list[str]:
    """The types that one of two lists allows; an empty one allows all."""
    return list(dict.fromkeys([*some, *others])) if some and others else []


def _is_of(sections: dict[str, list[_Line]], name: str, line: _Line) -> bool:
    return any(line is other for other in sections.get(name, ()))
