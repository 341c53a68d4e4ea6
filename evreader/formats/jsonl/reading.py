"""Records of evreader's own format back into values, each one checked."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any, get_args

from evreader.domain.annotation import Deal, Filler, Mention
from evreader.domain.article import (
    KINDS,
    LANGUAGES,
    Article,
    ArticleInfo,
    Link,
    LinkStatus,
    Origin,
    Passage,
    Relation,
    Span,
)
from evreader.domain.bundle import AnnotatedArticle
from evreader.domain.scheme import Scheme
from evreader.errors import InputError
from evreader.formats.jsonl import fields, values
from evreader.formats.jsonl.fields import RecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from evreader.domain.annotation import AnnotationSet, Entity, Evidence
    from evreader.formats.jsonl.fields import Value

    Record = Mapping[str, Any]
    Passages = dict[int, Passage]

_ORIGINS = get_args(Origin)
_RELATIONS = get_args(Relation)
_STATUSES = get_args(LinkStatus)
_MENTION = itemgetter(
    "id", "passage_id", "fragments", "text", "type", "set_id", "entity_id", "attributes", "origin"
)


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
        self._seen: dict[str, set[int]] = {
            kind: set() for kind in ("article", "passage", "link", "mention", "deal")
        }
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

    def article(self, line: int, record: Record) -> AnnotatedArticle:
        """One article with its mentions; evidence that stands in it is checked against it.

        Raises:
            RecordError: its text is not what it should be.
        """
        self._line = line
        number = self._new("article", record)
        try:
            passages = {p.id: p for p in map(self._passage, fields.objects(record, "passages"))}
            article = Article(
                id=number,
                info=ArticleInfo(
                    title=fields.text(record, "title"),
                    source=fields.text(record, "source", ""),
                    date=fields.text(record, "date", ""),
                    url=fields.text(record, "url", ""),
                    author=fields.text(record, "author", ""),
                    site=fields.text(record, "site", ""),
                ),
                passages=tuple(passages.values()),
                links=tuple(self._whole(record, "links", self._link, passages)),
                cuts=tuple(values.cut(item) for item in fields.objects(record, "cuts")),
                review=fields.text(record, "review", ""),
            )
            mentions = tuple(self._whole(record, "mentions", self._mention, passages))
        except RecordError as fault:
            raise RecordError(f"article {number}: {fault}") from fault
        self._check_evidence(passages)
        return AnnotatedArticle(article, mentions)

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

    def _whole(
        self,
        record: Record,
        key: str,
        read: Callable[[Record, Passages], Value],
        passages: Passages,
    ) -> Iterator[Value]:
        """The items of a list that are what they should be; the others are faults."""
        for item in fields.objects(record, key):
            try:
                yield read(item, passages)
            except RecordError as fault:
                self.faults.append((self._line, f"article {record['id']}: {fault}"))

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
        number = self._new("deal", record)
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

    def _check_evidence(self, passages: Passages) -> None:
        for number, passage in passages.items():
            for line, deal, piece in self._evidence.pop(number, ()):
                if piece.end > len(passage.text):
                    why = f"up to {piece.end}, but passage {number} ends at {len(passage.text)}"
                    self._lose(line, deal, piece, why)
                elif piece.end and passage.text[piece.start : piece.end] != piece.text:
                    why = f"at {piece.start} of passage {number}, which does not say so"
                    self._lose(line, deal, piece, why)

    def _new(self, kind: str, record: Record) -> int:
        number = fields.whole_number(record, "id")
        fields.check_fresh(number, self._seen[kind], kind)
        self._seen[kind].add(number)
        return number

    def _passage(self, record: Record) -> Passage:
        number = self._new("passage", record)
        text = fields.text(record, "text")
        try:
            return Passage(
                id=number,
                index=fields.whole_number(record, "index"),
                language=fields.choice(record, "language", LANGUAGES),
                kind=fields.choice(record, "kind", KINDS),
                text=text,
                sentences=fields.spans(record, "sentences", len(text)),
                mixed=fields.flag(record, "mixed"),
                origin=fields.choice(record, "origin", _ORIGINS, "source"),
                original=fields.text(record, "original", ""),
            )
        except RecordError as fault:
            raise RecordError(f"passage {number}: {fault}") from fault

    def _link(self, record: Record, passages: Passages) -> Link:
        number = self._new("link", record)
        try:
            return Link(
                id=number,
                relation=fields.choice(record, "relation", _RELATIONS),
                status=fields.choice(record, "status", _STATUSES),
                score=fields.score(record),
                en=values.references(record, "en", passages),
                zh=values.references(record, "zh", passages),
            )
        except RecordError as fault:
            raise RecordError(f"link {number}: {fault}") from fault

    def _mention(self, record: Record, passages: Passages) -> Mention:
        mention = self._usual_mention(record, passages) or self._any_mention(record, passages)
        self._wanted_mentions.pop(mention.id, None)
        return mention

    def _usual_mention(self, record: Record, passages: Passages) -> Mention | None:
        """A mention in one fragment and without attributes, as evreader writes it.

        Most of a file is of these, so one look tells that nothing is wrong with it, in a third of
        the time. None asks to look at each field, and to say what is wrong.
        """
        try:
            number, place, ((start, end),), text, kind, of, entity, said, origin = _MENTION(record)
            is_usual = (
                type(number) is type(place) is type(start) is type(end) is type(of) is int
                and type(kind) is type(origin) is str
                and said == {}
                and 0 <= start < end
                and passages[place].text[start:end] == text
                and len(text) == end - start
                and of in self.sets
                and (entity is None or (type(entity) is int and entity in self.entities))
                and 0 <= number < fields.LARGEST
                and number not in self._seen["mention"]
                and "\x00" not in kind
                and "\x00" not in origin
            )
        except (KeyError, TypeError, ValueError):
            return None
        if not is_usual:
            return None
        self._seen["mention"].add(number)
        return Mention(number, place, (Span(start, end),), text, kind, of, entity, said, origin)

    def _any_mention(self, record: Record, passages: Passages) -> Mention:
        number = self._new("mention", record)
        try:
            passage = fields.known(record, "passage_id", passages, "passage")
            fragments = fields.spans(record, "fragments", len(passage.text))
            quote = _quote(record, passage, fragments)
            return Mention(
                id=number,
                passage=passage.id,
                fragments=fragments,
                text=quote,
                type=fields.text(record, "type"),
                set=fields.known(record, "set_id", self.sets, "annotation set").id,
                entity=self._entity_id(record),
                attributes=fields.attributes(record),
                origin=fields.text(record, "origin", "user"),
            )
        except RecordError as fault:
            raise RecordError(f"mention {number}: {fault}") from fault

    def _entity_id(self, record: Record) -> int | None:
        """The entity that is referred to; none, which is a fault, if it is not there."""
        number = record.get("entity_id")
        if number is None or (type(number) is int and number in self.entities):
            return number
        number = fields.whole_number(record, "entity_id")
        self.faults.append((self._line, f"it refers to entity {number}, which is not there"))
        return None

    def _filler(self, record: Record) -> Filler:
        role = fields.text(record, "role")
        value = record.get("value")
        if value is not None and not isinstance(value, str):
            raise RecordError(f"the value of the role {role} is not a text")
        return Filler(
            role=role,
            entity=self._entity_id(record),
            value=value,
            attributes=fields.attributes(record),
            evidence=values.evidence(record, "evidence"),
        )


def _quote(record: Record, passage: Passage, fragments: tuple[Span, ...]) -> str:
    """The text at a mention's place, which must be the text it says it has, if it has a place."""
    if not fragments:
        return fields.text(record, "text")
    quote = " ".join([passage.text[start:end] for start, end in fragments])
    if quote != record.get("text"):
        said = fields.text(record, "text")
        raise RecordError(f"its text is '{said:.40}', but at its place stands '{quote:.40}'")
    return quote
