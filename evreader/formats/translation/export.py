"""A bundle on its way out, as translation units."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evreader.formats.translation.unit import JOINTS, Layout, Place, Side, Unit
from evreader.formats.translation.wording import Term, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evreader.domain.annotation import Entity
    from evreader.domain.article import Article, Language, Link, Passage, SentenceRef
    from evreader.domain.bundle import AnnotatedArticle, Bundle, Receipt

_LOSSES = {
    "mention": "Mentions left out: {}.",
    "deal": "Deals left out: {}.",
    "entity": "Entities left out: {}.",
    "relation": "Links that are no translations (headings of, related) left out: {}.",
    "rejected": "Rejected links left out, so that nobody takes them for translations: {}.",
    "silent": "Passages without a sentence left out: {}.",
    "original": "Corrected passages whose text as it came is left out: {}.",
    "review": "Articles whose differing cuts or reason to be looked at are left out: {}.",
}


class Export:
    """Turns articles into units, and counts what stays behind and what goes through.

    Attributes:
        losses: how often each kind of thing was left out.
    """

    def __init__(self, bundle: Bundle, receipt: Receipt) -> None:
        self._receipt = receipt
        self._names = {entity.id: _names(entity) for entity in bundle.entities}
        self.losses = Counter(deal=len(bundle.deals), entity=len(bundle.entities))

    def units(self, annotated: AnnotatedArticle) -> Iterator[Unit]:
        """The units of an article in document order; each sentence is in one at least."""
        article = annotated.article
        self.losses["mention"] += len(annotated.mentions)
        self.losses["original"] += sum(bool(passage.original) for passage in article.passages)
        self.losses["silent"] += sum(not passage.sentences for passage in article.passages)
        self.losses["review"] += bool(article.cuts or article.review)
        self._receipt.count("articles")
        page = _Page(article, self._terms(annotated))
        links = self._kept(article)
        told: set[int] = set()
        for passage in article.passages:
            for number in range(len(passage.sentences)):
                found = links.get((passage.id, number), ())
                for link in found:
                    if link.id not in told:
                        told.add(link.id)
                        self._receipt.count("links")
                        yield page.linked(link)
                if not found:
                    self._receipt.count("sentences without a link")
                    yield page.alone(passage, number)

    def went(self, terms: int) -> None:
        """Take note of mentions that went through, as terms of the units."""
        self._receipt.count("mentions", terms)
        self.losses["mention"] -= terms

    def report(self) -> None:
        """Put what was left out into the receipt, in words."""
        self._receipt.losses += [
            sentence.format(self.losses[kind])
            for kind, sentence in _LOSSES.items()
            if self.losses[kind]
        ]

    def _terms(self, annotated: AnnotatedArticle) -> dict[int, list[Term]]:
        """The mentions that can be terms, by passage: those of one piece."""
        terms: dict[int, list[Term]] = {}
        for mention in annotated.mentions:
            if len(mention.fragments) == 1:
                name = self._names.get(mention.entity or 0, "")
                said = {"value": name} if name else {}
                term = Term(mention.start, mention.end, mention.type, said)
                terms.setdefault(mention.passage, []).append(term)
        return terms

    def _kept(self, article: Article) -> dict[tuple[int, int], list[Link]]:
        """The links that are translations, by each of their sentences."""
        links: dict[tuple[int, int], list[Link]] = {}
        for link in article.links:
            if link.relation != "translation":
                self.losses["relation"] += 1
            elif link.status == "rejected":
                self.losses["rejected"] += 1
            else:
                for ref in dict.fromkeys((*link.en, *link.zh)):
                    links.setdefault((ref.passage, ref.sentence), []).append(link)
        return links


class _Page:
    """One article's passages, as sides of units."""

    def __init__(self, article: Article, terms: Mapping[int, Sequence[Term]]) -> None:
        self._passages = {passage.id: passage for passage in article.passages}
        self._terms = terms
        self._told: set[tuple[int, int]] = set()

    def linked(self, link: Link) -> Unit:
        sides = [self._side("en", link.en), self._side("zh", link.zh)]
        return Unit(tuple(side for side in sides if side), link.status, link.score)

    def alone(self, passage: Passage, number: int) -> Unit:
        side = self._sentences(passage.language, [(passage, number)])
        return Unit((side,), is_linked=False)

    def _side(self, language: Language, refs: Iterable[SentenceRef]) -> Side | None:
        found = [
            (self._passages[ref.passage], ref.sentence)
            for ref in dict.fromkeys(refs)
            if ref.passage in self._passages
        ]
        return self._sentences(language, found) if found else None

    def _sentences(self, language: Language, found: Sequence[tuple[Passage, int]]) -> Side:
        places: list[Place] = []
        texts: list[str] = []
        terms: list[Term] = []
        for passage, number in found:
            start, end = passage.sentences[number]
            places.append(Place(passage.index, number, end - start))
            before = sum(map(len, texts)) + len(texts) * len(JOINTS[language])
            terms += [term.moved(before) for term in self._within(passage, number)]
            texts.append(passage.text[start:end])
        return Side(
            language,
            JOINTS[language].join(texts),
            tuple(places),
            {passage.index: _layout(passage) for passage, number in found if number == 0},
            "user" if all(passage.origin == "user" for passage, _ in found) else "source",
            terms=tuple(terms),
        )

    def _within(self, passage: Passage, number: int) -> Iterator[Term]:
        """The terms in a sentence; where it is in several units, in the first of them only."""
        if (passage.id, number) not in self._told:
            self._told.add((passage.id, number))
            yield from within(self._terms.get(passage.id, ()), *passage.sentences[number])


def _names(entity: Entity) -> str:
    """What an entity is called in both languages."""
    return " / ".join(dict.fromkeys(filter(None, (entity.name("en"), entity.name("zh")))))


def _layout(passage: Passage) -> Layout:
    gaps = {}
    plain = Layout(passage.kind)
    at = 0
    for number, (start, end) in enumerate(passage.sentences):
        gaps[number] = passage.text[at:start]
        at = end
    gaps[-1] = passage.text[at:]
    return Layout(
        passage.kind,
        {n: gap for n, gap in gaps.items() if gap != plain.gap(n, passage.language)},
        passage.origin,
    )
