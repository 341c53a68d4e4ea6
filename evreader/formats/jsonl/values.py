"""Values of a record of evreader's own format that hang on nothing but the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evreader.domain.annotation import AnnotationSet, Entity, Evidence, Name, Slot
from evreader.domain.article import KINDS, LANGUAGES, Cut, SentenceRef
from evreader.formats.jsonl import fields
from evreader.formats.jsonl.fields import RecordError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evreader.domain.article import Passage

    Record = Mapping[str, Any]


def annotation_set(record: Record) -> AnnotationSet:
    """An annotation set."""
    return AnnotationSet(
        id=fields.whole_number(record, "id"),
        name=fields.text(record, "name"),
        locked=fields.flag(record, "locked"),
        origin=fields.text(record, "origin", "user"),
    )


def entity(record: Record) -> Entity:
    """An entity with its names."""
    number = fields.whole_number(record, "id")
    names = []
    for item in fields.items(record, "names"):
        if not (isinstance(item, list) and len(item) == 2):  # noqa: PLR2004  a pair
            raise RecordError(f"entity {number}: a name is not a pair of language and text")
        pair = {"language": item[0], "name": item[1]}
        names.append(Name(fields.choice(pair, "language", LANGUAGES), fields.text(pair, "name")))
    return Entity(number, fields.text(record, "type"), tuple(names), fields.attributes(record))


def slot(record: Record) -> Slot:
    """A slot of a deal."""
    return Slot(
        name=fields.text(record, "name"),
        value=fields.text(record, "value"),
        evidence=evidence(record, "evidence"),
    )


def evidence(record: Record, key: str) -> tuple[Evidence, ...]:
    """The pieces of evidence in a list."""
    pieces = []
    for item in fields.objects(record, key):
        start, end = fields.whole_number(item, "start"), fields.whole_number(item, "end")
        if not (start < end or start == end == 0):  # 0–0: unplaced
            raise RecordError(f"evidence from {start} to {end} covers nothing")
        mention = (
            None if item.get("mention_id") is None else fields.whole_number(item, "mention_id")
        )
        pieces.append(
            Evidence(
                fields.whole_number(item, "passage_id"),
                start,
                end,
                fields.text(item, "text"),
                mention,
            )
        )
    return tuple(pieces)


def cut(record: Record) -> Cut:
    """A cut of an article."""
    kinds = record.get("kinds", {})
    if not isinstance(kinds, dict) or not all(index.isdecimal() for index in kinds):
        raise RecordError("the kinds of a cut are no object of passage numbers and kinds")
    return Cut(
        fields.text(record, "name"),
        fields.score(record),
        {int(index): fields.choice(kinds, index, KINDS) for index in kinds},
    )


def references(
    record: Record, key: str, passages: Mapping[int, Passage]
) -> tuple[SentenceRef, ...]:
    """Sentences of passages that are there."""
    references = []
    for item in fields.items(record, key, []):
        if not (isinstance(item, list) and len(item) == 2):  # noqa: PLR2004  a pair
            raise RecordError(
                f"'{key}' holds {item!r:.40}, which is no pair of passage and sentence"
            )
        number, sentence = item
        passage = passages.get(number) if type(number) is int else None
        if passage is None or type(sentence) is not int or sentence < 0:
            pair = {"passage": number, "sentence": sentence}
            passage = fields.known(pair, "passage", passages, "passage")
            sentence = fields.whole_number(pair, "sentence")
        if sentence >= len(passage.sentences):
            raise RecordError(f"passage {passage.id} has no sentence {sentence}")
        references.append(SentenceRef(number, sentence))
    return tuple(references)
