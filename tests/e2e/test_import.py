"""Somebody brings articles in: by menu, by drop, by paste, as a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from tests.e2e.conftest import CHINESE, ENGLISH

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import User


def _titles(user: User) -> list[str]:
    with user.file() as file:
        return [article.title for article in file.articles.summaries()]


def test_by_menu(empty: User, tmp_path: Path) -> None:
    path = tmp_path / "news.md"
    path.write_text(ENGLISH + "\n" + CHINESE, encoding="utf-8")
    empty.ask.answers = [[path]]
    empty.choose("File", "Import files")
    empty.wait(lambda: empty.reader.article is not None)
    assert _titles(empty) == ["Harbour Motors and Bright Cell join forces"]
    assert empty.sentence == "1 article imported."
    empty.wait(lambda: len(empty.rows(empty.panels.library._list)) == 1)


def test_by_drop_of_two_files_at_once_is_one_step(empty: User, tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("First plant opens.\n\nIt is large.", encoding="utf-8")
    two.write_text("第二家工厂开业。", encoding="utf-8")
    empty.drop_files(one, two)
    empty.wait(lambda: empty.sentence == "2 articles imported.")
    assert len(_titles(empty)) == 2
    empty.press("Ctrl+Z")
    assert _titles(empty) == []
    assert empty.reader.article is None


def test_by_drop_of_two_languages_as_one_article(empty: User, tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_text(CHINESE, encoding="utf-8")
    two.write_text(ENGLISH, encoding="utf-8")
    empty.ask.answers = [True]
    empty.drop_files(one, two)
    empty.wait(lambda: empty.sentence == "1 article imported.")
    assert "one article in both languages" in empty.ask.asked[0][1]
    assert _titles(empty) == ["Harbour Motors and Bright Cell join forces"]
    two.write_text("又一家工厂开业。", encoding="utf-8")
    empty.drop_files(one, two)
    empty.wait(lambda: empty.sentence == "2 articles imported.")
    assert len(empty.ask.asked) == 1, "two files in one language are two articles"


def test_by_drop_of_text(empty: User) -> None:
    data = QMimeData()
    data.setText("Orbit Motors buys a mine.")
    empty.drop(data)
    empty.wait(lambda: len(_titles(empty)) == 1)


def test_a_dropped_address_is_loaded_only_when_the_user_agrees(empty: User) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/news")])
    empty.drop(data)
    assert empty.ask.asked == [("text", "Import from a web address")]
    empty.idle()
    assert _titles(empty) == []


def test_by_paste(empty: User) -> None:
    QGuiApplication.clipboard().setText(ENGLISH)
    empty.press("Ctrl+Shift+V")
    empty.wait(lambda: len(_titles(empty)) == 1)
    QGuiApplication.clipboard().clear()
    empty.idle()
    empty.press("Ctrl+Shift+V")
    assert empty.sentence == "There is no text in the clipboard."


def test_a_pair_is_aligned(empty: User, tmp_path: Path) -> None:
    english, chinese = tmp_path / "a.md", tmp_path / "b.md"
    english.write_text(ENGLISH, encoding="utf-8")
    chinese.write_text(CHINESE, encoding="utf-8")
    empty.ask.answers = [(english, chinese)]
    empty.choose("File", "Import EN/ZH pair")
    empty.wait(lambda: empty.reader.article is not None)
    with empty.file() as file:
        article = file.articles.get(file.articles.ids()[0])
    assert {passage.language for passage in article.passages} == {"en", "zh"}
    assert all(link.relation == "translation" for link in article.links)
    assert len(article.links) >= 2


def test_a_file_that_cannot_be_read_harms_no_other(empty: User, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.xyz"
    good.write_text("A plant opens.", encoding="utf-8")
    bad.write_bytes(b"\x00\xff\x00\xfe" * 20)
    empty.drop_files(bad, good)
    empty.wait(lambda: len(_titles(empty)) == 1)
    empty.idle()
    assert [kind for kind, _ in empty.ask.said] == ["error"]
    assert "bad.xyz" in empty.ask.said[0][1]


def test_a_file_that_is_gone_is_told_of(empty: User, tmp_path: Path) -> None:
    empty.drop_files(tmp_path / "none.txt")
    empty.wait(lambda: empty.ask.said)
    assert "none.txt" in empty.ask.said[0][1]
    assert _titles(empty) == []
    assert empty.sentence == "", "the file's name does not stay in the status line"


def test_undo_of_the_import_of_the_open_article(samples: User) -> None:
    QGuiApplication.clipboard().setText("A new plant opens in Turin.")
    samples.press("Ctrl+Shift+V")
    samples.wait(lambda: samples.sentence == "1 article imported.")
    opened = samples.reader.article
    samples.choose("Edit", "Undo “Import")
    assert samples.reader.article not in {None, opened}
    samples.choose("Edit", "Redo “Import")
    assert samples.reader.article == opened


def test_the_list_stands_on_what_is_open(samples: User) -> None:
    QGuiApplication.clipboard().setText("A new plant opens in Turin.")
    samples.press("Ctrl+Shift+V")
    samples.wait(lambda: samples.sentence == "1 article imported.")
    opened, listed = samples.reader.article, samples.panels.library._list
    samples.wait(lambda: listed.count() == 3)
    assert listed.current_id() == opened
    assert listed.selected_ids() == [opened]
    samples.press("Alt+1", "Down", "Return")
    assert samples.reader.article == listed.neighbour(opened or 0, 1)


def test_the_open_article_is_deleted_and_comes_back(samples: User) -> None:
    opened = samples.reader.article
    samples.ask.answers = [False, True]
    samples.choose("Article", "Delete article")
    assert samples.reader.article == opened
    samples.choose("Article", "Delete article")
    assert samples.reader.article not in {None, opened}
    assert opened not in samples.session.articles.ids()
    samples.press("Ctrl+Z")
    assert samples.reader.article == opened, "what came back is opened"
    samples.wait(lambda: len(samples.rows(samples.panels.library._list)) == 2)


def test_the_empty_window_gives_hints(empty: User) -> None:
    assert "Ctrl+I" in empty.panels.library._list.hint
    assert "press D" in empty.panels.deals._view.hint
    assert empty.panels.status.about == ""
    empty.press("1", "D", "Tab", "L", "Del", "Ctrl+A", "Ctrl+Return", "Down", "Esc")
    assert empty.reader.article is None
