"""One deal, to read and to fill: its type, its roles, what else is known, with the evidence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from evreader.domain.annotation import Filler, Name
from evreader.domain.language import passage_language
from evreader.errors import EvreaderError, InputError, NotFoundError
from evreader.override import override
from evreader.ui.deals.form import DealForm
from evreader.ui.deals.role_field import RoleLine
from evreader.ui.widgets.entity_picker import EntityPicker
from evreader.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from evreader.domain.annotation import Deal, Evidence
    from evreader.domain.changes import Changes
    from evreader.session.session import Session
    from evreader.ui.deals.role_field import RoleField, Typed
    from evreader.ui.look import Look


class DealEditor(Panel):
    """Shows one deal and writes every edit through the session at once.

    A role that is armed takes the next mention the user clicks in the reader: the window calls
    :meth:`fill_from_mention`.

    Signals:
        role_armed: the deal and the role that waits to be filled; an empty role: none any more.
        evidence_chosen: passage, start and end of a stretch of text to show in the reader.
        evidence_wanted: deal, filler (0: none) and slot (empty: none) that the selection in the
            reader shall support; the window answers with :meth:`add_evidence`.
    """

    role_armed = Signal(int, str)
    evidence_chosen = Signal(int, int, int)
    evidence_wanted = Signal(int, int, str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._deal: Deal | None = None
        self._armed = ""
        self._filled = 0
        self._target: tuple[int, int, str] = (0, 0, "")
        self._form = DealForm(look, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._form)
        self.setFocusProxy(self._form)
        # Not before: Qt 6.11 then leaves the form out of the window's walk by Tab.
        self._picker = EntityPicker(look, self)
        self._connect_form()
        self._picker.picked.connect(self._fill_with_entity)
        self._picker.new_wanted.connect(self._fill_with_new)
        self._picker.value_wanted.connect(self._fill_with_value)
        self._picker.cancelled.connect(self._focus_armed)

    @override
    def set_session(self, session: Session | None) -> None:
        self._deal = None
        self._picker.set_session(session)
        self._form.set_scheme(session.scheme if session is not None else None)
        super().set_session(session)

    def show_deal(self, deal: int | None) -> None:
        """Show this deal, or (None) how to start one."""
        self._stale = False
        self.disarm()
        self._deal = self._read(deal) if deal else None
        self._form.show_deal(self._deal, self._session, anew=True)

    @property
    def deal(self) -> int:
        """The deal that is shown, or 0."""
        return self._deal.id if self._deal is not None else 0

    @property
    def armed_role(self) -> str:
        """The role that waits to be filled, or an empty text."""
        return self._armed

    def role_names(self) -> list[str]:
        """The roles of the deal shown, in the order of their numbers; none without a deal."""
        return self._form.role_names() if self._deal is not None else []

    def focus_type(self) -> None:
        """Begin to change the deal's type by typing."""
        if self._deal is not None:
            self._form.focus_type()

    def arm(self, role: str) -> None:
        """Let this role of the deal shown wait for a mention or a name."""
        field = self._form.role(role)
        if self._deal is None or field is None or not field.free:
            return
        self._set_armed(role)

    def disarm(self) -> None:
        """Wait no longer."""
        if self._armed:
            self._set_armed("")

    def fill_from_mention(self, mention: int) -> bool:
        """Fill the armed role with what is mentioned; False where no role waits.

        An entity that fills the role already gets the mention as further evidence. A mention
        without an entity gets a new one, named as it reads; an amount or a date fills as text.
        """
        if self._session is None or not self._armed:
            return False
        self.attempt(partial(self._fill_from, mention))
        return True

    def add_evidence(self, evidence: Evidence) -> None:
        """Attach evidence to what :attr:`evidence_wanted` asked it for."""
        self._attach(evidence)

    def support(self, evidence: Evidence) -> None:
        """Attach evidence to what filled a role last, or else to the deal as a whole."""
        known = self._deal.roles if self._deal is not None else ()
        filler = self._filled if any(item.id == self._filled for item in known) else 0
        self._target = (self.deal, filler, "")
        self._attach(evidence)

    @override
    def concerns(self, changes: Changes) -> bool:
        return changes.structure or bool(
            changes.articles or changes.deals or changes.entities or changes.sets
        )

    @override
    def refresh(self, changes: Changes) -> None:
        # One deal is read in no time, and the user looks at it: no waiting.
        if self._session is not None and self.concerns(changes):
            self.reload()

    @override
    def reload(self) -> None:
        if self._deal is not None:
            self._deal = self._read(self._deal.id)
        if self._deal is None:
            self.disarm()
        self._form.show_deal(self._deal, self._session)
        field = self._form.role(self._armed)
        if field is not None and not field.free:
            self.disarm()

    @override
    def relabel(self) -> None:
        self._form.relabel()
        self.reload()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        roles = self.role_names()
        if plain and text.isdigit() and text.isascii() and 0 < int(text) <= len(roles):
            self.arm(roles[int(text) - 1])
        elif event.key() == Qt.Key.Key_Escape and self._armed:
            self.disarm()
        else:
            super().keyPressEvent(event)

    def _attach(self, evidence: Evidence) -> None:
        deal, filler, slot = self._target
        if self._session is None or not deal:
            return
        self.attempt(
            partial(
                self._session.deals.add_evidence,
                evidence,
                deal=deal,
                filler=filler or None,
                slot=slot or None,
            )
        )

    def _connect_form(self) -> None:
        form = self._form
        form.type_chosen.connect(self._set_type)
        form.arm_wanted.connect(self._toggle)
        form.typed.connect(self._open_picker)
        form.left.connect(self.disarm)
        form.filler_removed.connect(self._remove_filler)
        form.attribute_edited.connect(self._set_attribute)
        form.slot_edited.connect(self._set_slot)
        form.quote_wanted.connect(self._want_evidence)
        form.quote_removed.connect(self._remove_evidence)
        form.quote_chosen.connect(self._choose_evidence)

    def _read(self, deal: int) -> Deal | None:
        """The deal, or None where it is gone (undone, deleted, another project)."""
        if self._session is None:
            return None
        try:
            return self._session.deals.get(deal)
        except NotFoundError:
            return None

    def _set_armed(self, role: str) -> None:
        self._armed = role
        if not role and isinstance(self.window().focusWidget(), RoleLine):
            # The line goes: the keys that follow are for the page, not for whatever comes next.
            self._form.setFocus(Qt.FocusReason.OtherFocusReason)
        self._form.set_armed(role)
        self.role_armed.emit(self.deal, role)

    def _toggle(self, role: str) -> None:
        if role == self._armed:
            self.disarm()
        else:
            self.arm(role)

    def _focus_armed(self) -> None:
        self._form.set_armed(self._armed)

    def _open_picker(self, typed: Typed) -> None:
        field = self._form.role(typed.role)
        if field is not None:
            types = self._entity_types(field)
            self._picker.open_at(typed.place, typed.text, types=types, values=field.takes)

    def _entity_types(self, field: RoleField) -> list[str]:
        """The types of entities that fit a role."""
        values = self._session.scheme.values if self._session is not None else ()
        return [name for name in field.role.types if name not in values]

    def _fill_from(self, mention: int) -> None:
        if self._session is not None:
            self._wait_on(self._session.deals.fill_from(self.deal, self._armed, mention))

    def _fill_with_entity(self, entity: int) -> None:
        self.attempt(partial(self._fill, Filler(self._armed, entity=entity)))

    def _fill_with_value(self, text: str) -> None:
        self.attempt(partial(self._fill, Filler(self._armed, value=text)))

    def _fill_with_new(self, text: str) -> None:
        self.attempt(partial(self._fill_with_new_entity, text))

    def _fill_with_new_entity(self, text: str) -> None:
        field = self._form.role(self._armed)
        if self._session is None or field is None:
            return
        types = self._entity_types(field)
        kind = types[0] if types else self._session.scheme.entities[0].name
        name = Name(passage_language(text), text)
        made = self._session.deals.add_new_entity(self.deal, self._armed, kind, name)
        self._wait_on(made)

    def _fill(self, filler: Filler) -> None:
        """Fill a role, unless the same fills it already; then wait for more or stop."""
        session, deal = self._session, self._deal
        if session is None or deal is None:
            return
        what = (filler.entity, filler.value)
        same = [item for item in deal.fillers(filler.role) if (item.entity, item.value) == what]
        self._wait_on(same[0].id if same else session.deals.add_filler(deal.id, filler))

    def _wait_on(self, filled: int) -> None:
        """After a role was filled: wait for more if it takes several, else stop."""
        self._filled = filled
        field = self._form.role(self._armed)
        if field is not None and field.role.many:
            self._focus_armed()
        else:
            self.disarm()

    def _set_type(self, name: str) -> None:
        if self._session is not None:
            self.disarm()
            self.attempt(partial(self._session.deals.set_type, self.deal, name))
            self.reload()

    def _remove_filler(self, filler: int) -> None:
        if self._session is not None:
            self.attempt(partial(self._session.deals.remove_filler, filler))

    def _set_attribute(self, filler: int, name: str, value: str) -> None:
        if self._session is not None:
            write: Callable[..., None] = self._session.deals.set_filler_attribute
            self.attempt(partial(write, filler, name, value))

    def _set_slot(self, name: str, value: str) -> None:
        if self._session is None:
            return
        try:
            self._session.deals.set_slot(self.deal, name, value)
        except InputError as error:
            self._form.refuse(name, str(error))
        except EvreaderError as error:
            self.failed.emit(str(error))

    def _want_evidence(self, filler: int, slot: str) -> None:
        self._target = (self.deal, filler, slot)
        self.evidence_wanted.emit(self.deal, filler, slot)

    def _remove_evidence(self, filler: int, slot: str, evidence: Evidence) -> None:
        if self._session is None:
            return
        remove = self._session.deals.remove_evidence
        self.attempt(
            partial(remove, evidence, deal=self.deal, filler=filler or None, slot=slot or None)
        )

    def _choose_evidence(self, evidence: Evidence) -> None:
        self.evidence_chosen.emit(evidence.passage, evidence.start, evidence.end)
