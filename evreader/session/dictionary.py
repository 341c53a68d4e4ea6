"""The dictionary, for the window and the command line; it belongs to no project."""

from __future__ import annotations

import logging
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from evreader import resources
from evreader.domain.article import Span
from evreader.domain.dictionary import Found
from evreader.domain.inflection import stems
from evreader.domain.language import HAN
from evreader.domain.senses import PARTIAL
from evreader.domain.words import word_at
from evreader.errors import StoreError
from evreader.override import override
from evreader.store import dictionary as store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from evreader.domain.dictionary import Entry
    from evreader.domain.lexicon import Lexicon, Renderings
    from evreader.store.dictionary import Dictionary

_LOG = logging.getLogger(__name__)

ATTRIBUTION = "CC-CEDICT, published by MDBG, CC BY-SA 4.0"
"""Whose work the entries are, as their licence asks to be told wherever they are shown."""

_MOST_PARTS = 6
_MOST_RENDERINGS = 7
_ENGLISH_WORD = r"[A-Za-z0-9]+(?:['’.&-][A-Za-z0-9]+)*"


def ready() -> Dictionary | None:
    """The dictionary, if it has been made from the data installed now; takes some milliseconds.

    Raises:
        EvreaderError: its data is missing, or its folder cannot be made.
    """
    return store.opened(_path(), store.version_of(store.source()))


def prepare(report: Callable[[int, int], None] | None = None) -> Dictionary:
    """The dictionary, made first where it has to be (some seconds); any thread may do it.

    Args:
        report: told now and then how many entries are done, and of how many; may raise to stop.

    Raises:
        EvreaderError: its data is missing, or the file cannot be made.
    """
    source = store.source()
    version = store.version_of(source)
    found = store.opened(_path(), version)
    if found is None:
        store.build(_path(), store.lines_of(source), version, report=report)
        found = store.opened(_path(), version)
    if found is None:
        raise StoreError(f"The dictionary in {_path()} cannot be read; remove that file.")
    return found


class AlignersLexicon:
    """The dictionary as the aligner needs it: read in 0.4 s when the first word is asked for.

    Not from the file it is looked up in, which takes many seconds to make. Where its data is
    missing, which is told in the log, a glossary does instead. Handed to another process, it is
    read again there.
    """

    def __init__(self) -> None:
        self._inner: Lexicon | None = None

    @override
    def __reduce__(self) -> tuple[type[AlignersLexicon], tuple[()]]:
        return AlignersLexicon, ()

    def renderings(self, words: Iterable[str]) -> Mapping[str, Renderings]:
        """The renderings of those of many Chinese words (simplified) that are known."""
        if self._inner is None:
            self._inner = _lexicon()
        return self._inner.renderings(words)


def _lexicon() -> Lexicon:
    from evreader.domain.glossary import Glossary
    from evreader.store.lexicon import CedictLexicon

    try:
        return CedictLexicon(store.lines_of(store.source()))
    except StoreError as error:
        _LOG.warning("aligning without the dictionary: %s", error)
        return Glossary()


def _path() -> Path:
    return resources.cache_folder() / "cc-cedict.sqlite"


def look_up(dictionary: Dictionary, text: str, position: int) -> list[Found]:
    """What the dictionary has on the word at a place of a text, by the script found there.

    For Chinese: the longest word that covers the place, then what begins at the place itself, then
    single characters, each once. For English: the longest phrase that covers it, then the word, in
    its basic form where only that is known.
    """
    word = word_at(text, position, "zh")
    if re.match(f"[{HAN}]", text[position : position + 1]):
        return _chinese(dictionary, text, word, position)
    return _english(dictionary, text, word)


def _chinese(dictionary: Dictionary, text: str, word: Span, position: int) -> list[Found]:
    found: dict[Span, Found] = {}
    # A word cut at another place than here may not be listed; a character nearly always is.
    for start in dict.fromkeys((word.start, position, *range(word.start, word.end))):
        for part, entries in dictionary.starting(text, start):
            span = Span(start, start + len(part))
            inside = word.start <= start and span.end <= word.end
            if (inside or span.start <= position < span.end) and span not in found:
                found[span] = Found(span, part, tuple(entries))
    covering = [one for one in found.values() if one.span.start <= position < one.span.end]
    longest = max((len(one.word) for one in covering), default=0)
    head = [one for one in covering if len(one.word) == longest][:1]
    inner = head[0].span if head else word
    rest = [
        one
        for one in found.values()
        if one not in head and inner.start <= one.span.start and one.span.end <= inner.end
    ]
    return head + sorted(rest, key=_shorter)[:_MOST_PARTS]


def _english(dictionary: Dictionary, text: str, word: Span) -> list[Found]:
    found: list[Found] = []
    for span in _phrases(text, word):
        phrase = " ".join(text[span.start : span.end].lower().split())
        stem, entries = _renderings(dictionary, phrase)
        if entries:
            found.append(Found(span, stem, entries))
    return found


def _renderings(dictionary: Dictionary, phrase: str) -> tuple[str, tuple[Entry, ...]]:
    """The form of a phrase that is listed, with its entries: those that say just it, if any do."""
    listed = {stem: dictionary.in_chinese(stem, limit=_MOST_RENDERINGS) for stem in stems(phrase)}
    for stem, ranked in listed.items():
        exact = tuple(entry for entry, rank in ranked if rank < PARTIAL)
        if exact:
            return stem, exact
    for stem, ranked in listed.items():
        if ranked:
            return stem, tuple(entry for entry, _ in ranked[:_MOST_PARTS])
    return phrase, ()


def _phrases(text: str, word: Span) -> list[Span]:
    """Stretches of one to three words that hold this one, the longest first."""
    words = [Span(*match.span()) for match in re.finditer(_ENGLISH_WORD, text)]
    here = next((n for n, span in enumerate(words) if span.start <= word.start < span.end), None)
    if here is None:
        return []
    found = []
    for size in (3, 2, 1):
        for first in range(max(here - size + 1, 0), here + 1):
            run = words[first : first + size]
            gaps = (text[a.end : b.start] for a, b in pairwise(run))
            if len(run) == size and all(gap.isspace() for gap in gaps):
                found.append(Span(run[0].start, run[-1].end))
    return found


def _shorter(found: Found) -> tuple[int, int]:
    return -len(found.word), found.span.start
