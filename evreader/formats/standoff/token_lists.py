"""Tokens and tags as two lists in JSON, as data sets have them: read as lines of CoNLL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from evreader.errors import FormatError
from evreader.formats.standoff.listing import counted
from evreader.formats.standoff.records import records_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from evreader.domain.bundle import Receipt

_TOKENS = ("tokens", "words", "chars", "text", "sentence")
_TAGS = ("ner_tags", "ner", "tags", "labels", "label")
_LIST = r'"(?:{})"\s*:\s*\[\s*{}'
_WORDS = re.compile(_LIST.format("|".join(_TOKENS), '"').encode())
_SIGNS = re.compile(
    _LIST.format("|".join(_TAGS), r'(?:"(?:O"|[BIESMLU][-_])|\d+\s*[,\]])').encode()
)
_PARTING = re.compile(r"[\t\n\r]")


def is_listed(head: bytes) -> bool:
    """Whether a file that begins so has a list of tokens and a list of tags."""
    return _WORDS.search(head) is not None and _SIGNS.search(head) is not None


def listed_lines(path: Path, receipt: Receipt) -> str:
    """The same as lines of a token and its tag, a blank line behind each text.

    Raises:
        FormatError: no text has as many tags as tokens, or they are numbers.
        InputError: the file cannot be read.
    """
    lines: list[str] = []
    unequal: list[str] = []
    for place, record in records_of(path, receipt):
        tokens, tags = _list(record, _TOKENS), _list(record, _TAGS)
        if tags and all(isinstance(tag, int) for tag in tags):
            raise FormatError(
                f"“{path.name}” has numbers for tags, and only its data set knows what they mean; "
                f"write their names (O, B-ORG, I-ORG)."
            )
        if len(tokens) != len(tags) or not tokens:
            unequal.append(place)
            continue
        lines += (_line(*pair) for pair in zip(tokens, tags, strict=True))
        lines.append("")
    if unequal:
        receipt.refused.append(counted("Texts without as many tags as tokens", unequal))
    return "\n".join(lines)


def _list(record: Mapping[str, Any], names: tuple[str, ...]) -> list[Any]:
    return next((record[name] for name in names if isinstance(record.get(name), list)), [])


def _line(token: object, tag: object) -> str:
    return f"{_PARTING.sub(' ', str(token))}\t{_PARTING.sub(' ', str(tag))}"
