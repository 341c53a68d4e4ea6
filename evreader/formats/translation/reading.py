"""Files of translation tools, from the first unit to the last whole one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from evreader.errors import InputError
from evreader.formats.translation.intake import bundle_of
from evreader.formats.translation.xml import Broken

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lxml.etree import _Element

    from evreader.domain.bundle import Bundle, Receipt
    from evreader.formats.translation.intake import Draft, Notes


class Taker(Protocol):
    """Makes drafts of articles out of the elements of a file."""

    def drafts(self) -> Iterable[Draft]:
        """The articles so far."""
        ...

    def take(self, event: str, element: _Element) -> None:
        """Take in the ``"start"`` or the ``"end"`` of an element."""
        ...


def read_units(
    path: Path,
    elements: Iterable[tuple[str, _Element]],
    taker: Taker,
    notes: Notes,
    *,
    receipt: Receipt,
) -> Bundle:
    """Hand the elements of a file to a taker, and put together what it made of them.

    Args:
        path: the file.
        elements: what ``xml.elements`` finds in it.
        taker: who makes articles of them.
        notes: what it noted on the way.
        receipt: the receipt of the import.

    Raises:
        InputError: the file is missing, of another kind, or holds no English or Chinese text.
    """
    try:
        for event, element in elements:
            taker.take(event, element)
    except Broken as error:
        if _is_empty(taker):
            raise InputError(f"“{path.name}” is damaged ({error}); save it anew.") from error
        receipt.refused.append(
            f"“{path.name}” is damaged ({error}); what stands before that came in."
        )
    if _is_empty(taker):
        found = ", ".join(sorted(notes.languages)) or "no segment at all"
        raise InputError(f"“{path.name}” holds no English or Chinese text; it has {found}.")
    notes.report(receipt)
    receipt.files.append(path.name)
    return bundle_of(taker.drafts(), receipt, set_name=path.stem)


def _is_empty(taker: Taker) -> bool:
    return all(draft.is_empty for draft in taker.drafts())
