"""Somebody brings in a folder, twice; what is doubtful waits for a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from evreader.domain.article import Article, ArticleInfo, Cut, Passage, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.session.receipt import Reading

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import User


def folder(tmp_path: Path, count: int = 3) -> Path:
    place = tmp_path / "news"
    (place / "older").mkdir(parents=True)
    for number in range(count):
        name = f"older/{number}.txt" if number % 2 else f"{number}.md"
        (place / name).write_text(f"Plant {number} opens in Porto.", encoding="utf-8")
    return place


def doubtful(user: User) -> int:
    """An article that two programs cut differently, as an import leaves it."""
    texts = ("A plant opens", "It is large.", "Readers ask why.")
    passages = tuple(
        Passage(n + 1, n, "en", "paragraph", text, (Span(0, len(text)),))
        for n, text in enumerate(texts)
    )
    cuts = (
        Cut("wide", 0.8, dict.fromkeys(range(3), "paragraph")),
        Cut("narrow", 0.7, {0: "heading"}),
    )
    article = Article(1, ArticleInfo("A plant"), passages, cuts=cuts, review="Two cuts differ.")
    reading = Reading([Bundle(articles=(AnnotatedArticle(article),))])
    (made,) = user.session.exchange.store(reading).articles
    user.reader.open_article(made)
    return made


def test_a_folder_and_the_same_folder_again(empty: User, tmp_path: Path) -> None:
    place = folder(tmp_path)
    empty.ask.answers = [place]
    empty.choose("File", "Import folder")
    empty.wait(lambda: empty.sentence == "3 articles imported.")
    (place / "new.txt").write_text("A mine closes in Oulu.", encoding="utf-8")
    empty.ask.answers = [place, False]
    empty.choose("File", "Import folder")
    empty.wait(lambda: len(empty.ask.asked) == 3)
    assert empty.ask.asked[-1][1].startswith("3 of 4 are in the project already")
    assert "“0” is in the project already, as article 1." in empty.ask.asked[-1][1]
    empty.idle()
    assert len(empty.session.articles.ids()) == 4
    empty.ask.answers = [place, True]
    empty.choose("File", "Import folder")
    empty.wait(lambda: empty.sentence == "4 articles imported.")
    assert len(empty.session.articles.ids()) == 8
    empty.choose("Edit", "Undo “Import")
    assert len(empty.session.articles.ids()) == 4


def test_one_that_is_there_is_shown_instead(empty: User) -> None:
    QGuiApplication.clipboard().setText("A plant opens in Turin.")
    empty.press("Ctrl+Shift+V")
    empty.wait(lambda: empty.reader.article is not None)
    first = empty.reader.article
    empty.idle()
    QGuiApplication.clipboard().setText("A mine closes.")
    empty.press("Ctrl+Shift+V")
    empty.wait(lambda: empty.reader.article != first)
    empty.idle()
    QGuiApplication.clipboard().setText("A plant opens in Turin.")
    empty.press("Ctrl+Shift+V")
    empty.wait(lambda: empty.reader.article == first)
    assert "in the project already" in empty.ask.asked[-1][1]


def test_what_went_wrong_can_be_seen_again(empty: User, tmp_path: Path) -> None:
    empty.choose("File", "Last import")
    assert empty.sentence == "Nothing was imported since the program started."
    place = folder(tmp_path, 12)
    (place / "bad.txt").write_bytes(b"")
    empty.drop_files(place)
    empty.wait(lambda: empty.sentence == "12 articles imported.")
    empty.idle()
    assert [kind for kind, _ in empty.ask.said] == ["receipt"]
    empty.choose("File", "Last import")
    assert len(empty.ask.said) == 2


def test_a_copied_piece_of_a_page_is_read_as_one(empty: User) -> None:
    data = QMimeData()
    data.setHtml("<h1>Ferries</h1><p>The line orders <b>six</b> ships.</p>")
    data.setText("Ferries The line orders six ships.")
    QGuiApplication.clipboard().setMimeData(data)
    empty.press("Ctrl+Shift+V")
    empty.wait(lambda: empty.reader.article is not None)
    article = empty.session.articles.get(empty.reader.article or 0)
    assert [passage.text for passage in article.passages] == [
        "Ferries",
        "The line orders six ships.",
    ]


def test_cancel_keeps_what_is_finished(empty: User, tmp_path: Path) -> None:
    place = folder(tmp_path, 20)
    tasks = empty.window.workspace.tasks
    tasks.progressed.connect(tasks.cancel)
    empty.drop_files(place)
    empty.wait(lambda: empty.sentence.startswith("Cancelled."))
    assert 0 < len(empty.session.articles.ids()) <= 20
    empty.choose("Edit", "Undo “Import")
    assert empty.session.articles.ids() == []


def test_an_address_that_does_not_answer(empty: User) -> None:
    data = QMimeData()
    data.setUrls([QUrl("http://127.0.0.1:9/news")])
    empty.ask.answers = ["http://127.0.0.1:9/news"]
    empty.drop(data)
    empty.wait(lambda: empty.ask.said)
    assert "127.0.0.1:9" in empty.ask.said[0][1]


def test_the_main_text_is_chosen_later(empty: User) -> None:
    article = doubtful(empty)
    empty.wait(empty.panels.library._doubtful.isVisible)
    empty.choose("Article", "Choose the main text")
    assert empty.ask.asked == [("main_text", "A plant")]
    empty.ask.answers = [{0: "heading", 1: "paragraph"}]
    empty.choose("Article", "Choose the main text")
    kinds = [passage.kind for passage in empty.session.articles.get(article).passages]
    assert kinds == ["heading", "paragraph", "boilerplate"]
    assert empty.session.articles.get(article).review == ""
    empty.press("Ctrl+Z")
    assert empty.session.articles.get(article).review == "Two cuts differ."
    empty.choose("Article", "Mark as looked at")
    assert empty.session.articles.get(article).review == ""
    assert len(empty.session.articles.get(article).cuts) == 2, "it can still be chosen"


def test_details_are_corrected(empty: User) -> None:
    article = doubtful(empty)
    info = empty.session.articles.info(article)
    empty.ask.answers = [info._replace(author="Mei Lin", date="2026-03")]
    empty.choose("Article", "Article details")
    assert empty.session.articles.info(article).author == "Mei Lin"
    step = empty.session.history.undo_step
    assert step is not None
    assert step.label == "Change article details"
