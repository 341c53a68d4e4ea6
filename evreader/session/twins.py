"""Which articles that come in with annotations are in the project already.

They are told by their whole text without white space, so that what was tagged in another tool, or
in another project, is placed on the article that is here instead of doubling it. Translations that
a user typed in count where both have them, and are passed over where only one has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.carryover import Carryover, digest
from evreader.store import articles, bundles

if TYPE_CHECKING:
    import sqlite3

    from evreader.domain.article import Article


class Twins:
    """The articles of the project, to ask for one with the same text.

    Attributes:
        matched: the articles found since ``begin``, in the order in which they were asked for;
            None stands for one that is not here.
    """

    def __init__(self, plain: sqlite3.Connection) -> None:
        self.matched: list[int | None] = []
        self._plain = plain
        self._last = 0
        self._ids: dict[str, list[int]] = {}
        self._taken: set[int] = set()
        self._carries: list[Carryover] = []

    def begin(self) -> None:
        """Begin with a bundle: its articles are no twins of each other, only of what is here."""
        self.matched, self._taken, self._carries = [], set(), []
        for article, passages in bundles.texts(self._plain, self._last):
            self._last = article
            whole = digest(text for text, _ in passages)
            own = digest(text for text, origin in passages if origin == "source")
            for key in filter(None, {whole, own}):
                self._ids.setdefault(key, []).append(article)

    def find(self, article: Article, *, wholly: bool = False) -> Carryover | None:
        """The way into the article that is the same; each is found once for a bundle.

        ``wholly`` asks for the same translations of a user's, too.
        """
        for version in _versions(article)[: 1 if wholly else None]:
            found = self._free(digest(passage.text for passage in version.passages))
            if found:
                self._taken.add(found)
                self.matched.append(found)
                self._carries.append(self._carryover(version, found))
                return self._carries[-1]
        self.matched.append(None)
        return None

    def remarks(self) -> list[str]:
        """One sentence for each quote that found no place in its article here, since ``begin``."""
        return [
            f"“{quote}” has no place in the article that is here; it is kept without one."
            for carry in self._carries
            for quote in carry.unplaced
        ]

    def _free(self, key: str) -> int:
        known = self._ids.get(key, ())
        return next((article for article in known if article not in self._taken), 0)

    def _carryover(self, version: Article, found: int) -> Carryover:
        text = digest(passage.text for passage in version.passages)
        here = _versions(articles.article(self._plain, found))
        same = (one for one in here if digest(p.text for p in one.passages) == text)
        return Carryover(version, next(same))


def _versions(article: Article) -> list[Article]:
    """The article, and what is left of it without the user's own translations."""
    own = tuple(passage for passage in article.passages if passage.origin == "source")
    if len(own) == len(article.passages):
        return [article]
    return [article, article._replace(passages=own)]
