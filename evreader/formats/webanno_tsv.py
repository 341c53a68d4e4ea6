"""WebAnno TSV 3.3: a file for each article, one token a line, layers in columns."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.formats.files import whole_folder
from evreader.formats.standoff import own
from evreader.formats.standoff.export import Export
from evreader.formats.standoff.tokens import Flat, checked_grain, cut_at, sentences_of, tokens_of
from evreader.formats.standoff.units import offsets_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from evreader.domain.article import Span
    from evreader.domain.bundle import Bundle
    from evreader.formats.standoff.document import Document, Frame, Mark
    from evreader.formats.standoff.tokens import Grain

_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
_DEAL, _LINK = "webanno.custom.Deal", "webanno.custom.DealRolesLink"
_NOTHING, _EMPTY = "_", "*"
# What means something in a cell: brackets, bars, arrows, the two signs for nothing.
_SIGNS = re.compile(r"->|[\\\[\]|_;*]")
_BREAKS = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}
_RESERVED = frozenset({"begin", "end", "sofa", "type", "id", "roles", "dealType"})
_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def write(bundle: Bundle, out: Path, *, tokens: str = "character") -> Receipt:
    """Write a folder with a file for each article.

    A mention is a named entity from its first to its last character; a deal is a span of a layer
    of its own, whose roles point at named entities. Marks cut tokens where they begin or end.

    Args:
        bundle: what to write.
        out: the folder.
        tokens: of Chinese text, each ``character`` or each ``word``.

    Raises:
        FormatError: the folder cannot be written, or the option has no such value.
    """
    grain = checked_grain(tokens)
    receipt = Receipt("webanno-tsv")
    export = Export(bundle, receipt)
    slots = list(dict.fromkeys(slot.name for deal in bundle.deals for slot in deal.slots))
    told = [name for name in slots if _FEATURE.fullmatch(name) and name not in _RESERVED]
    lost = {"attributes": 0, "pieces": 0, "slots": 0, "roles": 0}
    with whole_folder(out) as folder:
        for document in export.documents():
            page = _Page(document, told, grain)
            folder.write(f"{document.name}.tsv", "\n".join((*page.lines(), "")).encode())
            _count(document, told, lost)
        receipt.files += folder.names
    export.report()
    sentences = {
        "Mentions and deals whose attributes and maker are left out: {}.": lost["attributes"],
        "Mentions in several fragments, now from the first to the last: {}.": lost["pieces"],
        "Slots of deals whose names no feature can have: {}.": lost["slots"],
        "Roles that another deal fills, left out: {}.": lost["roles"],
    }
    receipt.losses += [text.format(number) for text, number in sentences.items() if number]
    return receipt


def _count(document: Document, slots: Sequence[str], lost: dict[str, int]) -> None:
    """Add what the columns do not hold of a document."""
    triggers = {frame.trigger for frame in document.frames}
    for mark in document.marks:
        lost["attributes"] += bool(mark.attributes) or mark.origin != "user"
        lost["pieces"] += len(mark.stretches) > 1
    for frame in document.frames:
        lost["slots"] += sum(name not in slots for name in frame.slots)
        lost["roles"] += sum(argument.mark in triggers for argument in frame.arguments)


class _Page:
    """One article: its tokens, and which marks are on each."""

    def __init__(self, document: Document, slots: Sequence[str], grain: Grain) -> None:
        self._document = document
        self._slots = slots
        flat = [Flat(*own.hull(mark), mark.type) for mark in document.marks]
        self._sentences = [
            (sentence, list(cut_at(tokens_of(document.text, sentence, grain), flat)))
            for sentence in sentences_of(document, [])
        ]
        self._frames = {frame.trigger: frame for frame in document.frames}
        self._numbers = {mark.key: n for n, mark in enumerate(document.marks, 1)}
        self._first: dict[str, str] = {}
        self._on = self._marked()

    def lines(self) -> Iterator[str]:
        """The file, line by line."""
        roles = f"ROLE_{_DEAL}:roles_{_LINK}|{_ENTITY}"
        yield "#FORMAT=WebAnno TSV 3.3"
        yield f"#T_SP={_ENTITY}|identifier|value"
        yield f"#T_SP={'|'.join((_DEAL, *self._slots, 'dealType', roles))}"
        yield ""
        text = self._document.text
        at = offsets_in(text, "UTF-16 units")
        number = 0
        for _, tokens in self._sentences:
            if not tokens:
                continue
            number += 1
            yield ""
            for line in text[tokens[0].start : tokens[-1].end].split("\n"):
                yield f"#Text={_line(line)}"
            for place, token in enumerate(tokens, 1):
                form = _line(text[token.start : token.end])
                where = f"{at(token.start)}-{at(token.end)}"
                cells = self._cells(self._on.get(token.start, []))
                yield "\t".join((f"{number}-{place}", where, form, *cells, ""))

    def _marked(self) -> dict[int, list[Mark]]:
        """The marks on each token, by where it begins; notes each mark's first token."""
        names: dict[int, str] = {}
        tokens: list[Span] = []
        for number, (_, found) in enumerate((s for s in self._sentences if s[1]), 1):
            names.update({t.start: f"{number}-{n}" for n, t in enumerate(found, 1)})
            tokens += found
        on: dict[int, list[Mark]] = {}
        for mark in self._document.marks:
            start, end = own.hull(mark)
            first, last = bisect_left(tokens, (start,)), bisect_left(tokens, (end,))
            for token in tokens[first:last]:
                self._first.setdefault(mark.key, names[token.start])
                on.setdefault(token.start, []).append(mark)
        return on

    def _cells(self, marks: Sequence[Mark]) -> list[str]:
        entities = [mark for mark in marks if mark.key not in self._frames]
        deals = [self._frames[mark.key] for mark in marks if mark.key in self._frames]
        identifiers = [str(m.entity.id) if m.entity else "" for m in entities]
        cells = [
            self._stacked([m.key for m in entities], identifiers),
            self._stacked([m.key for m in entities], [m.type for m in entities]),
        ]
        keys = [deal.trigger for deal in deals]
        cells += [
            self._stacked(keys, [d.slots.get(name, "") for d in deals]) for name in self._slots
        ]
        cells.append(self._stacked(keys, [deal.type for deal in deals]))
        links = [self._links(deal) for deal in deals]
        roles = self._joined(keys, [roles for roles, _ in links])
        # A number here is the filler's: INCEpTION takes the last one for that, whosever it is.
        targets = "|".join(targets for _, targets in links) or _NOTHING
        return [*cells, roles, targets]

    def _links(self, deal: Frame) -> tuple[str, str]:
        """The roles of a deal, and the named entities that fill them."""
        found = [a for a in deal.arguments if a.mark in self._first and a.mark not in self._frames]
        roles = ";".join(_escaped(argument.role) for argument in found)
        targets = ";".join(f"{self._first[a.mark]}[{self._numbers[a.mark]}]" for a in found)
        return roles or _NOTHING, targets or _EMPTY

    def _stacked(self, keys: Sequence[str], values: Sequence[str]) -> str:
        return self._joined(keys, [_escaped(value) if value else _EMPTY for value in values])

    def _joined(self, keys: Sequence[str], values: Sequence[str]) -> str:
        numbered = (f"{v}[{self._numbers[k]}]" for k, v in zip(keys, values, strict=True))
        return "|".join(numbered) or _NOTHING


def _line(text: str) -> str:
    """Text with what would end a cell or a line written otherwise."""
    return _broken(text.replace("\\", "\\\\"), _BREAKS)


def _escaped(value: str) -> str:
    return _broken(_SIGNS.sub(lambda match: f"\\{match[0]}", value), _BREAKS)


def _broken(text: str, signs: Mapping[str, str]) -> str:
    for sign, written in signs.items():
        text = text.replace(sign, written)
    return text
