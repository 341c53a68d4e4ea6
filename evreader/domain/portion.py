"""The articles of a collection that can be read some at a time, in whatever process."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from evreader.domain.article import Passage, Span
from evreader.domain.bundle import AnnotatedArticle
from evreader.domain.mention import Mention
from evreader.override import override

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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


class _Columns(NamedTuple):
    """Tuples of one kind, each field as a column; what is in spans stands beside."""

    fields: tuple[tuple[Any, ...], ...]
    spans: tuple[list[int], tuple[int, ...], tuple[int, ...]]


class _Packed(NamedTuple):
    """An article with its mentions; ``article`` has no passages."""

    article: Article
    passages: _Columns
    mentions: _Columns
    likeness: Likeness | None


def _packed(item: AnnotatedArticle) -> _Packed:
    article, mentions = item.article, item.mentions
    return _Packed(
        article._replace(passages=()),
        _columns(article.passages, _SENTENCES),
        _columns(mentions, _FRAGMENTS),
        item.likeness,
    )


def _unpacked(found: Iterable[_Packed], rest: Rest) -> Portion[Rest]:
    return Portion(tuple(map(_annotated, found)), rest)


def _annotated(packed: _Packed) -> AnnotatedArticle:
    article, passages, mentions, likeness = packed
    return AnnotatedArticle(
        article._replace(passages=tuple(map(Passage, *_fields(passages, _SENTENCES)))),
        tuple(map(Mention, *_fields(mentions, _FRAGMENTS))),
        likeness,
    )


_SENTENCES, _FRAGMENTS = Passage._fields.index("sentences"), Mention._fields.index("fragments")


def _columns(rows: Sequence[tuple[Any, ...]], spans: int) -> _Columns:
    """Rows as columns, of which the one of spans is taken apart."""
    fields = tuple(zip(*rows, strict=True))
    groups = fields[spans] if fields else ()
    starts, ends = tuple(zip(*chain.from_iterable(groups), strict=True)) or ((), ())
    return _Columns((*fields[:spans], *fields[spans + 1 :]), (list(map(len, groups)), starts, ends))


def _fields(columns: _Columns, spans: int) -> list[Iterable[Any]]:
    """The columns with the one of spans in its place."""
    fields: list[Iterable[Any]] = [*columns.fields]
    sizes, starts, ends = columns.spans
    found = map(Span, starts, ends)
    fields.insert(spans, [tuple(islice(found, size)) for size in sizes])
    return fields
