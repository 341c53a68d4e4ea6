"""What one reading of an export says, in places of the articles that were exported.

Two readings can be compared so: what they have in common, what was moved, and what has become what.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.article import Span
from evreader.domain.carryover import Carryover, essence
from evreader.domain.successors import Place, successors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evreader.domain.annotation import Deal, Evidence, Mention
    from evreader.domain.bundle import AnnotatedArticle, Bundle


class Key(NamedTuple):
    """What two readings of one file have in common about a mention: its article, type and place.

    Fragments are places in the article of ``kept``: passage and range; without any, the quote.
    """

    article: int
    type: str
    where: tuple[tuple[int, Span], ...]
    quote: str = ""


class Event(NamedTuple):
    """The same for a deal: its type, and the places of what is in its roles and says it."""

    type: str
    roles: frozenset[tuple[str, int, Span]]
    triggers: frozenset[tuple[int, Span]]


class Side:
    """One reading of the file, with its places carried over to the articles that were kept."""

    def __init__(self, bundle: Bundle, homes: Mapping[str, Sequence[AnnotatedArticle]]) -> None:
        self.bundle = bundle
        taken: Counter[str] = Counter()
        self.articles: dict[int, AnnotatedArticle] = {}
        self.strange: list[AnnotatedArticle] = []
        self._carries: dict[int, Carryover] = {}
        # Where mentions were moved to, for what is in the roles of deals.
        self.moves: dict[tuple[int, Span], tuple[int, Span]] = {}
        self.mentions: dict[int, tuple[Key, Mention]] = {}
        for annotated in bundle.articles:
            # Of articles with the same text, each stands for the one at its place among them.
            text = essence(annotated.article)
            known = homes.get(text, ())
            if taken[text] >= len(known):
                self.strange.append(annotated)
                continue
            home = known[taken[text]]
            taken[text] += 1
            self.articles[home.article.id] = annotated
            carry = Carryover(annotated.article, home.article)
            self._carries.update((passage.id, carry) for passage in annotated.article.passages)
            for mention in annotated.mentions:
                self.mentions[mention.id] = (self._key(home.article.id, mention), mention)

    def event(self, deal: Deal) -> Event:
        """What can be compared of a deal."""
        roles = {
            (filler.role, *self.moves.get(place, place))
            for filler in deal.roles
            for place in self.places(filler.evidence)
        }
        return Event(deal.type, frozenset(roles), self.places(deal.triggers))

    def is_home(self, deal: Deal) -> bool:
        """Whether all of a deal's evidence is in articles that were kept."""
        pieces = [*deal.triggers, *(piece for filler in deal.roles for piece in filler.evidence)]
        return all(piece.passage in self._carries for piece in pieces)

    def moved(self, evidence: Iterable[Evidence], known: Mapping[int, int]) -> Iterator[Evidence]:
        """Evidence at its place in the articles kept; ``known`` maps mentions to those there."""
        for piece in evidence:
            place = self._place(piece.passage, Span(piece.start, piece.end))
            if place is not None:
                passage, span = place
                mention = None if piece.mention is None else known.get(piece.mention)
                yield replace(
                    piece, passage=passage, start=span.start, end=span.end, mention=mention
                )

    def places(self, evidence: Iterable[Evidence]) -> frozenset[tuple[int, Span]]:
        """Where evidence is in the articles kept."""
        found = (self._place(piece.passage, Span(piece.start, piece.end)) for piece in evidence)
        return frozenset(place for place in found if place is not None)

    def _key(self, article: int, mention: Mention) -> Key:
        places = [self._place(mention.passage, span) for span in mention.fragments]
        found = tuple(place for place in places if place is not None)
        if not places or len(found) < len(places):
            return Key(article, mention.type, (), mention.text)
        return Key(article, mention.type, found)

    def _place(self, passage: int, span: Span) -> tuple[int, Span] | None:
        carry = self._carries.get(passage)
        found = carry.place(passage, span) if carry and span.end else None
        return None if found is None else (found.passage, found.span)


def heir_of(before: Event, added: Iterable[Event]) -> Event | None:
    """What an event has become: some of its places stayed, and its type or what says it."""
    said = [event for event in added if event.triggers & before.triggers]
    filled = [e for e in added if e.type == before.type and e.roles & before.roles]
    same = [event for event in said if event.type == before.type]
    return next(iter([*same, *filled, *said]), None)


def heirs_of(removed: Counter[Key], added: Counter[Key]) -> dict[Key, Key]:
    """What mentions have become: of another type at the same place, else moved a little."""
    heirs: dict[Key, Key] = {}
    retyped = {(key.article, key.where): key for key in added if key.where}
    gone: list[Key] = []
    for key in removed:
        if heir := retyped.pop((key.article, key.where), None):
            heirs[key] = heir
        elif key.where:
            gone.append(key)
    come = list(retyped.values())
    found = successors(list(map(_whole, gone)), list(map(_whole, come)))
    return heirs | {gone[number]: come[to] for number, to in found.items()}


def _whole(key: Key) -> Place:
    (passage, first), (_, last) = key.where[0], key.where[-1]
    return Place((key.article, key.type, passage), first.start, last.end)


def is_part(event: Event, whole: Event) -> bool:
    """Whether an event of one article is what a deal says there."""
    return (
        event.type == whole.type
        and event.roles <= whole.roles
        and bool(event.roles or event.triggers & whole.triggers)
    )
