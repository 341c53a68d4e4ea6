"""The gutter between the columns: what joins a row, link by link, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPolygonF

from evreader.domain.article import SentenceRef
from evreader.domain.pairing import is_alive, is_doubtful, is_two_sided, refs_of
from evreader.ui.reader.ink import circle, fill, fill_shape, lines, stroke

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from PySide6.QtGui import QColor

    from evreader.domain.article import Link, Span
    from evreader.ui.look import Look
    from evreader.ui.reader.columns import Columns
    from evreader.ui.reader.counterpart import Counterparts
    from evreader.ui.reader.ink import Lettering
    from evreader.ui.reader.page import Cell, Page, PlacedRow
    from evreader.ui.reader.rows import Side

BAR = 8
"""How far from the text, in pixels, a row's line stands where there is a single column."""


class LinkMark(NamedTuple):
    """A mark in the gutter.

    Attributes:
        sentence: the first sentence in this row that it is about.
        y: its middle, from the row's top.
        link: what it stands for; None where nothing was found for a sentence.
        side: the column that it stands near; None for the middle, between both.
    """

    sentence: SentenceRef
    y: float
    link: Link | None = None
    side: Side | None = None


def place_marks(cells: Sequence[Cell], links: Iterable[Link], columns: Columns) -> list[LinkMark]:
    """The marks of a row from top to bottom."""
    links = list(links)
    by_passage = {cell.passage: cell for cell in cells}
    marks = [mark for link in links if (mark := _mark(link, by_passage)) is not None]
    if columns.is_single:
        # Between the lines of both languages all marks of a row would stand on one heap.
        marks = [mark._replace(y=_line_of(mark, by_passage)) for mark in marks]
    if len({cell.side for cell in cells}) == 2:  # noqa: PLR2004 - both columns
        marks += _left_over(cells, links)
    marks.sort(key=lambda mark: mark.y)
    return _spread(marks, columns)


def mark_x(mark: LinkMark, columns: Columns) -> float:
    """Where a mark stands: in the middle of the gutter, or near its column."""
    if columns.is_single:
        return columns.left - BAR - columns.em * 0.55
    left, right = columns.left + columns.width, columns.right
    if mark.side is None:
        return (left + right) / 2
    near = max(9.0, columns.gutter / 5)
    return left + near if mark.side == "left" else right - near


def mark_at(row: PlacedRow, columns: Columns, x: float, y: float) -> LinkMark | None:
    """The mark at a point of a row, or close to it."""
    reach = columns.em * 0.45
    near = [
        mark
        for mark in row.marks
        if abs(mark_x(mark, columns) - x) <= reach and abs(mark.y - y) <= reach
    ]
    return min(near, key=lambda mark: abs(mark.y - y), default=None)


def mark_text(mark: LinkMark) -> str:
    """One line for a person on a mark."""
    if mark.link is None:
        return QCoreApplication.translate("ReaderView", "nothing found for this sentence")
    return link_text(mark.link)


def link_text(link: Link) -> str:
    """One line for a person on a link: what it is, how sure that is, how many sentences."""
    if not is_two_sided(link):
        return QCoreApplication.translate("ReaderView", "no counterpart, confirmed")
    parts = [_relation(link.relation)]
    if link.status == "rejected":
        parts.append(QCoreApplication.translate("ReaderView", "rejected"))
    elif link.status == "confirmed":
        parts.append(QCoreApplication.translate("ReaderView", "confirmed"))
    elif is_doubtful(link):
        text = QCoreApplication.translate("ReaderView", "doubtful, found automatically ({score})")
        parts.append(text.format(score=f"{link.score:.2f}"))
    else:
        text = QCoreApplication.translate("ReaderView", "found automatically ({score})")
        parts.append(text.format(score=f"{link.score:.2f}"))
    if len(link.en) + len(link.zh) > 2:  # noqa: PLR2004 - more than one with one
        parts.append(f"{len(link.en)}–{len(link.zh)}")
    return ", ".join(parts)


def paint_marks_of(
    painter: QPainter,
    columns: Columns,
    look: Look,
    *,
    row: PlacedRow,
    y: int,
    lettering: Lettering,
) -> None:
    """Paint the marks of a row whose top is at ``y``."""
    if not row.marks:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    size = max(columns.em * 0.17, 2.6)
    for mark in row.marks:
        centre = QPointF(mark_x(mark, columns), y + mark.y)
        if mark.side is not None:
            _paint_lone(painter, look, centre, mark, size=size)
        elif mark.link is not None:
            _paint_link(painter, look, centre, mark.link, size=size, lettering=lettering)
    painter.restore()


def paint_bar(painter: QPainter, columns: Columns, look: Look, *, row: PlacedRow, y: int) -> None:
    """In a single column, hold together by a line what belongs together, shown or hidden."""
    is_pair = len({cell.side for cell in row.cells}) == 2  # noqa: PLR2004 - both languages
    if not columns.is_single or not (is_pair or row.closed):
        return
    first, last = row.cells[0], row.cells[-1]
    top = first.y + first.layout.rhythm.head + 4
    bottom = last.y + last.layout.height - 4
    color = look.color("rule" if is_pair else "faint")
    fill(painter, QRect(columns.left - BAR, y + top, 1 if is_pair else 2, bottom - top), color)


def _paint_link(
    painter: QPainter,
    look: Look,
    centre: QPointF,
    link: Link,
    *,
    size: float,
    lettering: Lettering,
) -> None:
    """The shape says the relation, filled means confirmed, a query doubtful, a cross rejected."""
    if is_doubtful(link):
        font = look.font("en", "label")
        font.setBold(True)
        measures = QFontMetricsF(font)
        right = measures.horizontalAdvance("?") / 2
        down = (measures.ascent() - measures.descent()) / 2
        place = centre + QPointF(-right, down)
        lettering.write(painter, font, [(place, "?", look.color("warning"))])
        return
    if link.status == "rejected":
        arms = [QPointF(size * 0.9, way * size * 0.9) for way in (1, -1)]
        cross = lines(*((centre - arm, centre + arm) for arm in arms))
        stroke(painter, cross, look.color("muted"), width=1.2)
        return
    is_confirmed = link.status == "confirmed"
    color = look.color("accent" if is_confirmed else "muted")
    if link.relation == "translation":
        shape = circle(centre, size)
    else:
        shape = QPainterPath()
        shape.addPolygon(_polygon(link.relation, size * 1.25).translated(centre))
        shape.closeSubpath()
    if is_confirmed:
        fill_shape(painter, shape, color)
    stroke(painter, shape, color, width=1.2)


def _paint_lone(
    painter: QPainter, look: Look, centre: QPointF, mark: LinkMark, *, size: float
) -> None:
    """A short line out of a sentence that leads nowhere: it ends in a bar if that is confirmed."""
    out = QPointF(size * 1.6 if mark.side == "left" else -size * 1.6, 0)
    color: QColor = look.color("warning" if mark.link is None else "accent")
    line = lines((centre - out, centre + out))
    if mark.link is None:
        stroke(painter, line, color, width=1.2, dashes=(1.2, 1.8))
        return
    end = centre + out
    line.addPath(lines((end - QPointF(0, size), end + QPointF(0, size))))
    stroke(painter, line, color, width=1.2)


def _polygon(relation: str, size: float) -> QPolygonF:
    """A triangle that points down for a heading, a diamond for what is merely related."""
    points: tuple[tuple[float, float], ...]
    if relation == "heading-of":
        points = ((-size, -size * 0.7), (size, -size * 0.7), (0, size * 0.9))
    else:
        points = ((0, -size), (size, 0), (0, size), (-size, 0))
    return QPolygonF([QPointF(x, y) for x, y in points])


def paint_connector(
    painter: QPainter, page: Page, look: Look, *, pair: Counterparts, top: int
) -> None:
    """Paint a line across the gutter from a sentence to its counterpart."""
    if page.columns.is_single:
        return
    if len({page.rows.row_of(passage) for passage in (*pair.here, *pair.there)}) != 1:
        return
    one, other = extent(page, pair.here, top), extent(page, pair.there, top)
    if one is None or other is None:
        return
    columns = page.columns
    left, right = (one, other) if one.left() < other.left() else (other, one)
    x0, x1 = columns.left + columns.width + 6.0, columns.right - 6.0
    middle = (x0 + x1) / 2
    path = QPainterPath(QPointF(x0, left.top()))
    path.lineTo(x0, left.bottom())
    path.cubicTo(middle, left.bottom(), middle, right.bottom(), x1, right.bottom())
    path.lineTo(x1, right.top())
    path.cubicTo(middle, right.top(), middle, left.top(), x0, left.top())
    color = look.color("counterpart")
    color.setAlphaF(0.6)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    fill_shape(painter, path, color)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def extent(page: Page, spans: Mapping[int, Sequence[Span]], top: int) -> QRectF | None:
    """The box around these sentences, in the view."""
    box = QRectF()
    for passage, stretches in spans.items():
        found = page.known_cell(passage)
        if found is None:
            continue
        row_top, cell = found
        for start, end in stretches:
            for rect in cell.layout.rects(start, end):
                box = box.united(rect.translated(cell.x, row_top - top + cell.y))
    return None if box.isNull() else box


def _mark(link: Link, by_passage: Mapping[int, Cell]) -> LinkMark | None:
    """The mark of a link: between its first sentences, or near the only column it has."""
    en = [ref for ref in link.en if ref.passage in by_passage]
    zh = [ref for ref in link.zh if ref.passage in by_passage]
    ends = [(by_passage[refs[0].passage], refs[0].sentence) for refs in (en, zh) if refs]
    ends = [(cell, n) for cell, n in ends if n < len(cell.layout.content.passage.sentences)]
    if not ends:
        return None
    y = sum(_middle(cell, number) for cell, number in ends) / len(ends)
    side = ends[0][0].side if not is_two_sided(link) else None
    return LinkMark((*en, *zh)[0], y, link, side)


def _left_over(cells: Iterable[Cell], links: Iterable[Link]) -> Iterator[LinkMark]:
    """Marks for the sentences that are in no link."""
    known = {ref for link in links if is_alive(link) for ref in refs_of(link)}
    for cell in cells:
        passage = cell.layout.content.passage
        for number in range(len(passage.sentences)):
            ref = SentenceRef(cell.passage, number)
            if ref not in known and passage.language != "other":
                yield LinkMark(ref, _middle(cell, number), None, cell.side)


def _line_of(mark: LinkMark, by_passage: Mapping[int, Cell]) -> float:
    return _middle(by_passage[mark.sentence.passage], mark.sentence.sentence)


def _middle(cell: Cell, number: int) -> float:
    """The middle of the line on which a sentence begins, from the row's top."""
    layout = cell.layout
    line = layout.lines[layout.line_of(layout.content.passage.sentences[number].start)]
    return cell.y + line.top + layout.rhythm.baseline - layout.rhythm.foot * 1.1


def _spread(marks: Sequence[LinkMark], columns: Columns) -> list[LinkMark]:
    """The marks moved down so that no two stand on each other."""
    placed: list[LinkMark] = []
    last: dict[float, float] = {}
    for mark in marks:
        x = mark_x(mark, columns)
        y = max(mark.y, last.get(x, float("-inf")) + columns.em * 0.85)
        last[x] = y
        placed.append(mark._replace(y=y))
    return placed


def _relation(relation: str) -> str:
    return {
        "translation": QCoreApplication.translate("ReaderView", "translation"),
        "heading-of": QCoreApplication.translate("ReaderView", "heading of"),
        "related": QCoreApplication.translate("ReaderView", "related"),
    }[relation]
