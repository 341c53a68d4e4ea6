"""A file of evreader's own format on its way in: its small records first, then its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evreader.domain.bundle import Bundle, Receipt
from evreader.domain.portion import Portions
from evreader.errors import FormatError
from evreader.formats.jsonl.articles import KINDS_OF_IDS, Articles
from evreader.formats.jsonl.fields import RecordError
from evreader.formats.jsonl.lines import Part, line_error, lines_of, may_be_article, record_of
from evreader.formats.jsonl.rebuilder import Rebuilder
from evreader.formats.jsonl.records import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from evreader.domain.bundle import AnnotatedArticle
    from evreader.domain.portion import Portion
    from evreader.formats.jsonl.articles import Rest, Seen

# Articles of a part: so few that none is waited for, so many that handing them over costs little.
_TOGETHER = 25


def head(path: Path) -> Mapping[str, Any]:
    """What the first line of a file says.

    Raises:
        FormatError: it is not a file of this format, or of a later one.
    """
    first = next(lines_of(path), (1, 0, b""))
    _check_header(path, first)
    return record_of(path, first[0], first[2])


class Reading:
    """What is read of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._receipt = Receipt("jsonl")
        self._rebuilder = Rebuilder()
        self._starts: list[tuple[int, int]] = []
        self._seen: Seen = {kind: set() for kind in KINDS_OF_IDS}

    def bundle(self) -> Bundle:
        """The bundle; its articles are read while they are walked.

        Raises:
            FormatError: the file is none of this format, from a later evreader, or unreadable.
        """
        articles = self._take_small()
        rebuilder = self._rebuilder
        self._receipt.refused += _shortage(self._path, rebuilder, articles)
        self._articles = Articles(self._path, rebuilder.sets, rebuilder.entities)
        starts = self._starts
        ends = [*(at for _, at in starts[1:]), -1]  # one too many where there are no articles
        self._parts = [Part(*start, end) for start, end in zip(starts, ends, strict=False)]
        return Bundle(
            scheme=rebuilder.scheme,
            sets=tuple(rebuilder.sets.values()),
            entities=tuple(rebuilder.entities.values()),
            articles=Portions(self._articles.read, self._parts, self._through),
            deals=rebuilder.deals,
            receipt=self._receipt,
        )

    def _take_small(self) -> int:
        """Take all records that are no articles, and note where those begin; how many there are."""
        articles = 0
        lines = lines_of(self._path)
        _check_header(self._path, next(lines, (1, 0, b"")))
        for number, at, line in lines:
            if may_be_article(line, ours=True) or self._is_article(number, line):
                if not articles % _TOGETHER:
                    self._starts.append((number, at))
                articles += 1
        return articles

    def _is_article(self, number: int, line: bytes) -> bool:
        """Whether a line is an article that another program wrote; anything else is taken."""
        try:
            record = record_of(self._path, number, line)
        except FormatError as fault:
            self._receipt.refused.append(str(fault))
            return False
        if record.get("record") == "article":
            return True
        try:
            self._rebuilder.take(number, record)
        except RecordError as fault:
            self._rebuilder.faults.append((number, str(fault)))
        return False

    def _through(self, portions: Iterable[Portion[Rest]]) -> Iterator[AnnotatedArticle]:
        """The articles of parts that were read, in this process or in others."""
        rebuilder, receipt = self._rebuilder, self._receipt
        for part, portion in zip(self._parts, portions, strict=True):
            known = self._once(part, portion)
            receipt.refused += known.rest.refused
            rebuilder.faults += known.rest.faults
            for item in known.articles:
                rebuilder.meet(item)
                yield item
        rebuilder.settle()
        receipt.refused += [str(line_error(self._path, *fault)) for fault in rebuilder.faults]

    def _once(self, part: Part, portion: Portion[Rest]) -> Portion[Rest]:
        """A portion without what has an id that stood before."""
        seen, found = self._seen, portion.rest.seen
        if any(not seen[kind].isdisjoint(found[kind]) for kind in KINDS_OF_IDS):
            return self._articles.read(part, seen)  # it says which, and adds the new ones
        for kind in KINDS_OF_IDS:
            seen[kind] |= found[kind]
        return portion


def _check_header(path: Path, first: tuple[int, int, bytes]) -> None:
    number, _, line = first
    head = record_of(path, number, line) if line.lstrip().startswith(b"{") else {}
    version = head.get("evreader")
    if type(version) is not int or version < 1:
        raise FormatError(f"{path.name} is not an evreader file: its first line does not say so.")
    if version > VERSION:
        raise FormatError(
            f"{path.name} is from a later evreader (its format is {version}, this program knows "
            f"{VERSION}); update evreader to read it."
        )


def _shortage(path: Path, rebuilder: Rebuilder, articles: int) -> Iterator[str]:
    """What of the file is missing by its own account."""
    if rebuilder.end is None:
        yield (
            f"{path.name} is cut short: its last line, which counts all, is missing; what is whole "
            f"came in."
        )
        return
    for kind, number in (("articles", articles), ("deals", len(rebuilder.deals))):
        if rebuilder.end[kind] != number:
            yield (
                f"{path.name} is not whole: it should have {rebuilder.end[kind]} {kind} "
                f"and has {number}."
            )
