"""XML of documents from elsewhere, as trees: nothing is fetched, expanded or nested without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element


def tree_of(data: bytes, shown: str) -> _Element:
    """The root of an XML document.

    libxml2 itself stops at 256 levels, and at entities that grow; what declares entities is refused
    even so, since no document format needs any.

    Args:
        data: the document.
        shown: what the message calls it: ``“a.docx”``.

    Raises:
        InputError: it is not well-formed, nested too deep, or declares entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{shown} is damaged inside ({_short(error)}); save it anew.") from error
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise InputError(f"{shown} declares XML entities, which no document needs; save it anew.")
    return root


def _short(error: Exception) -> str:
    return str(error).split(", line", 1)[0].rstrip(".") or "no XML"
