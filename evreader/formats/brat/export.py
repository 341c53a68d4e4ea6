"""A bundle on its way into a folder for brat, and what stays behind."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from evreader.domain.bundle import LINKS_LEFT_OUT, Receipt
from evreader.formats.brat.article_text import ArticleText
from evreader.formats.brat.sheet import Sheet
from evreader.formats.brat.vocabulary import TOOLS_CONF, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evreader.domain.annotation import Deal, Evidence
    from evreader.domain.bundle import AnnotatedArticle, Bundle
    from evreader.formats.files import NewFolder

LOSSES = {
    "info": "Articles whose title, source, date, address or author is left out: {}.",
    "passage": "Passages whose language and kind are left out: {}.",
    "translation": "Translations of your own that now look like source text: {}.",
    "link": LINKS_LEFT_OUT,
    "line end": "Line breaks written as CR LF that are now LF: {}.",
    "set": "Annotation sets whose name is left out: {}.",
    "lock": "Annotation sets that are locked, which brat cannot say: {}.",
    "type": "Types that brat has to call otherwise (their labels stay): {}.",
    "blank": "Mentions left out because they cover only white space: {}.",
    "cut": "Mentions cut into fragments at a line break: {}.",
    "maker": "Mentions made by a program, which brat cannot say: {}.",
    "deal maker": "Deals made by a program, which brat cannot say: {}.",
    "attribute": "Attributes written into a note: {}.",
    "entity": "Entities with more names or attributes than brat can hold: {}.",
    "unnamed": "Entities left out because no exported text stands for them: {}.",
    "apart": "Deals with evidence in several articles, each with an event of its own: {}.",
    "placeless": "Deals left out because the exported articles hold no evidence of them: {}.",
    "trigger": "Events without a trigger, put on their first piece of evidence: {}.",
    "more triggers": "Further triggers, quoted in a note: {}.",
    "filler": "Fillers of roles without evidence in the same article, written into a note: {}.",
    "value": "Values of roles written into a note: {}.",
    "evidence": "Further pieces of evidence for a role, written into a note: {}.",
    "bare": "Pieces of evidence that were no mention and now look like one: {}.",
    "slot": "Slots written into a note: {}.",
    "slot evidence": "Pieces of evidence for slots, quoted in a note: {}.",
}
"""One sentence for each thing brat cannot say, by the key under which it is counted."""

_SLUG_SIZE = 40


class Export:
    """One bundle on its way into one folder."""

    def __init__(self, bundle: Bundle, folder: NewFolder) -> None:
        self._bundle = bundle
        self._folder = folder
        self._receipt = Receipt("brat")
        self._losses: Counter[str] = Counter()
        self._vocabulary = Vocabulary(bundle.scheme)
        self._entities = {entity.id: entity for entity in bundle.entities}
        self._named: set[int] = set()
        self._events: Counter[int] = Counter()
        self._relations = 0
        self._deals: dict[int, list[int]] = {}
        for number, deal in enumerate(bundle.deals):
            for passage in {piece.passage for piece in _evidence(deal)}:
                self._deals.setdefault(passage, []).append(number)

    def run(self) -> Receipt:
        """Write everything; what the result says is complete then."""
        for number, annotated in enumerate(self._bundle.articles, 1):
            self._write_article(number, annotated)
        self._folder.write("annotation.conf", self._vocabulary.annotation_conf().encode())
        self._folder.write("visual.conf", self._vocabulary.visual_conf().encode())
        self._folder.write("tools.conf", TOOLS_CONF.encode())
        self._report()
        return self._receipt

    def _write_article(self, number: int, annotated: AnnotatedArticle) -> None:
        article = annotated.article
        text = ArticleText(article.passages)
        sheet = Sheet(text, self._vocabulary, self._entities)
        languages = {passage.id: passage.language for passage in article.passages}
        touched = {deal for passage in languages for deal in self._deals.get(passage, ())}
        taken = sheet.add_mentions(annotated.mentions, languages, deals=bool(touched))
        if taken:
            self._receipt.count("mentions", taken)
        for index in sorted(touched):
            if sheet.add_deal(self._bundle.deals[index]):
                self._events[index] += 1
        name = f"{number:04d}-{_slug(article.info.title)}"
        self._folder.write(f"{name}.txt", text.text.encode())
        self._folder.write(f"{name}.ann", sheet.render().encode())
        self._named |= sheet.named
        self._relations += sheet.relations
        self._losses.update(sheet.losses)
        self._losses.update({
            "info": 1,
            "passage": len(article.passages),
            "translation": sum(passage.origin == "user" for passage in article.passages),
            "link": len(article.links),
            "line end": text.shortened,
        })
        self._receipt.count("articles")
        self._receipt.count("passages", len(article.passages))

    def _report(self) -> None:
        bundle = self._bundle
        self._receipt.count("deals", len(self._events))
        self._receipt.count("events", self._events.total() - self._relations)
        if self._relations:
            self._receipt.count("relations", self._relations)
        named = [entity for entity in bundle.entities if entity.id in self._named]
        self._receipt.count("entities", len(named))
        self._losses.update({
            "set": len(bundle.sets),
            "lock": sum(item.locked for item in bundle.sets),
            "type": len(self._vocabulary.changed_names),
            "entity": sum(len(entity.names) > 1 or bool(entity.attributes) for entity in named),
            "unnamed": len(bundle.entities) - len(named),
            "apart": sum(events > 1 for events in self._events.values()),
            "placeless": len(bundle.deals) - len(self._events),
        })
        self._receipt.losses += [
            sentence.format(self._losses[key])
            for key, sentence in LOSSES.items()
            if self._losses[key]
        ]


def _evidence(deal: Deal) -> Iterator[Evidence]:
    holders: Iterable[Iterable[Evidence]] = (
        deal.triggers,
        *(filler.evidence for filler in deal.roles),
        *(slot.evidence for slot in deal.slots),
    )
    for pieces in holders:
        yield from pieces


def _slug(title: str) -> str:
    """The title in lower-case ASCII words: brat puts file names into addresses."""
    words = "-".join(re.findall(r"[a-z0-9]+", title.lower()))
    if len(words) > _SLUG_SIZE:
        words = words[:_SLUG_SIZE].rpartition("-")[0] or words[:_SLUG_SIZE]
    return words or "article"
