"""From English words to dictionary entries: what a gloss can be found by, and which comes first.

Ranks are whole numbers, lower is better: a gloss that says just the word before one that says more,
early glosses before late ones, words that many others are made of before rare ones.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from evreader.domain.dictionary import Entry

PARTIAL = 1000
"""The least rank of an entry whose gloss says more than the word."""

_REMARK = r"\([^()]*\)|\[[^\]]*\]"
_ENGLISH = r"[a-z0-9]+(?:['.&-][a-z0-9]+)*"
_RARE = r"\((?:old|archaic|literary|dialect|slang|idiom|tw|loanword|vulgar|coll|bird|zoology)\b"
_REMARKS = ("measure word:", "surname ", "see ", "used in ", "abbr. for ")

_LONGEST = 4  # words of a phrase that can be looked up
# Words of a gloss that say nothing about what it means.
_EMPTY_WORDS = (
    "a an the of to in on for at by with and or as from into sth sb sth's sb's one's oneself etc "
    "be is are not that which who esp fig lit used usu also e.g i.e it its"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
_ARTICLES = frozenset({"a", "an", "the", "to", "be"})


class Sense(NamedTuple):
    """One way to say an entry in English.

    Attributes:
        phrase: lower-case words with a space between, without article or remark.
        gloss: which of the entry's glosses it comes from, from 0.
        piece: which of the alternatives inside that gloss it is, from 0.
    """

    phrase: str
    gloss: int
    piece: int


def senses(entry: Entry) -> Iterator[Sense]:
    """All ways to say an entry in English; cross-references and measure words say nothing."""
    for number, gloss in enumerate(entry.glosses):
        if _is_reference(gloss):
            continue
        plain = gloss.lower().replace("’", "'")
        if "(" in plain or "[" in plain:
            plain = re.sub(_REMARK, " ", plain)
        for place, piece in enumerate(plain.replace(";", ",").split(",")):
            words = re.findall(_ENGLISH, piece)
            start = next((n for n, word in enumerate(words) if word not in _ARTICLES), 0)
            phrase = " ".join(words[start:])
            if phrase and not (place and phrase in _EMPTY):
                yield Sense(phrase, number, place)


def usual_first(entries: Iterable[Entry]) -> list[Entry]:
    """Entries so that the usual reading of a word comes first: names and variants come last.

    Among the others the one with most glosses is the usual one: 合 is read hé before gě.
    """
    return sorted(entries, key=_oddness)


def commonness(words: Collection[str]) -> Counter[str]:
    """In how many longer words each of some Chinese words stands: the best sign of how common."""
    known = set(words)
    found: Counter[str] = Counter()
    for word in known:
        parts = {
            word[start:end]
            for start in range(len(word))
            for end in range(start + 1, min(start + 5, len(word) + 1))
        }
        found.update((parts & known) - {word})
    return found


def ranked(entry: Entry, common: int) -> dict[str, int]:
    """What an entry is found by in English, each with its rank.

    Args:
        entry: the entry.
        common: in how many longer words it stands.
    """
    ranks: dict[str, int] = {}
    weight = _weight(entry, common)
    for sense in senses(entry):
        words = sense.phrase.split()
        if len(words) > _LONGEST:
            continue
        gloss = entry.glosses[sense.gloss]
        rare = 60 if "(" in gloss and re.search(_RARE, gloss.lower()) else 0
        base = weight + rare + 8 * min(sense.gloss, 9) + 3 * min(sense.piece, 5)
        _keep(ranks, sense.phrase, base)
        content = [word for word in words if word not in _EMPTY]
        if len(words) > 1:
            for word in content:
                _keep(ranks, word, PARTIAL * len(content) + base)
    return ranks


def _oddness(entry: Entry) -> tuple[int, int]:
    """First 0 for a word like any other, 1 a name, 2 a surname, 3 for a mere cross-reference."""
    kind = 1 if entry.pinyin[:1].isupper() else 0
    if all(_is_reference(gloss) for gloss in entry.glosses):
        kind = 2 if entry.glosses[0].startswith("surname ") else 3
    return kind, -len(entry.glosses)


def _is_reference(gloss: str) -> bool:
    return gloss.startswith(_REMARKS) or "variant of " in gloss[:30]


def _keep(ranks: dict[str, int], key: str, rank: int) -> None:
    ranks[key] = min(rank, ranks.get(key, rank))


def _weight(entry: Entry, common: int) -> int:
    """How far behind others an entry stands whatever it means: 0 for a common word of two signs."""
    size = len(entry.simplified)
    shape = {1: 45, 2: 0, 3: 8}.get(size, 20)
    name = 15 if entry.pinyin[:1].isupper() else 0
    return shape + name + 10 * (8 - min((common + 1).bit_length(), 8))
