"""Deals in the report: cards with roles, slots and the evidence for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evreader.domain.annotation import Deal, Entity, Evidence, Filler
    from evreader.formats.report.words import Words

    Names = Mapping[Evidence, str]


def deal_in_html(
    deal: Deal, words: Words, entities: Mapping[int, Entity], *, names: Names, set_name: str = ""
) -> Iterator[str]:
    """One card; ``names`` says what a link to each piece of evidence is called."""
    yield f'<section class="deal{words.deal_class(deal.type)}" id="deal{deal.id}">\n<h3>'
    if set_name:
        yield f'<span class="set">{words.text(set_name)}</span>'
    ids = dict.fromkeys(filler.entity for filler in deal.roles if filler.entity is not None)
    found = [entities[number] for number in ids if number in entities]
    told = [words.entity(entity) for entity in found if words.is_party(entity.type)]
    yield f'<span class="tag{words.deal_class(deal.type)}">{words.type_(deal.type)}</span>'
    yield f"{' × '.join(told)}</h3>\n<table><tbody>\n"
    labels = words.roles(deal.type)
    for role in dict.fromkeys(filler.role for filler in deal.roles):
        for number, filler in enumerate(deal.fillers(role)):
            head = words.both(labels.get(role, {}), role, joint=" ") if number == 0 else ""
            yield _row(
                head, _filler(filler, words, entities), _quotes(filler.evidence, words, names)
            )
    for slot in deal.slots:
        if slot.value or slot.evidence:
            head = words.both(words.slot(slot.name), slot.name, joint=" ")
            kind = "note" if slot.name == "note" else "slot"
            value = f'<span class="{kind}">{words.value(slot.name, slot.value)}</span>'
            yield _row(head, value, _quotes(slot.evidence, words, names))
    if deal.triggers:
        yield _row(
            'Said by <span lang="zh">触发词</span>', "", _quotes(deal.triggers, words, names)
        )
    yield "</tbody></table>\n</section>\n"


def _row(head: str, value: str, said: str) -> str:
    return f'<tr><th scope="row">{head}</th><td>{value}</td><td class="said">{said}</td></tr>\n'


def _filler(filler: Filler, words: Words, entities: Mapping[int, Entity]) -> str:
    entity = None if filler.entity is None else entities.get(filler.entity)
    parts = []
    if entity is not None:
        parts.append(f'<a href="#entity{entity.id}">{words.entity(entity)}</a>')
    if filler.value:
        parts.append(words.text(filler.value))
    extra = ", ".join(f"{name} {value}" for name, value in sorted(filler.attributes.items()))
    if extra:
        parts.append(f'<span class="extra">({words.text(extra)})</span>')
    return " ".join(parts)


def _quotes(evidence: Sequence[Evidence], words: Words, names: Names) -> str:
    told = []
    for piece in evidence:
        quote = f"“{words.text(piece.text)}”"
        name = names.get(piece)
        link = f'<a href="#{name}">{quote}</a>' if name else quote
        told.append(f'<span class="quote">{link}</span>')
    return " ".join(told)
