"""Articles of passages, mentions and deals, made of documents."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.annotation import Deal, Filler, Mention, Slot
from evreader.domain.article import Article
from evreader.domain.bundle import AnnotatedArticle
from evreader.formats.standoff.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evreader.domain.annotation import Entity
    from evreader.domain.article import ArticleInfo, Passage
    from evreader.formats.standoff.document import Argument, Document, Frame, Mark
    from evreader.formats.standoff.units import Unit


class Told(NamedTuple):
    """What an article's documents tell besides it.

    Attributes:
        deals: its deals, each with the number that all parts of one deal tell; 0 for a whole one.
        misfits: one sentence for each mention that has no place.
        empty: one sentence for each role that names nothing.
    """

    deals: tuple[tuple[int, Deal], ...]
    misfits: tuple[str, ...]
    empty: tuple[str, ...]


class Articles:
    """Makes articles and gives out their ids.

    Attributes:
        entities: those that mentions stand for, by id.
        sets: the number of each annotation set met so far, by name.
    """

    def __init__(self, entities: Iterable[Entity] = (), *, after: int = 0) -> None:
        """All ids are higher than ``after``: so those of several makers need not meet."""
        self.entities = {entity.id: entity for entity in entities}
        self.sets: dict[str, int] = {}
        self._articles, self._passages = count(after + 1), count(after + 1)
        self._mentions, self._deals = count(after + 1), count(after + 1)

    def made(
        self, info: ArticleInfo, documents: Iterable[tuple[Document, Unit]]
    ) -> tuple[AnnotatedArticle, Told]:
        """Documents, one behind the other, as one article."""
        passages: list[Passage] = []
        found: list[Mention] = []
        deals: list[tuple[int, Deal]] = []
        misfits: list[str] = []
        empty: list[str] = []
        review = ""
        for document, unit in documents:
            review = review or document.review
            page = Page(document, unit, self._passages, len(passages))
            passages += page.passages
            triggers = {(frame.trigger, frame.type) for frame in document.frames}
            mentions = {
                mark.key: self._mention(page, mark, misfits)
                for mark in document.marks
                if not triggers or (mark.key, mark.type) not in triggers
            }
            deals += [(f.deal, self._deal(page, f, mentions, empty)) for f in document.frames]
            found += mentions.values()
        article = Article(next(self._articles), info, tuple(passages), review=review)
        told = Told(tuple(deals), tuple(misfits), tuple(empty))
        return AnnotatedArticle(article, tuple(found)), told

    def _mention(self, page: Page, mark: Mark, misfits: list[str]) -> Mention:
        key, kind, _, attributes, entity, origin, of, _ = mark
        passage, fragments, text = page.place(key)
        if not fragments:
            text = page.said(mark)
            misfits.append(page.misfit(mark))
        stands_for = None
        if entity is not None:
            stands_for = entity.id
            self.entities.setdefault(stands_for, entity)
        number, place = next(self._mentions), passage.id
        return Mention(
            number, place, fragments, text, kind, self._set(of), stands_for, attributes, origin
        )

    def _set(self, name: str) -> int:
        return self.sets.setdefault(name, len(self.sets) + 1)

    def _deal(
        self, page: Page, frame: Frame, mentions: dict[str, Mention], empty: list[str]
    ) -> Deal:
        roles = []
        for argument in frame.arguments:
            filler = _filler(page, argument, mentions)
            if filler is None:
                empty.append(
                    f"The role {argument.role} of {frame.type} in “{page.name}” is left empty: it "
                    f"names {argument.mark}, which is no mention there."
                )
            else:
                roles.append(filler)
        return Deal(
            id=next(self._deals),
            set=self._set(frame.set),
            type=frame.type,
            roles=(*roles, *frame.fillers),
            slots=tuple(Slot(name, value) for name, value in frame.slots.items()),
            triggers=tuple(page.trigger(frame.trigger)),
            origin=frame.origin,
        )


def _filler(page: Page, argument: Argument, mentions: dict[str, Mention]) -> Filler | None:
    """What fills a role: a mention with its entity, or its words; None if it names nothing."""
    mention = mentions.get(argument.mark)
    if mention is None:
        # The argument is another frame: its trigger stands for it.
        evidence = tuple(page.trigger(argument.mark))
        if not evidence:
            return None
        text, entity = evidence[0].text, None
    else:
        evidence = tuple(page.evidence(mention))
        text, entity = mention.text, mention.entity
    also = (mentions[key] for key in argument.also if key in mentions)
    value = argument.value
    return Filler(
        role=argument.role,
        entity=entity,
        value=text if value is None and entity is None else value,
        attributes=dict(argument.attributes),
        evidence=(*evidence, *(piece for other in also for piece in page.evidence(other))),
    )
