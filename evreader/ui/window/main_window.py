"""The main window: it joins reader, panels and commands, and knows what happens when."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from evreader.errors import NotFoundError
from evreader.override import override
from evreader.ui.reader.view import ReaderView
from evreader.ui.window.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent
    from PySide6.QtWidgets import QToolBar

    from evreader.domain.changes import Changes
    from evreader.domain.reading import Place
    from evreader.session.session import Session
    from evreader.ui.window.assembly import Assembly
    from evreader.ui.window.docks import Docks
    from evreader.ui.window.library_keeping import OpenProject
    from evreader.ui.window.panels import Panels
    from evreader.ui.window.workspace import Services

_FOREIGN_CHECK_MS = 3000
_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """One window with one project.

    It comes up in steps, so that text is on screen at once: the reader first, in the place where
    it will stay, and everything around it from the first paint on.

    Signals:
        completed: everything is there.
    """

    completed = Signal()

    def __init__(
        self, services: Services, session: Session, *, open_: OpenProject, create: OpenProject
    ) -> None:
        super().__init__()
        self._open = open_
        self._create = create
        self.reader = ReaderView(services.look, self)
        self.reader.arrange(density=services.settings.density)
        self.workspace = Workspace(services, session, self.reader)
        self.panels: Panels | None = None
        self._vanished = 0
        self._center = QVBoxLayout()
        self._center.setSpacing(0)
        self._center.addWidget(self.reader)
        center = QWidget(self)
        center.setLayout(self._center)
        # What is kept free around the reader must not make the window larger.
        center.setMinimumSize(self.reader.minimumSize())
        self.setCentralWidget(center)
        self.resize(*_SIZE)
        services.ask.window = self
        self._restore_place()
        self.workspace.opened.connect(self._take_session)
        self.reader.first_painted.connect(self._complete_soon)
        self._take_session()

    @cached_property
    def docks(self) -> Docks:
        """Where the panels stand: made when first asked for, which is after the first paint."""
        from evreader.ui.window.docks import Docks

        docks = Docks(self, self.reader)
        self.restoreState(QByteArray(self.workspace.settings.state))
        return docks

    def complete(self) -> None:
        """Build at once what still lacks around the reader; nothing if that was done."""
        if self.panels is None:
            self._assembly.finish()

    def take_panels(self, panels: Panels) -> None:
        """Keep these panels informed; the window is complete with them."""
        self.panels = panels
        self.reader.setFocus()
        watch = QTimer(self)
        watch.setInterval(_FOREIGN_CHECK_MS)
        watch.timeout.connect(self._look_for_foreign_changes)
        watch.start()
        self.completed.emit()

    def show_first_deal(self) -> None:
        """Show the first deal of the open article, if it has one."""
        if self.panels is not None and self.reader.article is not None:
            deals = self.workspace.session.deals.of_article(self.reader.article)
            if deals:
                self.panels.dealing.show(deals[0].id)

    def add_bar(self, name: str) -> QToolBar:
        """A toolbar that keeps its place over restarts."""
        bar = self.addToolBar(name)
        bar.setObjectName(f"bar-{name}")
        bar.setMovable(False)
        return bar

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.workspace.remember_place()
        settings = self.workspace.settings
        settings.geometry = bytes(self.saveGeometry().data())
        if self.panels is not None:
            settings.state = bytes(self.saveState().data())
            settings.surroundings = self._surroundings()
        settings.save()
        self.workspace.tasks.close()
        self.workspace.readings.close()
        super().closeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Esc that nobody wanted leads back: from a receipt, then from any panel, to the text.
        if event.key() != QtCore.Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.workspace.ask.close_receipt():
            self.reader.setFocus()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._look_for_foreign_changes()
        super().changeEvent(event)

    @cached_property
    def _assembly(self) -> Assembly:
        from evreader.ui.window.assembly import Assembly

        return Assembly(self, self._center, open_=self._open, create=self._create)

    def _complete_soon(self) -> None:
        # Not within the paint event; a zero timer runs once the picture is on the screen.
        QTimer.singleShot(0, self, self._begin_assembly)

    def _begin_assembly(self) -> None:
        if self.panels is None:
            self._assembly.begin()

    def _restore_place(self) -> None:
        """Come up where the window was left, and keep free what the panels will take."""
        settings = self.workspace.settings
        self.restoreGeometry(QByteArray(settings.geometry))
        left, above, right, below = settings.surroundings
        least = self.reader.minimumSize()
        has_room = (
            self.width() - left - right >= least.width()
            and self.height() - above - below >= least.height()
        )
        self._center.setContentsMargins(*((left, above, right, below) if has_room else (0,) * 4))

    def _surroundings(self) -> tuple[int, int, int, int]:
        corner = self.reader.mapTo(self, QPoint(0, 0))
        right = self.width() - corner.x() - self.reader.width()
        below = self.height() - corner.y() - self.reader.height()
        return corner.x(), corner.y(), right, below

    def _take_session(self) -> None:
        """Show the open project: the article read last, at its place."""
        session = self.workspace.session
        session.subscribe(self._apply)
        self._scheme = session.scheme
        self._vanished = 0
        self.workspace.look.set_scheme(session.scheme)
        self.reader.set_session(session)
        self.workspace.settings.last_project = session.path
        article, place = self.workspace.settings.reading(session.path)
        self._open_first(article, place)
        self._name()
        if self.panels is not None:
            self.panels.take_session(session)

    def _open_first(self, article: int, place: Place) -> None:
        articles = self.workspace.session.articles
        if article:
            try:
                self.reader.open_article(article, place)
            except NotFoundError:
                article = 0
        if not article:
            first = articles.first()
            if first is not None:
                self.reader.open_article(first)
            else:
                self._complete_soon()

    def _apply(self, changes: Changes) -> None:
        """Show what an operation changed."""
        if self.workspace.session.scheme is not self._scheme:
            self._take_scheme()
        if changes.structure:
            self._reload_reader()
        elif self.reader.article in changes.rows:
            self.reader.desk.reload(hold_caret=True)
        else:
            self.reader.desk.refresh(changes.passages)
        if self.panels is not None:
            self.panels.apply(changes)
        self._name()

    def _take_scheme(self) -> None:
        """Offer the types of the project's scheme."""
        session = self.workspace.session
        self._scheme = session.scheme
        self.workspace.look.set_scheme(session.scheme)
        if self.panels is not None:
            self.panels.take_session(session)

    def _reload_reader(self) -> None:
        """Show what is left; an article that was open when it vanished comes back with undo."""
        article = self.reader.article
        known = self.workspace.session.articles.ids()
        if self._vanished in known:
            self.reader.open_article(self._vanished)
            self._vanished = 0
        elif article in known:
            self.reader.desk.reload()
        else:
            self._vanished = article or self._vanished
            if known:
                self.reader.open_article(known[-1])
            else:
                self.reader.close_article()

    def _look_for_foreign_changes(self) -> None:
        self.workspace.attempt(self.workspace.session.look_for_foreign_changes)

    def _name(self) -> None:
        title = self.workspace.session.path.stem
        lock = QCoreApplication.translate("MainWindow", " (read only)")
        self.setWindowTitle(f"{title}{lock if self.workspace.session.read_only else ''} – evreader")
