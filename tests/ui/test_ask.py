from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QDeadlineTimer, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
)

from evreader.session.receipt import ImportReceipt
from evreader.ui.ask import Ask
from evreader.ui.receipt_dialog import ReceiptDialog
from tests.ui.stub_ask import StubAsk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

T = TypeVar("T")

PATIENCE_MS = 20_000

pytestmark = pytest.mark.gui


@pytest.fixture
def ask(qtbot: QtBot, tmp_path: Path) -> Ask:
    ask = Ask()
    ask.place = tmp_path
    return ask


def answered(question: Callable[[], T], *steps: Callable[[QDialog], object]) -> T:
    """Ask, and do each step in the dialog that is then in front, one after the other."""
    timer = QTimer()
    left = list(steps)
    late = QDeadlineTimer(PATIENCE_MS)

    def step() -> None:
        dialog = QApplication.activeModalWidget()
        if not (isinstance(dialog, QDialog) and dialog.isVisible()):
            return
        if late.hasExpired():
            dialog.reject()
        elif left:
            left.pop(0)(dialog)

    timer.timeout.connect(step)
    timer.start(5)
    answer = question()
    timer.stop()
    assert not late.hasExpired()
    assert not left
    return answer


def _type(dialog: QDialog, path: Path) -> None:
    """Name a file by its whole path: the list of files is filled in the background."""
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText(str(path))
    dialog.accept()


def press(text: str) -> Callable[[QDialog], None]:
    def click(dialog: QDialog) -> None:
        buttons = dialog.findChildren(QPushButton)
        next(b for b in buttons if b.text().replace("&", "") == text).click()

    return click


def test_error_says_its_sentence(ask: Ask) -> None:
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        said.extend([dialog.text(), dialog.detailedText()])
        dialog.accept()

    answered(lambda: ask.error("The disk is full.", details="errno 28"), read)
    answered(lambda: ask.info("Done."), read)
    assert said == ["The disk is full.", "errno 28", "Done.", ""]


def test_confirm_tells_agreement_from_refusal(ask: Ask) -> None:
    def question() -> bool:
        return ask.confirm("Delete it?", action="Delete it", destructive=True)

    assert answered(question, press("Delete it"))
    assert not answered(question, press("Cancel"))
    assert not answered(question, lambda dialog: dialog.reject())


def test_enter_does_not_destroy(ask: Ask) -> None:
    defaults: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        button = dialog.defaultButton()
        assert button is not None
        defaults.append(button.text().replace("&", ""))
        dialog.reject()

    answered(lambda: ask.confirm("Sure?", action="Delete", destructive=True), look)
    answered(lambda: ask.confirm("Sure?", action="Go on"), look)
    assert defaults == ["Cancel", "Go on"]


def test_text_is_stripped_and_empty_is_none(ask: Ask) -> None:
    def write(text: str) -> Callable[[QDialog], None]:
        def act(dialog: QDialog) -> None:
            assert isinstance(dialog, QInputDialog)
            assert dialog.textValue() == "before"
            dialog.setTextValue(text)
            dialog.accept()

        return act

    def question() -> str | None:
        return ask.text("Rename", "Name", "before")

    assert answered(question, write("  new name ")) == "new name"
    assert answered(question, write("   ")) is None
    assert answered(question, lambda dialog: dialog.reject()) is None


def test_choose_starts_at_the_current_item(ask: Ask) -> None:
    def question() -> str | None:
        return ask.choose("Format", "Write as", ["brat", "csv"], "csv")

    assert answered(question, lambda dialog: dialog.accept()) == "csv"
    assert answered(question, lambda dialog: dialog.reject()) is None


def test_open_files_gives_paths_and_keeps_the_folder(ask: Ask, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    ask.place = folder

    def pick(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
        _type(dialog, folder / "a.txt")

    assert answered(lambda: ask.open_files("Import", ["Text (*.txt)"]), pick) == [folder / "a.txt"]
    assert ask.place == folder
    assert answered(lambda: ask.open_files("Import", ["Text (*.txt)"]), _reject) == []


def test_save_file_suggests_a_name_with_its_suffix(ask: Ask, tmp_path: Path) -> None:
    def question() -> Path | None:
        return ask.save_file("Export", "deals.csv", "Table (*.csv)")

    def rename(dialog: QDialog) -> None:
        field = dialog.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        assert field.text() == "deals.csv"
        field.setText("mine")
        dialog.accept()

    assert answered(question, rename) == tmp_path / "mine.csv"
    assert answered(question, _reject) is None


def test_folder(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    def pick(dialog: QDialog) -> None:
        _type(dialog, tmp_path / "out")

    assert answered(lambda: ask.folder("Export into"), pick) == tmp_path / "out"


def test_pair_wants_two_files_that_exist(ask: Ask, tmp_path: Path) -> None:
    english, chinese = tmp_path / "a.txt", tmp_path / "b.txt"
    english.write_text("a")
    chinese.write_text("b")
    ready: list[bool] = []

    def fill(dialog: QDialog) -> None:
        fields = dialog.findChildren(QLineEdit)
        box = dialog.findChild(QDialogButtonBox)
        assert isinstance(box, QDialogButtonBox)
        button = box.button(QDialogButtonBox.StandardButton.Ok)
        for first, second in ((english, tmp_path / "none"), (english, english), (english, chinese)):
            fields[0].setText(str(first))
            fields[1].setText(str(second))
            ready.append(button.isEnabled())
        button.click()

    assert answered(lambda: ask.open_pair(["Text (*.txt)"]), fill) == (english, chinese)
    assert ready == [False, False, True]
    assert answered(lambda: ask.open_pair(["Text (*.txt)"]), _reject) is None


def test_pair_browses_for_either_file(ask: Ask, tmp_path: Path) -> None:
    english, chinese = tmp_path / "a.txt", tmp_path / "b.txt"
    english.write_text("a")
    chinese.write_text("b")
    browser = StubAsk(english, chinese)

    def browse(dialog: QDialog) -> None:
        for button in dialog.findChildren(QPushButton):
            if button.text() == "Browse…":
                button.click()
        press("Import")(dialog)

    assert answered(lambda: Ask.open_pair(browser, ["Text (*.txt)"]), browse) == (english, chinese)
    assert [method for method, _ in browser.asked] == ["open_file", "open_file"]


def _reject(dialog: QDialog) -> None:
    dialog.reject()


def test_a_receipt_takes_the_place_of_the_one_before_and_can_be_closed(
    ask: Ask, qtbot: QtBot
) -> None:
    assert not ask.close_receipt()
    for count in (1, 2):
        ask.show_receipt(ImportReceipt("import", counts={"articles": count}))
    open_ones = [w for w in QApplication.topLevelWidgets() if isinstance(w, ReceiptDialog)]
    (shown,) = [dialog for dialog in open_ones if dialog.isVisible()]
    assert "2 articles" in shown.text()
    assert ask.close_receipt()
    assert not shown.isVisible()
    assert not ask.close_receipt()
