"""A bundle on its way out to formats in which each token has one tag: no mark on another."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.formats.standoff.export import Export
from evreader.formats.standoff.tokens import Flat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evreader.domain.bundle import Bundle, Receipt
    from evreader.formats.standoff.document import Document, Mark

RULE = (
    "Of mentions that overlap the longest is written, of equally long ones the first; of one in "
    "several fragments, the longest fragment."
)
# More sentences than these are no help to anybody, and 100,000 fill the memory.
_MOST_TOLD = 1000


class Flattening:
    """Documents with the marks that can stand side by side; counts and names those that cannot."""

    def __init__(self, bundle: Bundle, receipt: Receipt) -> None:
        # Without deals: their triggers and evidence would look like mentions.
        self._export = Export(replace(bundle, deals=()), receipt)
        self._receipt = receipt
        self._deals = len(bundle.deals)
        self._left: list[str] = []
        self._left_out = self._shortened = self._bare = self._entities = self._trimmed = 0

    def documents(self) -> Iterator[tuple[Document, list[Flat]]]:
        """All articles, each with its marks in order."""
        for document in self._export.documents():
            self._export.losses["info"] -= 1
            yield document, self._flat(document)

    def report(self) -> None:
        """Put what was left out into the receipt, in words."""
        losses = self._export.losses
        losses["entity"] = 0
        self._receipt.count("mentions", -self._left_out)
        self._export.report()
        counted = {
            "Deals left out: {}.": self._deals,
            "Mentions left out because they overlap others or are white space: {}.": self._left_out,
            "Mentions in fragments of which only the longest is kept: {}.": self._shortened,
            "Mentions whose attributes and maker are left out: {}.": self._bare,
            "Mentions that no longer say which entity they stand for: {}.": self._entities,
            "Mentions without the white space at their ends: {}.": self._trimmed,
        }
        self._receipt.losses += [text.format(n) for text, n in counted.items() if n]
        self._receipt.losses += self._left[:_MOST_TOLD]
        if self._left_out > _MOST_TOLD:
            self._receipt.losses.append(f"… and {self._left_out - _MOST_TOLD} more mentions.")
        if self._left_out or self._shortened:
            self._receipt.notes.append(RULE)

    def _flat(self, document: Document) -> list[Flat]:
        """The marks that stay: the longest first, then what overlaps none of those."""
        wanted = [(_range(document.text, mark), mark) for mark in document.marks]
        wanted.sort(key=lambda pair: (pair[0].start - pair[0].end, pair[0].start))
        kept: list[Flat] = []
        for flat, mark in wanted:
            at = bisect_left(kept, flat)
            if flat.start == flat.end or _overlaps(flat, kept[max(at - 1, 0) : at + 1]):
                self._leave_out(document, mark)
            else:
                kept.insert(at, flat)
                self._count(mark, flat)
        return kept

    def _leave_out(self, document: Document, mark: Mark) -> None:
        self._left_out += 1
        if self._left_out <= _MOST_TOLD:
            self._left.append(
                f"Left out in “{document.info.title or document.name}”: {mark.type} "
                f"“{mark.quote:.60}” at {mark.stretches[0].start}."
            )

    def _count(self, mark: Mark, flat: Flat) -> None:
        self._bare += bool(mark.attributes) or mark.origin != "user"
        self._entities += mark.entity is not None
        if len(mark.stretches) > 1:
            self._shortened += 1
        else:
            self._trimmed += mark.stretches[0][:2] != (flat.start, flat.end)


def _range(text: str, mark: Mark) -> Flat:
    """The longest stretch of a mark, the first of equals, without white space at its ends."""
    start, end, _ = max(mark.stretches, key=lambda stretch: stretch.end - stretch.start)
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Flat(start, start + len(piece.strip()), mark.type)


def _overlaps(flat: Flat, others: Sequence[Flat]) -> bool:
    return any(other.start < flat.end and flat.start < other.end for other in others)
