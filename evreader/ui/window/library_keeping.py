"""Commands for articles and projects: walk, rename, delete, open another project."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from evreader.errors import EvreaderError
from evreader.ui.widgets.captions import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from evreader.domain.article import Kind
    from evreader.session.session import Session
    from evreader.ui.library.library_panel import LibraryPanel
    from evreader.ui.window.workspace import Workspace

    OpenProject = Callable[[Path], Session]

_MANY = 50
"""So many articles are deleted in the background: they take a tenth of a second."""


class LibraryKeeping(QObject):
    """Keeps the library: which project is open, which article, what it is called."""

    def __init__(
        self, workspace: Workspace, panel: LibraryPanel, *, open_: OpenProject, create: OpenProject
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._reader = workspace.reader
        self._panel = panel
        self._open = open_
        self._create = create
        panel.article_chosen.connect(self.open_article)
        panel.delete_wanted.connect(self.delete_these)
        panel.rename_wanted.connect(self.rename_this)
        workspace.reader.kind_change_wanted.connect(self.restore)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "project.open": self.ask_and_open,
            "project.new": self.ask_and_create,
            "article.next": self.next,
            "article.previous": self.previous,
            "article.rename": self.rename,
            "article.delete": self.delete,
            "passage.kind": self.set_kind,
        }

    def open_article(self, article: int) -> None:
        """Show an article, at the place where it was left if it was the last one."""
        if article != self._reader.article:
            self._workspace.attempt(partial(self._reader.open_article, article))
        self._reader.setFocus()

    def ask_and_open(self) -> None:
        """Ask for a project and open it."""
        title = self.tr("Open project")
        path = self._workspace.ask.open_file(title, [self.tr("evreader project (*.sqlite)")])
        if path is not None:
            self._replace(partial(self._open, path))

    def ask_and_create(self) -> None:
        """Ask for a place, make a project there and open it."""
        name = self.tr("evreader project (*.sqlite)")
        path = self._workspace.ask.save_file(self.tr("New project"), "deals.sqlite", name)
        if path is not None:
            self._replace(partial(self._create, path))

    def next(self) -> None:
        """Open the next article of the list."""
        self._panel.step(1)

    def previous(self) -> None:
        """Open the article before it in the list."""
        self._panel.step(-1)

    def rename(self) -> None:
        """Ask for another title for the open article."""
        if self._reader.article is not None:
            self.rename_this(self._reader.article)

    def rename_this(self, article: int) -> None:
        """Ask for another title for an article."""
        articles = self._workspace.session.articles
        info = articles.info(article)
        title = self._workspace.ask.text(self.tr("Rename article"), self.tr("Title"), info.title)
        if title and title != info.title:
            self._workspace.attempt(partial(articles.set_info, article, info._replace(title=title)))

    def delete(self) -> None:
        """Remove the open article, after asking."""
        if self._reader.article is not None:
            self.delete_these([self._reader.article])

    def delete_these(self, articles: Sequence[int]) -> None:
        """Remove articles, after asking."""
        question = counted(
            len(articles),
            self.tr("Delete the article with all that is tagged there? Undo brings it back."),
            self.tr("Delete {n} articles with all that is tagged there? Undo brings them back."),
        )
        if not self._workspace.ask.confirm(question, action=self.tr("Delete"), destructive=True):
            return
        gone = list(articles)
        if len(gone) >= _MANY:
            self._workspace.attempt_apart(
                lambda session: session.articles.delete(gone), label=self.tr("Deleting articles…")
            )
        else:
            self._workspace.attempt(partial(self._workspace.session.articles.delete, gone))

    def set_kind(self, kind: str) -> None:
        """Say what the passage at the caret is on its page."""
        caret = self._reader.desk.caret()
        if caret is not None:
            articles = self._workspace.session.articles
            self._workspace.attempt(partial(articles.set_kind, [caret[0]], cast("Kind", kind)))

    def restore(self, passage: int) -> None:
        """Let a passage not count as boilerplate any more."""
        articles = self._workspace.session.articles
        self._workspace.attempt(partial(articles.set_kind, [passage], "paragraph"))

    def _replace(self, opened: Callable[[], Session]) -> None:
        if self._workspace.tasks.busy:
            # What is being imported would end in the other project.
            self._workspace.refused.emit(
                self.tr("An import or export is running; wait until it is done, or cancel it.")
            )
            return
        try:
            session = opened()
        except EvreaderError as error:
            self._workspace.ask.error(str(error))
            return
        self._workspace.replace_session(session)
