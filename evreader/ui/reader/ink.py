"""Areas, lines and words in a colour, drawn by those calls that let Qt's namespace sleep.

``fillRect``, ``setPen`` and ``setBrush`` take so many kinds of things that PySide, to tell them
apart, makes every enum of the ``Qt`` namespace the first time: 20 ms, a tenth of the way to the
first picture. Whatever may be in the first picture is drawn with what stands here.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainterPath, QPalette, QPen, QTextCharFormat, QTextLayout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QBrush, QFont, QPainter

_KEPT = 500
_ENDLESS = 1e6


def fill(painter: QPainter, area: QRect | QRectF, color: QColor) -> None:
    """Fill a rectangle."""
    painter.setBackground(_brush(color.rgba()))
    painter.eraseRect(area)


def fill_shape(painter: QPainter, shape: QPainterPath, color: QColor) -> None:
    """Fill a shape."""
    painter.fillPath(shape, _brush(color.rgba()))


def stroke(
    painter: QPainter,
    shape: QPainterPath,
    color: QColor,
    *,
    width: float = 1.0,
    dashes: tuple[float, ...] = (),
) -> None:
    """Draw the outline of a shape; dashes and the gaps between them are in widths."""
    painter.strokePath(shape, _pen(color.rgba(), width, dashes))


def circle(centre: QPointF, radius: float) -> QPainterPath:
    """A circle."""
    path = QPainterPath()
    path.addEllipse(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))
    return path


def lines(*ends: tuple[QPointF, QPointF]) -> QPainterPath:
    """Straight lines from one end to the other."""
    path = QPainterPath()
    for start, end in ends:
        path.moveTo(start)
        path.lineTo(end)
    return path


class _SetWord(NamedTuple):
    """A text that was set once, to be drawn often.

    Attributes:
        layout: the text with its colour.
        ascent: from its upper edge to the baseline, in pixels.
    """

    layout: QTextLayout
    ascent: float


class Lettering:
    """Writes short texts again and again without setting each anew."""

    def __init__(self) -> None:
        self._fonts: dict[str, dict[tuple[str, int], _SetWord]] = {}

    def write(
        self, painter: QPainter, font: QFont, words: Iterable[tuple[QPointF, str, QColor]]
    ) -> None:
        """Write texts on a line each: where its baseline begins, the text, and its colour."""
        known = self._fonts.setdefault(font.key(), {})
        for place, text, color in words:
            key = (text, color.rgba())
            word = known.get(key)
            if word is None:
                if len(known) >= _KEPT:
                    known.clear()
                word = known[key] = _set(text, font, color)
            word.layout.draw(painter, QPointF(place.x(), place.y() - word.ascent))


def colored(length: int, color: QColor) -> list[QTextLayout.FormatRange]:
    """For ``QTextLayout.draw``: all of a text of so many UTF-16 units in a colour."""
    whole = QTextLayout.FormatRange()
    look = QTextCharFormat()
    look.setForeground(_brush(color.rgba()))
    whole.start, whole.length, whole.format = 0, length, look
    return [whole]


def _set(text: str, font: QFont, color: QColor) -> _SetWord:
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)
    layout.setFormats(colored(2 * len(text), color))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_ENDLESS)
    layout.endLayout()
    return _SetWord(layout, line.ascent())


@lru_cache(maxsize=_KEPT)
def _brush(rgba: int) -> QBrush:
    # A brush made of a colour would have to tell it from a Qt.GlobalColor; a palette need not.
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor.fromRgba(rgba))
    return palette.brush(QPalette.ColorRole.Window)


@lru_cache(maxsize=_KEPT)
def _pen(rgba: int, width: float, dashes: tuple[float, ...]) -> QPen:
    pen = QPen()
    pen.setColor(QColor.fromRgba(rgba))
    pen.setWidthF(width)
    if dashes:
        pen.setDashPattern(dashes)
    return pen
