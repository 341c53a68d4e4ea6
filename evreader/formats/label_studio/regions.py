"""What one person or program labelled in one text of a task, with what is said of each region."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.formats.standoff.document import Mark, Relation
from evreader.formats.standoff.records import in_words, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evreader.formats.label_studio.texts import Shown

_PLACE = {"start", "end", "startOffset", "endOffset", "globalOffsets", "text"}


class Answer(NamedTuple):
    """What one person or program made of a task: its results, and in which set they go."""

    set: str
    origin: str
    results: list[dict[str, Any]]


class Regions:
    """One answer's regions in one text; ``prefix`` keeps their marks apart from others'.

    Attributes:
        known: the key of the first mark of each region, by the region's id.
    """

    def __init__(self, answer: Answer, shown: Shown, *, prefix: str) -> None:
        self._answer = answer
        self._shown = shown
        self._prefix = prefix
        self.known: dict[str, str] = {}
        self.inclusive = 0
        self.whole: Counter[str] = Counter()
        self.elsewhere: Counter[str] = Counter()

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
            self.known.setdefault(own_id, key)
            answer = self._answer
            yield Mark(
                key, label, (stretch.stretch,), attributes, origin=answer.origin, set=answer.set
            )


def relations(
    results: list[dict[str, Any]], known: Mapping[str, str], joined: set[int]
) -> Iterator[Relation]:
    """The arrows between regions with known marks; one without a label is just related.

    Which of the results they are, by identity, is noted in ``joined``; those there are passed over.
    """
    for result in results:
        if result.get("type") != "relation" or id(result) in joined:
            continue
        source, target = (known.get(end, "") for end in ends_of(result))
        if not source or not target:
            continue
        joined.add(id(result))
        slots = _asides(result)
        if result.get("direction") == "bi":
            slots["direction"] = "bi"
        labels = result.get("labels")
        for label in labels if isinstance(labels, list) and labels else ["related"]:
            yield Relation(in_words(label), source, target, tuple(slots.items()))


def ends_of(result: Mapping[str, Any]) -> list[str]:
    """The ids of the regions that a relation joins, from where it starts to where it goes."""
    ends = [in_words(result.get(name)) for name in ("from_id", "to_id")]
    return ends[::-1] if result.get("direction") == "left" else ends


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
    if kind == "taxonomy" and isinstance(value.get(kind), list):
        paths = [path if isinstance(path, list) else [path] for path in value[kind]]
        return "; ".join(" / ".join(map(in_words, path)) for path in paths)
    if kind in value:
        return in_words(value[kind])
    rest = [in_words(item) for name, item in value.items() if name not in _PLACE]
    return "; ".join(text for text in rest if text)


def _asides(result: Mapping[str, Any]) -> dict[str, str]:
    """A region's note and score."""
    note = in_words(mapping(result.get("meta")).get("text"))
    score = in_words(result.get("score"))
    return {name: text for name, text in (("note", note), ("score", score)) if text}
