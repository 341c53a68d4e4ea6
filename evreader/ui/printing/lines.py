"""Type set in lines: runs of text, with marks below and labels in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout, QTextOption

from evreader.domain.offsets import Utf16Map

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from PySide6.QtGui import QPainter, QTextLine

Face = Literal["serif", "sans"]

POINT: Final = 10.0
"""How many units of the paper are one point."""

_FACES: Final[dict[Face, list[str]]] = {
    "serif": ["Source Serif 4", "Noto Serif", "Georgia", "Liberation Serif", "DejaVu Serif",
              "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun"],
    "sans": ["Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans",
             "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"],
}  # fmt: skip
_LEADING: Final = 1.2
_LANE: Final = 2.4 * POINT
_TINT: Final = 26
_HAIR: Final = 0.5 * POINT


class Run(NamedTuple):
    """A stretch of text in one style; sizes in points."""

    text: str
    face: Face = "serif"
    size: float = 9.5
    bold: bool = False
    italic: bool = False
    color: str = "#1c1f26"
    ground: str = ""


class Mark(NamedTuple):
    """A coloured line below code points of all runs together, and a tint behind them."""

    start: int
    end: int
    color: str
    lane: int = 0
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class _Ground:
    start: int
    end: int
    color: str


class TypeLine:
    """One line of a paragraph; it keeps the paragraph alive."""

    def __init__(self, paragraph: _Paragraph, line: QTextLine, *, lead: float) -> None:
        self._paragraph = paragraph
        self._line = line
        self._lead = lead

    @property
    def height(self) -> float:
        """How much room it takes, in units of the paper."""
        return float(self._line.height()) + self._lead

    def draw(self, painter: QPainter, place: QPointF) -> None:
        """Draw grounds, the text and the marks."""
        for ground in self._paragraph.grounds:
            self._fill(painter, place, ground)
        for mark in self._paragraph.marks:
            self._underline(painter, place, mark)
        painter.setPen(QColor("#000000"))
        self._line.draw(painter, place)

    def _extent(self, start: int, end: int) -> tuple[float, float] | None:
        """From where to where a stretch runs in this line; None if it does not."""
        first = self._line.textStart()
        start, end = max(start, first), min(end, first + self._line.textLength())
        if start >= end:
            return None
        left, right = sorted(_x(self._line.cursorToX(at)) for at in (start, end))
        right = min(right, self._line.naturalTextWidth())
        # A line may end within a label, before the first thing of it that is seen.
        return (left, right) if right - left > _HAIR else None

    def _fill(self, painter: QPainter, place: QPointF, ground: _Ground) -> None:
        extent = self._extent(ground.start, ground.end)
        if extent:
            left, right = extent
            top = place.y() + self._line.ascent() * 0.32
            height = self._line.ascent() * 0.78
            painter.setPen(QColor(0, 0, 0, 0))
            painter.setBrush(QColor(ground.color))
            box = QRectF(place.x() + left, top, right - left, height)
            painter.drawRoundedRect(box, 1.6 * POINT, 1.6 * POINT)

    def _underline(self, painter: QPainter, place: QPointF, mark: Mark) -> None:
        extent = self._extent(mark.start, mark.end)
        if not extent:
            return
        left, right = extent
        base = place.y() + self._line.ascent() + 2.2 * POINT + mark.lane * _LANE
        color = QColor(mark.color)
        if mark.dotted:
            x = left
            while x < right:
                painter.fillRect(QRectF(place.x() + x, base, 0.7 * POINT, 0.7 * POINT), color)
                x += 1.8 * POINT
            return
        tint = QColor(color)
        tint.setAlpha(_TINT)
        top = place.y() + self._line.ascent() * 0.12
        painter.fillRect(QRectF(place.x() + left, top, right - left, base - top), tint)
        painter.fillRect(QRectF(place.x() + left, base, right - left, 1.1 * POINT), color)


class _Paragraph:
    """Runs as one text, laid out."""

    def __init__(self, runs: Sequence[Run], marks: Iterable[Mark]) -> None:
        text = "".join(run.text for run in runs)
        units = Utf16Map(text)
        self.layout = QTextLayout(text, font_of(runs[0].face, runs[0].size))
        formats, self.grounds = [], []
        at = 0
        for run in runs:
            start, at = at, at + len(run.text)
            place = units.to_utf16(start), units.to_utf16(at)
            formats.append(_format(run, *place))
            if run.ground:
                self.grounds.append(_Ground(*place, run.ground))
        self.layout.setFormats(formats)
        self.marks = [
            mark._replace(start=units.to_utf16(mark.start), end=units.to_utf16(mark.end))
            for mark in marks
        ]

    def lines(self, width: float) -> Iterator[TypeLine]:
        option = QTextOption()
        option.setUseDesignMetrics(True)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.layout.setTextOption(option)
        lanes = max((mark.lane for mark in self.marks), default=-1) + 1
        self.layout.beginLayout()
        while (line := self.layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            lead = line.height() * (_LEADING - 1) + lanes * _LANE
            yield TypeLine(self, line, lead=lead)
        self.layout.endLayout()


def lines_of(runs: Sequence[Run], width: float, marks: Iterable[Mark] = ()) -> list[TypeLine]:
    """A paragraph in lines of a width; line breaks in the text are kept."""
    if not any(run.text for run in runs):
        return []
    kept = [run._replace(text=_with_breaks(run.text)) for run in runs]
    return list(_Paragraph(kept, marks).lines(width))


def font_of(face: Face, size: float, *, bold: bool = False, italic: bool = False) -> QFont:
    """A font for print; the size is in points."""
    font = QFont(_FACES[face])
    font.setPixelSize(max(1, round(size * POINT)))
    font.setBold(bold)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _x(told: object) -> float:
    """A place in a line; PySide gives it with the cursor behind, though its stubs do not say so."""
    place = told[0] if isinstance(told, tuple) else told
    return float(place) if isinstance(place, int | float) else 0.0


def _format(run: Run, start: int, end: int) -> QTextLayout.FormatRange:
    style = QTextCharFormat()
    style.setFont(font_of(run.face, run.size, bold=run.bold, italic=run.italic))
    style.setForeground(QColor(run.color))
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, end - start, style
    return found


def _with_breaks(text: str) -> str:
    """Line breaks as a layout knows them, one for one, so that no offset moves."""
    return (
        text.replace("\r\n", " \u2028").replace("\n", "\u2028").replace("\r", "\u2028")
        .replace("\x00", "\ufffd")
    )  # fmt: skip
