"""Prodigy: a task a line, with spans by character and token, relations, and what was answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evreader.domain.article import ArticleInfo
from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats.files import whole_file
from evreader.formats.prodigy.tasks import input_hash, task_hash, tokens_of
from evreader.formats.standoff import own
from evreader.formats.standoff.document import Document, Mark, Relation, relations_of
from evreader.formats.standoff.export import Export
from evreader.formats.standoff.identities import Identities
from evreader.formats.standoff.intake import bundle_of
from evreader.formats.standoff.listing import TEXTLESS, counted, named, tallied
from evreader.formats.standoff.records import (
    in_words,
    json_line,
    keys_in,
    mapping,
    objects,
    records_of,
    says_nothing,
    whole_number,
)
from evreader.formats.standoff.token_lists import is_listed
from evreader.formats.standoff.units import Stretch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from evreader.domain.bundle import Bundle

_SURE = {"_input_hash", "_task_hash", "_view_id", "spans", "tokens", "answer"}
# A span's own bookkeeping; the rest of what it says is kept as attributes.
_SPAN = {"start", "end", "text", "label", "token_start", "token_end", "type", "input_hash",
         "answer", "color"}  # fmt: skip
_TASK = {"text", "spans", "relations", "arcs", "tokens", "answer", "accept", "options", "label",
         "meta", "config", "versions", "sessions", "view_id", own.KEY}  # fmt: skip


def claims(head: bytes, name: str) -> bool:
    """Whether a file that begins so, of JSON or JSON lines, looks like Prodigy's."""
    keys = keys_in(head)
    marks = _SURE if name.lower().endswith(".jsonl") else {"_input_hash", "_task_hash", "_view_id"}
    answered = {"text", "answer"} <= keys and bool(keys & {"spans", "accept", "options"})
    return (bool(keys & marks) or answered) and "annotations" not in keys and not is_listed(head)


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write a task a line, accepted, for ``db-in``.

    Raises:
        FormatError: the file cannot be written.
    """
    receipt = Receipt("prodigy")
    export = Export(bundle, receipt, arrows=True)
    with whole_file(out) as file:
        for document in export.documents():
            export.note_pieces(document)
            file.write(json_line(record_of(document)))
    own.report(export, receipt, f"“{own.KEY}”")
    receipt.files.append(out.name)
    return receipt


def record_of(document: Document) -> dict[str, Any]:
    """A document as a task."""
    hulls = {mark.key: own.hull(mark) for mark in document.marks}
    tokens = tokens_of(
        document.text,
        starts={start for start, _ in hulls.values()},
        ends={end for _, end in hulls.values()},
    )
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    spans = {
        mark.key: {
            "start": start,
            "end": end,
            "text": document.text[start:end],
            "token_start": first[start],
            "token_end": last[end],
            "label": mark.type,
        }
        for mark in document.marks
        for start, end in (hulls[mark.key],)
    }
    places = {key: number for number, key in enumerate(spans)}
    relations = [_relation(relation, spans, places) for relation in relations_of(document)]
    asked = {"spans": list(spans.values()), "relations": relations}
    of_input = input_hash(document.text)
    return {
        "_input_hash": of_input,
        "_task_hash": task_hash(of_input, asked),
        "text": document.text,
        "tokens": tokens,
        **asked,
        "_view_id": "relations" if relations else "spans_manual",
        "answer": "accept",
        own.KEY: own.told(document, "code points"),
    }


def read(path: Path) -> Bundle:
    """Read what ``db-out`` writes or a recipe takes; tasks on one text become one article.

    Raises:
        FormatError: there is no text in it.
        InputError: the file cannot be read.
    """
    receipt = Receipt("prodigy")
    reading = _Reading(path, receipt)
    documents = reading.documents()
    reading.report()
    if not documents and not reading.unanswered:
        raise FormatError(f"“{path.name}” holds no text as Prodigy writes it.")
    return bundle_of(documents, receipt, set_name=path.stem)


def _relation(
    relation: Relation, spans: Mapping[str, Mapping[str, Any]], places: Mapping[str, int]
) -> dict[str, Any]:
    names = ("start", "end", "token_start", "token_end", "label")
    head, child = spans[relation.source], spans[relation.target]
    return {
        "head": head["token_end"],
        "child": child["token_end"],
        "head_span": {name: head[name] for name in names},
        "child_span": {name: child[name] for name in names},
        "label": relation.type,
        # Which span it is, where two lie on the same words.
        own.KEY: [places[relation.source], places[relation.target]],
    }


class _Reading:
    """One file on its way in: its tasks sorted by their text."""

    def __init__(self, path: Path, receipt: Receipt) -> None:
        self._path = path
        self._receipt = receipt
        self._documents: dict[tuple[str, str], _Text] = {}
        self._textless: list[str] = []
        self._whole: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self.unanswered: Counter[str] = Counter()

    def documents(self) -> list[Document]:
        """The texts with the spans of all tasks on them."""
        tasks = list(records_of(self._path, self._receipt))
        people = {_person(task) for _, task in tasks} - {""}
        for place, task in tasks:
            answer = in_words(task.get("answer", "accept"))
            if answer not in {"accept", ""}:
                self.unanswered[answer] += 1
            elif not isinstance(task.get("text"), str) or not task["text"]:
                self._textless.append(place)
            else:
                self._take(place, task, _person(task) if len(people) > 1 else "")
        # Tasks that link entities offer entries of Wikidata to choose from.
        return Identities("accept").told(text.document() for text in self._documents.values())

    def report(self) -> None:
        """Put into the receipt what was left out."""
        refused, losses = self._receipt.refused, self._receipt.losses
        for answer, number in sorted(self.unanswered.items()):
            refused.append(f"Tasks left out because the answer was “{answer:.20}”: {number}.")
        if self._textless:
            refused.append(counted(TEXTLESS, self._textless))
        if self._whole:
            losses.append(tallied("Labels of whole texts left out", self._whole))
        if self._unknown:
            losses.append(named("Fields of tasks left out", self._unknown))

    def _take(self, place: str, task: dict[str, Any], person: str) -> None:
        kept = mapping(task.get(own.KEY))
        meta = mapping(task.get("meta"))
        key = (task["text"], in_words(kept.get("id")))
        if key not in self._documents:
            info = ArticleInfo("") if kept else own.info_of(meta, key[0], source=self._path.name)
            self._documents[key] = _Text(place, key[0], info, kept)
        self._unknown.update(
            name
            for name, value in (*task.items(), *meta.items())
            if name not in _TASK | own.READ and not name.startswith("_") and not says_nothing(value)
        )
        spans = [span for span in objects(task.get("spans")) if span.get("answer") != "reject"]
        self._whole.update(_labels_of_whole(task, spans))
        self._receipt.refused += [
            f"“{self._path.name}”, {place}: {fault}"
            for fault in self._documents[key].take(task, spans, person)
        ]


class _Text:
    """One text and what the tasks on it say."""

    def __init__(self, name: str, text: str, info: ArticleInfo, kept: Mapping[str, Any]) -> None:
        self._bare = Document(name, info, text)
        self._kept = kept
        self._marks: list[Mark] = []
        self._seen: dict[tuple[object, ...], str] = {}
        self._relations: list[Relation] = []

    def document(self) -> Document:
        """All of it."""
        document = replace(self._bare, marks=tuple(self._marks))
        return own.completed(document, self._relations, self._kept)

    def take(self, task: Mapping[str, Any], spans: list[dict[str, Any]], person: str) -> list[str]:
        """Add one task; what of it makes no sense is returned as sentences."""
        tokens = objects(task.get("tokens"))
        faults: list[str] = []
        keys: list[str] = []
        for span in spans:
            mark = self._mark(span, tokens, task, person)
            if mark is None:
                faults.append(f"the span {in_words(span):.80} says no place.")
            keys.append("" if mark is None else self._known(mark, distinct=bool(self._kept)))
        for relation in objects(task.get("relations") or task.get("arcs")):
            ends = self._ends(relation, keys, tokens, person)
            label = in_words(relation.get("label")) or "related"
            if ends is None:
                faults.append(f"the relation {label} names a token that the task does not list.")
            else:
                self._relations.append(Relation(label, *ends))
        return faults

    def _mark(
        self,
        span: Mapping[str, Any],
        tokens: list[dict[str, Any]],
        task: Mapping[str, Any],
        person: str,
    ) -> Mark | None:
        """A span as a mark; None if nothing tells where it is."""
        place = _place(span, tokens)
        if place is None:
            return None
        quote = span.get("text")
        stretch = Stretch(*place, quote if isinstance(quote, str) else None)
        attributes = {
            name: text
            for name, value in span.items()
            if name not in _SPAN and (text := in_words(value))
        }
        if task.get("accept") and len(objects(task.get("spans"))) == 1:
            attributes["accept"] = in_words(task["accept"])
        label = in_words(span.get("label")) or in_words(task.get("label")) or "span"
        key = str(len(self._marks) + 1)
        return Mark(key, label, (stretch,), attributes, set=person)

    def _known(self, mark: Mark, *, distinct: bool) -> str:
        """The key of a mark that is added unless a task before had the same."""
        same = (mark.type, mark.stretches, tuple(mark.attributes.items()), mark.set)
        if not distinct and same in self._seen:
            return self._seen[same]
        self._seen[same] = mark.key
        self._marks.append(mark)
        return mark.key

    def _ends(
        self,
        relation: Mapping[str, Any],
        keys: list[str],
        tokens: list[dict[str, Any]],
        person: str,
    ) -> tuple[str, str] | None:
        """The marks that a relation joins, made where there is none; None if it cannot be told."""
        sides = ("head", "child")
        told = relation.get(own.KEY)
        numbers = told if isinstance(told, list) and len(told) == len(sides) else [None, None]
        source, target = (
            self._numbered(number, mapping(relation.get(f"{side}_span")), keys, tokens)
            or self._end(mapping(relation.get(f"{side}_span")), relation.get(side), tokens, person)
            for side, number in zip(sides, numbers, strict=True)
        )
        return (source, target) if source and target else None

    def _numbered(
        self,
        number: object,
        span: Mapping[str, Any],
        keys: list[str],
        tokens: list[dict[str, Any]],
    ) -> str:
        """The mark of the span with this number, as long as no span before it was taken away."""
        at = whole_number(number)
        key = keys[at] if at is not None and 0 <= at < len(keys) else ""
        is_it = key and _place(span, tokens) in {None, own.hull(self._marks[int(key) - 1])}
        return key if is_it else ""

    def _end(
        self,
        span: Mapping[str, Any],
        index: object,
        tokens: list[dict[str, Any]],
        person: str,
    ) -> str:
        """The mark on one end of a relation: its span, what covers its token, or a new one."""
        place = _place(span, tokens) or _place({"token_start": index, "token_end": index}, tokens)
        if place is None:
            return ""
        label = in_words(span.get("label"))
        exact = [m for m in self._marks if own.hull(m) == place]
        exact.sort(key=lambda mark: label not in {"", mark.type})
        around = [
            m for m in self._marks if own.hull(m)[0] <= place[0] and place[1] <= own.hull(m)[1]
        ]
        if exact or (around and not span):
            return (exact or around)[0].key
        mark = Mark(str(len(self._marks) + 1), label or "token", (Stretch(*place),), set=person)
        return self._known(mark, distinct=False)


def _place(span: Mapping[str, Any], tokens: list[dict[str, Any]]) -> tuple[int, int] | None:
    """Where a span is: as it says itself, or by its tokens."""
    start, end = whole_number(span.get("start")), whole_number(span.get("end"))
    if start is not None and end is not None:
        return start, end
    first, last = whole_number(span.get("token_start")), whole_number(span.get("token_end"))
    if first is None or last is None or not 0 <= first <= last < len(tokens):
        return None
    start, end = whole_number(tokens[first].get("start")), whole_number(tokens[last].get("end"))
    return None if start is None or end is None else (start, end)


def _labels_of_whole(task: Mapping[str, Any], spans: list[dict[str, Any]]) -> list[str]:
    """What a task says of its text as a whole."""
    accepted = task.get("accept")
    labels = accepted if isinstance(accepted, list) else [accepted] if accepted else []
    if len(spans) == 1:
        labels = []
    if task.get("label") and not spans:
        labels = [*labels, task["label"]]
    return [in_words(label) for label in labels]


def _person(task: Mapping[str, Any]) -> str:
    return in_words(task.get("_annotator_id") or task.get("_session_id"))
