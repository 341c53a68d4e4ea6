"""Label Studio's tasks on their way in, in all the shapes that it has written over the years."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.domain.article import ArticleInfo
from evreader.formats.label_studio.across import Across
from evreader.formats.label_studio.config import text_keys
from evreader.formats.label_studio.regions import Answer, Regions, ends_of, relations
from evreader.formats.label_studio.texts import Shown, shown_text
from evreader.formats.standoff import own
from evreader.formats.standoff.document import Document
from evreader.formats.standoff.listing import TEXTLESS, counted, named, tallied
from evreader.formats.standoff.records import in_words, mapping, objects, says_nothing
from evreader.formats.standoff.units import is_quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from evreader.domain.bundle import Receipt
    from evreader.formats.standoff.document import Mark, Relation
    from evreader.formats.standoff.records import Record

_ADDRESSED = "Tasks left out because only the address of their text is in them"
# What the minimal export puts beside a task's data.
_BESIDE = {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement",
           "completion_id", "predictions", "inner_id", "total_annotations"}  # fmt: skip


class _Given(NamedTuple):
    """A task as the file has it."""

    place: str
    data: Mapping[str, Any]
    kept: Mapping[str, Any]
    annotations: list[dict[str, Any]]
    predictions: list[dict[str, Any]]


class _Task(NamedTuple):
    """A task; ``texts`` tells by its name on screen under which key of the data a text stands."""

    place: str
    data: Mapping[str, Any]
    kept: Mapping[str, Any]
    answers: Sequence[Answer]
    texts: Mapping[str, str]


class TaskReader:
    """One file's tasks as documents, and what is to be said of them."""

    def __init__(self, path: Path, receipt: Receipt) -> None:
        self._path = path
        self._receipt = receipt
        self._keys = text_keys(path)
        self._likely = ""
        self._whole: Counter[str] = Counter()
        self._elsewhere: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._textless: list[str] = []
        self._addressed: list[str] = []
        self._unknown: Counter[str] = Counter()
        self._joined: set[int] = set()
        self._inclusive = 0
        self._across = Across()

    def documents(self, records: Iterable[Record]) -> Iterator[Document]:
        """The texts with what is labelled in them; a task with several texts gives several."""
        tasks = [self._task(place, record) for place, record in records]
        self._likely = _likely_key(task.data for task in tasks)
        several = any(len(task.annotations) > 1 for task in tasks) or (
            len({_person(entry) for task in tasks for entry in task.annotations}) > 1
        )
        for place, data, kept, given, predictions in tasks:
            answers = [*_annotations(given, several=several), *_predictions(predictions)]
            texts = self._keys_of(data, [r for answer in answers for r in answer.results])
            task = _Task(place, data, kept, answers, texts)
            found = self._texts(task)
            if not found:
                address = self._address(task)
                if address:
                    self._addressed.append(f"{place}: {address:.80}")
                else:
                    self._textless.append(place)
            known: list[dict[str, str]] = [{} for _ in answers]
            documents = [self._document(task, key, shown, known) for key, shown in found]
            arrows = (
                relations(answer.results, keys, self._joined)
                for answer, keys in zip(answers, known, strict=True)
            )
            yield from self._across.joined(documents, list(chain.from_iterable(arrows)))
            self._finish(task, {key for key, _ in found})

    def report(self) -> None:
        """Put into the receipt what was left out."""
        if self._textless:
            self._receipt.refused.append(counted(TEXTLESS, self._textless))
        if self._addressed:
            self._receipt.refused.append(counted(_ADDRESSED, self._addressed))
        for what, number in self._left.items():
            self._receipt.refused.append(f"{what}: {number}.")
        if self._elsewhere:
            what = "Answers left out that are not of text or say no place in it"
            self._receipt.refused.append(named(what, self._elsewhere))
        if self._whole:
            self._receipt.losses.append(tallied("Answers about whole texts left out", self._whole))
        if self._unknown:
            self._receipt.losses.append(named("Fields of tasks left out", self._unknown))
        if self._inclusive:
            self._receipt.notes.append(
                f"Regions whose end is their last character, as in old versions: {self._inclusive}."
            )

    def _task(self, place: str, record: Mapping[str, Any]) -> _Given:
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
        remarks = [r for entry in (record, *given) for r in objects(entry.get("comments") or [])]
        self._left.update({
            "Annotations left out because they were skipped or cancelled": cancelled,
            "Drafts of annotations left out": drafts,
            "Comments on annotations left out": len(remarks),
        })
        self._left = +self._left
        predictions = objects(record.get("predictions") or [])
        return _Given(place, data, kept, annotations, predictions)

    def _texts(self, task: _Task) -> list[tuple[str, Shown]]:
        """The texts of a task by the key under which they stand in its data."""
        results = [result for answer in task.answers for result in answer.results]
        keys = dict.fromkeys(_key(task, result) for result in results if "value" in result)
        found = _shown(task, keys, results)
        if found or any(map(_may_be_of_text, results)):
            return found
        # Nobody has worked on it, or on a picture beside the text.
        return _shown(task, [_only_key(task.data, self._likely)], results)

    def _keys_of(
        self, data: Mapping[str, Any], results: Iterable[Mapping[str, Any]]
    ) -> dict[str, str]:
        """For each name that results are about, the key of its text in a task's data.

        As the configuration says, or the result, or because they are called alike; else the text in
        which most quotes stand where the results say.
        """
        found: dict[str, str] = {}
        unknown: dict[str, list[Mapping[str, Any]]] = {}
        for result in results:
            name = in_words(result.get("to_name"))
            source = in_words(result.get("source")).removeprefix("$")
            told = (key for key in (self._keys.get(name, ""), source, name) if key)
            key = next((key for key in told if isinstance(data.get(key), (str, list))), "")
            if key:
                found[name] = key
            else:
                unknown.setdefault(name, []).append(mapping(result.get("value")))
        for name, keys in _best_keys(data, unknown, self._likely):
            free = [key for key in keys if key not in found.values()]
            found.setdefault(name, (free or keys)[0])
        return found

    def _document(
        self, task: _Task, key: str, shown: Shown, known: Sequence[dict[str, str]]
    ) -> Document:
        """One text with what is labelled in it; ``known`` takes in the marks of each answer."""
        marks: list[Mark] = []
        arrows: list[Relation] = []
        for number, answer in enumerate(task.answers):
            results = [r for r in answer.results if _key(task, r) == key]
            region = Regions(answer, shown, prefix=f"{number}:" if number else "")
            marks += region.marks(results)
            arrows += relations(answer.results, region.known, self._joined)
            known[number].update(region.known)
            self._inclusive += region.inclusive
            self._whole += region.whole
            self._elsewhere += region.elsewhere
        others = {name: value for name, value in task.data.items() if name != key}
        info = (
            ArticleInfo("")
            if task.kept
            else own.info_of(others, shown.text, source=self._path.name)
        )
        bare = Document(task.place, info, shown.text, tuple(marks))
        return own.completed(bare, arrows, task.kept)

    def _finish(self, task: _Task, texts: Collection[str]) -> None:
        """Note what no text of a task has taken up."""
        for answer in task.answers if texts else ():
            for result in answer.results:
                if result.get("type") == "relation" and id(result) not in self._joined:
                    source, target = ends_of(result)
                    self._refuse(
                        task.place,
                        f"a relation joins {source} and {target}, not both regions of a text",
                    )
                elif result.get("value") and _key(task, result) not in texts:
                    self._elsewhere[in_words(result.get("type"))] += 1
        if not task.kept:
            self._unknown.update(
                name
                for name, value in task.data.items()
                if name not in {*texts, *own.READ, own.KEY} and not says_nothing(value)
            )

    def _address(self, task: _Task) -> str:
        """Where the text of a task without one may be."""
        keys = [*task.texts.values(), _only_key(task.data, self._likely)]
        values = (task.data.get(key) for key in keys)
        return next((value for value in values if isinstance(value, str)), "")

    def _refuse(self, place: str, why: str) -> None:
        self._receipt.refused.append(f"“{self._path.name}”, {place}: {why}.")


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


def _annotations(entries: Iterable[dict[str, Any]], *, several: bool) -> Iterator[Answer]:
    """A task's annotations; each annotator's are a set where the file has more than one."""
    taken: Counter[str] = Counter()
    for entry in entries:
        name = _person(entry) if several else ""
        taken[name] += 1
        if taken[name] > 1:
            name = f"{name} ({taken[name]})"
        yield Answer(name, "user", objects(entry.get("result")))


def _predictions(entries: Iterable[dict[str, Any]]) -> Iterator[Answer]:
    """What models say of a task, in sets by their version."""
    for entry in entries:
        model = in_words(entry.get("model_version") or entry.get("created_username"))
        name = f"predictions of {model}" if model else "predictions"
        yield Answer(name, model or "predictions", objects(entry.get("result")))


def _person(entry: Mapping[str, Any]) -> str:
    who = entry.get("completed_by") or entry.get("created_username")
    if isinstance(who, dict):
        who = who.get("email") or who.get("id")
    return f"annotator {in_words(who).strip()}".strip()


def _key(task: _Task, result: Mapping[str, Any]) -> str:
    """The key in a task's data of the text that a result is about."""
    return task.texts[in_words(result.get("to_name"))]


def _shown(
    task: _Task, keys: Iterable[str], results: Iterable[Mapping[str, Any]]
) -> list[tuple[str, Shown]]:
    """Those texts that stand under these keys in a task's data."""
    found: list[tuple[str, Shown]] = []
    for key in keys:
        kinds = {in_words(r.get("type")) for r in results if _key(task, r) == key}
        shown = shown_text(task.data.get(key), kinds) if key else None
        if shown is not None:
            found.append((key, shown))
    return found


def _may_be_of_text(result: Mapping[str, Any]) -> bool:
    """Whether a result says from where to where, as regions of texts do."""
    return "start" in mapping(result.get("value"))


def _best_keys(
    data: Mapping[str, Any], regions: Mapping[str, Iterable[Mapping[str, Any]]], likely: str
) -> list[tuple[str, list[str]]]:
    """For each name, the keys of the texts that fit its regions best; the clearest case first."""
    texts = (key for key, value in data.items() if isinstance(value, str))
    keys = dict.fromkeys([_only_key(data, likely), *texts])
    best = []
    for name, values in regions.items():
        fitting = {key: _fitting(data.get(key), values) for key in keys}
        most = max(fitting.values())
        best.append((name, [key for key in keys if fitting[key] == most]))
    return sorted(best, key=lambda one: len(one[1]))


def _fitting(text: object, values: Iterable[Mapping[str, Any]]) -> int:
    """How many regions quote what stands at their place in a text."""
    shown = Shown(text) if isinstance(text, str) else None
    places = [found.stretch for value in values if shown and (found := shown.stretch(value))]
    return sum(
        bool(quote) and is_quote(shown.text[max(start, 0) : max(end, 0)], quote or "")
        for start, end, quote in places
        if shown
    )


def _likely_key(tasks: Iterable[Mapping[str, Any]]) -> str:
    """The key under which most text of all tasks stands: the same field for all of them."""
    sizes = Counter[str]()
    for data in tasks:
        sizes.update({name: len(text) for name, text in _texts_in(data).items()})
    return max(sizes, key=sizes.__getitem__, default="")


def _only_key(data: Mapping[str, Any], likely: str) -> str:
    """The key of what looks like the text of a task: ``text``, the likely one, or the longest."""
    texts = _texts_in(data)
    if "text" in texts or isinstance(data.get("text"), list):
        return "text"
    if texts:
        return likely if likely in texts else max(texts, key=lambda name: len(texts[name]))
    return next((name for name, value in data.items() if objects(value)), "")


def _texts_in(data: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in data.items() if isinstance(value, str) and value}
