"""The two columns: where they stand in a view of a given width."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from evreader.ui.reader.rows import Side

MEASURE = 37.0
"""The widest column, in ems: about 75 Latin letters or 37 Chinese characters a line."""


class Columns(NamedTuple):
    """Where the columns stand, in device-independent pixels.

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

    def x(self, side: Side) -> int:
        """The left edge of a column."""
        return self.left if side == "left" else self.right

    def side(self, x: int) -> Side:
        """The column nearest to a horizontal position."""
        return "left" if x < self.right - self.gutter // 2 else "right"


def columns(view_width: int, em: int) -> Columns:
    """Columns for a view of this width with text of this size; centred when there is room."""
    margin = max(26, min(view_width // 18, 4 * em))
    gutter = max(36, min(view_width // 18, 4 * em))
    width = max(4 * em, min((view_width - 2 * margin - gutter) // 2, int(MEASURE * em)))
    margin = max(margin, (view_width - gutter - 2 * width) // 2)
    return Columns(margin, margin + width + gutter, width, margin, gutter, em)
