"""Commands about an article as a whole: what is known of it, and which of its page is its text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evreader.ui.library.library_panel import LibraryPanel
    from evreader.ui.window.workspace import Workspace


class Reviewing(QObject):
    """Corrects what the import found out about articles."""

    def __init__(self, workspace: Workspace, panel: LibraryPanel) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        panel.details_wanted.connect(self.change_details)
        panel.choice_wanted.connect(self.choose_text)
        panel.reviewed.connect(self.set_reviewed)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "article.details": partial(self._with_open, self.change_details),
            "article.choose_text": partial(self._with_open, self.choose_text),
            "article.reviewed": partial(self._with_open, self._set_one_reviewed),
        }

    def change_details(self, article: int) -> None:
        """Ask for title, author, date, site, address and source of an article."""
        articles = self._workspace.session.articles
        info = articles.info(article)
        wanted = self._workspace.ask.article_details(info)
        if wanted is not None and wanted != info:
            self._workspace.attempt(partial(articles.set_info, article, wanted))

    def choose_text(self, article: int) -> None:
        """Ask which blocks of its page are an article's main text."""
        articles = self._workspace.session.articles
        found = articles.get(article)
        if not found.cuts:
            self._workspace.refused.emit(
                self.tr("There was no doubt about the main text of this article.")
            )
            return
        kinds = self._workspace.ask.main_text(found)
        if kinds is not None:
            self._workspace.attempt(partial(articles.set_main_text, article, kinds))

    def set_reviewed(self, articles: Sequence[int]) -> None:
        """Say that somebody has looked at articles."""
        session = self._workspace.session
        self._workspace.attempt(partial(session.articles.set_reviewed, list(articles)))

    def _set_one_reviewed(self, article: int) -> None:
        self.set_reviewed([article])

    def _with_open(self, act: Callable[[int], None]) -> None:
        if self._workspace.reader.article is not None:
            act(self._workspace.reader.article)
