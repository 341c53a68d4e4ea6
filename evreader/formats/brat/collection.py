"""brat standoff: a folder with a text and an annotation file for each article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.errors import FormatError
from evreader.formats.brat.export import Export
from evreader.formats.brat.folder import is_annotated
from evreader.formats.brat.reading import Reading
from evreader.formats.files import whole_folder

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle, Receipt


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write a bundle to a folder: ``NNNN-title.txt`` and ``.ann``, and three configuration files.

    Raises:
        FormatError: the bundle has more than one annotation set, or the folder cannot be written.
    """
    if len(bundle.sets) > 1:
        names = ", ".join(item.name for item in bundle.sets)
        raise FormatError(f"brat holds one annotation set; choose one of {names}.")
    with whole_folder(out) as folder:
        receipt = Export(bundle, folder).run()
    receipt.files += [*folder.names]
    return receipt


def claims(path: Path) -> bool:
    """Whether a file, or a folder on sight, is of brat's; a text is with annotations beside it."""
    return is_annotated(path)


def read(path: Path) -> Bundle:
    """Read a folder of texts with annotations beside them, or one such text.

    Texts are read one at a time while ``articles`` is walked; what is wrong with one of them, or
    with a line of its annotations, is listed in the receipt and harms nothing else.

    Raises:
        FormatError: there are no annotations of brat's there.
    """
    return Reading(path).bundle()
