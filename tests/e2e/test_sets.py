"""Somebody keeps annotation sets, from the toolbar and from the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.store import sets as store_sets
from evreader.store import touched

if TYPE_CHECKING:
    import pytest

    from tests.e2e.conftest import User


def _sets(user: User) -> list[tuple[str, bool]]:
    with user.file() as file:
        return [(one.name, one.locked) for one in file.sets.all()]


def _from_toolbar(user: User, text: str) -> None:
    menu = user.panels.sets._menu
    entry = next(a for a in menu.actions() if a.text().split("\t")[0] == text)
    assert entry.isEnabled()
    entry.trigger()


def _current(user: User) -> str:
    with user.file() as file:
        return file.sets.current.name


def test_new_rename_duplicate_choose_delete(samples: User) -> None:
    first = samples.session.sets.current.name
    samples.ask.answers = ["Mine"]
    samples.choose("Set", "New set")
    assert _current(samples) == "Mine"
    assert samples.panels.sets.text() == "Mine"
    samples.wait(lambda: samples.panels.deals._model.rowCount() == 0)
    assert samples.session.mentions.of_article(samples.reader.article or 0) == []

    samples.ask.answers = ["My own"]
    _from_toolbar(samples, "Rename set…")
    assert _sets(samples) == [(first, False), ("My own", False)]

    _from_toolbar(samples, first)
    assert _current(samples) == first
    samples.wait(lambda: samples.panels.deals._model.rowCount() == 4)

    samples.ask.answers = ["Copy"]
    samples.choose("Set", "Duplicate set")
    assert _current(samples) == "Copy"
    assert len(samples.session.deals.summaries()) == 4
    assert len(samples.session.mentions.of_article(1)) == 184

    samples.ask.answers = [False, True]
    samples.choose("Set", "Delete set")
    assert _current(samples) == "Copy"
    _from_toolbar(samples, "Delete set…")
    assert [name for name, _ in _sets(samples)] == [first, "My own"]
    samples.press("Ctrl+Z")
    assert [name for name, _ in _sets(samples)] == [first, "My own", "Copy"]

    samples.ask.answers = ["My own"]
    samples.press("Ctrl+Shift+S")
    assert _current(samples) == "My own"


def _refusal(user: User) -> str:
    name = user.session.sets.current.name
    return f"The annotation set “{name}” is locked; unlock it or choose another."


def _refused(user: User, *keys: str) -> bool:
    """Whether the last of these keys is refused because of the lock."""
    user.panels.status.say("")
    user.press(*keys)
    return user.sentence == _refusal(user)


def test_in_a_locked_set_no_tag_changes(samples: User) -> None:
    samples.choose("Set", "Lock set")
    assert [locked for _, locked in _sets(samples)] == [True]
    before = samples.session.mentions.of_article(1)
    passage = samples.passage("mass market")
    samples.reader.desk.guide.select(passage, 0, 4)
    assert _refused(samples, "1")
    samples.press("Esc", "Tab")
    for key in ("2", "N", "L", "T", "A", "Shift+L", "Ctrl+Shift+Down", "Del"):
        assert _refused(samples, key), key
    assert samples.session.mentions.of_article(1) == before
    assert samples.action("set.lock").isChecked()
    assert samples.panels.sets._lock.isChecked()
    samples.choose("Set", "Lock set")
    samples.reader.desk.guide.select(passage, 0, 4)
    samples.press("1")
    assert len(samples.session.mentions.of_article(1)) == len(before) + 1


def test_in_a_locked_set_no_deal_changes(samples: User) -> None:
    samples.choose("Set", "Lock set")
    before = samples.session.deals.summaries()
    samples.press("Tab")
    assert _refused(samples, "D")
    samples.press("Esc", "Ctrl+PgDown")
    assert _refused(samples, "Ctrl+Del")
    assert _refused(samples, "Ctrl+1")
    assert _refused(samples, "Ctrl+T")
    assert samples.panels.editor.armed_role == ""
    form = samples.panels.editor._form
    assert not form._type.isEnabled()
    assert not form.slot("status")._input.isEnabled()
    first = samples.session.deals.get(samples.panels.editor.deal).roles[0]
    field = form.role(first.role)
    assert field is not None
    assert not field.free
    field.rows()[0].quotes().chips()[0].click()
    caret = samples.reader.desk.caret()
    assert caret is not None
    assert caret[0] == first.evidence[0].passage, "evidence can be looked at"
    assert samples.session.deals.summaries() == before
    samples.choose("Set", "Lock set")
    assert form._type.isEnabled()
    assert form.slot("status")._input.isEnabled()


def test_a_lock_refused_is_not_shown_as_on(samples: User) -> None:
    _from_toolbar(samples, "Lock set")
    assert samples.action("set.lock").isChecked()
    _from_toolbar(samples, "Lock set")
    assert not samples.action("set.lock").isChecked()


def test_a_name_that_is_taken_is_refused(samples: User) -> None:
    name = samples.session.sets.current.name
    samples.ask.answers = [name]
    samples.choose("Set", "New set")
    assert "choose another name" in samples.sentence
    assert len(_sets(samples)) == 1


def test_the_last_set_cannot_be_deleted(samples: User) -> None:
    samples.ask.answers = [True]
    samples.action("set.delete").trigger()
    assert len(_sets(samples)) == 1
    assert "at least one" in samples.sentence


def test_another_set_is_read_in_the_background_and_a_change_of_names_is_not(
    samples: User,
) -> None:
    model, readings = samples.panels.deals._model, samples.window.workspace.readings
    begun: list[str] = []
    readings.started.connect(begun.append)
    first = samples.session.sets.current
    samples.ask.answers = ["Renamed", "Mine"]
    samples.choose("Set", "Rename set")
    samples.action("set.lock").trigger()
    samples.action("set.lock").trigger()
    assert begun == []
    samples.choose("Set", "New set")
    assert readings.busy
    # What is asked for last is what is listed, even if all of it comes at once.
    samples.session.sets.choose(first.id)
    samples.session.deals.delete([1])
    samples.idle()
    samples.wait(lambda: model.rowCount() == 3)
    samples.press("Ctrl+Z")
    samples.wait(lambda: model.rowCount() == 4)
    assert samples.panels.library._list.model().line(0).detail.count("deal") == 1


def test_a_large_set_is_copied_and_its_copy_undone_in_the_background(
    samples: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_sets, "LARGE", 10)
    monkeypatch.setattr(touched, "MANY", 10)
    first = samples.session.sets.current.name
    samples.ask.answers = ["Copy"]
    samples.choose("Set", "Duplicate set")
    assert samples.window.workspace.tasks.busy
    samples.wait(lambda: samples.panels.sets.text() == "Copy")
    samples.idle()
    samples.wait(lambda: samples.panels.deals._model.rowCount() == 4)
    samples.press("Ctrl+Z")
    # What else is pressed meanwhile does not undo what nobody saw.
    samples.press("Ctrl+Z")
    samples.wait(lambda: samples.panels.sets.text() == first)
    samples.idle()
    assert "Something else was done meanwhile" in samples.sentence
    assert [name for name, _ in _sets(samples)] == [first]
    samples.press("Ctrl+Y")
    samples.idle()
    samples.ask.answers = [True]
    samples.session.sets.choose(samples.session.sets.named("Copy").id)
    samples.choose("Set", "Delete set")
    samples.wait(lambda: samples.panels.sets.text() == first)
    assert [name for name, _ in _sets(samples)] == [first]


def test_what_a_long_operation_was_refused_for_is_told(
    samples: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_sets, "LARGE", 10)
    samples.ask.answers = [samples.session.sets.current.name]
    samples.choose("Set", "Duplicate set")
    samples.wait(lambda: "choose another name" in samples.sentence)
