"""Bundles to write and read: a small one made by hand, and any that chance makes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from evreader.domain.annotation import (
    AnnotationSet,
    Deal,
    Entity,
    Evidence,
    Filler,
    Mention,
    Name,
    Slot,
)
from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle, Receipt
from evreader.domain.scheme import Scheme
from evreader.formats.standoff.export import Export

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEME = {
    "name": "small",
    "entity": [
        {
            "name": "Company",
            "label": {"en": "Company", "zh": "公司"},
            "short": {"en": "CO", "zh": "公司"},
            "key": "1",
            "color": "#394ac5",
            "attributes": {"level": ["name", "nominal"], "ticker": []},
        },
        {
            "name": "Place",
            "label": {"en": "Place", "zh": "地点"},
            "short": {"en": "LOC", "zh": "地点"},
            "color": "#f0f0a0",
        },
    ],
    "deal": [
        {
            "name": "JointVenture",
            "label": {"en": "Joint venture", "zh": "合资"},
            "key": "j",
            "color": "#8f2d00",
            "role": [
                {
                    "name": "Partner",
                    "label": {"en": "Partner", "zh": "合资方"},
                    "required": True,
                    "many": True,
                    "types": ["Company"],
                    "attributes": ["stake"],
                },
                {"name": "Location", "label": {"en": "Location", "zh": "地点"}, "types": ["Place"]},
            ],
        },
    ],
    "slot": [
        {
            "name": "status",
            "label": {"en": "Status", "zh": "状态"},
            "kind": "choice",
            "choices": ["announced", "signed"],
        },
        {"name": "value", "label": {"en": "Value", "zh": "金额"}, "kind": "money"},
        {"name": "note", "label": {"en": "Note", "zh": "备注"}, "kind": "note"},
    ],
}

EN = "Norrland Motors and Qiming Auto\r\nagreed on a joint venture in Lund."
ZH = "诺兰汽车与启明汽车在隆德成立合资公司。"
LATER = "Qiming Auto will put €40m into the plant."


def _evidence(passage: int, text: str, quote: str, mention: int | None = None) -> Evidence:
    start = text.index(quote)
    return Evidence(passage, start, start + len(quote), quote, mention)


def _mention(number: int, passage: int, text: str, quote: str, entity: int | None) -> Mention:
    start = text.index(quote)
    spans = (Span(start, start + len(quote)),)
    return Mention(number, passage, spans, quote, "Company", 1, entity)


@pytest.fixture
def deal_bundle() -> Bundle:
    """Two articles, four mentions, one joint venture with evidence in both and on both sides."""
    first = Article(
        1,
        ArticleInfo("Norrland and Qiming join", "Baltic Wire", "2025-03-01"),
        (
            Passage(1, 0, "en", "paragraph", EN, (Span(0, len(EN)),)),
            Passage(2, 1, "zh", "paragraph", ZH, (Span(0, len(ZH)),), mixed=True),
        ),
        (Link(1, "translation", "confirmed", 0.875, (SentenceRef(1, 0),), (SentenceRef(2, 0),)),),
    )
    second = Article(
        2,
        ArticleInfo("工厂"),
        (Passage(3, 0, "en", "paragraph", LATER, (Span(0, len(LATER)),), origin="user"),),
    )
    across = (Span(16, 19), Span(20, 39))
    mentions = (
        _mention(1, 1, EN, "Norrland Motors", 1)._replace(
            attributes={"ticker": "NM B", "level": "name"}
        ),
        Mention(2, 1, across, " ".join(EN[a:b] for a, b in across), "Company", 1),
        _mention(3, 2, ZH, "启明汽车", 2),
    )
    later = _mention(4, 3, LATER, "Qiming Auto", 2)
    joined = (_evidence(2, ZH, "启明汽车", 3), _evidence(3, LATER, "Qiming Auto", 4))
    partners = (
        Filler(
            "Partner",
            1,
            attributes={"stake": "60"},
            evidence=(
                _evidence(1, EN, "Norrland Motors", 1),
                _evidence(2, ZH, "诺兰汽车"),
            ),
        ),
        Filler("Partner", 2, evidence=joined),
        Filler("Location", value="Lund", evidence=(_evidence(1, EN, "Lund"),)),
    )
    slots = (
        Slot("status", "announced", (_evidence(1, EN, "agreed"),)),
        Slot("value", "40000000 EUR", (_evidence(3, LATER, "€40m"),)),
        Slot("note", "=SUM(A1)\nask again"),
    )
    return Bundle(
        scheme=Scheme.from_data(SCHEME),
        sets=(AnnotationSet(1, "Mei", locked=True),),
        entities=(
            Entity(1, "Company", (Name("en", "Norrland Motors"), Name("zh", "诺兰汽车"))),
            Entity(2, "Company", (Name("zh", "启明汽车"),), {"ticker": "QM"}),
            Entity(3, "Place", (Name("en", "Malmö"),)),
        ),
        articles=(AnnotatedArticle(first, mentions), AnnotatedArticle(second, (later,))),
        deals=(
            Deal(1, 1, "JointVenture", partners, slots, (_evidence(1, EN, "joint venture"),)),
            Deal(2, 1, "Rumour", origin="importer"),
        ),
    )


_CHARACTERS = "aZ 7丰田𠮷👩\u200d💻e\u0301\r\n\t\u2028\u2029\x85\x0b\x1d。“”=,;|\"'\\\ufeff\u3000"
_words = st.text(_CHARACTERS, max_size=8)
_texts = st.lists(st.sampled_from(["\r\n", "\n", *_CHARACTERS]), min_size=1, max_size=24).map(
    "".join
)
_names = st.sampled_from(["Company", "公司", "Partner", "合资方", "合资 公司", "Role2", "名"])
_attributes = st.dictionaries(_words, _words, max_size=2)


@st.composite
def _spans(draw: st.DrawFn, text: str, most: int) -> tuple[Span, ...]:
    size = len(text)
    cuts = sorted(draw(st.sets(st.integers(0, size), min_size=2, max_size=2 * most)))
    return tuple(Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def _articles(draw: st.DrawFn, first: dict[str, int], sets: int, entities: int) -> AnnotatedArticle:
    """An article whose ids go on from ``first``, which is moved on."""
    passages = []
    for index in range(draw(st.integers(1, 3))):
        text = draw(_texts)
        language, kind = draw(st.sampled_from([("en", "paragraph"), ("zh", "heading")]))
        passages.append(
            Passage(first["passage"] + index, index, language, kind, text, draw(_spans(text, 3)),
                    draw(st.booleans()), draw(st.sampled_from(["source", "user"])))
        )  # fmt: skip
    references = st.sampled_from([
        SentenceRef(p.id, n) for p in passages for n in range(len(p.sentences))
    ])
    sides = st.lists(references, max_size=2).map(tuple)
    score = draw(st.floats(0, 1).map(lambda number: round(number, 4)))
    link = Link(first["link"], "related", "rejected", score, draw(sides), draw(sides))
    mentions = []
    for number in range(draw(st.integers(0, 4))):
        passage = draw(st.sampled_from(passages))
        spans = draw(_spans(passage.text, 3))
        mentions.append(
            Mention(first["mention"] + number, passage.id, spans,
                    " ".join(passage.text[a:b] for a, b in spans), draw(_names),
                    draw(st.integers(1, sets)),
                    draw(st.none() | st.integers(1, entities)) if entities else None,
                    draw(_attributes), draw(st.sampled_from(["user", "模型 2"])))
        )  # fmt: skip
    info = ArticleInfo(draw(_words), date="2025")
    article = Article(first["article"], info, tuple(passages), (link,))
    used = {"article": 1, "link": 1, "passage": len(passages), "mention": len(mentions)}
    for kind, number in used.items():
        first[kind] += number
    return AnnotatedArticle(article, tuple(mentions))


@st.composite
def _evidences(draw: st.DrawFn, articles: tuple[AnnotatedArticle, ...]) -> tuple[Evidence, ...]:
    found = []
    for _ in range(draw(st.integers(0, 2)) if articles else 0):
        annotated = draw(st.sampled_from(articles))
        passage = draw(st.sampled_from(annotated.article.passages))
        start, end = draw(_spans(passage.text, 1))[0]
        here = [m.id for m in annotated.mentions if m.passage == passage.id]
        mention = draw(st.sampled_from([None, *here]))
        found.append(Evidence(passage.id, start, end, passage.text[start:end], mention))
    return tuple(found)


@st.composite
def _bundles(draw: st.DrawFn, most_sets: int = 2) -> Bundle:
    sets = draw(st.integers(1, most_sets))
    names = st.lists(st.builds(Name, st.sampled_from(["en", "zh"]), _words), max_size=3).map(tuple)
    entities = tuple(
        Entity(number, draw(_names), draw(names), draw(_attributes))
        for number in range(1, draw(st.integers(0, 3)) + 1)
    )
    first = {"article": 1, "passage": 1, "link": 1, "mention": 1}
    articles = tuple(
        draw(_articles(first, sets, len(entities))) for _ in range(draw(st.integers(0, 3)))
    )
    evidence = _evidences(articles)
    someone = st.none() | st.integers(1, len(entities)) if entities else st.none()
    fillers = st.builds(Filler, _names, someone, st.none() | _words, _attributes, evidence)
    slots = st.lists(st.builds(Slot, _words, _words, evidence), max_size=2)
    deals = tuple(
        Deal(number, draw(st.integers(1, sets)), draw(_names),
             tuple(draw(st.lists(fillers, max_size=5))), tuple(draw(slots)), draw(evidence))
        for number in range(1, draw(st.integers(0, 2)) + 1)
    )  # fmt: skip
    return Bundle(
        scheme=draw(st.sampled_from([None, Scheme.from_data(SCHEME)])),
        sets=tuple(AnnotationSet(n, draw(_words), draw(st.booleans())) for n in range(1, sets + 1)),
        entities=entities,
        articles=articles,
        deals=deals,
    )


@pytest.fixture(scope="session")
def bundles() -> Callable[..., st.SearchStrategy[Bundle]]:
    """The strategy for any bundle, its ids counting from 1 in order of appearance."""
    return _bundles


def _marks_said(bundle: Bundle) -> list[Counter[object]]:
    """What the marks of each article that is exported say, but for those that lie on nothing."""
    found = []
    for document in Export(bundle, Receipt("x")).documents():
        triggers = {frame.trigger for frame in document.frames}
        found.append(
            Counter(
                (m.type, tuple(s.quote for s in m.stretches), tuple(sorted(m.attributes.items())),
                 m.entity and m.entity.names, m.origin)
                for m in document.marks
                if m.key not in triggers and all(s.quote.strip() for s in m.stretches)
            )
        )  # fmt: skip
    return found


def _mentions_said(bundle: Bundle) -> list[Counter[object]]:
    entities = {entity.id: entity for entity in bundle.entities}
    found = []
    for annotated in bundle.articles:
        texts = {passage.id: passage.text for passage in annotated.article.passages}
        found.append(
            Counter(
                (m.type, tuple(texts[m.passage][s:e] for s, e in m.fragments),
                 tuple(sorted(m.attributes.items())),
                 m.entity and entities[m.entity].names, m.origin)
                for m in annotated.mentions
                if m.fragments
            )
        )  # fmt: skip
    return found


def _frames_said(bundle: Bundle) -> Counter[object]:
    """What the deals say of which all marks lie on something."""
    parts: dict[int, list[tuple[object, ...]]] = {}
    hollow = set()
    for document in Export(bundle, Receipt("x")).documents():
        quotes = {mark.key: mark.quote or "" for mark in document.marks}
        for frame in document.frames:
            marks = [frame.trigger, *(argument.mark for argument in frame.arguments)]
            if not all(quotes[mark].strip() for mark in marks):
                hollow.add(frame.deal)
            part = (frame, quotes[frame.trigger], {a.role for a in frame.arguments})
            parts.setdefault(frame.deal, []).append(part)
    found: Counter[object] = Counter()
    for deal, some in parts.items():
        first = some[0][0]
        slots = frozenset(first.slots.items())
        triggers = frozenset(trigger for _, trigger, _ in some)
        roles = frozenset(role for *_, names in some for role in names)
        found[first.type, triggers, slots, first.origin, roles] += deal not in hollow
    return +found


def _deals_said(bundle: Bundle) -> Counter[object]:
    found: Counter[object] = Counter()
    for deal in bundle.deals:
        slots = frozenset((slot.name, slot.value) for slot in deal.slots)
        triggers = frozenset(trigger.text for trigger in deal.triggers)
        roles = frozenset(filler.role for filler in deal.roles)
        found[deal.type, triggers, slots, deal.origin, roles] += 1
    return found


@pytest.fixture(scope="session")
def texts_to_write(
    bundles: Callable[..., st.SearchStrategy[Bundle]],
) -> st.SearchStrategy[Bundle]:
    """Any bundle of one annotation set in which each article has something to read."""

    def has_text(bundle: Bundle) -> bool:
        texts = ["".join(p.text for p in a.article.passages) for a in bundle.articles]
        return bool(texts) and all(text.strip() for text in texts)

    return bundles(most_sets=1).filter(has_text)


@pytest.fixture(scope="session")
def kept() -> Callable[[Bundle, Bundle], bool]:
    """Whether a bundle that was read holds the marks and frames of the one that was written."""

    def check(before: Bundle, after: Bundle) -> bool:
        assert _mentions_said(after) == _marks_said(before)
        assert _frames_said(before) <= _deals_said(after)
        return True

    return check
