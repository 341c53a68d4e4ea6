"""The annotations of one brat text as marks and frames on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.annotation import Filler
from evreader.formats.brat import notes
from evreader.formats.brat.vocabulary import name_of, role_of
from evreader.formats.standoff.document import Argument, Document, Frame, Mark

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from evreader.domain.article import ArticleInfo
    from evreader.formats.brat.annotations import Annotations, Link
    from evreader.formats.brat.entities import Entities, Key
    from evreader.formats.brat.notes import Said

FLAG = "yes"
"""The value of an attribute that brat only sets or leaves."""
NOTE = "note"
"""What a note is called among the attributes of a mention and the slots of a deal."""

_USUAL = "AnnotatorNotes"


class Roles:
    """The roles of each type of event that the configuration declares."""

    def __init__(self, declared: Mapping[str, Container[str]]) -> None:
        self._declared = declared

    def role(self, event: str, label: str) -> str:
        """The role of an event that the label of an argument stands for."""
        return role_of(label, self._declared.get(event, ()))


class PageReader:
    """Turns the annotations of one text into a document."""

    def __init__(self, annotations: Annotations, entities: Entities, roles: Roles) -> None:
        self._annotations = annotations
        self._entities = entities
        self._roles = roles
        # What is said of each line: attributes and plain notes by name, our own notes apart.
        self._said: dict[str, dict[str, str]] = {}
        self._ours: dict[str, list[Said]] = {}
        self._deals: dict[str, int] = {}
        for attribute in annotations.attributes.values():
            self._say(attribute.target, attribute.name, attribute.value or FLAG)
        self._take_notes()

    def document(self, name: str, info: ArticleInfo, text: str) -> Document:
        """The document."""
        links = self._annotations.links.values()
        return Document(name, info, text, tuple(self._marks()), tuple(map(self._frame, links)))

    def _say(self, target: str, name: str, value: str) -> None:
        """Note one more value; several of the same name stand side by side."""
        said = self._said.setdefault(target, {})
        said[name] = f"{said[name]}; {value}" if name in said else value

    def _take_notes(self) -> None:
        targets = {a.key: a.target for a in self._annotations.attributes.values()}
        targets |= {reference.key: reference.target for reference in self._annotations.references}
        targets |= {note.key: note.target for note in self._annotations.notes}
        for note in self._annotations.notes:
            target, text = note.target, note.text
            is_ours = note.kind == _USUAL and text.startswith((notes.MENTION, notes.DEAL))
            if is_ours and self._take_ours(target, text):
                continue
            for _ in targets:  # a note on an attribute goes to what that is said of
                if target not in targets:
                    break
                target = targets[target]
            said = text if note.kind == _USUAL else f"{note.kind}: {text}"
            if said:  # one that somebody emptied says nothing
                self._say(target, NOTE, said)

    def _take_ours(self, target: str, text: str) -> bool:
        head, *parts = notes.parts(text)
        number = head.removeprefix(f"{notes.DEAL} ")
        if head != notes.MENTION and not number.isdecimal():
            return False
        if number.isdecimal():
            self._deals[target] = int(number[-18:])
        for part in parts:
            said = notes.understood(part)
            if said is None:
                self._say(target, NOTE, part)
            elif said.role:
                self._ours.setdefault(target, []).append(said)
            elif said.value is not None:
                self._say(target, said.name, said.value)
        return True

    def _marks(self) -> list[Mark]:
        references: dict[str, list[Key]] = {}
        for reference in self._annotations.references:
            entry = (reference.database, reference.id)
            references.setdefault(reference.target, []).append(entry)
        nothing: dict[str, str] = {}
        kinds: dict[str, str] = {}
        marks = []
        for key, type_, stretches, quote in self._annotations.texts.values():
            kind = kinds.get(type_)
            if kind is None:
                kind = kinds[type_] = name_of(type_)
            keys = references.get(key)
            entity = self._entities.of(keys) if keys else None
            said = self._said.get(key, nothing)
            words = quote if len(stretches) > 1 else None
            marks.append(Mark(key, kind, stretches, said, entity, "user", "", words))
        return marks

    def _frame(self, link: Link) -> Frame:
        ours = self._ours.get(link.key, ())
        labels = {label for label, _ in link.arguments}
        is_event = link.key.startswith("E")
        arguments = tuple(
            Argument(
                role=self._roles.role(link.type, label) if is_event else label,
                mark=self._mark_of(target),
                value=next((s.value for s in ours if _fills(s, label)), None),
                attributes=_attributes(ours, label),
                also=tuple(said.text for said in ours if said.name == label and said.text),
            )
            for label, target in link.arguments
        )
        return Frame(
            key=link.key,
            type=name_of(link.type),
            trigger=link.trigger,
            arguments=arguments,
            slots={**self._of_trigger(link), **self._said.get(link.key, {})},
            deal=self._deals.get(link.key, 0),
            fillers=tuple(
                self._filler(link, said, ours)
                for said in ours
                if said.name not in labels and _fills(said, said.name)
            ),
        )

    def _mark_of(self, target: str) -> str:
        """The mark that an argument names; of another event, its trigger."""
        link = self._annotations.links.get(target)
        return target if link is None else link.trigger or target

    def _of_trigger(self, link: Link) -> Mapping[str, str]:
        """What is said of an event's trigger, which is no mention of its own."""
        trigger = self._annotations.texts.get(link.trigger)
        is_its_own = trigger is not None and trigger.type == link.type
        return self._said.get(link.trigger, {}) if is_its_own else {}

    def _filler(self, link: Link, said: Said, ours: list[Said] | tuple[()]) -> Filler:
        entity = self._entities.numbered(said.entity[1]) if said.entity else None
        return Filler(
            role=self._roles.role(link.type, said.name),
            entity=entity.id if entity else None,
            value=None if entity else said.value,
            attributes=dict(_attributes(ours, said.name)),
        )


def _fills(said: Said, label: str) -> bool:
    """Whether this is what fills the role with this label."""
    return said.name == label and said.value is not None and not said.attribute


def _attributes(ours: list[Said] | tuple[()], label: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (said.attribute, said.value or "") for said in ours if said.name == label and said.attribute
    )
