"""The network panel: who deals with whom, to look at, walk and save; it loads pyqtgraph, 0.2 s."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSaveFile, Qt, Signal
from PySide6.QtGui import QCursor, QImage, QImageWriter, QPalette
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedLayout,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from evreader.domain.network import Network, layout, network_of
from evreader.domain.summaries import touched_deals
from evreader.domain.wording import deal_in_words
from evreader.errors import FormatError
from evreader.override import override
from evreader.ui.network.legend import FINENESS, Legend
from evreader.ui.network.picture import Ink, Line, NetworkPicture, Spot
from evreader.ui.network.view import NetworkView
from evreader.ui.widgets.captions import Caption, counted
from evreader.ui.widgets.panel import ListPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from evreader.domain.changes import Changes
    from evreader.domain.network import Node, Position
    from evreader.domain.scheme import Scheme
    from evreader.domain.summaries import DealSummary
    from evreader.errors import EvreaderError
    from evreader.session.session import Session
    from evreader.ui.look import Look
    from evreader.ui.tasks import Progress, Tasks

    _Placed = tuple[Network, dict[int, Position]]

WIDE = 620
"""From this width on the legend stands beside the picture, else below."""
SMALL, RESHAPED = 200, 1.4
"""Of so many companies or deals at most: laid out at once, and anew for a panel of other shape."""


class NetworkPanel(ListPanel):
    """Companies as discs, deals as lines by type; a click chooses.

    Keys: Tab or the arrows walk the deals, Enter chooses, + and - zoom, 0 fits everything in.

    Signals:
        deal_chosen: a deal's id.
        entity_chosen: a company's id.
        save_wanted: the user asks for a picture file; answer with ``save_png``.
    """

    deal_chosen = Signal(int)
    entity_chosen = Signal(int)
    save_wanted = Signal()

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, tasks: Tasks | None = None
    ) -> None:
        super().__init__(look, parent)
        self._tasks = tasks
        self._coming: object = None
        self._deals: dict[int, DealSummary] = {}
        self._scheme: Scheme | None = None
        self._network = Network()
        self._nodes: dict[int, Node] = {}
        self._positions: dict[int, Position] = {}
        self._arrangement = 0
        self._deal = 0
        self._picture = NetworkPicture(self._ink())
        self._view = NetworkView(self._picture)
        self._aspect = self._view.aspect
        self._legend = Legend()
        self._words = Caption(quiet=True)
        self._nothing = self.tr("No deals yet. Tag one, and its companies appear here.")
        self._waiting = self.tr("Laying out the network…")
        self._empty = QLabel(self._nothing)
        self._fit = QPushButton(self.tr("Fit"))
        self._again = QPushButton(self.tr("Arrange Anew"))
        self._save = QPushButton(self.tr("Save as PNG…"))
        self._body = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._body)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._stack = QStackedLayout()
        self._build()
        self._connect()
        self._show()

    def set_deals(self, deals: Sequence[DealSummary], scheme: Scheme | None = None) -> None:
        """Show these deals; companies that were shown before keep their places."""
        deals = list(deals)
        place = self._place(partial(network_of, deals, scheme), self._positions)
        self._lay_out(place, partial(self._take, deals, scheme), at_once=len(deals) <= SMALL)

    def _take(self, deals: Sequence[DealSummary], scheme: Scheme | None, placed: _Placed) -> None:
        before, shown = self._nodes.keys(), (self._network, self._positions, self._scheme)
        self._deals = {summary.deal.id: summary for summary in deals}
        self._scheme = scheme
        self._network, self._positions = placed
        self._nodes = {node.entity: node for node in self._network.nodes}
        self._empty.setText(self._waiting if self._waits else self._nothing)
        if shown == (*placed, scheme):
            self.select_deal(self._deal)
            return
        self._show()
        if before != self._nodes.keys():
            self._view.fit()

    def _place(
        self, network: Callable[[], Network], positions: Mapping[int, Position] | None
    ) -> Callable[..., _Placed]:
        return partial(
            _placed, network, seed=self._arrangement, positions=positions, aspect=self._aspect
        )

    def _lay_out(
        self, place: Callable[..., _Placed], take: Callable[[_Placed], None], *, at_once: bool
    ) -> None:
        """Find places and hand them on: at once, or, for a large network, from the background."""
        self._coming = place
        if self._tasks is None or at_once:
            take(place())
            return
        if not self._nodes:
            self._empty.setText(self._waiting)
            self._stack.setCurrentWidget(self._empty)
        self._patience.start()
        self._tasks.run(
            place,
            partial(self._take_if_wanted, place, take),
            failed=self._tell_failure,
            label=self._waiting,
        )

    def _take_if_wanted(
        self, place: object, take: Callable[[_Placed], None], placed: _Placed
    ) -> None:
        # Deals may have changed meanwhile: the last asked for is the one to show.
        if place is self._coming:
            self._patience.stop()
            take(placed)

    def _tell_failure(self, error: EvreaderError) -> None:
        self.failed.emit(str(error))

    def select_deal(self, deal: int) -> None:
        """Bring one deal to the front (0: none); no signal is sent."""
        self._deal = deal if deal in self._deals else 0
        self._view.set_deal(self._deal)
        self._tell(Spot(deal=self._deal))

    def save_png(self, path: Path) -> None:
        """Write the picture with its legend, at twice the size on screen.

        Raises:
            FormatError: the file cannot be written there.
        """
        image = QImage(self._body.size() * FINENESS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(FINENESS)
        image.fill(self._look.color("paper"))
        self._body.render(image, QPoint())
        file = QSaveFile(str(path))
        written = file.open(QSaveFile.OpenModeFlag.WriteOnly) and QImageWriter(file, b"png").write(
            image
        )
        if not (written and file.commit()):
            raise FormatError(
                f"The picture cannot be written to {path}: {file.errorString()}; "
                "choose another folder."
            )

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.whole or bool(changes.deals or changes.entities)

    @override
    def reading(self, _scheme: Scheme) -> Callable[[Session], list[DealSummary]]:
        return _read

    @override
    def tell_waiting(self) -> None:
        self._words.say(self._waiting)

    @override
    def reload(self) -> None:
        self.set_deals(self.found() or (), self._session.scheme if self._session else None)

    @override
    def catch_up(self, noted: list[Changes]) -> None:
        """Read only the deals that changed, and those whose parties did."""
        if self._session is None or any(changes.whole for changes in noted):
            self.reload()
            return
        touched = touched_deals(self._deals.values(), noted)
        kept = {key: deal for key, deal in self._deals.items() if key not in touched}
        found = self._session.deals.summaries(only=touched)
        deals = kept | {summary.deal.id: summary for summary in found}
        self.set_deals([deals[key] for key in sorted(deals)], self._session.scheme)

    @override
    def restyle(self) -> None:
        self._dress()
        self.select_deal(self._deal)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_sides()
        self._suit_shape()

    def _build(self) -> None:
        self._view.setAccessibleName(self.tr("Network of deals"))
        self._legend.setAccessibleName(self.tr("Deal types"))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setAutoFillBackground(True)
        self._empty.setBackgroundRole(QPalette.ColorRole.Base)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(0)
        self._sides.addWidget(self._view, 1)
        self._sides.addWidget(self._legend)
        self._stack.addWidget(self._body)
        self._stack.addWidget(self._empty)
        buttons = QHBoxLayout()
        for button in (self._fit, self._again, self._save):
            buttons.addWidget(button)
        self._foot.setContentsMargins(8, 4, 8, 4)
        self._foot.addWidget(self._words, 1)
        self._foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._stack, 1)
        column.addLayout(self._foot)
        self.setFocusProxy(self._view)

    def _connect(self) -> None:
        self._view.deal_chosen.connect(self._choose_deal)
        self._view.entity_chosen.connect(self.entity_chosen)
        self._view.deal_reached.connect(self.select_deal)
        self._view.pointed.connect(self._point)
        self._legend.changed.connect(self._draw)
        self._fit.clicked.connect(self._view.fit)
        self._again.clicked.connect(self._arrange_anew)
        self._save.clicked.connect(self.save_wanted)

    def _show(self) -> None:
        """Dress the picture and the legend for what there is now, and draw."""
        self._dress()
        self._draw()
        shown = bool(self._network.nodes)
        self._stack.setCurrentWidget(self._body if shown else self._empty)
        for button in (self._fit, self._again, self._save):
            button.setEnabled(shown)
        self.select_deal(self._deal)

    def _dress(self) -> None:
        lines = self._lines()
        self._picture.set_style(self._ink(), lines, self._look.label_language)
        self._view.set_paper(self._look.color("paper"))
        counts = Counter(kind for _deal, kind in {(e.deal, e.type) for e in self._network.edges})
        self._legend.set_lines(lines, counts)

    def _lines(self) -> dict[str, Line]:
        """A line for each deal type present; its number is its place in the scheme."""
        known = list(self._scheme.deal_types) if self._scheme else []
        present = {edge.type for edge in self._network.edges}
        order = known + sorted(present.difference(known))
        return {
            kind: Line.numbered(number, self._look.type_color(kind), self._look.type_label(kind))
            for number, kind in enumerate(order)
            if kind in present
        }

    def _ink(self) -> Ink:
        look = self._look
        kinds = {node.type for node in self._nodes.values()}
        # Zoom is for reading text: a larger label here is one that finds no place.
        font = self.font()
        font.setFamilies(look.font(look.label_language, "label").families())
        return Ink(
            paper=look.color("paper"),
            text=look.color("text"),
            quiet=look.color("muted"),
            accent=look.color("accent"),
            font=font,
            nodes={kind: look.type_color(kind) for kind in kinds},
        )

    def _draw(self) -> None:
        """Hand the network to the picture and to the keyboard, less what is filtered out."""
        hidden = self._legend.hidden()
        self._picture.set_network(self._network, self._positions, hidden)
        edges = (edge.deal for edge in self._network.edges if edge.type not in hidden)
        self._view.set_walk(list(dict.fromkeys(edges)))

    def _arrange_anew(self) -> None:
        self._arrangement += 1
        self._arrange()

    def _arrange(self) -> None:
        self._aspect = self._view.aspect
        network, few = self._network, len(self._nodes) <= SMALL
        self._lay_out(self._place(lambda: network, None), self._take_arrangement, at_once=few)

    def _take_arrangement(self, placed: _Placed) -> None:
        _network, self._positions = placed
        self._draw()
        self._view.fit()
        self.select_deal(self._deal)

    def _suit_shape(self) -> None:
        """Pack a small network anew for a panel of quite another shape.

        People learn the places in a large one, and it takes a moment: that one stays.
        """
        change = self._view.aspect / self._aspect
        if len(self._network.nodes) <= SMALL and not 1 / RESHAPED < change < RESHAPED:
            self._arrange()

    def _arrange_sides(self) -> None:
        wide = self.width() >= WIDE
        self._sides.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._foot.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._legend.stand(beside=wide)

    def _choose_deal(self, deal: int) -> None:
        self.select_deal(deal)
        self.deal_chosen.emit(deal)

    def _point(self, spot: Spot) -> None:
        text = self._told(spot)
        if text:
            QToolTip.showText(QCursor.pos(), text, self._view)
        else:
            QToolTip.hideText()
        self._tell(spot if text else Spot(deal=self._deal))

    def _tell(self, spot: Spot) -> None:
        """Say below the picture what the pointer or the keyboard is on, or how much there is."""
        text = self._told(spot)
        self._view.setAccessibleDescription(text)
        if not text:
            companies = counted(len(self._nodes), self.tr("{n} company"), self.tr("{n} companies"))
            deals = counted(len(self._deals), self.tr("{n} deal"), self.tr("{n} deals"))
            left = len(self._deals.keys() - {edge.deal for edge in self._network.edges})
            without = counted(
                left,
                self.tr("{n} deal without a company is not shown"),
                self.tr("{n} deals without a company are not shown"),
            )
            text = " · ".join([companies, deals, *([without] if left else [])])
        self._words.say(text)

    def _told(self, spot: Spot) -> str:
        language = self._look.label_language
        if spot.entity in self._nodes:
            node = self._nodes[spot.entity]
            deals = counted(node.deals, self.tr("{n} deal"), self.tr("{n} deals"))
            return " · ".join(part for part in (node.en, node.zh, deals) if part)
        if spot.deal in self._deals:
            return deal_in_words(self._deals[spot.deal], self._scheme, language)
        return ""


def _read(session: Session) -> list[DealSummary]:
    return session.deals.summaries()


def _placed(
    network: Callable[[], Network],
    _progress: Progress | None = None,
    *,
    seed: int,
    positions: Mapping[int, Position] | None,
    aspect: float,
) -> _Placed:
    found = network()
    return found, layout(found, seed=seed, positions=positions, aspect=aspect)
