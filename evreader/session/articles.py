"""Reading articles, and the little that may change about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.reading import PassageContent
from evreader.session.core import shortened
from evreader.store import articles, mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from evreader.domain.annotation import Mention
    from evreader.domain.article import Article, ArticleInfo, Kind, Language, Link
    from evreader.domain.reading import Outline
    from evreader.domain.summaries import ArticleSummary, Hit
    from evreader.session.core import Core


class Articles:
    """The articles of the open project."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def ids(self) -> list[int]:
        """All articles, in the order they came."""
        return articles.ids(self._core.plain)

    def first(self) -> int | None:
        """The article that came first; None in a project without any."""
        return articles.first(self._core.plain)

    def summaries(
        self, title: str = "", *, only: Iterable[int] | None = None, every_set: bool = False
    ) -> list[ArticleSummary]:
        """The library list, newest first: of titles that contain the text, of these ids only.

        Mentions and deals are counted in the current annotation set, or in every one.
        """
        from evreader.domain.matching import finder

        plain = self._core.plain
        found = articles.summaries(plain, sets=self._core.set_ids(every=every_set), only=only)
        wanted = finder(title)
        return [item for item in found if wanted.search(item.title)] if title else found

    def deal_counts(self) -> dict[int, int]:
        """How many deals of the current set have evidence in an article, where any has."""
        return articles.deal_counts(self._core.plain, sets=self._core.set_ids(every=False))

    def get(self, article: int) -> Article:
        """A whole article."""
        return articles.article(self._core.plain, article)

    def info(self, article: int) -> ArticleInfo:
        """What is known about an article besides its text."""
        return articles.info(self._core.plain, article)

    def outline(self, article: int) -> Outline:
        """The shape of an article, without its text."""
        return articles.outline(self._core.plain, article)

    def contents(self, passages: Sequence[int]) -> dict[int, PassageContent]:
        """These passages with their links and the current set's mentions, by passage id."""
        plain = self._core.plain
        touching: dict[int, list[Link]] = {}
        for link in articles.links_touching(plain, passages):
            for passage in {ref.passage for ref in (*link.en, *link.zh)}:
                touching.setdefault(passage, []).append(link)
        tagged: dict[int, list[Mention]] = {}
        for mention in mentions.of_passages(plain, passages, self._core.current_set.id):
            if mention.fragments:
                tagged.setdefault(mention.passage, []).append(mention)
        return {
            passage.id: PassageContent(
                passage, tuple(touching.get(passage.id, ())), tuple(tagged.get(passage.id, ()))
            )
            for passage in articles.passages(plain, passages)
        }

    def article_of(self, passage: int) -> int:
        """The article a passage stands in."""
        return articles.article_of(self._core.plain, passage)

    def languages(self, passages: Iterable[int]) -> dict[int, Language]:
        """The main language of each of these passages."""
        return articles.languages(self._core.plain, passages)

    def search(self, text: str, *, limit: int = 200) -> list[Hit]:
        """Where the text occurs in passages, in document order."""
        return articles.search(self._core.plain, text, limit=limit) if text else []

    def set_info(self, article: int, info: ArticleInfo) -> None:
        """Correct what is known about an article besides its text."""
        self.info(article)
        with self._core.operation("Change article details", shortened(info.title)) as db:
            articles.set_info(db, article, info)

    def set_kind(self, passages: Sequence[int], kind: Kind) -> None:
        """Say what passages are on their page: headings, paragraphs, boilerplate."""
        with self._core.operation("Change kind of passage", kind) as db:
            articles.set_kind(db, passages, kind)

    def set_main_text(self, article: int, kinds: Mapping[int, Kind]) -> None:
        """Say which blocks of its page are an article's main text, and what they are, as one step.

        All its other blocks are boilerplate. Nobody needs to look at it any more; links that nobody
        has confirmed are made anew.

        Args:
            article: the article.
            kinds: the kind of each block that belongs in, by its index.
        """
        from evreader.session.links import Links

        found = self.get(article)
        changed: dict[Kind, list[int]] = {}
        for passage in found.passages:
            kind = kinds.get(passage.index, "boilerplate")
            if passage.origin == "source" and kind != passage.kind:
                changed.setdefault(kind, []).append(passage.id)
        with self._core.operation("Choose main text", shortened(found.info.title)) as db:
            for kind, ids in changed.items():
                articles.set_kind(db, ids, kind)
            articles.set_review(db, [article], "")
            if changed:
                Links(self._core).realign(article)

    def set_reviewed(self, ids: Sequence[int]) -> None:
        """Say that somebody has looked at articles that needed it."""
        titles = [self.info(article).title for article in ids]
        detail = shortened(titles[0]) if len(titles) == 1 else f"({len(titles)})"
        with self._core.operation("Mark as looked at", detail) as db:
            articles.set_review(db, ids, "")

    def delete(self, ids: Sequence[int]) -> None:
        """Remove articles with all that is tagged in them.

        Raises:
            LockedSetError: a locked set has mentions or evidence there.
        """
        titles = [self.info(article).title for article in ids]
        detail = shortened(titles[0]) if len(titles) == 1 else f"({len(titles)})"
        of_sets = articles.sets_of(self._core.plain, ids)
        with self._core.operation("Delete article", detail, of_sets=of_sets) as db:
            articles.delete(db, ids)
