"""Web annotations on their way in: to the texts that they are about."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from evreader.domain.article import ArticleInfo, Span
from evreader.errors import InputError
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_text
from evreader.formats.standoff import own
from evreader.formats.standoff.document import Document, Mark, Relation
from evreader.formats.standoff.identities import Identities
from evreader.formats.standoff.listing import Listing, first_of
from evreader.formats.standoff.records import mapping
from evreader.formats.standoff.units import Ruler, Stretch, is_quote, unit_of
from evreader.formats.web_annotation.excerpts import excerpts_of, is_quoted
from evreader.formats.web_annotation.items import (
    creator,
    key_of,
    linked_bodies,
    motivation,
    said_by,
    targets_of,
    title_of,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from evreader.domain.bundle import Receipt
    from evreader.formats.standoff.units import Unit
    from evreader.formats.web_annotation.items import Said, Selection, Target

_NOWHERE = -1
_PATH = "path"
_AROUND = 200  # characters around a place that are compared
_MOVED = "Further quotes that are not at their position, taken where they stand: {}."
_TEXTLESS = "Further texts that are not there, without a quote of the places left out: {}."
_REMARKS = "Further annotations of whole pages, pictures and the like left out, with words: {}."
_REVIEW = "Only excerpts of it are known: the quotes of its annotations and what is around them."


class _Note(NamedTuple):
    """An annotation of a part of a text."""

    mark: Mark
    pieces: tuple[Selection, ...]


class Reading:
    """One file's annotations, sorted by the texts they are about."""

    def __init__(self, path: Path, receipt: Receipt) -> None:
        self._path = path
        self._receipt = receipt
        self._texts: dict[str, str] = {}
        self._kept: dict[str, Mapping[str, Any]] = {}
        self._titles: dict[str, str] = {}
        self._several = False
        self._notes: dict[str, list[_Note]] = defaultdict(list)
        self._links: list[tuple[str, str, str]] = []
        self._quoted: dict[str, list[_Note]] = {}
        self._asked: list[str] = []
        self._whole: list[str] = []
        self._wordless = self._unread = self._joined = 0
        self._moved = Listing(receipt.notes, _MOVED)
        self._textless = Listing(receipt.refused, _TEXTLESS)
        self._remarks = Listing(receipt.refused, _REMARKS)

    def documents(self, items: Sequence[Mapping[str, Any]]) -> tuple[list[Document], Unit]:
        """The texts with what is said of their parts, in code points, and the file's own unit.

        A text that is not there is made of the quotes of its annotations.
        """
        keys = {key_of(item) for item in items} - {""}
        self._several = len({creator(item) for item in items} - {""}) > 1
        taken: set[str] = {""}
        for number, item in enumerate(items, 1):
            key = key_of(item)
            self._take(item, f"annotation {number}" if key in taken else key, keys)
            taken.add(key)
        self._find_texts()
        unit = unit_of(
            (self._texts[source], [_stretch(piece) for note in notes for piece in note.pieces])
            for source, notes in self._notes.items()
            if source in self._texts
        )
        documents = [self._document(source, unit) for source in self._texts]
        excerpts = [self._excerpted(source, notes) for source, notes in self._quoted.items()]
        self._report(excerpts)
        identities = Identities("identifying", addresses=True)
        return identities.told([*documents, *excerpts]), unit

    def _take(self, item: Mapping[str, Any], key: str, keys: set[str]) -> None:
        targets = targets_of(item)
        said = said_by(item)
        named = [target.source for target in targets]
        whole: list[str] = []
        ends = [_key_in(keys, name) for name in (*named, *linked_bodies(item)[: len(named) == 1])]
        if len(ends) > 1 and all(ends):
            self._links.append((said.tags[0] if said.tags else "related", ends[0], ends[1]))
            return
        for number, target in enumerate(targets):
            self._titles.setdefault(target.source, title_of(item))
            if target.text:
                self._texts.setdefault(target.source, target.text)
            if own.KEY in item:
                self._kept[target.source] = mapping(item[own.KEY])
                return
            if any(p.exact or p.start is not None or p.path for p in target.pieces):
                self._note(item, f"{key}/{number}" if number else key, target)
            elif target.pieces:
                self._unread += 1
            else:
                whole.append(target.source)
        if whole:
            self._remark(key, whole, said)

    def _note(self, item: Mapping[str, Any], key: str, target: Target) -> None:
        said = said_by(item)
        kind = said.tags[0] if said.tags else motivation(item) or "annotation"
        attributes = dict(said.rest)
        if len(said.tags) > 1:
            attributes["tags"] = "; ".join(said.tags[1:])
        mark = Mark(key, kind, (), attributes, set=creator(item) if self._several else "")
        if not any(piece.exact or piece.start is not None for piece in target.pieces):
            # Nothing quotes the text: what somebody said of it tells which place is meant.
            attributes[_PATH] = "; ".join(piece.path for piece in target.pieces)
            words = [text for purpose, text in said.rest.items() if purpose != "link"]
            mark = mark._replace(words=words[0] if words else attributes[_PATH])
        self._notes[target.source].append(_Note(mark, target.pieces))

    def _remark(self, key: str, sources: list[str], said: Said) -> None:
        """What is said of whole sources has no place; its words are told."""
        self._whole += sources
        rest = (text for purpose, text in said.rest.items() if purpose != "link")
        words = "; ".join([*said.tags, *rest])
        if words:
            self._remarks.add(
                f"“{_shown(words, 300)}” ({_shown(key)}) is left out: it is about all of "
                f"{first_of(list(map(_shown, sources)))}."
            )
        else:
            self._wordless += 1

    def _find_texts(self) -> None:
        """Take the texts of files beside for sources whose text is not in the file."""
        missing = [source for source in (*self._notes, *self._whole) if source not in self._texts]
        for source in dict.fromkeys(missing):
            names = _names(source)
            if len(set(missing)) == 1:
                names.append(f"{self._path.stem}.txt")
            text = next((t for name in names if (t := _text_beside(self._path, name))), "")
            if text:
                self._texts[source] = text
            elif source in self._notes:
                self._take_quotes(source, names[0] if names else f"{self._path.stem}.txt")

    def _take_quotes(self, source: str, name: str) -> None:
        """Keep those annotations that quote a text which is not there."""
        notes = self._notes[source]
        quoted = [note for note in notes if any(map(is_quoted, note.pieces))]
        if quoted:
            # There is an article, then, in which a path can be kept without a place.
            quoted = [note for note in notes if note in quoted or _PATH in note.mark.attributes]
        left = [note for note in notes if _PATH not in note.mark.attributes or not quoted]
        bare = sum(not is_quoted(piece) for note in left for piece in note.pieces)
        if bare:
            what = _shown(source) or "the annotations"
            self._textless.add(
                f"The text of {what} is not in “{self._path.name}”; put it beside, as "
                f"{_shown(name)} (left out, since only their position is told: {bare})."
            )
        if quoted:
            self._quoted[source] = quoted
            self._asked.append(_shown(name))

    def _report(self, excerpts: Sequence[Document]) -> None:
        if excerpts:
            number = sum(len(document.cuts) for document in excerpts)
            texts = "1 text" if len(excerpts) == 1 else f"{len(excerpts)} texts"
            names = first_of(list(dict.fromkeys(self._asked)))
            self._receipt.notes.append(
                f"Of {texts} only excerpts are known, {number} in all; the whole text comes in "
                f"where it lies beside “{self._path.name}”, as {names}."
            )
        if self._unread:
            self._receipt.refused.append(
                f"Annotations left out that give neither a quote nor a place in a text (but a part "
                f"of a picture, say): {self._unread}."
            )
        if self._wordless:
            self._receipt.losses.append(
                f"Annotations of whole pages, pictures and the like left out: {self._wordless}."
            )
        apart = len(self._links) - self._joined
        if apart:
            self._receipt.refused.append(
                f"Links left out because they do not join two annotations of one text: {apart}."
            )

    def _document(self, source: str, unit: Unit) -> Document:
        text, kept = self._texts[source], self._kept.get(source, {})
        ruler = Ruler(text, unit)
        marks = tuple(
            note.mark._replace(stretches=tuple(self._stretches(note, text, ruler)))
            for note in self._notes.get(source, ())
        )
        info = own.info_of(self._known(source), text, source=self._path.name)
        bare = Document(source, ArticleInfo("") if kept else info, text, marks)
        return own.completed(bare, self._relations(marks), kept)

    def _excerpted(self, source: str, notes: Sequence[_Note]) -> Document:
        """What the quotes of its annotations tell of a text that is not there."""
        text, cuts, places = excerpts_of([note.pieces for note in notes])
        marks = tuple(
            note.mark._replace(stretches=stretches)
            for note, stretches in zip(notes, places, strict=True)
        )
        known = self._known(source)
        known["title"] = known["title"] or source or self._path.stem
        info = own.info_of(known, text, source=self._path.name)
        bare = Document(source, info, text, marks, cuts=cuts, review=_REVIEW)
        return own.completed(bare, self._relations(marks), {})

    def _known(self, source: str) -> dict[str, str]:
        """What is known of a source."""
        title = self._titles.get(source, "")
        return {"title": title, "url": source if "://" in source else ""}

    def _relations(self, marks: Sequence[Mark]) -> list[Relation]:
        """The links between these marks."""
        here = {mark.key for mark in marks}
        found = [
            Relation(kind, first, second)
            for kind, first, second in self._links
            if first in here and second in here
        ]
        self._joined += len(found)
        return found

    def _stretches(self, note: _Note, text: str, ruler: Ruler) -> Iterator[Stretch]:
        """Where an annotation's pieces are, in code points; nowhere where nothing tells."""
        for piece in note.pieces:
            span = None if piece.is_nested else _position(piece, ruler)
            if span is not None and (
                not piece.exact or is_quote(text[span.start : span.end], piece.exact)
            ):
                yield Stretch(*span, text[span.start : span.end])
                continue
            found = _quoted(piece, text, near=None if span is None else span.start)
            if found is None:
                yield Stretch(_NOWHERE, _NOWHERE, piece.exact or None)
                continue
            if piece.start is not None and not piece.is_nested:
                self._moved.add(
                    f"“{piece.exact:.60}” is not at {piece.start}–{piece.end} as it says; taken "
                    f"where it stands, at {found.start}–{found.end}."
                )
            yield Stretch(*found, text[found.start : found.end])


def _stretch(piece: Selection) -> Stretch:
    if piece.start is None or piece.end is None or piece.is_nested:
        return Stretch(_NOWHERE, _NOWHERE, piece.exact or None)
    return Stretch(piece.start, piece.end, piece.exact or None)


def _position(piece: Selection, ruler: Ruler) -> Span | None:
    if piece.start is None or piece.end is None:
        return None
    return ruler.span(piece.start, piece.end)


def _key_in(keys: Container[str], name: str) -> str:
    """The id of the annotation that a name means; empty if it means none."""
    return next((key for key in (name, name.removeprefix("#")) if key in keys), "")


def _quoted(piece: Selection, text: str, *, near: int | None) -> Span | None:
    """Where a quote stands: with what is around it, else where it stands alone, else the nearest.

    None if it stands nowhere, or in several places and nothing tells which is meant.
    """
    if not piece.exact.strip():
        return None
    places = list(_places(text, piece.exact))
    if len(places) > 1 and (piece.prefix or piece.suffix):
        likeness = [_likeness(text, place, piece) for place in places]
        best = max(likeness)
        places = [p for p, n in zip(places, likeness, strict=True) if n == best]
    if len(places) > 1 and near is not None:
        return min(places, key=lambda place: abs(place.start - near))
    return places[0] if len(places) == 1 else None


def _likeness(text: str, place: Span, piece: Selection) -> int:
    """How much of what should be around a place is there, white space left aside."""
    before, after = text[max(place.start - _AROUND, 0) : place.start], text[place.end :][:_AROUND]
    prefix, suffix = _dense(piece.prefix)[::-1], _dense(piece.suffix)
    return _shared(_dense(before)[::-1], prefix) + _shared(_dense(after), suffix)


def _dense(text: str) -> str:
    return "".join(text.split())


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    alike = (left == right for left, right in zip(one, other, strict=False))
    return sum(takewhile(bool, alike))


def _places(text: str, quote: str) -> Iterator[Span]:
    """Where a quote stands; if nowhere, where its words do, in whatever white space."""
    at = text.find(quote)
    if at < 0:
        pattern = r"\s+".join(map(re.escape, quote.split()))
        yield from (Span(*match.span()) for match in re.finditer(pattern, text))
    while at >= 0:
        yield Span(at, at + len(quote))
        at = text.find(quote, at + 1)


def _shown(text: str, most: int = 100) -> str:
    """A text of somebody else's as it stands in a sentence."""
    return " ".join(text[: most * 2].split())[:most]


def _names(source: str) -> list[str]:
    """What a file with the text of this source may be called, beside the annotations."""
    try:
        parts = urlsplit(source)
    except ValueError:  # no address
        return []
    name = PurePosixPath(unquote(parts.path)).name or parts.netloc
    if not name or name in {".", ".."}:
        return []
    stem = PurePosixPath(name).stem
    return list(dict.fromkeys([f"{stem}.txt", f"{name}.txt"]))


def _text_beside(path: Path, name: str) -> str:
    """The text of a file beside; empty if there is none."""
    beside = path.parent / Path(name).name
    try:
        return (decode_text(contents_of(beside)) or "") if beside.is_file() else ""
    except (InputError, OSError, ValueError):  # empty, unreadable, no name for a file
        return ""
