"""Deals on paper: a table each, with evidence and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from evreader.ui.printing.lines import POINT, Run, lines_of
from evreader.ui.printing.paper import WIDTH, Column
from evreader.ui.printing.styles import SOFT, name_of, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evreader.domain.annotation import Deal, Entity, Evidence, Filler
    from evreader.ui.printing.paper import Paper
    from evreader.ui.printing.styles import Styles

_COLUMNS: Final = (0.0, 100 * POINT, 285 * POINT)
_WIDTHS: Final = (92 * POINT, 177 * POINT, WIDTH - 285 * POINT)


def print_deal(
    paper: Paper,
    deal: Deal,
    *,
    styles: Styles,
    entities: Mapping[int, Entity],
    places: Mapping[int, str],
) -> None:
    """Print a deal; ``places`` says, by passage, where evidence is to be found: ``2.14``."""
    paper.need(90 * POINT)
    ids = dict.fromkeys(filler.entity for filler in deal.roles if filler.entity is not None)
    found = [entities[number] for number in ids if number in entities]
    names = [name_of(entity) for entity in found if styles.is_party(entity.type)]
    head = [
        *tag(styles.type_(deal.type), styles.color(deal.type)),
        Run(" × ".join(names), "sans", 10.5, bold=True),
    ]
    lines = lines_of(head, WIDTH)
    paper.bar(styles.color(deal.type), sum(line.height for line in lines))
    paper.put(Column(0, lines), rule=True, gap=3 * POINT)
    for label, value, evidence in _rows(deal, styles, entities):
        cells = (
            [Run(label, "sans", 7.8, color=SOFT)],
            [Run(value, "serif", 9)],
            list(_quotes(evidence, places)),
        )
        columns = [
            Column(x, lines_of(cell, width))
            for x, cell, width in zip(_COLUMNS, cells, _WIDTHS, strict=True)
        ]
        paper.put(*columns, rule=True, gap=3 * POINT)
    paper.put(gap=16 * POINT)


def _rows(
    deal: Deal, styles: Styles, entities: Mapping[int, Entity]
) -> Iterator[tuple[str, str, Sequence[Evidence]]]:
    for role in dict.fromkeys(filler.role for filler in deal.roles):
        for number, filler in enumerate(deal.fillers(role)):
            label = styles.role(deal.type, role) if number == 0 else ""
            yield label, _filler(filler, entities), filler.evidence
    for slot in deal.slots:
        if slot.value or slot.evidence:
            yield styles.slot(slot.name), styles.value(slot.name, slot.value), slot.evidence
    if deal.triggers:
        yield "Said by 触发词", "", deal.triggers


def _filler(filler: Filler, entities: Mapping[int, Entity]) -> str:
    entity = None if filler.entity is None else entities.get(filler.entity)
    extra = ", ".join(f"{name} {value}" for name, value in sorted(filler.attributes.items()))
    parts = [name_of(entity) if entity else "", filler.value or "", f"({extra})" if extra else ""]
    return " ".join(part for part in parts if part)


def _quotes(evidence: Sequence[Evidence], places: Mapping[int, str]) -> Iterator[Run]:
    for piece in evidence:
        yield Run(f"“{piece.text}”\u00a0", "serif", 8.5)
        yield Run(f"{places.get(piece.passage, '')}   ", "sans", 6.5, color=SOFT)
