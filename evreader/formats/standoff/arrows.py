"""Deals that say no more than that one mention goes with another, as an arrow does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.formats.standoff.document import ARROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evreader.domain.annotation import Deal, Filler, Mention


def ends_of(deal: Deal, mentions: Mapping[int, Mention]) -> tuple[Mention, Mention] | None:
    """The mentions between which a deal is an arrow; None if it is more, but for its slots."""
    if tuple(filler.role for filler in deal.roles) != ARROW:
        return None
    source, target = (_end(filler, mentions) for filler in deal.roles)
    if deal.triggers or deal.origin != "user" or source is None or target is None:
        return None
    return source, target


def _end(filler: Filler, mentions: Mapping[int, Mention]) -> Mention | None:
    """The mention that fills a role and is all that is known of what does."""
    evidence = filler.evidence[0] if len(filler.evidence) == 1 else None
    mention = mentions.get(evidence.mention or 0) if evidence else None
    if mention is None or evidence is None:
        return None
    value = mention.text if mention.entity is None else None
    told = (filler.entity, filler.value, dict(filler.attributes), evidence.start, evidence.end)
    return mention if told == (mention.entity, value, {}, mention.start, mention.end) else None
