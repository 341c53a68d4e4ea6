"""What of a project goes out: a choice that every export takes, by window or command line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evreader.errors import InputError

if TYPE_CHECKING:
    from evreader.domain.annotation import Deal, Mention
    from evreader.domain.article import Article

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)")


@dataclass(frozen=True, slots=True)
class Extent:
    """What goes out; without any choice, everything.

    Attributes:
        sets: names of annotation sets; none: those that the format takes by itself.
        articles: ids of articles; none: all.
        types: names of types of mentions and deals; none: all.
        since: the first date of articles, ISO 8601, maybe cut short (``2025-03``); empty: any.
        until: the last one; ``2025`` means until the end of that year.
        reviewed: only what a person made or confirmed: mentions, deals and links.
    """

    sets: tuple[str, ...] = ()
    articles: tuple[int, ...] = ()
    types: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    reviewed: bool = False

    def __post_init__(self) -> None:
        """Check the dates.

        Raises:
            InputError: one of them is none.
        """
        for date in (self.since, self.until):
            if date and not _DATE.fullmatch(date):
                raise InputError(
                    f"“{date}” is no date; write it as 2025-03-31, 2025-03 or just 2025."
                )

    @property
    def is_whole(self) -> bool:
        """Whether nothing was chosen."""
        return self == Extent()

    @property
    def is_of_all_articles(self) -> bool:
        """Whether no article is left out."""
        return not (self.articles or self.since or self.until)

    def holds_date(self, date: str) -> bool:
        """Whether an article of this date is meant; one cut short if some day of it is."""
        if not (self.since or self.until):
            return True
        found = _DATE.match(date)
        if found is None:
            return False
        after = not self.since or _shortened(found[0], self.since) >= self.since[: len(found[0])]
        return after and (
            not self.until or _shortened(found[0], self.until) <= self.until[: len(found[0])]
        )

    def holds(self, item: Mention | Deal) -> bool:
        """Whether a mention or deal of the chosen articles and sets is meant."""
        return self.holds_type(item.type, item.origin)

    def kept(self, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Those of an article's mentions that are meant."""
        if not (self.types or self.reviewed):
            return found
        return tuple(filter(self.holds, found))

    def holds_type(self, name: str, origin: str) -> bool:
        """Whether what is of this type and was made by this one is meant."""
        return (not self.types or name in self.types) and (not self.reviewed or origin == "user")

    def cut(self, article: Article) -> Article:
        """An article with the links that are meant."""
        if not self.reviewed:
            return article
        links = tuple(link for link in article.links if link.status == "confirmed")
        return article._replace(links=links)


def _shortened(date: str, other: str) -> str:
    return date[: len(other)]
