"""The entities of the project: find, rename, merge, and walk through their mentions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from evreader.domain.scheme import label
from evreader.errors import NotFoundError
from evreader.override import override
from evreader.ui.entities.form import LISTED, EntityForm
from evreader.ui.widgets.captions import Caption, Hairline, counted
from evreader.ui.widgets.controls import Chooser
from evreader.ui.widgets.filter_field import FilterField
from evreader.ui.widgets.lines import Line, LineView
from evreader.ui.widgets.pane import Pane
from evreader.ui.widgets.panel import ListPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from evreader.domain.annotation import Entity, Name
    from evreader.domain.changes import Changes
    from evreader.domain.scheme import Scheme
    from evreader.domain.summaries import EntitySummary
    from evreader.session.session import Session
    from evreader.ui.look import Look

FOUND = 500
"""A filter lists at most so many entities, the best first."""


ROWS_AT_LEAST = 3


class EntityPanel(ListPanel):
    """The list of entities, and below it the one that is chosen.

    Signals:
        entity_chosen: the entity the user stands on.
        mention_chosen: a mention to show in the reader.
        delete_wanted: the ids of entities to delete; the window asks first.
    """

    entity_chosen = Signal(int)
    mention_chosen = Signal(int)
    delete_wanted = Signal(list)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._entities: dict[int, EntitySummary] = {}
        self._shown = 0
        self._mentions: list[int] = []
        self._walk = -1
        self._picked: list[int] = []
        self._field = FilterField(self.tr("Filter: name, 名称, pinyin"), self)
        self._order = Chooser(self)
        self._order.setAccessibleName(self.tr("Sort by"))
        self._count = Caption(quiet=True, parent=self)
        self._list = LineView(look, self)
        self._list.setAccessibleName(self.tr("Entities"))
        self._form = EntityForm(look, self)
        self._pane = Pane(self)
        self._pane.setWidget(self._form)
        self._pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pane.setVisible(False)
        self._add_actions()
        self._lay_out()
        self._connect()
        self._arrange()

    @override
    def set_session(self, session: Session | None) -> None:
        self._shown = 0
        self._pane.setVisible(False)
        super().set_session(session)

    def set_current(self, entity: int) -> None:
        """Choose an entity from outside; it is shown even where the filter would hide it."""
        self.read_if_stale()
        if entity not in self._entities:
            return
        if self._field.text():
            self._field.clear()
        self._list.go_to(entity)

    def focus_search(self) -> None:
        """Put the caret in the filter field, its text selected."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.whole or bool(changes.entities or changes.mentions or changes.deals)

    @override
    def reading(self, _scheme: Scheme) -> Callable[[Session], list[EntitySummary]]:
        return _read

    @override
    def tell_waiting(self) -> None:
        self._count.say(self.tr("Reading…"))

    @override
    def reload(self) -> None:
        self._entities = {summary.entity.id: summary for summary in self.found() or ()}
        self._picked = [key for key in self._picked if key in self._entities]
        self._arrange()
        self._show_chosen()

    @override
    def restyle(self) -> None:
        self._list.viewport().update()
        self._show_chosen()

    @override
    def catch_up(self, noted: list[Changes]) -> None:
        """Read only the entities that changed, and those that something was said about."""
        session = self._session
        if session is None or any(changes.whole for changes in noted):
            self.reload()
            return
        touched = {one for changes in noted for one in changes.entities | changes.spoken_of}
        if touched:
            for key in touched:
                self._entities.pop(key, None)
            found = session.entities.summaries(only=sorted(touched))
            self._entities |= {summary.entity.id: summary for summary in found}
            self._picked = [key for key in self._picked if key in self._entities]
            self._arrange()
        self._show_chosen()

    def _lay_out(self) -> None:
        for name, text in (
            ("en", self.tr("By name")),
            ("zh", self.tr("By Chinese name")),
            ("type", self.tr("By type")),
            ("mentions", self.tr("By mentions")),
            ("deals", self.tr("By deals")),
        ):
            self._order.addItem(text, name)
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 8)
        top.setSpacing(8)
        top.addWidget(self._field, 1)
        top.addWidget(self._order)
        upper = QWidget(self)
        box = QVBoxLayout(upper)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(top)
        self._list.setMinimumHeight(self.fontMetrics().height() * 2 * ROWS_AT_LEAST)
        box.addWidget(self._list, 1)
        box.addLayout(self._foot())
        box.addWidget(Hairline(upper))
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(upper)
        split.addWidget(self._pane)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.setFocusProxy(self._list)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 8, 4)
        foot.addWidget(self._count, 1)
        for action in (self._merge, self._delete):
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            foot.addWidget(button)
        return foot

    def _add_actions(self) -> None:
        self._rename = QAction(self.tr("Rename"), self._list)
        self._rename.setShortcut(QKeySequence(Qt.Key.Key_F2))
        self._rename.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._next = QAction(self.tr("Show next mention"), self._list)
        self._merge = QAction(self.tr("&Merge"), self._list)
        self._delete = QAction(self.tr("Delete…"), self._list)
        self._list.addActions([self._next, self._rename, self._merge, self._delete])

    def _connect(self) -> None:
        self._field.textChanged.connect(self._arrange)
        self._field.left.connect(self._list.enter)
        self._order.currentIndexChanged.connect(self._arrange)
        self._list.moved_to.connect(self._choose)
        self._list.opened.connect(self._show_next_mention)
        self._list.delete_pressed.connect(self._want_delete)
        self._list.selectionModel().selectionChanged.connect(self._note_selection)
        self._rename.triggered.connect(self._form.focus_names)
        self._next.triggered.connect(self._show_next_mention)
        self._merge.triggered.connect(self._merge_picked)
        self._delete.triggered.connect(self._want_delete)
        self._form.mention_chosen.connect(self.mention_chosen)
        self._form.names_edited.connect(self._set_names)
        self._form.type_chosen.connect(self._set_type)
        self._form.attribute_edited.connect(self._set_attribute)

    def _arrange(self) -> None:
        text = self._field.text().strip()
        if text and self._session is not None:
            found = self._session.entities.find(text, limit=FOUND)
            ids = [entity.id for entity in found if entity.id in self._entities]
            self._list.hint = self.tr("No entity is called “{text}”.").format(text=text)
        else:
            ids = sorted(self._entities, key=self._sort_key())
            self._list.hint = self.tr(
                "No entities yet.\n\nTag a company in the text; its name starts the list."
            )
        if self._waits and not self._entities:
            self._list.hint = self.tr("Reading…")
        self._list.show_rows(ids, self._line)
        self._note_selection()
        whole = counted(len(self._entities), self.tr("{n} entity"), self.tr("{n} entities"))
        part = self.tr("{n} of {all}").format(n=f"{len(ids):,}", all=whole)
        if self._waits:
            self.tell_waiting()
        else:
            self._count.say(part if text else whole)

    def _sort_key(self) -> Callable[[int], tuple[object, ...]]:
        order = self._order.currentData()
        by_name = partial(_by_name, self._entities)
        if order == "zh":
            return partial(_by_chinese, self._entities)
        if order == "type":
            return lambda key: (self._entities[key].entity.type, *by_name(key))
        if order == "mentions":
            return lambda key: (-self._entities[key].mentions, *by_name(key))
        if order == "deals":
            return lambda key: (-self._entities[key].deals, *by_name(key))
        return by_name

    def _line(self, key: int) -> Line:
        summary = self._entities[key]
        english, chinese = _names(summary.entity)
        kinds = self._session.scheme.entity_types if self._session is not None else {}
        kind = kinds.get(summary.entity.type)
        parts = [
            label(kind.labels, self._look.label_language) if kind else summary.entity.type,
            counted(summary.mentions, self.tr("{n} mention"), self.tr("{n} mentions")),
            counted(summary.deals, self.tr("{n} deal"), self.tr("{n} deals")),
        ]
        return Line(english, right=chinese, detail=" · ".join(parts), mark=summary.entity.type)

    def _choose(self, entity: int) -> None:
        self._shown = entity
        self._walk = -1
        self._show_chosen()
        self.entity_chosen.emit(entity)

    def _show_chosen(self) -> None:
        session = self._session
        if session is None or self._shown not in self._entities:
            self._pane.setVisible(False)
            return
        try:
            entity = session.entities.get(self._shown)
        except NotFoundError:
            self._pane.setVisible(False)
            return
        self._mentions = session.mentions.of_entity(self._shown)
        listed = session.mentions.those(self._mentions[:LISTED])
        self._form.show_entity(entity, listed, session, mentioned=len(self._mentions))
        self._pane.setVisible(True)

    def _show_next_mention(self) -> None:
        if self._mentions and self._shown == self._list.current_id():
            self._walk = (self._walk + 1) % len(self._mentions)
            self.mention_chosen.emit(self._mentions[self._walk])

    def _note_selection(self) -> None:
        """Remember in which order entities were selected: a merge keeps the first."""
        chosen = self._list.selected_ids()
        self._picked = [key for key in self._picked if key in chosen]
        self._picked += [key for key in chosen if key not in self._picked]
        self._merge.setEnabled(len(self._picked) > 1)
        self._delete.setEnabled(bool(self._picked))
        self._rename.setEnabled(bool(self._picked))
        self._next.setEnabled(bool(self._picked))
        if len(self._picked) > 1:
            name = self._entities[self._picked[0]].entity.name(self._look.label_language)
            self._merge.setToolTip(
                self.tr("Merge the others into “{name}”, which was chosen first").format(name=name)
            )
        else:
            self._merge.setToolTip(self.tr("Choose two or more entities to make them one"))

    def _merge_picked(self) -> None:
        if self._session is None or len(self._picked) < 2:  # noqa: PLR2004 - one into another
            return
        keep, *others = self._picked
        self.attempt(partial(self._session.entities.merge, keep, others))
        self.read_what_changed()
        self._list.go_to(keep)

    def _want_delete(self) -> None:
        if self._list.selected_ids():
            self.delete_wanted.emit(self._list.selected_ids())

    def _set_names(self, names: list[Name]) -> None:
        if self._session is not None:
            self.attempt(partial(self._session.entities.set_names, self._shown, names))

    def _set_type(self, name: str) -> None:
        if self._session is not None:
            self.attempt(partial(self._session.entities.set_type, self._shown, name))

    def _set_attribute(self, name: str, value: str) -> None:
        if self._session is not None:
            write = self._session.entities.set_attribute
            self.attempt(partial(write, self._shown, name, value))


def _read(session: Session) -> list[EntitySummary]:
    return session.entities.summaries()


def _names(entity: Entity) -> tuple[str, str]:
    """The preferred English (else any other) and Chinese name, empty where there is none."""
    names = {name.language: name.text for name in reversed(entity.names)}
    return names.get("en") or names.get("other", ""), names.get("zh", "")


def _by_name(entities: dict[int, EntitySummary], key: int) -> tuple[object, ...]:
    english, chinese = _names(entities[key].entity)
    return (not english, english.casefold(), chinese)


def _by_chinese(entities: dict[int, EntitySummary], key: int) -> tuple[object, ...]:
    english, chinese = _names(entities[key].entity)
    return (not chinese, chinese, english.casefold())
