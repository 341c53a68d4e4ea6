"""Label Studio: tasks with annotations and predictions, and the labelling configuration beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats.files import whole_file
from evreader.formats.label_studio.config import (
    LABELS,
    TEXT,
    Vocabulary,
    config_beside,
    is_control,
)
from evreader.formats.label_studio.tasks import TaskReader
from evreader.formats.standoff import own
from evreader.formats.standoff.document import relations_of
from evreader.formats.standoff.export import Export
from evreader.formats.standoff.intake import bundle_of
from evreader.formats.standoff.records import keys_in, records_of, write_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.document import Document, Mark


_TASK = re.compile(rb'[\[{,]\s*"data"\s*:\s*\{')
_CAS = re.compile(rb'"%(?:TYPES|VIEWS|FEATURE_STRUCTURES)"')  # of UIMA, which has other data


def claims(head: bytes, name: str) -> bool:
    """Whether a JSON file that begins so looks like Label Studio's."""
    keys = keys_in(head)
    return (
        ("data" in keys and bool(keys & {"annotations", "completions", "predictions"}))
        or (bool(name) and bool(keys & {"annotation_id", "lead_time", "from_name", "completed_by"}))
        or (_TASK.search(head) is not None and not _CAS.search(head))
    )


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write tasks with an annotation each, and the labelling configuration beside, as ``.xml``.

    Raises:
        FormatError: a file cannot be written, or one that is not ours is in the way.
    """
    receipt = Receipt("label-studio")
    export = Export(bundle, receipt, arrows=True)
    vocabulary = Vocabulary(bundle.scheme)
    beside = config_beside(out)

    def tasks() -> Iterator[dict[str, Any]]:
        for document in export.documents():
            export.note_pieces(document)
            yield task_of(document, vocabulary)

    with whole_file(beside) as config, whole_file(out) as file:
        write_list(file, tasks())
        config.write(vocabulary.config().encode())
    own.report(export, receipt, f"“meta.{own.KEY}”")
    receipt.notes.append(f"{beside.name} is the labelling configuration; set it before importing.")
    receipt.files += [out.name, beside.name]
    return receipt


def task_of(document: Document, vocabulary: Vocabulary) -> dict[str, Any]:
    """A document as a task; what it is labelled with goes into the vocabulary."""
    ids = {mark.key: f"{document.name}-{mark.key}" for mark in document.marks}
    slots = {frame.trigger: frame.slots for frame in document.frames}
    result: list[dict[str, Any]] = []
    for mark in document.marks:
        vocabulary.types.setdefault(mark.type)
        place = _place(mark, document.text)
        result.append(_entry(ids[mark.key], LABELS, "labels", {**place, "labels": [mark.type]}))
        said = {**mark.attributes, **slots.get(mark.key, {})}
        for name, text in said.items():
            if is_control(name):
                value = _said(text, vocabulary.choices(name))
                vocabulary.attributes.setdefault(name, {}).update(dict.fromkeys([text]))
                kind = "choices" if "choices" in value else "textarea"
                result.append(_entry(ids[mark.key], name, kind, {**place, **value}))
    for relation in relations_of(document):
        vocabulary.relations.setdefault(relation.type)
        result.append({
            "type": "relation",
            "from_id": ids[relation.source],
            "to_id": ids[relation.target],
            "direction": "right",
            "labels": [relation.type],
        })
    kept = own.told(document, "code points", is_native=is_control)
    annotation = {"result": result, "was_cancelled": False, "ground_truth": False}
    return {
        "annotations": [annotation],
        "predictions": [],
        "data": {TEXT: document.text, "title": document.info.title},
        "meta": {own.KEY: kept},
    }


def read(path: Path) -> Bundle:
    """Read an export of any version, full or minimal; predictions are an annotation set apart.

    Raises:
        FormatError: there is no text in it.
        InputError: the file cannot be read.
    """
    receipt = Receipt("label-studio")
    reader = TaskReader(path, receipt)
    documents = list(reader.documents(records_of(path, receipt)))
    reader.report()
    if not documents:
        why = receipt.refused[0] if receipt.refused else "there are no tasks in it."
        raise FormatError(f"“{path.name}” holds no text to import: {why}")
    return bundle_of(documents, receipt, set_name=path.stem)


def _place(mark: Mark, text: str) -> dict[str, Any]:
    start, end = own.hull(mark)
    return {"start": start, "end": end, "text": text[start:end]}


def _said(text: str, choices: Collection[str]) -> dict[str, list[str]]:
    """An attribute: a choice where the scheme has some, else free text."""
    return {"choices": [text]} if choices else {"text": [text]}


def _entry(key: str, name: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": key,
        "from_name": name,
        "to_name": TEXT,
        "type": kind,
        "origin": "manual",
        "value": value,
    }
