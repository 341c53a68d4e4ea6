"""The reader view as the window uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from evreader.domain.reading import Place, Selection
from evreader.ui.reader.clipboard import copy_rows, copy_text
from evreader.ui.reader.page import Position

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from evreader.ui.look import Look, Theme
    from evreader.ui.reader.view import ReaderView
    from tests.ui.reader.conftest import FakeSource


@pytest.fixture
def long(source: FakeSource) -> list[int]:
    """Two hundred rows, English and Chinese, a mention in each English passage."""
    found = []
    for n in range(200):
        english = source.add(
            f"Passage {n}: the firm says a little about what it makes. " * (n % 4 + 1)
        )
        chinese = source.add(f"第{n}段：公司略谈其产品。", "zh")
        source.link(english, chinese)
        source.mark(english, "firm")
        found.append(english)
    return found


def screen_top(view: ReaderView, passage: int) -> int:
    return next(y for y, cell in view.desk.spots.cells() if cell.passage == passage)


def test_opening_tells_when_it_is_painted_and_reads_only_what_shows(
    view: ReaderView, source: FakeSource, long: list[int], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.first_painted):
        view.open_article(1)
    assert view.article == 1
    assert sum(map(len, source.asked)) < 40
    with qtbot.assertNotEmitted(view.first_painted, wait=30):
        view.viewport().update()


def test_the_next_view_is_laid_out_while_nothing_else_is_to_do(
    view: ReaderView, long: list[int], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.first_painted):
        view.open_article(1)
    page, height = view.desk.page, view.desk.viewpoint.height
    top = screen_top(view, long[0])
    qtbot.waitUntil(lambda: not view._scrolling._ahead_timer.isActive())
    assert page.find(2 * height - 1) in page
    assert page.find(4 * height) not in page
    assert screen_top(view, long[0]) == top
    assert view.verticalScrollBar().maximum() == view.desk.viewpoint.limit


def test_without_a_session_or_article_nothing_happens(view: ReaderView, look: Look) -> None:
    view.desk.refresh([1])
    view.desk.reload()
    view.reveal(1, 0, 2)
    view.desk.guide.select(1, 0, 2)
    view.desk.guide.choose_mention(3)
    assert not view.desk.guide.choose_next_mention()
    assert not copy_text(view.desk.choice)
    assert not copy_rows(view.desk.choice)
    assert view.desk.place() == Place()
    assert view.desk.caret() is None
    assert view.article is None
    view.grab()


def test_an_article_without_passages_is_a_blank_page(view: ReaderView) -> None:
    view.open_article(1)
    view.grab()
    view.resize(700, 400)
    assert view.desk.place() == Place()
    assert view.desk.spots.cells() == []


def test_a_place_is_found_again(view: ReaderView, long: list[int]) -> None:
    view.open_article(1)
    view.verticalScrollBar().setValue(4000)
    view.desk.guide.select(view.desk.place().passage, 3, 7)
    place = view.desk.place()
    view.close_article()
    assert view.article is None
    view.open_article(1, place)
    assert view.desk.place() == place


def test_the_row_on_top_stays_when_the_view_or_the_text_changes_size(
    view: ReaderView, look: Look, long: list[int]
) -> None:
    view.open_article(1)
    view.verticalScrollBar().setValue(6000)
    passage = view.desk.place().passage
    view.resize(700, 500)
    assert view.desk.place().passage == passage
    look.zoom = 1.5
    assert view.desk.place().passage == passage
    look.set_theme("dark")
    assert view.desk.place().passage == passage


def test_scrolling_up_over_rows_never_seen_does_not_jump(view: ReaderView, long: list[int]) -> None:
    view.open_article(1, Place(long[150], 0))
    bar = view.verticalScrollBar()
    for _ in range(40):
        passage = view.desk.place().passage
        before = screen_top(view, passage)
        bar.setValue(bar.value() - 37)
        assert screen_top(view, passage) == before + 37


def test_the_end_can_be_reached(view: ReaderView, long: list[int]) -> None:
    view.open_article(1)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() == bar.maximum()
    assert long[-1] in [cell.passage for _, cell in view.desk.spots.cells()]


def test_refresh_reads_and_repaints_only_these_passages(
    view: ReaderView, source: FakeSource, long: list[int], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.first_painted):
        view.open_article(1)
    source.asked.clear()
    source.mark(long[0], "Passage", type_="Product")
    view.desk.refresh([long[0], long[180]])
    assert source.asked == [[long[0]]]
    assert len(view.desk.page.cell(long[0])[1].layout.content.mentions) == 2


def test_a_mention_that_is_gone_is_let_go(
    view: ReaderView, source: FakeSource, long: list[int], qtbot: QtBot
) -> None:
    view.open_article(1)
    mention = next(m for m in source.marked.values() if m.passage == long[1])
    view.desk.guide.choose_mention(mention.id)
    del source.marked[mention.id]
    with qtbot.waitSignal(view.mention_selected) as told:
        view.desk.refresh([long[1]])
    assert told.args == [0]
    assert view.desk.selected_mentions() == []


def test_reload_keeps_the_place(view: ReaderView, source: FakeSource, long: list[int]) -> None:
    view.open_article(1, Place(long[60], 10, long[61], 5))
    source.links = [link for link in source.links if link.en[0].passage != long[60]]
    source.set_kind(long[2], "boilerplate")
    view.desk.reload()
    assert view.desk.place() == Place(long[60], 10, long[61], 5)


def test_the_caret_goes_with_its_passage(view: ReaderView, source: FakeSource) -> None:
    kept, gone = source.add("Kept."), source.add("Gone.")
    view.open_article(1, Place(kept, 0, gone, 2))
    del source.passages[gone]
    view.desk.reload()
    assert view.desk.caret() is None


def test_reveal_unfolds_scrolls_and_lights_up(
    view: ReaderView, source: FakeSource, long: list[int], qtbot: QtBot
) -> None:
    hidden = source.add("Subscribe to our letter.", kind="boilerplate")
    view.open_article(1)
    view.reveal(hidden, 0, 9)
    assert hidden in [cell.passage for _, cell in view.desk.spots.cells()]
    assert view.desk.caret() == (hidden, 0)
    assert view._canvas.flash == Selection(hidden, 0, 9)
    qtbot.waitUntil(lambda: view._canvas.flash is None, timeout=4000)


def test_reveal_of_a_passage_elsewhere_changes_nothing(view: ReaderView, long: list[int]) -> None:
    view.open_article(1, Place(long[9], 0, long[9], 1))
    view.reveal(987654, 0, 3)
    assert view.desk.caret() == (long[9], 1)


def test_selecting_a_mention_far_away_brings_it_into_view(
    view: ReaderView, source: FakeSource, long: list[int]
) -> None:
    mention = next(m for m in source.marked.values() if m.passage == long[120])
    view.open_article(1)
    view.desk.guide.choose_mention(mention.id)
    assert view.desk.selected_mentions() == [mention.id]
    assert 0 < screen_top(view, long[120]) < view.viewport().height()
    view.desk.guide.choose_mention(None)
    assert view.desk.selected_mentions() == []


def test_closing_lets_go_of_mentions(
    view: ReaderView, source: FakeSource, long: list[int], qtbot: QtBot
) -> None:
    view.open_article(1)
    view.desk.guide.choose_next_mention()
    with qtbot.waitSignal(view.mention_selected) as told:
        view.close_article()
    assert told.args == [0]


def test_copying_text_gives_it_as_stored(view: ReaderView, source: FakeSource) -> None:
    one, other = source.add("nbsp\xa0and\u2028line"), source.add("second 𠮷")
    view.open_article(1)
    view.desk.guide.select(one, 4, 13)
    assert copy_text(view.desk.choice)
    assert QGuiApplication.clipboard().text() == "\xa0and\u2028line"
    view.desk.choice.caret.select(Position(one, 9), Position(other, 8))
    assert copy_text(view.desk.choice)
    assert QGuiApplication.clipboard().text() == "line\n\nsecond 𠮷"


def test_copying_rows_gives_both_languages(view: ReaderView, source: FakeSource) -> None:
    english, chinese = source.add("One\ttab & <more>."), source.add("一行。", "zh")
    source.link(english, chinese)
    view.open_article(1)
    view.desk.guide.select(chinese, 0, 1)
    assert copy_rows(view.desk.choice)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "One tab & <more>.\t一行。"
    assert '<td lang="en">One\ttab &amp; &lt;more&gt;.</td><td lang="zh">一行。</td>' in data.html()


def drop(view: ReaderView, data: QMimeData) -> None:
    box, middle = view.viewport(), view.viewport().rect().center()
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(box, QDragEnterEvent(middle, copy, data, left, none))
    QApplication.sendEvent(box, QDropEvent(QPointF(middle), copy, data, left, none))


def test_files_and_text_can_be_dropped(view: ReaderView, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt")), QUrl("https://example.org/b")])
    with qtbot.waitSignal(view.files_dropped) as told:
        drop(view, data)
    assert told.args == [[str(tmp_path / "a.txt"), "https://example.org/b"]]
    data = QMimeData()
    data.setText("Some text.")
    with qtbot.waitSignal(view.text_dropped) as told:
        drop(view, data)
    assert told.args == ["Some text."]


def test_the_gutter_says_what_joins_a_row(view: ReaderView, source: FakeSource) -> None:
    english, chinese = source.add("Sure?"), source.add("确定吗。", "zh")
    source.link(english, chinese, score=0.31)
    view.open_article(1)
    columns = view.desk.page.columns
    gutter = view.viewport().rect().topLeft()
    gutter.setX(columns.right - columns.gutter // 2)
    gutter.setY(screen_top(view, english) + 5)
    hint = view.desk.linking.hint
    gutter.setY(screen_top(view, english) + 12)
    assert hint(gutter) == "translation, doubtful, found automatically (0.31)"
    source.links = [link._replace(status="confirmed") for link in source.links]
    view.desk.refresh([english, chinese])
    assert view.desk.linking.hint(gutter) == "translation, confirmed"
    gutter.setX(columns.left)
    assert view.desk.linking.hint(gutter) == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everything_that_can_be_drawn_is_drawn(
    view: ReaderView, look: Look, source: FakeSource, theme: Theme
) -> None:
    look.set_theme(theme)
    heading, zh = source.add("Heading", kind="heading"), source.add("正文。", "zh")
    source.link(heading, zh, relation="heading-of", status="confirmed")
    english, chinese = source.add("One two three."), source.add("一二三。", "zh")
    source.link(english, chinese, score=0.2)
    source.add("Alone, with 中文 inside.", mixed=True)
    source.add("Otro idioma.", "other")
    source.add("独自。", "zh", mixed=True)
    source.add("Fold.", kind="boilerplate")
    source.mark(english, "One", "three", entity=4)
    view.open_article(1)
    view.desk.guide.choose_next_mention()
    view.desk.guide.select(english, 2, 9)
    view.reveal(chinese, 0, 2)
    image = view.viewport().grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(0, 980, 3) for y in range(0, 400, 2)}
    for name in ("paper", "flash", "rule", "empty"):
        assert look.color(name).name() in colors, name
