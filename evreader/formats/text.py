"""Plain text on its way in: one article in any mixture of the two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.formats.prose import read_file

if TYPE_CHECKING:
    from pathlib import Path

    from evreader.domain.bundle import Bundle


def read(path: Path) -> Bundle:
    """Read one file as one article.

    Raises:
        InputError: the file is missing, too large, empty, or not a text.
    """
    return read_file(path, markdown=False)
