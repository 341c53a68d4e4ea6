"""Sentences cut into what can be compared across the two languages.

A token of either side is a stem or a Chinese word, ``#`` with a number's value, ``@`` with the stem
of a word in Latin letters inside Chinese, or ``?`` and ``!`` for a sentence that has the mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.domain.chinese import simplified
from evreader.domain.language import HAN, LATIN
from evreader.domain.lexicon import LONGEST
from evreader.domain.numerals import chinese_numbers, english_numbers
from evreader.domain.stem import stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from evreader.domain.lexicon import Lexicon, Renderings

Tokens = frozenset[str]

_ENGLISH = f"[{LATIN}]+(?:['’][{LATIN}]+)*"
_LATIN_WORD = f"[{LATIN}][{LATIN}\\d]*"
_HAN_RUN = f"[{HAN}]+"
_AT_ONCE = 500  # sentences whose words are looked up in one go
_MARKS = (("?", "?？"), ("!", "!！"))


def english_tokens(text: str) -> Tokens:
    """The tokens of an English sentence."""
    found = {f"#{number:g}" for number in english_numbers(text)}
    found.update(sign for sign, forms in _MARKS if any(form in text for form in forms))
    for word in re.findall(_ENGLISH, text):
        plain = word.lower().replace("’", "'")
        if plain.endswith("n't"):
            found.update((stem(plain[:-3]), stem("n't")))
        else:
            head, *rest = plain.split("'")
            found.update(stem(f"'{part}") for part in rest if part != "s")
            found.add(stem(head))
    return frozenset(found - {""})


def chinese_tokens(
    texts: Sequence[str], lexicon: Lexicon
) -> tuple[list[Tokens], dict[str, Renderings]]:
    """The tokens of Chinese sentences, and the renderings of their words and of parts of these."""
    known: dict[str, Renderings] = {}
    tokens: list[Tokens] = []
    for first in range(0, len(texts), _AT_ONCE):
        plain = [simplified(text) for text in texts[first : first + _AT_ONCE]]
        runs = [re.findall(_HAN_RUN, text) for text in plain]
        known.update(lexicon.renderings({part for run in runs for r in run for part in _parts(r)}))
        for text, run in zip(plain, runs, strict=True):
            found = {f"#{number:g}" for number in chinese_numbers(text)}
            found.update(sign for sign, forms in _MARKS if any(form in text for form in forms))
            found.update(f"@{stem(word.lower())}" for word in re.findall(_LATIN_WORD, text))
            found.update(word for r in run for word in _words(r, known))
            tokens.append(frozenset(found))
    return tokens, known


def _parts(run: str) -> Iterator[str]:
    """Every stretch of Chinese that may be a word."""
    for start in range(len(run)):
        for end in range(start + 1, min(start + LONGEST, len(run)) + 1):
            yield run[start:end]


def _words(run: str, known: Collection[str]) -> list[str]:
    """A run of Han characters cut into as few known words as possible, longer ones first."""
    costs = [(0, 0)]
    starts = [0]
    for end in range(1, len(run) + 1):
        best, start = (costs[end - 1][0] + 1, costs[end - 1][1] - 1), end - 1
        for first in range(max(end - LONGEST, 0), end - 1):
            words, squares = costs[first]
            cost = words + 1, squares - (end - first) ** 2
            if cost < best and run[first:end] in known:
                best, start = cost, first
        costs.append(best)
        starts.append(start)
    found = []
    end = len(run)
    while end:
        found.append(run[starts[end] : end])
        end = starts[end]
    return found[::-1]
