"""Pinyin above a line: how far its characters are moved apart for it, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout

from evreader.domain.pinyin import syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter, QTextLine

    from evreader.domain.offsets import Utf16Map
    from evreader.ui.look import Look
    from evreader.ui.reader.passage_layout import PassageLayout, TextLine

_SIZE = 0.58  # of the characters
_SMALLEST = 9
_BETWEEN = 0.22  # least space between two syllables, of their size
_HEAD = 1.12  # room above a line, of the syllables' size


class Syllable(NamedTuple):
    """A syllable over its character.

    Attributes:
        line: number of the line.
        x: its left end, from the passage's left edge, in pixels.
        text: what is written.
    """

    line: int
    x: float
    text: str


class Ruby:
    """The pinyin of one passage in one font; positions are in UTF-16 units."""

    def __init__(self, text: str, offsets: Utf16Map, em: int, look: Look) -> None:
        self.font = ruby_font(em, look)
        self._em = em
        measure = QFontMetricsF(self.font).horizontalAdvance
        self._found = [
            (offsets.to_utf16(offset), offsets.to_utf16(offset + 1), reading, measure(reading))
            for offset, reading in syllables(text)
        ]
        self._spaces: dict[int, int] = {}
        self.placed: list[Syllable] = []

    @property
    def head(self) -> int:
        """The room that each line needs above its characters, in pixels."""
        return round(self.font.pixelSize() * _HEAD)

    def spread(self, layout: QTextLayout) -> None:
        """Move characters apart whose syllables would touch; before the lines are broken."""
        gap = self.font.pixelSize() * _BETWEEN
        for this, following in zip(self._found, [*self._found[1:], None], strict=True):
            start, end, _, width = this
            # One that stands by itself may reach over its neighbours by half of what is too much.
            beside = following[3] if following and following[0] == end else self._em
            lacking = (width + beside) / 2 + gap - self._em
            if lacking > 0:
                self._spaces[start] = round(lacking)
        layout.setFormats(self._formats())

    def place(self, layout: QTextLayout, lines: Sequence[TextLine]) -> None:
        """Find the place of each syllable, once the lines are broken."""
        number = 0
        for start, end, reading, width in self._found:
            while number + 1 < len(lines) and start >= lines[number + 1].start:
                number += 1
            line = layout.lineAt(number)
            left, right = _x(line, start), _x(line, end)
            if end >= lines[number].end:
                right = left + self._em + self._spaces.get(start, 0)
            middle = (left + right - self._spaces.get(start, 0)) / 2
            self.placed.append(Syllable(number, middle - width / 2, reading))

    def paint(self, painter: QPainter, layout: PassageLayout, look: Look, clip: QRectF) -> None:
        """Paint the syllables of the lines that meet the clip."""
        painter.setFont(self.font)
        painter.setPen(look.color("muted"))
        baseline = self.font.pixelSize()
        first, last = layout.line_at(clip.top()), layout.line_at(clip.bottom())
        for line, x, text in self.placed:
            if first <= line <= last:
                painter.drawText(QPointF(x, layout.lines[line].top + baseline), text)

    def _formats(self) -> list[QTextLayout.FormatRange]:
        """One format for each stretch of characters that stand equally far apart."""
        ranges: list[QTextLayout.FormatRange] = []
        for start, end, _, _ in self._found:
            space = self._spaces.get(start, 0)
            last = ranges[-1] if ranges else None
            if not space:
                continue
            if last and last.start + last.length == start and _spacing(last) == space:
                last.length += end - start
                continue
            piece = QTextLayout.FormatRange()
            piece.start, piece.length = start, end - start
            piece.format = _spaced(space)
            ranges.append(piece)
        return ranges


def ruby_font(em: int, look: Look) -> QFont:
    """The font of syllables over characters of this size."""
    font = look.font("en", "label")
    font.setPixelSize(max(round(em * _SIZE), _SMALLEST))
    return font


def _spaced(space: int) -> QTextCharFormat:
    found = QTextCharFormat()
    found.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    found.setFontLetterSpacing(space)
    return found


def _spacing(piece: QTextLayout.FormatRange) -> int:
    return round(piece.format.fontLetterSpacing())


def _x(line: QTextLine, unit: int) -> float:
    # PySide6 gives the position back besides the place; its stubs say only: an object.
    return cast("tuple[float, int]", line.cursorToX(unit))[0]
