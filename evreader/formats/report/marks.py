"""A text with stretches marked on it, as HTML; stretches may overlap, nest and touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


class Stretch(NamedTuple):
    """A stretch to be marked.

    Attributes:
        opening: the tag where it begins.
        again: the tag where it goes on after something that overlaps it began or ended.
    """

    start: int
    end: int
    opening: str
    again: str


def marked(text: str, stretches: Iterable[Stretch], escape: Callable[[str], str]) -> str:
    """The text as HTML in which every stretch is a ``span`` or several, properly nested."""
    waiting = sorted(
        (s for s in stretches if s.start < s.end), key=lambda s: (s.start, -s.end), reverse=True
    )
    return "".join(_pieces(text, waiting, escape))


def _pieces(text: str, waiting: list[Stretch], escape: Callable[[str], str]) -> Iterator[str]:
    opened: list[Stretch] = []
    at = 0
    while waiting or opened:
        ends = [stretch.end for stretch in opened]
        nearest = min([*ends, waiting[-1].start] if waiting else ends)
        yield escape(text[at:nearest])
        at = nearest
        yield from _closed(opened, at)
        while waiting and waiting[-1].start == at:
            stretch = waiting.pop()
            yield stretch.opening
            opened.append(stretch)
    yield escape(text[at:])


def _closed(opened: list[Stretch], at: int) -> Iterator[str]:
    """Close what ends here, and what was opened inside it for a moment."""
    first = next((n for n, stretch in enumerate(opened) if stretch.end == at), None)
    if first is None:
        return
    going_on: Sequence[Stretch] = [s for s in opened[first:] if s.end > at]
    yield "</span>" * (len(opened) - first)
    del opened[first:]
    for stretch in going_on:
        yield stretch.again
        opened.append(stretch)
