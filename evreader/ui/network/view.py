"""The pannable, zoomable view of a network: mouse, keys, and what they choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import QGraphicsView

from evreader.override import override
from evreader.ui.network.picture import Spot

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QResizeEvent, QTransform
    from PySide6.QtWidgets import QWidget

    from evreader.ui.network.picture import NetworkPicture

CLOSEST = 170.0
"""Pixels to an edge's unit at most when everything is fitted in: two nodes do not fill a wall."""
MARGIN = (70.0, 44.0)
"""Pixels kept free at the sides and at top and bottom, for labels."""
ZOOM_STEP = 1.25
NEXT_KEYS = (Qt.Key.Key_Right, Qt.Key.Key_Down)
PREVIOUS_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Up)
CHOOSE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class NetworkView(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph ships no types
    """Shows a network picture; the caller fills the picture and says which deals can be walked.

    Signals:
        deal_chosen: a deal was clicked, or chosen by Enter.
        entity_chosen: a company was clicked.
        deal_reached: the keyboard walked to a deal (0: away from all).
        pointed: what the pointer is over now.
    """

    deal_chosen = Signal(int)
    entity_chosen = Signal(int)
    deal_reached = Signal(int)
    pointed = Signal(object)

    def __init__(self, picture: NetworkPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = picture
        self._walk: list[int] = []
        self._deal = 0
        self._moved = False
        self._box = pg.ViewBox(lockAspect=True, enableMenu=False)
        self._box.addItem(picture, ignoreBounds=True)
        self.setCentralItem(self._box)
        self.setAntialiasing(True)
        # Labels reach beyond what the picture claims as its own, in layout units.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box.sigRangeChangedManually.connect(self._note_moved)
        self.scene().sigMouseClicked.connect(self._choose_at)

    def set_paper(self, color: QColor) -> None:
        """The colour behind the picture."""
        self.setBackground(color)

    @property
    def aspect(self) -> float:
        """Width by height of the view, within reason."""
        size: QSize = self.size()
        return min(max(size.width() / max(size.height(), 1), 0.5), 6.0)

    def set_walk(self, deals: list[int]) -> None:
        """The deals that the keyboard walks, in order."""
        self._walk = deals

    def set_deal(self, deal: int) -> None:
        """Bring one deal to the front and into view (0: none)."""
        self._deal = deal
        self._picture.set_deal(deal)
        place = self._picture.place_of(deal)
        if place is not None and not self._box.viewRect().contains(place):
            offset = place - self._box.viewRect().center()
            self._box.translateBy(x=offset.x(), y=offset.y())

    def fit(self) -> None:
        """Show the whole network, with room for labels."""
        self._moved = False
        width = max(self.width() - 2 * MARGIN[0], 60.0)
        height = max(self.height() - 2 * MARGIN[1], 60.0)
        content = self._picture.content_rect()
        scale = min(
            CLOSEST,
            width / max(content.width(), 1e-6),
            height / max(content.height(), 1e-6),
        )
        shown = QRectF(0, 0, self.width() / scale, self.height() / scale)
        shown.moveCenter(content.center())
        self._box.setRange(shown, padding=0)

    def zoom(self, factor: float) -> None:
        """Show it so many times larger."""
        self._moved = True
        self._box.scaleBy((1 / factor, 1 / factor))

    def pixels(self) -> QTransform:
        """Turns layout coordinates into pixels of the viewport."""
        # Asked of the box, which puts off moving its items until the next frame.
        shown: QTransform = self._box.childTransform() * self._box.sceneTransform()
        shown *= self.viewportTransform()
        return shown

    @override
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None and not self._moved:
            self.fit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        spot = self._picture.spot_at(event.position(), self.pixels())
        self._picture.set_under(spot)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if any(spot) else Qt.CursorShape.ArrowCursor
        )
        self.pointed.emit(spot)

    @override
    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)
        self._picture.set_under(Spot())
        self.pointed.emit(Spot())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in NEXT_KEYS or key in PREVIOUS_KEYS:
            self._step(1 if key in NEXT_KEYS else -1)
        elif key in CHOOSE_KEYS and self._deal:
            self.deal_chosen.emit(self._deal)
        elif key == Qt.Key.Key_Escape and self._deal:
            self._reach(0)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM_STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            event.ignore()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab walks the deals and leaves after the last, Shift+Tab before the first."""
        return self._step(1 if next else -1) or bool(super().focusNextPrevChild(next))

    def _step(self, by: int) -> bool:
        """Walk to a neighbouring deal; False at the end of the walk."""
        if self._deal in self._walk:
            place = self._walk.index(self._deal) + by
        else:
            place = 0 if by > 0 else len(self._walk) - 1
        if not 0 <= place < len(self._walk):
            return False
        self._reach(self._walk[place])
        return True

    def _reach(self, deal: int) -> None:
        self.set_deal(deal)
        self.deal_reached.emit(deal)

    def _choose_at(self, event: object) -> None:
        """A click of pyqtgraph's scene, which tells clicks from drags."""
        button, point = event.button(), event.scenePos()  # type: ignore[attr-defined]
        if button != Qt.MouseButton.LeftButton:
            return
        spot = self._picture.spot_at(QPointF(point), self.pixels())
        if spot.entity:
            self.entity_chosen.emit(spot.entity)
        elif spot.deal:
            self.set_deal(spot.deal)
            self.deal_chosen.emit(spot.deal)

    def _note_moved(self, _which: object) -> None:
        self._moved = True
