"""The articles of a collection that can be read some at a time, in whatever process."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from evreader.domain.article import Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle
from evreader.domain.mention import Mention
from evreader.override import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from evreader.domain.article import Article
    from evreader.domain.likeness import Likeness

Item = TypeVar("Item")
Rest = TypeVar("Rest")


@dataclass(frozen=True, slots=True)
class Portion(Generic[Rest]):
    """Some of a collection's articles, and what else was read with them.

    From process to process it goes as columns of plain values, which takes half the time.
    """

    articles: tuple[AnnotatedArticle, ...]
    rest: Rest

    @override
    def __reduce__(self) -> tuple[object, ...]:
        """How it is pickled."""
        return _unpacked, (tuple(map(_packed, self.articles)), self.rest)


@dataclass(frozen=True, slots=True)
class Portions(Generic[Item, Rest]):
    """The articles of a collection that is read in portions, each of which stands by itself.

    Whoever walks it reads them one after the other; whoever has several cores may ``read`` items
    there, and send what comes of it, in order, ``through``.

    Attributes:
        read: reads one portion; a value that can be handed to another process.
        items: what to read, a small value for each portion.
        through: the articles of all portions, while it sums up what else they bring.
    """

    read: Callable[[Item], Portion[Rest]]
    items: Sequence[Item]
    through: Callable[[Iterable[Portion[Rest]]], Iterator[AnnotatedArticle]]

    def __iter__(self) -> Iterator[AnnotatedArticle]:
        """All articles, read here."""
        return self.through(map(self.read, self.items))


class _Packed(NamedTuple):
    """An article with its mentions; ``article`` has neither passages nor links."""

    article: Article
    passages: list[Any]
    links: list[Any]
    mentions: list[Any]
    likeness: Likeness | None


class _Kind(NamedTuple):
    """A kind of tuple, and what those of its fields hold that are tuples of pairs, by place."""

    made: type[Any]
    pairs: Mapping[int, type[Any]]


_PASSAGE = _Kind(Passage, {Passage._fields.index("sentences"): Span})
_LINK = _Kind(Link, dict.fromkeys(map(Link._fields.index, ("en", "zh")), SentenceRef))
_MENTION = _Kind(Mention, {Mention._fields.index("fragments"): Span})


def _packed(item: AnnotatedArticle) -> _Packed:
    article = item.article
    return _Packed(
        article._replace(passages=(), links=()),
        _columns(_PASSAGE, article.passages),
        _columns(_LINK, article.links),
        _columns(_MENTION, item.mentions),
        item.likeness,
    )


def _unpacked(found: Iterable[_Packed], rest: Rest) -> Portion[Rest]:
    return Portion(tuple(map(_annotated, found)), rest)


def _annotated(packed: _Packed) -> AnnotatedArticle:
    article, passages, links, mentions, likeness = packed
    whole = article._replace(passages=_rows(_PASSAGE, passages), links=_rows(_LINK, links))
    return AnnotatedArticle(whole, _rows(_MENTION, mentions), likeness)


def _columns(kind: _Kind, rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    """The fields of rows as columns."""
    columns: list[Any] = list(zip(*rows, strict=True))
    if columns:
        for at in kind.pairs:
            columns[at] = _apart(columns[at])
    return columns


def _rows(kind: _Kind, columns: list[Any]) -> tuple[Any, ...]:
    """Columns as rows again."""
    if columns:
        for at, made in kind.pairs.items():
            columns[at] = _together(made, *columns[at])
    return tuple(map(kind.made, *columns)) if columns else ()


def _apart(groups: Sequence[tuple[tuple[int, int], ...]]) -> tuple[Any, ...]:
    """Groups of pairs as two columns, and how large each group is; nothing if each is one pair."""
    firsts, seconds = tuple(zip(*chain.from_iterable(groups), strict=True)) or ((), ())
    sizes = list(map(len, groups))
    return (None if set(sizes) == {1} else sizes), firsts, seconds


def _together(
    made: type[Any], sizes: list[int] | None, firsts: tuple[int, ...], seconds: tuple[int, ...]
) -> Iterable[tuple[Any, ...]]:
    """The groups again, of pairs of a kind."""
    found = map(made, firsts, seconds)
    if sizes is None:
        return zip(found, strict=True)
    return [tuple(islice(found, size)) for size in sizes]
