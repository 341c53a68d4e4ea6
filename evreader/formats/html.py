"""Web pages on their way in: one saved page, its main text marked, the rest folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.formats.contents import contents_of, kind_of, misfit
from evreader.formats.web_page.page import read_page

if TYPE_CHECKING:
    from pathlib import Path

# A saved page may be a fragment, or XHTML, or in an encoding that the first look does not know.
_TAKEN = frozenset({"html", "xml", "text", ""})


def read(path: Path) -> Bundle:
    """Read one page as one article without links.

    Raises:
        InputError: the file is missing, too large, holds no text, or is no page.
    """
    data = contents_of(path)
    holding = kind_of(data)
    if holding not in _TAKEN or (not holding and b"<" not in data):
        raise misfit(holding, path.name, "a web page")
    return Bundle(articles=(AnnotatedArticle(read_page(data, name=path.name)),))
