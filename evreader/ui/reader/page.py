"""The page: every row of an article, where it stands, laid out when first needed."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect

from evreader.ui.reader.columns import columns
from evreader.ui.reader.contents import Contents
from evreader.ui.reader.gutter import place_marks
from evreader.ui.reader.heights import Heights
from evreader.ui.reader.passage_layout import lay_out, rhythm
from evreader.ui.reader.rows import Rows, other_side, side_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtCore import QRectF

    from evreader.domain.annotation import Mention
    from evreader.domain.article import Language
    from evreader.domain.reading import Outline, PassageContent
    from evreader.ui.look import Look
    from evreader.ui.reader.columns import Columns, Density
    from evreader.ui.reader.gutter import LinkMark
    from evreader.ui.reader.passage_layout import PassageLayout
    from evreader.ui.reader.rows import Fold, Side
    from evreader.ui.reader.source import Source

_KEPT_ROWS = 160
"""Rows that stay laid out: some views of them, so that reading back and forth costs nothing."""
_BATCH = 8
"""Rows whose contents come in one question."""
_ALONE: dict[str, Side] = {"en": "left", "zh": "right"}


class Position(NamedTuple):
    """A place between two characters: a passage and a code point in its text."""

    passage: int
    offset: int


class Cell(NamedTuple):
    """A passage on its row; ``y`` counts from the row's top, ``x`` from the view's left."""

    passage: int
    side: Side
    x: int
    y: int
    layout: PassageLayout


class PlacedRow(NamedTuple):
    """A row laid out.

    Attributes:
        cells: its passages, left column first.
        height: with the space under it.
        empty: the place that a missing counterpart would have, from the row's top and the view's
            left; None where none is missing.
        fold: the run of boilerplate it stands for, if it does.
        marks: the marks between its columns, from top to bottom.
        closed: whether counterparts of its passages are hidden.
    """

    cells: tuple[Cell, ...]
    height: int
    empty: QRect | None = None
    fold: Fold | None = None
    marks: tuple[LinkMark, ...] = ()
    closed: bool = False


class Hit(NamedTuple):
    """What is at a point of the page.

    Attributes:
        row: the nearest row.
        side: the nearest column.
        position: the nearest caret position in that column; None where it is empty.
        character: the character right under the point, if one is.
        mention: the mention whose bracket or label is under the point.
    """

    row: int
    side: Side
    position: Position | None = None
    character: Position | None = None
    mention: Mention | None = None


class Page:
    """The rows of one article at one width; heights are estimates until a row is laid out.

    All ``y`` count from the top of the page, in device-independent pixels.
    """

    def __init__(
        self,
        source: Source,
        outline: Outline,
        look: Look,
        view_width: int,
        *,
        density: Density = "columns",
        pinyin: bool = False,
    ) -> None:
        self.contents = Contents(source)
        self._look = look
        self._unfolded: frozenset[int] = frozenset()
        self._density = density
        self._pinyin = pinyin
        self._view_width = view_width
        self._placed: OrderedDict[int, PlacedRow] = OrderedDict()
        self._opened: set[int] = set()
        self._set_rows(outline)

    @property
    def article(self) -> int:
        """The article's id."""
        return self.rows.outline.article

    @property
    def height(self) -> int:
        """The height of everything, with the space at both ends."""
        return self._heights.total + 2 * self._pad

    @property
    def columns(self) -> Columns:
        """Where the columns stand."""
        return self._columns

    def set_width(self, view_width: int) -> bool:
        """Lay out anew if the view has another width; whether it has."""
        if view_width == self._view_width:
            return False
        self._view_width = view_width
        self._reset()
        return True

    def set_outline(self, outline: Outline) -> None:
        """Take the article's new shape; contents are asked for again."""
        self.contents.clear()
        self._set_rows(outline)

    def arrange(self, *, density: Density | None = None, pinyin: bool | None = None) -> None:
        """Lay everything out anew, with fonts as they are now.

        Args:
            density: how both languages share the page from now on; None: as before. Rows that were
                opened close.
            pinyin: whether Chinese text has its pinyin above from now on; None: as before.
        """
        if pinyin is not None:
            self._pinyin = pinyin
        if density is not None:
            self._density = density
            self._opened.clear()
            self._set_rows(self.rows.outline)
        else:
            self._reset()

    def set_unfolded(self, keys: Iterable[int]) -> None:
        """Show the runs of boilerplate with these keys, and hide all others."""
        self._unfolded = frozenset(keys)
        self._set_rows(self.rows.outline)

    def top(self, row: int) -> int:
        """Where a row begins."""
        return self._pad + self._heights.top(row)

    def find(self, y: int) -> int:
        """The row at a height; the first or last for a height outside."""
        return self._heights.find(y - self._pad)

    def measure(self, row: int, towards: int = 1) -> int:
        """The true height of a row, laid out if it was not; contents come a few rows at once."""
        return self.placed(row, towards).height

    def __contains__(self, row: int) -> bool:
        """Whether a row is laid out."""
        return row in self._placed

    def placed(self, row: int, towards: int = 1) -> PlacedRow:
        """A row laid out; ``towards`` says where reading goes, to fetch contents ahead."""
        found = self._placed.get(row)
        if found is None:
            self._fetch(row, towards)
            found = self._place(row)
            self._placed[row] = found
            self._heights[row] = found.height
            if len(self._placed) > _KEPT_ROWS:
                self._placed.popitem(last=False)
        else:
            self._placed.move_to_end(row)
        return found

    def between(self, top: int, bottom: int) -> Iterator[tuple[int, PlacedRow]]:
        """Rows that meet a stretch of the page: its top, and the row itself."""
        if not len(self.rows):
            return
        row = self.find(top)
        y = self.top(row)
        while row < len(self.rows) and y < bottom:
            placed = self.placed(row)
            yield y, placed
            y += placed.height
            row += 1

    def refresh(self, passages: Iterable[int]) -> tuple[list[int], set[int]]:
        """Read these passages again, those that were ever read.

        Returns:
            the rows that have to be laid out again, and ids of mentions that are gone.
        """
        known = [passage for passage in passages if passage in self.contents]
        before = self._mention_ids(known)
        self.contents.forget(known)
        self.contents.require(known)
        rows = {row for row in map(self.rows.row_of, known) if row is not None}
        placed = sorted(row for row in rows if self._placed.pop(row, None) is not None)
        return placed, before - self._mention_ids(known)

    def _mention_ids(self, passages: Iterable[int]) -> set[int]:
        contents = map(self.contents.get, passages)
        return {mention.id for content in contents if content for mention in content.mentions}

    def content(self, passage: int) -> PassageContent | None:
        """Text, links and mentions of a passage."""
        return self.contents.get(passage)

    def cell(self, passage: int) -> tuple[int, Cell] | None:
        """The top of its row and the cell of a passage; None if it is folded away or gone."""
        row = self.rows.row_of(passage)
        if row is None:
            return None
        for cell in self.placed(row).cells:
            if cell.passage == passage:
                return self.top(row), cell
        return None

    def known_cell(self, passage: int) -> tuple[int, Cell] | None:
        """As ``cell``, but nothing is laid out for it: None if its row is not."""
        row = self.rows.row_of(passage)
        return self.cell(passage) if row in self._placed else None

    def caret_rect(self, position: Position) -> QRectF | None:
        """Where a caret stands; None if its row is not laid out."""
        found = self.known_cell(position.passage)
        if found is None:
            return None
        top, cell = found
        return cell.layout.caret_rect(position.offset).translated(cell.x, top + cell.y)

    def hit(self, x: int, y: int, side: Side | None = None) -> Hit:
        """What is at a point, or the nearest to it in the given column."""
        row = self.find(y)
        placed = self.placed(row)
        if side is None and not self._columns.is_single:
            side = self._columns.side(x)
        cells = [cell for cell in placed.cells if side in {None, cell.side}]
        if not cells:
            return Hit(row, side or "left")
        inner = y - self.top(row)
        cell = next((c for c in reversed(cells) if inner >= c.y), cells[0])
        side = cell.side
        layout, left, down = cell.layout, x - cell.x, inner - cell.y
        line = layout.line_at(down)
        nearest = Position(cell.passage, layout.position_at(line, left))
        if not 0 <= down < layout.height:
            return Hit(row, side, nearest)
        under = layout.character_at(line, left)
        mention = layout.mention_at(left, down)
        character = Position(cell.passage, under) if under is not None and not mention else None
        return Hit(row, side, nearest, character, mention)

    def _set_rows(self, outline: Outline) -> None:
        alone = _ALONE.get(self._density)
        self.rows = Rows(outline, self._unfolded, alone, self._opened)
        self._reset()

    def _reset(self) -> None:
        em = self._look.size("text")
        self._pad = round(em * 1.8)
        self._gap = round(em * 0.95)
        self._between = round(em * 0.3)
        self._columns = columns(self._view_width, em, self._density)
        self._placed.clear()
        self._heights = Heights(self._estimates(em))

    def _estimates(self, em: int) -> list[int]:
        """Heights guessed from the lengths of the texts, quick enough for any article."""
        # Pixels of height for each code point: an English letter is half as wide as a Chinese one.
        line = rhythm(em, self._look.size("label"), "en").line + em // 2
        latin = line * em / (2 * self._columns.width)
        weights: dict[Language, float] = {"en": latin, "zh": 2 * latin, "other": latin}
        return self.rows.guesses(weights, least=line // 2 + self._gap, fold=self._fold_height())

    def _fold_height(self) -> int:
        return round(self._look.size("text") * 2.6)

    def _fetch(self, row: int, towards: int) -> None:
        """Ask for the contents of this row and, in the same question, some of the next."""
        if all(passage in self.contents for passage in self.rows.passages(row)):
            return
        last = row + towards * _BATCH
        wanted: list[int] = []
        for number in range(row, last, towards):
            if 0 <= number < len(self.rows):
                wanted.extend(self.rows.passages(number))
        self.contents.require(wanted)

    def _place(self, row: int) -> PlacedRow:
        fold = self.rows.folds.get(row)
        if fold is not None:
            return PlacedRow((), self._fold_height(), fold=fold)
        found = [self.contents.get(passage) for passage in self.rows.passages(row)]
        contents = [content for content in found if content is not None]
        has_heading = any(content.passage.kind == "heading" for content in contents)
        cells, bottom = self._stack(contents, self._gap if has_heading and row else 0)
        empty = self._empty_box(row, cells, bottom)
        if empty is not None:
            bottom = max(bottom, empty.bottom())
        links = {link.id: link for content in contents for link in content.links}
        marks = place_marks(cells, links.values(), self._columns)
        closed = self.rows.is_closed(row)
        return PlacedRow(cells, bottom + self._gap, empty, None, tuple(marks), closed)

    def _stack(self, contents: Iterable[PassageContent], lead: int) -> tuple[tuple[Cell, ...], int]:
        """Passages one under another in their columns, and where the longer column ends."""
        bottoms = {"left": lead, "right": lead}
        cells: list[Cell] = []
        single = self._columns.is_single
        if single:
            first = self.rows.alone or "left"
            contents = sorted(contents, key=lambda one: side_of(one.passage.language) != first)
        for content in contents:
            side = side_of(content.passage.language)
            y = max(bottoms.values()) if single else bottoms[side]
            if y > lead:
                y += self._between if single and bottoms[side] == lead else self._gap
            layout = lay_out(content, self._look, self._columns.width, pinyin=self._pinyin)
            cells.append(Cell(content.passage.id, side, self._columns.x(side), y, layout))
            bottoms[side] = y + layout.height
        return tuple(cells), max(bottoms.values())

    def _empty_box(self, row: int, cells: Sequence[Cell], bottom: int) -> QRect | None:
        """The place for a counterpart that is missing; in one language, only where asked for."""
        # Nobody looks for a translation of boilerplate: its other side is just blank.
        is_text = any(cell.layout.content.passage.kind != "boilerplate" for cell in cells)
        if len({cell.side for cell in cells}) != 1 or not is_text or self.rows.is_closed(row):
            return None
        if not self._columns.is_single:
            x, y = self._columns.x(other_side(cells[0].side)), cells[0].y
            return QRect(x - 10, y, self._columns.width + 20, bottom - y)
        if self.rows.alone and self.rows.first_passage(row) not in self.rows.opened:
            return None
        tall = round(self._look.size("label") * 1.9)
        return QRect(self._columns.left - 10, bottom + 2, self._columns.width + 20, tall)
