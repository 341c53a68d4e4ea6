"""Two texts of one article, one in each language, made into one article in one order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evreader.domain.alignment import align_article
from evreader.domain.article import Article, ArticleInfo, Cut, SentenceRef
from evreader.domain.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evreader.domain.article import Kind, Language, Link, Passage
    from evreader.domain.lexicon import Lexicon


def paired(en: Article, zh: Article, *, lexicon: Lexicon | None = None) -> Article:
    """One article of an English text and its Chinese translation, aligned.

    Linked passages stand together, an English one before the Chinese ones; each side keeps its own
    order. What is known about the English text goes before what the other says. A passage without
    any letter, such as a bare number, has no language of its own and takes that of its side.
    """
    left = [_on_side(passage, "en", 0) for passage in en.passages]
    right = [_on_side(passage, "zh", len(left)) for passage in zh.passages]
    links = align_article([*left, *right], pair=True, lexicon=lexicon)
    order = _interleaved(left, right, links)
    place = {passage.id: index for index, passage in enumerate(order)}
    return Article(
        en.id,
        _info(en.info, zh.info),
        tuple(passage._replace(id=k + 1, index=k) for k, passage in enumerate(order)),
        tuple(_moved(link, place) for link in links),
        tuple(_cuts(en, zh, place)),
        " ".join(dict.fromkeys(text for text in (en.review, zh.review) if text)),
    )


def _on_side(passage: Passage, language: Language, before: int) -> Passage:
    """A passage with an id that counts on from the other side's, in the language of its side."""
    number = before + passage.index + 1
    if any(character.isalpha() for character in passage.text):
        return passage._replace(id=number)
    sentences = split_sentences(passage.text, language)
    return passage._replace(id=number, language=language, sentences=sentences)


def _info(en: ArticleInfo, zh: ArticleInfo) -> ArticleInfo:
    known = {name: getattr(en, name) or getattr(zh, name) for name in ArticleInfo._fields}
    sources = dict.fromkeys(source for source in (en.source, zh.source) if source)
    return ArticleInfo(**known | {"source": " + ".join(sources)})


def _interleaved(
    left: Sequence[Passage], right: Sequence[Passage], links: Sequence[Link]
) -> list[Passage]:
    """Both sides in one order that keeps each side's own and brings linked passages together."""
    place = {passage.id: k for k, passage in enumerate(right)}
    linked: dict[int, list[int]] = {}
    for link in links:
        for en in link.en:
            linked.setdefault(en.passage, []).extend(
                place[zh.passage] for zh in link.zh if zh.passage in place
            )
    order: list[Passage] = []
    done = 0
    for passage in left:
        partners = linked.get(passage.id)
        if partners:
            order.extend(right[done : min(partners)])
            done = max(done, min(partners))
        order.append(passage)
        if partners:
            order.extend(right[done : max(partners) + 1])
            done = max(done, max(partners) + 1)
    order.extend(right[done:])
    return order


def _moved(link: Link, place: dict[int, int]) -> Link:
    en, zh = (
        tuple(SentenceRef(place[ref.passage] + 1, ref.sentence) for ref in refs)
        for refs in (link.en, link.zh)
    )
    return link._replace(en=en, zh=zh)


def _cuts(en: Article, zh: Article, place: dict[int, int]) -> list[Cut]:
    """What each program takes for the main text, over both sides.

    A side that a program has no opinion of its own on stays as it is.
    """
    found = []
    sides = ((en, 1), (zh, 1 + len(en.passages)))
    for name in dict.fromkeys(cut.name for cut in (*en.cuts, *zh.cuts)):
        kinds: dict[int, Kind] = {}
        scores = []
        for side, first in sides:
            cut = next((cut for cut in side.cuts if cut.name == name), None)
            scores += [cut.score] if cut else []
            kept = cut.kinds if cut else _kept(side)
            kinds |= {place[first + index]: kind for index, kind in kept.items()}
        found.append(Cut(name, min(scores), kinds))
    return found


def _kept(article: Article) -> dict[int, Kind]:
    return {p.index: p.kind for p in article.passages if p.kind != "boilerplate"}
