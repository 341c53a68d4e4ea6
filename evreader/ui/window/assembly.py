"""Builds what stands around the reader, one piece for each turn of the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QIcon

from evreader.resources import resource
from evreader.session.session import load_writing

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

    from evreader.domain.changes import Changes
    from evreader.ui.window.library_keeping import OpenProject
    from evreader.ui.window.lists import Lists
    from evreader.ui.window.main_window import MainWindow
    from evreader.ui.window.panels import Panels
    from evreader.ui.window.side_panels import SidePanels


class Assembly(QObject):
    """The way from a window with nothing but a reader to the whole one.

    Between two pieces the window answers keys and wheel. What the panels list is read in the
    background: with thousands of articles that takes half a second.
    """

    def __init__(
        self, window: MainWindow, center: QVBoxLayout, *, open_: OpenProject, create: OpenProject
    ) -> None:
        super().__init__(window)
        self._window = window
        self._center = center
        self._open = open_
        self._create = create
        self._steps = self._build()
        self._lists: Lists | None = None
        self._is_stepwise = False
        self._waits = False

    def begin(self) -> None:
        """Build piece by piece, one for each turn of the event loop."""
        if not self._is_stepwise:
            self._is_stepwise = True
            self._go_on()

    def finish(self) -> None:
        """Build all that is missing at once; the panels read their lists themselves."""
        self._is_stepwise = False
        for _ in self._steps:
            pass

    def _go_on(self) -> None:
        if not self._window.isVisible():
            return  # it was closed meanwhile
        for _ in self._steps:
            if not self._waits:
                QTimer.singleShot(0, self, self._go_on)
            return

    def _build(self) -> Iterator[None]:
        window = self._window
        sides = yield from self._side_panels()
        import evreader.ui.commands.actions  # noqa: F401 - before what needs it

        yield
        from evreader.ui.window.panels import Panels

        yield
        panels = Panels(window, sides, open_=self._open, create=self._create)
        yield
        if self._is_stepwise:
            panels.lists.promise()
        self._put_together(panels)
        for panel in sides:
            panel.set_session(window.workspace.session)
        yield
        if self._is_stepwise:
            self._read_lists(panels.lists)
            yield
        window.reader.scroll_by_strips()
        panels.take_project()
        self._add_what_can_wait()
        window.take_panels(panels)

    def _side_panels(self) -> Generator[None, None, SidePanels]:
        look = self._window.workspace.look
        import evreader.ui.reader.keyboard  # noqa: F401 - the enums of Qt, by themselves

        yield
        import evreader.ui.widgets.lines  # noqa: F401 - half of what the first panel loads

        yield
        from evreader.ui.library.library_panel import LibraryPanel

        library = LibraryPanel(look)
        yield
        from evreader.ui.entities.entity_panel import EntityPanel

        entities = EntityPanel(look)
        yield
        from evreader.ui.deals.deal_editor import DealEditor

        editor = DealEditor(look)
        yield
        from evreader.ui.deals.deal_panel import DealPanel

        deals = DealPanel(look)
        yield
        from evreader.ui.window.side_panels import SidePanels

        return SidePanels(library, entities, editor, deals)

    def _read_lists(self, lists: Lists) -> None:
        # Not before all is built: two threads share one Python, and each step would take longer.
        self._lists = lists
        self._window.workspace.session.subscribe(self._note_change)
        self._waits = True
        lists.arrived.connect(self._end_wait)
        lists.read()

    def _put_together(self, panels: Panels) -> None:
        """All at once, in the place kept free for it: what is read stays where it is."""
        # Half of it may need more room than all of it, and the window would grow for that.
        layout = cast("QLayout", self._window.layout())
        layout.setEnabled(False)
        self._center.setContentsMargins(0, 0, 0, 0)
        cast("QWidget", self._center.parentWidget()).setMinimumSize(0, 0)
        panels.lay_out(self._center)
        layout.setEnabled(True)

    def _add_what_can_wait(self) -> None:
        window = self._window
        window.setWindowIcon(QIcon(str(resource("icons", "evreader.svg"))))
        window.workspace.session.suit_window()
        window.workspace.tasks.prepare(load_writing)

    def _end_wait(self) -> None:
        if self._waits:
            self._waits = False
            self._go_on()

    def _note_change(self, changes: Changes) -> None:
        # Once the window is complete it passes on by itself what changes.
        if self._waits and self._lists is not None:
            self._lists.refresh(changes)
