"""Small line icons, drawn in the palette's text colour so that they follow every theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
)

from evreader.override import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSize

_GRID = 16.0
_STROKE = 1.4


def icon(name: str) -> QIcon:
    """The icon of this name: undo, redo, import, export, deal, find, flag, lock or set.

    Raises:
        KeyError: there is no such icon.
    """
    return QIcon(_Drawn(_SHAPES[name]))


class _Drawn(QIconEngine):
    """Draws a shape whenever the icon is shown, in the colours of that moment."""

    def __init__(self, draw: Callable[[], QPainterPath]) -> None:
        super().__init__()
        self._draw = draw

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        palette = QGuiApplication.palette()
        disabled = mode == QIcon.Mode.Disabled
        group = QPalette.ColorGroup.Disabled if disabled else QPalette.ColorGroup.Active
        pen = QPen(palette.color(group, QPalette.ColorRole.ButtonText), _STROKE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.topLeft())
        painter.scale(rect.width() / _GRID, rect.height() / _GRID)
        painter.setPen(pen)
        painter.drawPath(self._draw())
        painter.restore()

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    @override
    def clone(self) -> QIconEngine:
        return _Drawn(self._draw)


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for first, *rest in strokes:
        path.moveTo(QPointF(*first))
        for point in rest:
            path.lineTo(QPointF(*point))
    return path


def _undo() -> QPainterPath:
    path = _lines(((5.5, 3), (2.5, 6), (5.5, 9)))
    path.moveTo(2.5, 6)
    path.lineTo(9.5, 6)
    path.arcTo(QRectF(6, 6, 7, 7), 90, -180)
    path.lineTo(6, 13)
    return path


def _redo() -> QPainterPath:
    path = _lines(((10.5, 3), (13.5, 6), (10.5, 9)))
    path.moveTo(13.5, 6)
    path.lineTo(6.5, 6)
    path.arcTo(QRectF(3, 6, 7, 7), 90, 180)
    path.lineTo(10, 13)
    return path


def _import() -> QPainterPath:
    return _lines(
        ((8, 2), (8, 9.5)),
        ((5, 6.5), (8, 9.5), (11, 6.5)),
        ((2.5, 10), (2.5, 13.5), (13.5, 13.5), (13.5, 10)),
    )


def _export() -> QPainterPath:
    return _lines(
        ((8, 9.5), (8, 2)),
        ((5, 5), (8, 2), (11, 5)),
        ((2.5, 10), (2.5, 13.5), (13.5, 13.5), (13.5, 10)),
    )


def _deal() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(1.5, 4, 8, 8))
    path.addEllipse(QRectF(6.5, 4, 8, 8))
    return path


def _flag() -> QPainterPath:
    return _lines(((4, 14), (4, 2), (12.5, 2), (10, 5.25), (12.5, 8.5), (4, 8.5)))


def _find() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(2.5, 2.5, 8, 8))
    path.moveTo(9.4, 9.4)
    path.lineTo(13.5, 13.5)
    return path


def _lock() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3.5, 7, 9, 6.5), 1.2, 1.2)
    path.moveTo(5.5, 7)
    path.lineTo(5.5, 5)
    path.arcTo(QRectF(5.5, 2.5, 5, 5), 180, -180)
    path.lineTo(10.5, 7)
    return path


def _set() -> QPainterPath:
    return _lines(
        ((2, 5.5), (8, 2.5), (14, 5.5), (8, 8.5), (2, 5.5)),
        ((2, 8.3), (8, 11.3), (14, 8.3)),
        ((2, 11), (8, 14), (14, 11)),
    )


_SHAPES: dict[str, Callable[[], QPainterPath]] = {
    "undo": _undo,
    "redo": _redo,
    "import": _import,
    "export": _export,
    "deal": _deal,
    "find": _find,
    "flag": _flag,
    "lock": _lock,
    "set": _set,
}
