"""CoNLL: a token and its tag on each line, as in CoNLL-2003 or in Chinese corpora."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.bundle import Receipt
from evreader.errors import FormatError
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_text
from evreader.formats.files import whole_file
from evreader.formats.standoff.flat import Flattening
from evreader.formats.standoff.intake import bundle_of
from evreader.formats.standoff.records import whole_number
from evreader.formats.standoff.sheet import APART, Sentence, Sheet
from evreader.formats.standoff.tags import (
    Chunks,
    Tag,
    checked_manner,
    is_tag,
    is_telling,
    tag_of,
    tags_for,
)
from evreader.formats.standoff.token_lists import is_listed, listed_lines
from evreader.formats.standoff.tokens import (
    checked_grain,
    cut_at,
    is_chinese,
    sentences_of,
    tokens_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from evreader.domain.article import Span
    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.document import Document
    from evreader.formats.standoff.tags import Manner
    from evreader.formats.standoff.tokens import Flat, Grain

_LARGEST_MB = 500
_HEAD = 65536
_START = "-DOCSTART-"
_WEBANNO = "#FORMAT=WebAnno TSV"
_KNOWN = ("title", "date", "url", "author", "site")
_COMMENT = re.compile(r"#\s*([A-Za-z_][\w.: ]*?)\s*=\s?(.*)", re.DOTALL)
_NEW = re.compile(r"#\s*(?:newdoc|begin document)\b")
_BREAKS = re.compile(r"[^\S ]")
# Weibo NER writes behind each character which of its word it is (``新0 浪1``).
_COUNTED = re.compile(r"\D+\d{1,2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}:(?=.)")
_DIGITS = "0123456789"
# Corpora of posts with pictures name the picture above each one.
_PICTURE = re.compile(r"IMGID:\S+\s*")
_HEADINGS = frozenset({
    "word", "words", "token", "tokens", "text", "char", "form", "sentence", "sentence_id",
    "tag", "tags", "label", "labels", "ner", "ner_tag", "ner_tags", "entity",
})  # fmt: skip
# Of twenty lines one may be no token with a tag, and it is a file of such still.
_ODD = 20
# A file with more types than this in a column has words there, not tags.
_MOST_TYPES = 60
_MOST_TOLD = 20


def write(bundle: Bundle, out: Path, *, tags: str = "bio", tokens: str = "character") -> Receipt:
    """Write one file: a line a token, a blank line behind each sentence.

    Args:
        bundle: what to write.
        out: the file.
        tags: ``bio`` (four columns, as in CoNLL-2003), ``bioes`` or ``bmes`` (two columns).
        tokens: of Chinese text, each ``character`` or each ``word``.

    Raises:
        FormatError: the file cannot be written, or an option has no such value.
    """
    manner, grain = checked_manner(tags), checked_grain(tokens)
    receipt = Receipt("conll")
    flattening = Flattening(bundle, receipt)
    with whole_file(out) as file:
        for document, marks in flattening.documents():
            lines = _lines(document, marks, manner, grain)
            file.write("".join(f"{line}\n" for line in lines).encode())
    flattening.report()
    receipt.files.append(out.name)
    return receipt


def claims(head: bytes, name: str) -> bool:
    """Whether the beginning of a file reads like tokens with tags, a line each.

    A text that does has to have more than one line, and a tag that says something; what is called
    otherwise could be a table, and has to have tokens outside of all chunks too.
    """
    if is_listed(head):
        return True
    lines = (decode_text(head) or "").split("\n")
    rows = odd = 0
    found: set[str] = set()
    for number, line in enumerate(lines, 1):
        cells = _cells(line) if _is_row(line) else []
        if len(cells) > 1 and is_tag(cells[-1]):
            rows += 1
            found.update(cells[1:])
        elif cells and number < len(lines):  # the last may be cut
            odd += 1
    tells = any(map(is_telling, found)) and (name.lower().endswith(".txt") or "O" in found)
    if lines[0].startswith(_WEBANNO):  # to be refused by its name
        return True
    return rows > 1 and ((tells and odd * _ODD <= rows) or lines[0].startswith(_START))


def read(path: Path) -> Bundle:
    """Read a file of tokens with tags, in any of the usual manners.

    Raises:
        FormatError: no column of it holds tags.
        InputError: it cannot be read.
    """
    data = contents_of(path, largest_mb=_LARGEST_MB)
    receipt = Receipt("conll", files=[path.name])
    text = listed_lines(path, receipt) if is_listed(data[:_HEAD]) else decode_text(data)
    if text is None:
        raise FormatError(f"“{path.name}” is no text; CoNLL files are.")
    reading = _Reading(text, path.name, receipt)
    return bundle_of(reading.documents(), receipt, set_name=path.stem, unit="code points")


def _lines(
    document: Document, marks: Sequence[Flat], manner: Manner, grain: Grain
) -> Iterator[str]:
    """One document, line by line."""
    columns = " -X- _ " if manner == "bio" else " "
    if manner == "bio":
        yield from (f"{_START} -X- -X- O", "")
    yield f"# doc_id = {document.name}"
    for name in _KNOWN:
        if value := getattr(document.info, name):
            yield f"# {name} = {' '.join(value.split())}"
    for sentence in sentences_of(document, marks):
        first, end = (bisect_left(marks, (place,)) for place in sentence)
        here = marks[first:end]
        is_last = sentence.end == len(document.text)
        yield from _head(document.text[sentence.start : sentence.end], is_last=is_last)
        pieces = cut_at(tokens_of(document.text, sentence, grain), here)
        for token, tag in _tagged(list(pieces), here, manner):
            yield f"{document.text[token.start : token.end]}{columns}{tag}"
        yield ""


def _head(text: str, *, is_last: bool) -> Iterator[str]:
    """The comments from which a reader gets back each character of a sentence."""
    words = text.rstrip()
    shown = _BREAKS.sub(" ", words)
    yield f"# text = {shown}"
    if shown != words or words != words.lstrip():
        yield f"# source = {json.dumps(words)}"
    # Behind the last sentence a reader expects nothing.
    if text[len(words) :] != ("" if is_last else APART):
        yield f"# gap = {json.dumps(text[len(words) :])}"


def _tagged(
    tokens: Sequence[Span], marks: Sequence[Flat], manner: Manner
) -> Iterator[tuple[Span, str]]:
    inside = {number: mark for mark in marks for number in _numbers(tokens, mark)}
    sizes = Counter(inside.values())
    tags = {mark: tags_for(size, mark.type, manner) for mark, size in sizes.items()}
    for number, token in enumerate(tokens):
        mark = inside.get(number)
        yield token, "O" if mark is None else next(tags[mark])


def _numbers(tokens: Sequence[Span], mark: Flat) -> Iterator[int]:
    """Which tokens a mark is on; tokens are in order."""
    first = bisect_left(tokens, (mark.start,))
    for number in range(first, len(tokens)):
        if tokens[number].start >= mark.end:
            return
        yield number


class _Row(NamedTuple):
    number: int
    cells: list[str]


class _Reading:
    """One file, cut into documents and sentences."""

    def __init__(self, text: str, name: str, receipt: Receipt) -> None:
        self._name = name
        self._receipt = receipt
        self._lines = [line.removesuffix("\r") for line in text.split("\n")]
        self._chunks = Chunks()
        self._short = self._pictures = 0
        if any(line.startswith("#begin document") for line in self._lines):
            raise FormatError(
                f"“{name}” is CoNLL-2012 (OntoNotes), which writes entities as brackets; write one "
                f"tag for each token (O, B-ORG, I-ORG) and import that."
            )
        if text.startswith(_WEBANNO):
            raise FormatError(
                f"“{name}” is WebAnno TSV, which evreader only writes; export it from INCEpTION as "
                f"UIMA CAS JSON or XMI and import that."
            )
        rows = [_Row(n, _cells(line)) for n, line in enumerate(self._lines, 1) if _is_row(line)]
        self._heading = rows.pop(0).number if rows and _is_heading(rows[0].cells) else 0
        self._token, self._tags = self._columns([row.cells for row in rows])
        tokens = [_at(row.cells, self._token) for row in rows]
        self._counted = _are_counted(tokens)
        self._prefix = _prefix_of(tokens)

    def documents(self) -> Iterator[Document]:
        """The documents of the file; what was repaired is told after the last."""
        sheets = [Sheet("1")]
        sentence, rows = Sentence(), list[list[str]]()
        for number, line in enumerate((*self._lines, ""), 1):
            if number == self._heading:
                continue
            if _is_row(line):
                self._check(number, line)
                rows.append(_cells(line))
            elif line.startswith(_START) or _NEW.match(line):
                sheets.append(Sheet(str(len(sheets) + 1)))
            elif line.strip():
                self._comment(line, sheets, sentence)
            elif rows or sentence.text is not None:
                sheets[-1].sentences += self._sentences(rows, sentence)
                sentence, rows = Sentence(), []
        for sheet in sheets:
            if sheet.sentences:
                yield sheet.document(self._name, self._receipt)
        self._report()

    def _comment(self, line: str, sheets: list[Sheet], sentence: Sentence) -> None:
        self._pictures += _PICTURE.fullmatch(line) is not None
        match = _COMMENT.match(line)
        if match is None:
            return
        key, value = match[1].lower(), match[2]
        if key == "doc_id":
            sheets.append(Sheet(value))
        elif key in _KNOWN:
            sheets[-1].known[key] = value
        elif key == "text" and sentence.text is None:
            sentence.text = value
        elif key in {"source", "gap"} and (told := _string(value)) is not None:
            setattr(sentence, "text" if key == "source" else "gap", told)

    def _sentences(self, rows: list[list[str]], sentence: Sentence) -> Iterator[Sentence]:
        sentence.tokens = [_at(row, self._token) or " " for row in rows]
        if self._counted:
            sentence.tokens = [token.rstrip(_DIGITS) for token in sentence.tokens]
        if self._prefix:
            sentence.tokens = [token.removeprefix(self._prefix) for token in sentence.tokens]
        for column in self._tags:
            tags = [tag_of(_at(row, column)) if len(row) > 1 else Tag("O") for row in rows]
            sentence.chunks += self._chunks.read(tags)
        sentence.chunks.sort()
        yield sentence

    def _columns(self, rows: list[list[str]]) -> tuple[int, list[int]]:
        """The column of the tokens and those of the tags.

        Raises:
            FormatError: there are no tags.
        """
        if not rows and any(line.startswith("# text =") for line in self._lines):
            return 0, [-1]
        width = Counter(len(row) for row in rows).most_common(1)[0][0] if rows else 0
        rows = [row for row in rows if len(row) == width]
        sure = [n for n in range(1, width) if all(is_tag(row[n]) for row in rows)]
        if width > 2 and _is_counted([row[0] for row in rows]):  # noqa: PLR2004 - number, token, tag
            return 1, [n for n in sure if n > 1]
        if width - 1 in sure:
            return 0, [-1]
        if sure:
            return 0, [sure[-1]]
        kinds = {row[-1] for row in rows}
        if (
            0 < len(kinds) <= _MOST_TYPES
            and width > 1
            and ("O" in kinds or len(rows) > _MOST_TYPES)
        ):
            return 0, [-1]
        raise FormatError(
            f"“{self._name}” has no column of tags such as O, B-ORG, I-ORG; CoNLL files have one "
            f"token and its tag on each line."
        )

    def _check(self, number: int, line: str) -> None:
        if len(_cells(line)) > 1:
            return
        self._short += 1
        if self._short <= _MOST_TOLD:
            self._receipt.refused.append(
                f"“{self._name}”, line {number}: “{line:.40}” has no tag; it is taken as O."
            )

    def _report(self) -> None:
        if self._chunks.repaired:
            self._receipt.notes.append(
                f"Tags that do not go on as they should, read as conlleval does: "
                f"{self._chunks.repaired}."
            )
        if self._counted:
            self._receipt.notes.append(
                "The digit behind each character, which counts it in its word, is left out."
            )
        if self._prefix:
            self._receipt.notes.append(f"“{self._prefix}” before each token is left out.")
        if self._pictures:
            self._receipt.notes.append(f"Names of pictures left out: {self._pictures}.")
        if self._short > _MOST_TOLD:
            self._receipt.refused.append(
                f"“{self._name}”: {self._short - _MOST_TOLD} more lines have no tag."
            )


def _is_row(line: str) -> bool:
    """Whether a line has a token on it: it is neither blank, nor a comment, nor a document's start.

    A ``#`` can be a token: then a tag stands at the end.
    """
    if not line.strip(" \r\t") or line.startswith(_START) or _PICTURE.fullmatch(line):
        return False
    if not line.startswith("#"):
        return True
    if _COMMENT.match(line) or _NEW.match(line):
        return False
    cells = _cells(line)
    return len(cells) > 1 and is_tag(cells[-1]) and cells[0].startswith("#") and "\t " not in line


def _is_heading(cells: Sequence[str]) -> bool:
    """Whether a line says what the columns are."""
    return len(cells) > 1 and {cells[0].lower(), cells[-1].lower()} <= _HEADINGS


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [cell.strip(" \r") for cell in line.split("\t")]
    return re.split(" +", line.rstrip(" \r"))


def _at(row: Sequence[str], column: int) -> str:
    return row[column] if -len(row) <= column < len(row) else ""


def _are_counted(tokens: Sequence[str]) -> bool:
    """Whether a digit behind each Chinese character counts it in its word."""
    return is_chinese(tokens) and bool(tokens) and all(map(_COUNTED.fullmatch, tokens))


def _prefix_of(tokens: Sequence[str]) -> str:
    """The language that stands before each token, as WikiANN has it; empty if none does."""
    found = {match[0] if (match := _LANGUAGE.match(token)) else "" for token in tokens}
    return found.pop() if len(found) == 1 and len(tokens) > 1 else ""


def _is_counted(cells: Sequence[str]) -> bool:
    """Whether a column numbers the tokens of each sentence."""
    numbers = [number for number in map(whole_number, cells) if number is not None]
    return len(numbers) == len(cells) > 1 and all(
        here in {before + 1, 0, 1} for before, here in zip([0, *numbers], numbers, strict=False)
    )


def _string(value: str) -> str | None:
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if isinstance(found, str) else None
