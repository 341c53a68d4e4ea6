"""The deals of the current annotation set, over all articles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout

from evreader.domain.scheme import label
from evreader.domain.summaries import touched_deals
from evreader.override import override
from evreader.ui.deals.table import DealRows, DealTableModel, evidence_of
from evreader.ui.deals.view import DealView
from evreader.ui.widgets.captions import Caption, counted
from evreader.ui.widgets.filter_field import FilterField
from evreader.ui.widgets.panel import ListPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtWidgets import QWidget

    from evreader.domain.changes import Changes
    from evreader.domain.scheme import Scheme
    from evreader.domain.summaries import DealSummary
    from evreader.session.session import Session
    from evreader.ui.deals.table import DealRow
    from evreader.ui.look import Look

    _Found = list[tuple[DealSummary, DealRow]]

REWORDED = 500
"""So many deals are said anew in one turn of the event loop when labels change their language."""


class DealPanel(ListPanel):
    """The list of deals.

    Signals:
        deal_chosen: a deal to show in the editor.
        evidence_chosen: passage, start and end of a stretch of text to show in the reader.
        delete_wanted: the ids of deals to delete.
    """

    deal_chosen = Signal(int)
    evidence_chosen = Signal(int, int, int)
    delete_wanted = Signal(list)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._deals: dict[int, DealSummary] = {}
        self._rows: dict[int, DealRow] = {}
        self._walk = (0, -1)
        self._worded_in = look.label_language
        self._rewording: Iterator[None] = iter(())
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._reword_some)
        self._model = DealTableModel(self)
        self._model.set_headings(self._headings())
        self._view = DealView(self._model, look, self)
        self._view.setAccessibleName(self.tr("Deals"))
        self._field = FilterField(self.tr("Filter deals"), self)
        self._types = QComboBox(self)
        self._types.setAccessibleName(self.tr("Type of deal"))
        self._incomplete = QCheckBox(self.tr("&Incomplete only"), self)
        self._count = Caption(quiet=True, parent=self)
        self._lay_out()
        self._add_actions()
        self._field.textChanged.connect(self._filter)
        self._field.left.connect(self._view.enter)
        self._types.currentIndexChanged.connect(self._filter)
        self._incomplete.toggled.connect(self._filter)
        self._view.moved_to.connect(self.deal_chosen)
        self._view.opened.connect(self._next_evidence)
        self._view.delete_pressed.connect(self._want_delete)
        self.setFocusProxy(self._view)
        self._filter()

    def set_current(self, deal: int) -> None:
        """Select a deal, without announcing it again."""
        self.read_if_stale()
        self._view.go_to(deal)

    def focus_search(self) -> None:
        """Put the caret in the filter field, its text selected."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def step(self, rows: int) -> None:
        """Choose the deal so many rows below (or above) the current one, at first the first."""
        self.read_if_stale()
        count = self._model.rowCount()
        row = self._model.row_of(self._view.current_id())
        row = row + rows if row >= 0 else 0
        if 0 <= row < count:
            self._view.go_to(self._model.row(row).id)
            self.deal_chosen.emit(self._model.row(row).id)

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.whole or bool(changes.deals or changes.entities)

    @override
    def reading(self, scheme: Scheme) -> Callable[[Session], _Found]:
        return partial(_read, self._wording(scheme))

    @override
    def tell_waiting(self) -> None:
        self._count.say(self.tr("Reading…"))

    @override
    def relabel(self) -> None:
        self._fill_types()
        self.reload()

    @override
    def restyle(self) -> None:
        if self._worded_in != self._look.label_language:
            self._fill_types()
            self._reword()
        else:
            self._view.viewport().update()

    @override
    def reload(self) -> None:
        self._turns.stop()
        found = self.found() or ()
        self._deals = {summary.deal.id: summary for summary, _ in found}
        self._show_rows({row.id: row for _, row in found})

    @override
    def catch_up(self, noted: list[Changes]) -> None:
        """Read only the deals that changed, and those whose parties did."""
        if self._session is None or any(changes.whole for changes in noted):
            self.reload()
            return
        touched = touched_deals(self._deals.values(), noted)
        for key in touched:
            self._deals.pop(key, None)
            self._rows.pop(key, None)
        found = _read(self._wording(self._session.scheme), self._session, only=touched)
        self._deals |= {summary.deal.id: summary for summary, _ in found}
        self._show_rows(self._rows | {row.id: row for _, row in found})
        if self._turns.isActive():
            self._reword()

    def _show_rows(self, rows: dict[int, DealRow]) -> None:
        self._rows = rows
        self._model.set_rows(list(rows.values()))
        self._filter()

    def _reword(self) -> None:
        """Say all deals in the language chosen now, a part in each turn: all take 0.2 s."""
        if self._session is not None:
            self._rewording = self._reworded(self._session)
            self._turns.start()
            self._reword_some()

    def _reworded(self, session: Session) -> Iterator[None]:
        wording = self._wording(session.scheme)
        rows: dict[int, DealRow] = {}
        deals = list(self._deals.values())
        for start in range(0, len(deals), REWORDED):
            if start:
                yield
            rows |= _rows(wording, session, deals[start : start + REWORDED])
        self._show_rows(rows)

    def _reword_some(self) -> None:
        if next(self._rewording, self) is self:
            self._turns.stop()

    def _wording(self, scheme: Scheme) -> DealRows:
        self._worded_in = self._look.label_language
        return DealRows(
            scheme,
            self._worded_in,
            evidence=self.tr("EN {en} · ZH {zh}"),
            complete=self.tr("Complete"),
            missing=self.tr("Missing: {roles}"),
        )

    def _headings(self) -> list[str]:
        return [
            self.tr("Type"),
            self.tr("Parties"),
            self.tr("Status"),
            self.tr("Date"),
            self.tr("Value"),
            self.tr("Articles"),
            self.tr("Evidence"),
            self.tr("Complete?"),
        ]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 12, 8)
        top.setSpacing(8)
        top.addWidget(self._field, 2)
        top.addWidget(self._types, 1)
        top.addWidget(self._incomplete)
        top.addSpacing(8)
        top.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._view, 1)

    def _add_actions(self) -> None:
        walk = QAction(self.tr("Show next evidence"), self._view)
        walk.triggered.connect(self._walk_current)
        delete = QAction(self.tr("Delete"), self._view)
        delete.triggered.connect(self._want_delete)
        self._view.addActions([walk, delete])

    def _fill_types(self) -> None:
        chosen = self._types.currentData()
        deals = self._session.scheme.deals if self._session is not None else ()
        with QSignalBlocker(self._types):
            self._types.clear()
            self._types.addItem(self.tr("All types"), "")
            for kind in deals:
                self._types.addItem(label(kind.labels, self._look.label_language), kind.name)
            self._types.setCurrentIndex(max(self._types.findData(chosen), 0))

    def _filter(self) -> None:
        if self._waits and not self._model.total:
            self._view.hint = self.tr("Reading…")
        elif not self._model.total:
            self._view.hint = self.tr("No deals yet.\n\nSelect text in the reader and press D.")
        else:
            self._view.hint = self.tr("No deal fits the filter.")
        kind = self._types.currentData() or ""
        self._model.set_filter(self._field.text(), kind, incomplete=self._incomplete.isChecked())
        total, shown = self._model.total, self._model.rowCount()
        whole = counted(total, self.tr("{n} deal"), self.tr("{n} deals"))
        part = self.tr("{n} of {all}").format(n=f"{shown:,}", all=whole)
        if self._waits:
            self.tell_waiting()
        else:
            self._count.say(whole if shown == total else part)

    def _walk_current(self) -> None:
        if self._view.current_id():
            self._next_evidence(self._view.current_id())

    def _next_evidence(self, deal: int) -> None:
        """Show the deal's evidence, one stretch after the other at each call."""
        evidence = evidence_of(self._deals[deal].deal)
        if not evidence:
            return
        last, place = self._walk
        place = (place + 1) % len(evidence) if last == deal else 0
        self._walk = (deal, place)
        item = evidence[place]
        self.evidence_chosen.emit(item.passage, item.start, item.end)

    def _want_delete(self) -> None:
        if self._view.selected_ids():
            self.delete_wanted.emit(self._view.selected_ids())


def _read(wording: DealRows, session: Session, *, only: Iterable[int] | None = None) -> _Found:
    """Deals of the current annotation set, with their rows: all of them, or of these ids."""
    deals = session.deals.summaries(only=only)
    rows = _rows(wording, session, deals)
    return [(summary, rows[summary.deal.id]) for summary in deals]


def _rows(wording: DealRows, session: Session, deals: list[DealSummary]) -> dict[int, DealRow]:
    passages = {item.passage for each in deals for item in evidence_of(each.deal)}
    languages = session.articles.languages(passages)
    return {summary.deal.id: wording.row(summary, languages) for summary in deals}
