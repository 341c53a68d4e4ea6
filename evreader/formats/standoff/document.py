"""A document as most annotation tools see it: one text, marks on it, and frames that join marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from evreader.domain.annotation import Entity, Filler
    from evreader.domain.article import ArticleInfo, Passage, Span
    from evreader.formats.standoff.units import Stretch


class Mark(NamedTuple):
    """A marked stretch of a document's text.

    Attributes:
        key: what other things of the document call it.
        type: an entity type; for the trigger of a frame, the frame's own type.
        stretches: where it is, in order: in code points on the way out, in the file's own unit on
            the way in.
        attributes: what else is said of it.
        entity: what it stands for.
        origin: who made it.
        set: which of a file's annotation sets it is of; empty for the only or the main one.
        words: what all of it reads, where the file does not say it of each stretch.
    """

    key: str
    type: str
    stretches: tuple[Stretch, ...]
    attributes: Mapping[str, str] = {}
    entity: Entity | None = None
    origin: str = "user"
    set: str = ""
    words: str | None = None

    @property
    def quote(self) -> str | None:
        """What the stretches read, joined by one space; None where the file does not say."""
        if self.words is not None:
            return self.words
        if len(self.stretches) == 1:
            return self.stretches[0].quote
        quotes = [stretch.quote for stretch in self.stretches]
        return None if None in quotes else " ".join(quote for quote in quotes if quote is not None)


class Argument(NamedTuple):
    """A mark in a role of a frame.

    Attributes:
        role: the role.
        mark: key of the mark, or of the mark that is another frame's trigger.
        value: what fills the role, where that is not what the mark reads or stands for.
        attributes: what else is said of it.
        also: keys of further marks that are evidence for it.
    """

    role: str
    mark: str
    value: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A deal as far as it stands in one document: marks in roles, around a trigger.

    Attributes:
        key: what it is called in the document.
        type: a deal type.
        trigger: key of the mark that says it; empty where nothing does.
        arguments: marks in roles, in order.
        slots: status, dates, value and the like, as texts.
        origin: who made it.
        set: as of a mark.
        deal: frames that tell the same number here are parts of one deal; 0 is a deal of its own.
        fillers: what fills roles without a mark in this document.
    """

    key: str
    type: str
    trigger: str = ""
    arguments: tuple[Argument, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    origin: str = "user"
    set: str = ""
    deal: int = 0
    fillers: tuple[Filler, ...] = ()


class Relation(NamedTuple):
    """Two marks joined by a labelled arrow, for tools that have no frames.

    ``slots`` is what else is said of the arrow, by name.
    """

    type: str
    source: str
    target: str
    slots: tuple[tuple[str, str], ...] = ()


class Block(NamedTuple):
    """A passage of a document and where its text begins, in code points; for the way out."""

    start: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is marked on it.

    Attributes:
        name: unique in an export.
        blocks: the passages that the text is made of, in order, for formats that can tell them.
        cuts: where its passages are to be, where the file tells it; for the way in.
        review: why a person should look at the article; for the way in.
    """

    name: str
    info: ArticleInfo
    text: str
    marks: tuple[Mark, ...] = ()
    frames: tuple[Frame, ...] = ()
    blocks: tuple[Block, ...] = ()
    cuts: tuple[Span, ...] = ()
    review: str = ""


ARROW = ("Arg1", "Arg2")
"""The roles of a frame that an arrow by itself is: where it starts, and where it goes."""


def relations_of(document: Document) -> list[Relation]:
    """The frames as arrows from each trigger to the marks in its roles, labelled by the role.

    A frame without a trigger is one arrow between its two marks, labelled by its type.
    """
    found: list[Relation] = []
    for frame in document.frames:
        if frame.trigger:
            found += [Relation(a.role, frame.trigger, a.mark) for a in frame.arguments]
        else:
            source, target = frame.arguments
            found.append(Relation(frame.type, source.mark, target.mark))
    return found


def frames_of(
    relations: Sequence[Relation],
    marks: Sequence[Mark],
    deal_types: Container[str],
    *,
    triggers: Container[str] = (),
) -> list[Frame]:
    """Frames from arrows.

    Arrows that leave a mark whose type is a deal type, or whose key is among the triggers, are the
    roles of one frame, with that mark as its trigger and that mark's attributes as its slots. Any
    other arrow is a frame of its own label, with the roles of ``ARROW``.
    """
    known = {mark.key: mark for mark in marks}
    roles: dict[str, list[Argument]] = {
        mark.key: [] for mark in marks if mark.type in deal_types or mark.key in triggers
    }
    frames: list[Frame] = []
    for number, arrow in enumerate(relations, 1):
        if arrow.source in roles:
            roles[arrow.source].append(Argument(arrow.type, arrow.target))
            continue
        pair = tuple(map(Argument, ARROW, (arrow.source, arrow.target)))
        of = known[arrow.source].set if arrow.source in known else ""
        slots = dict(arrow.slots)
        frames.append(Frame(f"relation {number}", arrow.type, "", pair, slots, set=of))
    events = [
        Frame(
            key=mark.key,
            type=mark.type,
            trigger=mark.key,
            arguments=tuple(roles[mark.key]),
            slots=mark.attributes,
            origin=mark.origin,
            set=mark.set,
        )
        for mark in marks
        if mark.key in roles
    ]
    return events + frames
