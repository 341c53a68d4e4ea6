"""The gutter between the columns: what joins a row, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evreader.domain.article import Link, Span
    from evreader.ui.look import Look
    from evreader.ui.reader.columns import Columns
    from evreader.ui.reader.counterpart import Counterparts
    from evreader.ui.reader.page import Page, PlacedRow

DOUBTFUL = 0.5
"""An automatic link with a score under this is drawn as doubtful."""


def is_doubtful(link: Link) -> bool:
    """Whether a person should look at this link."""
    return link.status == "automatic" and link.score < DOUBTFUL


def weakest(links: Iterable[Link]) -> Link | None:
    """The link that says most about how sure a row is: a doubtful one before any other."""
    alive = [link for link in links if link.status != "rejected"]
    return min(alive, key=_sureness, default=None)


def link_text(links: Iterable[Link]) -> str:
    """One line for a person on what joins a row."""
    alive = [link for link in links if link.status != "rejected"]
    link = weakest(alive)
    if link is None:
        return ""
    relation = {
        "translation": QCoreApplication.translate("ReaderView", "translation"),
        "heading-of": QCoreApplication.translate("ReaderView", "heading of"),
        "related": QCoreApplication.translate("ReaderView", "related"),
    }[link.relation]
    if link.status == "confirmed":
        return QCoreApplication.translate("ReaderView", "{relation}, confirmed").format(
            relation=relation
        )
    if is_doubtful(link):
        text = QCoreApplication.translate("ReaderView", "{relation}, doubtful (score {score})")
    else:
        text = QCoreApplication.translate("ReaderView", "{relation}, found automatically ({score})")
    return text.format(relation=relation, score=f"{link.score:.2f}")


def paint_link(painter: QPainter, columns: Columns, look: Look, *, row: PlacedRow, y: int) -> None:
    """Paint the mark of a row that links join; nothing for a row on its own."""
    link = weakest(row.links)
    if link is None or len({cell.side for cell in row.cells}) != 2:  # noqa: PLR2004 - both columns
        return
    cell = row.cells[0]
    middle = y + cell.y + round(cell.layout.rhythm.baseline - columns.em * 0.32)
    centre = columns.right - columns.gutter / 2
    half = max(columns.gutter // 7, 5)
    is_confirmed = link.status == "confirmed"
    color = look.color("accent" if is_confirmed else "warning" if is_doubtful(link) else "faint")
    pen = QPen(color, 1)
    if is_doubtful(link):
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1, 3])
    painter.setPen(pen)
    painter.drawLine(QPointF(centre - half, middle + 0.5), QPointF(centre + half, middle + 0.5))
    if link.relation == "heading-of":
        # A heading stands over what it belongs to: a tick downwards at the far end.
        painter.drawLine(QPointF(centre + half, middle), QPointF(centre + half, middle + half))
    elif is_confirmed:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawEllipse(QPointF(centre, middle + 0.5), 2.5, 2.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def paint_connector(
    painter: QPainter, page: Page, look: Look, *, pair: Counterparts, top: int
) -> None:
    """Paint a line across the gutter from a sentence to its counterpart."""
    if len({page.rows.row_of(passage) for passage in (*pair.here, *pair.there)}) != 1:
        return
    one, other = _extent(page, pair.here, top), _extent(page, pair.there, top)
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
    painter.fillPath(path, color)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _extent(page: Page, spans: Mapping[int, Sequence[Span]], top: int) -> QRectF | None:
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


def _sureness(link: Link) -> tuple[bool, float]:
    return not is_doubtful(link), link.score
