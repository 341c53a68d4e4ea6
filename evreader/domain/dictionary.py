"""Dictionary entries as values, and how their pinyin and glosses are written for a reader.

The source notation is CC-CEDICT's: one entry a line, ``traditional simplified [pin1 yin1]
/gloss/gloss/``, tones as digits, other words as ``傳統|传统[chuan2 tong3]``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.language import HAN

if TYPE_CHECKING:
    from evreader.domain.article import Span

# Patterns are compiled when first matched (``re`` keeps them), not at start.
_LINE = r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*"
_OTHER_SCRIPT = rf"[^\s|/\[\](),;:]*[{HAN}][^\s|/\[\](),;:]*\|"  # 傳統| in 傳統|传统[chuan2 tong3]
_READING = r"\s?\[([^\]]+)\]"
_SYLLABLE = r"([A-Za-z:ÜüÊê]+)([1-5])"

_TONES = {1: "\u0304", 2: "\u0301", 3: "\u030c", 4: "\u0300"}


class Entry(NamedTuple):
    """One word of the dictionary.

    Attributes:
        simplified: as mainland China writes it.
        traditional: as Taiwan and Hong Kong write it; often the same.
        pinyin: with tone marks, a space between syllables; a capital begins a proper name.
        glosses: what it means in English, the usual meanings first.
    """

    simplified: str
    traditional: str
    pinyin: str
    glosses: tuple[str, ...]


class Found(NamedTuple):
    """What the dictionary says about a stretch of a text.

    Attributes:
        span: code points of the stretch.
        word: what was looked up: the stretch itself or the basic form of an English word.
        entries: the entries, the likeliest first.
    """

    span: Span
    word: str
    entries: tuple[Entry, ...]


def entry_of(line: str) -> Entry | None:
    """The entry of a line of the source; None for a remark or what is no entry."""
    match = re.fullmatch(_LINE, line)
    if match is None or line.startswith("#"):
        return None
    traditional, simplified, pinyin, glosses = match.groups()
    return Entry(
        simplified,
        traditional,
        tone_marks(pinyin),
        tuple(readable(gloss) for gloss in glosses.split("/") if gloss.strip()),
    )


def tone_marks(numbered: str) -> str:
    """Pinyin with tone digits, written with tone marks: ``lu:e4`` becomes ``lüè``.

    What is no syllable with a digit (Latin letters in a word, punctuation) stays as it is.
    """
    return re.sub(_SYLLABLE, _marked, numbered).replace("u:", "ü").replace("U:", "Ü")


def readable(gloss: str) -> str:
    """A gloss in which another word stands as ``传统 [chuán tǒng]``, measure words said in full."""
    text = gloss.strip()
    if "[" not in text and "|" not in text:
        return text
    text = re.sub(_OTHER_SCRIPT, "", text)
    text = re.sub(_READING, lambda match: f" [{tone_marks(match[1])}]", text).strip()
    if text.startswith("CL:"):
        return "measure word: " + text.removeprefix("CL:").replace("],", "], ")
    return text


def starts_at(text: str, position: int, longest: int) -> list[str]:
    """Every stretch of Chinese that may be a word from this place on, the longest first.

    A word may hold letters and digits after its first character (``卡拉OK``) but ends with the line
    and at white space and punctuation.
    """
    end = position
    while end < min(position + longest, len(text)) and _joins(text[end]):
        end += 1
    return [text[position:stop] for stop in range(end, position, -1)]


def _joins(character: str) -> bool:
    return character.isalnum() or character in "·・々〇"


def _marked(match: re.Match[str]) -> str:
    return _syllable(match[1], int(match[2]))


@lru_cache(maxsize=4096)
def _syllable(letters: str, tone: int) -> str:
    letters = letters.replace("u:", "ü").replace("U:", "Ü")
    if tone not in _TONES:
        return letters
    place = _bearer(letters.lower())
    marked = letters[: place + 1] + _TONES[tone] + letters[place + 1 :]
    return unicodedata.normalize("NFC", marked)


def _bearer(letters: str) -> int:
    """Which letter bears the tone: a or e, the o of ou, else the last vowel; m and n at need."""
    for bearer in ("a", "e", "ê", "ou"):
        if bearer in letters:
            return letters.index(bearer)
    vowels = [place for place, letter in enumerate(letters) if letter in "iouü"]
    return vowels[-1] if vowels else 0
