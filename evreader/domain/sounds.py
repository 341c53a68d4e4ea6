"""Names by their sound: which English names a Chinese text may spell out.

Two ways: a name written in pinyin (Zhejiang 浙江), found whole; and a foreign name, whose
consonants a transliteration keeps in broad classes (Kramer 克拉默: K, L, M).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from evreader.domain.language import HAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Shorter names are found by chance.
_LETTERS, _CONSONANTS = 4, 2
# How far a name that only sounds alike is believed: with two consonants, with more.
_FAINT, _CLEAR = 0.56, 0.8


class Sounds:
    """How Chinese sentences sound."""

    def __init__(self, zh: Sequence[str]) -> None:
        self._whole: list[str] = []
        self._bones: list[str] = []
        for text in zh:
            runs = [list(map(_syllable, run)) for run in re.findall(f"[{HAN}]+", text)]
            self._whole.append("|".join("".join(run) for run in runs))
            self._bones.append("|".join("".join(map(_initial, run)) for run in runs))

    def spelt(self, name: str) -> list[float]:
        """For each sentence 1 where the name stands in it letter by letter, else 0."""
        letters = name.lower()
        if len(letters) < _LETTERS:
            return [0.0] * len(self._whole)
        return [float(letters in sound) for sound in self._whole]

    def alike(self, name: str) -> list[float]:
        """For each sentence how far to believe that the name, foreign to Chinese, is in it."""
        bones = _skeleton(name)
        if len(bones) < _CONSONANTS:
            return [0.0] * len(self._bones)
        belief = _CLEAR if len(bones) > _CONSONANTS else _FAINT
        return [belief * (bones in sound) for sound in self._bones]


def names(texts: Iterable[str]) -> set[str]:
    """The words of English texts that are only ever written with a capital."""
    capital: set[str] = set()
    small: set[str] = set()
    for text in texts:
        capital.update(re.findall(r"\b[A-Z][a-z]{2,}", text))
        small.update(re.findall(r"\b[a-z]{3,}", text))
    return {name for name in capital if name.lower() not in small}


_CLASSES = {
    **dict.fromkeys(("b", "p"), "P"), **dict.fromkeys(("d", "t"), "T"),
    **dict.fromkeys(("g", "k", "q", "c", "x"), "K"), **dict.fromkeys(("l", "r"), "L"),
    **dict.fromkeys(("f", "v", "w", "h"), "H"), **dict.fromkeys(("s", "z", "j"), "S"),
    "m": "M", "n": "N",
}  # fmt: skip
_SOUND = re.compile(
    r"(?P<soft>sch|sh|ch|th|ts|tz|c(?=[eiy])|g(?=[eiy])|s|z|j)"
    r"|(?P<mute>gh|h(?![aeiouy])|[nm](?![aeiouynm])"
    r"|r(?![aeiouyr])|(?<=[eoa])l$|y|[aeiou])|(?P<hard>ph|ck|qu|wh|.)"
)


def _skeleton(name: str) -> str:
    """The consonants of an English name as a Chinese transliteration keeps them, in classes."""
    found = []
    for match in _SOUND.finditer(name.lower()):
        if match["soft"]:
            found.append("S")
        elif match["hard"]:
            found.append("H" if match["hard"] == "ph" else _CLASSES.get(match["hard"][0], ""))
    return re.sub(r"(.)\1", r"\1", "".join(found))


@cache
def _syllable(character: str) -> str:
    """The commonest reading of a character.

    Reading whole phrases would settle one reading in 700 otherwise, and takes ten times as long:
    half of what aligning an article took.
    """
    from pypinyin import lazy_pinyin

    return lazy_pinyin(character)[0]


def _initial(syllable: str) -> str:
    """The class of a pinyin syllable's first consonant; nothing for y, w, er and vowels."""
    if syllable[0] in "jqxzcs":
        return "S"
    if syllable[0] in "yw":
        return "H" if syllable[0] == "w" else ""
    return _CLASSES.get(syllable[0], "")
