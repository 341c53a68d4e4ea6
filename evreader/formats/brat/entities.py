"""The entities that a collection names, gathered before any of its texts is read.

brat has no list of them: each mention names the entry of a database that it stands for. All that
name the same entry are one entity, whose names are those that they give for it; else it is called
as the first of them reads.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.annotation import Entity, Name
from evreader.domain.language import HAN
from evreader.formats.brat import notes
from evreader.formats.brat.vocabulary import DATABASE, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Key = tuple[str, str]

# From the line end before: what begins so is sooner found than the beginning of a line.
_REFERENCE = re.compile(
    r"\nN[^\s:]*\tReference +(\S+) +([^\s:]+):((?:[^\t\r\n]*[^\t\r\n ])?) *"
    r"(?:\t((?:[^\r\n]*[^\t\r\n])?)\t*)?\r?$",
    re.MULTILINE,
)
_REFERENT = re.compile(r"^N[^\s:]*\t([^\s:]+) +Annotation:(\S+) +Referent:(\S+)\s*$", re.MULTILINE)
_DEAL_NOTE = re.compile(rf"^#\S*\tAnnotatorNotes +\S+[ \t]+({notes.DEAL} \d+; .*)$", re.MULTILINE)
_CHINESE = re.compile(f"[{HAN}]")


class Entities:
    """Gathers entities from the annotations of one text after the other."""

    def __init__(self) -> None:
        self._known: set[tuple[str, str, str]] = set()
        self._types: dict[Key, str] = {}
        self._names: dict[Key, dict[str, None]] = {}
        self._ids: dict[Key, dict[str, str]] = {}
        self._quotes: dict[Key, str] = {}
        self._made: dict[Key, Entity] = {}

    def scan(self, content: str) -> None:
        """Note what the annotations of a text name."""
        found = _REFERENCE.findall(f"\n{content}")
        if "Referent:" in content:
            others = _REFERENT.findall(content)
            found += [(target, database, number, "") for database, target, number in others]
        for target, database, number, name in found:
            reference = (database, number, name)
            if reference in self._known:  # as most are: entities are met again and again
                continue
            self._known.add(reference)
            key = (database, number)
            if key not in self._types:
                self._types[key], self._quotes[key] = _of_line(target, content)
            self._note_name(key, name)
        if len({reference[0] for reference in found}) < len(found):
            self._note_ids(found)
        for said in _DEAL_NOTE.findall(content) if notes.DEAL in content else ():
            self._scan_note(said.rstrip("\r"))

    def finish(self) -> tuple[Entity, ...]:
        """All entities; nothing can be noted any more."""
        self._made = {
            key: Entity(
                id=number,
                type=kind,
                names=tuple(map(_name, self._names.get(key) or self._quoted(key))),
                attributes={**_ids([key]), **self._ids.get(key, {})},
            )
            for number, (key, kind) in enumerate(self._types.items(), 1)
        }
        return tuple(self._made.values())

    def of(self, keys: Sequence[Key]) -> Entity | None:
        """The entity that stands behind references; None if it was not noted."""
        return self._made.get(main_key(keys)) if keys else None

    def numbered(self, number: int) -> Entity | None:
        """The entity that evreader wrote under this number."""
        return self._made.get((DATABASE, str(number)))

    def _note_ids(self, found: Iterable[Sequence[str]]) -> None:
        """Note which entries stand for the same, since one mention names them all."""
        of_target: dict[str, list[Key]] = {}
        for target, database, number, _ in found:
            of_target.setdefault(target, []).append((database, number))
        for keys in of_target.values():
            if len(keys) > 1:
                self._ids.setdefault(main_key(keys), {}).update(_ids(keys))

    def _scan_note(self, said: str) -> None:
        for part in notes.parts(said):
            found = notes.understood(part) if "[" in part else None
            if found and found.entity:
                kind, number = found.entity
                key = (DATABASE, str(number))
                self._types.setdefault(key, name_of(kind))
                self._note_name(key, found.value or "")

    def _quoted(self, key: Key) -> list[str]:
        quote = self._quotes.get(key, "")
        return [quote] if quote else []

    def _note_name(self, key: Key, text: str) -> None:
        if text:
            self._names.setdefault(key, {})[text] = None


def _name(text: str) -> Name:
    return Name("zh" if _CHINESE.search(text) else "en", text)


def main_key(keys: Sequence[Key]) -> Key:
    """Which entry of a database stands for an entity with several: our own, else the first."""
    return next((key for key in keys if key[0] == DATABASE), keys[0]) if len(keys) > 1 else keys[0]


def _ids(keys: Iterable[Key]) -> dict[str, str]:
    """Numbers in other databases, as attributes (``wikidata``, say)."""
    return {database.lower(): number for database, number in keys if database != DATABASE}


def _of_line(target: str, content: str) -> tuple[str, str]:
    """The type of the line that a reference names, and what it quotes."""
    line = rf"^{re.escape(target)}\t([^\s:]+)[^\t\r\n]*(?:\t(.*))?"
    found = re.search(line, content, re.MULTILINE)
    return (name_of(found[1]), (found[2] or "").strip()) if found else ("Entity", "")
