"""Answers questions for tests, and keeps what was asked and said."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from typing_extensions import override

from evreader.ui.ask import Ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from evreader.domain.article import Article, ArticleInfo, Kind
    from evreader.domain.bundle import Receipt
    from evreader.session.preview import Preview
    from evreader.ui.export_dialog import ExportFacts
    from evreader.ui.export_order import ExportOrder


T = TypeVar("T")


class StubAsk(Ask):
    """An ``Ask`` that opens nothing.

    Attributes:
        answers: given one after the other; what a question gets when none is left is that the user
            gives up.
        asked: the method and the sentence or title of each question, in order.
        said: errors and messages, in order.
    """

    def __init__(self, *answers: object) -> None:
        super().__init__()
        self.answers = list(answers)
        self.asked: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []

    @override
    def error(self, sentence: str, *, details: str = "") -> None:
        self.said.append(("error", sentence))

    @override
    def info(self, sentence: str) -> None:
        self.said.append(("info", sentence))

    @override
    def confirm(
        self, question: str, *, action: str, refusal: str = "", destructive: bool = False
    ) -> bool:
        return bool(self._answer("confirm", question, None))

    @override
    def text(self, title: str, label: str, value: str = "") -> str | None:
        return self._answer("text", title, None)

    @override
    def choose(self, title: str, label: str, items: Sequence[str], current: str = "") -> str | None:
        return self._answer("choose", title, None)

    @override
    def open_file(
        self, title: str, filters: Sequence[str], *, over: QWidget | None = None
    ) -> Path | None:
        return self._answer("open_file", title, None)

    @override
    def open_files(self, title: str, filters: Sequence[str]) -> list[Path]:
        return self._answer("open_files", title, [])

    @override
    def open_pair(self, filters: Sequence[str]) -> tuple[Path, Path] | None:
        return self._answer("open_pair", "", None)

    @override
    def save_file(
        self, title: str, suggested: str, filter: str, *, over: QWidget | None = None
    ) -> Path | None:
        return self._answer("save_file", title, None)

    @override
    def article_details(self, info: ArticleInfo) -> ArticleInfo | None:
        return self._answer("article_details", info.title, None)

    @override
    def main_text(self, article: Article) -> Mapping[int, Kind] | None:
        return self._answer("main_text", article.info.title, None)

    @override
    def export(self, facts: ExportFacts, last: ExportOrder | None) -> ExportOrder | None:
        return self._answer("export", facts.name, None)

    @override
    def preview(self, preview: Preview) -> str | None:
        return self._answer("preview", preview.receipt.summary(), "")

    @override
    def show_receipt(self, receipt: Receipt) -> None:
        self.said.append(("receipt", receipt.summary()))

    @override
    def folder(self, title: str, *, over: QWidget | None = None) -> Path | None:
        return self._answer("folder", title, None)

    def _answer(self, method: str, title: str, default: T) -> T:
        self.asked.append((method, title))
        return cast("T", self.answers.pop(0)) if self.answers else default
