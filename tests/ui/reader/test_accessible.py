from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from evreader.ui.reader.accessible import ReaderAccessibility

if TYPE_CHECKING:
    from evreader.ui.reader.view import ReaderView
    from tests.ui.reader.conftest import FakeSource

_accessibility = ReaderAccessibility()


def test_a_screen_reader_is_told_name_text_and_cells(view: ReaderView, source: FakeSource) -> None:
    _accessibility.install()
    heading = source.add("𠮷 headline", kind="heading")
    english = source.add("One sentence. Another.")
    chinese = source.add("一句话。另一句。", "zh")
    source.link(english, chinese)
    view.open_article(1)
    view.desk.guide.select(heading, 2, 6)

    face = QAccessible.queryAccessibleInterface(view)
    assert face.text(QAccessible.Text.Name) == "Article"
    assert face.role() == QAccessible.Role.Document
    assert face.childCount() == 3
    texts = [face.child(n).text(QAccessible.Text.Name) for n in range(3)]
    assert texts == ["𠮷 headline", "One sentence. Another.", "一句话。另一句。"]
    assert face.child(0).role() == QAccessible.Role.Heading
    assert face.child(1).role() == QAccessible.Role.Paragraph
    assert face.child(3) is None
    box = face.child(2).rect()
    assert face.childAt(box.center().x(), box.center().y()).text(QAccessible.Text.Name) == texts[2]
    assert face.indexOfChild(face.child(1)) == 1
    assert face.focusChild().text(QAccessible.Text.Name) == texts[0]
    assert face.rect().contains(box)


def test_the_text_interface_counts_as_qt_does(view: ReaderView, source: FakeSource) -> None:
    _accessibility.install()
    passage = source.add("𠮷 headline")
    view.open_article(1)
    view.desk.guide.select(passage, 2, 6)

    text = QAccessible.queryAccessibleInterface(view).textInterface()
    assert text.characterCount() == 11
    assert text.text(3, 7) == "head"
    assert text.cursorPosition() == 7
    assert text.selectionCount() == 1
    text.setCursorPosition(2)
    assert view.desk.caret() == (passage, 1)
    assert view.desk.selections() == []
    text.addSelection(0, 2)
    assert view.desk.selections() == [(passage, 0, 1)]
    text.removeSelection(0)
    assert text.selectionCount() == 0
    box = text.characterRect(5)
    assert text.offsetAtPoint(box.center()) == 5
