"""From one cut of a text into passages to another: the same place in the other article.

Two programs cut one text into passages in their own ways, and change white space on the way. Places
are carried over by counting the characters that are not white space.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.article import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evreader.domain.annotation import Evidence, Mention
    from evreader.domain.article import Article, Passage


_MARK = "\ufeff"


class Place(NamedTuple):
    """A stretch of a passage."""

    passage: int
    span: Span


def essence(article: Article) -> str:
    """All the text of an article without its white space: equal for the same text however cut."""
    return "".join(_solid(passage.text) for passage in article.passages)


def digest(texts: Iterable[str]) -> str:
    """A short stand-in for the ``essence`` of an article with these texts; empty without text."""
    text = "".join(map(_solid, texts))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() if text else ""


def _solid(text: str) -> str:
    # Some tools take a byte order mark that stands in a text for one of the file.
    return "".join(text.split()).replace(_MARK, "")


class Carryover:
    """Carries places of one article over to another one of the same ``essence``.

    Attributes:
        unplaced: quotes of what had a place in the source and has none in the target.
    """

    def __init__(self, source: Article, target: Article) -> None:
        same = [p.text for p in source.passages] == [p.text for p in target.passages]
        pairs = zip(source.passages, target.passages, strict=True) if same else ()
        self.unplaced: list[str] = []
        self._twins = {old.id: new.id for old, new in pairs}
        self._known = {passage.id for passage in source.passages}
        self._texts = {passage.id: passage.text for passage in target.passages}
        self._source = None if same else _Count(source.passages)
        self._target = None if same else _Count(target.passages)

    def place(self, passage: int, span: Span) -> Place | None:
        """Where a stretch of the source is in the target; None where passages part it there."""
        if self._source is None or self._target is None:
            return Place(self._twins[passage], span)
        first, last = self._source.numbers(passage, span)
        return self._target.place(first, last) if first < last else None

    def mention(self, mention: Mention) -> Mention:
        """A mention of the source in the target; without a place if it has none there."""
        known = mention.fragments if mention.passage in self._known else ()
        found = [self.place(mention.passage, span) for span in known]
        places = [place for place in found if place is not None]
        homes = {place.passage for place in places}
        if len(homes) != 1 or len(places) < len(found):
            self.unplaced += [mention.text] if mention.fragments else []
            return mention._replace(passage=self._near(mention.passage), fragments=())
        text = self._texts[places[0].passage]
        fragments = tuple(sorted(place.span for place in places))
        return mention._replace(
            passage=places[0].passage,
            fragments=fragments,
            text=" ".join(text[start:end] for start, end in fragments),
        )

    def evidence(self, piece: Evidence) -> Evidence:
        """A piece of evidence of the source in the target; unplaced if it has no place there."""
        known = piece.end and piece.passage in self._known
        place = self.place(piece.passage, Span(piece.start, piece.end)) if known else None
        if place is None:
            self.unplaced += [piece.text] if piece.end else []
            return replace(piece, passage=self._near(piece.passage), start=0, end=0)
        start, end = place.span
        text = self._texts[place.passage][start:end]
        return replace(piece, passage=place.passage, start=start, end=end, text=text)

    def _near(self, passage: int) -> int:
        """The passage of the target that stands for one of the source where no place is known."""
        return self._twins.get(passage, next(iter(self._texts)))


class _Count:
    """The characters of an article that are not white space, counted through all passages."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._index = {passage.id: at for at, passage in enumerate(passages)}
        self._solid = [
            [at for at, sign in enumerate(passage.text) if not (sign.isspace() or sign == _MARK)]
            for passage in passages
        ]
        self._starts = [0]
        for solid in self._solid:
            self._starts.append(self._starts[-1] + len(solid))

    def numbers(self, passage: int, span: Span) -> tuple[int, int]:
        """The numbers of the first character of a stretch and of the one behind its last."""
        at = self._index[passage]
        solid, start = self._solid[at], self._starts[at]
        return start + bisect_left(solid, span.start), start + bisect_left(solid, span.end)

    def place(self, first: int, last: int) -> Place | None:
        """Where the characters with these numbers stand, if it is in one passage."""
        at = bisect_right(self._starts, first) - 1
        if last > self._starts[at + 1]:
            return None
        solid, start = self._solid[at], self._starts[at]
        span = Span(solid[first - start], solid[last - start - 1] + 1)
        return Place(self._passages[at].id, span)
