"""spaCy's DocBin: tokens with entities, or with spans where mentions overlap.

Only ``_pack`` and ``_unpack`` touch the library; all else is plain values.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.domain.article import Span
from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats.contents import contents_of
from evreader.formats.files import whole_file
from evreader.formats.standoff import own
from evreader.formats.standoff.document import Document, Mark, Relation, relations_of
from evreader.formats.standoff.export import Export
from evreader.formats.standoff.intake import bundle_of
from evreader.formats.standoff.records import in_words, mapping, whole_number
from evreader.formats.standoff.tokens import Flat, checked_grain, cut_at, sentences_of, tokens_of
from evreader.formats.standoff.units import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.tokens import Grain

GROUP = "sc"
"""The group of spans that spaCy's own span categorizer reads."""

_LARGEST_MB, _UNPACKED_MB, _STEP = 200, 1000, 2**20
_Place = tuple[str, int, int]


class Labelled(NamedTuple):
    """Tokens from the first to behind the last, with a label and what it stands for."""

    start: int
    end: int
    label: str
    entity: str = ""
    id: str = ""


@dataclass(slots=True)
class Doc:
    """One document as spaCy has it.

    Attributes:
        words: the tokens; white space that is not one space is a token.
        spaces: whether a space stands behind each.
        sentences: the numbers of the tokens that begin one.
        entities: that do not overlap.
        groups: spans that may, by group.
        kept: what evreader keeps in the user data, as JSON.
        categories: of the whole text.
    """

    words: list[str]
    spaces: list[bool]
    sentences: list[int] = field(default_factory=list)
    entities: list[Labelled] = field(default_factory=list)
    groups: dict[str, list[Labelled]] = field(default_factory=dict)
    kept: str = ""
    categories: int = 0


def write(bundle: Bundle, out: Path, *, tokens: str = "character") -> Receipt:
    """Write one file of documents.

    Mentions are entities; in an article where some overlap, are in several fragments or begin with
    white space, all are spans of the group ``sc``, as wide as they reach.

    Args:
        bundle: what to write.
        out: the file.
        tokens: of Chinese text, each ``character`` (as ``blank("zh")`` has it) or each ``word``.

    Raises:
        FormatError: spaCy is not installed, the file cannot be written, or there is no such option.
    """
    grain = checked_grain(tokens)
    receipt = Receipt("spacy", files=[out.name])
    export = Export(bundle, receipt)
    data = _pack(_doc_of(document, grain) for document in export.documents())
    with whole_file(out) as file:
        file.write(data)
    own.report(export, receipt, f'user_data["{own.KEY}"]')
    return receipt


def read(path: Path) -> Bundle:
    """Read the entities and spans of all documents.

    Raises:
        FormatError: spaCy is not installed, or the file is no DocBin.
        InputError: it cannot be read.
    """
    data = contents_of(path, largest_mb=_LARGEST_MB)
    _check_packing(data, path.name)
    receipt = Receipt("spacy", files=[path.name])
    docs = _unpack(data, path.name)
    if not docs:
        raise FormatError(f"“{path.name}” is a DocBin of spaCy without any text.")
    documents = [_document_of(doc, f"{n:05d}", path.name) for n, doc in enumerate(docs, 1)]
    categories = sum(doc.categories for doc in docs)
    if categories:
        receipt.refused.append(f"Categories of whole texts have no place here: {categories}.")
    return bundle_of(documents, receipt, set_name=path.stem, unit="code points")


def _doc_of(document: Document, grain: Grain) -> Doc:
    hulls = [own.hull(mark) for mark in document.marks]
    pieces = list(_pieces(document.text, hulls, grain))
    doc = Doc(*_written(document.text, pieces, hulls))
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for number, (word, space) in enumerate(zip(doc.words, doc.spaces, strict=True)):
        starts[at], ends[at + len(word)] = number, number + 1
        at += len(word) + space
    places = sorted(starts)
    marks = [Flat(*hull, "") for hull in hulls]
    doc.sentences = [bisect_left(places, s.start) for s in sentences_of(document, marks)]
    found = [
        Labelled(starts[start], ends[end], mark.type)
        for (start, end), mark in zip(hulls, document.marks, strict=True)
    ]
    if _fits_entities(document):
        doc.entities = sorted(found)
    else:
        doc.groups[GROUP] = found
    called = _numbered(document)
    arrows = [[a.type, called[a.source], called[a.target]] for a in relations_of(document)]
    kept = own.told(document, "code points") | {"relations": arrows}
    doc.kept = json.dumps(kept, ensure_ascii=False)
    return doc


def _numbered(document: Document) -> dict[str, list[str | int]]:
    """What each mark is called: its type and place, and which of those alike there it is."""
    alike: Counter[_Place] = Counter()
    places: dict[str, list[str | int]] = {}
    for mark in document.marks:
        place = (mark.type, *own.hull(mark))
        places[mark.key] = [*place, alike[place]]
        alike[place] += 1
    return places


def _pieces(text: str, hulls: Iterable[tuple[int, int]], grain: Grain) -> Iterator[Span]:
    """Ranges that make up all of a text: tokens and what is between, cut at the ends of marks."""
    marks = [Flat(start, end, "") for start, end in hulls]
    tokens = [*tokens_of(text, Span(0, len(text)), grain), Span(len(text), len(text))]
    whole = []
    at = 0
    for token in tokens:
        whole += [Span(at, token.start), token]
        at = token.end
    yield from (span for span in cut_at(whole, marks) if span.start < span.end)


def _written(
    text: str, pieces: Sequence[Span], hulls: Iterable[tuple[int, int]]
) -> tuple[list[str], list[bool]]:
    """The words, and whether a space follows; one that a mark begins or ends with is a word."""
    edges = {start for start, _ in hulls} | {end - 1 for _, end in hulls}
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pieces:
        word = text[start:end]
        if word[0] == " " and words and not spaces[-1] and start not in edges:
            spaces[-1] = True
            word = word[1:]
        if word:
            words.append(word)
            spaces.append(False)
    return words, spaces


def _fits_entities(document: Document) -> bool:
    """Whether no mark overlaps another, has several fragments, or white space at an end."""
    hulls = sorted(own.hull(mark) for mark in document.marks)
    return all(left[1] <= right[0] for left, right in pairwise(hulls)) and all(
        len(mark.stretches) == 1 and document.text[start:end].strip() == document.text[start:end]
        for mark in document.marks
        for start, end in [own.hull(mark)]
    )


def _document_of(doc: Doc, name: str, source: str) -> Document:
    spaced = [word + " " * space for word, space in zip(doc.words, doc.spaces, strict=True)]
    text = "".join(spaced)
    starts = [0, *accumulate(map(len, spaced))]
    marks: dict[_Place, list[Mark]] = {}
    for number, (group, item) in enumerate(_labelled(doc), 1):
        end = starts[item.end - 1] + len(doc.words[item.end - 1])
        mark = _mark(str(number), group, item, Stretch(starts[item.start], end))
        known = marks.setdefault((mark.type, starts[item.start], end), [])
        if not known or (group == GROUP and not doc.entities):
            known.append(mark)  # otherwise the same as an entity and as a span: one mention
    kept = _kept(doc.kept)
    info = own.info_of({}, text, source=source)
    document = Document(name, info, text, tuple(chain.from_iterable(marks.values())))
    whole = own.completed(document, list(_arrows(kept, marks)), kept)
    return replace(whole, info=whole.info._replace(source=source))


def _mark(key: str, group: str, item: Labelled, stretch: Stretch) -> Mark:
    said = {"group": group} if group not in {"", GROUP} else {}
    said |= {"kb_id": item.entity} if item.entity else {}
    said |= {"id": item.id} if item.id else {}
    return Mark(key, item.label or "Mention", (stretch,), said)


def _labelled(doc: Doc) -> Iterator[tuple[str, Labelled]]:
    """Entities and spans with their group, without those of no token."""
    for item in doc.entities:
        yield "", item
    for group, items in doc.groups.items():
        for item in items:
            if item.start < item.end:
                yield group, item


def _arrows(kept: Mapping[str, Any], marks: Mapping[_Place, Sequence[Mark]]) -> Iterator[Relation]:
    """The roles that were kept, as far as the marks at both ends are still there."""
    arrows = kept.get("relations")
    for arrow in arrows if isinstance(arrows, list) else ():
        if isinstance(arrow, list) and len(arrow) == 3:  # noqa: PLR2004 - role, from, to
            source, target = (_key_of(end, marks) for end in arrow[1:])
            if source and target:
                yield Relation(in_words(arrow[0]), source, target)


def _key_of(end: object, marks: Mapping[_Place, Sequence[Mark]]) -> str:
    """The key of the mark of this name; empty if it is gone."""
    if not isinstance(end, list) or len(end) != 4:  # noqa: PLR2004 - type, start, end, number
        return ""
    start, stop, number = (whole_number(part) for part in end[1:])
    if start is None or stop is None or number is None:
        return ""
    found = marks.get((in_words(end[0]), start, stop), ())
    return found[number].key if 0 <= number < len(found) else ""


def _kept(value: str) -> Mapping[str, Any]:
    try:
        return mapping(json.loads(value)) if value else {}
    except (ValueError, RecursionError):  # somebody else's: the entities stand for themselves
        return {}


def _check_packing(data: bytes, name: str) -> None:
    """Refuse what is not packed as spaCy does, or grows beyond all bounds."""
    unpacking = zlib.decompressobj()
    size, rest = 0, data
    try:
        while rest and not unpacking.eof and size <= _UNPACKED_MB * 2**20:
            size += len(unpacking.decompress(rest, _STEP))
            rest = unpacking.unconsumed_tail
    except zlib.error:
        raise FormatError(f"“{name}” is no DocBin of spaCy, or it is damaged.") from None
    if size > _UNPACKED_MB * 2**20:
        raise FormatError(f"“{name}” unpacks to more than {_UNPACKED_MB} MB; split it.")


def _library() -> Any:  # noqa: ANN401 - the library has no types without being installed
    try:
        spacy = import_module("spacy")
    except ImportError:
        raise FormatError(
            "DocBin files need spaCy, which is not installed; install it with: "
            'pip install "evreader[spacy]"'
        ) from None
    return spacy


def _pack(docs: Iterable[Doc]) -> bytes:
    """The documents as spaCy writes them."""
    spacy = _library()
    vocab = spacy.vocab.Vocab()
    binary = spacy.tokens.DocBin(store_user_data=True)
    for doc in docs:
        begins = [number in {0, *doc.sentences} for number in range(len(doc.words))]
        made = spacy.tokens.Doc(vocab, words=doc.words, spaces=doc.spaces, sent_starts=begins)
        made.user_data[own.KEY] = doc.kept
        made.set_ents([
            spacy.tokens.Span(made, item.start, item.end, label=item.label) for item in doc.entities
        ])
        for group, items in doc.groups.items():
            made.spans[group] = [
                spacy.tokens.Span(made, item.start, item.end, label=item.label) for item in items
            ]
        binary.add(made)
    data: bytes = binary.to_bytes()
    return data


def _unpack(data: bytes, name: str) -> list[Doc]:
    """The documents of a DocBin."""
    spacy = _library()
    try:
        found = list(spacy.tokens.DocBin().from_bytes(data).get_docs(spacy.vocab.Vocab()))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise FormatError(f"“{name}” is no DocBin of spaCy, or it is damaged.") from error
    return [
        Doc(
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            entities=[_item(span) for span in doc.ents],
            groups={group: [_item(span) for span in spans] for group, spans in doc.spans.items()},
            kept=in_words(doc.user_data.get(own.KEY, "")),
            categories=len(doc.cats),
        )
        for doc in found
    ]


def _item(span: Any) -> Labelled:  # noqa: ANN401 - as above
    return Labelled(span.start, span.end, span.label_, span.kb_id_, span.id_)
