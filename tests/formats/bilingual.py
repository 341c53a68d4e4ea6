"""Bilingual articles as chance makes them, for the formats that carry links between sentences."""

from __future__ import annotations

from hypothesis import strategies as st

from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.sentences import split_sentences

_SENTENCES = {
    "en": [
        "It costs 5 euros.",
        "Qiming & Norrland <sign>?",
        " A “deal”!\r\n",
        "👩\u200d💻 is here. ",
        "x",
    ],
    "zh": ["丰田在𠮷林投资。", "启明说：“好！” ", "合资\r\n公司。\u2028", "丰田", "。。"],
    "other": ["Das Werk öffnet.", " C’est tout. "],
}
_GAPS = ["", " ", "\n", "\r\n\r\n", "\u3000", "\t"]
_KINDS = ["paragraph", "heading", "list-item", "caption", "boilerplate"]


@st.composite
def _passages(draw: st.DrawFn, languages: list[str]) -> list[Passage]:
    passages = []
    for index in range(draw(st.integers(1, 6))):
        language = draw(st.sampled_from(languages))
        parts = st.sampled_from(_SENTENCES[language]) | st.sampled_from(_GAPS)
        text = draw(st.sampled_from(_SENTENCES[language]))
        text = "".join([
            *draw(st.lists(parts, max_size=3)),
            text,
            *draw(st.lists(parts, max_size=3)),
        ])
        origin = draw(st.sampled_from(["source", "user"]))
        sentences = split_sentences(text, language)
        passages.append(
            Passage(index + 1, index, language, draw(st.sampled_from(_KINDS)), text, sentences,
                    origin=origin)
        )  # fmt: skip
    return passages


@st.composite
def _links(draw: st.DrawFn, passages: list[Passage]) -> list[Link]:
    refs: dict[str, list[SentenceRef]] = {"en": [], "zh": [], "other": []}
    for passage in passages:
        refs[passage.language] += [
            SentenceRef(passage.id, number) for number in range(len(passage.sentences))
        ]
    links = []
    while (refs["en"] or refs["zh"]) and draw(st.integers(0, 3)):
        en, zh = ([refs[side].pop() for _ in range(min(len(refs[side]), draw(st.integers(0, 2))))]
                  for side in ("en", "zh"))  # fmt: skip
        if en or zh:
            status = draw(st.sampled_from(["automatic", "confirmed"])) if en and zh else "confirmed"
            score = draw(st.sampled_from([0.0, 0.125, 0.9876, 1.0]))
            links.append(Link(len(links) + 1, "translation", status, score, tuple(en), tuple(zh)))
    return links


@st.composite
def bilingual(draw: st.DrawFn, languages: tuple[str, ...] = ("en", "zh")) -> Bundle:
    """One article, its sentences linked by translations that have not been rejected."""
    passages = draw(_passages(list(languages)))
    links = draw(_links(passages))
    info = ArticleInfo(draw(st.sampled_from(["A & B", "丰田", "x"])), "a.html", "2025-03")
    return Bundle(articles=(AnnotatedArticle(Article(1, info, tuple(passages), tuple(links))),))


def told(bundle: Bundle) -> list[object]:
    """What such a bundle says, whatever its ids are."""
    found: list[object] = []
    for annotated in bundle.articles:
        article = annotated.article
        index = {passage.id: passage.index for passage in article.passages}
        places = [
            [[(index[ref.passage], ref.sentence) for ref in side] for side in (link.en, link.zh)]
            for link in article.links
        ]
        found.append((
            article.info.title,
            article.info.date,
            [(p.language, p.kind, p.text, p.sentences, p.origin) for p in article.passages],
            sorted(
                (place, link.status, link.score)
                for place, link in zip(places, article.links, strict=True)
            ),
        ))
    return found
