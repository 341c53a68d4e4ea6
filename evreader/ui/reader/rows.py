"""Rows of the reader: which passages stand on one line, and which are folded away."""

from __future__ import annotations

from bisect import bisect_right
from operator import mul
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from evreader.domain.article import Language
    from evreader.domain.reading import Outline

Side = Literal["left", "right"]


def side_of(language: Language) -> Side:
    """The column a language stands in."""
    return "right" if language == "zh" else "left"


def other_side(side: Side) -> Side:
    """The column beside this one."""
    return "left" if side == "right" else "right"


class Fold(NamedTuple):
    """A row that stands for a run of boilerplate.

    Attributes:
        key: id of the run's first passage; names the run when rows are built anew.
        size: passages in the run.
        is_open: whether the run's passages follow on rows of their own.
    """

    key: int
    size: int
    is_open: bool


class Rows:
    """The rows of an article as shown: rows of the outline, runs of boilerplate as one row each.

    Rows count from 0. The passages of a row are a slice of the outline, so that an article of any
    length costs a few lists of numbers and nothing per row.

    Attributes:
        alone: the side that is shown by itself; the other one's passages are hidden where a row
            has both, until it is opened.
        opened: first passages of the rows that were opened.
    """

    def __init__(
        self,
        outline: Outline,
        unfolded: Collection[int] = (),
        alone: Side | None = None,
        opened: set[int] | None = None,
    ) -> None:
        self.outline = outline
        self.alone = alone
        self.opened = opened if opened is not None else set()
        numbers = outline.rows
        count = len(numbers)
        # Walked backwards, the last index that a row is given is where it begins.
        firsts = dict(zip(reversed(numbers), range(count - 1, -1, -1), strict=True))
        self._begins = list(reversed(firsts.values()))
        self._ends = [*self._begins[1:], count] if count else []
        self.folds: dict[int, Fold] = {}
        if "boilerplate" in outline.kinds:
            self._fold(unfolded)
        self._indices: dict[int, int] = {}

    def _fold(self, unfolded: Collection[int]) -> None:
        kinds, passages = self.outline.kinds, self.outline.passages
        begins, ends = self._begins, self._ends
        self._begins, self._ends = [], []
        row = 0
        while row < len(begins):
            last = row
            while last < len(begins) and _is_boilerplate(kinds[begins[last] : ends[last]]):
                last += 1
            if last == row:
                self._begins.append(begins[row])
                self._ends.append(ends[row])
                row += 1
                continue
            first, end = begins[row], ends[last - 1]
            is_open = passages[first] in unfolded
            self.folds[len(self._begins)] = Fold(passages[first], end - first, is_open)
            self._begins.append(first)
            self._ends.append(first if is_open else end)
            if is_open:
                self._begins.extend(begins[row:last])
                self._ends.extend(ends[row:last])
            row = last

    def __len__(self) -> int:
        return len(self._begins)

    def passages(self, row: int) -> tuple[int, ...]:
        """The passages shown on a row, in document order; none on the row of a fold."""
        members = self.members(row)
        if not self.is_closed(row):
            return members
        return tuple(passage for passage in members if self.side(passage) == self.alone)

    def members(self, row: int) -> tuple[int, ...]:
        """The passages of a row, hidden ones too; none on the row of a fold."""
        if row in self.folds:
            return ()
        return self.outline.passages[self._begins[row] : self._ends[row]]

    def is_closed(self, row: int) -> bool:
        """Whether a row hides the counterparts of what it shows."""
        if self.alone is None or row in self.folds or self.first_passage(row) in self.opened:
            return False
        languages = self.outline.languages[self._begins[row] : self._ends[row]]
        return {side_of(language) for language in languages} == {"left", "right"}

    def open(self, row: int, *, opened: bool = True) -> None:
        """Show the passages that a row hides, or hide them again."""
        key = self.first_passage(row)
        if opened:
            self.opened.add(key)
        else:
            self.opened.discard(key)

    def is_shown(self, passage: int) -> bool:
        """Whether a passage of the article is neither folded away nor hidden."""
        row = self.row_of(passage)
        if row is None or self.fold_of(passage):
            return False
        return self.side(passage) == self.alone or not self.is_closed(row)

    def guesses(self, weights: Mapping[Language, float], *, least: int, fold: int) -> list[int]:
        """A height for each row from the size of its first passage, before any text is known.

        Args:
            weights: height of one code point, by language.
            least: what every row has besides.
            fold: height of a row that stands for boilerplate.
        """
        sizes = map(self.outline.sizes.__getitem__, self._begins)
        languages = map(self.outline.languages.__getitem__, self._begins)
        factors = map(weights.__getitem__, languages)
        found = [int(size) + least for size in map(mul, sizes, factors)]
        for row in self.folds:
            found[row] = fold
        return found

    def first_passage(self, row: int) -> int:
        """The first passage of a row, or of the run that a fold stands for."""
        return self.outline.passages[self._begins[row]]

    def fold_row(self, key: int) -> int | None:
        """The row of the fold with this key."""
        return next((row for row, fold in self.folds.items() if fold.key == key), None)

    def index(self, passage: int) -> int | None:
        """Where a passage stands in the outline's columns; None if it is not in the article."""
        if not self._indices:
            self._indices = {id_: i for i, id_ in enumerate(self.outline.passages)}
        return self._indices.get(passage)

    def row_of(self, passage: int) -> int | None:
        """The row that shows a passage, or that it is folded into."""
        index = self.index(passage)
        # An open fold begins where its first row does: the last of equal begins is the row.
        return None if index is None else bisect_right(self._begins, index) - 1

    def side(self, passage: int) -> Side:
        """The column of a passage of this article."""
        index = self.index(passage)
        return side_of(self.outline.languages[index]) if index is not None else "left"

    def fold_of(self, passage: int) -> Fold | None:
        """The closed fold that hides a passage, if one does."""
        row = self.row_of(passage)
        fold = self.folds.get(row) if row is not None else None
        return fold if fold is not None and not fold.is_open else None

    def neighbour(self, passage: int, step: int) -> int | None:
        """The next shown passage in the same column, downwards (step 1) or upwards (-1)."""
        index = self.index(passage)
        if index is None:
            return None
        side, languages = side_of(self.outline.languages[index]), self.outline.languages
        index += step
        while 0 <= index < len(languages):
            found = self.outline.passages[index]
            if side_of(languages[index]) == side and self.is_shown(found):
                return found
            index += step
        return None

    def between(self, first: int, last: int) -> list[tuple[int, int]]:
        """Shown passages of one column from one to another, both included, with their sizes."""
        begin, end = self.index(first), self.index(last)
        if begin is None or end is None:
            return []
        outline, here = self.outline, slice(begin, end + 1)
        is_right = outline.languages[begin] == "zh"
        hidden = self._hidden()
        may_hide = self.alone is not None and self.alone != side_of(outline.languages[begin])
        columns = (outline.passages[here], outline.languages[here], outline.sizes[here])
        return [
            (passage, size)
            for index, (passage, language, size) in enumerate(zip(*columns, strict=True), begin)
            if (language == "zh") == is_right
            and index not in hidden
            and not (may_hide and not self.is_shown(passage))
        ]

    def _hidden(self) -> set[int]:
        """Where passages that are folded away stand in the outline's columns."""
        return {
            index
            for row, fold in self.folds.items()
            if not fold.is_open
            for index in range(self._begins[row], self._ends[row])
        }


def _is_boilerplate(kinds: Collection[str]) -> bool:
    return all(kind == "boilerplate" for kind in kinds)
