"""A bundle on its way out, as documents: what all tools with one text and marks on it take."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evreader.domain.bundle import LINKS_LEFT_OUT
from evreader.formats.standoff.arrows import ends_of
from evreader.formats.standoff.document import ARROW, Argument, Block, Document, Frame, Mark
from evreader.formats.standoff.intake import deal_types
from evreader.formats.standoff.units import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evreader.domain.annotation import Deal, Entity, Evidence, Filler, Mention
    from evreader.domain.article import Passage
    from evreader.domain.bundle import AnnotatedArticle, Bundle, Receipt

LOSSES = {
    "info": "Articles whose site, address, author and main text are left out: {}.",
    "passage": "Passages whose language and kind are left out: {}.",
    "translation": "Translations of your own that now look like source text: {}.",
    "link": LINKS_LEFT_OUT,
    "unplaced": "Mentions left out because they have no place in the text: {}.",
    "apart": "Deals with evidence in several articles, in each as far as it goes: {}.",
    "placeless": "Deals left out because the exported articles hold no evidence of them: {}.",
    "trigger": "Deals without words that say them, put on their first piece of evidence: {}.",
    "evidence": "Further triggers and pieces of evidence left out: {}.",
    "filler": "Fillers of roles left out because their article holds no evidence of them: {}.",
    "value": "Values and attributes of roles left out: {}.",
    "bare": "Pieces of evidence that were no mention and now look like one: {}.",
    "slot evidence": "Pieces of evidence for slots left out: {}.",
    "entity": "Entities whose other names and attributes are left out: {}.",
    "piece": "Mentions of several pieces, written from first to last: {}.",
}
"""One sentence for each thing that documents do not hold, by the key under which it is counted."""


class Export:
    """Turns a bundle into documents, one an article, and counts what stays behind.

    Attributes:
        losses: how often each kind of thing (the keys of ``LOSSES``) was left out. A format that
            carries one of them by other means takes it out again.
    """

    def __init__(self, bundle: Bundle, receipt: Receipt, *, arrows: bool = False) -> None:
        """Export this; with ``arrows``, deals that came in as bare arrows go out as such again."""
        self._bundle = bundle
        self._receipt = receipt
        self._arrows = arrows
        self.losses: Counter[str] = Counter()
        self._entities = {entity.id: entity for entity in bundle.entities}
        self._told: Counter[int] = Counter()
        self._deals: dict[int, list[int]] = {}
        for number, deal in enumerate(bundle.deals):
            for passage in dict.fromkeys(piece.passage for piece in _evidence(deal)):
                self._deals.setdefault(passage, []).append(number)

    def documents(self) -> Iterator[Document]:
        """All articles, as they come; the counts are complete after the last one."""
        for number, annotated in enumerate(self._bundle.articles, 1):
            yield self._document(f"{number:05d}", annotated)
        self.losses["apart"] = sum(documents > 1 for documents in self._told.values())
        self.losses["placeless"] = len(self._bundle.deals) - len(self._told)
        self._receipt.count("deals", len(self._told))

    def note_pieces(self, document: Document) -> None:
        """Count the mentions of several pieces, where a format writes them as one stretch."""
        self.losses["piece"] += sum(len(mark.stretches) > 1 for mark in document.marks)

    def report(self) -> None:
        """Put what was left out into the receipt, in words."""
        self._receipt.losses += [
            sentence.format(self.losses[key])
            for key, sentence in LOSSES.items()
            if self.losses[key]
        ]

    def _document(self, name: str, annotated: AnnotatedArticle) -> Document:
        article = annotated.article
        page = _Page(article.passages, self._entities, self.losses)
        for mention in annotated.mentions:
            page.add_mention(mention)
        self._receipt.count("articles")
        self._receipt.count("passages", len(article.passages))
        self._receipt.count("mentions", page.mentions)
        touched = {
            number for passage in article.passages for number in self._deals.get(passage.id, ())
        }
        for number in sorted(touched):
            deal = self._bundle.deals[number]
            if (self._arrows and page.add_arrow(deal)) or page.add_deal(deal):
                self._told[number] += 1
        self.losses.update({
            "info": 1,
            "passage": len(article.passages),
            "translation": sum(passage.origin == "user" for passage in article.passages),
            "link": len(article.links),
        })
        return Document(
            name, article.info, page.text, tuple(page.marks), tuple(page.frames), tuple(page.blocks)
        )


class _Page:
    """One article's text, marks and frames as they come together."""

    def __init__(
        self, passages: Iterable[Passage], entities: dict[int, Entity], losses: Counter[str]
    ) -> None:
        self._entities = entities
        self._losses = losses
        self._starts: dict[int, int] = {}
        self._marks: dict[int, str] = {}
        self._mentions: dict[int, Mention] = {}
        self._bare: dict[tuple[str, int, int, int], str] = {}
        self._told: set[int] = set()
        self.blocks: list[Block] = []
        self.marks: list[Mark] = []
        self.frames: list[Frame] = []
        self.mentions = 0
        parts: list[str] = []
        start = 0
        for passage in passages:
            self._starts[passage.id] = start
            self.blocks.append(Block(start, passage))
            start += len(passage.text) + 1
            parts.append(passage.text)
        self.text = "\n".join(parts)

    def add_mention(self, mention: Mention) -> None:
        """Mark a mention, if it has a place."""
        if not mention.fragments:
            self._losses["unplaced"] += 1
            return
        self._mentions[mention.id] = mention
        start = self._starts[mention.passage]
        entity = None if mention.entity is None else self._entities[mention.entity]
        stretches = [
            self._stretch(start + span.start, start + span.end) for span in mention.fragments
        ]
        self._marks[mention.id] = self._mark(
            mention.type,
            stretches,
            entity,
            attributes=dict(mention.attributes),
            origin=mention.origin,
        )
        self.mentions += 1

    def add_arrow(self, deal: Deal) -> bool:
        """Frame a deal that says no more than an arrow between two mentions does, if it is one."""
        ends = None if deal.slots else ends_of(deal, self._mentions)
        if ends is None or ends[0].type in deal_types():  # its arrows come in as roles of one deal
            return False
        marks = [self._marks[mention.id] for mention in ends]
        arguments = tuple(map(Argument, ARROW, marks))
        self.frames.append(Frame(f"deal {deal.id}", deal.type, "", arguments, deal=deal.id))
        return True

    def add_deal(self, deal: Deal) -> bool:
        """Frame a deal, unless no evidence of it stands here."""
        trigger = self._trigger(deal)
        if not trigger:
            return False
        arguments = [argument for filler in deal.roles for argument in self._argument(filler)]
        self._losses["slot evidence"] += sum(len(slot.evidence) for slot in deal.slots)
        self.frames.append(
            Frame(
                key=f"deal {deal.id}",
                type=deal.type,
                trigger=trigger,
                arguments=tuple(arguments),
                slots={slot.name: slot.value for slot in deal.slots},
                origin=deal.origin,
                deal=deal.id,
            )
        )
        return True

    def _trigger(self, deal: Deal) -> str:
        """A mark of the deal's own type: on its trigger, else on its first evidence here."""
        own = [piece for piece in deal.triggers if self._is_here(piece)]
        self._losses["evidence"] += max(len(own) - 1, 0)
        others = [piece for piece in _evidence(deal) if self._is_here(piece)]
        if not others:
            return ""
        self._losses["trigger"] += not own
        piece = (own or others)[0]
        return self._mark(deal.type, [self._place(piece)], None, origin=deal.origin)

    def _argument(self, filler: Filler) -> Iterator[Argument]:
        self._losses["value"] += len(filler.attributes)
        here = [piece for piece in filler.evidence if self._is_here(piece)]
        if not here:
            self._losses["filler"] += 1
            return
        self._losses["value"] += filler.value is not None
        self._losses["evidence"] += len(here) - 1
        yield Argument(filler.role, self._evidence_mark(filler, here[0]))

    def _evidence_mark(self, filler: Filler, piece: Evidence) -> str:
        """The mark that evidence comes from, or one made for it where no mention stands."""
        if piece.mention in self._marks:
            return self._marks[piece.mention]
        entity = None if filler.entity is None else self._entities[filler.entity]
        kind = entity.type if entity else filler.role
        key = (kind, piece.passage, piece.start, piece.end)
        if key not in self._bare:
            self._losses["bare"] += 1
            self._bare[key] = self._mark(kind, [self._place(piece)], entity)
        return self._bare[key]

    def _mark(
        self,
        kind: str,
        stretches: Iterable[Stretch],
        entity: Entity | None,
        *,
        attributes: dict[str, str] | None = None,
        origin: str = "user",
    ) -> str:
        key = str(len(self.marks) + 1)
        self.marks.append(Mark(key, kind, tuple(stretches), attributes or {}, entity, origin))
        if entity is not None and entity.id not in self._told:
            self._told.add(entity.id)
            self._losses["entity"] += len(entity.names) > 1 or bool(entity.attributes)
        return key

    def _is_here(self, piece: Evidence) -> bool:
        return piece.passage in self._starts and piece.end > 0

    def _place(self, piece: Evidence) -> Stretch:
        start = self._starts[piece.passage]
        return self._stretch(start + piece.start, start + piece.end)

    def _stretch(self, start: int, end: int) -> Stretch:
        return Stretch(start, end, self.text[start:end])


def _evidence(deal: Deal) -> Iterator[Evidence]:
    yield from deal.triggers
    for filler in deal.roles:
        yield from filler.evidence
    for slot in deal.slots:
        yield from slot.evidence
