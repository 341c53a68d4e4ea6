"""An export that another tool has changed, on its way back: a merge of three bundles.

``kept`` is all that was exported; ``base`` is what the export's format said of it, read back;
``theirs`` is what the file says now. What differs between ``base`` and ``theirs`` was done in the
other tool, and is done to ``kept``. So nothing is lost that the format could not carry, and what
was removed there is removed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.domain.article import Span
from evreader.domain.bundle import Bundle
from evreader.domain.carryover import essence
from evreader.domain.returned import Key, Side, heir_of, heirs_of, is_part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from evreader.domain.annotation import Deal, Entity, Evidence, Filler, Mention
    from evreader.domain.bundle import AnnotatedArticle, Receipt
    from evreader.domain.returned import Event


def merged(
    kept: Bundle, base: Bundle, theirs: Bundle, receipt: Receipt, *, sets: Collection[int] = ()
) -> list[Bundle]:
    """All of ``kept``, with what was changed from ``base`` to ``theirs``.

    Articles of ``kept`` that the file has no more are left out. The receipt tells how much was
    changed. Only the annotation sets that were exported, ``sets``, are changed; by default all.

    Returns:
        The merged bundle; behind it, if there are any, the articles of ``theirs`` whose text is
        none of ``kept``, with their deals: their ids are those of the file.
    """
    written = frozenset(sets) or frozenset(item.id for item in kept.sets)
    merge = _Merge(kept, base, theirs, receipt, written=written)
    return [merge.carry_out(), *merge.strange()]


class _Merge:
    """The work of ``merged``, step by step."""

    def __init__(
        self,
        kept: Bundle,
        base: Bundle,
        theirs: Bundle,
        receipt: Receipt,
        *,
        written: frozenset[int],
    ) -> None:
        self._kept = kept
        self._receipt = receipt
        self._articles = list(kept.articles)
        self._written = written
        self._set = min(written, default=0)
        homes: dict[str, list[AnnotatedArticle]] = {}
        for annotated in self._articles:
            homes.setdefault(essence(annotated.article), []).append(annotated)
        ours = [_with_mentions_of(annotated, written) for annotated in self._articles]
        self._ours = Side(replace(kept, articles=ours), homes)
        self._base = Side(base, homes)
        self._theirs = Side(theirs, homes)
        self._entities = {entity.id: entity for entity in kept.entities}
        self._known: dict[int, int] = {}
        self._passages: set[int] = set()
        self._present: set[int] = set()
        self._moved: dict[int, tuple[tuple[int, Span], Mention]] = {}
        self._lost = 0
        self._next = max((m.id for a in self._articles for m in a.mentions), default=0) + 1

    def carry_out(self) -> Bundle:
        """The merged bundle."""
        mentions = self._mentions()
        articles = [
            replace(annotated, mentions=tuple(mentions.get(annotated.article.id, ())))
            for annotated in self._articles
            if annotated.article.id in self._theirs.articles
        ]
        gone = len(self._articles) - len(articles)
        self._note("Articles of the export that it has no more, left out: {}.", gone)
        deals = [self._grounded(deal, articles) for deal in map(self._with_moves, self._deals())]
        self._note("Pieces of evidence in articles that it has no more, left out: {}.", self._lost)
        return Bundle(
            scheme=self._kept.scheme,
            sets=self._kept.sets,
            entities=tuple(self._entities.values()),
            articles=tuple(articles),
            deals=tuple(deals),
            receipt=self._receipt,
        )

    def _grounded(self, deal: Deal, articles: Iterable[AnnotatedArticle]) -> Deal:
        """A deal whose evidence is in these articles, by itself where its mention was removed."""
        if not self._passages:
            for annotated in articles:
                self._passages.update(passage.id for passage in annotated.article.passages)
                self._present.update(mention.id for mention in annotated.mentions)

        def kept(evidence: Iterable[Evidence]) -> Iterator[Evidence]:
            for piece in evidence:
                if piece.passage in self._passages:
                    is_there = piece.mention in self._present
                    yield piece if is_there else replace(piece, mention=None)
                else:
                    self._lost += 1

        return replace(
            deal,
            roles=tuple(replace(f, evidence=tuple(kept(f.evidence))) for f in deal.roles),
            slots=tuple(replace(s, evidence=tuple(kept(s.evidence))) for s in deal.slots),
            triggers=tuple(kept(deal.triggers)),
        )

    def strange(self) -> Iterator[Bundle]:
        """What is in the file and belongs to no article that was exported."""
        if self._theirs.strange:
            theirs = self._theirs.bundle
            deals = [deal for deal in theirs.deals if not self._theirs.is_home(deal)]
            yield replace(theirs, articles=tuple(self._theirs.strange), deals=deals)

    def _mentions(self) -> dict[int, list[Mention]]:
        """The mentions of each article: those kept, without those removed, and the new ones."""
        base = Counter(key for key, _ in self._base.mentions.values())
        theirs = Counter(key for key, _ in self._theirs.mentions.values())
        removed, added = base - theirs, theirs - base
        gone, retyped = removed.total(), 0
        heirs = heirs_of(removed, added)
        found: dict[int, list[Mention]] = {}
        for key, mention in self._ours.mentions.values():
            kept = mention
            if removed[key] > 0:
                removed[key] -= 1
                heir = heirs.get(key)
                if heir is None or added[heir] <= 0:
                    continue
                added[heir] -= 1
                retyped += heir.type != key.type
                kept = self._move(mention, heir) if heir.where != key.where else mention
                kept = kept._replace(type=heir.type)
            found.setdefault(key.article, []).append(kept)
        new = self._added(added, found)
        self._match(found)
        self._complete(found)
        moved = len(self._moved)
        self._note("Mentions removed in the other tool: {}.", gone - retyped - moved)
        self._note("Mentions that have another type now: {}.", retyped)
        self._note("Mentions moved there: {}.", moved)
        self._note("Mentions added in the other tool: {}.", new)
        return found

    def _complete(self, found: dict[int, list[Mention]]) -> None:
        """Add the mentions of sets that were not exported, and bring all in the order they had."""
        for annotated in self._articles:
            others = [m for m in annotated.mentions if m.set not in self._written]
            here = found.setdefault(annotated.article.id, [])
            here.extend(others)
            order = {mention.id: at for at, mention in enumerate(annotated.mentions)}
            here.sort(key=lambda mention, of=order: of.get(mention.id, len(of)))  # type: ignore[misc]

    def _move(self, mention: Mention, key: Key) -> Mention:
        """The mention at its new place; what fills roles there is the same as before."""
        fragments = tuple(span for _, span in key.where)
        text = next(m.text for known, m in self._theirs.mentions.values() if known == key)
        moved = mention._replace(passage=key.where[0][0], fragments=fragments, text=text)
        before, after = ((m.passage, Span(m.start, m.end)) for m in (mention, moved))
        self._base.moves[before] = self._ours.moves[before] = after
        self._moved[mention.id] = (before, moved)
        return moved

    def _with_moves(self, deal: Deal) -> Deal:
        """A deal whose roles are filled by mentions where these are now."""

        def there(piece: Evidence) -> Evidence:
            place, to = self._moved.get(piece.mention or 0, (None, None))
            if to is None or place != (piece.passage, Span(piece.start, piece.end)):
                return piece
            return replace(piece, passage=to.passage, start=to.start, end=to.end, text=to.text)

        roles = (replace(f, evidence=tuple(map(there, f.evidence))) for f in deal.roles)
        return replace(deal, roles=tuple(roles))

    def _added(self, added: Counter[Key], found: dict[int, list[Mention]]) -> int:
        """Take in the mentions that are new; how many they are."""
        number = 0
        for key, mention in self._theirs.mentions.values():
            if added[key] <= 0:
                continue
            added[key] -= 1
            number += 1
            passage = key.where[0][0] if key.where else self._first_passage(key.article)
            fragments = tuple(span for _, span in key.where)
            fresh = mention._replace(
                id=self._next,
                passage=passage,
                fragments=fragments,
                set=self._set,
                entity=self._entity(mention.entity),
            )
            self._next += 1
            found.setdefault(key.article, []).append(fresh)
        return number

    def _match(self, found: Mapping[int, Sequence[Mention]]) -> None:
        """Say which mention of the merged bundle each one of the file is."""
        by_key: dict[Key, int] = {}
        for article, mentions in found.items():
            for mention in mentions:
                where = tuple((mention.passage, span) for span in mention.fragments)
                quote = "" if where else mention.text
                by_key.setdefault(Key(article, mention.type, where, quote), mention.id)
        for number, (key, _) in self._theirs.mentions.items():
            if key in by_key:
                self._known[number] = by_key[key]

    def _deals(self) -> list[Deal]:
        """The deals kept: changed as theirs were, without those removed, and the new ones."""
        base = Counter(self._base.event(deal) for deal in self._base.bundle.deals)
        events = {
            self._theirs.event(deal): deal
            for deal in self._theirs.bundle.deals
            if self._theirs.is_home(deal)
        }
        removed = [event for event in base if event not in events]
        added = {event: deal for event, deal in events.items() if event not in base}
        deals: list[Deal] = []
        changed = 0
        for kept in self._kept.deals:
            deal: Deal | None = kept
            gone = removed if kept.set in self._written else []
            for before in (e for e in gone if is_part(e, self._ours.event(kept))):
                after = heir_of(before, added)
                if after is None or deal is None:
                    deal = None
                    continue
                deal = self._changed(deal, before, after, added.pop(after))
                changed += 1
            deals += [deal] if deal is not None else []
        self._note("Deals removed in the other tool: {}.", len(self._kept.deals) - len(deals))
        self._note("Deals that were changed there: {}.", changed)
        self._note("Deals added in the other tool: {}.", len(added))
        last = max((deal.id for deal in self._kept.deals), default=0)
        fresh = [self._fresh(deal, number) for number, deal in enumerate(added.values(), last + 1)]
        return [*deals, *fresh]

    def _changed(self, kept: Deal, before: Event, after: Event, theirs: Deal) -> Deal:
        """A kept deal without the fillers that were taken out, and with those put in."""
        out, new = before.roles - after.roles, after.roles - before.roles
        stay = [f for f in kept.roles if not self._ours.event(_only(kept, f)).roles & out]
        come = [f for f in theirs.roles if self._theirs.event(_only(theirs, f)).roles & new]
        gone, said = before.triggers - after.triggers, after.triggers - before.triggers
        triggers = [t for t in kept.triggers if not self._ours.places([t]) & gone]
        fresh = [t for t in theirs.triggers if self._theirs.places([t]) & said]
        return replace(
            kept,
            type=after.type,
            roles=(*stay, *map(self._filler, come)),
            triggers=(*triggers, *self._theirs.moved(fresh, self._known)),
        )

    def _fresh(self, deal: Deal, number: int) -> Deal:
        return replace(
            deal,
            id=number,
            set=self._set,
            roles=tuple(self._filler(filler) for filler in deal.roles),
            slots=tuple(
                replace(slot, evidence=tuple(self._theirs.moved(slot.evidence, self._known)))
                for slot in deal.slots
            ),
            triggers=tuple(self._theirs.moved(deal.triggers, self._known)),
        )

    def _filler(self, filler: Filler) -> Filler:
        """A filler at home; where its mention is of an entity that was kept, it is that entity."""
        evidence = tuple(self._theirs.moved(filler.evidence, self._known))
        entity = self._entity(filler.entity)
        if entity is None:
            of: dict[int | None, int | None] = {
                mention.id: mention.entity for _, mention in self._ours.mentions.values()
            }
            entity = next((of[e.mention] for e in evidence if e.mention in of), None)
        value = None if entity is not None else filler.value
        return replace(filler, entity=entity, value=value, evidence=evidence)

    def _entity(self, number: int | None) -> int | None:
        """The kept entity that one of the file is: of the same type, with a name in common."""
        if number is None:
            return None
        strange = next(e for e in self._theirs.bundle.entities if e.id == number)
        for known in self._entities.values():
            if known.type == strange.type and set(known.names) & set(strange.names):
                return known.id
        fresh: Entity = replace(strange, id=max(self._entities, default=0) + 1)
        self._entities[fresh.id] = fresh
        return fresh.id

    def _first_passage(self, article: int) -> int:
        found = next(a for a in self._articles if a.article.id == article)
        return found.article.passages[0].id

    def _note(self, sentence: str, number: int) -> None:
        if number > 0:
            self._receipt.notes.append(sentence.format(number))


def _with_mentions_of(annotated: AnnotatedArticle, sets: frozenset[int]) -> AnnotatedArticle:
    return replace(annotated, mentions=tuple(m for m in annotated.mentions if m.set in sets))


def _only(deal: Deal, filler: Filler) -> Deal:
    return replace(deal, roles=(filler,))
