"""Somebody reads both languages side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from evreader.ui.reader.painter import fold_rect, tag_rect

if TYPE_CHECKING:
    from evreader.ui.reader.counterpart import Counterparts
    from tests.e2e.conftest import User


BRUSSELS = "在布鲁塞尔，欧盟正在调查中国电动汽车获得的补贴。"


@pytest.fixture
def page(samples: User) -> User:
    """The half-translated page is open."""
    samples.choose("Article", "Previous article")
    assert "软件" in samples.session.articles.info(samples.reader.article or 0).title
    return samples


def _there(user: User, found: Counterparts | None) -> list[str]:
    """The counterpart sentences as texts."""
    assert found is not None
    texts = user.session.articles.contents(list(found.there))
    return [
        texts[passage].passage.text[span.start : span.end]
        for passage, spans in found.there.items()
        for span in spans
    ]


def test_hovering_shows_the_counterpart_sentence(samples: User) -> None:
    samples.hover("In Brussels")
    desk = samples.reader.desk
    assert _there(samples, desk.mouse.hovered) == [BRUSSELS]


def test_the_caret_shows_the_counterpart_sentence(samples: User) -> None:
    samples.click("In Brussels")
    desk = samples.reader.desk
    assert _there(samples, desk.choice.active) == [BRUSSELS]


def test_going_to_the_counterpart_by_key_and_back(samples: User) -> None:
    passage, _ = samples.where("In Brussels")
    samples.click("In Brussels")
    samples.press("Ctrl+Return")
    caret = samples.reader.desk.caret()
    assert caret is not None
    assert samples.session.articles.languages([caret[0]])[caret[0]] == "zh"
    samples.press("Ctrl+Return")
    back = samples.reader.desk.caret()
    assert back is not None
    assert back[0] == passage


def test_a_passage_without_counterpart_has_none(page: User) -> None:
    page.hover("A good part of it is software")
    desk = page.reader.desk
    assert _there(page, desk.mouse.hovered) == []
    assert not page.session.articles.get(page.reader.article or 0).links


def test_boilerplate_is_folded_and_unfolds_by_click_key_and_command(page: User) -> None:
    desk = page.reader.desk
    (row,) = desk.page.rows.folds
    fold = desk.page.rows.folds[row]
    assert not fold.is_open
    page.choose("View", "Unfold boilerplate")
    assert all(fold.is_open for fold in desk.page.rows.folds.values())
    page.choose("View", "Unfold boilerplate")
    assert not any(fold.is_open for fold in desk.page.rows.folds.values())
    desk.viewpoint.scroll_to(desk.page.top(row))
    y = desk.page.top(row) - desk.viewpoint.top
    place = fold_rect(desk.page, y, desk.page.measure(row)).center()
    page.qtbot.mouseClick(page.reader.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.page.rows.folds[row].is_open
    page.click("题图由")
    page.press("Down")
    assert desk.choice.fold == fold.key
    page.press("Return")
    assert not desk.page.rows.folds[row].is_open


def test_boilerplate_is_restored_as_a_paragraph(page: User) -> None:
    page.choose("View", "Unfold boilerplate")
    passage = page.passage("更多内容，每周五见")
    page.reader.reveal(passage, 0, 0)
    desk = page.reader.desk
    found = desk.page.cell(passage)
    assert found is not None
    top, cell = found
    box = tag_rect(desk.page, cell).translated(cell.x, top + cell.y - desk.viewpoint.top)
    page.qtbot.mouseClick(page.reader.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    with page.file() as file:
        assert file.articles.contents([passage])[passage].passage.kind == "paragraph"
    assert desk.page.rows.fold_of(passage) is None
    page.choose("Edit", "Undo “Change kind of passage")
    with page.file() as file:
        assert file.articles.contents([passage])[passage].passage.kind == "boilerplate"


def test_a_passage_is_treated_as_boilerplate_by_menu(page: User) -> None:
    page.click("题图由")
    passage = page.passage("题图由")
    page.choose("Article", "Treat passage as", "Boilerplate")
    with page.file() as file:
        assert file.articles.contents([passage])[passage].passage.kind == "boilerplate"


def test_the_unfold_command_tells_what_the_open_article_does(page: User) -> None:
    page.choose("View", "Unfold boilerplate")
    assert page.action("view.boilerplate").isChecked()
    page.choose("Article", "Next article")
    page.choose("Article", "Previous article")
    desk = page.reader.desk
    assert not any(fold.is_open for fold in desk.page.rows.folds.values())
    assert not page.action("view.boilerplate").isChecked()


def test_double_click_selects_a_chinese_word_and_copy_takes_it(samples: User) -> None:
    samples.double_click("补贴")
    assert samples.selected() == ["补贴"]
    samples.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "补贴"


def test_rows_are_copied_with_both_languages(samples: User) -> None:
    samples.click("A tariff buys time")
    samples.press("Ctrl+Shift+C")
    text = QGuiApplication.clipboard().text()
    assert text == "A tariff buys time, not an answer\t关税买来的是时间，不是答案"


def test_selecting_by_keys_across_passages_of_one_side(samples: User) -> None:
    samples.click("A tariff buys time")
    samples.press("Home", "Shift+Down", "Shift+Down", "Shift+Down")
    assert len(samples.reader.desk.selections()) >= 2
    samples.press("1")
    assert "crosses passages" in samples.sentence
    samples.press("Esc")
    assert samples.reader.desk.selections() == []


def test_zoom_by_key_wheel_and_back(samples: User) -> None:
    look = samples.window.workspace.look
    samples.press("Ctrl++")
    assert look.zoom > 1
    samples.press("Ctrl+0")
    assert look.zoom == 1
    samples.press("Ctrl+-")
    assert look.zoom < 1
    assert samples.window.workspace.settings.zoom == pytest.approx(look.zoom, abs=0.001)


def test_theme_and_label_language(samples: User) -> None:
    look = samples.window.workspace.look
    samples.choose("View", "Theme", "Dark")
    assert look.dark
    assert samples.action("view.theme.dark").isChecked()
    assert QApplication.palette().window().color().lightness() < 128
    samples.choose("View", "Theme", "Light")
    assert not look.dark
    samples.choose("View", "Theme", "As the system")
    samples.choose("View", "Labels in Chinese")
    assert samples.menu("Tag", "Tag as", "公司").text() == "公司"
    samples.wait(lambda: samples.panels.deals._model.rowCount() == 4)
    cells = samples.panels.deals._model.row(0).cells
    assert not cells[0].isascii()
    samples.choose("View", "Labels in Chinese")
    assert samples.menu("Tag", "Tag as", "Company").text() == "Company"


def test_the_context_menu_acts_on_what_is_under_the_pointer(samples: User) -> None:
    point = samples.point(*samples.where("Bloomberg"))
    samples.reader.context_menu_wanted.emit(QPoint(10, 10), None)
    samples.popup_menu().close()

    box = samples.reader.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, box.mapToGlobal(point))
    QApplication.sendEvent(box, event)
    menu = samples.popup_menu()
    assert samples.chosen()[0].text == "Bloomberg"
    delete = next(a for a in menu.actions() if a.text() == "Delete mention")
    menu.close()
    delete.trigger()
    passage, _ = samples.where("Bloomberg")
    assert ("Bloomberg", "Company") not in samples.mentions_on_disk(passage)


def test_tab_leaves_a_text_without_mentions(pair: User) -> None:
    for keys in ("Tab", "Shift+Tab"):
        pair.reader.setFocus()
        pair.press(keys)
        assert not pair.reader.hasFocus()
