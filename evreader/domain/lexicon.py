"""What the aligner asks of a dictionary, and how an entry answers.

A *rendering* is the stem of an English word (``stem``) that may stand for a Chinese word, with a
strength in 0–1: 1 where a gloss says just that word, less where it is one of several.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from evreader.domain.chinese import simplified
from evreader.domain.language import HAN, LATIN
from evreader.domain.stem import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Renderings = dict[str, float]
"""Stems of English words, each with its strength."""

LONGEST = 8
"""Characters of the longest Chinese word that is looked up."""

_WORD = f"[{LATIN}]+(?:['’][{LATIN}]+)?|\\d+"
_ASIDE = f"\\([^()]*\\)|\\[[^\\]]*\\]|[{HAN}|]+"
_REFERENCE = (
    "(?:variant of|see(?: also)?|abbr\\. for|also written|same as|equivalent to) "
    f"(?:[{HAN}]+\\|)?([{HAN}]+)"
)
_WEAK = r"\s*(?:surname|abbr|variant|old variant|erhua variant|see|also written|Taiwan pr)\b"
_NO_MEANING = ("CL:", "measure word:")
# Words that a gloss needs but that say nothing about the meaning, unless they are all of it.
_EMPTY = frozenset(
    "a an the to of in on at for by with and or sth sb etc esp one's as from into be used one e.g"  # noqa: SIM905
    " i.e".split()
)
# Strength by how many words a gloss has, from one on.
_STRENGTHS = (1.0, 0.75, 0.5, 0.35, 0.35, 0.2)


class Lexicon(Protocol):
    """A Chinese–English dictionary as the aligner sees it."""

    def renderings(self, words: Iterable[str]) -> Mapping[str, Renderings]:
        """The renderings of those of many Chinese words (simplified) that are known."""
        ...


class NamePairs:
    """Names that are known in both languages, in front of another lexicon.

    The project's own entities: what they are called is surer than what any dictionary says.
    """

    def __init__(self, pairs: Iterable[tuple[str, str]], rest: Lexicon) -> None:
        """Take pairs of an English and a Chinese name."""
        self._own: dict[str, Renderings] = {}
        self._rest = rest
        for en, zh in pairs:
            parts = {stem(word.lower()): 1.0 for word in re.findall(_WORD, en)}
            self._own.setdefault(simplified(zh), {}).update(parts)

    def renderings(self, words: Iterable[str]) -> Mapping[str, Renderings]:
        """The renderings of those of many Chinese words that are known."""
        asked = frozenset(words)
        found = dict(self._rest.renderings(asked))
        for word in asked & self._own.keys():
            found[word] = {**found.get(word, {}), **self._own[word]}
        return found


def renderings_of(glosses: Iterable[str]) -> Renderings:
    """The renderings that an entry's English glosses amount to."""
    found: Renderings = {}
    for gloss in glosses:
        if gloss.startswith(_NO_MEANING):
            continue
        for sense in gloss.split(";"):
            belief = 0.5 if re.match(_WEAK, sense) else 1.0
            for piece in re.sub(_ASIDE, " ", sense).split(","):
                words = [word.lower() for word in re.findall(_WORD, piece)]
                content = [word for word in words if word not in _EMPTY] or words
                strength = belief * _STRENGTHS[min(len(content), len(_STRENGTHS)) - 1]
                for part in map(stem, content):
                    found[part] = max(found.get(part, 0.0), strength)
    return found


def references_of(glosses: Iterable[str]) -> set[str]:
    """Other Chinese words that an entry only refers to, so that their renderings hold for it."""
    return {match for gloss in glosses for match in re.findall(_REFERENCE, gloss)}
