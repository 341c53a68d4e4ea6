"""Bringing articles in: by menu, drop and paste, from files, folders and the web."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication

from evreader.domain.language import passage_language
from evreader.formats import registry
from evreader.session.session import Session
from evreader.ui.widgets.captions import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from evreader.domain.article import Language
    from evreader.session.exchange import Exchange
    from evreader.session.preview import Preview
    from evreader.session.receipt import (
        Duplicates,
        ImportReceipt,
        ImportResult,
        Place,
        Report,
    )
    from evreader.ui.tasks import Progress
    from evreader.ui.window.workspace import Workspace

_SHOWN = 12
"""So many sentences of a list are shown in a question; the rest is counted."""
_BULK = 10
"""From so many sources on, what went wrong is told in a window beside the work, not in front."""


@dataclass(frozen=True)
class _Order:
    """What is to be brought in; what the project has already waits for an answer by default."""

    paths: tuple[Path, ...] = ()
    address: str = ""
    pair: tuple[Path, Path] | None = None
    text: str = ""
    markup: str = ""
    duplicates: Duplicates = "hold"
    only: frozenset[Place] = frozenset()
    set_name: str = ""

    def carry_out(self, exchange: Exchange, report: Report) -> ImportResult:
        """Bring it in."""
        if self.markup:
            return exchange.import_page(self.markup, duplicates=self.duplicates)
        if self.text:
            return exchange.import_text(self.text, duplicates=self.duplicates)
        en, zh = self.pair or (None, None)
        return exchange.import_files(
            self.paths,
            addresses=[self.address] if self.address else [],
            en=en,
            zh=zh,
            duplicates=self.duplicates,
            only=self.only,
            set_name=self.set_name or None,
            report=report,
        )


class Importing(QObject):
    """Imports; files are read and stored off the UI thread.

    Signals:
        choice_wanted: an article just imported whose main text two programs see differently.
    """

    choice_wanted = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._last: ImportReceipt | None = None
        workspace.reader.files_dropped.connect(self.drop_files)
        workspace.reader.text_dropped.connect(self.import_text)
        workspace.reader.page_dropped.connect(self.import_page)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What each command does, by its id."""
        return {
            "article.import": self.ask_and_import,
            "article.import_folder": self.ask_and_import_folder,
            "article.import_pair": self.ask_and_import_pair,
            "article.import_web": self.ask_and_import_address,
            "article.paste": self.paste,
            "article.last_import": self.show_last,
        }

    def ask_and_import(self) -> None:
        """Ask for files and bring them in."""
        paths = self._workspace.ask.open_files(self.tr("Import files"), self._filters())
        self.import_files(paths)

    def ask_and_import_folder(self) -> None:
        """Ask for a folder and bring in all that can be read there, in folders inside it too."""
        folder = self._workspace.ask.folder(self.tr("Import folder"))
        if folder is not None:
            self.import_files([folder])

    def ask_and_import_pair(self) -> None:
        """Ask for an English and a Chinese file and bring them in as one article."""
        pair = self._workspace.ask.open_pair(self._filters(only_sides=True))
        if pair is not None:
            self._run(_Order(pair=pair))

    def ask_and_import_address(self, address: str = "") -> None:
        """Ask for a web address, load what is there, and nothing else, and bring it in."""
        told = self.tr("Address of the page. evreader connects to it now and loads that page only.")
        wanted = self._workspace.ask.text(
            self.tr("Import from a web address"), told, address or _copied_address()
        )
        if wanted:
            self._run(_Order(address=wanted), self.tr("Loading the page…"))

    def import_files(self, paths: Sequence[Path]) -> None:
        """Bring in files, folders and archives; of annotations, tell beforehand what comes."""
        order = _Order(tuple(paths))
        if not paths:
            return
        if not _may_hold_annotations(paths):
            self._run(order)
            return
        self._workspace.tasks.run(
            partial(_preview, self._workspace.session.path, order.paths),
            partial(self._run_if_wanted, order),
            failed=self._workspace.tell_failure,
            label=self.tr("Looking into the files…"),
        )

    def drop_files(self, dropped: Sequence[str]) -> None:
        """Bring in what was dropped: paths, ``file:`` addresses, or (after asking) a web page."""
        addresses = [text for text in dropped if text.startswith(("http:", "https:"))]
        places = [
            Path(QUrl(text).toLocalFile() if text.startswith("file:") else text)
            for text in dropped
            if text not in addresses
        ]
        if addresses:
            self.ask_and_import_address(addresses[0])
        if _are_two_texts(places):
            self._workspace.tasks.run(
                partial(_languages_of, places),
                partial(self._import_two, places),
                failed=self._workspace.tell_failure,
                label=self.tr("Importing…"),
            )
        else:
            self.import_files(places)

    def paste(self) -> None:
        """Make an article of what is in the clipboard: of a copied page, or of a text."""
        data = QGuiApplication.clipboard().mimeData()
        # Qt gives None for an empty clipboard, which its types do not say.
        if data and data.hasHtml() and data.html().strip():  # type: ignore[truthy-bool]
            self.import_page(data.html())
        else:
            self.import_text(QGuiApplication.clipboard().text())

    def import_text(self, text: str) -> None:
        """Make an article of a text."""
        if not text.strip():
            self._workspace.refused.emit(self.tr("There is no text in the clipboard."))
            return
        self._run(_Order(text=text))

    def import_page(self, markup: str) -> None:
        """Make an article of a piece of a web page."""
        self._run(_Order(markup=markup))

    def show_last(self) -> None:
        """Show what the last import brought and what it did not."""
        if self._last is None:
            self._workspace.refused.emit(self.tr("Nothing was imported since the program started."))
        else:
            self._workspace.ask.show_receipt(self._last)

    def _run_if_wanted(self, order: _Order, preview: Preview) -> None:
        """Bring in texts; annotations only if the user wants what would come."""
        name = "" if preview.is_plain else self._workspace.ask.preview(preview)
        if name is not None:
            self._run(replace(order, set_name=name))

    def _run(self, order: _Order, label: str = "") -> None:
        self._workspace.tasks.run(
            partial(_import, self._workspace.session.path, order),
            partial(self._show_import, order),
            failed=self._workspace.tell_failure,
            label=label or self.tr("Importing…"),
            keeps_part=True,
        )

    def _import_two(self, places: Sequence[Path], languages: Sequence[Language]) -> None:
        """Bring in two texts; as one article if each is in a language of its own and so wanted."""
        question = self.tr("Import the two files as one article in both languages?")
        if set(languages) == {"en", "zh"} and self._workspace.ask.confirm(
            question, action=self.tr("One article"), refusal=self.tr("Two articles")
        ):
            english, chinese = (places[languages.index(side)] for side in ("en", "zh"))
            self._run(_Order(pair=(english, chinese)))
        else:
            self._run(_Order(tuple(places)))

    def _show_import(self, order: _Order, result: ImportResult) -> None:
        workspace, receipt = self._workspace, result.receipt
        self._last = receipt
        workspace.session.look_for_foreign_changes()
        if result.sets:  # what came in is what one wants to see
            workspace.session.sets.choose(workspace.session.sets.named(result.sets[0]).id)
        if result.articles:
            workspace.reader.open_article(result.articles[0])
        workspace.said.emit(self._summary(result))
        sources = len(receipt.files) + len(receipt.refused)
        if receipt.refused and sources < _BULK:
            workspace.ask.error(_listed(receipt.refused))
        elif (sources >= _BULK and (receipt.refused or receipt.doubtful or receipt.cancelled)) or (
            result.sets and (receipt.notes or receipt.losses)
        ):
            workspace.ask.show_receipt(receipt)
        if result.duplicates:
            self._ask_about(order, result)
        if len(result.found) == 1 and result.articles:
            article = result.articles[0]
            if len(workspace.session.articles.get(article).cuts) > 1:
                self.choice_wanted.emit(article)

    def _ask_about(self, order: _Order, result: ImportResult) -> None:
        """Ask, once, whether what is in the project already is to come in all the same."""
        number = len(result.duplicates)
        question = (
            self.tr("{n} of {all} is in the project already, the same or nearly so:")
            if number == 1
            else self.tr("{n} of {all} are in the project already, the same or nearly so:")
        ).format(n=f"{number:,}", all=f"{len(result.found):,}")
        listed = _listed([str(duplicate) for duplicate in result.duplicates])
        if self._workspace.ask.confirm(
            f"{question}\n\n{listed}",
            action=self.tr("Import anyway"),
            refusal=self.tr("Skip them") if number > 1 else self.tr("Skip it"),
        ):
            only = frozenset(duplicate.place for duplicate in result.duplicates)
            self._run(replace(order, duplicates="keep", only=only))
        elif not result.articles:
            self._workspace.reader.open_article(result.duplicates[0].article)

    def _summary(self, result: ImportResult) -> str:
        if result.sets:
            whole = self.tr("Imported as the annotation set “{name}”: {what}.")
            sentence = whole.format(name="”, “".join(result.sets), what=result.receipt.summary())
        else:
            one, many = self.tr("{n} article imported."), self.tr("{n} articles imported.")
            sentence = counted(len(result.articles), one, many)
        doubtful = len(result.receipt.doubtful)
        if doubtful:
            look = self.tr("{n} needs a look."), self.tr("{n} need a look.")
            sentence = f"{sentence} {counted(doubtful, *look)}"
        if result.receipt.cancelled:
            sentence = f"{self.tr('Cancelled.')} {sentence}"
        return sentence

    def _filters(self, *, only_sides: bool = False) -> list[str]:
        known = [
            item for item in registry.formats() if item.reads and (item.side or not only_sides)
        ]
        kinds = [(item.title, item.suffixes) for item in known]
        if not only_sides:
            kinds.append((self.tr("Zip archive"), (".zip", ".tgz", ".tar", ".gz")))
        every = " ".join(f"*{suffix}" for _, suffixes in kinds for suffix in suffixes)
        return [
            f"{self.tr('All that evreader reads')} ({every})",
            *(f"{title} ({' '.join('*' + s for s in suffixes)})" for title, suffixes in kinds),
        ]


def _import(project: Path, order: _Order, progress: Progress) -> ImportResult:
    """Read and store; over a connection of its own, since the window's belongs to its thread."""
    session = Session.open(project)
    try:
        return order.carry_out(session.exchange, progress.report)
    finally:
        session.close()


def _preview(project: Path, paths: Sequence[Path], progress: Progress) -> Preview:
    """What files of annotations would bring; reads only."""
    session = Session.open(project, read_only=True)
    try:
        return session.exchange.preview(paths, report=progress.report)
    finally:
        session.close()


def _may_hold_annotations(paths: Sequence[Path]) -> bool:
    """Whether something of this may be more than texts, as far as names tell."""
    endings = registry.annotated_endings()
    return any(path.is_dir() or path.suffix.lower() in endings for path in paths)


def _languages_of(paths: Sequence[Path], progress: Progress) -> list[Language]:
    """The main language of each of these files; fewer where one cannot be read."""
    from evreader.formats.sources import Source
    from evreader.session.reading import Reader

    found = []
    for number, path in enumerate(paths):
        progress.report(number, len(paths), path.name)
        bundle = Reader().read(Source(path.name, path), aligning=False).bundle
        found += [
            passage_language(
                "\n".join(p.text for p in item.article.passages if p.kind != "boilerplate")
            )
            for item in (bundle.articles if bundle else ())
        ]
    return found


def _are_two_texts(paths: Sequence[Path]) -> bool:
    """Whether these are two files that may each be one language of an article."""
    known = {suffix for item in registry.formats() if item.side for suffix in item.suffixes}
    endings = [path.suffix.lower() for path in paths]
    return len(endings) == len(("en", "zh")) and known.issuperset(endings)


def _copied_address() -> str:
    """The clipboard's text, if it is a web address."""
    text = QGuiApplication.clipboard().text().strip()
    return text if text.startswith(("http://", "https://")) and len(text.split()) == 1 else ""


def _listed(sentences: Sequence[str]) -> str:
    lines = [f"• {sentence}" for sentence in sentences[:_SHOWN]]
    if len(sentences) > _SHOWN:
        lines.append(f"… +{len(sentences) - _SHOWN}")
    return "\n".join(lines)
