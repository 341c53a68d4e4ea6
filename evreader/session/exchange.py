"""Importing and exporting: files to bundles to the store, and back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evreader.domain.bundle import AnnotatedArticle, Bundle, Receipt
from evreader.errors import EvreaderError, InputError
from evreader.formats import registry
from evreader.session.core import shortened
from evreader.store import articles, bundles, deals, entities, mentions, sets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlite_utils import Database

    from evreader.domain.annotation import AnnotationSet, Deal, Entity, Evidence, Mention
    from evreader.session.core import Core

    Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import brought: ids of the new articles, names of the new sets, the receipt."""

    articles: tuple[int, ...] = ()
    sets: tuple[str, ...] = ()
    receipt: Receipt = field(default_factory=lambda: Receipt("import"))


@dataclass(slots=True)
class Reading:
    """Files read but not yet stored: one bundle a file, and what could not be read."""

    bundles: list[Bundle] = field(default_factory=list)
    receipt: Receipt = field(default_factory=lambda: Receipt("import"))


def read_files(
    paths: Sequence[Path], *, format_name: str = "auto", report: Report | None = None
) -> Reading:
    """Read files, and folders of them; touches no project, so any thread may do it.

    A file that cannot be read is listed in the receipt and harms no other.
    """
    reading = Reading()
    files = list(_files(paths))
    for number, path in enumerate(files):
        if report:
            report(number, len(files), path.name)
        try:
            reading.bundles.append(_read(path, format_name))
            reading.receipt.files.append(path.name)
        except EvreaderError as error:
            reading.receipt.refused.append(str(error))
    return reading


def read_pair(en: Path, zh: Path) -> Reading:
    """Read an English and a Chinese file as one article, with links between them.

    Raises:
        InputError: one of them cannot be read.
    """
    from evreader.formats.prose import read_pair as read

    reading = Reading([read(en, zh)])
    reading.receipt.files += [en.name, zh.name]
    return reading


def read_string(text: str, *, title: str = "") -> Reading:
    """Read pasted text as one article.

    Raises:
        InputError: there is no text in it.
    """
    from evreader.formats.prose import read_string as read

    return Reading([read(text, title=title)])


class Exchange:
    """Brings articles and annotation sets into the project, and takes them out."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        en: Path | None = None,
        zh: Path | None = None,
        format_name: str = "auto",
        set_name: str | None = None,
    ) -> ImportResult:
        """Read files and store what they hold, as one step.

        Raises:
            InputError: nothing was given, half a pair was given, or nothing could be read.
        """
        if bool(en) != bool(zh):
            raise InputError("A pair needs both an English and a Chinese file; one was given.")
        if not paths and not en:
            raise InputError("Nothing was given to import; name files, or a pair of them.")
        reading = read_files(paths, format_name=format_name)
        if en and zh:
            pair = read_pair(en, zh)
            reading.bundles += pair.bundles
            reading.receipt.files += pair.receipt.files
        if not reading.bundles:
            raise InputError(" ".join(reading.receipt.refused) or "No file was found there.")
        return self.store(reading, set_name=set_name)

    def import_text(self, text: str, *, title: str = "") -> ImportResult:
        """Store pasted text as one article."""
        return self.store(read_string(text, title=title))

    def store(
        self, reading: Reading, *, set_name: str | None = None, report: Report | None = None
    ) -> ImportResult:
        """Store what was read, as one step; annotation sets come in beside those there are.

        Whatever ``report`` raises (to cancel) takes everything back.
        """
        receipt = reading.receipt
        found: list[int] = []
        brought: list[str] = []
        detail = shortened(", ".join(receipt.files)) if receipt.files else ""
        with self._core.operation("Import", detail) as db:
            self._make_way(db, reading.bundles)
            for bundle in reading.bundles:
                names = self._set_names(bundle.sets, set_name)
                brought += names.values()
                counted = replace(bundle, articles=_counted(bundle.articles, receipt, report))
                found += bundles.add(db, counted, set_names=names)
                receipt.count("deals", len(bundle.deals))
                receipt.count("entities", len(bundle.entities))
        return ImportResult(tuple(found), tuple(brought), receipt)

    def _make_way(self, db: Database, found: Sequence[Bundle]) -> None:
        """In a fresh project, the sets and the scheme that come in take the place of its own."""
        first = next((bundle for bundle in found if bundle.sets), None)
        if first is not None and bundles.is_fresh(self._core.plain):
            bundles.drop_first_set(db)
            if first.scheme is not None:
                self._core.set_scheme(db, first.scheme)

    def export(
        self,
        out: Path,
        *,
        format_name: str,
        set_name: str | None = None,
        article_ids: Sequence[int] = (),
    ) -> Receipt:
        """Write annotation sets to a file or folder, whole or not at all.

        Without a name, the own format takes all sets and the others the current one.

        Raises:
            InputError: there is no such annotation set or article.
            FormatError: the format cannot be written, or the place cannot.
        """
        write = registry.writer(format_name)
        chosen = self._chosen_sets(set_name, every=registry.find(format_name).every_set)
        bundle, losses = self.bundle(chosen, article_ids)
        receipt = write(bundle, out)
        receipt.losses += losses
        if all(sets.is_empty(self._core.plain, item.id) for item in chosen):
            names = ", ".join(f"“{item.name}”" for item in chosen)
            receipt.losses.append(f"Nothing is tagged in {names}; name another annotation set.")
        return receipt

    def bundle(
        self, chosen: Sequence[AnnotationSet], article_ids: Sequence[int] = ()
    ) -> tuple[Bundle, list[str]]:
        """Annotation sets over all articles, or over some, and what that leaves out, in words."""
        plain = self._core.plain
        for article in article_ids:
            articles.info(plain, article)
        set_ids = tuple(item.id for item in chosen)
        found = deals.of_sets(plain, set_ids)
        losses: list[str] = []
        if article_ids:
            found, losses = self._within(found, frozenset(article_ids))
        bundle = Bundle(
            scheme=self._core.scheme,
            sets=tuple(chosen),
            entities=self._entities(found, set_ids, article_ids),
            articles=self._articles(sorted(article_ids) or articles.ids(plain), set_ids),
            deals=tuple(found),
        )
        return bundle, losses

    def _articles(
        self, article_ids: Sequence[int], set_ids: tuple[int, ...]
    ) -> Iterator[AnnotatedArticle]:
        for article in article_ids:
            found = mentions.of_articles(self._core.plain, (article,), set_ids)
            whole = articles.article(self._core.plain, article)
            yield AnnotatedArticle(whole, tuple(sorted(found, key=_mention_id)))

    def _entities(
        self, found: Sequence[Deal], set_ids: tuple[int, ...], article_ids: Sequence[int]
    ) -> tuple[Entity, ...]:
        """All entities, or those that the chosen articles and deals speak of."""
        plain = self._core.plain
        if not article_ids:
            return tuple(entities.entities(plain))
        tagged = mentions.of_articles(plain, article_ids, set_ids)
        used = {mention.entity for mention in tagged}
        used |= {filler.entity for deal in found for filler in deal.roles}
        return tuple(
            entities.entities(plain, sorted(entity for entity in used if entity is not None))
        )

    def _within(
        self, found: Sequence[Deal], article_ids: frozenset[int]
    ) -> tuple[list[Deal], list[str]]:
        """Deals with evidence in these articles, without the evidence that is elsewhere."""
        plain = self._core.plain
        outside = 0

        def kept(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
            nonlocal outside
            items = tuple(evidence)
            inside = tuple(
                item for item in items if articles.article_of(plain, item.passage) in article_ids
            )
            outside += len(items) - len(inside)
            return inside

        touching = {
            deal
            for item in {deal.set for deal in found}
            for deal, where in deals.articles_of(plain, (item,)).items()
            if article_ids.intersection(where)
        }
        deals_ = [
            replace(
                deal,
                roles=tuple(replace(f, evidence=kept(f.evidence)) for f in deal.roles),
                slots=tuple(replace(s, evidence=kept(s.evidence)) for s in deal.slots),
                triggers=kept(deal.triggers),
            )
            for deal in found
            if deal.id in touching
        ]
        sentence = f"Evidence in articles that were not chosen: {outside} left out."
        return deals_, [sentence] if outside else []

    def _chosen_sets(self, name: str | None, *, every: bool) -> list[AnnotationSet]:
        known = sets.sets(self._core.plain)
        if name is None:
            return known if every else [self._core.current_set]
        chosen = [item for item in known if item.name == name]
        if not chosen:
            names = ", ".join(f"“{item.name}”" for item in known)
            raise InputError(f"There is no annotation set “{name}”; there are {names}.")
        return chosen

    def _set_names(self, found: Sequence[AnnotationSet], name: str | None) -> dict[int, str]:
        """A name for each set that comes in: its own, or the one given, made free by a number."""
        plain = self._core.plain
        taken = {
            item.name
            for item in sets.sets(plain)
            if item.locked or not sets.is_empty(plain, item.id)
        }
        names: dict[int, str] = {}
        for item in found:
            wanted = free = name or item.name
            number = 2
            while free in taken:
                free, number = f"{wanted} ({number})", number + 1
            taken.add(free)
            names[item.id] = free
        return names


def _read(path: Path, format_name: str) -> Bundle:
    known = registry.by_suffix(path) if format_name == "auto" else registry.find(format_name)
    return registry.reader(known.name)(path)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and those of folders that have a known ending."""
    for path in map(Path, paths):
        if path.is_dir():
            suffixes = {s for item in registry.formats() if item.reads for s in item.suffixes}
            yield from (p for p in sorted(path.rglob("*")) if p.suffix.lower() in suffixes)
        else:
            yield path


def _counted(
    found: Iterable[AnnotatedArticle], receipt: Receipt, report: Report | None
) -> Iterator[AnnotatedArticle]:
    for item in found:
        if report:
            report(receipt.counts.get("articles", 0), 0, item.article.info.title)
        receipt.count("articles")
        receipt.count("passages", len(item.article.passages))
        receipt.count("links", len(item.article.links))
        receipt.count("mentions", len(item.mentions))
        yield item


def _mention_id(mention: Mention) -> int:
    return mention.id
