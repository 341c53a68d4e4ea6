"""Bringing articles in and taking annotation sets out: by menu, drop and paste."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication

from evreader.formats import registry
from evreader.session import exchange
from evreader.session.session import Session
from evreader.ui.widgets.captions import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evreader.domain.bundle import Receipt
    from evreader.errors import EvreaderError
    from evreader.session.exchange import Reading
    from evreader.ui.tasks import Progress
    from evreader.ui.window.workspace import Workspace

_SHOWN = 12
"""So many sentences of a receipt are shown; the rest is counted."""


class Transfer(QObject):
    """Imports and exports; files are read and written off the UI thread."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        workspace.reader.files_dropped.connect(self.drop_files)
        workspace.reader.text_dropped.connect(self.import_text)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "article.import": self.ask_and_import,
            "article.import_pair": self.ask_and_import_pair,
            "article.paste": self.paste,
            "project.export": self.ask_and_export,
        }

    def ask_and_import(self) -> None:
        """Ask for files and bring them in."""
        paths = self._workspace.ask.open_files(self.tr("Import files"), self._filters())
        self.import_files(paths)

    def ask_and_import_pair(self) -> None:
        """Ask for an English and a Chinese file and bring them in as one article."""
        pair = self._workspace.ask.open_pair(self._filters(only_text=True))
        if pair is not None:
            english, chinese = pair
            self._read(partial(_read_pair, english, chinese))

    def import_files(self, paths: Sequence[Path]) -> None:
        """Bring in files."""
        if paths:
            self._read(partial(_read_files, list(paths)))

    def drop_files(self, dropped: Sequence[str]) -> None:
        """Bring in what was dropped: paths or ``file:`` addresses."""
        places = [
            Path(QUrl(text).toLocalFile() if text.startswith("file:") else text)
            for text in dropped
            if not text.startswith(("http:", "https:"))
        ]
        if len(places) < len(dropped):
            self._workspace.refused.emit(
                self.tr("evreader opens no web addresses; save the page and drop the file.")
            )
        self.import_files(places)

    def paste(self) -> None:
        """Make an article of the text in the clipboard."""
        self.import_text(QGuiApplication.clipboard().text())

    def import_text(self, text: str) -> None:
        """Make an article of a text."""
        if not text.strip():
            self._workspace.refused.emit(self.tr("There is no text in the clipboard."))
            return
        self._read(partial(_read_string, text))

    def ask_and_export(self) -> None:
        """Ask for a format and a place, and write the annotation sets."""
        writable = {item.title: item for item in registry.formats() if item.writes}
        title = self._workspace.ask.choose(
            self.tr("Export"), self.tr("Format"), list(writable), self._last_format()
        )
        if title is None:
            return
        chosen = writable[title]
        name = self._workspace.session.path.stem
        if chosen.folder:
            where = self._workspace.ask.folder(self.tr("Export into a new folder inside…"))
            out = where / f"{name}-{chosen.name}" if where else None
        else:
            ending = chosen.suffixes[0]
            out = self._workspace.ask.save_file(
                self.tr("Export"), f"{name}{ending}", f"{chosen.title} (*{ending})"
            )
        if out is not None:
            self._workspace.settings.last_format = title
            self.export(out, chosen.name)

    def export(self, out: Path, format_name: str) -> None:
        """Write annotation sets: all in the own format, the current one in others."""
        self._workspace.tasks.run(
            partial(_export, self._workspace.session.path, out, format_name),
            partial(self._exported, out),
            failed=self._failed,
            label=self.tr("Exporting…"),
        )

    def _read(self, read: Callable[[Progress], Reading]) -> None:
        self._workspace.tasks.run(
            read, self._store, failed=self._failed, label=self.tr("Importing…")
        )

    def _store(self, reading: Reading) -> None:
        refused = list(reading.receipt.refused)
        if reading.bundles:
            stored = partial(self._workspace.session.exchange.store, reading)
            result = self._workspace.attempt(stored)
            if result is None:
                return
            if result.articles:
                self._workspace.reader.open_article(result.articles[0])
            one, many = self.tr("{n} article imported."), self.tr("{n} articles imported.")
            self._workspace.said.emit(counted(len(result.articles), one, many))
        if refused:
            self._workspace.ask.error(_listed(refused))

    def _exported(self, out: Path, receipt: Receipt) -> None:
        sentence = self.tr("Written to {place}: {counts}.").format(
            place=out, counts=receipt.summary()
        )
        if receipt.losses:
            heading = self.tr("The format cannot carry:")
            self._workspace.ask.info(f"{sentence}\n\n{heading}\n{_listed(receipt.losses)}")
        self._workspace.said.emit(sentence)

    def _failed(self, error: EvreaderError) -> None:
        self._workspace.ask.error(str(error))

    def _last_format(self) -> str:
        return self._workspace.settings.last_format

    def _filters(self, *, only_text: bool = False) -> list[str]:
        known = [
            item
            for item in registry.formats()
            if item.reads and (item.name in {"text", "markdown"} or not only_text)
        ]
        every = " ".join(f"*{suffix}" for item in known for suffix in item.suffixes)
        return [
            f"{self.tr('All that evreader reads')} ({every})",
            *(f"{item.title} ({' '.join('*' + s for s in item.suffixes)})" for item in known),
        ]


def _read_files(paths: Sequence[Path], progress: Progress) -> Reading:
    return exchange.read_files(paths, report=progress.report)


def _read_pair(english: Path, chinese: Path, progress: Progress) -> Reading:
    progress.report(0, 1, english.name)
    return exchange.read_pair(english, chinese)


def _read_string(text: str, progress: Progress) -> Reading:
    progress.report(0, 1, "")
    return exchange.read_string(text)


def _export(project: Path, out: Path, format_name: str, progress: Progress) -> Receipt:
    progress.report(0, 0, out.name)
    session = Session.open(project, read_only=True)
    try:
        return session.exchange.export(out, format_name=format_name)
    finally:
        session.close()


def _listed(sentences: Sequence[str]) -> str:
    lines = [f"• {sentence}" for sentence in sentences[:_SHOWN]]
    if len(sentences) > _SHOWN:
        lines.append(f"… +{len(sentences) - _SHOWN}")
    return "\n".join(lines)
