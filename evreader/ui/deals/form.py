"""The page of the deal editor: fields laid out and filled; it tells what the user did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from evreader.domain.scheme import Role, label, missing_roles
from evreader.ui.deals.filler_row import Filling
from evreader.ui.deals.role_field import RoleField, values_of
from evreader.ui.deals.slot_fields import slot_field
from evreader.ui.deals.table import evidence_of
from evreader.ui.deals.type_chooser import DealTypeChooser
from evreader.ui.widgets.captions import Caption, SectionLabel
from evreader.ui.widgets.controls import plain_button, walk_in_order
from evreader.ui.widgets.pane import Pane
from evreader.ui.widgets.quotes import QuoteList, quotes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evreader.domain.annotation import Deal, Entity, Evidence
    from evreader.domain.scheme import Scheme, SlotType
    from evreader.session.session import Session
    from evreader.ui.deals.slot_fields import SlotField
    from evreader.ui.look import Look
    from evreader.ui.widgets.quotes import Quote

_FIRST_KINDS = frozenset({"date", "money", "percent", "note"})


class DealForm(QStackedWidget):
    """Shows a deal; every signal says what the user wants done with it.

    Signals:
        type_chosen: another deal type.
        arm_wanted, typed, left: as of :class:`RoleField`.
        filler_removed: a filler's id.
        attribute_edited: a filler's id, an attribute and its text.
        slot_edited: a slot's name and text.
        quote_wanted: filler (or 0) and slot (or empty) that want evidence.
        quote_chosen: evidence to be shown.
        quote_removed: filler (or 0), slot (or empty) and the evidence to take away.
    """

    type_chosen = Signal(str)
    arm_wanted = Signal(str)
    typed = Signal(object)
    left = Signal()
    filler_removed = Signal(int)
    attribute_edited = Signal(int, str, str)
    slot_edited = Signal(str, str)
    quote_wanted = Signal(int, str)
    quote_chosen = Signal(object)
    quote_removed = Signal(int, str, object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._scheme: Scheme | None = None
        self._roles: dict[str, RoleField] = {}
        self._slots: dict[str, SlotField] = {}
        self._hint = QLabel(self.tr("No deal chosen.\n\nSelect text in the reader and press D."))
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._hint.setMargin(24)
        self._hint.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._hint)
        self._type = DealTypeChooser(look)
        self._type.chosen.connect(self.type_chosen)
        self._notice = Caption()
        self._triggers = QuoteList()
        self._triggers.chosen.connect(self.quote_chosen)
        self._triggers.removed.connect(self._remove_trigger)
        self._more = QToolButton()
        self._more.setText(self.tr("M&ore details"))
        self._more.setCheckable(True)
        self._more.setAutoRaise(True)
        self._more.toggled.connect(self._show_slots)
        self.addWidget(self._hint)
        self.addWidget(self._page())

    def set_scheme(self, scheme: Scheme | None) -> None:
        """Offer the deal types and slots of this scheme."""
        self._scheme = scheme
        self._type.set_scheme(scheme)
        _clear(self._slots)
        for slot in scheme.slots if scheme is not None else ():
            self._slots[slot.name] = self._new_slot(slot)
            self._slot_box.addWidget(self._slots[slot.name])
        _clear(self._roles)

    def show_deal(self, deal: Deal | None, session: Session | None, *, anew: bool = False) -> None:
        """Show a deal as it is stored; ``anew``: another one than before."""
        if deal is None or session is None:
            self.setFocusProxy(self._hint)
            self.setCurrentIndex(0)
            return
        found = quotes_of(session, evidence_of(deal))
        entities = {
            filler.entity: session.entities.get(filler.entity)
            for filler in deal.roles
            if filler.entity is not None
        }
        self._type.show_type(deal.type)
        self._show_notice(deal, session.scheme)
        self._show_roles(deal, session.scheme, entities=entities, quotes=found)
        for name, field in self._slots.items():
            slot = next((item for item in deal.slots if item.name == name), None)
            support = _known(slot.evidence if slot else (), found)
            field.show_value(slot.value if slot else "", support, anew=anew)
        self._triggers.show_quotes(_known(deal.triggers, found))
        self._set_locked(locked=session.sets.current.locked)
        self._show_slots()
        walk_in_order(self._content)
        # Not the type's field: there, digits are text; here, they choose a role to fill.
        self.setFocusProxy(self._scroll)
        self.setCurrentIndex(1)

    def relabel(self) -> None:
        """Use the label language and theme of now."""
        self._type.relabel()
        for role in self._roles.values():
            role.relabel()
        for slot in self._slots.values():
            slot.relabel()

    def role(self, name: str) -> RoleField | None:
        """The field of a role that is shown."""
        return self._roles.get(name)

    def slot(self, name: str) -> SlotField:
        """The field of a slot."""
        return self._slots[name]

    def role_names(self) -> list[str]:
        """The roles of the deal's type, in the order of their numbers."""
        return [name for name, field in self._roles.items() if not field.foreign]

    def focus_type(self) -> None:
        """Put the caret into the type's field, its text selected."""
        self._type.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_armed(self, role: str) -> None:
        """Let this role wait to be filled, and no other."""
        for name, field in self._roles.items():
            if name != role and field.armed:
                field.set_armed(armed=False)
        if role in self._roles:
            self._roles[role].set_armed(armed=True)
            self._scroll.ensureWidgetVisible(self._roles[role], 0, 16)

    def refuse(self, slot: str, sentence: str) -> None:
        """Say under a slot's field why its text was not taken."""
        self._slots[slot].refuse(sentence)

    def _page(self) -> QWidget:
        page = self._content = QWidget()
        top = QHBoxLayout()
        top.addWidget(self._type, 1)
        triggers = QHBoxLayout()
        triggers.addWidget(SectionLabel(self.tr("The deal as a whole")), 1)
        told = self.tr("Add the selected text as evidence for the deal as a whole")
        self._add = plain_button("❞+", told, page)
        self._add.clicked.connect(self._want_trigger)
        triggers.addWidget(self._add)
        self._role_box = _box()
        self._slot_box = _box(4)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(8, 8, 8, 16)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addSpacing(6)
        layout.addWidget(self._notice)
        layout.addSpacing(16)
        layout.addWidget(SectionLabel(self.tr("Roles")))
        layout.addSpacing(4)
        layout.addLayout(self._role_box)
        layout.addSpacing(16)
        layout.addWidget(SectionLabel(self.tr("Details")))
        layout.addSpacing(8)
        layout.addLayout(self._slot_box)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(16)
        layout.addLayout(triggers)
        layout.addWidget(self._triggers)
        layout.addStretch(1)
        self._scroll = Pane()
        self._scroll.setWidget(page)
        return self._scroll

    def _set_locked(self, *, locked: bool) -> None:
        """In a locked set there is only to read, and evidence to go to."""
        self._type.setEnabled(not locked)
        self._add.setEnabled(not locked)
        for role in self._roles.values():
            role.set_locked(locked=locked)
        for slot in self._slots.values():
            slot.set_locked(locked=locked)

    def _show_notice(self, deal: Deal, scheme: Scheme) -> None:
        kind = scheme.deal_types.get(deal.type)
        labels = {role.name: role.labels for role in kind.roles} if kind else {}
        language = self._look.label_language
        lacking = ", ".join(label(labels[name], language) for name in missing_roles(deal, scheme))
        text = self.tr("Incomplete. Missing: {roles}").format(roles=lacking)
        self._notice.say(text if lacking else self.tr("Complete"))
        palette = self._notice.palette()
        color = self._look.color("warning" if lacking else "muted")
        palette.setColor(self._notice.foregroundRole(), color)
        self._notice.setPalette(palette)

    def _show_roles(
        self,
        deal: Deal,
        scheme: Scheme,
        *,
        entities: Mapping[int, Entity],
        quotes: Mapping[Evidence, Quote],
    ) -> None:
        kind = scheme.deal_types.get(deal.type)
        own = sorted(kind.roles if kind else (), key=lambda role: not role.required)
        known = {role.name for role in own}
        others = dict.fromkeys(item.role for item in deal.roles if item.role not in known)
        wanted = [(role, number) for number, role in enumerate(own, 1)]
        wanted += [(Role(name, {"en": name}), 0) for name in others]
        if [role for role, _ in wanted] != [field.role for field in self._roles.values()]:
            _clear(self._roles)
            for role, number in wanted:
                self._roles[role.name] = self._new_role(role, number, scheme)
                self._role_box.addWidget(self._roles[role.name])
                # A layout shows new widgets later; this one may be asked for the focus at once.
                self._roles[role.name].show()
        for name, field in self._roles.items():
            field.show_fillings([
                Filling(
                    filler,
                    entities.get(filler.entity) if filler.entity is not None else None,
                    _known(filler.evidence, quotes),
                )
                for filler in deal.fillers(name)
            ])

    def _new_role(self, role: Role, number: int, scheme: Scheme) -> RoleField:
        field = RoleField(role, number, self._look, takes=values_of(role, scheme))
        field.arm_wanted.connect(self.arm_wanted)
        field.typed.connect(self.typed)
        field.left.connect(self.left)
        field.filler_removed.connect(self.filler_removed)
        field.attribute_edited.connect(self.attribute_edited)
        field.quote_wanted.connect(self._want_for_filler)
        field.quote_chosen.connect(self.quote_chosen)
        field.quote_removed.connect(self._remove_from_filler)
        return field

    def _new_slot(self, slot: SlotType) -> SlotField:
        field = slot_field(slot, self._look)
        field.edited.connect(self.slot_edited)
        field.quote_wanted.connect(self._want_for_slot)
        field.quote_chosen.connect(self.quote_chosen)
        field.quote_removed.connect(self._remove_from_slot)
        return field

    def _show_slots(self) -> None:
        """The slots most deals have, those that are filled, and, if asked for, all."""
        hidden = 0
        for name, field in self._slots.items():
            usual = name == "status" or field.slot.kind in _FIRST_KINDS
            shown = usual or bool(field.typed()) or self._more.isChecked()
            field.setVisible(shown)
            hidden += not usual
        self._more.setVisible(hidden > 0)

    def _want_trigger(self) -> None:
        self.quote_wanted.emit(0, "")

    def _want_for_filler(self, filler: int) -> None:
        self.quote_wanted.emit(filler, "")

    def _want_for_slot(self, slot: str) -> None:
        self.quote_wanted.emit(0, slot)

    def _remove_trigger(self, evidence: object) -> None:
        self.quote_removed.emit(0, "", evidence)

    def _remove_from_filler(self, filler: int, evidence: object) -> None:
        self.quote_removed.emit(filler, "", evidence)

    def _remove_from_slot(self, slot: str, evidence: object) -> None:
        self.quote_removed.emit(0, slot, evidence)


def _box(spacing: int = 2) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    return box


def _clear(fields: dict[str, RoleField] | dict[str, SlotField]) -> None:
    for field in fields.values():
        field.hide()
        field.deleteLater()
    fields.clear()


def _known(evidence: tuple[Evidence, ...], quotes: Mapping[Evidence, Quote]) -> tuple[Quote, ...]:
    return tuple(quotes[item] for item in evidence if item in quotes)
