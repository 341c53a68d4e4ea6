"""Which sentences of English and Chinese texts say the same: sentence by sentence, and on import.

``align`` and ``align_article`` are the faces of the aligner; what stands behind them (``bitext``,
``likelihood``, ``lattice``) is explained in docs/aligner.md. It needs NumPy, which is loaded when
there is something to align and not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.article import Link, SentenceRef

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evreader.domain.article import Language, Passage
    from evreader.domain.lexicon import Lexicon

# A heading of a file pair that the other file's layout hides is taken for one from this score on.
_HIDDEN_HEADING = 0.9
# Of a score that is kept: more would differ from machine to machine.
_DIGITS = 2


class Alignment(NamedTuple):
    """Sentences (from 0) that say the same; one empty side: unmatched. The score is in 0–1."""

    en: tuple[int, ...]
    zh: tuple[int, ...]
    score: float


class _Found(NamedTuple):
    """A link that has no id yet."""

    en: tuple[SentenceRef, ...]
    zh: tuple[SentenceRef, ...]
    score: float


def align(
    en: Sequence[str], zh: Sequence[str], *, lexicon: Lexicon | None = None
) -> list[Alignment]:
    """Align two texts, one sentence an item.

    Every sentence of either side occurs exactly once, in order. A link's score is the probability
    that just these sentences say the same; unmatched sentences have the score 0.

    Args:
        en: the English sentences.
        zh: the Chinese ones, simplified or traditional.
        lexicon: the dictionary; without one a glossary of some hundred words has to do.
    """
    if not en or not zh:
        return [
            *(Alignment((i,), (), 0.0) for i in range(len(en))),
            *(Alignment((), (j,), 0.0) for j in range(len(zh))),
        ]
    from evreader.domain.bitext import Bitext
    from evreader.domain.glossary import Glossary

    return [
        Alignment(
            tuple(range(found.en, found.en + found.sizes[0])),
            tuple(range(found.zh, found.zh + found.sizes[1])),
            found.probability,
        )
        for found in Bitext(en, zh, lexicon or Glossary()).links()
    ]


def align_article(
    passages: Sequence[Passage], *, pair: bool, lexicon: Lexicon | None = None
) -> tuple[Link, ...]:
    """The translation links among the passages of one article, with ids from 1.

    Headings are linked with headings only; boilerplate and passages in further languages with
    nothing. For a ``pair`` of files the whole of both is aligned. In one mixed page most passages
    are no translation of any other, so two of them must first be found to match as a whole
    (``counterparts``); only then are their sentences aligned.
    """
    en = _of_language(passages, "en")
    zh = _of_language(passages, "zh")
    if not en or not zh:
        return ()
    if pair:
        by_id = {p.id: p for p in passages}
        links = [link for link in _sentence_links(en, zh, lexicon) if _kinds_agree(link, by_id)]
    else:
        from evreader.domain.counterparts import counterparts
        from evreader.domain.glossary import Glossary

        links = [
            link
            for left, right in counterparts(en, zh, lexicon or Glossary())
            for link in _sentence_links([left], [right], lexicon)
        ]
    return tuple(
        Link(number, "translation", "automatic", round(link.score, _DIGITS), link.en, link.zh)
        for number, link in enumerate(links, 1)
    )


def _of_language(passages: Sequence[Passage], language: Language) -> list[Passage]:
    return [p for p in passages if p.language == language and p.kind != "boilerplate"]


def _sentence_links(
    en: Sequence[Passage], zh: Sequence[Passage], lexicon: Lexicon | None
) -> Iterator[_Found]:
    """Align the sentences of two sequences of passages."""
    en_refs, en_texts = _sentences(en)
    zh_refs, zh_texts = _sentences(zh)
    for link in align(en_texts, zh_texts, lexicon=lexicon):
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
