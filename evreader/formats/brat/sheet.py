"""The annotations of one article as lines of a brat ``.ann`` file."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from evreader.formats.brat import notes as wording
from evreader.formats.brat.vocabulary import DATABASE
from evreader.formats.standoff.arrows import ends_of
from evreader.formats.standoff.document import ARROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evreader.domain.annotation import Deal, Entity, Evidence, Filler, Mention, Slot
    from evreader.domain.article import Language, Span
    from evreader.formats.brat.article_text import ArticleText
    from evreader.formats.brat.vocabulary import Vocabulary


class Sheet:
    """Collects the lines of one article: T text, E events, R relations, and what is said of them.

    Attributes:
        losses: what the lines cannot say, counted by kind (the keys of ``export.LOSSES``).
        named: the entities that some line names.
    """

    def __init__(
        self, text: ArticleText, vocabulary: Vocabulary, entities: Mapping[int, Entity]
    ) -> None:
        self.losses: Counter[str] = Counter()
        self.named: set[int] = set()
        self._text = text
        self._vocabulary = vocabulary
        self._entities = entities
        self._lines: dict[str, list[str]] = {kind: [] for kind in "TERAN#"}
        self._texts, self._names = self._lines["T"], self._lines["N"]
        self._mentions: dict[int, str] = {}
        self._known: dict[int, Mention] = {}
        self._places: dict[tuple[str, tuple[tuple[int, int], ...]], str] = {}

    def add_mentions(
        self, mentions: Iterable[Mention], languages: Mapping[int, Language], *, deals: bool
    ) -> int:
        """Write mentions, unless nothing of one can stand in a brat file; how many could.

        Args:
            mentions: what is tagged in the article.
            languages: of its passages.
            deals: whether deals come behind, which may point at mentions.
        """
        whole, entity_type, texts = self._text.whole, self._vocabulary.entity_type, self._texts
        taken = 0
        for mention in mentions:
            _, passage, fragments, _, kind, _, entity, attributes, origin = mention
            piece = whole(passage, fragments[0]) if len(fragments) == 1 else None
            if piece is not None:  # on one line, as nearly all are
                target = f"T{len(texts) + 1}"
                texts.append(f"{target}\t{entity_type(kind)} {piece[0]} {piece[1]}\t{piece[2]}\n")
                if deals:
                    place = (entity_type(kind), (piece[:2],))
                    self._places.setdefault(place, target)
            else:
                target = self._add_any(mention)
                if not target:
                    self.losses["blank"] += 1
                    continue
            taken += 1
            if origin != "user":
                self.losses["maker"] += 1
            if deals:
                self._mentions[mention.id] = target
                self._known[mention.id] = mention
            if entity is not None:
                self._add_name(target, entity, languages[passage])
            if attributes:
                self._add_attributes(target, mention)
        return taken

    def _add_any(self, mention: Mention) -> str:
        """The T line of any mention; nothing if none of it can stand in a brat file."""
        pieces = self._text.pieces(mention.passage, mention.fragments)
        if not pieces:
            return ""
        if len(pieces) != len(mention.fragments):
            self.losses["cut"] += 1
        return self._add_text(self._vocabulary.entity_type(mention.type), tuple(pieces))

    def _add_attributes(self, target: str, mention: Mention) -> None:
        notes = []
        for name, value in sorted(mention.attributes.items()):
            if self._vocabulary.is_attribute(name, value):
                self._add("A", f"{name} {target} {value}")
            else:
                self.losses["attribute"] += 1
                notes.append(wording.value(name, value))
        if notes:
            self._add_note(target, wording.MENTION, notes)

    def add_deal(self, deal: Deal) -> bool:
        """Write a deal as an event, unless no evidence of it can stand in this file.

        One that is an arrow between two mentions is a relation.
        """
        ends = ends_of(deal, self._known)
        if ends is not None:
            self._add_relation(deal, *ends)
            return True
        trigger = self._add_trigger(deal)
        if not trigger:
            return False
        self.losses["deal maker"] += deal.origin != "user"
        further = [piece.text for piece in self._triggers(deal)[1:]]
        self.losses["more triggers"] += len(further)
        notes = [wording.evidence("trigger", [text]) for text in further]
        kind = self._vocabulary.deal_type(deal.type)
        arguments = list(self._arguments(deal, notes))
        event = self._add("E", " ".join([f"{kind}:{trigger}", *arguments]))
        self._add_slots(event, deal, notes)
        return True

    @property
    def relations(self) -> int:
        """How many of the deals are relations."""
        return len(self._lines["R"])

    def render(self) -> str:
        """The whole file."""
        return "".join(chain.from_iterable(self._lines.values()))

    def _add_relation(self, deal: Deal, *ends: Mention) -> None:
        arguments = [
            f"{role}:{self._mentions[end.id]}" for role, end in zip(ARROW, ends, strict=True)
        ]
        kind = self._vocabulary.relation_type(deal.type)
        self._add_slots(self._add("R", " ".join([kind, *arguments])), deal, [])

    def _add_slots(self, event: str, deal: Deal, notes: list[str]) -> None:
        """What else is said of a deal."""
        for slot in deal.slots:
            self._add_slot(event, slot, notes)
        self._add_note(event, f"{wording.DEAL} {deal.id}", notes)

    def _add_slot(self, event: str, slot: Slot, notes: list[str]) -> None:
        quotes = [piece.text for piece in slot.evidence]
        self.losses["slot evidence"] += len(quotes)
        if not self._vocabulary.is_slot_attribute(slot.name, slot.value):
            self.losses["slot"] += 1
            notes.append(wording.value(slot.name, slot.value, quotes))
            return
        self._add("A", f"{slot.name} {event} {slot.value}")
        if quotes:
            notes.append(wording.evidence(slot.name, quotes))

    def _arguments(self, deal: Deal, notes: list[str]) -> Iterator[str]:
        """``Role:T…`` for each filler with evidence here; the rest is said in the notes."""
        found = [
            (filler, [
                (piece, target)
                for piece in filler.evidence
                if (target := self._evidence_text(deal, filler, piece))
            ])
            for filler in deal.roles
        ]  # fmt: skip
        used: Counter[str] = Counter()
        # brat wants no gaps in the numbers of its arguments: who has none comes last.
        for filler, here in sorted(found, key=lambda one: not one[1]):
            role = self._vocabulary.role(deal.type, filler.role)
            used[role] += 1
            label = f"{role}{used[role] if used[role] > 1 else ''}"
            if here:
                yield f"{label}:{here[0][1]}"
            self._note_filler(label, filler, here, notes)

    def _note_filler(
        self, label: str, filler: Filler, here: list[tuple[Evidence, str]], notes: list[str]
    ) -> None:
        self.losses["filler"] += not here
        entity = None if filler.entity is None else self._entities.get(filler.entity)
        if not here and entity:
            kind = self._vocabulary.entity_type(entity.type)
            notes.append(wording.role_entity(label, entity.name(), kind, entity.id))
        elif not here or filler.value:
            self.losses["value"] += bool(here)
            notes.append(wording.role(label, filler.value or ""))
        for piece, target in here[1:]:
            self.losses["evidence"] += 1
            notes.append(wording.role_also(label, target, piece.text))
        for key, value in sorted(filler.attributes.items()):
            self.losses["attribute"] += 1
            notes.append(wording.role_attribute(label, key, value))

    def _add_trigger(self, deal: Deal) -> str:
        """A T line of the deal's own type: its trigger, else its first evidence here."""
        own = self._triggers(deal)
        other = [piece for filler in deal.roles for piece in filler.evidence]
        other += [piece for slot in deal.slots for piece in slot.evidence]
        for number, piece in enumerate((*own, *other)):
            pieces = self._pieces(piece)
            if pieces:
                self.losses["trigger"] += number >= len(own)
                kind = self._vocabulary.deal_type(deal.type)
                # Its own line even where a mention has the same place: brat wants it so.
                return self._text_line(kind, pieces)
        return ""

    def _triggers(self, deal: Deal) -> list[Evidence]:
        """The triggers that can stand in this file."""
        return [piece for piece in deal.triggers if self._pieces(piece)]

    def _evidence_text(self, deal: Deal, filler: Filler, piece: Evidence) -> str:
        """The T line that evidence points at, made if no mention stands there; or nothing."""
        if piece.mention in self._mentions:
            return self._mentions[piece.mention]
        pieces = self._pieces(piece)
        if not pieces:
            return ""
        entity = None if filler.entity is None else self._entities.get(filler.entity)
        kind = entity.type if entity else self._vocabulary.role_type(deal.type, filler.role)
        place = (self._vocabulary.entity_type(kind), tuple(pieces))
        if place not in self._places:
            self.losses["bare"] += 1
            target = self._add_text(*place)
            if entity:
                self._add_name(target, entity.id, "en")
        return self._places[place]

    def _pieces(self, piece: Evidence) -> list[Span]:
        if piece.passage not in self._text:
            return []
        return self._text.pieces(piece.passage, [(piece.start, piece.end)])

    def _add_text(self, kind: str, pieces: tuple[Span, ...]) -> str:
        target = self._text_line(kind, pieces)
        self._places.setdefault((kind, pieces), target)
        return target

    def _text_line(self, kind: str, pieces: Sequence[Span]) -> str:
        if len(pieces) == 1:
            ((start, end),) = pieces
            return self._add("T", f"{kind} {start} {end}\t{self._text.text[start:end]}")
        ranges = ";".join([f"{start} {end}" for start, end in pieces])
        return self._add("T", f"{kind} {ranges}\t{self._text.quote(pieces)}")

    def _add_name(self, target: str, number: int, language: Language) -> None:
        self.named.add(number)
        name = self._vocabulary.entity_name(self._entities.get(number), language)
        lines = self._names
        lines.append(f"N{len(lines) + 1}\tReference {target} {DATABASE}:{number}\t{name}\n")

    def _add_note(self, target: str, head: str, parts: list[str]) -> None:
        self._add("#", f"AnnotatorNotes {target}\t{wording.note(head, parts)}")

    def _add(self, prefix: str, content: str) -> str:
        lines = self._lines[prefix]
        number = f"{prefix}{len(lines) + 1}"
        lines.append(f"{number}\t{content}\n")
        return number
