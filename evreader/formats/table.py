"""The deals as a table for a spreadsheet (CSV): one row a deal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.bundle import Receipt
from evreader.formats.files import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evreader.domain.annotation import Deal, Entity, Evidence, Filler
    from evreader.domain.article import Language
    from evreader.domain.bundle import Bundle

_BOM = "\ufeff"
_JOIN = "; "
# Excel also takes the full-width forms for a formula where its language is Chinese or Japanese.
_FORMULA = tuple("=+-@＝＋－＠")
# Characters that spreadsheets skip, or may skip, in front of a formula.
_SKIPPED = "\ufeff\u200b\u2060"
_LANGUAGES: tuple[Language, ...] = ("en", "zh", "other")


class _Place(NamedTuple):
    language: Language
    article: str


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write the deals of a bundle to one file: UTF-8 with a BOM, commas, CR LF.

    Raises:
        FormatError: the file cannot be written.
    """
    import csv

    receipt = Receipt("csv")
    table = _Table(bundle, receipt)
    with whole_file(out) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        text.write(_BOM)
        rows = csv.writer(text)
        rows.writerow(map(safe, table.header()))
        for deal in bundle.deals:
            rows.writerow(map(safe, table.row(deal)))
            receipt.count("deals")
        text.detach()
    table.report()
    receipt.files.append(out.name)
    return receipt


def safe(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet would take it for a formula."""
    visible = cell.lstrip().lstrip(_SKIPPED).lstrip()
    if visible.startswith(_FORMULA) or cell.startswith(("\t", "\r", "\n")):
        return f"'{cell}"
    return cell


class _Table:
    """The columns of one export, and what each deal says in them."""

    def __init__(self, bundle: Bundle, receipt: Receipt) -> None:
        self._receipt = receipt
        self._bundle = bundle
        self._entities = {entity.id: entity for entity in bundle.entities}
        self._sets = {item.id: item.name for item in bundle.sets}
        self._mentions = 0
        self._places = self._find_places()
        self._slots = self._slot_names()
        self._roles = self._role_names()
        found = {place.language for place in self._places.values()}
        self._languages = [name for name in _LANGUAGES if name != "other" or name in found]

    def header(self) -> list[str]:
        """The first row."""
        slots = [name for name in self._slots if name != "note"]
        first = ["id", "set", "type", "parties_en", "parties_zh", *slots]
        last = [*(f"evidence_{name}" for name in self._languages), "articles", "note"]
        roles = [f"role {name}" if name in {*first, *last} else name for name in self._roles]
        return [*first, *roles, *last]

    def row(self, deal: Deal) -> list[str]:
        """One deal, in the order of the header."""
        parties = self._parties(deal)
        return [
            str(deal.id),
            self._sets.get(deal.set, ""),
            deal.type,
            _joined(entity.name("en") for entity in parties),
            _joined(entity.name("zh") for entity in parties),
            *(deal.slot(name) for name in self._slots if name != "note"),
            *(_joined(map(self._filler, deal.fillers(name))) for name in self._roles),
            *(self._quotes(deal, language) for language in self._languages),
            _joined(dict.fromkeys(self._articles(deal))),
            deal.slot("note"),
        ]

    def report(self) -> None:
        """Say what the table has no column for."""
        used = {filler.entity for deal in self._bundle.deals for filler in deal.roles}
        unused = sum(entity.id not in used for entity in self._bundle.entities)
        lost = {
            "Mentions left out (the table only quotes evidence): {}.": self._mentions,
            "Entities left out because they take part in no deal: {}.": unused,
            "Pieces of evidence whose articles are not in the export, quoted without title "
            "or language: {}.": self._homeless(),
        }
        self._receipt.losses += [text.format(number) for text, number in lost.items() if number]

    def _find_places(self) -> dict[int, _Place]:
        """Language and article of each passage that holds evidence; walks the articles once."""
        wanted = {piece.passage for deal in self._bundle.deals for _, piece in _evidence(deal)}
        places = {}
        for annotated in self._bundle.articles:
            article = annotated.article
            title = article.info.title or f"article {article.id}"
            self._mentions += len(annotated.mentions)
            for passage in article.passages:
                if passage.id in wanted:
                    places[passage.id] = _Place(passage.language, title)
        return places

    def _slot_names(self) -> list[str]:
        scheme = self._bundle.scheme
        names = dict.fromkeys(slot.name for slot in scheme.slots) if scheme else {}
        names.update(dict.fromkeys(slot.name for deal in self._bundle.deals for slot in deal.slots))
        return list(names)

    def _role_names(self) -> list[str]:
        """The roles that some deal fills, in the scheme's order."""
        filled = dict.fromkeys(f.role for deal in self._bundle.deals for f in deal.roles)
        kinds = self._bundle.scheme.deals if self._bundle.scheme else ()
        known = dict.fromkeys(role.name for kind in kinds for role in kind.roles)
        return [name for name in known if name in filled] + [n for n in filled if n not in known]

    def _parties(self, deal: Deal) -> list[Entity]:
        ids = dict.fromkeys(filler.entity for filler in deal.roles)
        return [self._entities[number] for number in ids if number in self._entities]

    def _filler(self, filler: Filler) -> str:
        entity = None if filler.entity is None else self._entities.get(filler.entity)
        names = [entity.name("en"), entity.name("zh")] if entity else []
        words = dict.fromkeys(word for word in (*names, filler.value) if word)
        extra = ", ".join(f"{name} {value}" for name, value in sorted(filler.attributes.items()))
        return " / ".join(words) + (f" ({extra})" if extra else "")

    def _quotes(self, deal: Deal, language: Language) -> str:
        return _joined(
            f"{label}: “{piece.text}” ({self._places[piece.passage].article})"
            if piece.passage in self._places
            else f"{label}: “{piece.text}”"
            for label, piece in _evidence(deal)
            if self._language(piece) == language
        )

    def _language(self, piece: Evidence) -> Language:
        place = self._places.get(piece.passage)
        return place.language if place else "en"

    def _articles(self, deal: Deal) -> Iterator[str]:
        for _, piece in _evidence(deal):
            if piece.passage in self._places:
                yield self._places[piece.passage].article

    def _homeless(self) -> int:
        pieces = (piece for deal in self._bundle.deals for _, piece in _evidence(deal))
        return sum(piece.passage not in self._places for piece in pieces)


def _evidence(deal: Deal) -> Iterator[tuple[str, Evidence]]:
    """Every piece of evidence with what it supports."""
    for piece in deal.triggers:
        yield deal.type, piece
    for filler in deal.roles:
        for piece in filler.evidence:
            yield filler.role, piece
    for slot in deal.slots:
        for piece in slot.evidence:
            yield slot.name, piece


def _joined(parts: Iterable[str]) -> str:
    # Each part on its own too: where a spreadsheet cuts at semicolons, it would begin a cell.
    return _JOIN.join(safe(part) for part in parts)
