"""The columns: where they stand in a view of a given width, for each density."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from evreader.ui.reader.rows import Side

Density = Literal["columns", "interleaved", "en", "zh"]
"""How both languages share the page: beside each other, each passage over its counterpart, or one
language alone with its counterpart where it is asked for."""

DENSITIES: Final[tuple[Density, ...]] = ("columns", "interleaved", "en", "zh")

MEASURE = 37.0
"""The widest column, in ems: about 75 Latin letters or 37 Chinese characters a line."""
WIDE_MEASURE = 42.0
"""The widest column where there is only one."""


class Columns(NamedTuple):
    """Where the columns stand, in device-independent pixels.

    Where both languages share one column, ``left`` and ``right`` are the same.

    Attributes:
        left: left edge of the left column.
        right: left edge of the right column.
        width: width of either column.
        margin: free space at either outer edge.
        gutter: space between the columns.
        em: size of the text.
    """

    left: int
    right: int
    width: int
    margin: int
    gutter: int
    em: int

    @property
    def is_single(self) -> bool:
        """Whether both languages share one column."""
        return self.left == self.right

    @property
    def span(self) -> int:
        """From the left edge of the first column to the right edge of the last."""
        return self.right + self.width - self.left

    def x(self, side: Side) -> int:
        """The left edge of a column."""
        return self.left if side == "left" else self.right

    def in_gutter(self, x: float) -> bool:
        """Whether a horizontal position is where the marks of links stand."""
        if self.is_single:
            return self.left - 2 * self.em < x < self.left
        return self.left + self.width < x < self.right

    def side(self, x: int) -> Side:
        """The column nearest to a horizontal position; of a single one, the left."""
        return "left" if self.is_single or x < self.right - self.gutter // 2 else "right"


def columns(view_width: int, em: int, density: Density = "columns") -> Columns:
    """Columns for a view of this width with text of this size; centred when there is room."""
    if density != "columns":
        margin = max(2 * em, min(view_width // 12, 4 * em))
        width = max(4 * em, min(view_width - 2 * margin, int(WIDE_MEASURE * em)))
        margin = max(margin, (view_width - width) // 2)
        return Columns(margin, margin, width, margin, 0, em)
    # The words beside the columns (“restore”, “yours”) have to find room, even in a small window.
    words = min(view_width // 10, 13 * em // 4)
    margin = max(26, words, min(view_width // 18, 4 * em))
    gutter = max(36, min(view_width // 18, 4 * em))
    width = max(4 * em, min((view_width - 2 * margin - gutter) // 2, int(MEASURE * em)))
    margin = max(margin, (view_width - gutter - 2 * width) // 2)
    return Columns(margin, margin + width + gutter, width, margin, gutter, em)
