"""One passage set in lines, with room for its mentions under each line."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTextLayout, QTextOption

from evreader.domain.lanes import lanes
from evreader.domain.offsets import Utf16Map
from evreader.ui.reader.marks import Mark, label_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evreader.domain.annotation import Mention
    from evreader.domain.reading import PassageContent
    from evreader.ui.look import Look
    from evreader.ui.reader.ruby import Ruby

# Line ends of every kind as the only one that QTextLayout breaks at. Each is replaced by as many
# characters as it had, so that no offset shifts: a CR before LF becomes a zero-width space. A tab
# becomes a wide space: Qt lets what follows a tab run over the end of a line, where no click finds
# it again.
_SHOWN = {ord(c): "\u2028" for c in "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2029"}
_SHOWN |= {0: "\ufffd", ord("\t"): "\u2003"}


def shown_text(text: str) -> str:
    """The text as it is laid out: of the same length, each line end one that breaks a line."""
    return text.replace("\r\n", "\u200b\n").translate(_SHOWN)


class Rhythm(NamedTuple):
    """Vertical measures of one font, in pixels.

    Attributes:
        line: height of a line without mentions.
        baseline: from the top of a line to its baseline.
        foot: from the baseline to where the first lane begins.
        lane: height of a lane with labels.
        bare: height of a lane without.
        head: room above the characters, for their pinyin; part of all the others.
    """

    line: int
    baseline: int
    foot: int
    lane: int
    bare: int
    head: int = 0

    @property
    def text(self) -> int:
        """From the top of a line to where its first lane begins."""
        return self.baseline + self.foot

    def under(self, head: int) -> Rhythm:
        """The same with room above the characters."""
        return self._replace(line=self.line + head, baseline=self.baseline + head, head=head)


class TextLine:
    """One line of a passage; positions in UTF-16 units, heights in pixels from the top.

    Attributes:
        start: where it starts.
        end: where the next one starts.
        top: its upper edge, from the passage's.
        height: its height, lanes included.
        lanes: lower edge of each lane of its own, from the line's upper edge.
    """

    __slots__ = ("end", "height", "lanes", "start", "top")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.top = self.height = 0
        self.lanes: tuple[int, ...] = ()


class PassageLayout:
    """A passage laid out for one width. Positions are code points into the passage's text.

    Attributes:
        content: what is shown.
        width: width of the column, in pixels.
        rhythm: vertical measures.
        text: the text as Qt lays it out.
        offsets: code points to Qt's positions and back.
        lines: at least one.
        marks: fragments of mentions, one per line they touch.
        height: height of all lines.
        ruby: the pinyin above the lines, where it is wanted.
    """

    __slots__ = (
        "content", "height", "lines", "marks", "offsets", "rhythm", "ruby", "text", "width",
    )  # fmt: skip

    def __init__(
        self, content: PassageContent, text: QTextLayout, width: int, rhythm: Rhythm
    ) -> None:
        self.content = content
        self.text = text
        self.width = width
        self.rhythm = rhythm
        self.offsets = Utf16Map(content.passage.text)
        self.lines: list[TextLine] = []
        self.marks: list[Mark] = []
        self.height = 0
        self.ruby: Ruby | None = None

    @property
    def length(self) -> int:
        """Length of the passage's text in code points."""
        return len(self.content.passage.text)

    def line_of(self, position: int) -> int:
        """The number of the line on which a caret at this position stands."""
        unit = self.offsets.to_utf16(position)
        return max(bisect_right(self.lines, unit, key=_line_start) - 1, 0)

    def line_at(self, y: float) -> int:
        """The line at a height; the first or last for one outside."""
        return max(bisect_right(self.lines, y, key=_line_top) - 1, 0)

    def x_of(self, position: int, line: int | None = None) -> float:
        """Where a caret at this position stands on its line."""
        number = self.line_of(position) if line is None else line
        return _x(self.text, number, self.offsets.to_utf16(position))

    def position_at(self, line: int, x: float) -> int:
        """The caret position nearest to a horizontal place on a line."""
        unit = self.text.lineAt(line).xToCursor(x)
        if line + 1 < len(self.lines) and unit >= self.lines[line].end:
            # The end of a wrapped line is the start of the next: stay on this one.
            unit = self.text.previousCursorPosition(self.lines[line].end)
        position = self.offsets.from_utf16(unit)
        return position - 1 if self._is_inside_line_end(position) else position

    def character_at(self, line: int, x: float) -> int | None:
        """The position of the character under a point; None if the point is beside the text."""
        qline = self.text.lineAt(line)
        if not qline.x() <= x < qline.x() + qline.naturalTextWidth():
            return None
        unit = qline.xToCursor(x)
        if _x(self.text, line, unit) > x:
            unit = self.text.previousCursorPosition(unit)
        return self.offsets.from_utf16(unit)

    def step(self, position: int, *, backward: bool = False) -> int:
        """The next place where a caret may stand: never inside what looks like one character."""
        unit = self.offsets.to_utf16(position)
        move = self.text.previousCursorPosition if backward else self.text.nextCursorPosition
        found = self.offsets.from_utf16(move(unit))
        if self._is_inside_line_end(found):
            found += -1 if backward else 1
        return found

    def _is_inside_line_end(self, position: int) -> bool:
        """Whether this is between the CR and LF of one line end."""
        return self.content.passage.text[max(position - 1, 0) : position + 1] == "\r\n"

    def line_range(self, line: int) -> tuple[int, int]:
        """First and last caret position of a line."""
        this = self.lines[line]
        end = this.end
        last = self.offsets.from_utf16(end)
        if line + 1 < len(self.lines):
            last = self.step(last, backward=True)
        return self.offsets.from_utf16(this.start), last

    def caret_rect(self, position: int) -> QRectF:
        """Where a caret at this position is drawn."""
        line = self.line_of(position)
        top = self.lines[line].top
        head, tall = self.rhythm.head, self.rhythm.text
        return QRectF(round(self.x_of(position, line)), top + head + 1, 2, tall - head - 2)

    def rects(self, start: int, end: int) -> Iterator[QRectF]:
        """The ground under a stretch of text, one piece per line; lanes are left out."""
        first, last = self.offsets.to_utf16(start), self.offsets.to_utf16(end)
        tall = self.rhythm.text
        for number in range(self.line_of(start), len(self.lines)):
            line = self.lines[number]
            if line.start >= last > first:
                break
            left = _x(self.text, number, max(first, line.start))
            right = _x(self.text, number, min(last, line.end))
            if number + 1 < len(self.lines) and last >= line.end:
                qline = self.text.lineAt(number)
                right = max(right, qline.x() + qline.naturalTextWidth())
            if right > left:
                yield QRectF(left, line.top, right - left, tall)
            if last <= line.end:
                break

    def mention_at(self, x: float, y: float) -> Mention | None:
        """The mention whose bracket or label is under a point."""
        number = self.line_at(y)
        line = self.lines[number]
        down = y - line.top
        if down < self.rhythm.text:
            return None
        lane = bisect_right(line.lanes, down)
        for mark in self.marks:
            if mark.line == number and mark.lane == lane:
                right = max(mark.x1, mark.x0 + mark.label_width)
                if mark.x0 <= x <= right:
                    return mark.mention
        return None

    def lane_top(self, mark: Mark) -> int:
        """Where the lane of a mark begins."""
        line = self.lines[mark.line]
        return line.top + (line.lanes[mark.lane - 1] if mark.lane else self.rhythm.text)


def lay_out(
    content: PassageContent, look: Look, width: int, *, pinyin: bool = False
) -> PassageLayout:
    """Set a passage in lines of this width, Chinese under its pinyin if that is wanted."""
    passage = content.passage
    font = look.font(passage.language, "heading" if passage.kind == "heading" else "text")
    text = QTextLayout(shown_text(passage.text), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    text.setTextOption(option)
    text.setCacheEnabled(True)
    measures = rhythm(font.pixelSize(), look.size("label"), passage.language)
    done = PassageLayout(content, text, width, measures)
    if pinyin and passage.language == "zh":
        from evreader.ui.reader.ruby import Ruby

        done.ruby = Ruby(passage.text, done.offsets, font.pixelSize(), look)
        done.ruby.spread(text)
        done.rhythm = measures.under(done.ruby.head)
    done.lines = _break(text, width)
    if done.ruby is not None:
        done.ruby.place(text, done.lines)
    _place_marks(done, lanes(content.mentions), look)
    _place_lines(done)
    return done


def rhythm(em: int, label: int, language: str) -> Rhythm:
    """Vertical measures for text and labels of these sizes.

    They come from the size alone, since fonts of one size differ widely in their own ascent, and a
    line that falls back to another font must not stand lower than its neighbours.
    """
    line = em * (1.72 if language == "zh" else 1.58)
    return Rhythm(round(line), round(em * 1.14), round(em * 0.3), round(label * 1.32) + 4, 7)


def _break(text: QTextLayout, width: int) -> list[TextLine]:
    lines: list[TextLine] = []
    text.beginLayout()
    line = text.createLine()
    while line.isValid():
        line.setLineWidth(width)
        start = line.textStart()
        lines.append(TextLine(start, start + line.textLength()))
        line = text.createLine()
    text.endLayout()
    return lines or [TextLine(0, 0)]


def _place_lines(layout: PassageLayout) -> None:
    top = 0
    rhythm = layout.rhythm
    for number, line in enumerate(layout.lines):
        qline = layout.text.lineAt(number)
        line.top, line.height = top, rhythm.line
        if line.lanes:
            line.height = max(rhythm.line, line.lanes[-1] + rhythm.foot)
        if qline.isValid():
            qline.setPosition(QPointF(0, top + rhythm.baseline - qline.ascent()))
        top += line.height
    layout.height = top


def _place_marks(layout: PassageLayout, lane_of: Mapping[int, int], look: Look) -> None:
    if not lane_of or not layout.text.lineCount():
        return
    for mention in layout.content.mentions:
        lane = lane_of[mention.id]
        bounds = [
            (layout.offsets.to_utf16(span.start), layout.offsets.to_utf16(span.end))
            for span in mention.fragments
        ]
        for number, (start, end) in enumerate(bounds):
            if number:
                _add(layout, mention, lane, (bounds[number - 1][1], start), is_gap=True)
            _add(layout, mention, lane, (start, end))
    by_line: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in layout.marks:
        by_line[mark.line].append(mark)
    for marks in by_line.values():
        _close_up(marks)
    label_marks(layout.marks, layout.width, look)
    for number, marks in by_line.items():
        layout.lines[number].lanes = _lane_ends(marks, layout.rhythm)


def _close_up(marks: list[Mark]) -> None:
    """Let no lane of a line be empty; what is nearer to the text stays nearer."""
    used = sorted({mark.lane for mark in marks})
    for mark in marks:
        mark.lane = used.index(mark.lane)


def _lane_ends(marks: list[Mark], rhythm: Rhythm) -> tuple[int, ...]:
    """Lower edges of the lanes of a line: lanes that only carry brackets on are narrow."""
    heights = [rhythm.bare] * (max(mark.lane for mark in marks) + 1)
    for mark in marks:
        if mark.label:
            heights[mark.lane] = rhythm.lane
    return tuple(accumulate(heights, initial=rhythm.text))[1:]


def _add(
    layout: PassageLayout,
    mention: Mention,
    lane: int,
    bounds: tuple[int, int],
    *,
    is_gap: bool = False,
) -> None:
    start, end = bounds
    number = max(bisect_right(layout.lines, start, key=_line_start) - 1, 0)
    while number < len(layout.lines):
        line = layout.lines[number]
        if number and line.start >= end:
            break
        left, right = max(start, line.start), min(end, line.end)
        if right == line.end and right < end:
            right = _without_space(layout, left, right)
        mark = Mark(
            mention,
            (number, lane),
            (_x(layout.text, number, left), _x(layout.text, number, right)),
            (left == start, end <= line.end),
            is_gap=is_gap,
        )
        if mark.x1 > mark.x0:
            layout.marks.append(mark)
        number += 1


def _without_space(layout: PassageLayout, start: int, end: int) -> int:
    """The end of a stretch without the white space that hangs over the end of its line."""
    first, last = layout.offsets.from_utf16(start), layout.offsets.from_utf16(end)
    return layout.offsets.to_utf16(first + len(layout.content.passage.text[first:last].rstrip()))


def _x(text: QTextLayout, line: int, unit: int) -> float:
    if line >= text.lineCount():
        return 0.0
    # PySide6 gives the position back besides the place; its stubs say only: an object.
    return cast("tuple[float, int]", text.lineAt(line).cursorToX(unit))[0]


def _line_start(line: TextLine) -> int:
    return line.start


def _line_top(line: TextLine) -> int:
    return line.top
