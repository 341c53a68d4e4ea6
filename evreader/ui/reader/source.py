"""Where the reader view gets what it shows: the part of the session that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from evreader.domain.reading import Outline
from evreader.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evreader.domain.annotation import Mention
    from evreader.domain.reading import PassageContent


class Articles(Protocol):
    """Shapes and contents of articles."""

    def outline(self, article: int, /) -> Outline:
        """The shape of an article, without its text."""
        ...

    def contents(self, passages: Sequence[int], /) -> Mapping[int, PassageContent]:
        """Text, links and mentions of these passages, by id."""
        ...


class Mentions(Protocol):
    """Mentions of the current annotation set."""

    def get(self, mention: int, /) -> Mention:
        """One mention by id."""
        ...

    def neighbour(
        self,
        article: int,
        passage: int,
        position: int,
        *,
        mention: int | None = None,
        backward: bool = False,
    ) -> Mention | None:
        """The mention after (before) a place or a mention, in document order; it wraps."""
        ...


class Source(Protocol):
    """What a reader view reads from; an open session is one."""

    @property
    def articles(self) -> Articles:
        """Shapes and contents of articles."""
        ...

    @property
    def mentions(self) -> Mentions:
        """Mentions of the current annotation set."""
        ...


class Nothing:
    """A source with nothing in it: what a view reads from that shows no article."""

    @property
    def articles(self) -> NoArticles:
        """No article."""
        return NoArticles()

    @property
    def mentions(self) -> NoMentions:
        """No mention."""
        return NoMentions()


class NoArticles:
    """Says of every article that it is empty."""

    def outline(self, _article: int, /) -> Outline:
        """An article of number 0, which no article has, without passages."""
        return Outline(0, (), (), (), (), ())

    def contents(self, _passages: Sequence[int], /) -> Mapping[int, PassageContent]:
        """None."""
        return {}


class NoMentions:
    """Has no mention."""

    def get(self, mention: int, /) -> Mention:
        """Refuse.

        Raises:
            NotFoundError: always.
        """
        raise NotFoundError(f"There is no mention {mention}.")

    def neighbour(self, *_place: int, **_how: object) -> Mention | None:
        """None."""
        return None
