"""Article records of evreader's own format back into values, each one checked."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

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
from evreader.domain.mention import Mention
from evreader.domain.portion import Portion
from evreader.errors import FormatError
from evreader.formats.jsonl import fields, values
from evreader.formats.jsonl.fields import RecordError
from evreader.formats.jsonl.lines import lines_of, may_be_article, record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from evreader.formats.jsonl.fields import Value
    from evreader.formats.jsonl.lines import Part

    Record = Mapping[str, Any]
    Passages = dict[int, Passage]
    Seen = dict[str, set[int]]

KINDS_OF_IDS = ("article", "passage", "link", "mention")
"""The kinds of things in article records that have ids."""

_ORIGINS = get_args(Origin)
_RELATIONS = get_args(Relation)
_STATUSES = get_args(LinkStatus)
_MENTION = itemgetter(
    "id", "passage_id", "fragments", "text", "type", "set_id", "entity_id", "attributes", "origin"
)


class Rest(NamedTuple):
    """What reading some articles tells besides them.

    Attributes:
        seen: the ids in their records, by kind of thing.
        faults: the lines where something was left out, and what.
        refused: one sentence for each line that is no record.
    """

    seen: Seen
    faults: list[tuple[int, str]]
    refused: list[str]


class Articles:
    """Reads the articles of a file, a part at a time; a value for whatever process."""

    def __init__(self, path: Path, sets: Collection[int], entities: Collection[int]) -> None:
        """``sets`` and ``entities`` are the ids that a mention may refer to."""
        self._path = path
        self._sets = frozenset(sets)
        self._entities = frozenset(entities)

    def read(self, part: Part, before: Seen | None = None) -> Portion[Rest]:
        """Read a part; ``before`` has the ids of those read already, if they matter."""
        seen = before or {kind: set() for kind in KINDS_OF_IDS}
        reader = ArticleReader(self._sets, self._entities, seen)
        found: list[AnnotatedArticle] = []
        refused: list[str] = []
        for number, _, line in lines_of(self._path, part):
            if not may_be_article(line):
                continue
            try:
                record = record_of(self._path, number, line)
            except FormatError as fault:
                if may_be_article(line, ours=True):  # any other line was told of already
                    refused.append(str(fault))
                continue
            if record.get("record") != "article":
                continue
            try:
                found.append(reader.article(number, record))
            except RecordError as fault:
                reader.faults.append((number, str(fault)))
        return Portion(tuple(found), Rest(reader.seen, reader.faults, refused))


class ArticleReader:
    """Takes article records. What is wrong with a part of one costs that part alone.

    Attributes:
        seen: the ids that stand in the records taken, by kind of thing; none may stand twice.
        faults: the lines where something was left out, and what.
    """

    def __init__(self, sets: Collection[int], entities: Collection[int], seen: Seen) -> None:
        """``sets`` and ``entities`` are the ids that a mention may refer to."""
        self._sets = sets
        self._entities = entities
        self.seen = seen
        self.faults: list[tuple[int, str]] = []
        self._line = 0

    def article(self, line: int, record: Record) -> AnnotatedArticle:
        """One article with its mentions.

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
        return AnnotatedArticle(article, mentions)

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

    def _new(self, kind: str, record: Record) -> int:
        number = fields.whole_number(record, "id")
        fields.check_fresh(number, self.seen[kind], kind)
        self.seen[kind].add(number)
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
        return self._usual_mention(record, passages) or self._any_mention(record, passages)

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
                and of in self._sets
                and (entity is None or (type(entity) is int and entity in self._entities))
                and 0 <= number < fields.LARGEST
                and number not in self.seen["mention"]
                and "\x00" not in kind
                and "\x00" not in origin
            )
        except (KeyError, TypeError, ValueError):
            return None
        if not is_usual:
            return None
        self.seen["mention"].add(number)
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
                set=fields.known_id(record, "set_id", self._sets, "annotation set"),
                entity=fields.entity_id(record, self._entities, self._miss),
                attributes=fields.attributes(record),
                origin=fields.text(record, "origin", "user"),
            )
        except RecordError as fault:
            raise RecordError(f"mention {number}: {fault}") from fault

    def _miss(self, what: str) -> None:
        self.faults.append((self._line, what))


def _quote(record: Record, passage: Passage, fragments: tuple[Span, ...]) -> str:
    """The text at a mention's place, which must be the text it says it has, if it has a place."""
    if not fragments:
        return fields.text(record, "text")
    quote = " ".join([passage.text[start:end] for start, end in fragments])
    if quote != record.get("text"):
        said = fields.text(record, "text")
        raise RecordError(f"its text is '{said:.40}', but at its place stands '{quote:.40}'")
    return quote
