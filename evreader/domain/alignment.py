"""Which sentences of English and Chinese texts say the same: sentence by sentence, and on import.

``align`` is the one face of the aligner; what stands behind it (``anchors``, ``likelihood``,
``lattice``) may be replaced.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.anchors import keys_of, learned_keys
from evreader.domain.article import Link, SentenceRef
from evreader.domain.lattice import Lattice
from evreader.domain.likelihood import Alignment, Likelihood, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evreader.domain.anchors import Keys
    from evreader.domain.article import Language, Passage

__all__ = ["Alignment", "align", "align_article"]

# After the first result, how often to learn from it and align again.
_ROUNDS = 2
_SURE = 0.8

# What a link between passages of one mixed page takes. On paragraphs made of the news development
# set about 9 in 10 true pairs pass and 1 in 100 wrong ones, before the rule of mutual best.
_KEY_WEIGHT = {"n": 2.0, "l": 2.0, "p": 2.0, "t": 0.7, "g": 1.0, "d": 1.0}
_OVERLAP, _OVERLAP_FAR, _SHARED, _SHARED_NEAR = 0.42, 0.5, 3.0, 2.0
# Chinese characters per English character (see likelihood), and how far its logarithm may be off.
_RATIO, _LENGTH_OFF = 0.31, 0.65
# How many passages apart is near; beyond the reach nothing is compared in a very long article.
_NEAR, _REACH, _ALL_PAIRS = 2, 30, 40_000
# A heading of a file pair that the other file's layout hides is taken for one from this score on.
_HIDDEN_HEADING = 0.9


def align(en: Sequence[str], zh: Sequence[str]) -> list[Alignment]:
    """Align two texts, one sentence an item.

    Every sentence of either side occurs exactly once, in order. A link's score is the probability
    that it is one rather than sentences without counterpart; unmatched sentences have the score 0.
    """
    if not en or not zh:
        return [
            *(Alignment((i,), (), 0.0) for i in range(len(en))),
            *(Alignment((), (j,), 0.0) for j in range(len(zh))),
        ]
    en_keys, zh_keys = keys_of(en, zh)
    links = Lattice(Likelihood(Side(en, en_keys), Side(zh, zh_keys))).best()
    for _ in range(_ROUNDS):
        sure = [link for link in links if link.score > _SURE]
        pairs = [(" ".join(en[i] for i in a.en), "".join(zh[j] for j in a.zh)) for a in sure]
        en_more, zh_more = learned_keys(pairs, en, zh)
        likelihood = Likelihood(
            Side(en, [a | b for a, b in zip(en_keys, en_more, strict=True)]),
            Side(zh, [a | b for a, b in zip(zh_keys, zh_more, strict=True)]),
            before=links,
        )
        links = Lattice(likelihood).best()
    return links


def align_article(passages: Sequence[Passage], *, pair: bool) -> tuple[Link, ...]:
    """The translation links among the passages of one article, with ids from 1.

    Headings are linked with headings only; boilerplate and passages in further languages with
    nothing. For a ``pair`` of files the whole of both is aligned. In one mixed page most passages
    are no translation of any other, so two of them must first be found to match as a whole: many
    shared numbers, names and known words, plausible lengths, no better partner on either side, and
    no crossing of another match; only then are their sentences aligned.
    """
    en = _of_language(passages, "en")
    zh = _of_language(passages, "zh")
    if not en or not zh:
        return ()
    if pair:
        by_id = {p.id: p for p in passages}
        links = [link for link in _sentence_links(en, zh) if _kinds_agree(link, by_id)]
    else:
        links = [
            link for match in _matches(en, zh) for link in _sentence_links([match.en], [match.zh])
        ]
    return tuple(
        Link(number, "translation", "automatic", round(link.score, 4), link.en, link.zh)
        for number, link in enumerate(links, 1)
    )


class _Found(NamedTuple):
    """A link that has no id yet."""

    en: tuple[SentenceRef, ...]
    zh: tuple[SentenceRef, ...]
    score: float


class _Match(NamedTuple):
    """Two passages of one page that seem to say the same."""

    en: Passage
    zh: Passage
    overlap: float


def _of_language(passages: Sequence[Passage], language: Language) -> list[Passage]:
    return [p for p in passages if p.language == language and p.kind != "boilerplate"]


def _sentence_links(en: Sequence[Passage], zh: Sequence[Passage]) -> Iterator[_Found]:
    """Align the sentences of two sequences of passages."""
    en_refs, en_texts = _sentences(en)
    zh_refs, zh_texts = _sentences(zh)
    for link in align(en_texts, zh_texts):
        if link.en and link.zh:
            yield _Found(
                tuple(en_refs[i] for i in link.en),
                tuple(zh_refs[j] for j in link.zh),
                link.score,
            )


def _sentences(passages: Sequence[Passage]) -> tuple[list[SentenceRef], list[str]]:
    refs: list[SentenceRef] = []
    texts: list[str] = []
    for passage in passages:
        for number, (start, end) in enumerate(passage.sentences):
            refs.append(SentenceRef(passage.id, number))
            texts.append(passage.text[start:end])
    return refs, texts


def _kinds_agree(link: _Found, by_id: Mapping[int, Passage]) -> bool:
    """Whether no heading is linked with running text."""
    touched = [by_id[ref.passage] for ref in (*link.en, *link.zh)]
    if len({p.kind == "heading" for p in touched}) == 1:
        return True
    whole = len(touched) == 2 and all(len(p.sentences) == 1 for p in touched)  # noqa: PLR2004
    return whole and link.score >= _HIDDEN_HEADING


def _matches(en: Sequence[Passage], zh: Sequence[Passage]) -> list[_Match]:
    """The pairs of passages of one page with real evidence, in order on both sides."""
    en_keys, zh_keys = keys_of([p.text for p in en], [p.text for p in zh])
    candidates: list[_Match] = []
    for i, j in _candidates(en, zh):
        overlap = _evidence(en[i], zh[j], en_keys[i], zh_keys[j])
        if overlap:
            candidates.append(_Match(en[i], zh[j], overlap))
    best_en = _best((m.en.id, m) for m in candidates)
    best_zh = _best((m.zh.id, m) for m in candidates)
    mutual = [m for m in candidates if best_en[m.en.id] is m is best_zh[m.zh.id]]
    return _uncrossed(mutual)


def _candidates(en: Sequence[Passage], zh: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    everything = len(en) * len(zh) <= _ALL_PAIRS
    first = 0
    for i, left in enumerate(en):
        if not everything:
            while first < len(zh) and zh[first].index < left.index - _REACH:
                first += 1
        for j in range(first, len(zh)):
            if not everything and zh[j].index > left.index + _REACH:
                break
            if (left.kind == "heading") == (zh[j].kind == "heading"):
                yield i, j


def _evidence(en: Passage, zh: Passage, en_keys: Keys, zh_keys: Keys) -> float:
    """The share of keys two passages have in common (0–1), or 0 where that does not suffice."""
    off = math.log(len(zh.text) / len(en.text) / _RATIO)
    if abs(off) > _LENGTH_OFF:
        return 0.0
    shared = _weight(en_keys & zh_keys)
    near = abs(en.index - zh.index) <= _NEAR
    if shared < (_SHARED_NEAR if near and en.kind == "heading" else _SHARED):
        return 0.0
    overlap = 2 * shared / (_weight(en_keys) + _weight(zh_keys))
    return overlap if overlap >= (_OVERLAP if near else _OVERLAP_FAR) else 0.0


def _weight(keys: Iterable[str]) -> float:
    return sum(_KEY_WEIGHT[key[0]] for key in keys)


def _best(matches: Iterable[tuple[int, _Match]]) -> dict[int, _Match]:
    """The match with the largest overlap for each passage; the nearer one of equals."""
    found: dict[int, _Match] = {}
    for passage, match in matches:
        if passage not in found or _rank(match) > _rank(found[passage]):
            found[passage] = match
    return found


def _rank(match: _Match) -> tuple[float, int]:
    return match.overlap, -abs(match.en.index - match.zh.index)


def _uncrossed(matches: Sequence[_Match]) -> list[_Match]:
    """The matches without those that cross a stronger one."""
    kept: list[_Match] = []
    for match in sorted(matches, key=_rank, reverse=True):
        if all(
            (match.en.index < other.en.index) == (match.zh.index < other.zh.index) for other in kept
        ):
            kept.append(match)
    return sorted(kept, key=lambda match: match.en.index)
