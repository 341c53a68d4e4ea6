"""Taking in what was read: articles stored in batches as they come, as one step to undo.

Each batch is a transaction of its own, so that whatever is stored stays and nobody waits long for
the file, and joins the step of the batch before (docs/decisions/0011).
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.domain.likeness import Known, likeness_of
from evreader.errors import CancelledError, EvreaderError, InputError, StoreError
from evreader.session.core import shortened
from evreader.session.garbage import unsearched
from evreader.session.receipt import Duplicate, ImportReceipt, ImportResult, Reading
from evreader.session.tally import Remarks, Tally
from evreader.session.twins import Twins
from evreader.store import articles, bundles, sets
from evreader.store.journal import Series

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlite_utils import Database

    from evreader.domain.annotation import AnnotationSet
    from evreader.domain.article import Article
    from evreader.domain.bundle import AnnotatedArticle, Bundle
    from evreader.domain.carryover import Carryover
    from evreader.session.core import Core
    from evreader.session.reading import Outcome
    from evreader.session.receipt import Duplicates, Place, Report

# A batch that waits longer would be lost if the program dies; a larger one would keep others from
# writing for longer than they notice.
_BATCH, _BATCH_S = 25, 1.0
# The step's name is cut long before so many files.
_NAMED = 20


class NothingError(InputError):
    """Nothing of a source was taken, for the reasons that its receipt tells."""


class Intake:
    """One import, from the first outcome of a reading to its result."""

    def __init__(
        self,
        core: Core,
        *,
        set_name: str | None = None,
        duplicates: Duplicates = "keep",
        only: Collection[Place] = (),
    ) -> None:
        self._core = core
        self._set_name = set_name
        self._policy = duplicates
        self._only = frozenset(only)
        self._series = Series()
        self._was_fresh = bundles.is_fresh(core.plain)
        if bundles.has_unsettled_likenesses(core.plain):
            with core.connection.immediate() as db:
                bundles.settle_likenesses(db)
        self._known = Known(bundles.likenesses(core.plain))
        self._waiting: list[tuple[str, Bundle]] = []
        self._since = 0.0
        # An article that waits has no id yet: -1 stands for the first new one, and so on.
        self._coming = 0
        self._new: list[int] = []
        self._sets: list[str] = []
        self._found: list[int] = []
        self._left_out: list[Duplicate] = []
        self._similar: list[Duplicate] = []
        self._receipt = ImportReceipt("import")
        self._remarks = Remarks()
        self._twins = Twins(core.plain)

    def run(
        self, outcomes: Iterable[Outcome], *, total: int = 0, report: Report | None = None
    ) -> ImportResult:
        """Take in all that comes, until it ends or ``report`` raises ``CancelledError``.

        What is finished by then stays. A source is stored whole or not at all.

        Args:
            outcomes: what was read, in order.
            total: how many sources there are, for ``report``; 0 if unknown.
            report: told of every source: how many are done, of how many, and its name.

        Raises:
            StoreError: the project cannot be written, and nothing has been stored.
        """
        try:
            self._take_all(outcomes, total, report or _silence)
            self._flush()
        except StoreError as error:
            if not self._new:
                raise
            self._receipt.refused.append(str(error))
        return self.result()

    @unsearched()
    def store(
        self, reading: Reading, report: Report | None = None, *, matching: bool = False
    ) -> list[int]:
        """Store bundles as they are, in one transaction.

        Args:
            reading: the bundles, and the names of their files.
            report: told of every article.
            matching: what is tagged in an article that is here already is placed there; a bundle
                without annotation sets leaves such an article out.

        Returns:
            The ids of the articles in the order in which they came, new or not.

        Raises:
            NothingError: all that there was has been refused; nothing was stored.
            EvreaderError: a bundle that is read on the way is wrong; nothing was stored.
            CancelledError: ``report`` raised it; nothing was stored.
        """
        tally = Tally(report or _silence)
        remarks: list[str] = []
        found: list[int] = []
        new: list[int] = []
        brought: list[str] = []
        files = [*self._receipt.files, *reading.files]
        detail = shortened(", ".join(files[:_NAMED])) if files else ""
        with self._core.operation("Import", detail, series=self._series) as db:
            self._make_way(db, reading.bundles)
            for bundle in reading.bundles:
                names = _free_names(self._core.plain, bundle.sets, self._set_name)
                brought += names.values()
                way = _Way(self._twins if matching else None, tally, bundle)
                counted = replace(bundle, articles=map(tally.note, bundle.articles))
                added = bundles.add(db, counted, set_names=names, onto=way.onto)
                new += added
                found += way.found(added)
                remarks += way.remarks()
                tally.rest(bundle)
            if not found and not tally.counts.total():
                _require_something(reading.bundles)
            remarks += tally.strange(self._core.scheme)
        self._was_fresh = self._was_fresh and not any(bundle.sets for bundle in reading.bundles)
        self._new += new
        self._coming = len(self._new)
        self._sets += brought
        self._receipt.files = files
        self._tell_stored(reading, tally, remarks)
        return found

    def _tell_stored(self, reading: Reading, tally: Tally, remarks: list[str]) -> None:
        """Put into the receipt what came in and what there is to say of it."""
        self._receipt.doubtful += tally.doubtful
        name = reading.files[0] if len(reading.files) == 1 else ""
        for bundle in reading.bundles:
            self._tell(bundle, name)
        self._remarks.add(remarks, name)
        for kind, number in tally.counts.items():
            self._receipt.count(kind, number)

    def _tell(self, bundle: Bundle, name: str) -> None:
        """Take over what reading a bundle has told."""
        told = bundle.receipt
        if told is not None:
            self._remarks.add(told.notes, name)
            self._receipt.losses += told.losses
            self._receipt.refused += [
                sentence if not name or name in sentence else f"{name}: {sentence}"
                for sentence in told.refused
            ]

    def result(self) -> ImportResult:
        """What came of it."""
        left_out = tuple(self._settled(self._left_out))
        self._receipt.skipped = [str(item) for item in left_out]
        self._receipt.notes = self._remarks.listed(named=len(self._receipt.files) > 1)
        self._receipt.similar = [str(item) for item in self._settled(self._similar)]
        return ImportResult(
            articles=tuple(self._new),
            sets=tuple(self._sets),
            receipt=self._receipt,
            duplicates=left_out,
            found=tuple(id_ for id_ in map(self._id, self._found) if id_),
        )

    def _take_all(self, outcomes: Iterable[Outcome], total: int, report: Report) -> None:
        try:
            report(0, total, "")
            for done, outcome in enumerate(outcomes, 1):
                self._take(outcome, report)
                report(done, total, outcome.name)
                if self._is_due():
                    self._flush()
        except CancelledError:
            self._receipt.cancelled = True

    def _take(self, outcome: Outcome, report: Report) -> None:
        bundle = outcome.bundle
        if bundle is None:
            self._refuse(outcome.refusal)
            return
        if outcome.note:
            self._remarks.add([outcome.note])
        if bundle.sets or bundle.linked or outcome.further:
            self._flush()
            self._take_annotated(outcome, bundle, report)
        else:
            if not self._waiting:
                self._since = time.monotonic()
            wanted = tuple(self._wanted(outcome, bundle.articles))
            self._waiting.append((outcome.name, replace(bundle, articles=wanted)))

    def _take_annotated(self, outcome: Outcome, bundle: Bundle, report: Report) -> None:
        """Store a bundle that may have annotation sets and may only be read on the way."""
        matching = self._policy != "keep"
        if self._only:
            bundle = replace(bundle, articles=self._chosen(outcome.number, bundle.articles))
        reading = Reading([bundle, *outcome.further], [outcome.name])
        try:
            found = self.store(reading, report, matching=matching)
        except StoreError:
            raise
        except NothingError:
            for brought in reading.bundles:
                self._tell(brought, outcome.name)
            self._receipt.files.append(outcome.name)
            self._receipt.failed += 1
            return
        except EvreaderError as error:
            self._refuse(str(error))
            return
        if matching and not bundle.sets:
            self._left_out += self._twins_of(outcome)
        self._found += found

    def _chosen(self, source: int, found: Iterable[AnnotatedArticle]) -> Iterator[AnnotatedArticle]:
        """Those of a source's articles that are wanted."""
        return (item for number, item in enumerate(found) if (source, number) in self._only)

    def _twins_of(self, outcome: Outcome) -> Iterator[Duplicate]:
        """The articles of a source that were left out because they are here."""
        for number, article in enumerate(self._twins.matched):
            if article is not None:
                title = articles.info(self._core.plain, article).title
                place = (outcome.number, number)
                yield Duplicate(place, outcome.name, title, article, same=True)

    def _refuse(self, sentence: str) -> None:
        self._receipt.refused.append(sentence)
        self._receipt.failed += 1

    def _wanted(
        self, outcome: Outcome, given: Iterable[AnnotatedArticle]
    ) -> Iterator[AnnotatedArticle]:
        """The articles without those that the project, or this import, has already."""
        for number, item in enumerate(given):
            place = (outcome.number, number)
            if self._only and place not in self._only:
                continue
            likeness = item.likeness or likeness_of(item.article)
            same = self._known.same(likeness)
            known = self._known.similar(likeness) if same is None else same
            if known is not None and self._policy != "keep":
                title = item.article.info.title
                duplicate = Duplicate(place, outcome.name, title, known, same is not None)
                if duplicate.same or self._policy == "hold":
                    self._left_out.append(duplicate)
                    self._found.append(known)
                    continue
                self._similar.append(duplicate)
            self._coming += 1
            self._found.append(-self._coming)
            self._known.add(-self._coming, likeness)
            yield replace(item, likeness=likeness)

    def _is_due(self) -> bool:
        return len(self._waiting) >= _BATCH or (
            bool(self._waiting) and time.monotonic() - self._since > _BATCH_S
        )

    def _flush(self) -> None:
        """Store what waits."""
        names = [name for name, _ in self._waiting]
        found = [bundle for _, bundle in self._waiting if bundle.articles]
        self._waiting = []
        if found:
            self.store(Reading(found, names))
        else:  # nothing new: no step to undo
            self._receipt.files += names

    def _make_way(self, db: Database, found: Sequence[Bundle]) -> None:
        """In a fresh project, the sets and the scheme that come in take the place of its own."""
        first = next((bundle for bundle in found if bundle.sets), None)
        if first is None or not self._was_fresh:
            return
        if bundles.is_untagged(self._core.plain):
            bundles.drop_first_set(db)
            if first.scheme is not None:
                self._core.set_scheme(db, first.scheme)

    def _id(self, article: int) -> int:
        """An article's id; 0 for a new one that could not be stored any more."""
        if article > 0:
            return article
        return self._new[-article - 1] if -article <= len(self._new) else 0

    def _settled(self, found: Iterable[Duplicate]) -> Iterator[Duplicate]:
        """Duplicates with the ids of the articles that they are like."""
        for item in found:
            article = self._id(item.article)
            if article:
                yield replace(item, article=article)


class _Way:
    """The way of one bundle into the store: which of its articles are there already."""

    def __init__(self, twins: Twins | None, tally: Tally, bundle: Bundle) -> None:
        self._twins = twins
        self._tally = tally
        self._plain = not bundle.sets
        if twins is not None:
            twins.begin()

    def onto(self, article: Article) -> Carryover | None:
        """The way into an article that is there, if one is the same."""
        carry = self._twins.find(article, wholly=self._plain) if self._twins else None
        if carry is None:
            self._tally.new(article)
        elif not self._plain:
            self._tally.matched()
        return carry

    def found(self, added: Sequence[int]) -> list[int]:
        """The articles' ids in the order in which they came; those of ``added`` are new."""
        if self._twins is None:
            return list(added)
        new = iter(added)
        return [next(new) if known is None else known for known in self._twins.matched]

    def remarks(self) -> list[str]:
        """What there is to say of articles that were there."""
        return self._twins.remarks() if self._twins else []


def _require_something(found: Iterable[Bundle]) -> None:
    """Refuse bundles without anything in them, if something was left out: no set is made then."""
    refused = [s for bundle in found if bundle.receipt for s in bundle.receipt.refused]
    if refused:
        raise NothingError(" ".join(refused))


def _free_names(
    plain: sqlite3.Connection, found: Sequence[AnnotationSet], name: str | None
) -> dict[int, str]:
    """A name for each set that comes in: its own, or the one given, made free by a number."""
    taken = {
        item.name for item in sets.sets(plain) if item.locked or not sets.is_empty(plain, item.id)
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


def _silence(_done: int, _total: int, _text: str) -> None:
    """Tell nobody."""
