"""The deals of the current annotation set, over all articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout

from evreader.domain.scheme import label
from evreader.override import override
from evreader.ui.deals.table import DealRows, DealTableModel, evidence_of
from evreader.ui.deals.view import DealView
from evreader.ui.widgets.captions import Caption, counted
from evreader.ui.widgets.filter_field import FilterField
from evreader.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from evreader.domain.changes import Changes
    from evreader.domain.summaries import DealSummary
    from evreader.ui.deals.table import DealRow
    from evreader.ui.look import Look


class DealPanel(Panel):
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
        return changes.structure or bool(changes.deals or changes.entities or changes.sets)

    @override
    def relabel(self) -> None:
        self._fill_types()
        self.reload()

    @override
    def restyle(self) -> None:
        self._fill_types()
        self._rows = self._rows_of(list(self._deals.values()))
        self._model.set_rows(list(self._rows.values()))
        self._filter()

    @override
    def reload(self) -> None:
        session = self._session
        deals = self.listed(session.deals.summaries) if session is not None else []
        self._deals = {summary.deal.id: summary for summary in deals}
        self._rows = self._rows_of(deals)
        self._model.set_rows(list(self._rows.values()))
        self._filter()

    @override
    def catch_up(self, noted: list[Changes]) -> None:
        """Read only the deals that changed, and those whose parties did."""
        if self._session is None or any(changes.structure or changes.sets for changes in noted):
            self.reload()
            return
        entities = {entity for changes in noted for entity in changes.entities}
        touched = {deal for changes in noted for deal in changes.deals}
        for key, summary in self._deals.items():
            if any(party.id in entities for party in summary.parties):
                touched.add(key)
        for key in touched:
            self._deals.pop(key, None)
            self._rows.pop(key, None)
        deals = self._session.deals.summaries(only=touched)
        self._deals |= {summary.deal.id: summary for summary in deals}
        self._rows |= self._rows_of(deals)
        self._model.set_rows(list(self._rows.values()))
        self._filter()

    def _rows_of(self, deals: list[DealSummary]) -> dict[int, DealRow]:
        session = self._session
        if session is None:
            return {}
        rows = DealRows(
            session.scheme,
            self._look.label_language,
            evidence=self.tr("EN {en} · ZH {zh}"),
            complete=self.tr("Complete"),
            missing=self.tr("Missing: {roles}"),
        )
        passages = {item.passage for each in deals for item in evidence_of(each.deal)}
        languages = session.articles.languages(passages)
        return {summary.deal.id: rows.row(summary, languages) for summary in deals}

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
        self._types.clear()
        self._types.addItem(self.tr("All types"), "")
        for kind in deals:
            self._types.addItem(label(kind.labels, self._look.label_language), kind.name)
        self._types.setCurrentIndex(max(self._types.findData(chosen), 0))

    def _filter(self) -> None:
        if not self._model.total:
            self._view.hint = self.tr("No deals yet.\n\nSelect text in the reader and press D.")
        else:
            self._view.hint = self.tr("No deal fits the filter.")
        kind = self._types.currentData() or ""
        self._model.set_filter(self._field.text(), kind, incomplete=self._incomplete.isChecked())
        total, shown = self._model.total, self._model.rowCount()
        whole = counted(total, self.tr("{n} deal"), self.tr("{n} deals"))
        part = self.tr("{n} of {all}").format(n=f"{shown:,}", all=whole)
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
