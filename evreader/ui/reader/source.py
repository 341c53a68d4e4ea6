"""Where the reader view gets what it shows: the part of the session that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evreader.domain.annotation import Mention
    from evreader.domain.reading import Outline, PassageContent


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
