"""How sentences begin and end: with a quotation mark, a dash, as a question, an outcry, cut off.

Translations mostly keep these. How well this one does is learned from the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

Matrix = npt.NDArray[Any]

_QUOTES, _DASHES = '"“「『‘', "-–—•·"
_CLOSED, _CLOSERS = '"”」』’', "\"”’」』)）'"
_ENDS = ("?？", "!！", "…", ",，:：;；—、", ".。")
_BEGINNINGS, _ENDINGS = 3, 2 * (len(_ENDS) + 1)
# Of the share of sentences that a translation was assumed to keep before any was seen: half begin
# and end alike, half as chance has it. That counts as much as so many links.
_ALIKE, _ASSUMED = 0.5, 20.0


class Edges:
    """The beginnings and endings of the sentences of two texts."""

    def __init__(self, en: Sequence[str], zh: Sequence[str]) -> None:
        self._begin = np.array([*map(_beginning, en)]), np.array([*map(_beginning, zh)])
        self._end = np.array([*map(_ending, en)]), np.array([*map(_ending, zh)])

    def proof(
        self, firsts: Sequence[Matrix], lasts: Sequence[Matrix], weights: Matrix
    ) -> tuple[Matrix, Matrix]:
        """What beginnings and endings prove: English × Chinese sentences, for each of the two.

        Args:
            firsts: of the links seen, the first English and the first Chinese sentences.
            lasts: the last ones.
            weights: how far each of these links is believed.
        """
        return (
            _association(self._begin, _BEGINNINGS, firsts, weights),
            _association(self._end, _ENDINGS, lasts, weights),
        )


def _association(
    classes: tuple[Matrix, Matrix], number: int, links: Sequence[Matrix], weights: Matrix
) -> Matrix:
    en, zh = (np.bincount(side, minlength=number) + 0.5 for side in classes)
    en, zh = en / en.sum(), zh / zh.sum()
    same = np.minimum(en, zh)
    table = (1 - _ALIKE) * np.outer(en, zh) + _ALIKE * np.diag(same / same.sum())
    table *= _ASSUMED
    np.add.at(table, (classes[0][links[0]], classes[1][links[1]]), weights)
    table /= table.sum()
    worth = np.log(table / np.outer(table.sum(axis=1), table.sum(axis=0)))
    return np.asarray(worth[np.ix_(*classes)])


def _beginning(text: str) -> int:
    first = text.strip()[:1]
    if not first:
        return 0
    return 1 if first in _QUOTES else 2 if first in _DASHES else 0


def _ending(text: str) -> int:
    bare = text.strip()
    body = bare.rstrip(_CLOSERS)
    quoted = any(sign in _CLOSED for sign in bare[len(body) :])
    kind = 0
    for number, signs in enumerate(_ENDS, 1):
        if body[-1:] and body[-1] in signs:
            kind = number
    if body.endswith("..."):
        kind = 3
    return 2 * kind + quoted
