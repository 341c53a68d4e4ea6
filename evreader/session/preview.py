"""What an import of annotations would bring, told before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.session.tally import Remarks, Tally
from evreader.session.twins import Twins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evreader.domain.bundle import Bundle
    from evreader.session.core import Core
    from evreader.session.reading import Outcome
    from evreader.session.receipt import Report


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come in.

    Attributes:
        receipt: counts, notes and what would be refused, as the receipt of the import tells them.
        sets: the names of the annotation sets, as the files have them.
        matched: one sentence for each article that is in the project already.
        new: the titles of articles that are not.
        others: how many sources hold nothing but texts; they were not looked into.
    """

    receipt: Receipt
    sets: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    others: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing but texts, of which nobody needs to be told beforehand."""
        return not self.sets


@dataclass(slots=True)
class Previewer:
    """Walks through what was read, as an import does, and stores nothing.

    Articles that two files of one import have in common are new in both: nothing of the first one
    is there yet.
    """

    core: Core
    report: Report
    others: int = 0
    _receipt: Receipt = field(default_factory=lambda: Receipt("import"))
    _sets: list[str] = field(default_factory=list)
    _matched: list[str] = field(default_factory=list)
    _new: list[str] = field(default_factory=list)

    def run(self, outcomes: Iterable[Outcome]) -> Preview:
        """Walk through all of it.

        Raises:
            CancelledError: ``report`` raised it.
        """
        tally, remarks = Tally(self.report), Remarks()
        twins = Twins(self.core.plain)
        for outcome in outcomes:
            if outcome.bundle is None:
                self._receipt.refused.append(outcome.refusal)
                continue
            self._receipt.files.append(outcome.name)
            for bundle in (outcome.bundle, *outcome.further):
                self._walk(bundle, tally, twins)
                told = bundle.receipt or Receipt("")
                remarks.add([*twins.remarks(), *told.notes], outcome.name)
                self._receipt.losses += told.losses
                self._receipt.refused += told.refused
        remarks.add(tally.strange(self.core.scheme))
        self._receipt.notes = remarks.listed(named=len(self._receipt.files) > 1)
        self._receipt.counts = {kind: number for kind, number in tally.counts.items() if number}
        return Preview(
            self._receipt, tuple(self._sets), tuple(self._matched), tuple(self._new), self.others
        )

    def _walk(self, bundle: Bundle, tally: Tally, twins: Twins) -> None:
        twins.begin()
        for item in map(tally.note, bundle.articles):
            title = item.article.info.title
            carry = twins.find(item.article, wholly=not bundle.sets)
            if carry is None:
                tally.new(item.article)
                self._new.append(title)
                continue
            for mention in item.mentions:
                carry.mention(mention)
            tally.matched()
            here = twins.matched[-1] or 0
            self._matched.append(f"“{title}” is article {here} here.")
        tally.rest(bundle)
        self._sets += [known.name for known in bundle.sets]
