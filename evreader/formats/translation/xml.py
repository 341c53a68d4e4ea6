"""XML of translation tools, read piece by piece: nothing is fetched, expanded or nested deep."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from evreader.errors import InputError
from evreader.formats.contents import contents_of
from evreader.formats.encoding import decode_page
from evreader.formats.translation.mending import mended

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from lxml import etree
    from lxml.etree import _Element, _LogEntry

    from evreader.formats.translation.intake import Notes

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_LARGEST_MB = 200
# What the parser finds fault with where a prefix was not declared; it reads on.
_NAMESPACE = "NAMESPACE"
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
# A line break of the file's own layout: what stands behind it is indented.
_LAYOUT = re.compile(r"[ \t]*(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))*(?:\t|  )[ \t]*")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def name_of(element: _Element) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: _Element, *names: str) -> str:
    """The first of these attributes that the element has, whatever their namespaces."""
    for name in names:
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == name:
                return str(value)
    return ""


def is_preserved(element: _Element | None) -> bool:
    """Whether white space in an element is text, as it or what encloses it says."""
    while element is not None:
        if element.get(SPACE):
            return bool(element.get(SPACE) == "preserve")
        element = element.getparent()
    return False


class Broken(Exception):  # noqa: N818 - not for the user: the reader makes a sentence of it
    """The XML ends, or stops being XML, in the middle."""


def elements(
    path: Path, wanted: Collection[str], notes: Notes, *, root: str, kept: Collection[str] = ()
) -> Iterator[tuple[str, _Element]]:
    """Each wanted element of a file as ``("start" or "end", element)``; emptied after its end.

    Args:
        path: the file.
        wanted: local names.
        notes: where to note what had to be mended before it was XML.
        root: the local name that the outermost element must have.
        kept: those of them that are not emptied, because something around them is wanted too.

    Raises:
        InputError: the file cannot be read, or its outermost element is another.
        Broken: it is not well-formed from here on.
    """
    from lxml import etree

    data, places = mended(_readable(contents_of(path, largest_mb=_LARGEST_MB)))
    notes.mended += places
    parser = _parser(data)
    is_first = True
    try:
        for event, element in parser:
            if is_first:
                _check(element, root, path.name)
                is_first = False
            if name_of(element) in wanted:
                yield event, element
                if event == "end" and name_of(element) not in kept:
                    _forget(element)
    except etree.XMLSyntaxError as error:
        faults = [entry for entry in parser.error_log if entry.domain_name != _NAMESPACE]
        if faults:  # else all of it was read
            raise Broken(_told(faults[0])) from error


def _parser(data: bytes) -> etree.iterparse[tuple[str, _Element]]:
    from lxml import etree

    return etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _told(fault: _LogEntry) -> str:
    return f"{fault.message.rstrip('.')}, line {fault.line}, column {fault.column}"


def _check(element: _Element, root: str, name: str) -> None:
    if name_of(element).lower() != root:
        raise InputError(
            f"“{name}” is no {root.upper()} file: it begins with <{name_of(element)}>."
        )
    internal = element.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise InputError(f"“{name}” declares XML entities, which no such file needs; save it anew.")


def _forget(element: _Element) -> None:
    """Free what was read, so that a large memory does not stand in memory whole."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _readable(data: bytes) -> bytes:
    """The bytes as an XML parser takes them: some files declare what they are not written in."""
    declared = _DECLARED.match(data)
    encoding = declared[1].decode() if declared else "utf-8"
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        text = decode_page(data)
    else:
        if declared or not data[:1].isspace():
            return data
        text = data.decode(encoding)
    return _DECLARATION.sub("", text.lstrip("\ufeff\r\n\t "), count=1).encode()


def unwrapped(text: str, *, preserve: bool = False) -> str:
    """A text without the file's own layout: indented lines become one, ends are trimmed."""
    if preserve:
        return text
    parts = _LAYOUT.split(text.strip())
    whole = parts[0]
    for part in parts[1:]:
        joint = "" if _HAN.match(whole[-1:]) and _HAN.match(part[:1]) else " "
        whole += joint + part
    return whole
