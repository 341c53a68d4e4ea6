"""PubAnnotation: a text with denotations, relations between them, and attributes of both."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.domain.article import ArticleInfo
from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats.files import whole_file
from evreader.formats.standoff import own
from evreader.formats.standoff.document import Document, Mark, Relation, relations_of
from evreader.formats.standoff.export import Export
from evreader.formats.standoff.intake import bundle_of
from evreader.formats.standoff.listing import TEXTLESS, counted, named
from evreader.formats.standoff.records import (
    in_words,
    json_line,
    keys_in,
    mapping,
    objects,
    records_of,
    says_nothing,
    whole_number,
    write_list,
)
from evreader.formats.standoff.units import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from evreader.domain.bundle import Bundle

_MARKS = ("denotations", "blocks", "catanns")
_RELATIONS = ("relations", "relanns")
_MODIFICATIONS = ("modifications", "modanns")
_KNOWN = {
    *_MARKS, *_RELATIONS, *_MODIFICATIONS, "insanns", "target", "sourcedb", "sourceid",
    "source_url", "divid", "section", "text", "project", "tracks", "attributes", own.KEY,
}  # fmt: skip
# How pieces of one denotation are told apart and joined, where each has a span of its own.
_PIECE, _CHAINED = "_FRAGMENT", "_lexicallyChainedTo"


def claims(head: bytes, name: str) -> bool:
    """Whether a JSON file that begins so looks like PubAnnotation's."""
    keys = keys_in(head)
    return bool(keys & {"denotations", "catanns"}) or (
        "text" in keys and bool(keys & {"sourcedb", "sourceid", "tracks"}) and bool(name)
    )


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write one document, or a list of them.

    Raises:
        FormatError: the file cannot be written.
    """
    receipt = Receipt("pubannotation")
    export = Export(bundle, receipt, arrows=True)
    with whole_file(out) as file:
        records = map(record_of, export.documents())
        first, second = next(records, None), next(records, None)
        if first is not None and second is None:
            file.write(json_line(first))
        else:
            write_list(file, (r for some in ((first, second), records) for r in some if r))
    own.report(export, receipt, f"“{own.KEY}”")
    receipt.files.append(out.name)
    return receipt


def record_of(document: Document) -> dict[str, Any]:
    """A document as PubAnnotation has it; a mark in several pieces is a list of spans."""
    ids = {mark.key: f"T{number}" for number, mark in enumerate(document.marks, 1)}
    said = [(ids[mark.key], mark.attributes) for mark in document.marks]
    said += [(ids[frame.trigger], frame.slots) for frame in document.frames if frame.trigger]
    denotations = [
        {"id": ids[mark.key], "span": _span(mark.stretches), "obj": mark.type}
        for mark in document.marks
    ]
    relations = [
        {"id": f"R{n}", "subj": ids[arrow.source], "pred": arrow.type, "obj": ids[arrow.target]}
        for n, arrow in enumerate(relations_of(document), 1)
    ]
    pairs = [(key, name, text) for key, texts in said for name, text in texts.items()]
    attributes = [
        {"id": f"A{n}", "subj": key, "pred": name, "obj": text}
        for n, (key, name, text) in enumerate(pairs, 1)
    ]
    return {
        "sourcedb": "evreader",
        "sourceid": document.name,
        "text": document.text,
        "denotations": denotations,
        "relations": relations,
        "attributes": attributes,
        own.KEY: own.told(document, "code points", is_native=_always),
    }


def read(path: Path) -> Bundle:
    """Read a document or a list of them; each track becomes an annotation set of its own.

    Raises:
        FormatError: there is no text in it.
        InputError: the file cannot be read.
    """
    receipt = Receipt("pubannotation")
    reading = _Reading(path, receipt)
    documents = list(reading.documents())
    if not documents:
        raise FormatError(f"“{path.name}” holds no text as PubAnnotation writes it.")
    reading.report()
    return bundle_of(documents, receipt, set_name=path.stem)


class _Track(NamedTuple):
    """One project's annotations of a text.

    Attributes:
        prefix: keeps its ids apart from other projects'.
        instances: files of old name instances of denotations: which denotation each is of.
    """

    set: str
    prefix: str
    record: Mapping[str, Any]
    instances: Mapping[str, str]


class _Reading:
    """One file on its way in."""

    def __init__(self, path: Path, receipt: Receipt) -> None:
        self._path = path
        self._receipt = receipt
        self._unknown: Counter[str] = Counter()
        self._textless: list[str] = []

    def documents(self) -> Iterator[Document]:
        """The texts with what is denoted in them."""
        for place, record in records_of(self._path, self._receipt):
            text = record.get("text")
            if isinstance(text, str) and text:
                self._unknown.update(
                    key
                    for key, value in record.items()
                    if key not in _KNOWN and not says_nothing(value)
                )
                yield self._document(place, text, record)
            else:
                self._textless.append(place)

    def report(self) -> None:
        """Put into the receipt what had no place, or no text."""
        if self._textless:
            self._receipt.refused.append(counted(TEXTLESS, self._textless))
        if self._unknown:
            self._receipt.losses.append(named("Fields of texts left out", self._unknown))

    def _document(self, place: str, text: str, record: dict[str, Any]) -> Document:
        kept = mapping(record.get(own.KEY))
        tracks = [_track(in_words(record.get("project")), "", record)]
        for number, entry in enumerate(objects(record.get("tracks")), 1):
            name = in_words(entry.get("project")) or f"track {number}"
            tracks.append(_track(name, f"{number}:", entry))
        marks: list[Mark] = []
        relations: list[Relation] = []
        for track in tracks:
            said = _said(track)
            found = list(self._marks(place, track, said))
            joined, chained = _unchained(found, track)
            marks += joined
            keys = {mark.key for mark in found}
            relations += self._relations(place, track, said, keys, chained=chained)
            self._check(place, track, said, keys)
        info = ArticleInfo("") if kept else _info(record, text, self._path.name)
        return own.completed(Document(place, info, text, tuple(marks)), relations, kept)

    def _marks(
        self, place: str, track: _Track, said: Mapping[str, Mapping[str, str]]
    ) -> Iterator[Mark]:
        taken: set[str] = set()
        for number, entry in enumerate(_entries(track, _MARKS), 1):
            key = in_words(entry.get("id")) or f"mark {number}"
            if key in taken:
                self._refuse(place, f"the id {key} is used more than once; what names it means the "
                                    f"first")  # fmt: skip
                key = f"{key} mark {number}"
            taken.add(key)
            kind = in_words(entry.get("obj") or entry.get("category")) or "denotation"
            stretches = _stretches(entry)
            if stretches:
                attributes = said.get(key, {})
                yield Mark(track.prefix + key, kind, stretches, attributes, set=track.set)
            else:
                self._refuse(place, f"{kind} {key} says no place")

    def _relations(
        self,
        place: str,
        track: _Track,
        said: Mapping[str, Mapping[str, str]],
        marks: set[str],
        *,
        chained: Mapping[str, str],
    ) -> Iterator[Relation]:
        for entry in _entries(track, _RELATIONS):
            kind, source, target = _arrow(entry, track)
            ends = (track.prefix + source, track.prefix + target)
            if ends[0] not in marks or ends[1] not in marks:
                self._refuse(
                    place, f"the relation {kind} joins {source} and {target}, not both of them here"
                )
            elif kind != _CHAINED or not set(ends) & set(chained):
                slots = said.get(in_words(entry.get("id")), {})
                first, second = (chained.get(end, end) for end in ends)
                yield Relation(kind, first, second, tuple(slots.items()))

    def _check(
        self, place: str, track: _Track, said: Mapping[str, object], marks: set[str]
    ) -> None:
        """List what is said of things that are not there."""
        relations = {in_words(entry.get("id")) for entry in _entries(track, _RELATIONS)}
        known = {key.removeprefix(track.prefix) for key in marks} | relations - {""}
        for subject in said:
            if subject not in known:
                self._refuse(place, f"an attribute or modification names “{subject:.40}”, which is "
                                    f"not here")  # fmt: skip

    def _refuse(self, place: str, why: str) -> None:
        self._receipt.refused.append(f"“{self._path.name}”, {place}: {why}.")


def _always(_name: str) -> bool:
    return True


def _span(stretches: tuple[Stretch, ...]) -> object:
    spans = [{"begin": stretch.start, "end": stretch.end} for stretch in stretches]
    return spans if len(spans) > 1 else spans[0]


def _stretches(entry: Mapping[str, Any]) -> tuple[Stretch, ...]:
    """The places of a denotation, in order; none if it does not say them all."""
    found: list[Stretch] = []
    for span in objects(entry.get("span", entry)):
        start, end = whole_number(span.get("begin")), whole_number(span.get("end"))
        if start is None or end is None:
            return ()
        found.append(Stretch(start, end))
    return tuple(sorted(found))


def _entries(track: _Track, kinds: Iterable[str]) -> list[dict[str, Any]]:
    return [entry for kind in kinds for entry in objects(track.record.get(kind))]


def _track(name: str, prefix: str, record: Mapping[str, Any]) -> _Track:
    instances = {
        in_words(entry.get("id")): in_words(entry.get("object"))
        for entry in objects(record.get("insanns"))
    }
    return _Track(name, prefix, record, instances)


def _arrow(entry: Mapping[str, Any], track: _Track) -> tuple[str, str, str]:
    """What a relation says, and the ids of what it joins."""
    kind = in_words(entry.get("pred") or entry.get("type")) or "related"
    instances = track.instances
    source = in_words(entry.get("subj") or entry.get("subject"))
    target = in_words(entry.get("obj") or entry.get("object"))
    return kind, instances.get(source, source), instances.get(target, target)


def _unchained(marks: Sequence[Mark], track: _Track) -> tuple[list[Mark], dict[str, str]]:
    """Marks whose pieces were chained as one each, and which mark each piece is of now.

    Pieces are denotations of their own, of no type; each further one is chained to the one before.
    """
    known = {mark.key: mark for mark in marks}
    later: dict[str, str] = {}
    for entry in _entries(track, _RELATIONS):
        kind, source, target = _arrow(entry, track)
        piece = known.get(track.prefix + target)
        if kind == _CHAINED and piece and piece.type == _PIECE and track.prefix + source in known:
            later[piece.key] = track.prefix + source
    chained = {key: end for key in later if (end := _last(key, later))}
    for key, end in chained.items():
        stretches = tuple(sorted((*known[end].stretches, *known[key].stretches)))
        known[end] = known[end]._replace(stretches=stretches)
    return [mark for key, mark in known.items() if key not in chained], chained


def _last(piece: str, later: Mapping[str, str]) -> str:
    """Where a chain ends; nowhere if it runs in a circle."""
    for _ in later:
        if piece not in later:
            break
        piece = later[piece]
    return "" if piece in later else piece


def _said(track: _Track) -> dict[str, dict[str, str]]:
    """What attributes and modifications say, by the id of what they say it of."""
    said: dict[str, dict[str, str]] = defaultdict(dict)
    of = dict(track.instances)
    for entry in objects(track.record.get("attributes")):
        subject, name = in_words(entry.get("subj")), in_words(entry.get("pred", "attribute"))
        texts, text = said[subject], in_words(entry.get("obj"))
        texts[name] = f"{texts[name]}; {text}" if name in texts else text
        of[in_words(entry.get("id"))] = subject
    for entry in _entries(track, _MODIFICATIONS):
        target = in_words(entry.get("obj") or entry.get("object"))
        name = in_words(entry.get("pred") or entry.get("type")) or "modification"
        said[of.get(target, target)][name] = "true"
    return said


def _info(record: Mapping[str, Any], text: str, source: str) -> ArticleInfo:
    database, number = in_words(record.get("sourcedb")), in_words(record.get("sourceid"))
    part = [in_words(record.get(key)) for key in ("divid", "section")]
    name = " ".join(filter(None, (database, number, *part)))
    address = in_words(record.get("source_url") or record.get("target"))
    info = own.info_of({}, text, source=source)
    return info._replace(title=info.title or name, site=name, url=address)
