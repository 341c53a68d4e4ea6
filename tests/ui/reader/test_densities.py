"""Both languages on one page: two columns, interleaved, one language alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QGuiApplication

from evreader.domain.reading import Place
from evreader.ui.reader.accessible import AccessibleReader
from evreader.ui.reader.clipboard import copy_rows
from evreader.ui.reader.columns import DENSITIES, columns
from evreader.ui.reader.rows import Rows

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.ui.look import Look
    from evreader.ui.reader.columns import Density
    from evreader.ui.reader.page import Cell
    from evreader.ui.reader.view import ReaderView
    from tests.ui.reader.conftest import FakeSource

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Text(NamedTuple):
    """Passages of an article: a linked pair, one English and one Chinese alone, another pair."""

    en: int
    zh: int
    lone_en: int
    lone_zh: int
    last_en: int
    last_zh: int


@pytest.fixture
def text(view: ReaderView, source: FakeSource) -> Text:
    made = Text(
        source.add("The mill opens. It makes paper."),
        source.add("造纸厂开业。它生产纸张。", "zh"),
        source.add("Nobody else does."),
        source.add("别处没有。", "zh"),
        source.add("It will sell abroad."),
        source.add("它将向国外销售。", "zh"),
    )
    source.link(made.en, made.zh)
    source.link(made.last_en, made.last_zh)
    view.open_article(1)
    return made


@pytest.fixture
def long(source: FakeSource) -> list[int]:
    """80 linked pairs; ids of their English passages, each followed by that of its Chinese one."""
    made = []
    for number in range(80):
        english = source.add(f"Passage {number} says what the mill makes. " * 3)
        source.link(english, source.add(f"第{number}段说明造纸厂生产什么。" * 3, "zh"))
        made += [english, english + 1]
    return made


def cells(view: ReaderView) -> dict[int, tuple[int, Cell]]:
    return {cell.passage: (y, cell) for y, cell in view.desk.spots.cells()}


def test_a_counterpart_stands_directly_below(view: ReaderView, text: Text) -> None:
    view.arrange(density="interleaved")
    order = [cell.passage for _, cell in view.desk.spots.cells()]
    assert order == list(text)
    found = cells(view)
    assert len({cell.x for _, cell in found.values()}) == 1
    y, cell = found[text.en]
    below, next_row = found[text.zh][0], found[text.lone_en][0]
    assert y + cell.layout.height <= below < next_row
    gap = below - y - cell.layout.height
    assert gap < next_row - below - found[text.zh][1].layout.height


def test_a_missing_counterpart_is_said_there_too(view: ReaderView, text: Text) -> None:
    view.arrange(density="interleaved")
    page = view.desk.page
    row = page.rows.row_of(text.lone_en)
    empty = page.placed(row).empty
    cell = cells(view)[text.lone_en][1]
    assert empty is not None
    assert empty.top() >= cell.y + cell.layout.height
    assert page.placed(page.rows.row_of(text.en)).empty is None


@pytest.mark.parametrize(("density", "hidden"), [("en", (1, 5)), ("zh", (0, 4))])
def test_one_language_hides_counterparts_and_nothing_else(
    view: ReaderView, text: Text, density: Density, hidden: tuple[int, ...]
) -> None:
    view.arrange(density=density)
    assert set(cells(view)) == set(text) - {text[number] for number in hidden}


def test_space_shows_the_counterpart_and_hides_it(view: ReaderView, text: Text) -> None:
    view.arrange(density="en")
    view.desk.guide.select(text.en, 0, 0)
    assert view.desk.guide.toggle_counterparts()
    found = cells(view)
    assert found[text.en][0] < found[text.zh][0] < found[text.lone_en][0]
    assert text.last_zh not in found
    assert view.desk.guide.toggle_counterparts()
    assert text.zh not in cells(view)


def test_it_is_said_where_there_is_no_counterpart(view: ReaderView, text: Text) -> None:
    view.arrange(density="en")
    page = view.desk.page
    row = page.rows.row_of(text.lone_en)
    assert page.placed(row).empty is None
    view.desk.guide.select(text.lone_en, 0, 0)
    view.desk.guide.toggle_counterparts()
    assert page.placed(row).empty is not None


def test_nothing_is_on_demand_where_both_are_shown(view: ReaderView, text: Text) -> None:
    view.desk.guide.select(text.en, 0, 0)
    assert not view.desk.guide.toggle_counterparts()
    view.arrange(density="en")
    view.desk.choice.caret.clear()
    assert not view.desk.guide.toggle_counterparts()


def test_a_click_on_the_bar_shows_the_counterpart(
    view: ReaderView, text: Text, qtbot: QtBot
) -> None:
    view.arrange(density="zh")
    y, cell = cells(view)[text.last_zh]
    bar = QPoint(cell.x - 7, y + 8)
    assert view.desk.mouse.cursor(bar) == Qt.CursorShape.PointingHandCursor
    assert "counterpart" in view.desk.mouse.hint(bar)
    qtbot.mouseClick(view.viewport(), LEFT, NONE, bar)
    assert y <= cells(view)[text.last_zh][0] < cells(view)[text.last_en][0]
    lone_y, _ = cells(view)[text.lone_zh]
    beside = QPoint(cell.x - 7, lone_y + 8)
    assert view.desk.mouse.cursor(beside) != Qt.CursorShape.PointingHandCursor


def test_the_caret_goes_to_the_language_that_is_left(view: ReaderView, text: Text) -> None:
    view.desk.guide.select(text.en, 17, 17)
    view.arrange(density="zh")
    assert view.desk.caret() == (text.zh, 6)
    assert text.en not in cells(view)


def test_hiding_takes_the_caret_along(view: ReaderView, text: Text) -> None:
    view.arrange(density="en")
    view.desk.guide.select(text.en, 0, 0)
    view.desk.guide.toggle_counterparts()
    view.desk.guide.select(text.zh, 2, 2)
    view.desk.guide.toggle_counterparts()
    assert view.desk.caret() == (text.en, 0)


@pytest.mark.parametrize("density", DENSITIES)
def test_what_is_looked_for_is_brought_out(
    view: ReaderView, text: Text, source: FakeSource, density: Density
) -> None:
    mention = source.mark(text.last_zh, "国外")
    view.arrange(density=density)
    view.desk.guide.choose_mention(mention)
    assert text.last_zh in cells(view)
    view.reveal(text.en, 0, 3)
    assert text.en in cells(view)
    assert view.desk.caret() == (text.en, 0)


def test_tab_walks_over_hidden_mentions_too(
    view: ReaderView, text: Text, source: FakeSource
) -> None:
    first, second = source.mark(text.en, "mill"), source.mark(text.zh, "造纸厂")
    view.arrange(density="en")
    assert view.desk.guide.choose_next_mention()
    assert view.desk.selected_mentions() == [first]
    assert view.desk.guide.choose_next_mention()
    assert view.desk.selected_mentions() == [second]
    assert text.zh in cells(view)


@pytest.mark.parametrize("density", DENSITIES)
def test_arrows_stay_on_what_is_shown(
    view: ReaderView, text: Text, qtbot: QtBot, density: Density
) -> None:
    view.arrange(density=density)
    start = text.zh if density == "zh" else text.en
    view.desk.guide.select(start, 0, 0)
    seen = set()
    for _ in range(12):
        qtbot.keyClick(view, KEY.Key_Down)
        caret = view.desk.caret()
        assert caret is not None
        assert caret[0] in cells(view)
        seen.add(caret[0])
    assert (text.last_zh if density == "zh" else text.last_en) in seen


def test_going_to_the_counterpart_shows_it(view: ReaderView, text: Text, qtbot: QtBot) -> None:
    view.arrange(density="en")
    view.desk.guide.select(text.last_en, 0, 0)
    view.desk.guide.cross()
    assert view.desk.caret() == (text.last_zh, 0)
    assert text.last_zh in cells(view)
    view.desk.guide.select(text.en, 0, 0)
    qtbot.keyClick(view, KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert view.desk.caret() == (text.zh, 0)
    assert text.zh in cells(view)


def test_a_selection_stays_in_its_language(view: ReaderView, text: Text, qtbot: QtBot) -> None:
    view.arrange(density="interleaved")
    found = cells(view)
    box = view.viewport()
    start = QPoint(found[text.en][1].x + 2, found[text.en][0] + 12)
    end = QPoint(found[text.en][1].x + 40, found[text.last_en][0] + 12)
    qtbot.mousePress(box, LEFT, NONE, start)
    view.desk.mouse._is_drag = True
    view.desk.mouse.drag_to(end)
    assert [piece.passage for piece in view.desk.selections()] == [
        text.en,
        text.lone_en,
        text.last_en,
    ]
    qtbot.mouseRelease(box, LEFT, NONE, end)
    view.arrange(density="zh")
    view.desk.guide.select(text.last_zh, 0, 2)
    view.desk.guide.toggle_counterparts()
    view.desk.guide.select(text.last_en, 0, 4)
    view.desk.choice.put(view.desk.choice.caret.head._replace(passage=text.en), extend=True)
    assert text.en not in {piece.passage for piece in view.desk.selections()}


def test_the_pointer_meets_what_is_under_it(view: ReaderView, text: Text) -> None:
    view.arrange(density="interleaved")
    for passage in (text.en, text.zh, text.lone_zh):
        y, cell = cells(view)[passage]
        hit = view.desk.mouse.hit(QPoint(cell.x + 3, y + 12))
        assert hit is not None
        assert hit.position is not None
        assert hit.position.passage == passage


@pytest.mark.parametrize("density", DENSITIES)
def test_rows_are_copied_with_both_languages(
    view: ReaderView, text: Text, density: Density
) -> None:
    view.arrange(density=density)
    view.desk.guide.select(text.zh if density == "zh" else text.en, 0, 2)
    copy_rows(view.desk.choice)
    copied = QGuiApplication.clipboard().text()
    assert copied == "The mill opens. It makes paper.\t造纸厂开业。它生产纸张。"


@pytest.mark.parametrize("density", DENSITIES)
def test_the_place_is_kept(view: ReaderView, long: list[int], density: Density) -> None:
    view.open_article(1, Place(long[60], 0))
    view.arrange(density=density)
    assert view.desk.place().passage == long[60]
    caret = long[63 if density == "zh" else 62]
    view.desk.guide.select(caret, 0, 0)
    before = view.character_rect(caret, 0).top()
    view.arrange(density="interleaved" if density != "interleaved" else "columns")
    passage, offset = view.desk.caret() or (0, 0)
    assert abs(view.character_rect(passage, offset).top() - before) <= 2
    place = view.desk.place()
    view.open_article(1, place)
    assert view.desk.place() == place


@pytest.mark.parametrize("density", DENSITIES)
def test_a_screen_reader_meets_what_is_shown(
    view: ReaderView, text: Text, source: FakeSource, density: Density
) -> None:
    view.arrange(density=density)
    page = AccessibleReader(view)
    children = [page.child(number) for number in range(page.childCount())]
    said = [child.text(QAccessible.Text.Name) for child in children if child is not None]
    assert said == [source.passages[cell.passage].text for _, cell in view.desk.spots.cells()]
    for child in children:
        assert child is not None
        middle = child.rect().center()
        assert page.childAt(middle.x(), middle.y()) is child


def test_what_was_opened_outlasts_changes_but_not_densities(
    view: ReaderView, text: Text, source: FakeSource
) -> None:
    view.arrange(density="en")
    view.desk.guide.select(text.en, 0, 0)
    view.desk.guide.toggle_counterparts()
    source.set_kind(text.lone_en, "caption")
    view.desk.reload()
    assert text.zh in cells(view)
    view.arrange(density="columns")
    view.arrange(density="en")
    assert text.zh not in cells(view)


def test_a_density_outlasts_articles(view: ReaderView, text: Text) -> None:
    view.arrange(density="interleaved")
    view.open_article(1)
    assert view.density == "interleaved"
    assert len({cell.x for _, cell in cells(view).values()}) == 1


def test_one_column_is_centred_and_not_too_wide() -> None:
    wide, narrow = columns(2000, 17, "interleaved"), columns(500, 17, "en")
    assert wide.is_single
    assert wide.width <= 42 * 17
    assert abs(wide.left - (2000 - wide.left - wide.width)) <= 1
    assert narrow.width == 500 - 2 * narrow.margin
    assert not columns(2000, 17).is_single


def test_rows_tell_what_they_hide(text: Text, source: FakeSource) -> None:
    rows = Rows(source.outline(1), alone="left")
    row = rows.row_of(text.zh)
    assert row is not None
    assert rows.is_closed(row)
    assert rows.passages(row) == (text.en,)
    assert rows.members(row) == (text.en, text.zh)
    assert not rows.is_shown(text.zh)
    assert rows.neighbour(text.lone_zh, 1) is None
    rows.open(row)
    assert rows.passages(row) == (text.en, text.zh)
    rows.open(row, opened=False)
    assert rows.is_closed(row)


@pytest.mark.parametrize("width", [560, 727, 900, 1400])
def test_the_word_beside_a_column_finds_room(look: Look, width: int) -> None:
    em = look.size("text")
    word = QFontMetricsF(look.font("en", "label")).horizontalAdvance("restore")
    assert columns(width, em).margin - 12 >= word
