"""Label Studio's tasks on their way in, in all the shapes that it has written over the years."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.domain.article import ArticleInfo
from evreader.formats.label_studio.config import text_keys
from evreader.formats.label_studio.texts import shown_text
from evreader.formats.standoff import own
from evreader.formats.standoff.document import Document, Mark, Relation
from evreader.formats.standoff.listing import TEXTLESS, counted
from evreader.formats.standoff.records import in_words, mapping, objects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from evreader.domain.bundle import Receipt
    from evreader.formats.label_studio.texts import Shown
    from evreader.formats.standoff.records import Record

_ADDRESSED = "Tasks left out because only the address of their text is in them"
_PLACE = {"start", "end", "startOffset", "endOffset", "globalOffsets", "text"}
# What the minimal export puts beside a task's data.
_BESIDE = {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement",
           "completion_id", "predictions", "inner_id", "total_annotations"}  # fmt: skip


class Answer(NamedTuple):
    """What one person or program made of a task: its results, and in which set they go."""

    set: str
    origin: str
    results: list[dict[str, Any]]


class _Task(NamedTuple):
    place: str
    data: Mapping[str, Any]
    kept: Mapping[str, Any]
    annotations: list[dict[str, Any]]
    predictions: list[dict[str, Any]]


class TaskReader:
    """One file's tasks as documents, and what is to be said of them."""

    def __init__(self, path: Path, receipt: Receipt) -> None:
        self._path = path
        self._receipt = receipt
        self._keys = text_keys(path)
        self._whole: Counter[str] = Counter()
        self._elsewhere: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._textless: list[str] = []
        self._addressed: list[str] = []
        self._inclusive = 0

    def documents(self, records: Iterable[Record]) -> Iterator[Document]:
        """The texts with what is labelled in them; a task with several texts gives several."""
        tasks = [self._task(place, record) for place, record in records]
        several = any(len(task.annotations) > 1 for task in tasks) or (
            len({_person(entry) for task in tasks for entry in task.annotations}) > 1
        )
        for task in tasks:
            answers = [*_annotations(task, several=several), *_predictions(task)]
            found = list(self._texts(task, answers))
            if not found:
                address = _address(task.data)
                if address:
                    self._addressed.append(f"{task.place}: {address:.80}")
                else:
                    self._textless.append(task.place)
            for key, shown in found:
                yield self._document(task, key, shown, answers)

    def report(self) -> None:
        """Put into the receipt what was left out."""
        if self._textless:
            self._receipt.refused.append(counted(TEXTLESS, self._textless))
        if self._addressed:
            self._receipt.refused.append(counted(_ADDRESSED, self._addressed))
        for what, number in self._left.items():
            self._receipt.refused.append(f"{what}: {number}.")
        if self._elsewhere:
            kinds = ", ".join(sorted(self._elsewhere))
            self._receipt.refused.append(
                f"Regions that are not of text left out: {self._elsewhere.total()} ({kinds:.100})."
            )
        if self._whole:
            labels = ", ".join(f"{label:.60} ({n})" for label, n in self._whole.most_common(5))
            self._receipt.losses.append(
                f"Answers about whole texts left out: {self._whole.total()}, as {labels}."
            )
        if self._inclusive:
            self._receipt.notes.append(
                f"Regions whose end is their last character, as in old versions: {self._inclusive}."
            )

    def _task(self, place: str, record: Mapping[str, Any]) -> _Task:
        task = mapping(record.get("task"))
        if "result" in record and "data" in task:  # one annotation, as it is kept in a cloud
            record = {**task, "annotations": [record]}
        data = record.get("data")
        if not isinstance(data, dict):
            data, record = _unfolded(record)
        kept = mapping(mapping(record.get("meta")).get(own.KEY) or data.get(own.KEY))
        given = objects(record.get("annotations") or record.get("completions") or [])
        annotations = [entry for entry in given if not _is_skipped(entry)]
        cancelled = len(given) - len(annotations)
        drafts = len(objects(record.get("drafts") or []))
        self._left.update({
            "Annotations left out because they were skipped or cancelled": cancelled,
            "Drafts of annotations left out": drafts,
        })
        self._left = +self._left
        predictions = objects(record.get("predictions") or [])
        return _Task(place, data, kept, annotations, predictions)

    def _texts(self, task: _Task, answers: list[Answer]) -> Iterator[tuple[str, Shown]]:
        """The texts of a task by the key under which they stand in its data."""
        results = [result for answer in answers for result in answer.results]
        keys = dict.fromkeys(
            self._key(task.data, result) for result in results if "value" in result
        )
        if not any(keys):
            keys = {_only_key(task.data): None}
        for key in keys:
            kinds = {in_words(r.get("type")) for r in results if self._key(task.data, r) == key}
            shown = shown_text(task.data.get(key), kinds) if key else None
            if shown is not None:
                yield key, shown

    def _key(self, data: Mapping[str, Any], result: Mapping[str, Any]) -> str:
        """The key in a task's data of the text that a result is about."""
        name = in_words(result.get("to_name"))
        source = in_words(result.get("source")).removeprefix("$")
        for key in (self._keys.get(name, ""), source, name):
            if key and isinstance(data.get(key), (str, list)):
                return key
        return _only_key(data)

    def _document(self, task: _Task, key: str, shown: Shown, answers: list[Answer]) -> Document:
        marks: list[Mark] = []
        relations: list[Relation] = []
        for number, answer in enumerate(answers):
            results = [r for r in answer.results if self._key(task.data, r) == key]
            region = _Regions(answer, shown, prefix=f"{number}:" if number else "")
            marks += region.marks(results)
            relations += region.relations(answer.results)
            self._inclusive += region.inclusive
            self._whole += region.whole
            self._elsewhere += region.elsewhere
            for fault in region.faults:
                self._refuse(task.place, fault)
        others = {name: value for name, value in task.data.items() if name != key}
        info = (
            ArticleInfo("")
            if task.kept
            else own.info_of(others, shown.text, source=self._path.name)
        )
        bare = Document(task.place, info, shown.text, tuple(marks))
        return own.completed(bare, relations, task.kept)

    def _refuse(self, place: str, why: str) -> None:
        self._receipt.refused.append(f"“{self._path.name}”, {place}: {why}.")


class _Regions:
    """One answer's regions in one text, by their ids; ``prefix`` keeps them apart from others'."""

    def __init__(self, answer: Answer, shown: Shown, *, prefix: str) -> None:
        self._answer = answer
        self._shown = shown
        self._prefix = prefix
        self._known: dict[str, str] = {}
        self.inclusive = 0
        self.whole: Counter[str] = Counter()
        self.elsewhere: Counter[str] = Counter()
        self.faults: list[str] = []

    def marks(self, results: list[dict[str, Any]]) -> Iterator[Mark]:
        """A mark for each label of each region, with what else is said of the region."""
        labelled = {in_words(result.get("id")) for result in results if _labels(result)}
        said: dict[str, dict[str, str]] = {}
        regions: list[dict[str, Any]] = []
        for result in results:
            key, value = in_words(result.get("id")), mapping(result.get("value"))
            if _labels(result):
                regions.append(result)
            elif key in labelled:
                said.setdefault(key, {})[in_words(result.get("from_name"))] = _payload(result)
            elif "start" in value and "end" in value:
                regions.append(result)
            elif value and result.get("type") != "relation":
                name = in_words(result.get("from_name"))
                self.whole[f"{name}: {_payload(result)}"] += 1
        for number, result in enumerate(regions):
            yield from self._region(result, said, number)

    def relations(self, results: list[dict[str, Any]]) -> Iterator[Relation]:
        """The arrows between regions of this text; one without a label is just related."""
        for result in results:
            if result.get("type") != "relation":
                continue
            ends = [in_words(result.get(name)) for name in ("from_id", "to_id")]
            if result.get("direction") == "left":
                ends.reverse()
            source, target = (self._known.get(end, "") for end in ends)
            if not source or not target:
                self.faults.append(f"a relation joins {ends[0]} and {ends[1]}, not both regions")
                continue
            slots = (("direction", "bi"),) if result.get("direction") == "bi" else ()
            labels = result.get("labels")
            for label in labels if isinstance(labels, list) and labels else ["related"]:
                yield Relation(in_words(label), source, target, slots)

    def _region(
        self, result: dict[str, Any], said: Mapping[str, Mapping[str, str]], number: int
    ) -> Iterator[Mark]:
        stretch = self._shown.stretch(mapping(result.get("value")))
        if stretch is None:
            self.elsewhere[in_words(result.get("type"))] += 1
            return
        if stretch.is_inclusive:
            self.inclusive += 1
        own_id = in_words(result.get("id")) or f"region {number}"
        attributes = dict(said.get(own_id, {})) | _asides(result)
        labels = _labels(result)
        if not labels:
            labels = [_payload(result) or "region"]
        for label in labels:
            key = f"{self._prefix}{own_id}/{number}/{label}"
            self._known.setdefault(own_id, key)
            answer = self._answer
            yield Mark(
                key, label, (stretch.stretch,), attributes, origin=answer.origin, set=answer.set
            )


def _unfolded(record: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The minimal export's flat record as a task's data and an annotation."""
    results: list[dict[str, Any]] = []
    data: dict[str, Any] = {}
    for name, value in record.items():
        entries = objects(value) if isinstance(value, list) else []
        if name == "result" or (entries and all("start" in entry for entry in entries)):
            results += [
                {"id": f"{name} {n}", "from_name": name, "type": _kind(entry), "value": entry}
                for n, entry in enumerate(entries)
            ]
        elif name not in _BESIDE:
            data[name] = value
    annotation = {"completed_by": record.get("annotator"), "result": results}
    return data, {"annotations": [annotation] if results else []}


def _kind(value: Mapping[str, Any]) -> str:
    return next((name for name in value if name.endswith("labels")), "labels")


def _is_skipped(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("was_cancelled") or entry.get("skipped") or entry.get("was_skipped"))


def _annotations(task: _Task, *, several: bool) -> Iterator[Answer]:
    """A task's annotations; each annotator's are a set where the file has more than one."""
    taken: Counter[str] = Counter()
    for entry in task.annotations:
        name = _person(entry) if several else ""
        taken[name] += 1
        if taken[name] > 1:
            name = f"{name} ({taken[name]})"
        yield Answer(name, "user", objects(entry.get("result")))


def _predictions(task: _Task) -> Iterator[Answer]:
    """What models say of a task, in sets by their version."""
    for entry in task.predictions:
        model = in_words(entry.get("model_version"))
        name = f"predictions of {model}" if model else "predictions"
        yield Answer(name, model or "predictions", objects(entry.get("result")))


def _person(entry: Mapping[str, Any]) -> str:
    who = entry.get("completed_by")
    if isinstance(who, dict):
        who = who.get("email") or who.get("id")
    return f"annotator {in_words(who)}".strip()


def _labels(result: Mapping[str, Any]) -> list[str]:
    """The labels of a region; none if the result is something else."""
    value = mapping(result.get("value"))
    kind = in_words(result.get("type"))
    names = [kind] if kind.endswith("labels") else []
    names += [name for name in value if name.endswith("labels")]
    for name in names:
        labels = value.get(name)
        if isinstance(labels, list) and labels:
            return [in_words(label) for label in labels]
    return []


def _payload(result: Mapping[str, Any]) -> str:
    """What a result says, besides where."""
    value, kind = mapping(result.get("value")), in_words(result.get("type"))
    if kind == "textarea":
        return in_words(value.get("text"))
    if kind in value:
        return in_words(value[kind])
    rest = [in_words(item) for name, item in value.items() if name not in _PLACE]
    return "; ".join(text for text in rest if text)


def _asides(result: Mapping[str, Any]) -> dict[str, str]:
    """A region's note and score."""
    note = in_words(mapping(result.get("meta")).get("text"))
    score = in_words(result.get("score"))
    return {name: text for name, text in (("note", note), ("score", score)) if text}


def _only_key(data: Mapping[str, Any]) -> str:
    """The key of what looks like the text of a task: ``text``, the only text, or the longest."""
    texts = {name: len(value) for name, value in data.items() if isinstance(value, str) and value}
    if "text" in texts or isinstance(data.get("text"), list):
        return "text"
    if texts:
        return max(texts, key=texts.__getitem__)
    return next((name for name, value in data.items() if objects(value)), "")


def _address(data: Mapping[str, Any]) -> str:
    """Where the text of a task without one may be."""
    value = data.get(_only_key(data))
    return value if isinstance(value, str) else ""
