"""Somebody types a missing translation, or repairs a slip in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from evreader.domain.reading import Selection
from evreader.project import create_session
from evreader.ui.widgets.passage_editor import PassageEditor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Start, User

ALONE = "The plant in Aveiro opens in spring."
EXOTIC = "First\u00a0line\u2028still first\r\nSecond 𠮷 line😀\tend"


@pytest.fixture
def lonely(start: Start, tmp_path: Path) -> User:
    """An article with passages in English only."""
    user = start(session=create_session(tmp_path / "lonely.sqlite"))
    result = user.session.exchange.import_text(f"Aveiro\n\n{ALONE}\n\nFord buys cells.")
    user.reader.open_article(result.articles[0])
    return user


def _editor(user: User) -> PassageEditor:
    (editor,) = user.window.findChildren(PassageEditor)
    user.wait(editor.isVisible)
    return editor


def test_a_missing_translation_is_typed_in_place(lonely: User) -> None:
    passage = lonely.passage(ALONE)
    box = lonely.reader.cell_box(passage, beside=True)
    lonely.qtbot.mouseDClick(
        lonely.reader.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        box.topLeft() + QPoint(40, 12),
    )
    editor = _editor(lonely)
    lonely.type("阿威罗的工厂春天开业。")
    lonely.press("Ctrl+Return")
    assert not editor.isVisible()
    with lonely.file() as file:
        article = file.articles.get(lonely.reader.article or 0)
    written = article.passages[-1]
    assert (written.text, written.origin) == ("阿威罗的工厂春天开业。", "user")
    assert [ref.passage for ref in article.links[-1].en] == [passage]
    lonely.drag("阿威罗", passage=written.id)
    lonely.press("4")
    assert [text for text, _ in lonely.mentions_on_disk(written.id)] == ["阿威罗"]


def test_escape_leaves_all_as_it_was(lonely: User) -> None:
    lonely.click("Aveiro opens", passage=lonely.passage(ALONE))
    lonely.press("Ctrl+Shift+T")
    editor = _editor(lonely)
    lonely.type("x")
    lonely.press("Esc")
    assert not editor.isVisible()
    assert all(p.origin == "source" for p in lonely.session.articles.get(1).passages)


def test_a_typed_translation_is_deleted(lonely: User) -> None:
    passage = lonely.passage(ALONE)
    added = lonely.session.passages.translate(passage, "春天。")
    lonely.click("春天", passage=added)
    lonely.choose("Article", "Delete typed translation")
    article = lonely.session.articles.get(lonely.reader.article or 0)
    assert added not in {p.id for p in article.passages}


def test_a_slip_is_corrected_and_mentions_stay(lonely: User) -> None:
    passage = lonely.passage("Ford buys")
    lonely.reader.desk.guide.select(passage, 0, 4)
    lonely.press("1")
    lonely.press("Ctrl+Shift+E")
    editor = _editor(lonely)
    assert editor.text() == "Ford buys cells."
    editor.field.setPlainText("Soon Ford buys battery cells.")
    lonely.press("Ctrl+Return")
    found = lonely.session.passages.get(passage)
    assert (found.text, found.original) == ("Soon Ford buys battery cells.", "Ford buys cells.")
    assert lonely.mentions_on_disk(passage) == {("Ford", "Company")}
    assert not lonely.ask.said
    lonely.click("battery", passage=passage)
    lonely.choose("Article", "Restore text")
    assert lonely.session.passages.get(passage).text == "Ford buys cells."


def test_what_has_no_place_any_more_is_listed_and_placed_again(lonely: User) -> None:
    passage = lonely.passage("Ford buys")
    lonely.reader.desk.guide.select(passage, 0, 4)
    lonely.press("1")
    lonely.press("Ctrl+Shift+E")
    _editor(lonely).field.setPlainText("Renault buys cells.")
    lonely.press("Ctrl+Return")
    ((kind, sentence),) = lonely.ask.said
    assert kind == "info"
    assert "“Ford”" in sentence
    assert not lonely.mentions_on_disk(passage)
    lonely.reader.desk.guide.select(passage, 0, 7)
    lonely.ask.answers.append("1. Company: Ford")
    lonely.choose("Tag", "Mentions without a place")
    assert lonely.mentions_on_disk(passage) == {("Renault", "Company")}


def test_rare_characters_survive_the_field(lonely: User) -> None:
    result = lonely.session.exchange.import_text("Title\n\nplain")
    passage = lonely.session.articles.get(result.articles[0]).passages[1].id
    lonely.session.passages.correct(passage, EXOTIC)
    lonely.reader.open_article(result.articles[0])
    lonely.reader.desk.guide.select(*Selection(passage, 0, 5))
    lonely.press("Ctrl+Shift+E")
    editor = _editor(lonely)
    cursor = editor.field.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    editor.field.setTextCursor(cursor)
    lonely.type("!")
    lonely.press("Ctrl+Return")
    assert lonely.session.passages.get(passage).text == EXOTIC + "!"
