"""Deal commands: from a selection to a deal, from mentions to its roles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from evreader.ui.widgets.type_menu import TypeMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evreader.domain.annotation import Evidence
    from evreader.ui.deals.deal_editor import DealEditor
    from evreader.ui.deals.deal_panel import DealPanel
    from evreader.ui.window.workspace import Workspace

_MANY = 1000
"""So many deals are deleted in the background: they take a tenth of a second."""


class Dealing(QObject):
    """Makes deals and fills them from what is chosen in the reader."""

    def __init__(self, workspace: Workspace, panel: DealPanel, editor: DealEditor) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._reader = workspace.reader
        self._panel = panel
        self._editor = editor
        self._types = TypeMenu(workspace.look, workspace.reader)
        self._types.chosen.connect(self.start_as)
        self._reader.mention_clicked.connect(self._fill_from_click)
        editor.evidence_wanted.connect(self._give_evidence)
        editor.evidence_chosen.connect(workspace.go_to)
        panel.evidence_chosen.connect(workspace.go_to)
        panel.deal_chosen.connect(editor.show_deal)
        panel.delete_wanted.connect(self.delete_these)
        self._is_from_reader = False
        editor.role_armed.connect(self._go_back)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "deal.start": self.start,
            "deal.add_evidence": self.add_evidence,
            "deal.role": self.fill_role,
            "deal.next": self.next,
            "deal.previous": self.previous,
            "deal.type": self.change_type,
            "deal.delete": self.delete,
        }

    def start(self) -> None:
        """Offer the deal types; the choice makes a deal from what is selected."""
        if self._workspace.is_locked():
            return
        place = self._reader.viewport().mapToGlobal(self._reader.anchor_point())
        self._types.open_at(self._workspace.session.scheme.deals, place)

    def start_as(self, type_name: str) -> None:
        """Make a deal: selected text is its trigger, chosen mentions fill the roles they fit."""
        made = self._workspace.attempt(partial(self._create, type_name))
        if made is not None:
            # They are in the deal: Ctrl and a number must not put them into a second role.
            self._reader.desk.guide.choose_mention(None)
            self.show(made)

    def show(self, deal: int) -> None:
        """Show a deal in the list and in the editor."""
        self._panel.set_current(deal)
        self._editor.show_deal(deal)

    def fill_role(self, number: str) -> None:
        """Fill the role of this number from the mention chosen, or let it wait for one."""
        if self._workspace.is_locked():
            return
        roles = self._editor.role_names()
        if not 0 < int(number) <= len(roles):
            self._workspace.refused.emit(self.tr("There is no deal with such a role shown."))
            return
        role = roles[int(number) - 1]
        is_from_reader = self._reader.hasFocus()
        chosen = self._reader.desk.selected_mentions()
        self._editor.arm(role)
        if self._editor.armed_role != role:
            self._workspace.refused.emit(
                self.tr("The role takes one filler and has it; take that out first.")
            )
            return
        self._is_from_reader = is_from_reader
        for mention in chosen:
            self._editor.fill_from_mention(mention)
        if chosen:
            self._editor.disarm()

    def change_type(self) -> None:
        """Begin to change the type of the deal that is shown."""
        if not self._workspace.is_locked():
            self._editor.focus_type()

    def add_evidence(self) -> None:
        """Let the selected text support the role filled last, or else the deal itself."""
        evidence = self._selected_evidence()
        if not self._editor.deal:
            self._workspace.refused.emit(self.tr("Choose a deal first; then add evidence to it."))
        elif evidence is not None:
            self._editor.support(evidence)

    def next(self) -> None:
        """Show the next deal of the list."""
        self._panel.step(1 if self._editor.deal else 0)

    def previous(self) -> None:
        """Show the deal before it in the list."""
        self._panel.step(-1 if self._editor.deal else 0)

    def delete(self) -> None:
        """Remove the deal that is shown."""
        if self._editor.deal:
            self.delete_these([self._editor.deal])

    def delete_these(self, deals: Sequence[int]) -> None:
        """Remove deals; undo brings them back."""
        workspace, gone = self._workspace, list(deals)
        if len(gone) >= _MANY:
            workspace.attempt_apart(
                lambda session: session.deals.delete(gone), label=self.tr("Deleting deals…")
            )
        else:
            workspace.attempt(partial(workspace.session.deals.delete, gone))

    def _create(self, type_name: str) -> int:
        session = self._workspace.session
        chosen = self._reader.desk.selected_mentions()
        triggers = [session.evidence_at(found) for found in self._workspace.selections()]
        return session.deals.start(type_name, mentions=chosen, triggers=triggers)

    def _fill_from_click(self, mention: int) -> None:
        """A mention clicked while a role waits fills it, and is not chosen for the next one."""
        if self._editor.fill_from_mention(mention):
            self._reader.desk.guide.choose_mention(None)

    def _go_back(self, _deal: int, role: str) -> None:
        """A role that was armed from the text is filled or let go: back to the text."""
        if role or not self._is_from_reader:
            return
        self._is_from_reader = False
        focus = QApplication.focusWidget()
        if focus is not None and self._editor.isAncestorOf(focus):
            self._reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_evidence(self) -> None:
        evidence = self._selected_evidence()
        if evidence is not None:
            self._editor.add_evidence(evidence)

    def _selected_evidence(self) -> Evidence | None:
        """The selected text, or else the mention chosen last, as evidence."""
        session = self._workspace.session
        if self._reader.desk.selections():
            selection = self._workspace.selection()
            return session.evidence_at(selection) if selection else None
        chosen = self._reader.desk.selected_mentions()
        if not chosen:
            self._workspace.refused.emit(self.tr("Select the text that shows it first."))
            return None
        return self._workspace.attempt(partial(session.evidence_of, chosen[-1]))
