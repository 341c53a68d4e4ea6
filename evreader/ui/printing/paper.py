"""Pages to fill from top to bottom: lines in columns, that go on overleaf where they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from evreader.ui.printing.lines import POINT, font_of

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 507.0 * POINT
"""How wide the print is; all lengths are in tenths of a point."""

_LEFT, _TOP, _BOTTOM = 44.0 * POINT, 44.0 * POINT, 786.0 * POINT
_FOOT = 812.0 * POINT
_RULE, _SOFT = "#d5d8df", "#5d6472"
_SPARE = 1e-6


class Line(Protocol):
    """Something of a height that is drawn in one piece."""

    @property
    def height(self) -> float:
        """How much room it takes."""

    def draw(self, painter: QPainter, place: QPointF) -> None:
        """Draw it with its upper left corner there."""


class Column(NamedTuple):
    """Lines below each other, ``x`` from the left edge of the print."""

    x: float
    lines: Sequence[Line]


class Paper:
    """A PDF in the making."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(int(72 * POINT))
        self._writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
        self._writer.setTitle(title)
        self._writer.setCreator("evreader")
        self._painter = QPainter(self._writer)
        self._y = _TOP
        self._page = 1
        self._draw_foot()

    def put(self, *columns: Column, rule: bool = False, gap: float = 0.0) -> None:
        """Print columns side by side, a hairline below them if wished, and leave a gap."""
        left = [list(column.lines) for column in columns]
        while any(left):
            lowest = self._y
            for column, lines in zip(columns, left, strict=True):
                lowest = max(lowest, self._fill(column.x, lines))
            self._y = lowest
            if any(left):
                self.turn()
        if rule:
            self._y += 2 * POINT
            self._draw_rule(self._y)
        self._y += gap

    def need(self, height: float) -> None:
        """Begin a page if there is less room than that on this one."""
        if self._y + height > _BOTTOM and self._y > _TOP:
            self.turn()

    def bar(self, color: str, height: float) -> None:
        """A short coloured bar at the left edge, beside what comes next."""
        room = min(height, _BOTTOM - self._y)
        self._painter.fillRect(QRectF(_LEFT - 9 * POINT, self._y, 3 * POINT, room), QColor(color))

    def turn(self) -> None:
        """Begin a page."""
        self._writer.newPage()
        self._page += 1
        self._y = _TOP
        self._draw_foot()

    def finished(self) -> bytes:
        """The whole document."""
        self._painter.end()
        self._buffer.close()
        return bytes(self._buffer.data().data())

    def _fill(self, x: float, lines: list[Line]) -> float:
        """Print what fits of a column and take it off; where the print ends."""
        y = self._y
        while lines and (y + lines[0].height <= _BOTTOM + _SPARE or y <= _TOP):
            line = lines.pop(0)
            line.draw(self._painter, QPointF(_LEFT + x, y))
            y += line.height
        return y

    def _draw_rule(self, y: float) -> None:
        self._painter.setPen(QPen(QColor(_RULE), 0.6 * POINT))
        self._painter.drawLine(QPointF(_LEFT, y), QPointF(_LEFT + WIDTH, y))

    def _draw_foot(self) -> None:
        self._painter.setFont(font_of("sans", 7.5))
        self._painter.setPen(QColor(_SOFT))
        self._painter.drawText(QPointF(_LEFT, _FOOT), self._title[:100])
        number = str(self._page)
        width = self._painter.fontMetrics().horizontalAdvance(number)
        self._painter.drawText(QPointF(_LEFT + WIDTH - width, _FOOT), number)
