"""Somebody works with the list of all deals: sorts, filters, walks, follows the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from evreader.ui.widgets.lines import fitting_hint

if TYPE_CHECKING:
    from tests.e2e.conftest import User


def test_the_list_sorts_filters_and_spans_articles(samples: User) -> None:
    panel = samples.panels.deals
    model = panel._model
    samples.wait(lambda: model.rowCount() == 4)
    header = panel._view.horizontalHeader()
    x = header.sectionViewportPosition(0) + 20
    for _ in range(2):
        at = header.viewport().rect().center()
        at.setX(x)
        samples.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    types = [model.row(n).cells[0] for n in range(4)]
    assert types in (sorted(types), sorted(types, reverse=True))
    panel.focus_search()
    samples.type("toyota")
    samples.wait(lambda: model.rowCount() == 2)
    samples.press("Ctrl+A", "Backspace")
    samples.type("小鹏")
    samples.wait(lambda: model.rowCount() == 1)
    samples.press("Ctrl+A", "Backspace")
    panel._incomplete.setChecked(True)
    samples.wait(lambda: model.rowCount() == 0)


def test_evidence_in_another_article_opens_it_in_either_language(samples: User) -> None:
    first = samples.reader.article
    samples.press("Ctrl+PgDown")
    editor = samples.panels.editor
    assert editor.deal
    languages = set()
    deal = samples.deal_on_disk(editor.deal)
    elsewhere = [
        item
        for filler in deal.roles
        for item in filler.evidence
        if samples.session.articles.article_of(item.passage) != first
    ]
    for item in elsewhere[:4]:
        samples.reader.open_article(first or 0)
        chips = [
            chip
            for field in editor._form._roles.values()
            for row in field.rows()
            for chip in row.quotes().chips()
        ]
        chip = next(chip for chip in chips if chip._quote.evidence == item)
        samples.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert samples.reader.article != first
        assert samples.reader.desk.caret() == (item.passage, item.start)
        languages |= set(samples.session.articles.languages([item.passage]).values())
    assert languages


def test_walking_deals_by_key(samples: User) -> None:
    seen = []
    for _ in range(4):
        samples.press("Ctrl+PgDown")
        seen.append(samples.panels.editor.deal)
    assert len(set(seen)) == 4
    samples.press("Ctrl+PgUp")
    assert samples.panels.editor.deal == seen[2]
    assert samples.reader.hasFocus()


def test_enter_in_the_list_walks_the_evidence(samples: User) -> None:
    samples.press("Alt+4")
    samples.wait(lambda: samples.panels.deals._model.rowCount() == 4)
    samples.panels.deals.setFocus()
    samples.press("Home", "Return")
    first = samples.reader.desk.caret()
    samples.panels.deals._view.setFocus()
    samples.press("Return")
    assert samples.reader.desk.caret() != first


def test_deleting_deals_in_the_list(samples: User) -> None:
    samples.wait(lambda: samples.panels.deals._model.rowCount() == 4)
    samples.panels.deals.setFocus()
    samples.press("Del")
    assert len(samples.session.deals.summaries()) == 3
    samples.choose("Edit", "Undo “Delete deal")
    assert len(samples.session.deals.summaries()) == 4


def test_choosing_another_deal_while_a_role_waits_keeps_the_focus_in_the_list(
    samples: User,
) -> None:
    samples.press("Ctrl+PgDown", "Ctrl+1")
    assert samples.panels.editor.armed_role
    samples.panels.deals.setFocus()
    samples.press("Down")
    assert samples.panels.editor.armed_role == ""
    assert samples.panels.deals._view.hasFocus()


def test_the_list_is_filtered_by_pinyin(samples: User) -> None:
    model = samples.panels.deals._model
    samples.panels.deals._field.setText("dazhong")
    assert [model.row(n).type for n in range(model.rowCount())] == ["SoftwareCooperation"]
    samples.panels.deals._field.setText("dz ruanj")
    assert model.rowCount() == 1


def test_the_hint_of_the_empty_list_fits(empty: User) -> None:
    empty.window.resize(1280, 800)
    view = empty.panels.deals._view
    area = view.viewport().rect().adjusted(24, 0, -24, 0)
    hint = fitting_hint(view.fontMetrics(), area, view.hint)
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    assert view.fontMetrics().boundingRect(area, flags, hint).height() <= area.height()
    assert hint.split() == view.hint.split()
