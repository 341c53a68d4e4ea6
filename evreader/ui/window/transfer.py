"""Bringing articles in and taking annotation sets out: by menu, drop and paste."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QGuiApplication

from evreader.domain.language import passage_language
from evreader.formats import registry
from evreader.session import exchange
from evreader.session.exchange import ImportResult
from evreader.session.session import Session
from evreader.ui.widgets.captions import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evreader.domain.article import Language
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
        pair = self._workspace.ask.open_pair(self._filters(only_sides=True))
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
        if _are_two_texts(places):
            self._workspace.tasks.run(
                partial(_read_two, places),
                partial(self._import_two, places),
                failed=self._failed,
                label=self.tr("Importing…"),
            )
        else:
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
            partial(_import, self._workspace.session.path, read),
            self._imported,
            failed=self._failed,
            label=self.tr("Importing…"),
        )

    def _import_two(self, places: Sequence[Path], found: tuple[Reading, list[Language]]) -> None:
        """Bring in two texts; as one article if each is in a language of its own and so wanted."""
        reading, languages = found
        question = self.tr("Import the two files as one article in both languages?")
        if set(languages) == {"en", "zh"} and self._workspace.ask.confirm(
            question, action=self.tr("One article"), refusal=self.tr("Two articles")
        ):
            english, chinese = (places[languages.index(side)] for side in ("en", "zh"))
            self._read(partial(_read_pair, english, chinese))
        else:
            self._read(partial(_take, reading))

    def _imported(self, result: ImportResult) -> None:
        self._workspace.session.look_for_foreign_changes()
        if result.articles:
            self._workspace.reader.open_article(result.articles[0])
            one, many = self.tr("{n} article imported."), self.tr("{n} articles imported.")
            self._workspace.said.emit(counted(len(result.articles), one, many))
        if result.receipt.refused:
            self._workspace.ask.error(_listed(result.receipt.refused))

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

    def _filters(self, *, only_sides: bool = False) -> list[str]:
        known = [
            item for item in registry.formats() if item.reads and (item.side or not only_sides)
        ]
        every = " ".join(f"*{suffix}" for item in known for suffix in item.suffixes)
        return [
            f"{self.tr('All that evreader reads')} ({every})",
            *(f"{item.title} ({' '.join('*' + s for s in item.suffixes)})" for item in known),
        ]


def _import(project: Path, read: Callable[[Progress], Reading], progress: Progress) -> ImportResult:
    """Read and store; over a connection of its own, since the window's belongs to its thread."""
    reading = read(progress)
    if not reading.bundles:
        return ImportResult(receipt=reading.receipt)
    session = Session.open(project)
    try:
        return session.exchange.store(reading, report=progress.report)
    finally:
        session.close()


def _read_files(paths: Sequence[Path], progress: Progress) -> Reading:
    return exchange.read_files(paths, report=progress.report)


def _read_two(paths: Sequence[Path], progress: Progress) -> tuple[Reading, list[Language]]:
    """What two files hold, and the main language of each."""
    reading = _read_files(paths, progress)
    texts = [
        "\n".join(passage.text for one in bundle.articles for passage in one.article.passages)
        for bundle in reading.bundles
    ]
    return reading, [passage_language(text) for text in texts]


def _take(reading: Reading, progress: Progress) -> Reading:
    progress.report(0, 1, "")
    return reading


def _are_two_texts(paths: Sequence[Path]) -> bool:
    """Whether these are two files that may each be one language of an article."""
    known = {suffix for item in registry.formats() if item.side for suffix in item.suffixes}
    endings = [path.suffix.lower() for path in paths]
    return len(endings) == len(("en", "zh")) and known.issuperset(endings)


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
