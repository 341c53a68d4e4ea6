"""The panels around the reader: where they stand, and walking between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDockWidget, QTabWidget, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QMainWindow

_AREAS = {
    "library": Qt.DockWidgetArea.LeftDockWidgetArea,
    "entities": Qt.DockWidgetArea.LeftDockWidgetArea,
    "deal": Qt.DockWidgetArea.RightDockWidgetArea,
    "deals": Qt.DockWidgetArea.BottomDockWidgetArea,
    "network": Qt.DockWidgetArea.BottomDockWidgetArea,
}
_TABBED = frozenset({"library", "entities", "deals", "network"})
_SIDE_WIDTH = 236
_DEAL_WIDTH = 292
_BOTTOM_HEIGHT = 172


class Docks(QObject):
    """One dock for each panel; they stand empty until a panel is put in.

    Signals:
        toggled: a panel's name, and whether it shows.
        wanted: the name of a panel that shows for the first time and is still empty.
    """

    toggled = Signal(str, bool)
    wanted = Signal(str)

    def __init__(self, window: QMainWindow, reader: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._reader = reader
        titles = {
            "library": self.tr("Library"),
            "entities": self.tr("Entities"),
            "deal": self.tr("Deal"),
            "deals": self.tr("Deals"),
            "network": self.tr("Network"),
        }
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        # The deal needs height, the list of deals width.
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self._docks = {name: self._make(name, title) for name, title in titles.items()}
        self.reset()

    def reset(self) -> None:
        """Put every panel where it stood at first."""
        for name, dock in self._docks.items():
            self._window.addDockWidget(_AREAS[name], dock)
            dock.show()
        self._window.tabifyDockWidget(self._docks["library"], self._docks["entities"])
        self._window.tabifyDockWidget(self._docks["deals"], self._docks["network"])
        self._docks["library"].raise_()
        self._docks["deals"].raise_()
        horizontal, vertical = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        sides = [self._docks["library"], self._docks["deal"]]
        self._window.resizeDocks(sides, [_SIDE_WIDTH, _DEAL_WIDTH], horizontal)
        self._window.resizeDocks([self._docks["deals"]], [_BOTTOM_HEIGHT], vertical)

    def names(self) -> Iterator[str]:
        """The panels, in walking order."""
        yield from self._docks

    def put(self, name: str, panel: QWidget) -> None:
        """Fill a dock."""
        dock = self._docks[name]
        empty = dock.widget()
        dock.setWidget(panel)
        panel.show()  # a dock that is visible already does not do that by itself
        if empty is not None:
            empty.deleteLater()

    def raise_to(self, name: str, height: int) -> None:
        """Give a panel at the bottom at least this height, in pixels."""
        dock = self._docks[name]
        if dock.height() < height:
            self._window.resizeDocks([dock], [height], Qt.Orientation.Vertical)

    def is_filled(self, name: str) -> bool:
        """Whether a panel was put in."""
        return type(self._docks[name].widget()) is not QWidget

    def is_shown(self, name: str) -> bool:
        """Whether a panel shows, in front or behind another tab."""
        return not self._docks[name].isHidden()

    def is_in_front(self, name: str) -> bool:
        """Whether something of a panel can be seen."""
        return not self._docks[name].visibleRegion().isEmpty()

    def show(self, name: str) -> None:
        """Bring a panel to the front and go there."""
        dock = self._docks[name]
        dock.show()
        dock.raise_()
        self._enter(dock)

    def toggle(self, name: str) -> None:
        """Show a panel and go there, or hide it if one is there already."""
        dock, focus = self._docks[name], QApplication.focusWidget()
        if focus is not None and dock.isAncestorOf(focus):
            dock.hide()
            self._reader.setFocus()
        else:
            self.show(name)
            self.toggled.emit(name, True)  # noqa: FBT003 - a signal's value

    def walk(self, step: int) -> None:
        """Give the focus to the next panel that can be seen, the reader among them."""
        places: list[QWidget] = [
            self._reader,
            *(dock for name, dock in self._docks.items() if self.is_in_front(name)),
        ]
        focus = QApplication.focusWidget()
        here = next((n for n, p in enumerate(places) if focus and p.isAncestorOf(focus)), 0)
        target = places[(here + step) % len(places)]
        if isinstance(target, QDockWidget):
            self._enter(target)
        else:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _enter(self, dock: QDockWidget) -> None:
        panel = dock.widget()
        if panel is not None:
            panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _make(self, name: str, title: str) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"dock-{name}")
        dock.setWidget(QWidget(dock))
        if name in _TABBED:
            # The tab says the name already; a title bar would only take a line of text away.
            dock.setTitleBarWidget(QWidget(dock))
        dock.visibilityChanged.connect(self._tell_shown)
        return dock

    def _tell_shown(self, visible: bool) -> None:  # noqa: FBT001 - Qt's signature
        dock = self.sender()
        for name, known in self._docks.items():
            if known is dock:
                if visible and not self.is_filled(name):
                    self.wanted.emit(name)
                self.toggled.emit(name, not known.isHidden())
