"""A bundle as a folder of CASes, whatever they are written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.formats.files import whole_folder
from evreader.formats.standoff import own
from evreader.formats.standoff.export import Export
from evreader.formats.uima.layers import cas_of, slot_features

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from evreader.domain.bundle import Bundle, Receipt
    from evreader.formats.uima.cas import Cas

    Encode = Callable[[Cas, Mapping[str, None]], bytes]


def write_folder(
    bundle: Bundle,
    out: Path,
    receipt: Receipt,
    *,
    ending: str,
    encode: Encode,
    besides: Callable[[Mapping[str, None]], Mapping[str, bytes]] | None = None,
) -> Receipt:
    """Write a file for each article.

    Args:
        bundle: what to write.
        out: the folder.
        receipt: what to tell of it.
        ending: of the files, with the dot.
        encode: what makes bytes of a CAS, given the slots that its deals may have.
        besides: further files, by name, given the same.

    Raises:
        FormatError: the folder cannot be written.
    """
    known = dict.fromkeys(slot.name for slot in bundle.scheme.slots) if bundle.scheme else {}
    found = dict.fromkeys(slot.name for deal in bundle.deals for slot in deal.slots)
    slots = slot_features(known | found)
    export = Export(bundle, receipt)
    with whole_folder(out) as folder:
        for document in export.documents():
            data = encode(cas_of(document, slots), slots)
            folder.write(f"{document.name}{ending}", data)
        for name, data in (besides(slots) if besides else {}).items():
            folder.write(name, data)
        receipt.files += folder.names
    # A deal across articles falls apart: each is a file.
    own.report(export, receipt, "“evreader.Kept”", carried=("info", "entity"))
    return receipt
