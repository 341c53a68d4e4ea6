"""Importing and exporting: files to bundles to the store, and back."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import chain, count
from typing import TYPE_CHECKING

from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.extent import Extent
from evreader.errors import InputError
from evreader.formats import companion, registry
from evreader.formats.prose import read_string
from evreader.formats.sources import count as count_sources
from evreader.formats.sources import sources
from evreader.session.extract import Extract
from evreader.session.garbage import unsearched
from evreader.session.intake import Intake
from evreader.session.lexicon import lexicon_of
from evreader.session.reading import Outcome, Reader, read_each
from evreader.store import sets

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Generator,
        Iterable,
        Iterator,
        Mapping,
        Sequence,
    )
    from pathlib import Path

    from evreader.domain.annotation import AnnotationSet
    from evreader.domain.bundle import Receipt
    from evreader.formats.sources import Source
    from evreader.session.core import Core
    from evreader.session.preview import Preview
    from evreader.session.receipt import Duplicates, ImportResult, Place, Reading, Report


class Exchange:
    """Brings articles and annotation sets into the project, and takes them out."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def import_files(  # noqa: PLR0913 - what the command line and scripts can say
        self,
        paths: Sequence[Path],
        *,
        addresses: Sequence[str] = (),
        en: Path | None = None,
        zh: Path | None = None,
        format_name: str = "auto",
        set_name: str | None = None,
        duplicates: Duplicates = "skip",
        only: Collection[Place] = (),
        report: Report | None = None,
    ) -> ImportResult:
        """Read files, folders and archives and store what they hold, as one step to undo.

        A file that cannot be read is listed in the receipt and harms no other.

        Args:
            paths: what to read.
            addresses: web pages to load; nothing else ever connects.
            en: the English file of a pair.
            zh: the Chinese file of it.
            format_name: the format of all files; by default each one's ending tells.
            set_name: how to name the annotation set that comes in.
            duplicates: what happens to articles that the project has already.
            only: take these articles alone, by their ``Duplicate.place`` in the import before.
            report: told how many sources are done, of how many, and the name of the last one; what
                is finished when it raises ``CancelledError`` stays.

        Raises:
            InputError: nothing was given, half a pair was given, or nothing could be read.
        """
        if bool(en) != bool(zh):
            raise InputError("A pair needs both an English and a Chinese file; one was given.")
        if not (paths or addresses or en):
            raise InputError("Nothing was given to import; name files, or a pair of them.")
        reader = Reader(format_name, lexicon_of(self._core.plain))
        total = count_sources(paths, format_name=format_name)
        more = [partial(reader.read_address, address) for address in addresses]
        if en and zh:
            more.append(partial(reader.read_pair, en, zh))
        intake = Intake(self._core, set_name=set_name, duplicates=duplicates, only=only)
        with closing(_read_files(reader, paths, total, only)) as files:
            outcomes = chain(files, _read_more(more, only))
            return _if_any(intake.run(outcomes, total=total + len(more), report=report))

    def preview(
        self, paths: Sequence[Path], *, format_name: str = "auto", report: Report | None = None
    ) -> Preview:
        """What an import of annotations would bring; nothing is stored.

        Raises:
            InputError: nothing could be read.
            CancelledError: ``report`` raised it.
        """
        from evreader.session.preview import Previewer

        reader = Reader(format_name, lexicon_of(self._core.plain))
        previewer = Previewer(self._core, report or _silence)

        def rich() -> Iterator[Outcome]:
            for source in sources(paths, format_name=format_name):
                if reader.is_streamed(source):
                    yield reader.read(source, aligning=False)
                else:
                    previewer.others += 1

        found = previewer.run(rich())
        if found.receipt.refused and not (found.receipt.files or found.others):
            raise InputError(" ".join(found.receipt.refused))
        return found

    def import_text(
        self, text: str, *, title: str = "", duplicates: Duplicates = "skip"
    ) -> ImportResult:
        """Store pasted text as one article.

        Raises:
            InputError: there is no text in it.
        """
        return self._take(read_string(text, title=title), duplicates)

    def import_page(self, markup: str, *, duplicates: Duplicates = "skip") -> ImportResult:
        """Store a copied piece of a web page as one article.

        Raises:
            InputError: there is no text in it.
        """
        from evreader.formats.web_page.page import read_page

        article = read_page(markup, name="", whole=True)
        return self._take(Bundle(articles=(AnnotatedArticle(article),)), duplicates)

    def store(
        self, reading: Reading, *, set_name: str | None = None, report: Report | None = None
    ) -> ImportResult:
        """Store bundles in the hand in one transaction; sets come in beside those there are.

        Whatever ``report`` raises (to cancel) takes everything back.
        """
        intake = Intake(self._core, set_name=set_name)
        intake.store(reading, report)
        return intake.result()

    def _take(self, bundle: Bundle, duplicates: Duplicates) -> ImportResult:
        outcome = Outcome("", Reader(lexicon=lexicon_of(self._core.plain)).finished(bundle))
        return _if_any(Intake(self._core, duplicates=duplicates).run([outcome]))

    @unsearched()
    def export(
        self,
        out: Path,
        *,
        format_name: str,
        extent: Extent | None = None,
        options: Mapping[str, str] | None = None,
        with_companion: bool = True,
        report: Report | None = None,
    ) -> Receipt:
        """Write annotation sets to a file or folder, whole or not at all.

        Without a name, the own format takes all sets and the others the current one.

        Args:
            out: where to.
            format_name: the format.
            extent: what goes out.
            options: what the format lets one choose, by name.
            with_companion: whether the receipt, and all that the format cannot carry, is kept
                beside the export.
            report: told of every article; what it raises (to cancel) leaves nothing behind.

        Raises:
            InputError: there is no such annotation set, article, type or option.
            FormatError: the format cannot be written, or the place cannot.
        """
        write, item = registry.writer(format_name), registry.find(format_name)
        settings = registry.checked_options(format_name, options or {})
        wanted = extent or Extent()
        chosen = self._chosen_sets(wanted.sets, every=item.every_set)
        extract = Extract(self._core, wanted, chosen, sentences=item.sentences)
        receipt = write(extract.bundle(report), out, **settings)
        receipt.losses += extract.losses
        receipt.notes += extract.notes()
        if all(sets.is_empty(self._core.plain, item.id) for item in chosen):
            names = ", ".join(f"“{item.name}”" for item in chosen)
            receipt.losses.append(f"Nothing is tagged in {names}; name another annotation set.")
        if not with_companion:
            companion.remove(out)
            return receipt
        kept = self._kept(wanted, chosen) if item.returns else Bundle()
        names_written = [item.name for item in chosen]
        companion.write(kept, out, receipt, sets=names_written, options=settings)
        return receipt

    def forecast(self, extent: Extent, *, format_name: str) -> dict[str, int]:
        """How many articles, mentions and deals an export would write.

        Raises:
            InputError: there is no such annotation set, article or type.
        """
        item = registry.find(format_name)
        chosen = self._chosen_sets(extent.sets, every=item.every_set)
        return Extract(self._core, extent, chosen).counts()

    def _kept(self, extent: Extent, chosen: Sequence[AnnotationSet]) -> Bundle:
        """What is kept beside an export: the same, or all sets where none was chosen."""
        every = extent.is_whole
        kept = sets.sets(self._core.plain) if every else chosen
        return Extract(self._core, extent, kept).bundle()

    def _chosen_sets(self, names: Sequence[str], *, every: bool) -> list[AnnotationSet]:
        known = sets.sets(self._core.plain)
        if not names:
            return known if every else [self._core.current_set]
        missing = [name for name in names if name not in {item.name for item in known}]
        if missing:
            listed = ", ".join(f"“{item.name}”" for item in known)
            raise InputError(f"There is no annotation set “{missing[0]}”; there are {listed}.")
        return [item for item in known if item.name in names]


def _read_files(
    reader: Reader, paths: Sequence[Path], total: int, only: Collection[Place]
) -> Generator[Outcome, None, None]:
    """What the sources hold, all of them or those with articles wanted."""
    found: Iterable[Source] = sources(paths, format_name=reader.format_name)
    numbers: Iterable[int] = count()
    if only:
        wanted = {number for number, _ in only if number >= 0}
        numbers, total = sorted(wanted), len(wanted)
        found = (source for number, source in enumerate(found) if number in wanted)
    with closing(read_each(reader, found, total)) as outcomes:
        for number, outcome in zip(numbers, outcomes, strict=False):
            yield replace(outcome, number=number)


def _read_more(more: Sequence[Callable[[], Outcome]], only: Collection[Place]) -> Iterator[Outcome]:
    """What is no file on its own; numbered from -1 downwards."""
    wanted = {number for number, _ in only}
    for number, read in enumerate(more, 1):
        if not only or -number in wanted:
            yield replace(read(), number=-number)


def _silence(_done: int, _total: int, _text: str) -> None:
    """Tell nobody."""


def _if_any(result: ImportResult) -> ImportResult:
    """The result, unless nothing at all came in."""
    receipt = result.receipt
    if not (result.found or receipt.files or receipt.cancelled):
        raise InputError(" ".join(receipt.refused) or "No file was found there.")
    return result
