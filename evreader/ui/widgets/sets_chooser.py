"""The chooser of annotation sets in the toolbar: which one is current, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from evreader.ui.widgets.icons import icon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from evreader.domain.annotation import AnnotationSet

_LONGEST_NAME = 220


class SetsChooser(QToolButton):
    """A button that names the current set; its menu has the others and what can be done.

    Signals:
        chosen: the id of the set to make current.
        lock_wanted: whether the current set is to be locked.
    """

    chosen = Signal(int)
    new_wanted = Signal()
    rename_wanted = Signal()
    duplicate_wanted = Signal()
    lock_wanted = Signal(bool)
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sets")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self)
        self._group = QActionGroup(self)
        self._group.triggered.connect(self._choose)
        self._rule = self._menu.addSeparator()
        self._menu.addAction(self.tr("New set…"), self.new_wanted.emit)
        self._menu.addAction(self.tr("Rename set…"), self.rename_wanted.emit)
        self._menu.addAction(self.tr("Duplicate set…"), self.duplicate_wanted.emit)
        self._lock = self._menu.addAction(self.tr("Lock set"))
        self._lock.setCheckable(True)
        self._lock.triggered.connect(self.lock_wanted)
        self._delete = self._menu.addAction(self.tr("Delete set…"), self.delete_wanted.emit)
        self.setMenu(self._menu)

    def show_sets(
        self,
        sets: Sequence[AnnotationSet],
        current: int,
        mentions: Mapping[int, int] | None = None,
    ) -> None:
        """List these sets.

        Args:
            sets: in the order to list them.
            current: the id of the one that is shown and changed.
            mentions: how many mentions a set has, by its id, where that is known.
        """
        for action in self._group.actions():
            self._group.removeAction(action)
            self._menu.removeAction(action)
            action.deleteLater()
        for one in sets:
            name = one.name.replace("&", "&&")
            text = self.tr("{name} (locked)").format(name=name) if one.locked else name
            if mentions is not None and one.id in mentions:
                # What follows a tab stands in the menu's right column.
                text = f"{text}\t{mentions[one.id]:,}"
            action = QAction(text, self._menu)
            action.setCheckable(True)
            action.setChecked(one.id == current)
            action.setData(one.id)
            self._group.addAction(action)
            self._menu.insertAction(self._rule, action)
            if one.id == current:
                self._show_current(one)
        self._delete.setEnabled(len(sets) > 1)

    def names(self) -> list[str]:
        """What the menu lists, in order."""
        return [action.text() for action in self._group.actions()]

    def open(self) -> None:
        """Open the menu, as a click does, on the current set."""
        checked = self._group.checkedAction()
        if checked is not None:
            self._menu.setActiveAction(checked)
        self.showMenu()

    def _show_current(self, current: AnnotationSet) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(current.name, Qt.TextElideMode.ElideRight, _LONGEST_NAME)
        self.setText(shown.replace("&", "&&"))
        self.setIcon(icon("lock" if current.locked else "set"))
        state = self.tr("Annotation set “{name}”, locked: nothing in it changes")
        if not current.locked:
            state = self.tr("Annotation set “{name}”: where new mentions and deals go")
        self.setToolTip(state.format(name=current.name))
        self.setAccessibleName(state.format(name=current.name))
        self._lock.setChecked(current.locked)

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(action.data())
