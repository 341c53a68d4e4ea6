"""The library: every article of the project, to filter, open, rename and delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from evreader.domain.matching import finder
from evreader.override import override
from evreader.ui.widgets.captions import Caption, Hairline, counted
from evreader.ui.widgets.controls import plain_button
from evreader.ui.widgets.filter_field import FilterField
from evreader.ui.widgets.icons import icon
from evreader.ui.widgets.lines import Line, LineView
from evreader.ui.widgets.panel import ListPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QWidget

    from evreader.domain.changes import Changes
    from evreader.domain.scheme import Scheme
    from evreader.domain.summaries import ArticleSummary
    from evreader.session.session import Session
    from evreader.ui.look import Look


class LibraryPanel(ListPanel):
    """The list of articles.

    Signals:
        article_chosen: an article to open in the reader.
        delete_wanted: the ids of articles to delete; the window asks first.
        rename_wanted: an article whose title the user wants to change.
        details_wanted: an article of which the user wants to change more.
        choice_wanted: an article whose main text the user wants to choose.
        reviewed: the ids of articles that the user has looked at.
    """

    article_chosen = Signal(int)
    delete_wanted = Signal(list)
    rename_wanted = Signal(int)
    details_wanted = Signal(int)
    choice_wanted = Signal(int)
    reviewed = Signal(list)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._articles: dict[int, ArticleSummary] = {}
        self._current = 0
        self._is_behind = False
        self._field = FilterField(self.tr("Filter titles"), self)
        self._doubtful = plain_button("", self.tr("Show only articles to look at"), self)
        self._doubtful.setIcon(icon("flag"))
        self._doubtful.setCheckable(True)
        self._count = Caption(quiet=True, parent=self)
        self._list = LineView(look, self)
        self._list.setAccessibleName(self.tr("Articles"))
        self._lay_out()
        self._add_actions()
        self._field.textChanged.connect(self._show_matching)
        self._doubtful.toggled.connect(self._show_matching)
        self._field.left.connect(self._list.enter)
        self._list.clicked.connect(self._open_clicked)
        self._list.opened.connect(self.article_chosen)
        self._list.delete_pressed.connect(self._want_delete)
        self.setFocusProxy(self._list)
        self._show_matching()

    def focus_search(self) -> None:
        """Put the caret in the filter field, its text selected."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def selected(self) -> list[int]:
        """The articles chosen in the list, if there are several."""
        found = self._list.selected_ids()
        return list(found) if len(found) > 1 else []

    def set_current(self, article: int) -> None:
        """Mark the article that the reader shows (0: none) and scroll to it."""
        self._current = article
        # One that just came in is listed a moment later.
        self._is_behind = not self._list.go_to(article)
        self._list.viewport().update()

    def step(self, rows: int) -> None:
        """Choose the article so many rows below (or above) the one the reader shows."""
        self.read_if_stale()
        article = self._list.neighbour(self._current, rows)
        if article:
            self.article_chosen.emit(article)

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.whole or bool(changes.articles or changes.mentions or changes.deals)

    @override
    def reading(self, _scheme: Scheme) -> Callable[[Session], list[ArticleSummary]]:
        return _read

    @override
    def tell_waiting(self) -> None:
        self._count.say(self.tr("Reading…"))

    @override
    def reload(self) -> None:
        self._articles = {article.id: article for article in self.found() or ()}
        self._show_matching()

    @override
    def restyle(self) -> None:
        self._list.viewport().update()

    @override
    def catch_up(self, noted: list[Changes]) -> None:
        # While one tags, only the counts of one article change: no need to read thousands.
        if self._session is None or any(changes.whole for changes in noted):
            self.reload()
            return
        touched = {article for changes in noted for article in changes.articles}
        found = {item.id: item for item in self._session.articles.summaries(only=touched)}
        before = {key: self._articles.get(key) for key in touched}
        self._articles |= found
        if any(changes.deals for changes in noted):
            self._take_deals(self._session.articles.deal_counts())
        if any(_heading(before[key]) != _heading(found.get(key)) for key in touched):
            self._articles = {
                key: self._articles[key]
                for key in sorted(self._articles, reverse=True)
                if key in found or key not in touched
            }
            self._show_matching()
        self._list.viewport().update()

    def _take_deals(self, counts: Mapping[int, int]) -> None:
        """A deal that changed may have evidence anywhere, or had it."""
        for key, article in self._articles.items():
            if article.deals != counts.get(key, 0):
                self._articles[key] = article._replace(deals=counts.get(key, 0))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 8)
        top.addWidget(self._field)
        top.addWidget(self._doubtful)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(12, 6, 12, 6)
        bottom.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._list, 1)
        layout.addWidget(Hairline(self))
        layout.addLayout(bottom)

    def _add_actions(self) -> None:
        open_it = QAction(self.tr("Open"), self._list)
        open_it.triggered.connect(self._open_current)
        rename = QAction(self.tr("Rename…"), self._list)
        rename.setShortcut(QKeySequence(Qt.Key.Key_F2))
        rename.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        rename.triggered.connect(self._want_rename)
        details = QAction(self.tr("Details…"), self._list)
        details.triggered.connect(self._want_details)
        choose = QAction(self.tr("Choose the main text…"), self._list)
        choose.triggered.connect(self._want_choice)
        looked = QAction(self.tr("Mark as looked at"), self._list)
        looked.triggered.connect(self._want_reviewed)
        delete = QAction(self.tr("Delete…"), self._list)
        delete.triggered.connect(self._want_delete)
        self._list.addActions([open_it, rename, details, choose, looked, delete])

    def _show_matching(self) -> None:
        wanted = self._field.text().strip()
        found = finder(wanted).search
        doubtful = sum(bool(item.review) for item in self._articles.values())
        self._doubtful.setVisible(doubtful > 0)
        self._doubtful.setToolTip(
            counted(
                doubtful,
                self.tr("Show only the {n} article to look at"),
                self.tr("Show only the {n} articles to look at"),
            )
        )
        only = self._doubtful.isChecked() and doubtful > 0
        ids = [
            key
            for key, item in self._articles.items()
            if found(item.title) and (item.review or not only)
        ]
        if self._waits and not self._articles:
            self._list.hint = self.tr("Reading…")
        elif not self._articles:
            self._list.hint = self.tr("No articles yet.\n\nDrop files here, or press Ctrl+I.")
        else:
            self._list.hint = self.tr("No title contains “{text}”.").format(text=wanted)
        self._list.show_rows(ids, self._line)
        if self._is_behind or not self._list.selected_ids():
            self._is_behind = not self._list.go_to(self._current)
        whole = counted(len(self._articles), self.tr("{n} article"), self.tr("{n} articles"))
        part = self.tr("{n} of {all}").format(n=f"{len(ids):,}", all=whole)
        if self._waits:
            self.tell_waiting()
        else:
            self._count.say(part if wanted or only else whole)

    def _line(self, key: int) -> Line:
        article = self._articles[key]
        codes = {"en": self.tr("EN"), "zh": self.tr("ZH"), "other": self.tr("other")}
        # What tells articles apart while one works comes first: the line is short.
        parts = [" ".join(codes[language] for language in article.languages)]
        if article.mentions:
            mentions = self.tr("{n} mention"), self.tr("{n} mentions")
            parts.append(counted(article.mentions, *mentions))
        if article.deals:
            parts.append(counted(article.deals, self.tr("{n} deal"), self.tr("{n} deals")))
        passages = counted(article.passages, self.tr("{n} passage"), self.tr("{n} passages"))
        parts += [article.date, article.source, passages]
        title = article.title or self.tr("(no title)")
        detail = " · ".join(part for part in parts if part)
        return Line(title, detail=detail, flag=article.review, current=key == self._current)

    def _open_clicked(self, _index: QModelIndex) -> None:
        # A click that extends the selection prepares a deletion; it opens nothing.
        if len(self._list.selected_ids()) == 1:
            self._open_current()

    def _open_current(self) -> None:
        if self._list.current_id():
            self.article_chosen.emit(self._list.current_id())

    def _want_rename(self) -> None:
        if self._list.current_id():
            self.rename_wanted.emit(self._list.current_id())

    def _want_details(self) -> None:
        if self._list.current_id():
            self.details_wanted.emit(self._list.current_id())

    def _want_choice(self) -> None:
        if self._list.current_id():
            self.choice_wanted.emit(self._list.current_id())

    def _want_reviewed(self) -> None:
        found = [key for key in self._list.selected_ids() if self._articles[key].review]
        if found:
            self.reviewed.emit(found)

    def _want_delete(self) -> None:
        if self._list.selected_ids():
            self.delete_wanted.emit(self._list.selected_ids())


def _read(session: Session) -> list[ArticleSummary]:
    return session.articles.summaries()


def _heading(article: ArticleSummary | None) -> tuple[str, str] | None:
    """What decides whether, and where, an article is listed; None: it is not there."""
    return (article.title, article.review) if article is not None else None
