"""The markup of a page as a tree, within bounds: hostile pages end here in a plain sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evreader.errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The largest pages of news sites have 10,000 elements, saved pages 10 MB of pictures. A book in one
# file has more, but nothing is looked for in it.
_LARGEST_MB = 20
_MOST_TAGS, _MOST_IN_BOOK = 30_000, 500_000
# The parser compares each attribute with all others of its tag.
_LONGEST_TAG = 8_000

_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100}base64,[A-Za-z0-9+/=%]*")
# Entities that a page declares for itself; browsers know none either, but the rest would show.
_ENTITIES = re.compile(r"(?<=<!DOCTYPE html)\s[^>\[]*+\[[^\]]*+\](?=\s*+>)", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z](?:[^\"'>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+|[\"'])*+")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def parsed(markup: str, name: str, *, whole: bool = False) -> HtmlElement:
    """The root element of a page; nothing it refers to is loaded, no entity of its own expanded.

    Args:
        markup: the page, decoded.
        name: what messages call it.
        whole: nothing will be looked for in it, so that it may be as large as a book.

    Raises:
        InputError: there is no markup in it, or it is too large, or nested too deeply.
    """
    from lxml import html
    from lxml.etree import LxmlError

    markup = _EMBEDDED.sub("data:", markup.replace("\x00", ""))
    markup = _ENTITIES.sub("", markup, count=1)
    if len(markup) > _LARGEST_MB * 2**20:
        raise InputError(
            f"“{name}” is larger than {_LARGEST_MB} MB without its pictures; "
            f"save the article's text alone and import that."
        )
    _check_tags(markup, name, _MOST_IN_BOOK if whole else _MOST_TAGS)
    # 256 levels are the parser's own limit; beyond it the page would be cut off in silence.
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except LxmlError:
        raise InputError(f"“{name}” holds no text; nothing was imported.") from None
    if any("depth" in error.message for error in parser.error_log.filter_from_errors()):
        raise InputError(
            f"“{name}” is nested too deeply to be a page of news; "
            f"save the article's text alone and import that."
        )
    return root


def _check_tags(markup: str, name: str, most: int) -> None:
    for number, tag in enumerate(_TAG.finditer(markup), 1):
        if number > most:
            raise InputError(
                f"“{name}” has more than {most:,} elements, too many for an article; "
                f"save the article's text alone and import that."
            )
        if tag.end() - tag.start() > _LONGEST_TAG and len(_QUOTED.sub("", tag[0])) > _LONGEST_TAG:
            raise InputError(f"“{name}” has a tag of thousands of attributes; it is no page.")
