"""Somebody says when a deal was announced, and where that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from evreader.ui.deals.slot_fields import SlotField
    from tests.e2e.conftest import User


def _dated(pair: User, date: str) -> tuple[int, SlotField]:
    """A new deal, with this typed as the day it was announced."""
    deal = pair.new_deal("J")
    field = pair.panels.editor._form.slot("announced")
    field.setFocus()
    pair.type(date)
    pair.press("Return")
    return deal, field


def test_a_date_that_is_none_is_refused_under_its_field(pair: User) -> None:
    deal, field = _dated(pair, "next week")
    assert field.refusal
    assert pair.deal_on_disk(deal).slots == ()


def test_evidence_for_a_slot_and_its_removal(pair: User) -> None:
    deal, field = _dated(pair, "2026-03-03")
    pair.drag("3 March 2026")
    pair.qtbot.mouseClick(field._add, Qt.MouseButton.LeftButton)
    (slot,) = pair.deal_on_disk(deal).slots
    assert [item.text for item in slot.evidence] == ["3 March 2026"]
    chip = field._quotes.chips()[0]
    chip.setFocus()
    pair.press("Del")
    (slot,) = pair.deal_on_disk(deal).slots
    assert slot.evidence == ()
    assert pair.session.deals.summaries(), "Delete took the evidence, not the deal"
