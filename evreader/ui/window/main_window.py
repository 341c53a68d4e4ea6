"""The main window: it joins reader, panels and commands, and knows what happens when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from evreader.errors import NotFoundError
from evreader.override import override
from evreader.resources import resource
from evreader.ui.reader.view import ReaderView
from evreader.ui.window.docks import Docks
from evreader.ui.window.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QToolBar

    from evreader.domain.changes import Changes
    from evreader.domain.reading import Place
    from evreader.session.session import Session
    from evreader.ui.window.library_keeping import OpenProject
    from evreader.ui.window.panels import Panels
    from evreader.ui.window.workspace import Services

_FOREIGN_CHECK_MS = 3000
_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """One window with one project.

    It comes up in two steps, so that text is on screen at once: the reader first, and everything
    around it (``complete``) right after the first paint.
    """

    def __init__(
        self, services: Services, session: Session, *, open_: OpenProject, create: OpenProject
    ) -> None:
        super().__init__()
        self._open = open_
        self._create = create
        self.reader = ReaderView(services.look, self)
        self.workspace = Workspace(services, session, self.reader)
        self.panels: Panels | None = None
        self._vanished = 0
        self.docks = Docks(self, self.reader)
        self._center = QVBoxLayout()
        self._center.setContentsMargins(0, 0, 0, 0)
        self._center.setSpacing(0)
        self._center.addWidget(self.reader)
        center = QWidget(self)
        center.setLayout(self._center)
        self.setCentralWidget(center)
        self.resize(*_SIZE)
        services.ask.window = self
        self._restore_window()
        self.workspace.opened.connect(self._take_session)
        self.reader.first_painted.connect(self._complete_soon)
        self._take_session()

    def complete(self) -> None:
        """Build what stands around the reader; nothing if that was done."""
        if self.panels is not None:
            return
        from evreader.session.session import load_writing
        from evreader.ui.window.panels import Panels

        self.panels = Panels(self, self._center, open_=self._open, create=self._create)
        self.panels.take_session(self.workspace.session)
        self.reader.setFocus()
        watch = QTimer(self)
        watch.setInterval(_FOREIGN_CHECK_MS)
        watch.timeout.connect(self._look_for_foreign_changes)
        watch.start()
        self.setWindowIcon(QIcon(str(resource("icons", "evreader.svg"))))
        self.workspace.session.suit_window()
        self.workspace.tasks.prepare(load_writing)

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
        settings.state = bytes(self.saveState().data())
        settings.save()
        self.workspace.tasks.close()
        super().closeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._look_for_foreign_changes()
        super().changeEvent(event)

    def _complete_soon(self) -> None:
        # Not within the paint event; a zero timer runs once the picture is on the screen.
        QTimer.singleShot(0, self, self.complete)

    def _restore_window(self) -> None:
        settings = self.workspace.settings
        self.restoreGeometry(QByteArray(settings.geometry))
        self.restoreState(QByteArray(settings.state))

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
            known = articles.ids()
            if known:
                self.reader.open_article(known[0])
            else:
                self._complete_soon()

    def _apply(self, changes: Changes) -> None:
        """Show what an operation changed."""
        if self.workspace.session.scheme is not self._scheme:
            self._take_scheme()
        if changes.structure:
            self._reload_reader()
        else:
            self.reader.refresh(changes.passages)
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
            self.reader.reload()
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
