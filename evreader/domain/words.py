"""Words, for double-click and for moving the caret by word.

Offsets are code points; a word never begins or ends inside a letter with its combining marks, an
emoji sequence or a line end of two characters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from evreader.domain.article import Span
from evreader.domain.language import HAN, KANA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evreader.domain.article import Language

_JOINER = "\u200d"
# Letters and digits of any script that is written with spaces, with marks on them.
_ALNUM = f"(?:(?![{HAN}{KANA}])[^\\W_][\u0300-\u036f\u200d\ufe0e\ufe0f]*)"
# Compiled when first matched, not at start (6 ms).
_TOKEN = (
    # Words keep inner apostrophes, hyphens, dots (U.S, EVXL.co) and &; numbers also commas and %.
    f"{_ALNUM}+(?:(?:['’.&‑-]|(?<=\\d)[,:](?=\\d)){_ALNUM}+)*(?:(?<=\\d)[%％‰])?"
    f"|(?P<han>[{HAN}{KANA}ー]+)"
    r"|(?P<space>\s+)|(?:\.{2,}|…+|—+)|(?s:.)"
)
_SCRIPT_RUN = f"[{HAN}]+|[ァ-ヿｦ-ﾟ]+|[ぁ-ゟ]+|(?s:.)"
# Enough context for the segmenter; a Han run without any punctuation may be a whole book.
_CONTEXT = 200


def word_at(text: str, position: int, language: Language) -> Span:
    """The word around a position: what a double-click selects there.

    Between a word and what is not one (white space, punctuation), it is the word. In an empty text
    the span is empty.
    """
    if not text:
        return Span(0, 0)
    position = min(max(position, 0), len(text))
    before = Span(0, 0)
    for token, is_word in _tokens(text, language, position):
        if token.start <= position < token.end:
            if not is_word and token.start == position and _is_word(text, before):
                return before
            return token
        before = token
    return before


def next_word(text: str, position: int, language: Language) -> int:
    """The end of the next word after a position, so that a selection takes no space with it.

    A punctuation mark counts as a word; after the last one it is the end of the text.
    """
    for token, _ in _tokens(text, language, position):
        if token.end > position and not text[token.start : token.end].isspace():
            return token.end
    return len(text)


def previous_word(text: str, position: int, language: Language) -> int:
    """The start of the word before a position; before the first one, the start of the text."""
    found = 0
    for token, _ in _tokens(text, language, max(position - 1, 0)):
        if token.start >= position:
            break
        if not text[token.start : token.end].isspace():
            found = token.start
    return found


def next_character(text: str, position: int) -> int:
    """The place after the next character as a reader counts them, marks on it included."""
    position = min(position + 1, len(text))
    while 0 < position < len(text) and _sticks(text, position):
        position += 1
    return position


def previous_character(text: str, position: int) -> int:
    """The place before the previous character as a reader counts them."""
    position = max(position - 1, 0)
    while position > 0 and _sticks(text, position):
        position -= 1
    return position


def _is_word(text: str, span: Span) -> bool:
    return any(c.isalnum() for c in text[span.start : span.end])


def _tokens(text: str, language: Language, near: int) -> Iterator[tuple[Span, bool]]:
    """All tokens in order, each with whether it is a word.

    Only the Han run around ``near`` and its neighbours is cut into words; others stay whole.
    """
    start, word = 0, False
    for end, following in _cuts(text, language, near):
        if _sticks(text, end):
            word = word or following
            continue
        yield Span(start, end), word or following
        start, word = end, False


def _cuts(text: str, language: Language, near: int) -> Iterator[tuple[int, bool]]:
    """Where tokens end, and whether what ends there is a word, not yet minding clusters."""
    for match in re.finditer(_TOKEN, text):
        start, end = match.span()
        if match["han"] is None:
            yield end, match["space"] is None and text[end - 1 : end].isalnum()
        elif end < near - _CONTEXT or start > near + _CONTEXT:
            yield end, True
        else:
            for cut in _han_cuts(text, Span(start, end), near, language):
                yield cut, True


def _han_cuts(text: str, run: Span, near: int, language: Language) -> Iterator[int]:
    """Where words of a run of Han characters or kana end."""
    start, end = max(run.start, near - _CONTEXT), min(run.end, near + _CONTEXT)
    if start > run.start:
        yield start
    piece = text[start:end]
    if language == "other":
        for match in re.finditer(_SCRIPT_RUN, piece):
            yield start + match.end()
    else:
        # 0.2 s to load its dictionary: only when someone first clicks on Chinese.
        import rjieba

        for _, _, stop in rjieba.tokenize(piece):
            yield start + stop
    if end < run.end:
        yield run.end


def _sticks(text: str, position: int) -> bool:
    """Whether no caret may stand here, since both sides make one character to the reader."""
    if position >= len(text):
        return False
    here, before = text[position], text[position - 1]
    if here == "\n":
        return before == "\r"
    if _JOINER in {here, before} or "\U0001f3fb" <= here <= "\U0001f3ff":
        return True
    if _is_flag_letter(here) and _is_flag_letter(before):
        return _flag_letters_before(text, position) % 2 == 1
    return unicodedata.category(here) in {"Mn", "Mc", "Me"}


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, position: int) -> int:
    start = position
    while start and _is_flag_letter(text[start - 1]):
        start -= 1
    return position - start
