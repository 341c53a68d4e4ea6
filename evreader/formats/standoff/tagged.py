"""Tokens with tags, one a line, as tools that mainly speak something else take them in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.language import HAN, KANA
from evreader.errors import FormatError
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_text
from evreader.formats.standoff import own
from evreader.formats.standoff.document import Document, Mark
from evreader.formats.standoff.units import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_ENDINGS = {".txt", ".conll", ".bio", ".iob"}
_TAG = re.compile(r"(?:O|([BIESMLU])-(.+))$")
_ASIAN = re.compile(f"[{HAN}{KANA}，。；：？！、“”（）]")


class _Token(NamedTuple):
    text: str
    sign: str
    label: str


def is_tagged(path: Path) -> bool:
    """Whether a file's ending says that it has tokens and not JSON."""
    return path.suffix.lower() in _ENDINGS


def tagged_documents(path: Path) -> Iterator[Document]:
    """A document for each run of lines between blank ones.

    Tokens are parted by a space, Chinese characters by nothing.

    Raises:
        FormatError: a line is not a token and its tag.
        InputError: the file cannot be read.
    """
    text = decode_text(contents_of(path)) or ""
    tokens: list[_Token] = []
    found = 0
    for number, line in enumerate((*text.split("\n"), ""), 1):
        if line.strip():
            tokens.append(_token(line.strip(), number, path.name))
        elif tokens:
            found += 1
            yield _document(tokens, found, path.name)
            tokens = []


def _token(line: str, number: int, name: str) -> _Token:
    first, *_, last = [*line.split(), ""] if len(line.split()) == 1 else line.split()
    match = _TAG.match(last or "O")
    if match is None:
        raise FormatError(
            f"“{name}”, line {number}: “{line:.40}” is not a token and its tag (O, B-…, I-…)."
        )
    return _Token(first, match[1] or "O", match[2] or "")


def _document(tokens: Sequence[_Token], number: int, name: str) -> Document:
    text = ""
    starts: list[tuple[int, int]] = []
    for token in tokens:
        if text and not (_ASIAN.match(text[-1]) and _ASIAN.match(token.text[0])):
            text += " "
        starts.append((len(text), len(text) + len(token.text)))
        text += token.text
    spans: list[tuple[int, int, str]] = []
    before = _Token("", "O", "")
    for token, (start, end) in zip(tokens, starts, strict=True):
        if token.sign != "O":
            goes_on = token.sign in "IMEL" and before.sign in "BIM" and before.label == token.label
            begin = spans.pop()[0] if goes_on else start
            spans.append((begin, end, token.label))
        before = token
    marks = tuple(
        Mark(str(n), label, (Stretch(start, end, text[start:end]),))
        for n, (start, end, label) in enumerate(spans, 1)
    )
    return Document(f"text {number}", own.info_of({}, text, source=name), text, marks)
