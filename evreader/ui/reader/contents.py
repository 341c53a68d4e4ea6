"""Contents of passages, fetched in batches when first shown and kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evreader.domain.article import SentenceRef, Span
    from evreader.domain.reading import PassageContent
    from evreader.ui.reader.source import Source

_KEPT = 400
"""Passages: more than stand on the rows that a page keeps laid out."""


class Contents:
    """The contents of the passages seen last; what is missing is asked for in one call."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._kept: OrderedDict[int, PassageContent] = OrderedDict()

    def __contains__(self, passage: int) -> bool:
        return passage in self._kept

    def require(self, passages: Sequence[int]) -> None:
        """Have these at hand, with one question for all that are missing."""
        missing = [passage for passage in passages if passage not in self._kept]
        if missing:
            self._kept.update(self._source.articles.contents(missing))
        while len(self._kept) > max(_KEPT, len(passages)):
            self._kept.popitem(last=False)

    def get(self, passage: int) -> PassageContent | None:
        """One passage's content; None if the source does not have it any more."""
        if passage not in self._kept:
            self.require([passage])
        if passage in self._kept:
            self._kept.move_to_end(passage)
        return self._kept.get(passage)

    def span(self, ref: SentenceRef) -> Span | None:
        """Where a sentence stands in its passage; None if there is none of that number."""
        content = self.get(ref.passage)
        sentences = content.passage.sentences if content is not None else ()
        return sentences[ref.sentence] if ref.sentence < len(sentences) else None

    def forget(self, passages: Iterable[int]) -> None:
        """Ask anew for these when next shown."""
        for passage in passages:
            self._kept.pop(passage, None)

    def clear(self) -> None:
        """Ask anew for everything."""
        self._kept.clear()
