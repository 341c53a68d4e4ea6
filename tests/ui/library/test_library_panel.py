from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from evreader.ui.library.library_panel import LibraryPanel
from evreader.ui.widgets.lines import LineView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from evreader.session.session import Session
    from evreader.ui.look import Look
    from tests.ui.conftest import Story


@pytest.fixture
def panel(qtbot: QtBot, look: Look, story: Story) -> LibraryPanel:
    panel = LibraryPanel(look)
    qtbot.addWidget(panel)
    panel.resize(320, 480)
    panel.show()
    panel.set_session(story.session)
    return panel


def view(panel: LibraryPanel) -> LineView:
    return panel.findChild(LineView)


def field(panel: LibraryPanel) -> QLineEdit:
    return panel.findChild(QLineEdit)


def said(panel: LibraryPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel)]


def test_an_article_says_where_it_is_from_and_what_is_in_it(
    panel: LibraryPanel, story: Story
) -> None:
    lines = [view(panel).model().line(row) for row in range(2)]
    (first,) = [line for line in lines if line.text.startswith("Volt venture")]
    assert "EN ZH · 3 mentions · 1 deal · 2026-03-14 · Harbour Daily · 2 passages" in first.detail


def test_typing_narrows_by_title_in_either_script(qtbot: QtBot, panel: LibraryPanel) -> None:
    panel.focus_search()
    field(panel).setText("里斯本")
    assert view(panel).count() == 1
    assert "1 of 2 articles" in said(panel)
    field(panel).setText("ORBIT")
    assert view(panel).count() == 1
    field(panel).setText("nowhere")
    assert view(panel).count() == 0
    assert "nowhere" in view(panel).hint
    qtbot.keyClick(field(panel), Qt.Key.Key_Escape)
    assert view(panel).count() == 2


def test_enter_goes_from_the_filter_to_the_list_and_opens(
    qtbot: QtBot, panel: LibraryPanel, story: Story
) -> None:
    field(panel).setText("Volt")
    qtbot.keyClick(field(panel), Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.article_chosen) as chosen:
        qtbot.keyClick(view(panel), Qt.Key.Key_Return)
    assert chosen.args == [story.articles[0]]


def test_a_click_opens_but_extending_the_selection_does_not(
    qtbot: QtBot, panel: LibraryPanel, story: Story
) -> None:
    opened: list[int] = []
    panel.article_chosen.connect(opened.append)
    rows = [view(panel).visualRect(view(panel).model().index(row, 0)).center() for row in (0, 1)]
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(view(panel).viewport(), left, pos=rows[0])
    assert len(opened) == 1
    qtbot.mouseClick(view(panel).viewport(), left, Qt.KeyboardModifier.ControlModifier, pos=rows[1])
    assert len(opened) == 1
    with qtbot.waitSignal(panel.delete_wanted) as asked:
        qtbot.keyClick(view(panel), Qt.Key.Key_Delete)
    assert sorted(asked.args[0]) == sorted(story.articles)


def test_f2_asks_to_rename(qtbot: QtBot, panel: LibraryPanel, story: Story) -> None:
    panel.set_current(story.articles[1])
    view(panel).setFocus()
    with qtbot.waitSignal(panel.rename_wanted) as asked:
        qtbot.keyClick(view(panel), Qt.Key.Key_F2)
    assert asked.args == [story.articles[1]]


def test_the_open_article_is_marked(panel: LibraryPanel, story: Story) -> None:
    panel.set_current(story.articles[0])
    model = view(panel).model()
    marked = [model.id_at(row) for row in range(2) if model.line(row).current]
    assert marked == [story.articles[0]]


def test_counts_follow_a_new_mention(qtbot: QtBot, panel: LibraryPanel, story: Story) -> None:
    story.session.subscribe(panel.refresh)
    panel.set_current(story.articles[0])
    story.tag("Lisbon", "Place")
    model = view(panel).model()
    row = model.row_of(story.articles[0])
    qtbot.waitUntil(lambda: "4 mentions" in model.line(row).detail)
    assert view(panel).selected_ids() == [story.articles[0]]


def test_a_hidden_panel_reads_again_when_it_is_shown(
    qtbot: QtBot, panel: LibraryPanel, story: Story
) -> None:
    panel.hide()
    story.session.subscribe(panel.refresh)
    story.session.articles.delete([story.articles[1]])
    qtbot.waitUntil(lambda: not panel._later.isActive())
    assert view(panel).count() == 2
    panel.show()
    assert view(panel).count() == 1


def test_an_article_that_goes_comes_back_in_its_place_and_is_renamed_there(
    qtbot: QtBot, panel: LibraryPanel, story: Story
) -> None:
    story.session.subscribe(panel.refresh)
    before = [view(panel).model().line(row) for row in range(2)]
    story.session.articles.delete([story.articles[1]])
    qtbot.waitUntil(lambda: "1 article" in said(panel))
    story.session.history.undo()
    qtbot.waitUntil(lambda: "2 articles" in said(panel))
    assert [view(panel).model().line(row) for row in range(2)] == before
    field(panel).setText("renamed")
    info = story.session.articles.info(story.articles[0])
    story.session.articles.set_info(story.articles[0], info._replace(title="Renamed news"))
    qtbot.waitUntil(lambda: "1 of 2 articles" in said(panel))


def test_a_library_that_waits_says_so_and_takes_what_comes(
    qtbot: QtBot, panel: LibraryPanel, story: Story
) -> None:
    story.session.subscribe(panel.refresh)
    found = panel.reading(story.session.scheme)(story.session)
    panel.wait()
    qtbot.waitUntil(lambda: "Reading…" in said(panel))
    field(panel).setText("Volt")
    assert (view(panel).count(), "Reading…" in said(panel)) == (1, True)
    field(panel).clear()
    # What changes meanwhile is read after what comes, which may be of before.
    story.session.articles.delete([story.articles[1]])
    panel.take(found)
    assert "2 articles" in said(panel)
    qtbot.waitUntil(lambda: "1 article" in said(panel))


def test_a_hidden_library_keeps_what_was_read_for_it(
    qtbot: QtBot, panel: LibraryPanel, story: Story
) -> None:
    found = panel.reading(story.session.scheme)(story.session)
    panel.hide()
    panel.wait()
    panel.take(found[:1])
    assert view(panel).count() == 2
    panel.show()
    assert view(panel).count() == 1


def test_a_library_for_which_nothing_could_be_read_reads_by_itself(
    panel: LibraryPanel, story: Story
) -> None:
    panel.wait()
    panel.set_session(story.session)
    assert (view(panel).count(), view(panel).hint) == (0, "Reading…")
    panel.take(None)
    assert view(panel).count() == 2


def test_a_library_shown_late_stands_on_the_open_article(
    qtbot: QtBot, look: Look, story: Story
) -> None:
    panel = LibraryPanel(look)
    qtbot.addWidget(panel)
    panel.set_session(story.session)
    panel.set_current(story.articles[1])
    assert view(panel).count() == 0
    panel.show()
    assert view(panel).selected_ids() == [story.articles[1]]


def test_an_empty_library_says_how_to_fill_it(qtbot: QtBot, look: Look, session: Session) -> None:
    panel = LibraryPanel(look)
    qtbot.addWidget(panel)
    panel.set_session(session)
    panel.show()
    assert "Ctrl+I" in view(panel).hint
    assert not panel.grab().isNull()
    panel.set_session(None)
    assert view(panel).count() == 0


def test_stepping_to_the_next_article(panel: LibraryPanel, story: Story) -> None:
    opened: list[int] = []
    panel.article_chosen.connect(opened.append)
    order = [view(panel).model().id_at(row) for row in range(2)]
    panel.step(1)
    panel.set_current(order[0])
    panel.step(1)
    panel.step(-1)
    assert opened == order


def test_articles_to_look_at_have_a_flag_and_a_filter(
    qtbot: QtBot, panel: LibraryPanel, story: Story
) -> None:
    button = panel.findChild(QToolButton)
    assert not button.isVisible(), "nothing needs a look"
    first = story.articles[0]
    with story.session._core.operation("Doubt") as db:
        db.execute("UPDATE article SET review = 'Two cuts differ.' WHERE id = ?", (first,))
    panel.reload()
    assert button.isVisible()
    (line,) = [found for row in range(2) if (found := view(panel).model().line(row)).flag]
    assert line.flag == "Two cuts differ."
    assert "Two cuts differ." in view(panel).model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view(panel).count() == 1
    assert "1 of 2 articles" in said(panel)
    view(panel).go_to(first)
    looked = next(a for a in view(panel).actions() if a.text() == "Mark as looked at")
    with qtbot.waitSignal(panel.reviewed) as told:
        looked.trigger()
    assert told.args == [[first]]
    story.session.articles.set_reviewed([first])
    panel.reload()
    assert view(panel).count() == 2
