"""A text that is not there, as far as the quotes of its annotations tell it."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.article import Span
from evreader.formats.standoff.units import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evreader.formats.web_annotation.items import Selection


class Excerpts(NamedTuple):
    """What is known of a text, in code points.

    Attributes:
        text: the excerpts, parted by blank lines.
        cuts: where each of them is; of an annotation of several pieces, all are one excerpt.
        stretches: where the pieces of each annotation are, in the order of the annotations.
    """

    text: str
    cuts: tuple[Span, ...]
    stretches: tuple[tuple[Stretch, ...], ...]


def is_quoted(piece: Selection) -> bool:
    """Whether a selection says what stands there."""
    return bool(piece.exact.strip())


def excerpts_of(annotations: Sequence[Sequence[Selection]]) -> Excerpts:
    """The quotes of annotations with what stands around them, in the order of their positions.

    Those without a position come last, as they come in the file. Annotations of the same words at
    the same place share an excerpt; the pieces that quote nothing are left out, and so they are
    nowhere.
    """
    pieces = [_in_order(filter(is_quoted, selections)) for selections in annotations]
    quoted = [number for number, found in enumerate(pieces) if found]
    order = sorted(quoted, key=lambda number: _begin(pieces[number][0]))
    parts: list[str] = []
    cuts: dict[tuple[tuple[str, int | None], ...], Span] = {}
    stretches: list[tuple[Stretch, ...]] = [()] * len(pieces)
    size = 0
    for number in order:
        wholes = [_whole(piece) for piece in pieces[number]]
        key = tuple(zip(wholes, map(_origin, pieces[number]), strict=True))
        if key not in cuts:
            start = size + 2 if parts else 0
            parts.append("\n".join(wholes))
            size = start + len(parts[-1])
            cuts[key] = Span(start, size)
        stretches[number] = _stretches(pieces[number], cuts[key].start)
    return Excerpts("\n\n".join(parts), tuple(cuts.values()), tuple(stretches))


def _in_order(pieces: Iterable[Selection]) -> list[Selection]:
    return sorted(pieces, key=_begin)


def _begin(piece: Selection) -> float:
    return inf if piece.start is None or piece.is_nested else piece.start


def _origin(piece: Selection) -> int | None:
    """Where an excerpt begins in the whole text, as far as it says."""
    if piece.start is None or piece.is_nested:
        return None
    return piece.start - len(piece.prefix.lstrip())


def _whole(piece: Selection) -> str:
    return piece.prefix.lstrip() + piece.exact + piece.suffix.rstrip()


def _stretches(pieces: Iterable[Selection], start: int) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for piece in pieces:
        first = start + len(piece.prefix.lstrip())
        found.append(Stretch(first, first + len(piece.exact), piece.exact))
        start += len(_whole(piece)) + 1
    return tuple(found)
