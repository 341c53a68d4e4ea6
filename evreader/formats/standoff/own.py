"""What other tools have no place for, under a key of our own in their records.

They leave a key that they do not know alone, or keep it among what they know of a text. Marks and
frames are named by type and place there, not by an id: tools give out new ids.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evreader.domain.annotation import Entity, Name
from evreader.domain.article import ArticleInfo, Span
from evreader.domain.successors import Place, successors
from evreader.formats.standoff.document import frames_of
from evreader.formats.standoff.intake import deal_types
from evreader.formats.standoff.records import in_words, mapping, objects, whole_number
from evreader.formats.standoff.units import UNITS, Ruler, Stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from evreader.domain.article import Language
    from evreader.domain.bundle import Receipt
    from evreader.formats.standoff.document import Document, Mark, Relation
    from evreader.formats.standoff.export import Export
    from evreader.formats.standoff.units import Unit

KEY = "evreader"
_KEPT = (
    "What has no place there (what is known of articles and entities, attributes, slots, who made "
    "it, what is one deal) stands under a key of our own, {}, which other tools leave alone."
)
_CARRIED = ("info", "entity", "apart")
"""The losses of an export (keys of ``export.LOSSES``) that the own key makes up for."""

_LONGEST_TITLE = 80
# What others call what is known of an article, in the order in which it is believed.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "date": ("date", "published", "publish_date", "pubdate"),
    "url": ("url", "source_url", "link"),
    "author": ("author", "authors"),
    "site": ("site", "publisher", "source"),
}
READ = frozenset(key for keys in _CALLED.values() for key in keys)
"""The keys beside a text that ``info_of`` makes use of."""

_Place = tuple[str, tuple[int, int]]


def title_of(text: str, fallback: str) -> str:
    """What to call a text that comes without a title: its first line, cut short."""
    line = " ".join(text.strip()[:1000].split("\n", 1)[0].split())
    if len(line) > _LONGEST_TITLE:
        line = line[: _LONGEST_TITLE - 1].rstrip() + "…"
    return line or fallback


def info_of(known: Mapping[str, Any], text: str, *, source: str) -> ArticleInfo:
    """What is known of an article, out of what a tool keeps beside its text."""
    found = {
        name: next((in_words(known[key]).strip() for key in keys if known.get(key)), "")
        for name, keys in _CALLED.items()
    }
    title = found.pop("title") or title_of(text, source)
    return ArticleInfo(title=title, source=source, **found)


def hull(mark: Mark) -> tuple[int, int]:
    """From where the first stretch begins to where the last one ends."""
    return mark.stretches[0].start, mark.stretches[-1].end


def report(
    export: Export, receipt: Receipt, place: str, *, carried: Iterable[str] = _CARRIED
) -> None:
    """Put into the receipt what an export left out and what it keeps under the key.

    Args:
        export: all of whose documents were written.
        receipt: its receipt.
        place: what the key is called there, in quotation marks.
        carried: the losses that it makes up for.
    """
    for loss in carried:
        del export.losses[loss]
    export.report()
    receipt.notes.append(_KEPT.format(place))


def told(
    document: Document, unit: Unit, *, is_native: Callable[[str], bool] | None = None
) -> dict[str, Any]:
    """What to write under the key.

    Args:
        document: what is written besides.
        unit: in what the places written besides are counted; those in here are code points.
        is_native: whether the format itself has a place for an attribute or slot of this name.
    """
    info = document.info._asdict()
    entities = {mark.entity.id: mark.entity for mark in document.marks if mark.entity}
    rest = {
        "marks": list(_marks_told(document, is_native or _nothing)),
        "entities": [_entity_told(entity) for entity in entities.values()],
    }
    return {
        "id": document.name,
        "unit": unit,
        "article": {name: value for name, value in info.items() if value},
        **{name: value for name, value in rest.items() if value},
    }


def completed(
    document: Document,
    relations: Sequence[Relation],
    kept: Mapping[str, Any],
    *,
    triggers: Iterable[str] = (),
) -> Document:
    """A document with frames made of its relations, and with what stands under the key put back.

    If anything stands there, its places are in code points then, each with its quote. The marks
    with the keys in ``triggers`` begin a frame, whatever their type.
    """
    unit = kept.get("unit")
    deals: dict[str, int] = {}
    if unit in UNITS:
        document, deals = _settled(document, kept, unit)
    known = {*deals, *triggers}
    frames = frames_of(relations, document.marks, deal_types(), triggers=known)
    return replace(document, frames=tuple(replace(f, deal=deals.get(f.trigger, 0)) for f in frames))


def _settled(
    document: Document, kept: Mapping[str, Any], unit: Unit
) -> tuple[Document, dict[str, int]]:
    """A document with all but its frames put back, and which mark is the trigger of which deal."""
    info = document.info._replace(**_info_kept(mapping(kept.get("article"))))
    entities = {entity.id: entity for entity in map(_entity_kept, objects(kept.get("entities")))}
    entries: dict[_Place, list[Mapping[str, Any]]] = defaultdict(list)
    for found in objects(kept.get("marks")):
        places = _places(found.get("at"))
        if places:
            whole = (places[0][0], places[-1][1])
            entries[in_words(found.get("type")), whole].append(found)
    ruler = Ruler(document.text, unit)
    marks = [_measured(mark, ruler, document.text) for mark in document.marks]
    told: dict[int, Mapping[str, Any]] = {}
    for number, mark in enumerate(marks):
        waiting = entries.get((mark.type, hull(mark))) if mark.stretches else None
        if waiting:
            told[number] = waiting.pop(0)
    told |= _changed([one for rest in entries.values() for one in rest], marks, told)
    deals = {
        marks[number].key: whole_number(entry["deal"]) or 0
        for number, entry in told.items()
        if "deal" in entry
    }
    for number, entry in told.items():
        marks[number] = _restored(marks[number], entry, entities, document.text)
    return replace(document, info=info, marks=tuple(marks)), deals


def _changed(
    entries: Sequence[Mapping[str, Any]], marks: Sequence[Mark], known: Container[int]
) -> dict[int, Mapping[str, Any]]:
    """What is told of marks that have another type now, or have been moved a little."""
    free = {n: hull(mark) for n, mark in enumerate(marks) if n not in known and mark.stretches}
    at = {place: number for number, place in free.items()}
    found: dict[int, Mapping[str, Any]] = {}
    gone: list[tuple[Mapping[str, Any], Place]] = []
    for entry in entries:
        places = _places(entry.get("at"))
        whole = (places[0][0], places[-1][1])
        if whole in at:
            found[at.pop(whole)] = entry
        else:
            gone.append((entry, Place(in_words(entry.get("type")), *whole)))
    come = [(n, Place(marks[n].type, *place)) for n, place in free.items() if n not in found]
    heirs = successors([place for _, place in gone], [place for _, place in come])
    return found | {come[to][0]: gone[number][0] for number, to in heirs.items()}


def _nothing(_name: str) -> bool:
    return False


def _marks_told(document: Document, native: Callable[[str], bool]) -> Iterator[dict[str, Any]]:
    """What is to be told of marks and of the frames that they are the triggers of, in order.

    Of several of one type at one place, or over each other, each is told of, so that none gets what
    another is, also where one of them was removed or moved.
    """
    crossed = _crossed(document.marks)
    triggers = {frame.trigger: frame for frame in document.frames}
    for mark in document.marks:
        frame = triggers.get(mark.key)
        texts = mark.attributes if frame is None else frame.slots
        said: dict[str, Any] = {
            "attributes": {name: text for name, text in texts.items() if not native(name)},
            "entity": mark.entity.id if mark.entity else None,
            "origin": "" if mark.origin == "user" else mark.origin,
        }
        entry = {name: value for name, value in said.items() if value}
        if frame is not None:
            entry["deal"] = frame.deal
        if entry or len(mark.stretches) > 1 or mark.key in crossed:
            places = [[stretch.start, stretch.end] for stretch in mark.stretches]
            yield {"type": mark.type, "at": places, **entry}


def _crossed(marks: Sequence[Mark]) -> set[str]:
    """The keys of marks that overlap another one of their type."""
    found: set[str] = set()
    widest: dict[str, Mark] = {}
    for mark in sorted(marks, key=hull):
        before = widest.get(mark.type)
        if before is not None and hull(mark)[0] < hull(before)[1]:
            found |= {before.key, mark.key}
        if before is None or hull(mark)[1] > hull(before)[1]:
            widest[mark.type] = mark
    return found


def _entity_told(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "names": [[name.language, name.text] for name in entity.names],
        "attributes": dict(entity.attributes),
    }


def _entity_kept(entry: Mapping[str, Any]) -> Entity:
    return Entity(
        id=whole_number(entry.get("id")) or 0,
        type=in_words(entry.get("type")),
        names=tuple(_names(entry.get("names"))),
        attributes=_texts(entry.get("attributes")),
    )


def _names(pairs: object) -> Iterable[Name]:
    for pair in pairs if isinstance(pairs, list) else ():
        if isinstance(pair, list) and len(pair) == 2:  # noqa: PLR2004 - a language and a text
            language: Language = pair[0] if pair[0] in {"en", "zh"} else "other"
            yield Name(language, in_words(pair[1]))


def _texts(value: object) -> dict[str, str]:
    return {name: in_words(text) for name, text in mapping(value).items()}


def _info_kept(article: Mapping[str, Any]) -> dict[str, str]:
    kept = dict.fromkeys(ArticleInfo._fields, "")
    return kept | {name: in_words(text) for name, text in article.items() if name in kept}


def _places(value: object) -> tuple[tuple[int, int], ...]:
    """Pairs of numbers; none if anything there is no such pair."""
    pairs = []
    for pair in value if isinstance(value, list) else ():
        numbers = [whole_number(one) for one in pair] if isinstance(pair, list) else []
        if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:  # noqa: PLR2004
            return ()
        pairs.append((numbers[0], numbers[1]))
    return tuple(pairs)


def _measured(mark: Mark, ruler: Ruler, text: str) -> Mark:
    """A mark in code points, with quotes; as it was if it does not fit."""
    spans = [ruler.span(stretch.start, stretch.end) for stretch in mark.stretches]
    kept = [span for span in spans if span is not None]
    if len(kept) < len(spans):
        return mark
    return mark._replace(stretches=_stretches(kept, text))


def _stretches(spans: Sequence[Span], text: str) -> tuple[Stretch, ...]:
    return tuple(Stretch(start, end, text[start:end]) for start, end in spans)


def _restored(
    mark: Mark, entry: Mapping[str, Any], entities: Mapping[int, Entity], text: str
) -> Mark:
    """A mark with what stands under the key for it; of one that was moved, the place is its own."""
    spans = [Span(start, end) for start, end in _places(entry.get("at"))]
    is_there = (spans[0].start, spans[-1].end) == hull(mark)
    return mark._replace(
        stretches=_stretches(spans, text) if is_there else mark.stretches,
        attributes={**_texts(entry.get("attributes")), **mark.attributes},
        entity=entities.get(whole_number(entry.get("entity")) or 0),
        origin=in_words(entry.get("origin")) or "user",
    )
