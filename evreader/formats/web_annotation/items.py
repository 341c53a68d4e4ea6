"""Annotations in JSON-LD, wherever a file keeps them, and what each of them says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from evreader.formats.standoff import own
from evreader.formats.standoff.records import in_words, mapping, objects, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from evreader.domain.bundle import Receipt

CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {own.KEY: {"@id": f"urn:{own.KEY}:kept", "@type": "@json"}},
]
"""What a file's terms mean: those of the model, and our own key, whose value is plain JSON."""

_HOLDERS = ("items", "@graph", "annotations", "rows", "first", "resources")
_ABOUT = ("target", "hasTarget", "on")
_TAGS = ("tagging", "classifying")
_PATHS = frozenset({"XPathSelector", "CssSelector"})
_DEEPEST = 20
# Files of the model's forerunner, Open Annotation, write terms with the prefix of their vocabulary.
_PREFIX = re.compile(r"^(?:oa|cnt|as|dc|dcterms|rdf|rdfs):(?=\w)")
_CHARACTERS = re.compile(r"char=(\d{1,12}),(\d{1,12})(?:;.*)?", re.ASCII)  # RFC 5147


class Selection(NamedTuple):
    """What selectors say of one place; what they do not say is None or empty.

    ``is_nested`` tells that the position counts from the beginning of some part, ``path`` where in
    the markup of a page it is.
    """

    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    is_nested: bool = False
    path: str = ""


class Target(NamedTuple):
    """What an annotation is about: a source, or a part of it in one or several pieces."""

    source: str
    pieces: tuple[Selection, ...]
    text: str = ""


class Said(NamedTuple):
    """What the bodies of an annotation say: its tags, and the rest by purpose."""

    tags: tuple[str, ...]
    rest: Mapping[str, str]


def items_of(
    records: Sequence[Mapping[str, Any]], path: Path, receipt: Receipt
) -> list[dict[str, Any]]:
    """The annotations of a file's records: pages, collections, graphs, or annotations themselves.

    Pages that are somewhere else are listed in the receipt.
    """
    found: list[dict[str, Any]] = []
    _collect([_plainly_named(record, 0) for record in records], found, 0)
    pages = [page for record in records for page in _addresses(record)]
    if pages:
        receipt.refused.append(
            f"“{path.name}” names annotations, or pages of them, that are not in it, as "
            f"{pages[0]:.100}."
        )
    return found


def motivation(item: Mapping[str, Any]) -> str:
    """The first thing an annotation says it is for."""
    value = item.get("motivation") or item.get("motivatedBy") or ""
    return _term(value)


def _term(value: object) -> str:
    """A term of the model, the first of several, without the vocabulary it is from."""
    first = value[0] if isinstance(value, list) and value else value
    name = key_of(first) if isinstance(first, dict) else in_words(first)
    return re.split(r"[:/#]", name)[-1]


def key_of(item: Mapping[str, Any]) -> str:
    """An annotation's id."""
    return in_words(item.get("id") or item.get("@id"))


def targets_of(item: Mapping[str, Any]) -> list[Target]:
    """What an annotation is about, one by one; the parts of a composite belong together."""
    value = item.get("target", item.get("hasTarget", item.get("on")))
    found: list[Target] = []
    for one in value if isinstance(value, list) else [value]:
        found += _targets(one)
    if not found and "uri" in item:
        found.append(Target(in_words(item["uri"]), tuple(_ranges(item))))
    return found


def said_by(item: Mapping[str, Any]) -> Said:
    """What an annotation's bodies say."""
    default = motivation(item)
    given = item.get("tags")
    tags = [in_words(tag) for tag in given if tag] if isinstance(given, list) else []
    rest: dict[str, str] = {}
    for body in filter(None, _bodies(item)):
        purpose, text = _body(body, default)
        if not text:
            continue
        if purpose in _TAGS:
            tags.append(text)
        else:
            rest[purpose] = f"{rest[purpose]}; {text}" if purpose in rest else text
    return Said(tuple(tags), rest)


def creator(item: Mapping[str, Any]) -> str:
    """Who made an annotation, as far as it says."""
    of_target = mapping(item.get("target")).get("creator", "")  # where Recogito keeps it
    who = item.get("creator", item.get("annotatedBy", item.get("user", of_target)))
    first: object = who[0] if isinstance(who, list) and who else who
    named = mapping(first)
    name: object = named.get("name") or named.get("nickname") or named.get("label")
    return in_words((name or key_of(named)) if named else first).removeprefix("acct:")


def title_of(item: Mapping[str, Any]) -> str:
    """What the document is called that an annotation is of; Hypothesis notes it."""
    title = mapping(item.get("document")).get("title")
    return in_words(title[0] if isinstance(title, list) and title else title).strip()


def linked_bodies(item: Mapping[str, Any]) -> list[str]:
    """What an annotation's bodies are called that are things of their own, as other annotations."""
    found = [one if isinstance(one, str) else _resource(one)[0] for one in _bodies(item) if one]
    return [name for name in found if name]


def _plainly_named(value: object, depth: int) -> object:
    """The same with terms as the model has them now."""
    if depth > _DEEPEST * 4:
        return value
    if isinstance(value, list):
        return [_plainly_named(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {
            _PREFIX.sub("", key, count=1): one if key == own.KEY else _plainly_named(one, depth + 1)
            for key, one in value.items()
        }
    return value


def _collect(value: object, found: list[dict[str, Any]], depth: int) -> None:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            _collect(one, found, depth + 1)
    elif isinstance(value, dict):
        if any(name in value for name in _ABOUT) or ("ranges" in value and "uri" in value):
            found.append(value)
            return
        for name in _HOLDERS:
            _collect(value.get(name), found, depth + 1)


def _addresses(value: Mapping[str, Any]) -> list[str]:
    """Pages of a collection that it only names, and annotations of a page."""
    first, items = value.get("first"), value.get("items")
    named = [first, value.get("next"), *(items if isinstance(items, list) else ())]
    inner = _addresses(first) if isinstance(first, dict) else []
    return [page for page in named if isinstance(page, str)] + inner


def _targets(value: object) -> list[Target]:
    if isinstance(value, str):
        address, _, fragment = value.partition("#")
        part = _plainly({"value": fragment})
        return [Target(address, (part,)) if part.start is not None else Target(value, ())]
    if not isinstance(value, dict):
        return []
    if isinstance(value.get("items"), list) or isinstance(value.get("members"), list):
        parts = value.get("items") or value.get("members") or []
        inner = [target for one in parts for target in _targets(one)]
        if value.get("type") != "Composite" or len({target.source for target in inner}) != 1:
            return inner
        pieces = tuple(piece for target in inner for piece in target.pieces)
        return [Target(inner[0].source, pieces, inner[0].text)]
    source = value.get("source", value.get("hasSource", value))
    name, text = _resource(source)
    selector = value.get("selector", value.get("hasSelector"))
    return [Target(name, _pieces(selector), text)]


def _ranges(item: Mapping[str, Any]) -> Iterator[Selection]:
    """The pieces of an annotation as annotator.js keeps it: its quote is that of all of them."""
    quote = in_words(item.get("quote") or "")
    for number, one in enumerate(objects(item.get("ranges"))):
        ends = {f"{name}Container": one.get(name, "") for name in ("start", "end")}
        path = _path({**one, **ends}, "RangeSelector")
        if number == 0 or not quote:
            yield Selection(exact=quote, path=path)


def _resource(source: object) -> tuple[str, str]:
    """What a source is called, and its text if it stands right there."""
    entry = mapping(source)
    if not entry:
        first = source[0] if isinstance(source, list) and source else source
        return in_words(first or ""), ""
    text = entry.get("value", entry.get("chars", ""))
    return key_of(entry), text if isinstance(text, str) else ""


def _pieces(value: object) -> tuple[Selection, ...]:
    """What selectors select: each the same place in its own way, but those of Recogito a part."""
    selectors = objects(value)
    parts = [selector for selector in selectors if "quote" in selector]
    if parts or not selectors:
        return tuple(_selected(part, 0) for part in parts)
    found = Selection()
    for selector in selectors:
        found = _joined(found, _selected(selector, 0))
    return (found,)


def _joined(one: Selection, other: Selection) -> Selection:
    """Two selectors as one: what the first does not say, the second does."""
    if one.start is None:
        one = one._replace(start=other.start, end=other.end, is_nested=other.is_nested)
    if not one.exact:
        one = one._replace(exact=other.exact, prefix=other.prefix, suffix=other.suffix)
    return one._replace(path=one.path or other.path)


def _selected(selector: Mapping[str, Any], depth: int) -> Selection:
    """What a selector says; what refines it says it more closely."""
    found = _plainly(selector)
    if depth >= _DEEPEST:
        return found
    for inner in objects(selector.get("refinedBy")):
        found = _refined(found, _selected(inner, depth + 1))
    for alternative in objects(selector.get("items", selector.get("item"))):
        found = _joined(found, _selected(alternative, depth + 1))
    return found


def _plainly(selector: Mapping[str, Any]) -> Selection:
    """What a selector says by itself."""
    # Recogito calls the quote so, and has the position right beside.
    quote = selector.get("exact", selector.get("quote"))
    if quote is not None:
        return Selection(
            in_words(quote),
            in_words(selector.get("prefix")),
            in_words(selector.get("suffix")),
            whole_number(selector.get("start")),
            whole_number(selector.get("end")),
            is_nested="offsetReference" in selector,  # it counts from there, as from a page
        )
    kind = _term(selector.get("type") or selector.get("@type"))
    if kind in {"TextPositionSelector", ""} and "start" in selector:
        start, end = whole_number(selector.get("start")), whole_number(selector.get("end"))
        return Selection(start=start, end=end)
    characters = _CHARACTERS.fullmatch(in_words(selector.get("value")))
    if characters is not None:
        return Selection(start=int(characters[1]), end=int(characters[2]))
    return Selection(path=_path(selector, kind))


def _path(selector: Mapping[str, Any], kind: str) -> str:
    """Where in a page's markup a place is; nothing for parts of pictures and the like."""
    if kind in _PATHS:
        return in_words(selector.get("value"))
    ends = []
    for name in ("start", "end") if kind == "RangeSelector" else ():
        inner = objects(selector.get(f"{name}Selector"))
        path = selector.get(f"{name}Container", _selected(inner[0], 1).path if inner else "")
        at = in_words(selector.get(f"{name}Offset"))
        ends.append(f"{in_words(path)} {at}".strip())
    return " – ".join(filter(None, ends))


def _refined(outer: Selection, inner: Selection) -> Selection:
    """A part of a selection: its position counts from where the outer one begins."""
    if inner.exact or inner.start is None or inner.end is None:
        return inner._replace(is_nested=True)
    if outer.exact:
        part, (start, end) = outer.exact, (inner.start, inner.end)
        return Selection(part[start:end], outer.prefix + part[:start], part[end:] + outer.suffix)
    if outer.start is not None and not outer.is_nested:
        start = outer.start
        return inner._replace(start=start + inner.start, end=start + inner.end)
    return inner._replace(is_nested=True)


def _bodies(item: Mapping[str, Any]) -> Iterator[object]:
    value = item.get("body", item.get("hasBody", item.get("bodies")))
    for one in value if isinstance(value, list) else [value]:
        inner = mapping(one).get("items")
        # Of a choice, the first is what to take by default.
        yield inner[0] if isinstance(inner, list) and inner else one
    yield item.get("bodyValue")
    if "uri" in item:
        yield {"purpose": "commenting", "value": item.get("text")}


def _body(body: object, default: str) -> tuple[str, str]:
    """The purpose of a body and what it says."""
    if isinstance(body, str):
        is_address = "://" in body[:12]
        return ("link" if is_address and default not in _TAGS else default or "comment"), body
    entry = mapping(body)
    kinds = entry.get("type", entry.get("@type"))
    is_tag = any(_term(kind) == "Tag" for kind in (kinds if isinstance(kinds, list) else [kinds]))
    purpose = "tagging" if is_tag else _term(entry.get("purpose", entry.get("hasPurpose", default)))
    source = entry.get("source", entry)
    text = entry.get("value", entry.get("chars", entry.get("label", mapping(source).get("label"))))
    if text is None:
        return purpose or "link", _resource(source)[0]
    return purpose or "comment", in_words(text)
