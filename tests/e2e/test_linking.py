"""Somebody says which entity a mention is of: by name, 中文, pinyin; two names end in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from evreader.domain.annotation import Name

if TYPE_CHECKING:
    from tests.e2e.conftest import User

EN, ZH = "Harbour Motors", "海港汽车"


def _entities(user: User) -> list[tuple[str, ...]]:
    with user.file() as file:
        return [tuple(name.text for name in one.entity.names) for one in file.entities.summaries()]


def _tag(user: User, text: str) -> int:
    user.drag(text, passage=user.passage("里斯本" if text == ZH else "will build"))
    user.press("1")
    return user.chosen()[0].id


@pytest.mark.parametrize("typed", ["harbour", "海港", "haigang", "hgqc"])
def test_by_typing(pair: User, typed: str) -> None:
    entity = pair.session.entities.create("Company", [Name("en", EN), Name("zh", ZH)])
    pair.session.entities.create("Company", [Name("en", "Bright Cell"), Name("zh", "明芯")])
    pair.drag("The venture", passage=pair.passage("The venture"))
    pair.press("1", "L")
    pair.picker()
    pair.type(typed)
    pair.press("Return")
    assert QApplication.activePopupWidget() is None
    assert pair.chosen()[0].entity == entity
    assert pair.reader.hasFocus()
    assert ZH in pair.panels.status.about


def test_a_new_entity_by_key_takes_the_text_as_its_name(pair: User) -> None:
    _tag(pair, EN)
    pair.press("N")
    assert _entities(pair) == [(EN,)]


def test_a_new_entity_by_the_picker(pair: User) -> None:
    _tag(pair, EN)
    pair.press("L")
    pair.picker()
    pair.type("Harbour Motors Group")
    pair.press("Return")
    assert _entities(pair) == [("Harbour Motors Group",)]
    assert pair.chosen()[0].entity is not None


def test_the_entity_of_the_counterpart_is_offered_first(pair: User) -> None:
    _tag(pair, EN)
    pair.press("N")
    _tag(pair, "Bright Cell")
    pair.press("N")
    first, second = (one.entity.id for one in pair.session.entities.summaries())
    chinese = _tag(pair, ZH)
    assert [one.id for one in pair.session.entities.across(chinese)] == [first, second]
    pair.press("L")
    pair.picker()
    pair.press("Return")
    assert pair.chosen()[0].entity == first
    assert (EN, ZH) in _entities(pair)
    other = pair.where("明芯", passage=pair.passage("里斯本"))
    pair.reader.desk.guide.select(*other, other[1] + 2)
    pair.press("1")
    offered = pair.session.entities.across(pair.chosen()[0].id)
    assert [one.id for one in offered] == [second, first], "the one without a Chinese name first"
    pair.press("L")
    rows = pair.picker()._list.model()
    assert rows.line(0).detail == "Company · in the counterpart"
    pair.type("Bright")
    assert [rows.line(row).text for row in range(rows.rowCount())] == [
        "Bright Cell",
        "New entity “Bright”",
    ]


def test_two_names_end_in_one_entity(pair: User) -> None:
    _tag(pair, EN)
    pair.press("N")
    entity = pair.chosen()[0].entity
    _tag(pair, ZH)
    pair.press("L")
    pair.picker()
    pair.type("Harb")
    pair.press("Return")
    assert pair.chosen()[0].entity == entity
    assert _entities(pair) == [(EN, ZH)]


def test_two_entities_are_merged_in_the_panel(pair: User) -> None:
    one = _tag(pair, EN)
    pair.press("N")
    two = _tag(pair, ZH)
    pair.press("N")
    pair.show_panel("entities")
    panel = pair.panels.entities
    pair.wait(lambda: len(pair.rows(panel._list)) == 2)
    panel.setFocus()
    pair.press("Home", "Shift+End")
    panel._merge.trigger()
    assert len(_entities(pair)) == 1
    assert set(_entities(pair)[0]) == {EN, ZH}
    mentions = pair.session.mentions
    assert mentions.get(one).entity == mentions.get(two).entity
    pair.choose("Edit", "Undo “Merge")
    assert len(_entities(pair)) == 2


def test_the_picker_left_with_escape_changes_nothing(pair: User) -> None:
    _tag(pair, EN)
    pair.press("L")
    pair.picker()
    pair.press("Esc")
    assert QApplication.activePopupWidget() is None
    assert pair.chosen()[0].entity is None
    assert pair.reader.hasFocus()
    pair.press("L")
    pair.picker()
    pair.press("Esc")


def test_the_picker_stays_on_the_screen(pair: User) -> None:
    pair.window.move(pair.window.screen().availableGeometry().bottomRight())
    _tag(pair, EN)
    pair.press("L")
    picker = pair.picker()
    # Off-screen, Qt gives even a pop-up a frame of two pixels.
    room = pair.window.screen().availableGeometry().adjusted(0, 0, 4, 4)
    assert room.contains(picker.geometry())
    pair.press("Esc")


def test_unlink(pair: User) -> None:
    _tag(pair, EN)
    pair.press("N", "Shift+L")
    assert pair.chosen()[0].entity is None
    pair.choose("Edit", "Undo “Unlink from entity")
    assert pair.chosen()[0].entity is not None


def test_walking_an_entitys_mentions_from_the_panel(samples: User) -> None:
    samples.show_panel("entities")
    panel = samples.panels.entities
    samples.wait(lambda: samples.rows(panel._list))
    panel.focus_search()
    samples.type("dz")
    samples.wait(lambda: samples.rows(panel._list)[:1] == ["Volkswagen"])
    samples.press("Return")
    samples.wait(panel._list.hasFocus)
    samples.press("Return")
    assert samples.chosen()
    first = samples.chosen()[0].id
    samples.wait(lambda: samples.rows(panel._list))
    panel._list.setFocus()
    samples.press("Return")
    assert samples.chosen()[0].id != first


def test_an_entity_is_renamed_by_f2_in_its_list(samples: User) -> None:
    samples.show_panel("entities")
    panel = samples.panels.entities
    samples.wait(lambda: samples.rows(panel._list))
    panel.setFocus()
    samples.press("Home", "F2")
    assert not samples.ask.asked, "F2 asked for the article's title"
    assert panel._form.isAncestorOf(samples.focus())


def test_an_article_is_renamed_by_f2_in_its_list(samples: User) -> None:
    samples.ask.answers = ["Another title"]
    samples.show_panel("library")
    samples.wait(lambda: samples.rows(samples.panels.library._list))
    samples.panels.library.setFocus()
    samples.press("Home", "F2")
    assert samples.ask.asked == [("text", "Rename article")]
    with samples.file() as file:
        assert "Another title" in [one.title for one in file.articles.summaries()]


def test_an_article_is_renamed_by_f2_in_the_text(samples: User) -> None:
    samples.ask.answers = ["Another title"]
    samples.reader.setFocus()
    samples.press("F2")
    assert samples.session.articles.info(samples.reader.article or 0).title == "Another title"


def test_deleting_an_entity_is_asked_and_undone(samples: User) -> None:
    samples.show_panel("entities")
    panel = samples.panels.entities
    samples.wait(lambda: samples.rows(panel._list))
    before = len(_entities(samples))
    samples.ask.answers = [False, True]
    panel.setFocus()
    samples.press("Home", "Del")
    assert len(_entities(samples)) == before
    samples.press("Del")
    assert len(_entities(samples)) == before - 1
    samples.press("Ctrl+Z")
    assert len(_entities(samples)) == before
