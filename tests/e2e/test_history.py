"""Somebody takes steps back and forth, from the Edit menu, across close and reopen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.conftest import Start, User


def _work(user: User) -> None:
    """Steps of every kind, each undoable by itself."""
    passage = user.passage("will build a battery plant")
    user.drag("Harbour Motors", passage=passage)
    user.press("1", "N", "Ctrl+Shift+Up", "3")
    user.new_deal("J")
    user.drag("Lisbon")
    user.press("4", "Del")


NAMES = [
    "Delete mention “Lisbon”",
    "Tag “Lisbon”",
    "New deal “Joint venture”",
    "Change type “Harbour Motor”",
    "Move borders “Harbour Motor”",
    "New entity “Harbour Motors”",
    "Tag “Harbour Motors”",
]


def _undo_name(user: User) -> str:
    entry = user.menu("Edit", "Undo")
    return entry.text().removeprefix("Undo “").removesuffix("”") if entry.isEnabled() else ""


def _redo_name(user: User) -> str:
    entry = user.menu("Edit", "Redo")
    return entry.text().removeprefix("Redo “").removesuffix("”") if entry.isEnabled() else ""


def test_each_step_has_its_name_and_goes_back_and_forth(pair: User) -> None:
    before = _dump(pair)
    _work(pair)
    after = _dump(pair)
    for name in NAMES:
        assert _undo_name(pair) == name
        pair.choose("Edit", "Undo")
        assert pair.sentence == f"Undone: {name}"
        assert _redo_name(pair) == name
    assert _dump(pair) == before
    for name in reversed(NAMES):
        assert _redo_name(pair) == name
        pair.choose("Edit", "Redo")
    assert _dump(pair) == after
    assert not pair.menu("Edit", "Redo").isEnabled()
    assert pair.menu("Edit", "Redo").text() == "Redo"


def test_across_closing_and_opening_again(pair: User, start: Start) -> None:
    before = _dump(pair)
    _work(pair)
    path = pair.session.path
    pair.leave()
    again = start(path)
    for name in NAMES[:4]:
        assert _undo_name(again) == name
        again.press("Ctrl+Z")
    again.leave()
    third = start(path)
    assert _redo_name(third) == NAMES[3]
    for _ in NAMES[4:]:
        third.press("Ctrl+Z")
    assert _dump(third) == before
    third.press("Ctrl+Shift+Z", "Ctrl+Y")
    assert _undo_name(third) == NAMES[5]


def test_what_is_undone_shows_at_once(pair: User) -> None:
    pair.drag("Lisbon")
    pair.press("4")
    mention = pair.chosen()[0].id
    pair.press("Ctrl+Z")
    assert pair.reader.desk.selected_mentions() == []
    pair.press("Ctrl+Shift+Z")
    pair.press("Tab")
    assert pair.reader.desk.selected_mentions() == [mention]


def test_undo_of_the_deal_that_is_shown_and_redo(pair: User) -> None:
    deal = pair.new_deal("J")
    pair.press("Ctrl+1")
    pair.press("Esc")
    pair.reader.setFocus()
    pair.press("Ctrl+Z")
    assert pair.panels.editor.deal == 0
    assert pair.panels.editor.armed_role == ""
    pair.press("Ctrl+1")
    assert pair.sentence == "There is no deal with such a role shown."
    pair.press("Ctrl+Y")
    pair.wait(lambda: pair.panels.deals._model.rowCount() == 1)
    pair.press("Ctrl+PgDown")
    assert pair.panels.editor.deal == deal


def _dump(user: User) -> tuple[object, ...]:
    with user.file() as file:
        article = file.articles.ids()[0]
        return (
            file.mentions.of_article(article),
            [one.entity for one in file.entities.summaries()],
            [one.deal for one in file.deals.summaries()],
        )
