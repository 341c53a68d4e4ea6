"""doccano: a text with labelled spans a line, and relations between them where there are any."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.domain.article import ArticleInfo
from evreader.domain.bundle import Receipt
from evreader.errors import EvreaderError, FormatError
from evreader.formats.files import whole_file
from evreader.formats.standoff import own
from evreader.formats.standoff.document import Document, Mark, Relation, relations_of
from evreader.formats.standoff.export import Export
from evreader.formats.standoff.intake import bundle_of
from evreader.formats.standoff.listing import TEXTLESS, counted, named, tallied
from evreader.formats.standoff.records import (
    in_words,
    json_line,
    json_of,
    keys_in,
    mapping,
    objects,
    records_of,
    says_nothing,
    whole_number,
)
from evreader.formats.standoff.tagged import is_tagged, tagged_documents
from evreader.formats.standoff.token_lists import is_listed
from evreader.formats.standoff.units import Stretch, offsets_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.units import Unit

_UNIT: Unit = "UTF-16 units"  # doccano's page is written in JavaScript
# A text and what is marked in it, as spaCy was trained with.
_PAIR = re.compile(rb'\[\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*,\s*\{\s*"entities"\s*:')
_TEXTS = ("text", "data", "column_data")
_LABELS = ("label", "labels", "column_label", "entities", "annotations", "spans")
_WHOLE = ("cats", "label", "labels", "column_label", "annotations")
_KNOWN = {*_TEXTS, *_LABELS, *_WHOLE, "relations", "Comments", "id", "doc_id", "username", "meta",
          own.KEY}  # fmt: skip
# The names of numbered labels, where somebody put the project's label file beside.
_LABEL_FILES = ("label_config.json", "labels.json", "span_label_config.json")
_SPAN = 3


def claims(head: bytes, name: str) -> bool:
    """Whether a file that begins so, of JSON or JSON lines, looks like doccano's."""
    keys = keys_in(head)
    if is_listed(head):
        return False
    if _PAIR.search(head):
        return True
    if name.lower().endswith(".jsonl"):
        return bool(keys & set(_TEXTS))
    is_list = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    labelled = bool(keys & set(_TEXTS)) and bool(keys & {*_LABELS, "cats"})
    return labelled or (is_list and "text" in keys)


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write a text a line; with relations, in the shape of a project for these, if there are deals.

    Raises:
        FormatError: the file cannot be written.
    """
    receipt = Receipt("doccano")
    export = Export(bundle, receipt, arrows=True)
    numbers = count(1)
    with_relations = bool(bundle.deals)
    with whole_file(out) as file:
        for document in export.documents():
            export.note_pieces(document)
            record = record_of(document, numbers) if with_relations else _plain_record(document)
            file.write(json_line(record))
    own.report(export, receipt, f"“meta.{own.KEY}”")
    receipt.notes.append(
        "Offsets count UTF-16 units, as doccano's page does. Allow overlapping spans in the "
        "doccano project, or it drops them without a word."
    )
    receipt.files.append(out.name)
    return receipt


def record_of(document: Document, numbers: Iterator[int]) -> dict[str, Any]:
    """A document in the shape for relations; its spans and relations take the next numbers."""
    ids = {mark.key: next(numbers) for mark in document.marks}
    entities = [
        {"id": ids[mark.key], "label": mark.type, "start_offset": start, "end_offset": end}
        for mark, start, end in _hulls(document)
    ]
    relations = [
        {
            "id": next(numbers),
            "from_id": ids[relation.source],
            "to_id": ids[relation.target],
            "type": relation.type,
        }
        for relation in relations_of(document)
    ]
    kept = {own.KEY: own.told(document, _UNIT)}
    return {"text": document.text, "entities": entities, "relations": relations, "meta": kept}


def read(path: Path) -> Bundle:
    """Read what doccano exports or takes, of any version: spans, relations, tagged tokens.

    Raises:
        FormatError: there is no text in it.
        InputError: the file cannot be read.
    """
    receipt = Receipt("doccano")
    reading = _Reading(path, receipt)
    documents = list(reading.documents())
    if not documents:
        raise FormatError(f"“{path.name}” holds no text as doccano writes it.")
    reading.report()
    return bundle_of(documents, receipt, set_name=path.stem)


class _Item(NamedTuple):
    """A label as the file has it: on a span, or on the whole text where there is no span."""

    key: str
    label: str
    start: int | None
    end: int | None
    user: str
    quote: str | None = None


class _Reading:
    """One file on its way in, and what is to be said of it."""

    def __init__(self, path: Path, receipt: Receipt) -> None:
        self._path = path
        self._receipt = receipt
        self._whole: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self._textless: list[str] = []
        self._comments = 0
        self._names: dict[int, str] | None = None
        self._numbered: set[str] = set()

    def documents(self) -> Iterator[Document]:
        """The texts with what is marked in them."""
        if is_tagged(self._path):
            yield from tagged_documents(self._path)
            return
        records = [(place, record) for place, record in records_of(self._path, self._receipt)]
        users = {
            user
            for _, record in records
            for user in (_owner(record), *map(_user, objects(record.get("annotations"))))
        } - {""}
        for place, record in records:
            text = next((record[key] for key in _TEXTS if isinstance(record.get(key), str)), None)
            if not text or (text.isspace() and not _kept(record)):
                self._textless.append(place)
                continue
            yield self._document(place, text, record, several=len(users) > 1)

    def report(self) -> None:
        """Put into the receipt what had no place, or no text."""
        if self._textless:
            self._receipt.refused.append(counted(TEXTLESS, self._textless))
        if self._whole:
            self._receipt.losses.append(tallied("Labels of whole texts left out", self._whole))
        if self._comments:
            self._receipt.losses.append(f"Comments left out: {self._comments}.")
        if self._unknown:
            self._receipt.losses.append(named("Fields of texts left out", self._unknown))
        if self._numbered:
            self._receipt.notes.append(
                f"Labels are numbers in this file, now called label-1 and so on: "
                f"{len(self._numbered)}; put the project's label_config.json beside it and import "
                f"it again to get their names."
            )

    def _document(
        self, place: str, text: str, record: dict[str, Any], *, several: bool
    ) -> Document:
        meta = mapping(record.get("meta"))
        kept = _kept(record)
        known = {**record, **meta}
        info = ArticleInfo("") if kept else own.info_of(known, text, source=self._path.name)
        if not kept:
            self._unknown.update(
                key
                for key, value in known.items()
                if key not in _KNOWN | own.READ and not says_nothing(value)
            )
        comments = record.get("Comments")
        self._comments += len(comments) if isinstance(comments, list) else bool(comments)
        self._unknown.update(_unreadable(record))
        marks = tuple(self._marks(record, several=several))
        relations = list(self._relations(place, record, {mark.key for mark in marks}))
        return own.completed(Document(place, info, text, marks), relations, kept)

    def _marks(self, record: Mapping[str, Any], *, several: bool) -> Iterator[Mark]:
        taken: set[str] = set()
        for item in self._items(record):
            if item.start is None or item.end is None:
                self._whole[item.label] += 1
                continue
            key = item.key if item.key not in {"", "-1", *taken} else f"span {len(taken) + 1}"
            taken.add(key)
            user = item.user if several else ""
            stretch = Stretch(item.start, item.end, item.quote)
            yield Mark(key, item.label, (stretch,), set=user)

    def _items(self, record: Mapping[str, Any]) -> Iterator[_Item]:
        for key in dict.fromkeys((*_LABELS, *_WHOLE)):
            value = record.get(key)
            if isinstance(value, (str, int)) and value != "":
                value = [value]
            for entry in value if isinstance(value, list) else ():
                yield self._item(entry, _owner(record))
            yield from _quoted(value)

    def _item(self, entry: object, user: str) -> _Item:
        if isinstance(entry, list) and len(entry) >= _SPAN:
            start, end = whole_number(entry[0]), whole_number(entry[1])
            return _Item("", self._label(entry[2]), start, end, user)
        if not isinstance(entry, dict):
            return _Item("", in_words(entry), None, None, user)
        label = entry.get("label_name") or entry.get("label") or entry.get("text")
        return _Item(
            in_words(entry.get("id")),
            self._label(label),
            _offset(entry, "start_offset", "start"),
            _offset(entry, "end_offset", "end"),
            _user(entry) or user,
        )

    def _relations(
        self, place: str, record: Mapping[str, Any], marks: set[str]
    ) -> Iterator[Relation]:
        for entry in objects(record.get("relations")):
            source, target = in_words(entry.get("from_id")), in_words(entry.get("to_id"))
            kind = self._label(entry.get("type") or entry.get("label") or "related")
            if source in marks and target in marks:
                yield Relation(kind, source, target)
                continue
            self._receipt.refused.append(
                f"“{self._path.name}”, {place}: the relation {kind} joins {source} and {target}, "
                f"of which there is no span."
            )

    def _label(self, value: object) -> str:
        """A label's name; doccano of old gives a number that only the project explains."""
        number = whole_number(value) if isinstance(value, int) else None
        if number is None:
            return in_words(value) or "label"
        if self._names is None:
            self._names = _label_names(self._path.parent)
        name = self._names.get(number)
        if name is None:
            name = f"label-{number}"
            self._numbered.add(name)
        return name


def _plain_record(document: Document) -> dict[str, Any]:
    """A document in the shape for spans alone."""
    label = [[start, end, mark.type] for mark, start, end in _hulls(document)]
    return {
        "text": document.text,
        "label": label,
        "meta": {own.KEY: own.told(document, _UNIT)},
    }


def _hulls(document: Document) -> Iterator[tuple[Mark, int, int]]:
    offsets = offsets_in(document.text, _UNIT)
    for mark in document.marks:
        start, end = own.hull(mark)
        yield mark, offsets(start), offsets(end)


def _quoted(value: object) -> Iterator[_Item]:
    """Labels as CLUENER has them: by type and quote, with places of first and last character."""
    for label, quotes in mapping(value).items():
        for quote, places in mapping(quotes).items():
            for place in places if isinstance(places, list) else ():
                pair = place if isinstance(place, list) else []
                start, last = (whole_number(at) for at in (*pair, None, None)[:2])
                if start is not None and last is not None and last - start < len(quote):
                    last += 1
                yield _Item("", label, start, last, "", quote)


def _offset(entry: Mapping[str, Any], *names: str) -> int | None:
    return next((n for name in names if (n := whole_number(entry.get(name))) is not None), None)


def _unreadable(record: Mapping[str, Any]) -> list[str]:
    """What should be a list (or, of labels, one label) and is something else."""
    lists = dict.fromkeys((*_LABELS, *_WHOLE), (list, str, int)) | {"relations": (list,)}
    return [
        key
        for key, kinds in lists.items()
        if record.get(key) is not None
        and not isinstance(record[key], kinds)
        and not any(_quoted(record[key]))
    ]


def _kept(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """What our own export keeps beside what doccano has room for."""
    return mapping(record.get(own.KEY) or mapping(record.get("meta")).get(own.KEY))


def _owner(record: Mapping[str, Any]) -> str:
    """Whose all labels of a record are, in exports of the first versions."""
    return in_words(record.get("username")) if "doc_id" in record else ""


def _user(entry: Mapping[str, Any]) -> str:
    name = in_words(entry.get("user_name"))
    number = in_words(entry.get("user"))
    return name or (f"user {number}" if re.fullmatch(r"\d+", number) else number)


def _label_names(folder: Path) -> dict[int, str]:
    """What the labels with these numbers are called, if the project's label file lies beside."""
    for name in _LABEL_FILES:
        path = folder / name
        if not path.is_file():
            continue
        try:
            entries = objects(json_of(path))
        except EvreaderError:  # some other file of that name: the labels keep their numbers
            continue
        return {
            number: in_words(entry.get("text"))
            for entry in entries
            if (number := whole_number(entry.get("id"))) is not None and entry.get("text")
        }
    return {}
