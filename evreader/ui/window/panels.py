"""Everything around the reader, built after the first paint: panels, bars, menus, commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from evreader.ui.commands.actions import Actions
from evreader.ui.commands.steps import in_words
from evreader.ui.commands.type_bar import TypeBar
from evreader.ui.widgets.captions import counted
from evreader.ui.widgets.sets_chooser import SetsChooser
from evreader.ui.window.appearance import Appearance
from evreader.ui.window.dealing import Dealing
from evreader.ui.window.exporting import Exporting
from evreader.ui.window.help import Help
from evreader.ui.window.importing import Importing
from evreader.ui.window.library_keeping import LibraryKeeping
from evreader.ui.window.lists import Lists
from evreader.ui.window.reading_help import ReadingHelp
from evreader.ui.window.repairing import Repairing
from evreader.ui.window.reviewing import Reviewing
from evreader.ui.window.set_keeping import SetKeeping
from evreader.ui.window.status_line import StatusLine
from evreader.ui.window.tagging import Tagging
from evreader.ui.window.text_commands import TextCommands
from evreader.ui.window.window_commands import WindowCommands
from evreader.ui.window.writing import Writing

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QVBoxLayout

    from evreader.domain.changes import Changes
    from evreader.errors import EvreaderError
    from evreader.session.session import Session
    from evreader.ui.network.network_panel import NetworkPanel
    from evreader.ui.tasks import Progress
    from evreader.ui.widgets.panel import Panel
    from evreader.ui.window.docks import Docks
    from evreader.ui.window.library_keeping import OpenProject
    from evreader.ui.window.main_window import MainWindow
    from evreader.ui.window.side_panels import SidePanels

_NETWORK_HEIGHT = 300


class Panels(QObject):
    """Builds the panels and joins them; they do not know each other."""

    def __init__(
        self,
        window: MainWindow,
        sides: SidePanels,
        *,
        open_: OpenProject,
        create: OpenProject,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace = window.workspace
        look = workspace.look
        self.library, self.entities, self.editor, self.deals = sides
        self.network: NetworkPanel | None = None
        self.lists = Lists(workspace, (self.library, self.entities, self.deals))
        self.sets = SetsChooser(window)
        self.types = TypeBar(look, window)
        self.status = StatusLine(workspace)
        self.tagging = Tagging(workspace)
        self.dealing = Dealing(workspace, self.deals, self.editor)
        self.importing = Importing(workspace)
        self.reviewing = Reviewing(workspace, self.library)
        self.reading = ReadingHelp(workspace)
        self._keepers = (
            LibraryKeeping(workspace, self.library, open_=open_, create=create),
            SetKeeping(workspace, self.sets),
            Appearance(workspace),
            self.importing,
            self.reviewing,
            Exporting(workspace, self.library),
            Repairing(workspace),
            Writing(workspace),
            self.reading,
            TextCommands(workspace),
            WindowCommands(workspace, window, self),
        )
        self._help = Help(workspace, window)
        self.actions = self._make_actions()
        self._help.set_actions(self.actions)
        self.status.set_actions(self.actions)

    @property
    def _docks(self) -> Docks:
        return self._window.docks

    def lay_out(self, center: QVBoxLayout) -> None:
        """Put everything in its place around the reader, which stands in ``center``."""
        center.insertWidget(0, self.types)
        self._lay_out()
        self._connect()

    def take_session(self, session: Session) -> None:
        """Show another project everywhere."""
        self.lists.promise()
        for panel in self._panels():
            panel.set_session(session)
        self.lists.read()
        self.take_project()

    def take_project(self) -> None:
        """Show all of the project in work that is not in a panel."""
        session = self._workspace.session
        self.types.set_scheme(session.scheme)
        self._show_labels()
        self._show_article()
        self._show_sets()
        self._show_steps()

    def apply(self, changes: Changes) -> None:
        """Show what an operation changed everywhere but in the reader."""
        self.editor.refresh(changes)
        self.lists.refresh(changes)
        if changes.sets or changes.structure:
            self._show_sets()
        if changes.structure:
            self._show_article()
        self._show_steps()
        self.status.note_success()
        self.status.describe()

    def fill_network(self) -> NetworkPanel:
        """The network; pyqtgraph is loaded with it, unless that was done in the background."""
        if self.network is None:
            self.network = self._made_network()
            self.network.set_session(self._workspace.session)
        return self.network

    def _made_network(self) -> NetworkPanel:
        from evreader.ui.network.network_panel import NetworkPanel

        network = NetworkPanel(self._workspace.look, tasks=self._workspace.readings)
        self.lists.add(network)
        self._docks.put("network", network)
        network.deal_chosen.connect(self._show_deal)
        network.entity_chosen.connect(self._show_entity)
        network.failed.connect(self._workspace.refused)
        network.save_wanted.connect(self.actions.action("network.picture").trigger)
        self._docks.raise_to("network", _NETWORK_HEIGHT)
        return network

    def _panels(self) -> list[Panel]:
        panels: list[Panel] = [self.library, self.entities, self.deals, self.editor]
        return [*panels, self.network] if self.network is not None else panels

    def _make_actions(self) -> Actions:
        parts = (self.tagging, self.dealing, self._help, *self._keepers)
        handlers = {id_: act for part in parts for id_, act in part.handlers().items()}
        return Actions(self._window, reader=self._window.reader, handlers=handlers)

    def _lay_out(self) -> None:
        for name, panel in (
            ("library", self.library),
            ("entities", self.entities),
            ("deal", self.editor),
            ("deals", self.deals),
        ):
            self._docks.put(name, panel)
        self.actions.menus(self._window.menuBar())
        bar = self._window.add_bar("main")
        bar.setWindowTitle(self.tr("Toolbar"))
        self.actions.toolbar(bar)
        bar.addSeparator()
        bar.addWidget(self.sets)
        self._window.setStatusBar(self.status)

    def _connect(self) -> None:
        workspace, reader = self._workspace, self._window.reader
        for panel in self._panels():
            panel.failed.connect(workspace.refused)
        self.types.type_chosen.connect(self.tagging.tag)
        self.entities.mention_chosen.connect(self._go_to_mention)
        self.importing.choice_wanted.connect(self.reviewing.choose_text)
        self.entities.delete_wanted.connect(self._delete_entities)
        self.deals.deal_chosen.connect(self._mark_in_network)
        self._docks.wanted.connect(self._fill)
        # One that was in front when the window was closed is so again, and tells nobody.
        QTimer.singleShot(0, self, self._fill_what_shows)
        self._docks.toggled.connect(self._show_toggled)
        reader.article_changed.connect(self._show_other_article)
        reader.context_menu_wanted.connect(self._open_context_menu)
        reader.link_menu_wanted.connect(self._open_link_menu)
        reader.mention_selected.connect(self._mark_type)
        workspace.look.changed.connect(self._show_labels)
        self.reading.changed.connect(self._show_reading)
        self._show_reading()
        for name in self._docks.names():
            self._show_toggled(name, shown=self._docks.is_shown(name))

    def _fill_what_shows(self) -> None:
        for name in self._docks.names():
            if self._docks.is_in_front(name) and not self._docks.is_filled(name):
                self._fill(name)

    def _fill(self, name: str) -> None:
        if name == "network":
            self._workspace.tasks.run(
                _load_network,
                self._take_network,
                failed=self._tell_failure,
                label=self.tr("Loading the network…"),
            )

    def _take_network(self, _loaded: None) -> None:
        if self.network is None:
            self.network = self._made_network()
            self.network.wait()
            self.network.set_session(self._workspace.session)
            self.lists.read_for(self.network)

    def _tell_failure(self, error: EvreaderError) -> None:
        self._workspace.refused.emit(str(error))

    def _show_toggled(self, name: str, shown: bool) -> None:  # noqa: FBT001 - a signal's value
        self.actions.set_checked(f"view.panel.{name}", shown)

    def _show_labels(self) -> None:
        look, scheme = self._workspace.look, self._workspace.session.scheme
        self.actions.show_types(scheme, look.label_language)
        self.actions.set_checked(f"view.theme.{look.theme}", checked=True)
        self.actions.set_checked("view.chinese_labels", look.label_language == "zh")

    def _show_reading(self) -> None:
        for command, checked in self.reading.states().items():
            self.actions.set_checked(command, checked)

    def _mark_type(self, mention: int) -> None:
        found = self._workspace.session.mentions.get(mention) if mention else None
        self.types.mark(found.type if found else "")

    def _show_other_article(self) -> None:
        # Every article opens folded.
        self.actions.set_checked("view.boilerplate", checked=False)
        self._show_article()

    def _show_article(self) -> None:
        self.library.set_current(self._window.reader.article or 0)
        self.status.describe()

    def _show_sets(self) -> None:
        sets = self._workspace.session.sets
        self.sets.show_sets(sets.all(), sets.current.id)
        self.actions.set_checked("set.lock", sets.current.locked)
        self.types.setEnabled(not sets.current.locked)

    def _show_steps(self) -> None:
        history = self._workspace.session.history
        undo, redo = (
            in_words(step) if step else None for step in (history.undo_step, history.redo_step)
        )
        self.actions.set_undo(undo, redo)

    def _show_deal(self, deal: int) -> None:
        """A deal chosen in the network: show it, and its evidence in the reader."""
        self.dealing.show(deal)
        found = self._workspace.session.deals.get(deal)
        evidence = next((e for role in found.roles for e in role.evidence), None)
        if evidence is not None:
            self._workspace.go_to(evidence.passage, evidence.start, evidence.end)

    def _mark_in_network(self, deal: int) -> None:
        if self.network is not None:
            self.network.select_deal(deal)

    def _show_entity(self, entity: int) -> None:
        self._docks.show("entities")
        self.entities.set_current(entity)

    def _go_to_mention(self, mention: int) -> None:
        found = self._workspace.session.mentions.get(mention)
        self._workspace.go_to(found.passage, found.start, found.end)
        self._window.reader.desk.guide.choose_mention(mention)

    def _delete_entities(self, entities: list[int]) -> None:
        question = counted(
            len(entities),
            self.tr("Delete the entity? Its mentions stay, without one."),
            self.tr("Delete {n} entities? Their mentions stay, without one."),
        )
        workspace = self._workspace
        if workspace.ask.confirm(question, action=self.tr("Delete"), destructive=True):
            workspace.attempt(lambda: workspace.session.entities.delete(entities))

    def _open_context_menu(self, place: QPoint, _hit: object) -> None:
        from evreader.ui.window.context_menu import ContextMenu

        ContextMenu(self.actions, self._window.reader).popup(place)

    def _open_link_menu(self, place: QPoint) -> None:
        from evreader.ui.window.context_menu import LinkMenu

        LinkMenu(self.actions, self._window.reader).popup(place)


def _load_network(_progress: Progress) -> None:
    """Half a second in which the window answers."""
    import evreader.ui.network.network_panel  # noqa: F401
