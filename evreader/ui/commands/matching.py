"""How well typed letters fit a title: the ranking behind the command palette."""

from __future__ import annotations

from typing import NamedTuple

_IN_A_ROW = 8
_WORD_START = 6
_GAP = -1
_LONGEST_GAP = -6
_FIRST_LETTER = 4


class Match(NamedTuple):
    """A fit.

    Attributes:
        score: higher is better; comparable only between matches of one query.
        places: which characters of the title were meant, in order.
    """

    score: int
    places: tuple[int, ...]


def match(query: str, title: str) -> Match | None:
    """Find all letters of the query in the title, in order; white space in the query is ignored.

    Letters in a row and at the start of words count most, so ``cd`` finds *Change deal type* before
    *Bring in deals*, and ``undo`` finds *Undo* before any scattered letters.
    """
    letters = [letter for letter in query.casefold() if not letter.isspace()]
    # Folding one by one keeps places: the whole text may change its length.
    folded = [character.casefold() for character in title]
    if not letters:
        return Match(0, ())
    # best[place]: the best way to have the letters so far, the last of them at this place.
    best: dict[int, Match] = {
        place: Match(_gain(title, place, None), (place,))
        for place, character in enumerate(folded)
        if character == letters[0]
    }
    for letter in letters[1:]:
        best = _extended(best, letter, folded=folded, title=title)
    if not best:
        return None
    found = max(best.values(), key=lambda way: (way.score, [-place for place in way.places]))
    return Match(found.score * 10 - len(title), found.places)


def _extended(
    best: dict[int, Match], letter: str, *, folded: list[str], title: str
) -> dict[int, Match]:
    longer: dict[int, Match] = {}
    for place, character in enumerate(folded):
        if character != letter:
            continue
        ways = [
            Match(way.score + _gain(title, place, last), (*way.places, place))
            for last, way in best.items()
            if last < place
        ]
        if ways:
            longer[place] = max(ways, key=lambda way: way.score)
    return longer


def _gain(title: str, place: int, last: int | None) -> int:
    gain = 0
    if place == 0 or not title[place - 1].isalnum():
        gain += _WORD_START
    if last is None:
        return gain + (_FIRST_LETTER if place == 0 else max(_GAP * place, _LONGEST_GAP))
    skipped = title[last + 1 : place]
    return gain + (max(_GAP * len(skipped), _LONGEST_GAP) if skipped else _IN_A_ROW)
