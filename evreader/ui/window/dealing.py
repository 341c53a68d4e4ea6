"""Deal commands: from a selection to a deal, from mentions to its roles."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from evreader.domain.annotation import Filler
from evreader.ui.deals.role_field import VALUE_TYPES
from evreader.ui.widgets.type_menu import TypeMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evreader.domain.annotation import Evidence, Mention
    from evreader.domain.scheme import DealType
    from evreader.ui.deals.deal_editor import DealEditor
    from evreader.ui.deals.deal_panel import DealPanel
    from evreader.ui.window.workspace import Workspace


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
        self._reader.mention_clicked.connect(editor.fill_from_mention)
        editor.evidence_wanted.connect(self._give_evidence)
        editor.evidence_chosen.connect(workspace.go_to)
        panel.evidence_chosen.connect(workspace.go_to)
        panel.deal_chosen.connect(editor.show_deal)
        panel.delete_wanted.connect(self.delete_these)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "deal.start": self.start,
            "deal.add_evidence": self.add_evidence,
            "deal.role": self.fill_role,
            "deal.next": self.next,
            "deal.previous": self.previous,
            "deal.type": self._editor.focus_type,
            "deal.delete": self.delete,
        }

    def start(self) -> None:
        """Offer the deal types; the choice makes a deal from what is selected."""
        place = self._reader.viewport().mapToGlobal(self._reader.anchor_point())
        self._types.open_at(self._workspace.session.scheme.deals, place)

    def start_as(self, type_name: str) -> None:
        """Make a deal: selected text is its trigger, chosen mentions fill the roles they fit."""
        made = self._workspace.attempt(partial(self._create, type_name))
        if made is not None:
            self.show(made)

    def show(self, deal: int) -> None:
        """Show a deal in the list and in the editor."""
        self._panel.set_current(deal)
        self._editor.show_deal(deal)

    def fill_role(self, number: str) -> None:
        """Fill the role of this number from the mention chosen, or let it wait for one."""
        roles = self._editor.role_names()
        if not 0 < int(number) <= len(roles):
            self._workspace.refused.emit(self.tr("There is no deal with such a role shown."))
            return
        self._editor.arm(roles[int(number) - 1])
        for mention in self._reader.selected_mentions():
            self._editor.fill_from_mention(mention)

    def add_evidence(self) -> None:
        """Let the selected text support the role filled last, or else the deal itself."""
        evidence = self._selected_evidence()
        if not self._editor.deal:
            self._workspace.refused.emit(self.tr("Choose a deal first; then add evidence to it."))
        elif evidence is not None:
            self._editor.support(evidence)

    def next(self) -> None:
        """Show the next deal of the list."""
        self._panel.step(1)

    def previous(self) -> None:
        """Show the deal before it in the list."""
        self._panel.step(-1)

    def delete(self) -> None:
        """Remove the deal that is shown."""
        if self._editor.deal:
            self.delete_these([self._editor.deal])

    def delete_these(self, deals: Sequence[int]) -> None:
        """Remove deals; undo brings them back."""
        self._workspace.attempt(partial(self._workspace.session.deals.delete, list(deals)))

    def _create(self, type_name: str) -> int:
        session = self._workspace.session
        kind = session.scheme.deal_types[type_name]
        mentions = [session.mentions.get(mention) for mention in self._reader.selected_mentions()]
        fillers = [self._filler(mention, role) for mention, role in _seats(kind, mentions)]
        triggers = [session.evidence_at(found) for found in self._reader.selections()]
        return session.deals.create(type_name, roles=fillers, triggers=triggers)

    def _filler(self, mention: Mention, role: str) -> Filler:
        """What a mention puts into a role; an entity is made for one that has none yet."""
        session = self._workspace.session
        entity = mention.entity
        if entity is None and mention.type not in VALUE_TYPES:
            entity = session.entities.create_for([mention.id])
        value = mention.text if entity is None else None
        return Filler(role, entity, value, evidence=(session.evidence_of(mention.id),))

    def _give_evidence(self) -> None:
        evidence = self._selected_evidence()
        if evidence is not None:
            self._editor.add_evidence(evidence)

    def _selected_evidence(self) -> Evidence | None:
        """The selected text, or else the mention chosen last, as evidence."""
        session = self._workspace.session
        if self._reader.selections():
            selection = self._workspace.selection()
            return session.evidence_at(selection) if selection else None
        chosen = self._reader.selected_mentions()
        if not chosen:
            self._workspace.refused.emit(self.tr("Select the text that shows it first."))
            return None
        return session.evidence_of(chosen[-1])


def _seats(kind: DealType, mentions: Sequence[Mention]) -> list[tuple[Mention, str]]:
    """A role for each mention: the first that its type fits and that has room."""
    seats: list[tuple[Mention, str]] = []
    for mention in mentions:
        taken = [role for _, role in seats]
        for role in kind.roles:
            fits = not role.types or mention.type in role.types
            if fits and (role.many or role.name not in taken):
                seats.append((mention, role.name))
                break
    return seats
