"""CoNLL-U: words of sentences in ten columns, with entities in the last one (``Entity=B-ORG``)."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_text
from evreader.formats.files import whole_file
from evreader.formats.standoff.brackets import bracketed
from evreader.formats.standoff.flat import Flattening
from evreader.formats.standoff.intake import bundle_of
from evreader.formats.standoff.records import whole_number
from evreader.formats.standoff.sheet import APART, Sentence, Sheet
from evreader.formats.standoff.tags import Chunks, tag_of, tags_for
from evreader.formats.standoff.tokens import checked_grain, cut_at, sentences_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from evreader.domain.article import Span
    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.document import Document
    from evreader.formats.standoff.tokens import Flat, Grain

_LARGEST_MB = 500
_COLUMNS = ("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")
_ID = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
_EMPTY_NODE = re.compile(r"\d+\.\d+")
_LINE = re.compile(rb"(?m)^(?:\d+|\d+-\d+|\d+\.\d+)(?:\t[^\t\n]*){9}\r?$")
_COMMENT = re.compile(r"#\s*([\w.: ]*?)\s*=\s?(.*)")
_KNOWN = ("title", "date", "url", "author", "site")
_OURS = "evreader"
_ENTITY_KEYS = ("Entity", "NER", "NE", "ner", "ne", "NamedEntity")
_ENTITY_COLUMNS = frozenset({"ENTITY", "NER", "NE"})
_ESCAPES = {" ": "s", "\t": "t", "\r": "r", "\n": "n", "|": "p", "\\": "\\"}
_MEANS = {letter: character for character, letter in _ESCAPES.items()}
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")
_MOST_TOLD = 20
# More white space than that within a sentence is none.
_WIDEST = 40


def write(bundle: Bundle, out: Path, *, tokens: str = "character") -> Receipt:
    """Write one file. Columns other than number, form and the last are empty (``_``).

    The text comes back exactly: white space that is not one space stands under ``SpacesAfter``.

    Args:
        bundle: what to write.
        out: the file.
        tokens: of Chinese text, each ``character`` or each ``word``.

    Raises:
        FormatError: the file cannot be written, or the option has no such value.
    """
    grain = checked_grain(tokens)
    receipt = Receipt("conllu")
    flattening = Flattening(bundle, receipt)
    with whole_file(out) as file:
        for document, marks in flattening.documents():
            lines = _lines(document, marks, grain)
            file.write("".join(f"{line}\n" for line in lines).encode())
    flattening.report()
    receipt.files.append(out.name)
    return receipt


def claims(head: bytes, name: str) -> bool:  # noqa: ARG001 - every format is asked alike
    """Whether the beginning of a file has lines of ten columns that begin with a number."""
    return _LINE.search(head) is not None


def read(path: Path) -> Bundle:
    """Read a file of sentences; entities as B- and I- tags, or in brackets as CorefUD has them.

    Raises:
        FormatError: it is not CoNLL-U.
        InputError: it cannot be read.
    """
    text = decode_text(contents_of(path, largest_mb=_LARGEST_MB))
    if text is None:
        raise FormatError(f"“{path.name}” is no text; CoNLL-U files are.")
    receipt = Receipt("conllu", files=[path.name])
    reading = _Reading(text, path.name, receipt)
    documents = list(reading.documents())
    if not documents:
        raise FormatError(f"“{path.name}” has no line of ten columns, so it is not CoNLL-U.")
    return bundle_of(documents, receipt, set_name=path.stem, unit="code points")


def _lines(document: Document, marks: Sequence[Flat], grain: Grain) -> Iterator[str]:
    """One document, line by line."""
    text = document.text
    yield f"# newdoc id = {document.name}"
    yield f"# generator = {_OURS}"
    for name in _KNOWN:
        if value := getattr(document.info, name):
            yield f"# {name} = {' '.join(value.split())}"
    starts = {block.start for block in document.blocks}
    for number, sentence in enumerate(sentences_of(document, marks), 1):
        first, end = (bisect_left(marks, (place,)) for place in sentence)
        here = marks[first:end]
        tokens = list(cut_at(tokens_of(text, sentence, grain), here))
        if not tokens:
            continue
        if starts & {sentence.start, tokens[0].start}:
            yield "# newpar"
        yield f"# sent_id = {document.name}-{number}"
        yield f"# text = {' '.join(text[sentence.start : sentence.end].split())}"
        tags = _tags(tokens, here)
        for place, token in enumerate(tokens):
            following = tokens[place + 1].start if place + 1 < len(tokens) else sentence.end
            before = text[sentence.start : token.start] if place == 0 else ""
            misc = _misc(tags.get(place), before, text[token.end : following])
            form = text[token.start : token.end]
            yield "\t".join((str(place + 1), form, *"_" * 7, misc))
        yield ""


def _tags(tokens: Sequence[Span], marks: Sequence[Flat]) -> dict[int, str]:
    """The tag of each token that has one, by its number."""
    tags: dict[int, str] = {}
    for mark in marks:
        first, end = (bisect_left(tokens, (place,)) for place in mark[:2])
        tags.update(zip(range(first, end), tags_for(end - first, mark.type, "bio"), strict=True))
    return tags


def _misc(tag: str | None, before: str, after: str) -> str:
    parts = [f"Entity={tag}"] if tag else []
    if not after:
        parts.append("SpaceAfter=No")
    elif after != " ":
        parts.append(f"SpacesAfter={_escaped(after)}")
    if before:
        parts.append(f"SpacesBefore={_escaped(before)}")
    return "|".join(parts) or "_"


def _escaped(space: str) -> str:
    return "".join(f"\\{_ESCAPES[c]}" if c in _ESCAPES else f"\\u{ord(c):04x}" for c in space)


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(
        lambda match: chr(int(match[1], 16)) if match[1] else _MEANS.get(match[2], match[0]), value
    )


class _Word(NamedTuple):
    """A token of the text: a word, or several that are written as one."""

    form: str
    misc: Mapping[str, str]

    def after(self) -> str:
        """The white space behind it."""
        if "SpacesAfter" in self.misc:
            return _unescaped(self.misc["SpacesAfter"])
        return "" if self.misc.get("SpaceAfter") == "No" else " "


class _Reading:
    """One file, cut into documents and sentences."""

    def __init__(self, text: str, name: str, receipt: Receipt) -> None:
        self._name = name
        self._receipt = receipt
        self._lines = [line.removesuffix("\r") for line in text.split("\n")]
        self._exact = "SpacesAfter=" in text or f"# generator = {_OURS}" in text
        # A file that never says so does not mean that a space stands behind each word.
        self._is_spaced = "SpaceAfter=" in text
        self._by_paragraph = "\n# newpar" in text
        self._columns: Sequence[str] = _COLUMNS
        self._fields: Sequence[str] = ()
        self._chunks = Chunks()
        self._broken = self._empty = 0

    def documents(self) -> Iterator[Document]:
        """The documents of the file; what was repaired is told after the last."""
        sheets = [Sheet("1")]
        rows: list[list[str]] = []
        text: str | None = None
        for number, line in enumerate((*self._lines, ""), 1):
            if line.startswith("#"):
                text = self._comment(line, sheets) or text
            elif line.strip():
                rows += self._row(number, line)
            elif rows:
                sheets[-1].sentences.append(self._sentence(rows, text))
                rows, text = [], None
        for sheet in sheets:
            if sheet.sentences:
                if not self._exact:
                    sheet.sentences[-1].gap = None
                yield sheet.document(self._name, self._receipt)
        self._report()

    def _comment(self, line: str, sheets: list[Sheet]) -> str | None:
        """Take in a comment; the sentence's text, if it gives that."""
        match = _COMMENT.match(line)
        key, value = (match[1], match[2]) if match else (line.strip("# "), "")
        if key in {"newdoc", "newdoc id"}:
            # Some treebanks repeat the comment with each sentence.
            if not value or value != sheets[-1].name:
                sheets.append(Sheet(value))
        elif key in {"newpar", "newpar id"}:
            self._begin_paragraph(sheets[-1])
        elif key == "global.columns":
            self._columns = value.split()
        elif key == "global.Entity":
            self._fields = value.split("-")
        elif key in _KNOWN:
            sheets[-1].known[key] = value
        elif key == "text":
            return value
        return None

    def _begin_paragraph(self, sheet: Sheet) -> None:
        if sheet.sentences and not self._exact:
            sheet.sentences[-1].gap = APART

    def _row(self, number: int, line: str) -> Iterator[list[str]]:
        cells = line.split("\t") if "\t" in line else line.split()
        if _EMPTY_NODE.fullmatch(cells[0]):
            self._empty += "Entity=" in cells[-1]
        elif len(cells) == len(self._columns) and _ID.fullmatch(cells[0]):
            yield cells
        else:
            self._broken += 1
            if self._broken <= _MOST_TOLD:
                self._receipt.refused.append(
                    f"“{self._name}”, line {number}: “{line:.40}” is not a word in "
                    f"{len(self._columns)} columns; it is left out."
                )

    def _sentence(self, rows: list[list[str]], text: str | None) -> Sentence:
        words = list(self._words(rows))
        sentence = Sentence([word.form for word in words])
        if self._exact:
            before = _unescaped(words[0].misc.get("SpacesBefore", "")) if words else ""
            sentence.text = before + "".join(w.form + w.after() for w in words[:-1])
            sentence.text += words[-1].form if words else ""
            sentence.gap = words[-1].after() if words else ""
        else:
            sentence.text = text or _measured(words)
            if sentence.text is None and self._is_spaced:
                sentence.text = "".join(w.form + w.after() for w in words).rstrip()
            if self._by_paragraph and words:
                sentence.gap = words[-1].after()
        values = [next((w.misc[k] for k in _ENTITY_KEYS if k in w.misc), "O") for w in words]
        self._mark(sentence, values)
        return sentence

    def _mark(self, sentence: Sentence, values: Sequence[str]) -> None:
        if any(value.startswith("(") or value.endswith(")") for value in values):
            found, unclosed = bracketed(values, self._fields)
            if unclosed:
                self._receipt.count("brackets of entities without a match", unclosed)
            sentence.chunks = [chunk for chunk, _ in found]
            sentence.attributes = [extra for _, extra in found]
        else:
            sentence.chunks = self._chunks.read([tag_of(value) for value in values])

    def _words(self, rows: list[list[str]]) -> Iterator[_Word]:
        """What the text is made of; words inside one that is written as one lend it their tag."""
        form_at = self._column("FORM")
        last, whole = 0, _Word("", {})
        for cells in rows:
            match = _ID.fullmatch(cells[0])
            misc = self._said(cells)
            number = int(match[1]) if match else 0
            if match and match[2]:
                whole, last = _Word(cells[form_at], misc), int(match[2])
                inner = [c for c in rows if c[0].isdecimal() and number <= int(c[0]) <= last]
                lent = [self._said(cells) for cells in inner]
                tags = {k: v for m in reversed(lent) for k, v in m.items() if k in _ENTITY_KEYS}
                yield whole._replace(misc={**tags, **misc})
            elif number > last:
                yield _Word(cells[form_at], misc)

    def _said(self, cells: Sequence[str]) -> dict[str, str]:
        """What the last column says of a word, or a column of its own says of its entity."""
        at = self._column("MISC")
        misc = _features(cells[at]) if at >= 0 else {}
        for name, cell in zip(self._columns, cells, strict=True):
            if name.rpartition(":")[2].upper() in _ENTITY_COLUMNS and cell != "*":
                misc.setdefault("Entity", cell)
        return misc

    def _column(self, name: str) -> int:
        return self._columns.index(name) if name in self._columns else -1

    def _report(self) -> None:
        told = {
            "Tags that do not go on as they should, read as conlleval does: {}.": (
                self._chunks.repaired
            ),
            "Entities on words that the text does not have, left aside: {}.": self._empty,
        }
        self._receipt.notes += [text.format(number) for text, number in told.items() if number]
        if self._broken > _MOST_TOLD:
            self._receipt.refused.append(
                f"“{self._name}”: {self._broken - _MOST_TOLD} more lines are no words."
            )


def _measured(words: Sequence[_Word]) -> str | None:
    """The text of words that tell their places, as Stanza has them; None if they do not."""
    ends = [[whole_number(w.misc.get(key)) for key in ("start_char", "end_char")] for w in words]
    places = [(start, end) for start, end in ends if start is not None and end is not None]
    text = ""
    for word, (start, end) in zip(words, places, strict=False):
        gap = start - places[0][0] - len(text)
        if gap not in range(_WIDEST) or end - start != len(word.form):
            return None
        text += " " * gap + word.form
    return text if text and len(places) == len(words) else None


def _features(cell: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in cell.split("|"))
    return {key: value for key, is_pair, value in pairs if is_pair}
