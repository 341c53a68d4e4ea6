"""The network panel, by clicks and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from evreader.domain.annotation import Deal, Entity, Filler, Name, Slot
from evreader.domain.changes import Changes
from evreader.domain.summaries import DealSummary
from evreader.errors import FormatError
from evreader.ui.look import Look
from evreader.ui.network.network_panel import NetworkPanel
from evreader.ui.network.picture import DASHES, Line, Spot
from evreader.ui.network.view import NetworkView
from evreader.ui.tasks import Tasks
from evreader.ui.widgets.captions import Caption

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from evreader.domain.network import Position
    from evreader.domain.scheme import Scheme
    from evreader.session.session import Session

# Qt's offscreen platform says so of every window and tooltip.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NAMES = (
    ("Nordcell", "北芯"),
    ("Halden Motor", "哈登汽车"),
    ("Sunbird", "阳鸟"),
    ("Ostwerk", "东工"),
)
FIRMS = tuple(
    Entity(number, "Company", (Name("en", en), Name("zh", zh)))
    for number, (en, zh) in enumerate(NAMES, 1)
)


def deal(number: int, kind: str, role: str, *companies: int, status: str = "") -> DealSummary:
    slots = (Slot("status", status),) if status else ()
    fillers = tuple(Filler(role, entity=company) for company in companies)
    parties = tuple(FIRMS[company - 1] for company in companies)
    return DealSummary(Deal(number, 1, kind, fillers, slots), parties, (), ())


DEALS = (
    deal(11, "JointVenture", "Partner", 1, 2, status="signed"),
    deal(12, "StrategicAlliance", "Partner", 2, 3),
    deal(13, "Merger", "Party", 3, 4),
)


@pytest.fixture
def panel(qtbot: QtBot, scheme: Scheme) -> NetworkPanel:
    panel = NetworkPanel(Look(scheme))
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.set_deals(DEALS, scheme)
    panel.show()
    return panel


def view_of(panel: NetworkPanel) -> NetworkView:
    view = panel.findChild(NetworkView)
    assert isinstance(view, NetworkView)
    return view


def words(panel: NetworkPanel) -> str:
    caption = panel.findChild(Caption)
    assert isinstance(caption, Caption)
    return caption.text()


def place_of(panel: NetworkPanel, company: int) -> Position:
    return panel._positions[company]


def node_at(panel: NetworkPanel, company: int) -> QPoint:
    place = QPointF(*place_of(panel, company))
    return view_of(panel).pixels().map(place).toPoint()


def edge_at(panel: NetworkPanel, one: int, other: int) -> QPoint:
    return (node_at(panel, one) + node_at(panel, other)) / 2


def button(panel: NetworkPanel, text: str) -> QPushButton:
    return next(b for b in panel.findChildren(QPushButton) if b.text() == text)


def legend_box(panel: NetworkPanel, text: str) -> QCheckBox:
    return next(b for b in panel.findChildren(QCheckBox) if b.text().startswith(text))


def click(qtbot: QtBot, panel: NetworkPanel, point: QPoint) -> None:
    qtbot.mouseMove(view_of(panel).viewport(), point)
    qtbot.mouseClick(view_of(panel).viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_a_click_on_an_edge_chooses_the_deal(qtbot: QtBot, panel: NetworkPanel) -> None:
    with qtbot.waitSignal(panel.deal_chosen) as chosen:
        click(qtbot, panel, edge_at(panel, 1, 2))
    assert chosen.args == [11]
    assert "Nordcell" in words(panel)
    assert "signed" in words(panel)


def test_a_click_on_a_company_chooses_it(qtbot: QtBot, panel: NetworkPanel) -> None:
    with qtbot.waitSignal(panel.entity_chosen) as chosen:
        click(qtbot, panel, node_at(panel, 3))
    assert chosen.args == [3]


def test_a_click_beside_everything_chooses_nothing(qtbot: QtBot, panel: NetworkPanel) -> None:
    with qtbot.assertNotEmitted(panel.deal_chosen), qtbot.assertNotEmitted(panel.entity_chosen):
        click(qtbot, panel, QPoint(3, 3))


def test_the_pointer_tells_what_it_is_over(qtbot: QtBot, panel: NetworkPanel) -> None:
    qtbot.mouseMove(view_of(panel).viewport(), node_at(panel, 2))
    assert words(panel) == "Halden Motor · 哈登汽车 · 2 deals"
    qtbot.mouseMove(view_of(panel).viewport(), edge_at(panel, 3, 4))
    assert words(panel).startswith("Merger")
    qtbot.mouseMove(view_of(panel).viewport(), QPoint(2, 2))
    assert words(panel) == "4 companies · 3 deals"


def test_keys_walk_the_deals_and_choose(qtbot: QtBot, panel: NetworkPanel) -> None:
    view = view_of(panel)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert words(panel).startswith("Strategic alliance")
    with qtbot.waitSignal(panel.deal_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [12]
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert words(panel).startswith("Joint venture")
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert words(panel) == "4 companies · 3 deals"


def test_tab_walks_the_deals_and_then_leaves(qtbot: QtBot, scheme: Scheme) -> None:
    panel = NetworkPanel(Look(scheme))
    panel.set_deals(DEALS, scheme)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    before = QLineEdit()
    column.addWidget(before)
    column.addWidget(panel)
    window.resize(900, 700)
    window.show()
    window.activateWindow()
    view = view_of(panel)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    for start in ("Joint", "Strategic", "Merger"):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        assert words(panel).startswith(start)
        assert view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()
    view.setFocus()
    for _ in DEALS:
        qtbot.keyClick(view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is before


def test_selecting_a_deal_shows_it_and_sends_nothing(qtbot: QtBot, panel: NetworkPanel) -> None:
    before = panel.grab().toImage()
    with qtbot.assertNotEmitted(panel.deal_chosen):
        panel.select_deal(12)
    assert words(panel).startswith("Strategic alliance")
    assert panel.grab().toImage() != before
    panel.select_deal(4711)
    assert words(panel) == "4 companies · 3 deals"


def test_a_deal_out_of_sight_is_brought_into_view(qtbot: QtBot, panel: NetworkPanel) -> None:
    view = view_of(panel)
    for _ in range(12):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert any(
        not view.viewport().rect().contains(edge_at(panel, *ends)) for ends in ((1, 2), (3, 4))
    )
    for number, ends in ((11, (1, 2)), (13, (3, 4))):
        panel.select_deal(number)
        assert view.viewport().rect().contains(edge_at(panel, *ends))
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert all(view.viewport().rect().contains(node_at(panel, firm.id)) for firm in FIRMS)


def test_the_legend_filters(qtbot: QtBot, panel: NetworkPanel, scheme: Scheme) -> None:
    box = legend_box(panel, "Joint venture (1)")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert not box.isChecked()
    with qtbot.assertNotEmitted(panel.deal_chosen):
        click(qtbot, panel, edge_at(panel, 1, 2))
    panel.set_deals(DEALS, scheme)
    assert not legend_box(panel, "Joint venture").isChecked()
    qtbot.keyClick(view_of(panel), Qt.Key.Key_Right)
    assert words(panel).startswith("Strategic alliance")


def test_a_new_deal_moves_no_company(panel: NetworkPanel, scheme: Scheme) -> None:
    before = {firm.id: place_of(panel, firm.id) for firm in FIRMS}
    panel.set_deals((*DEALS, deal(14, "Merger", "Party", 1, 4)), scheme)
    assert {firm.id: place_of(panel, firm.id) for firm in FIRMS} == before


def test_parallel_deals_are_chosen_apart(qtbot: QtBot, panel: NetworkPanel, scheme: Scheme) -> None:
    both = [deal(21, "Merger", "Party", 1, 2), deal(22, "JointVenture", "Partner", 1, 2)]
    panel.set_deals(both, scheme)
    middle = edge_at(panel, 1, 2)
    chosen: list[int] = []
    panel.deal_chosen.connect(chosen.append)
    for lift in (-24, 24):
        click(qtbot, panel, middle + QPoint(0, lift))
    assert sorted(chosen) == [21, 22]


def test_without_deals_a_sentence_stands_there(panel: NetworkPanel) -> None:
    sentence = next(x for x in panel.findChildren(QLabel) if x.text().startswith("No deals yet"))
    assert not sentence.isVisible()
    panel.set_deals(())
    assert sentence.isVisible()
    assert not button(panel, "Save as PNG…").isEnabled()


def test_saving_is_asked_for_and_done(
    qtbot: QtBot, panel: NetworkPanel, scheme: Scheme, tmp_path: Path
) -> None:
    with qtbot.waitSignal(panel.save_wanted):
        qtbot.mouseClick(button(panel, "Save as PNG…"), Qt.MouseButton.LeftButton)
    target = tmp_path / "network.png"
    panel.save_png(target)
    picture = QImage(str(target))
    assert picture.width() == 2 * panel.width()
    assert picture.pixelColor(4, 4) == Look(scheme).color("paper")


def test_a_picture_that_cannot_be_written_is_refused_in_words(
    panel: NetworkPanel, tmp_path: Path
) -> None:
    with pytest.raises(FormatError, match="cannot be written"):
        panel.save_png(tmp_path / "nowhere" / "network.png")


def test_light_and_dark_and_chinese(panel: NetworkPanel, scheme: Scheme) -> None:
    look = Look(scheme)
    look.set_theme("light")
    own = NetworkPanel(look)
    own.set_deals(DEALS, scheme)
    own.resize(700, 400)
    light = own.grab().toImage()
    look.set_theme("dark")
    dark = own.grab().toImage()
    assert light.pixelColor(2, 2).lightness() > 200
    assert dark.pixelColor(2, 2).lightness() < 60
    look.label_language = "zh"
    assert legend_box(own, "合资").isChecked()
    own.close()
    own.deleteLater()


def test_reads_the_session_and_follows_it(
    qtbot: QtBot, panel: NetworkPanel, session: Session
) -> None:
    session.subscribe(panel.refresh)
    panel.set_session(session)
    assert words(panel) == "0 companies · 0 deals"
    firms = [session.entities.create("Company", list(firm.names)) for firm in FIRMS[:2]]
    session.deals.create(
        "JointVenture", roles=[Filler("Partner", entity=company) for company in firms]
    )
    qtbot.waitUntil(lambda: words(panel) == "2 companies · 1 deal")


def test_concerns_deals_and_entities_only(panel: NetworkPanel) -> None:
    assert panel.concerns(Changes("x", deals=frozenset({1})))
    assert panel.concerns(Changes("x", whole=True))
    assert not panel.concerns(Changes("x", passages=frozenset({1})))


def test_twenty_types_differ_without_colour() -> None:
    lines = [Line.numbered(number, QColor("black"), "") for number in range(2 * len(DASHES))]
    assert len({(line.dash, line.width) for line in lines}) == len(lines)


def test_a_large_network_is_laid_out_in_the_background(qtbot: QtBot, scheme: Scheme) -> None:
    tasks = Tasks()
    panel = NetworkPanel(Look(scheme), tasks=tasks)
    qtbot.addWidget(panel)
    deals = [
        DealSummary(
            Deal(n, 1, "Supply", (Filler("Supplier", entity=n), Filler("Customer", entity=n + 1))),
            tuple(Entity(k, "Company", (Name("en", f"Firm {k}"),)) for k in (n, n + 1)),
            (),
            (),
        )
        for n in range(1, 250)
    ]
    panel.set_deals(deals, scheme)
    assert tasks.busy
    assert panel._empty.text() == "Laying out the network…"
    # What was asked for last is what shows.
    panel.set_deals(deals[:-1], scheme)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(panel._positions) == 249
    assert len(panel._deals) == 248
    tasks.close()


def test_labels_are_placed_anew_only_when_something_moved(qtbot: QtBot, look: Look) -> None:
    panel = NetworkPanel(look)
    qtbot.addWidget(panel)
    panel.resize(700, 400)
    panel.set_deals([deal(1, "JointVenture", "Partner", 1, 2)])
    panel.grab()
    written = panel._picture._written
    assert written
    panel.grab()
    assert panel._picture._written is written
    panel._view.zoom(1.2)
    panel.grab()
    assert panel._picture._written is not written


def test_a_change_that_moves_nothing_draws_nothing(
    qtbot: QtBot, look: Look, session: Session
) -> None:
    panel = NetworkPanel(look)
    qtbot.addWidget(panel)
    panel.show()
    firms = [session.entities.create("Company", list(firm.names)) for firm in FIRMS[:3]]
    roles = [Filler("Partner", entity=company) for company in firms[:2]]
    first = session.deals.create("JointVenture", roles=roles)
    panel.set_session(session)
    session.subscribe(panel.refresh)
    curves = panel._picture._curves
    session.deals.set_slot(first, "status", "announced")
    qtbot.waitUntil(lambda: "nnounced" in panel._told(Spot(deal=first)))
    assert panel._picture._curves is curves
    session.deals.create("JointVenture", roles=[Filler("Partner", entity=firms[2])])
    qtbot.waitUntil(lambda: words(panel) == "3 companies · 2 deals")
    assert panel._picture._curves is not curves


def test_a_network_that_is_being_read_does_not_say_that_it_is_empty(
    qtbot: QtBot, panel: NetworkPanel, session: Session
) -> None:
    panel.wait()
    panel.set_session(session)
    assert panel._empty.text() == "Laying out the network…"
    qtbot.waitUntil(lambda: words(panel) == "Laying out the network…")
    panel.take([])
    assert panel._empty.text().startswith("No deals yet")
    assert words(panel) == "0 companies · 0 deals"
