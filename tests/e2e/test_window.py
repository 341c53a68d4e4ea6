"""Somebody lives in the window: walks panels, finds commands, closes, opens, sees pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QCursor
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget
from shiboken6 import isValid

from evreader.ui.commands.palette import CommandPalette
from evreader.ui.commands.shortcut_sheet import ShortcutSheet
from evreader.ui.network import network_panel

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QWidget

    from tests.e2e.conftest import Start, User


def _place(user: User) -> str:
    """The panel that has the focus."""
    widget: QWidget | None = user.focus()
    while widget is not None:
        if widget is user.reader:
            return "reader"
        if isinstance(widget, QDockWidget):
            return widget.windowTitle()
        widget = widget.parentWidget()
    return ""


def test_f6_walks_the_panels_and_comes_back(samples: User) -> None:
    seen = []
    for _ in range(4):
        samples.press("F6")
        seen.append(_place(samples))
    assert seen == ["Library", "Deal", "Deals", "reader"]
    samples.press("Shift+F6")
    assert _place(samples) == "Deals"
    samples.press("Shift+F6", "Shift+F6", "Shift+F6")
    assert _place(samples) == "reader"


def test_esc_leads_back_to_the_text_from_everywhere(samples: User) -> None:
    for keys in ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Ctrl+L"):
        samples.press(keys)
        assert _place(samples) != "reader"
        samples.press("Esc")
        assert _place(samples) == "reader", keys


def test_what_the_status_line_says_does_not_push_the_window_wider(samples: User) -> None:
    before = samples.window.size()
    samples.window.workspace.said.emit("Written to /a/long/folder " * 40)
    samples.wait(lambda: "Written" in samples.sentence)
    assert samples.window.size() == before
    assert samples.window.minimumSizeHint().width() <= before.width()


def test_f6_with_a_deal_shown_and_a_tab_in_front(samples: User) -> None:
    samples.press("Ctrl+PgDown")
    samples.press("Alt+2")
    assert _place(samples) == "Entities"
    samples.press("F6")
    assert _place(samples) == "Deal"
    samples.press("F6", "F6")
    assert _place(samples) == "reader"


def test_panels_hide_and_show_by_key(samples: User) -> None:
    samples.press("Alt+3")
    assert _place(samples) == "Deal", "a panel that is seen is gone to first"
    assert samples.action("view.panel.deal").isChecked()
    samples.press("Alt+3")
    assert _place(samples) == "reader", "where one is already is hidden"
    assert not samples.action("view.panel.deal").isChecked()
    samples.press("Alt+3")
    assert _place(samples) == "Deal"
    assert samples.action("view.panel.deal").isChecked()
    samples.choose("View", "Panels", "Library")
    samples.choose("View", "Reset panels")
    assert all(samples.window.docks.is_shown(name) for name in samples.window.docks.names())


def test_the_network_is_loaded_when_it_is_looked_at(samples: User, tmp_path: Path) -> None:
    assert samples.panels.network is None
    samples.press("Alt+5")
    samples.wait(lambda: samples.panels.network is not None)
    network = samples.panels.network
    assert network is not None
    samples.wait(lambda: len(network._network.edges) >= 3)
    edge = network._network.edges[0]
    network._view.deal_chosen.emit(edge.deal)
    assert samples.panels.editor.deal == edge.deal
    evidence = next(e for role in samples.deal_on_disk(edge.deal).roles for e in role.evidence)
    assert samples.reader.desk.caret() == (evidence.passage, evidence.start)
    out = tmp_path / "network.png"
    samples.ask.answers = [out]
    samples.choose("File", "Save picture of the network")
    assert out.read_bytes().startswith(b"\x89PNG")
    samples.ask.answers = [tmp_path / "window.png"]
    samples.choose("File", "Save picture of the window")
    assert (tmp_path / "window.png").stat().st_size > 10_000


def test_a_picture_that_cannot_be_written_is_told(samples: User, tmp_path: Path) -> None:
    samples.ask.answers = [tmp_path / "nowhere" / "n.png", tmp_path / "nowhere" / "w.png"]
    samples.choose("File", "Save picture of the network")
    assert "n.png" in samples.sentence
    samples.choose("File", "Save picture of the window")
    assert "w.png" in samples.ask.said[0][1]


def test_the_window_comes_back_as_it_was_left(samples: User, start: Start) -> None:
    samples.window.resize(790, 703)
    samples.choose("Article", "Previous article")
    article = samples.reader.article
    samples.press("Ctrl+End")
    samples.press("Alt+3", "Alt+3", "Ctrl++")
    place = samples.reader.desk.place()
    path = samples.session.path
    samples.leave()
    again = start(path)
    assert (again.window.width(), again.window.height()) == (790, 703)
    assert again.reader.article == article
    assert not again.window.docks.is_shown("deal")
    assert not again.action("view.panel.deal").isChecked()
    again.wait(lambda: again.reader.desk.place() == place)


def test_a_network_in_front_is_there_again_after_a_restart(samples: User, start: Start) -> None:
    samples.press("Alt+5")
    samples.wait(lambda: samples.panels.network is not None)
    path = samples.session.path
    samples.press("Esc")
    samples.leave()
    again = start(path)
    again.wait(lambda: again.panels.network is not None)


def test_the_palette_runs_a_command(samples: User) -> None:
    samples.press("Ctrl+Shift+P")
    palette = samples.window.findChild(CommandPalette)
    assert palette is not None
    assert palette.isVisible()
    samples.type("dark")
    assert palette.shown()[0] == "view.theme.dark"
    samples.press("Return")
    assert samples.window.workspace.look.dark
    assert samples.reader.hasFocus()
    samples.choose("View", "Theme", "As the system")
    samples.press("Ctrl+Shift+P", "Esc")
    assert samples.reader.hasFocus()


def test_the_palettes_keys_open_it_and_close_it(samples: User) -> None:
    for shown in (True, False, True):
        samples.press("Ctrl+Shift+P")
        found = samples.window.findChildren(CommandPalette)
        assert any(palette.isVisible() for palette in found) is shown
    samples.press("Esc")
    assert _place(samples) == "reader"


def test_a_pointer_that_rests_over_the_palette_chooses_nothing(samples: User) -> None:
    samples.press("Ctrl+Shift+P")
    palette = samples.window.findChild(CommandPalette)
    assert palette is not None
    third = palette.list.model().index(2, 0)
    palette.list.entered.emit(third)
    assert palette.list.currentIndex().row() == 0
    QCursor.setPos(QCursor.pos() + QPoint(3, 3))
    palette.list.entered.emit(third)
    assert palette.list.currentIndex().row() == 2
    samples.press("Esc")


def test_the_palette_acts_on_the_selection(samples: User) -> None:
    passage = samples.passage("mass market")
    samples.reader.desk.guide.select(passage, *_span(samples, "mass market", passage))
    samples.press("Ctrl+Shift+P")
    samples.type("Brand")
    samples.press("Return")
    assert ("mass market", "Brand") in samples.mentions_on_disk(passage)


def _span(user: User, text: str, passage: int) -> tuple[int, int]:
    _, start = user.where(text, passage=passage)
    return start, start + len(text)


def test_the_sheet_of_shortcuts_and_the_guide(samples: User) -> None:
    samples.press("F1")
    sheet = samples.window.findChild(ShortcutSheet)
    assert sheet is not None
    assert sheet.isVisible()
    samples.wait(sheet.isActiveWindow)
    samples.press("Esc")
    samples.wait(lambda: samples.window.findChild(ShortcutSheet) is None)
    samples.choose("Help", "Guide")
    guide = next(d for d in samples.window.findChildren(QDialog) if d.isVisible())
    guide.close()
    samples.wait(lambda: not isValid(guide))
    samples.choose("Help", "About")
    samples.choose("Help", "Check this computer")
    samples.wait(lambda: [kind for kind, _ in samples.ask.said] == ["info", "info"])
    assert "Python" in samples.ask.said[1][1]


def test_the_context_menu_opens_by_key(samples: User) -> None:
    samples.click("Bloomberg")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(samples.reader, event)
    menu = samples.popup_menu()
    texts = [action.text() for action in menu.actions()]
    assert "Tag as" in texts
    assert "Link to entity…" in texts
    samples.press("Esc")
    assert QApplication.activePopupWidget() is None


def test_the_context_menu_says_keys(samples: User) -> None:
    samples.click("Bloomberg")
    samples.reader.context_menu_wanted.emit(QPoint(20, 20), None)
    menu = samples.popup_menu()
    tags = next(action.menu() for action in menu.actions() if action.text() == "Tag as")
    assert tags is not None
    assert "Link to entity…" in [action.text() for action in menu.actions()]
    menu.close()


def test_the_context_menu_has_what_can_be_done_there(samples: User) -> None:
    samples.reader.desk.guide.choose_mention(None)
    samples.reader.context_menu_wanted.emit(QPoint(20, 20), None)
    menu = samples.popup_menu()
    texts = {action.text(): action for action in menu.actions()}
    assert "Link to entity…" not in texts
    assert not texts["Tag as"].isEnabled()
    menu.close()


def test_quit_by_key(samples: User) -> None:
    samples.press("Ctrl+Q")
    assert not samples.window.isVisible()


def test_full_screen_and_back(samples: User) -> None:
    samples.press("F11")
    assert samples.window.isFullScreen()
    samples.press("F11")
    assert not samples.window.isFullScreen()


def test_fonts_are_asked_for_and_kept(samples: User) -> None:
    samples.ask.answers = ["DejaVu Serif", "Noto Sans CJK SC, Noto Sans SC"]
    samples.choose("View", "Fonts")
    look = samples.window.workspace.look
    assert look.families("en") == ("DejaVu Serif",)
    assert look.families("zh") == ("Noto Sans CJK SC", "Noto Sans SC")
    assert samples.window.workspace.settings.fonts("en") == ["DejaVu Serif"]


def test_a_click_on_the_toolbar_keeps_the_text_in_focus(samples: User) -> None:
    bar = samples.window.findChild(type(samples.panels.sets), "sets")
    assert bar is not None
    samples.drag("Bloomberg")
    undo = samples.action("edit.undo")
    samples.press("1")
    button = next(
        widget
        for widget in undo.associatedObjects()
        if widget.metaObject().className() == "QToolBar"
    ).widgetForAction(undo)  # type: ignore[attr-defined]
    samples.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert samples.reader.hasFocus()


def test_a_large_network_in_front_keeps_no_start_waiting(
    samples: User, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_panel, "SMALL", 0)
    samples.press("Alt+5")
    samples.wait(lambda: samples.panels.network is not None)
    path = samples.session.path
    samples.leave()
    again = start(path)
    again.wait(lambda: again.panels.network is not None)
    network = again.panels.network
    assert network is not None
    again.wait(lambda: network._network.edges)
    again.idle()
