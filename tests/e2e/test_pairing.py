"""Somebody repairs the pairing: by keys, by mouse, and in any order; undo brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.project import create_session
from evreader.session.receipt import Reading
from evreader.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.ui.reader.gutter import LinkMark
    from tests.e2e.conftest import Start, User

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

TEXTS = (
    ("Tern Lines orders ferries.", "燕鸥航运订购渡轮。"),
    (
        "The yard is old. It has two docks. Work begins soon.",
        "船厂很旧。有两个船坞。工程即将开始。",
    ),
    ("Nobody gave a price.", "没有人说出价格。"),
)


def _project(path: Path, *, rows: int = 1) -> Session:
    """Three pairs of passages so many times over; of the second, the middle link is doubtful."""
    session = create_session(path)
    passages: list[Passage] = []
    links: list[Link] = []
    for english, chinese in TEXTS * rows:
        for language, text, stop in (("en", english, ". "), ("zh", chinese, "。")):
            spans, at = [], 0
            while at < len(text):
                end = text.find(stop, at) + 1 or len(text)
                spans.append(Span(at, end))
                at = end + (stop == ". ")
            number = len(passages) + 1
            passages.append(Passage(number, number - 1, language, "paragraph", text, tuple(spans)))
        for n in range(len(passages[-1].sentences)):
            one, other = SentenceRef(len(passages) - 1, n), SentenceRef(len(passages), n)
            score = 0.31 if n == 1 else 0.93
            links.append(Link(len(links) + 1, "translation", "automatic", score, (one,), (other,)))
    article = Article(1, ArticleInfo("Ferries"), tuple(passages), tuple(links))
    session.exchange.store(Reading([Bundle(articles=(AnnotatedArticle(article),))]))
    return session


@pytest.fixture
def ferries(start: Start, tmp_path: Path) -> User:
    """The window on an article of three rows."""
    return start(session=_project(tmp_path / "ferries.sqlite"))


def _ref(user: User, text: str) -> SentenceRef:
    """The sentence that contains a text."""
    passage, offset = user.where(text)
    found = user.session.articles.contents([passage])[passage].passage
    numbers = [n for n, (start, end) in enumerate(found.sentences) if start <= offset < end]
    return SentenceRef(passage, numbers[0])


def _partners(user: User, text: str) -> list[str]:
    """What a sentence is linked with, on disk."""
    ref = _ref(user, text)
    with user.file() as file:
        found = [link for link in file.links.at(ref) if link.status != "rejected"]
        other = [r for link in found for r in ({*link.en, *link.zh} - {ref})]
        pages = file.articles.contents([r.passage for r in other])
        return sorted(
            pages[r.passage].passage.text[slice(*pages[r.passage].passage.sentences[r.sentence])]
            for r in other
        )


def _status(user: User, text: str) -> list[str]:
    with user.file() as file:
        return [link.status for link in file.links.at(_ref(user, text))]


def _edge(user: User, text: str) -> QPoint:
    """A point in the gutter beside a sentence, where it can be taken."""
    point = user.point(*user.where(text))
    columns = user.reader.desk.page.columns
    passage = user.passage(text)
    if user.reader.desk.page.rows.side(passage) == "left":
        return QPoint(columns.left + columns.width + 7, point.y())
    return QPoint(columns.right - 7, point.y())


def _mark(user: User, text: str) -> tuple[LinkMark, QPoint]:
    """The mark that is about a sentence, and where it stands in the view."""
    from evreader.ui.reader.gutter import mark_x

    ref, desk = _ref(user, text), user.reader.desk
    row = desk.page.rows.row_of(ref.passage)
    mark = next(mark for mark in desk.page.placed(row).marks if mark.sentence == ref)
    y = desk.page.top(row) + mark.y - desk.viewpoint.top
    return mark, QPoint(round(mark_x(mark, desk.page.columns)), round(y))


def _draw(user: User, start: QPoint, end: QPoint) -> None:
    """Draw from one point to another with the left button."""
    box = user.reader.viewport()
    user.qtbot.mousePress(box, LEFT, NONE, start)
    for point in ((start + end) / 2, end):
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove, QPointF(point), QPointF(box.mapToGlobal(point)),
            Qt.MouseButton.NoButton, LEFT, NONE,
        )  # fmt: skip
        QApplication.sendEvent(box, event)
    box.grab()
    user.qtbot.mouseRelease(box, LEFT, NONE, end)


def test_a_proof_reader_goes_from_doubt_to_doubt(ferries: User) -> None:
    ferries.click("Tern Lines")
    ferries.press("F4")
    assert ferries.reader.desk.sentences() == [_ref(ferries, "two docks")]
    assert ferries.panels.status.link == "translation, doubtful, found automatically (0.31)"
    ferries.press("F5")
    assert _status(ferries, "two docks") == ["confirmed"]
    assert "Confirm link “It has two docks.”" in ferries.action("edit.undo").text()
    assert ferries.sentence == "No doubtful link is left in this article."
    ferries.press("Ctrl+Z", "Shift+F4")
    assert ferries.reader.desk.sentences() == [_ref(ferries, "two docks")]


def test_a_sentence_that_lost_its_counterpart_is_a_doubt_too(ferries: User) -> None:
    ferries.click("two docks")
    ferries.press("Ctrl+Shift+K")
    assert ferries.panels.status.link == "not linked"
    assert _partners(ferries, "两个船坞") == []
    ferries.press("F4")
    assert ferries.reader.desk.sentences() == [_ref(ferries, "两个船坞")]
    ferries.press("F5", "F5")
    assert ferries.panels.status.link == "no counterpart, confirmed"
    assert _status(ferries, "两个船坞") == _status(ferries, "two docks") == ["confirmed"]
    assert ferries.sentence == "No doubtful link is left in this article."


def test_linking_by_keys(ferries: User) -> None:
    ferries.click("The yard")
    ferries.press("Ctrl+K")
    assert ferries.sentence.startswith("Pick sentences first")
    ferries.press("Ctrl+J")
    ferries.click("two docks")
    ferries.press("Ctrl+J")
    ferries.click("有两个")
    ferries.press("Ctrl+K")
    assert _partners(ferries, "有两个") == ["It has two docks.", "The yard is old."]
    assert ferries.reader.desk.picked_sentences() == []
    assert ferries.reader.desk.caret() == ferries.where("有两个")
    assert ferries.panels.status.link == "translation, confirmed, 2–1"
    ferries.press("Ctrl+Z")
    assert _partners(ferries, "有两个") == ["It has two docks."]
    ferries.press("Ctrl+J", "Esc")
    assert ferries.reader.desk.picked_sentences() == []


def test_linking_by_drawing_a_line_joins_two_rows(ferries: User) -> None:
    _draw(ferries, _edge(ferries, "Nobody"), ferries.point(*ferries.where("即将开始")))
    assert _partners(ferries, "Nobody") == ["工程即将开始。"]
    assert _partners(ferries, "Work begins") == []
    rows = ferries.reader.desk.page.rows
    assert rows.row_of(ferries.passage("Nobody")) == rows.row_of(ferries.passage("即将开始"))
    _draw(ferries, _edge(ferries, "没有人"), ferries.point(*ferries.where("Nobody")))
    assert _partners(ferries, "Nobody") == ["没有人说出价格。"]


def test_a_line_drawn_to_nowhere_links_nothing(ferries: User) -> None:
    before = ferries.session.history.undo_step
    _draw(ferries, _edge(ferries, "Nobody"), ferries.point(*ferries.where("Work begins")))
    assert ferries.session.history.undo_step == before
    assert ferries.reader.desk.linking.thread is None


def test_linking_by_control_click(ferries: User) -> None:
    ferries.click("Work begins", modifier=CONTROL)
    ferries.click("两个船坞", modifier=CONTROL)
    ferries.click("即将开始", modifier=CONTROL)
    ferries.click("即将开始", modifier=CONTROL)
    assert len(ferries.reader.desk.picked_sentences()) == 2
    ferries.press("Ctrl+K")
    assert _partners(ferries, "Work begins") == ["有两个船坞。"]


def test_selected_sentences_are_linked_as_a_whole(ferries: User) -> None:
    ferries.drag("old. It has")
    assert len(ferries.reader.desk.sentences()) == 2
    ferries.press("Ctrl+Shift+K")
    assert _partners(ferries, "船厂很旧") == _partners(ferries, "两个船坞") == []


def test_rejecting_parts_a_row_and_leaves_the_text_where_it_was(ferries: User) -> None:
    ferries.click("Nobody")
    height = ferries.point(*ferries.where("Nobody")).y()
    ferries.press("Ctrl+R")
    assert _status(ferries, "Nobody") == ["rejected"]
    assert ferries.panels.status.link == "translation, rejected"
    rows = ferries.reader.desk.page.rows
    assert rows.row_of(ferries.passage("Nobody")) != rows.row_of(ferries.passage("没有人"))
    assert ferries.point(*ferries.where("Nobody")).y() == height
    ferries.press("Shift+F5")
    assert _status(ferries, "Nobody") == ["confirmed"]
    ferries.choose("Pairing", "Not checked")
    assert _status(ferries, "Nobody") == ["automatic"]
    assert rows is not ferries.reader.desk.page.rows


def test_no_counterpart_by_key(ferries: User) -> None:
    ferries.click("Nobody")
    ferries.press("Ctrl+U")
    assert ferries.panels.status.link == "no counterpart, confirmed"
    assert _partners(ferries, "没有人") == []
    assert "No counterpart “Nobody gave a price.”" in ferries.action("edit.undo").text()


def test_moving_a_boundary_by_keys(ferries: User) -> None:
    ferries.click("two docks")
    ferries.press("Ctrl+Shift+PgUp")
    assert _partners(ferries, "船厂很旧") == ["It has two docks.", "The yard is old."]
    assert _partners(ferries, "两个船坞") == []
    ferries.press("Ctrl+Shift+PgDown")
    assert ferries.sentence.startswith("The sentence after this one has") is False
    assert _partners(ferries, "工程即将") == ["It has two docks.", "Work begins soon."]
    ferries.click("Tern Lines")
    ferries.press("Ctrl+Shift+PgUp")
    assert ferries.sentence == "There is no sentence before this one that could take it in."


def test_splitting_and_merging_by_keys(ferries: User) -> None:
    ferries.click("船坞")
    ferries.press("Shift+Return")
    assert _partners(ferries, "two docks") == ["有两个", "船坞。"]
    ferries.press("Shift+Backspace")
    assert _partners(ferries, "two docks") == ["有两个船坞。"]
    ferries.press("Shift+Del")
    assert _partners(ferries, "两个船坞") == ["It has two docks.", "Work begins soon."]
    ferries.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert _partners(ferries, "工程即将") == ["Work begins soon."]
    ferries.click("Nobody")
    ferries.press("Shift+Return")
    assert ferries.sentence.startswith("Put the caret inside a sentence")


def test_a_tag_stays_whatever_happens_to_the_pairing(ferries: User) -> None:
    ferries.drag("two docks")
    ferries.press("1")
    passage = ferries.passage("two docks")
    for keys in ("Ctrl+Shift+K", "Shift+Backspace", "Ctrl+U"):
        ferries.press(keys)
        assert ferries.mentions_on_disk(passage) == {("two docks", "Company")}


def test_relations_by_menu(ferries: User) -> None:
    ferries.click("Tern Lines")
    ferries.choose("Pairing", "Relation", "Heading of")
    assert ferries.panels.status.link == "heading of, confirmed"
    ferries.click("Tern Lines", modifier=CONTROL)
    ferries.click("没有人", modifier=CONTROL)
    ferries.choose("Pairing", "Relation", "Related")
    with ferries.file() as file:
        relations = {link.relation for link in file.links.at(_ref(ferries, "Tern Lines"))}
    assert relations == {"heading-of", "related"}


def test_a_mark_says_how_sure_its_link_is_and_offers_what_can_be_done(ferries: User) -> None:
    mark, point = _mark(ferries, "two docks")
    assert mark.link is not None
    linking = ferries.reader.desk.linking
    assert linking.hint(point) == "translation, doubtful, found automatically (0.31)"
    box = ferries.reader.viewport()
    ferries.qtbot.mouseClick(box, LEFT, NONE, point)
    assert ferries.reader.desk.sentences() == [_ref(ferries, "two docks")]
    where = QContextMenuEvent.Reason.Mouse, point, box.mapToGlobal(point)
    QApplication.sendEvent(box, QContextMenuEvent(*where))
    menu = ferries.popup_menu()
    next(action for action in menu.actions() if action.text() == "Reject link").trigger()
    menu.close()
    assert _status(ferries, "two docks") == ["rejected"]


def test_the_pointer_names_the_link_and_shows_the_edge(ferries: User) -> None:
    ferries.click("Tern Lines")
    ferries.hover("Work begins")
    assert ferries.panels.status.link == "translation, found automatically (0.93)"
    assert ferries.reader.desk.linking.handle == _ref(ferries, "Work begins")
    edge = _edge(ferries, "Work begins")
    assert "Draw from here" in ferries.reader.desk.linking.hint(edge)
    ferries.qtbot.mouseMove(ferries.reader.viewport(), edge)
    assert ferries.reader.viewport().cursor().shape() == Qt.CursorShape.OpenHandCursor
    ferries.reader.grab()


def test_borders_of_sentences_on_request(ferries: User) -> None:
    before = ferries.reader.grab().toImage()
    ferries.press("Ctrl+Shift+B")
    assert ferries.reader.grab().toImage() != before
    ferries.press("Ctrl+Shift+B")
    assert ferries.reader.grab().toImage() == before


def test_aligning_again_keeps_what_is_confirmed(ferries: User) -> None:
    ferries.click("The yard", modifier=CONTROL)
    ferries.click("两个船坞", modifier=CONTROL)
    ferries.press("Ctrl+K", "Ctrl+Shift+R")
    ferries.idle()
    ferries.wait(lambda: ferries.sentence.startswith("Aligned again"))
    assert _partners(ferries, "The yard") == ["有两个船坞。"]
    assert _partners(ferries, "船厂很旧") == []
    with ferries.file() as file:
        assert file.problems() == []


def test_a_long_article_stays_where_it_is(start: Start, tmp_path: Path) -> None:
    user = start(session=_project(tmp_path / "long.sqlite", rows=120))
    passages = [p.id for p in user.session.articles.get(user.reader.article).passages]
    here = passages[300]
    user.reader.reveal(here, 0, 0)
    height = user.point(here, 0).y()
    user.press("Ctrl+Shift+K")
    assert user.reader.desk.caret() == (here, 0)
    assert user.point(here, 0).y() == pytest.approx(height, abs=1)
    user.press("Ctrl+Z")
    assert user.point(here, 0).y() == pytest.approx(height, abs=1)


def test_a_project_for_reading_only_says_so(start: Start, tmp_path: Path) -> None:
    _project(tmp_path / "ferries.sqlite").close()
    user = start(session=Session.open(tmp_path / "ferries.sqlite", read_only=True))
    user.click("two docks")
    for keys in ("F5", "Ctrl+R", "Ctrl+Shift+R"):
        user.press(keys)
        user.idle()
        assert "open for reading only; copy it to change it" in user.sentence


def test_a_line_can_be_drawn_where_one_column_holds_both_languages(ferries: User) -> None:
    ferries.choose("View", "Density", "Interleaved")
    _draw(ferries, _edge(ferries, "Nobody"), ferries.point(*ferries.where("即将开始")))
    assert _partners(ferries, "Nobody") == ["工程即将开始。"]
    mark, point = _mark(ferries, "two docks")
    assert ferries.reader.desk.linking.mark_at(point) == mark


def test_what_was_said_of_a_link_goes_with_its_article(ferries: User) -> None:
    ferries.click("Nobody gave")
    ferries.wait(lambda: ferries.panels.status.link)
    other = ferries.session.exchange.import_text("A mine closes in Oulu.").articles[0]
    ferries.reader.open_article(other)
    assert ferries.panels.status.link == ""
