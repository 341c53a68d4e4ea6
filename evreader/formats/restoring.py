"""Reading an export together with what evreader kept beside it.

What is unchanged since evreader wrote it is read from its companion, which holds all. What somebody
changed is merged: only the changes are done to what was kept.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.domain.reimport import merged
from evreader.errors import FormatError
from evreader.formats import jsonl, registry
from evreader.formats.companion import companion_of

if TYPE_CHECKING:
    from evreader.domain.bundle import Bundle
    from evreader.formats.companion import Companion


def companion_for(path: Path, format_name: str = "auto") -> Companion | None:
    """The companion from which a file or folder of this format can be restored, if it has one."""
    beside = companion_of(path)
    if beside is None or format_name not in {"auto", beside.format}:
        return None
    known = next((item for item in registry.formats() if item.name == beside.format), None)
    return beside if known is not None and known.returns else None


def restored(path: Path, beside: Companion) -> list[Bundle]:
    """All that was exported, with what was changed in the file or folder since.

    Behind it, if there are any, articles that the export did not have, in a bundle of their own.

    Raises:
        FormatError: the file or what is kept beside it cannot be read.
    """
    try:
        kept = jsonl.read(beside.path)
    except FormatError as error:
        return [_alone(path, beside, str(error))]
    if kept.receipt is not None and kept.receipt.refused:
        return [_alone(path, beside, kept.receipt.refused[0])]
    kept = replace(kept, linked=True)
    if beside.is_current:
        return [noted(kept, beside.format, f"{path.name} was restored from {beside.path.name}.")]
    return _merged(path, beside, kept)


def noted(bundle: Bundle, format_name: str, sentence: str) -> Bundle:
    """The bundle, with a sentence more in its receipt."""
    receipt = bundle.receipt or Receipt(format_name)
    receipt.notes.insert(0, sentence)
    return replace(bundle, receipt=receipt)


def _alone(path: Path, beside: Companion, reason: str) -> Bundle:
    note = f"{beside.path.name} cannot be used, so {path.name} was read alone: {reason}"
    return noted(registry.reader(beside.format)(path), beside.format, note)


def _merged(path: Path, beside: Companion, kept: Bundle) -> list[Bundle]:
    kept = _in_the_hand(kept)
    sets = [item.id for item in kept.sets if item.name in beside.sets]
    read, write = registry.reader(beside.format), registry.writer(beside.format)
    with TemporaryDirectory(prefix="evreader-") as folder:
        again = Path(folder, path.name)
        write(_of_sets(kept, frozenset(sets)), again, **beside.options)
        base = _in_the_hand(read(again))
    theirs = _in_the_hand(read(path))
    receipt = theirs.receipt or Receipt(beside.format)
    found = merged(kept, base, theirs, receipt, sets=sets)
    sentence = (
        f"{path.name} was changed since evreader wrote it; the changes were made in what "
        f"{beside.path.name} keeps."
    )
    whole = replace(found[0], receipt=receipt, linked=True)
    others = (replace(bundle, receipt=None) for bundle in found[1:])
    return [noted(whole, beside.format, sentence), *others]


def _of_sets(bundle: Bundle, sets: frozenset[int]) -> Bundle:
    """The bundle without other annotation sets."""
    return replace(
        bundle,
        sets=tuple(item for item in bundle.sets if item.id in sets),
        articles=[
            replace(item, mentions=tuple(m for m in item.mentions if m.set in sets))
            for item in bundle.articles
        ],
        deals=[deal for deal in bundle.deals if deal.set in sets],
    )


def _in_the_hand(bundle: Bundle) -> Bundle:
    """The bundle with its articles read, and so all its deals too."""
    articles = tuple(bundle.articles)
    return replace(bundle, articles=articles, deals=tuple(bundle.deals))
