"""What goes out of a project, as a bundle that streams, and what stays behind by choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from evreader.domain.bundle import LINKS_LEFT_OUT, AnnotatedArticle, Bundle, Receipt
from evreader.errors import InputError
from evreader.store import articles, batches, deals, entities, links, mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evreader.domain.annotation import AnnotationSet, Deal, Entity, Evidence
    from evreader.domain.extent import Extent
    from evreader.session.core import Core
    from evreader.session.receipt import Report


class Extract:
    """One walk through what goes out.

    Attributes:
        losses: what the choice of articles tears apart, as sentences.
    """

    def __init__(
        self,
        core: Core,
        extent: Extent,
        chosen: Sequence[AnnotationSet],
        *,
        sentences: bool = True,
    ) -> None:
        """Find out what goes out.

        Args:
            core: the project.
            extent: what is chosen of it.
            chosen: the annotation sets.
            sentences: whether sentences and links are to be read; if not, links are a loss.

        Raises:
            NotFoundError: there is no such article.
            InputError: there is no such type in the project.
        """
        self.losses: list[str] = []
        self._core = core
        self._extent = extent
        self._chosen = tuple(chosen)
        self._sets = tuple(item.id for item in chosen)
        self._sentences = sentences
        self._left_out: Counter[str] = Counter()
        for article in extent.articles:
            articles.info(core.plain, article)
        self._check_types()
        self._ids = self._article_ids()
        self._deals = self._found_deals()
        if not sentences:
            self._lose_links()

    def bundle(self, report: Report | None = None) -> Bundle:
        """What goes out; ``report`` hears of every article that is walked, and may cancel."""
        return Bundle(
            scheme=self._core.scheme,
            sets=self._chosen,
            entities=self._entities(),
            articles=self._articles(report),
            deals=tuple(self._deals),
        )

    def notes(self) -> list[str]:
        """What was left out by choice, in a sentence; known when the articles were walked."""
        left_out = Receipt("", {kind: number for kind, number in self._left_out.items() if number})
        return [f"Left out by choice: {left_out.summary()}."] if left_out.counts else []

    def counts(self) -> dict[str, int]:
        """How many articles, mentions and deals go out, without reading them."""
        only = None if self._extent.is_of_all_articles else self._ids
        found = mentions.tally(self._core.plain, self._sets, only)
        return {
            "articles": len(self._ids),
            "mentions": sum(
                number for kind, number in found.items() if self._extent.holds_type(*kind)
            ),
            "deals": len(self._deals),
        }

    def _articles(self, report: Report | None) -> Iterator[AnnotatedArticle]:
        extent = self._extent
        whole = batches.annotated(
            self._core.plain, self._ids, self._sets, sentences=self._sentences
        )
        for done, (article, found) in enumerate((one.article, one.mentions) for one in whole):
            if report is not None:
                report(done, len(self._ids), article.info.title)
            cut = extent.cut(article)
            kept = extent.kept(found)
            self._left_out["mentions"] += len(found) - len(kept)
            self._left_out["links"] += len(article.links) - len(cut.links)
            yield AnnotatedArticle(cut, kept)

    def _check_types(self) -> None:
        scheme, plain = self._core.scheme, self._core.plain
        unknown = set(self._extent.types) - {*scheme.entity_types, *scheme.deal_types}
        unknown -= unknown and {*mentions.types(plain), *deals.types(plain)}
        if unknown:
            names = ", ".join(f"“{name}”" for name in sorted(unknown))
            raise InputError(f"Nothing in this project is of the type {names}.")

    def _article_ids(self) -> list[int]:
        plain, extent = self._core.plain, self._extent
        if extent.is_of_all_articles:
            return articles.ids(plain)
        every = articles.ids(plain)
        found = sorted(set(extent.articles)) or every
        if extent.since or extent.until:
            found = [id_ for id_ in found if extent.holds_date(articles.info(plain, id_).date)]
        self._left_out["articles"] += len(every) - len(found)
        return found

    def _found_deals(self) -> list[Deal]:
        every = deals.of_sets(self._core.plain, self._sets)
        found = [deal for deal in every if self._extent.holds(deal)]
        if not self._extent.is_of_all_articles:
            found = self._within(found)
        self._left_out["deals"] += len(every) - len(found)
        return found

    def _lose_links(self) -> None:
        only = None if self._extent.is_of_all_articles else self._ids
        found = links.tally(self._core.plain, only)
        meant = found["confirmed"] if self._extent.reviewed else found.total()
        self._left_out["links"] += found.total() - meant
        if meant:
            self.losses.append(LINKS_LEFT_OUT.format(meant))

    def _entities(self) -> tuple[Entity, ...]:
        """All entities, or those that what goes out speaks of."""
        plain, extent = self._core.plain, self._extent
        if extent.is_of_all_articles and not (extent.types or extent.reviewed):
            return tuple(entities.entities(plain))
        only = None if extent.is_of_all_articles else self._ids
        used = {
            entity
            for entity, kind, origin in mentions.entities_of(plain, self._sets, only)
            if extent.holds_type(kind, origin)
        }
        used |= {
            filler.entity
            for deal in self._deals
            for filler in deal.roles
            if filler.entity is not None
        }
        return tuple(entities.entities(plain, sorted(used)))

    def _within(self, found: Sequence[Deal]) -> list[Deal]:
        """Deals with evidence in the chosen articles, without the evidence that is elsewhere."""
        plain, inside = self._core.plain, frozenset(self._ids)
        outside = 0

        def kept(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
            nonlocal outside
            items = tuple(evidence)
            here = tuple(e for e in items if articles.article_of(plain, e.passage) in inside)
            outside += len(items) - len(here)
            return here

        where = deals.articles_of(plain, self._sets)
        kept_deals = [
            replace(
                deal,
                roles=tuple(replace(f, evidence=kept(f.evidence)) for f in deal.roles),
                slots=tuple(replace(s, evidence=kept(s.evidence)) for s in deal.slots),
                triggers=kept(deal.triggers),
            )
            for deal in found
            if inside.intersection(where.get(deal.id, ()))
        ]
        if outside:
            self.losses.append(f"Evidence in articles that were not chosen: {outside} left out.")
        return kept_deals
