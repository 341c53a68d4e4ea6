"""Invented articles of any size, and project files with them.

A row is an English and a Chinese passage that are linked; both carry five mentions. The text is
put together from the word lists below, the same in every run.
"""

from __future__ import annotations

from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.annotation import AnnotationSet, Deal, Entity, Evidence, Filler, Mention, Name
from evreader.domain.article import Article, ArticleInfo, Link, Passage, SentenceRef, Span
from evreader.domain.bundle import AnnotatedArticle, Bundle
from evreader.domain.scheme import Scheme
from evreader.resources import load_scheme_data
from evreader.session.receipt import Reading
from evreader.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from evreader.domain.article import Language

MENTIONS = 5
"""Mentions a passage."""
LARGE = 20_000
"""Passages of the large article; ``LARGE * MENTIONS`` mentions."""
SMALL = 1_000
"""Passages of the article it is compared with."""
LIBRARY = 10_000
"""Articles of the library that a launch opens."""
LIBRARY_PASSAGES = 6
FAMILIES = 170
"""So many entities are called like each of the firms, with a number, where there are deals."""
DEALS = 5_000
"""Deals of the library with deals."""
FEW = 200
"""Articles that go out and come in by formats that take long."""
TAGGED_PASSAGES = 10
"""Passages of the articles that go out and come in."""

DEAL_TYPES = (
    ("JointVenture", ("Partner", "Partner")),
    ("Supply", ("Supplier", "Customer")),
    ("EquityInvestment", ("Investor", "Investee")),
)
FIRMS = (
    ("Nordcell", "北芯能源"), ("Halden Motor", "哈登汽车"), ("Sunbird Auto", "阳鸟汽车"),
    ("Ostwerk", "东工集团"), ("Lanling Battery", "兰陵电池"), ("Kestrel Drive", "红隼驱动"),
    ("Meridian Chips", "子午芯片"), ("Qinghe Mobility", "清河出行"), ("Varga Steel", "瓦尔加钢铁"),
    ("Tidewater Lines", "潮汐航运"), ("Fenwick Robotics", "芬威机器人"),
    ("Baishan Glass", "白山玻璃"),
)  # fmt: skip
EN_WORDS = (
    "signed an agreement with", "will supply battery packs to", "opened a plant together with",
    "licensed its software to", "bought a minority stake in", "plans to share platforms with",
    "denied reports of talks with", "extended a contract with", "withdrew from a venture with",
    "began to test vehicles with",
)  # fmt: skip
EN_TAILS = (
    "in the spring", "for five years", "near the northern port", "after long talks",
    "at a price that was not disclosed", "in three European markets", "before the new tariff",
    "under a plan approved by both boards",
)  # fmt: skip
ZH_WORDS = (
    "与", "宣布入股", "将供货给", "授权软件给", "联合建厂于",
    "扩大合作对象为", "否认洽谈收购", "续签合同于",
)  # fmt: skip
ZH_TAILS = (
    "双方未披露金额", "工厂预计明年投产", "协议为期五年", "董事会已批准该计划",
    "产品将销往欧洲", "分析人士对此表示谨慎",
)  # fmt: skip


class Line(NamedTuple):
    """A sentence and where the firms stand in it."""

    text: str
    firms: tuple[tuple[Span, int], ...]


class Corpus:
    """Writes articles; ids count on over all of them."""

    def __init__(self, seed: int = 7, *, families: int = 1) -> None:
        self._families = families
        self._random = Random(seed)  # noqa: S311 - text to measure on, no secret
        self._passage = 0
        self._mention = 0
        self._link = 0

    def article(self, number: int, passages: int) -> AnnotatedArticle:
        """An article of so many passages, half of them Chinese, linked pair by pair."""
        found: list[Passage] = []
        mentions: list[Mention] = []
        links: list[Link] = []
        for index in range(passages):
            language: Language = "zh" if index % 2 else "en"
            passage, marks = self._block(index, language)
            found.append(passage)
            mentions += marks
            if language == "zh":
                links.append(self._linked(found[-2], passage))
        title = f"Invented news {number}: {FIRMS[number % len(FIRMS)][0]}"
        info = ArticleInfo(title, "Invented", f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}")
        return AnnotatedArticle(Article(number, info, tuple(found), tuple(links)), tuple(mentions))

    def _block(self, index: int, language: Language) -> tuple[Passage, list[Mention]]:
        self._passage += 1
        lines: list[Line] = []
        while sum(len(line.firms) for line in lines) < MENTIONS:
            lines.append(self._line(language))
        text, sentences, mentions = "", [], []
        for line in lines:
            start = len(text)
            text += line.text
            sentences.append(Span(start, len(text)))
            text += " " if language == "en" else ""
            mentions += [self._marked(line.text, span, firm, start) for span, firm in line.firms]
        passage = Passage(
            self._passage, index, language, "paragraph", text.rstrip(), tuple(sentences)
        )
        return passage, mentions[:MENTIONS]

    def _marked(self, line: str, span: Span, firm: int, offset: int) -> Mention:
        self._mention += 1
        return Mention(
            id=self._mention,
            passage=self._passage,
            fragments=(Span(span.start + offset, span.end + offset),),
            text=line[span.start : span.end],
            type="Company",
            set=1,
            entity=firm + 1 + len(FIRMS) * (self._mention % self._families),
        )

    def _line(self, language: Language) -> Line:
        pick = self._random.choice
        one, other = self._random.sample(range(len(FIRMS)), 2)
        side = 1 if language == "zh" else 0
        first, second = FIRMS[one][side], FIRMS[other][side]
        if language == "zh":
            middle, end = pick(ZH_WORDS), f"，{pick(ZH_TAILS)}。"
        else:
            middle, end = f" {pick(EN_WORDS)} ", f" {pick(EN_TAILS)}."
        start = len(first) + len(middle)
        spans = ((Span(0, len(first)), one), (Span(start, start + len(second)), other))
        return Line(f"{first}{middle}{second}{end}", spans)

    def _linked(self, en: Passage, zh: Passage) -> Link:
        self._link += 1
        pairs = min(len(en.sentences), len(zh.sentences))
        return Link(
            self._link,
            "translation",
            "automatic",
            0.9,
            tuple(SentenceRef(en.id, number) for number in range(pairs)),
            tuple(SentenceRef(zh.id, number) for number in range(pairs)),
        )


class Projects:
    """Project files in a folder, each made when first asked for."""

    def __init__(self, folder: Path, articles: int = LIBRARY) -> None:
        self.folder = folder
        self.articles = articles

    @cached_property
    def sizes(self) -> Path:
        """A project with a small article (id 1) and a large one (id 2)."""
        return self._written("sizes.sqlite", [SMALL, LARGE])

    @cached_property
    def library(self) -> Path:
        """A project with many short articles."""
        return self._written("library.sqlite", [LIBRARY_PASSAGES] * LIBRARY)

    @cached_property
    def tagged(self) -> Path:
        """A project of ``articles`` articles of ten passages, to send out and take in again."""
        return self._written("tagged.sqlite", [TAGGED_PASSAGES] * self.articles)

    @cached_property
    def few(self) -> Path:
        """The same with few articles, for formats that take long."""
        return self._written("few.sqlite", [TAGGED_PASSAGES] * FEW)

    @cached_property
    def dealt(self) -> Path:
        """The library with two thousand entities, and deals between them."""
        sizes = [LIBRARY_PASSAGES] * LIBRARY
        return self._written("dealt.sqlite", sizes, families=FAMILIES, number=DEALS)

    def _written(self, name: str, sizes: list[int], *, families: int = 1, number: int = 0) -> Path:
        path = self.folder / name
        session = Session.create(path, Scheme.from_data(load_scheme_data("partnerships")))
        deals: list[Deal] = []
        bundle = Bundle(
            sets=(AnnotationSet(1, "bench"),),
            entities=tuple(_entities(families)),
            articles=_articles(sizes, families, deals, number),
            deals=deals,
        )
        session.exchange.store(Reading([bundle]))
        session.close()
        return path


def _entities(families: int) -> Iterator[Entity]:
    for family in range(families):
        mark = f" {family}" if family else ""
        for number, (en, zh) in enumerate(FIRMS, 1 + family * len(FIRMS)):
            yield Entity(number, "Company", (Name("en", en + mark), Name("zh", zh + mark)))


def _articles(
    sizes: list[int], families: int, deals: list[Deal], number: int
) -> Iterator[AnnotatedArticle]:
    """Articles; the first ``number`` of them bring a deal each, as they are read."""
    corpus = Corpus(families=families)
    for article, passages in enumerate(sizes, 1):
        found = corpus.article(article, passages)
        if len(deals) < number:
            deals.append(_deal(len(deals) + 1, found.mentions[:2]))
        yield found


def _deal(number: int, parties: Sequence[Mention]) -> Deal:
    kind, roles = DEAL_TYPES[number % len(DEAL_TYPES)]
    return Deal(
        id=number,
        set=1,
        type=kind,
        roles=tuple(
            Filler(
                role,
                one.entity,
                evidence=(Evidence(one.passage, one.start, one.end, one.text, one.id),),
            )
            for role, one in zip(roles, parties, strict=True)
        ),
    )
