"""A person at the real window: mouse, keys, clipboard, drag and drop; and the file read anew."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, cast

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from shiboken6 import isValid

from evreader.app import Application
from evreader.project import create_sample_session, create_session
from evreader.resources import settings_folder
from evreader.session.session import Session
from evreader.ui.settings import Settings
from evreader.ui.widgets.entity_picker import EntityPicker
from tests import small_dictionary as small
from tests.ui.stub_ask import StubAsk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtGui import (
        QAction,
    )
    from PySide6.QtWidgets import QListView, QWidget
    from pytestqt.qtbot import QtBot

    from evreader.domain.annotation import Deal, Mention
    from evreader.ui.reader.view import ReaderView
    from evreader.ui.window.main_window import MainWindow
    from evreader.ui.window.panels import Panels

_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


class User:
    """Drives a window as a person does, and looks at what it shows and at what is on disk."""

    def __init__(self, qtbot: QtBot, window: MainWindow, ask: StubAsk) -> None:
        self.qtbot = qtbot
        self.window = window
        self.ask = ask
        window.show()
        window.activateWindow()
        self.wait(lambda: window.panels is not None)
        # A dock that came to the front while the window was built may have taken it.
        window.activateWindow()
        self.wait(window.isActiveWindow)
        self.reader.setFocus()

    # What the window shows

    @property
    def reader(self) -> ReaderView:
        return self.window.reader

    @property
    def panels(self) -> Panels:
        assert self.window.panels is not None
        return self.window.panels

    @property
    def session(self) -> Session:
        return self.window.workspace.session

    @property
    def sentence(self) -> str:
        """What the status line says."""
        return self.panels.status.sentence

    def selected(self) -> list[str]:
        """The selected text, passage by passage."""
        return [self.session.evidence_at(found).text for found in self.reader.desk.selections()]

    def chosen(self) -> list[Mention]:
        """The chosen mentions."""
        return [self.session.mentions.get(one) for one in self.reader.desk.selected_mentions()]

    def rows(self, view: QListView) -> list[str]:
        """The first lines of a list."""
        model = view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def action(self, command: str) -> QAction:
        return self.panels.actions.action(command)

    # The file

    @contextmanager
    def file(self) -> Iterator[Session]:
        """The project as another program reads it."""
        session = Session.open(self.session.path, read_only=True)
        try:
            yield session
        finally:
            session.close()

    def mentions_on_disk(self, passage: int) -> set[tuple[str, str]]:
        """Text and type of the current set's mentions in a passage."""
        with self.file() as file:
            found = file.articles.contents([passage])[passage].mentions
        return {(mention.text, mention.type) for mention in found}

    def deal_on_disk(self, deal: int) -> Deal:
        with self.file() as file:
            return file.deals.get(deal)

    def passage(self, text: str) -> int:
        """The first passage that contains a text, the open article's first."""
        hits = self.session.articles.search(text)
        here = [hit for hit in hits if hit.article == self.reader.article]
        return (here or hits)[0].passage

    # Waiting

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=5000)

    def idle(self) -> None:
        """Wait until no background work runs."""
        self.wait(lambda: not self.window.workspace.busy)

    # The keyboard

    def focus(self) -> QWidget:
        """Where keys go now."""
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            return popup
        if popup is not None:
            return popup.focusWidget() or popup
        if QApplication.focusWidget() is None and self.window.isVisible():
            # Off-screen, a pop-up that closes takes the window's activation with it.
            self.window.activateWindow()
            self.wait(self.window.isActiveWindow)
        return QApplication.focusWidget() or self.window

    def press(self, *keys: str) -> None:
        """Press keys, written as in the menus, where the focus is."""
        for key in keys:
            combination = QKeySequence(key)[0]
            self.qtbot.keyClick(self.focus(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type a text; what the keyboard does not have comes by input method."""
        for character in text:
            if character.isascii():
                self.qtbot.keyClicks(self.focus(), character)
            else:
                event = QInputMethodEvent()
                event.setCommitString(character)
                QApplication.sendEvent(self.focus(), event)

    # The mouse

    def point(self, passage: int, offset: int) -> QPoint:
        """The middle of a character, in the reader's viewport, scrolled into view."""
        self.reader.desk.places.show(passage, offset, offset)
        here = self.reader.character_rect(passage, offset)
        after = self.reader.character_rect(passage, offset + 1)
        right = after.left() if after.top() == here.top() else here.left() + 6
        place = QPoint((here.left() + right) // 2, here.center().y())
        return self.reader.viewport().mapFromGlobal(place)

    def where(self, text: str, nth: int = 0, passage: int = 0) -> tuple[int, int]:
        """Passage and offset of a text."""
        place = passage or self.passage(text)
        whole = self.session.articles.contents([place])[place].passage.text
        offset = -1
        for _ in range(nth + 1):
            offset = whole.index(text, offset + 1)
        return place, offset

    def click(
        self,
        text: str,
        *,
        nth: int = 0,
        passage: int = 0,
        modifier: Qt.KeyboardModifier = _NONE,
    ) -> None:
        """Click into the first character of a text."""
        point = self.point(*self.where(text, nth, passage))
        self.qtbot.mouseClick(self.reader.viewport(), _LEFT, modifier, point)

    def double_click(self, text: str, *, nth: int = 0, passage: int = 0) -> None:
        point = self.point(*self.where(text, nth, passage))
        self.qtbot.mouseClick(self.reader.viewport(), _LEFT, _NONE, point)
        self.qtbot.mouseDClick(self.reader.viewport(), _LEFT, _NONE, point)

    def hover(self, text: str, *, nth: int = 0, passage: int = 0) -> None:
        point = self.point(*self.where(text, nth, passage))
        self.qtbot.mouseMove(self.reader.viewport(), point)

    def drag(self, text: str, *, nth: int = 0, passage: int = 0) -> None:
        """Select a text with the mouse."""
        place, offset = self.where(text, nth, passage)
        self.point(place, offset)
        box = self.reader.viewport()
        first = self.reader.character_rect(place, offset)
        last = self.reader.character_rect(place, offset + len(text))
        start = box.mapFromGlobal(QPoint(first.left() + 1, first.center().y()))
        end = box.mapFromGlobal(QPoint(last.left() + 1, last.center().y()))
        self.qtbot.mousePress(box, _LEFT, _NONE, start)
        self.qtbot.mouseMove(box, (start + end) / 2)
        self.qtbot.mouseMove(box, end)
        self.qtbot.mouseRelease(box, _LEFT, _NONE, end)

    def drop(self, data: QMimeData) -> None:
        """Let go of something over the article."""
        box = self.reader.viewport()
        middle = box.rect().center()
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(box, QDragEnterEvent(middle, copy, data, _LEFT, _NONE))
        QApplication.sendEvent(box, QDropEvent(QPointF(middle), copy, data, _LEFT, _NONE))

    def drop_files(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.drop(data)

    # Menus

    def menu(self, top: str, *path: str) -> QAction:
        """The entry of a menu whose text begins so, submenu by submenu."""
        menus = {a.text().replace("&", ""): a.menu() for a in self.window.menuBar().actions()}
        menu = cast("QMenu", menus[top])
        found = None
        for text in path:
            menu.aboutToShow.emit()
            found = next(a for a in menu.actions() if a.text().replace("&", "").startswith(text))
            menu = cast("QMenu", found.menu()) if found.menu() else menu
        assert found is not None
        return found

    def choose(self, top: str, *path: str) -> None:
        """Choose a menu entry, which must be allowed."""
        entry = self.menu(top, *path)
        assert entry.isEnabled(), f"{top} › {path} is disabled"
        entry.trigger()

    # What pops up

    def picker(self) -> EntityPicker:
        """The entity picker that is open."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), EntityPicker))
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, EntityPicker)
        return popup

    def popup_menu(self) -> QMenu:
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        return popup

    def field(self, name: str) -> QLineEdit:
        """The visible line with this accessible name."""
        found = [f for f in self.window.findChildren(QLineEdit) if f.isVisible()]
        return next(f for f in found if f.accessibleName().startswith(name))

    def show_panel(self, name: str) -> None:
        self.window.docks.show(name)
        self.reader.setFocus()

    def leave(self) -> None:
        """Close the window, as at the end of the program."""
        stop(self.window)

    def new_deal(self, key: str) -> int:
        """Press D and a deal type's key; the deal's id."""
        before = {one.deal.id for one in self.session.deals.summaries()}
        self.press("D")
        self.popup_menu()
        self.press(key)
        after = {one.deal.id for one in self.session.deals.summaries()}
        (made,) = after - before
        return made


class Start(Protocol):
    """Opens a window: on a project, on the samples, or on an empty project."""

    def __call__(
        self, path: Path | None = None, *answers: object, session: Session | None = None
    ) -> User: ...


@pytest.fixture(autouse=True)
def small_dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data that the dictionary is made of."""
    path = small.write(tmp_path / "small.txt.gz")
    monkeypatch.setattr("evreader.store.dictionary.source", lambda: path)
    return path


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    """Start the program as often as the test likes; every window is closed at the end."""
    windows: list[MainWindow] = []

    def begin(path: Path | None = None, *answers: object, session: Session | None = None) -> User:
        ask = StubAsk(*answers)
        settings = Settings(settings_folder())
        application = Application(qapp, ask=ask, settings=settings)
        opened = session or application.open_project(path)
        window = application.window(opened)
        window.application = application  # type: ignore[attr-defined] - lives as long as it
        windows.append(window)
        return User(qtbot, window, ask)

    yield begin
    for window in windows:
        if isValid(window):
            stop(window)
    QGuiApplication.clipboard().clear()


def stop(window: MainWindow) -> None:
    """Close a window and its project, as at the end of the program."""
    session = window.workspace.session
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    session.close()


@pytest.fixture
def samples(start: Start, tmp_path: Path) -> User:
    """The window on the sample project; the first article is the pair."""
    return start(session=create_sample_session(tmp_path / "samples.sqlite"))


@pytest.fixture
def empty(start: Start, tmp_path: Path) -> User:
    """The window on a project without articles."""
    return start(session=create_session(tmp_path / "empty.sqlite"))


ENGLISH = (
    "# Harbour Motors and Bright Cell join forces\n\n"
    "Harbour Motors and Bright Cell will build a battery plant in Lisbon. "
    "The venture is worth 1.5 billion euros, the companies said on 3 March 2026.\n"
)
CHINESE = (
    "# 海港汽车与明芯携手\n\n"
    "海港汽车与明芯将在里斯本建设电池工厂。两家公司在2026年3月3日表示，合资企业价值15亿欧元。\n"
)


@pytest.fixture
def pair(start: Start, tmp_path: Path) -> User:
    """The window on a project of one untagged article in both languages."""
    english, chinese = tmp_path / "news.en.md", tmp_path / "news.zh.md"
    english.write_text(ENGLISH, encoding="utf-8")
    chinese.write_text(CHINESE, encoding="utf-8")
    session = create_session(tmp_path / "pair.sqlite")
    session.exchange.import_files([], en=english, zh=chinese)
    return start(session=session)
