"""Aligning an article again around what a person has confirmed.

Confirmed translations are fixed points: they cut the article into stretches, and each of these is
aligned by itself. So the aligner cannot undo what was confirmed, nor cross it.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.alignment import align_article
from evreader.domain.article import SentenceRef
from evreader.domain.pairing import is_alive, is_two_sided, refs_of, says_rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from evreader.domain.article import Article, Language, Link, Passage
    from evreader.domain.lexicon import Lexicon

    Report = Callable[[int, int, str], None]

_HALF = 0.5
"""From this share of linked sentences on, an article counts as one text in two languages."""


class _Anchor(NamedTuple):
    """What a confirmed link covers in the order of each side: first and last sentence."""

    en: tuple[int, int]
    zh: tuple[int, int]


class _Stretch(NamedTuple):
    """Free sentences between two fixed points."""

    en: Sequence[SentenceRef]
    zh: Sequence[SentenceRef]


def realigned(
    article: Article, *, report: Report | None = None, lexicon: Lexicon | None = None
) -> tuple[Link, ...]:
    """The links of an article after all automatic translations were made anew.

    A link found again keeps its id; new ones have the id 0. What was confirmed, rejected or has
    another relation stays as it is.

    Args:
        article: with the links it has.
        report: told how many sentences are done, of how many; it may raise to cancel.
        lexicon: the dictionary.
    """
    kept = [link for link in article.links if not _is_free(link)]
    rejected = [link for link in kept if not is_alive(link)]
    stretches = list(_stretches(article.passages, kept))
    total = sum(len(s.en) + len(s.zh) for s in stretches)
    by_id = {passage.id: passage for passage in article.passages}
    pair = _is_pair(article)
    found: list[Link] = []
    done = 0
    for stretch in stretches:
        if report:
            report(done, total, "")
        found += _aligned(by_id, stretch, pair=pair, lexicon=lexicon)
        done += len(stretch.en) + len(stretch.zh)
    if report:
        report(total, total, "")
    known = {(link.en, link.zh): link.id for link in article.links if _is_free(link)}
    fresh = [
        link._replace(id=known.get((link.en, link.zh), 0))
        for link in found
        if not says_rejected(link, rejected)
    ]
    return tuple(sorted((*kept, *fresh), key=lambda link: (not link.id, link.id)))


def _is_free(link: Link) -> bool:
    return link.status == "automatic" and link.relation == "translation"


def _is_pair(article: Article) -> bool:
    """Whether most of the shorter side has a translation: not just a page with a few."""
    linked = {
        ref
        for link in article.links
        if is_alive(link) and is_two_sided(link) and link.relation == "translation"
        for ref in refs_of(link)
    }
    sides = [_column(article.passages, language) for language in ("en", "zh")]
    shorter = min(sides, key=len)
    return len(linked.intersection(shorter)) >= _HALF * len(shorter)


def _column(passages: Iterable[Passage], language: Language) -> list[SentenceRef]:
    """The sentences of a language in document order, boilerplate left out."""
    return [
        SentenceRef(passage.id, number)
        for passage in passages
        if passage.language == language and passage.kind != "boilerplate"
        for number in range(len(passage.sentences))
    ]


def _stretches(passages: Sequence[Passage], kept: Iterable[Link]) -> Iterator[_Stretch]:
    """Where there is something to align on both sides, from fixed point to fixed point."""
    en, zh = _column(passages, "en"), _column(passages, "zh")
    fixed = [x for x in kept if x.status == "confirmed" and x.relation == "translation"]
    taken = {ref for link in fixed for ref in refs_of(link)}
    after_en = after_zh = 0
    for anchor in [*_chain(en, zh, fixed), _Anchor((len(en), 0), (len(zh), 0))]:
        stretch = _Stretch(
            [ref for ref in en[after_en : anchor.en[0]] if ref not in taken],
            [ref for ref in zh[after_zh : anchor.zh[0]] if ref not in taken],
        )
        if stretch.en and stretch.zh:
            yield stretch
        after_en, after_zh = anchor.en[1] + 1, anchor.zh[1] + 1


def _chain(
    en: Sequence[SentenceRef], zh: Sequence[SentenceRef], fixed: Iterable[Link]
) -> list[_Anchor]:
    """As many fixed points as stand in the same order on both sides; others cut nothing."""
    places_en = {ref: place for place, ref in enumerate(en)}
    places_zh = {ref: place for place, ref in enumerate(zh)}
    anchors = []
    for link in fixed:
        left = sorted(places_en[ref] for ref in link.en if ref in places_en)
        right = sorted(places_zh[ref] for ref in link.zh if ref in places_zh)
        if left and right:
            anchors.append(_Anchor((left[0], left[-1]), (right[0], right[-1])))
    chain: list[_Anchor] = []
    for anchor in _rising(sorted(anchors)):
        if not chain or (anchor.en[0] > chain[-1].en[1] and anchor.zh[0] > chain[-1].zh[1]):
            chain.append(anchor)
    return chain


def _rising(anchors: Sequence[_Anchor]) -> list[_Anchor]:
    """The longest sequence whose Chinese sides rise too (by patience sorting)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, anchor in enumerate(anchors):
        length = bisect_left(ends, anchor.zh[0])
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [anchor.zh[0]]
        at[length : length + 1] = [number]
    chain: list[_Anchor] = []
    number = at[-1] if at else -1
    while number >= 0:
        chain.append(anchors[number])
        number = before[number]
    return chain[::-1]


def _aligned(
    by_id: Mapping[int, Passage], stretch: _Stretch, *, pair: bool, lexicon: Lexicon | None
) -> Iterator[Link]:
    """Align a stretch as if its passages had no other sentences."""
    free: dict[int, list[int]] = {}
    for passage, number in (*stretch.en, *stretch.zh):
        free.setdefault(passage, []).append(number)
    shown = [
        by_id[id_]._replace(sentences=tuple(by_id[id_].sentences[number] for number in numbers))
        for id_, numbers in free.items()
    ]

    def own(refs: Collection[SentenceRef]) -> tuple[SentenceRef, ...]:
        return tuple(SentenceRef(ref.passage, free[ref.passage][ref.sentence]) for ref in refs)

    for link in align_article(shown, pair=pair, lexicon=lexicon):
        yield link._replace(id=0, en=own(link.en), zh=own(link.zh))
