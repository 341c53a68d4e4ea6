"""What a file of evreader's own format holds besides articles, back into values and checked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evreader.domain.annotation import Deal, Filler
from evreader.domain.scheme import Scheme
from evreader.errors import InputError
from evreader.formats.jsonl import fields, values
from evreader.formats.jsonl.fields import RecordError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evreader.domain.annotation import AnnotationSet, Entity, Evidence
    from evreader.domain.article import Passage
    from evreader.domain.bundle import AnnotatedArticle

    Record = Mapping[str, Any]


class Rebuilder:
    """Takes the records of one file and holds the values they make.

    Evidence points into articles that come later, so it is kept until its passage passes by. What
    is wrong with a record costs that record alone; what refers to it does without it.

    Attributes:
        faults: the lines where something was left out, and what.
    """

    def __init__(self) -> None:
        self.scheme: Scheme | None = None
        self.sets: dict[int, AnnotationSet] = {}
        self.entities: dict[int, Entity] = {}
        self.deals: list[Deal] = []
        self.end: dict[str, int] | None = None
        self._numbers: set[int] = set()
        self._evidence: dict[int, list[tuple[int, int, Evidence]]] = {}
        self._wanted_mentions: dict[int, tuple[int, int]] = {}
        self._lost: set[tuple[int, Evidence]] = set()
        self._line = 0
        self.faults: list[tuple[int, str]] = []

    def take(self, line: int, record: Record) -> None:
        """Take a record other than an article.

        Raises:
            RecordError: it is not what it should be.
        """
        kind = record.get("record")
        self._line = line
        if self.end is not None:
            raise RecordError("it stands after the last record")
        if kind == "scheme":
            self._take_scheme(record)
        elif kind == "set":
            item = values.annotation_set(record)
            fields.check_fresh(item.id, self.sets, "annotation set")
            self.sets[item.id] = item
        elif kind == "entity":
            entity = values.entity(record)
            fields.check_fresh(entity.id, self.entities, "entity")
            self.entities[entity.id] = entity
        elif kind == "deal":
            self._take_deal(line, record)
        elif kind == "end":
            self.end = {name: fields.whole_number(record, name) for name in ("articles", "deals")}
        else:
            raise RecordError(f"there is no record of the kind {kind!r}")

    def meet(self, item: AnnotatedArticle) -> None:
        """Let an article pass by: evidence that stands in it is checked against it."""
        if self._evidence:
            for passage in item.article.passages:
                self._check(passage)
        if self._wanted_mentions:
            for mention in item.mentions:
                self._wanted_mentions.pop(mention.id, None)

    def settle(self) -> None:
        """Take out of the deals whatever evidence has no place, after the last article."""
        for passage, pieces in self._evidence.items():
            for line, deal, piece in pieces:
                self._lose(line, deal, piece, f"in passage {passage}, which is in no article")
        for mention, (line, deal) in self._wanted_mentions.items():
            self.faults.append((
                line,
                f"deal {deal} has evidence from mention {mention}, which is not there",
            ))
        if self._lost or self._wanted_mentions:
            self.deals[:] = map(self._settled, self.deals)

    def _settled(self, deal: Deal) -> Deal:
        def kept(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
            return tuple(
                replace(piece, mention=None) if piece.mention in self._wanted_mentions else piece
                for piece in evidence
                if (deal.id, piece) not in self._lost
            )

        return replace(
            deal,
            roles=tuple(replace(filler, evidence=kept(filler.evidence)) for filler in deal.roles),
            slots=tuple(replace(slot, evidence=kept(slot.evidence)) for slot in deal.slots),
            triggers=kept(deal.triggers),
        )

    def _lose(self, line: int, deal: int, piece: Evidence, why: str) -> None:
        self._lost.add((deal, piece))
        self.faults.append((line, f"deal {deal} has evidence “{piece.text:.40}” {why}"))

    def _take_scheme(self, record: Record) -> None:
        if self.scheme is not None:
            raise RecordError("it is a second scheme")
        data = record.get("scheme")
        if not isinstance(data, dict):
            raise RecordError("the scheme is not an object")
        try:
            self.scheme = Scheme.from_data(data)
        except (InputError, AttributeError) as error:
            raise RecordError(f"the scheme cannot be used: {error}".rstrip(".")) from error

    def _take_deal(self, line: int, record: Record) -> None:
        number = fields.whole_number(record, "id")
        fields.check_fresh(number, self._numbers, "deal")
        self._numbers.add(number)
        try:
            deal = Deal(
                id=number,
                set=fields.known(record, "set_id", self.sets, "annotation set").id,
                type=fields.text(record, "type"),
                roles=tuple(self._filler(item) for item in fields.objects(record, "roles")),
                slots=tuple(values.slot(item) for item in fields.objects(record, "slots")),
                triggers=values.evidence(record, "triggers"),
                origin=fields.text(record, "origin", "user"),
            )
        except RecordError as fault:
            raise RecordError(f"deal {number}: {fault}") from fault
        for filler in deal.roles:
            self._await(line, number, filler.evidence)
        for slot in deal.slots:
            self._await(line, number, slot.evidence)
        self._await(line, number, deal.triggers)
        self.deals.append(deal)

    def _await(self, line: int, deal: int, evidence: Iterable[Evidence]) -> None:
        for piece in evidence:
            self._evidence.setdefault(piece.passage, []).append((line, deal, piece))
            if piece.mention is not None:
                self._wanted_mentions[piece.mention] = (line, deal)

    def _check(self, passage: Passage) -> None:
        """Lose the evidence that does not stand in its passage as it says."""
        number, text = passage.id, passage.text
        for line, deal, piece in self._evidence.pop(number, ()):
            if piece.end > len(text):
                why = f"up to {piece.end}, but passage {number} ends at {len(text)}"
                self._lose(line, deal, piece, why)
            elif piece.end and text[piece.start : piece.end] != piece.text:
                why = f"at {piece.start} of passage {number}, which does not say so"
                self._lose(line, deal, piece, why)

    def _miss(self, what: str) -> None:
        self.faults.append((self._line, what))

    def _filler(self, record: Record) -> Filler:
        role = fields.text(record, "role")
        value = record.get("value")
        if value is not None and not isinstance(value, str):
            raise RecordError(f"the value of the role {role} is not a text")
        return Filler(
            role=role,
            entity=fields.entity_id(record, self.entities, self._miss),
            value=value,
            attributes=fields.attributes(record),
            evidence=values.evidence(record, "evidence"),
        )
