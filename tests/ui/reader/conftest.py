"""A source of articles in memory, and a reader view on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import pytest

from evreader.domain.annotation import Mention
from evreader.domain.article import Link, Passage, SentenceRef, Span
from evreader.domain.reading import Outline, PassageContent
from evreader.domain.rows import rows_of
from evreader.domain.scheme import EntityType, Scheme
from evreader.ui.look import Look
from evreader.ui.reader.view import ReaderView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from evreader.domain.article import Kind, Language, LinkStatus, Relation

SCHEME = Scheme(
    name="test",
    entities=(
        EntityType(
            "Company",
            {"en": "Company", "zh": "公司"},
            {"en": "Com", "zh": "公司"},
            color="#1f6fb4",
        ),
        EntityType(
            "Place", {"en": "Place", "zh": "地点"}, {"en": "Plc", "zh": "地点"}, color="#2e8b57"
        ),
        EntityType(
            "Product", {"en": "Product", "zh": "产品"}, {"en": "Prd", "zh": "产品"}, color="#b5651d"
        ),
        EntityType(
            "Money", {"en": "Money", "zh": "金额"}, {"en": "Mny", "zh": "金额"}, color="#c9a400"
        ),
    ),
    deals=(),
    slots=(),
)


@dataclass
class FakeSource:
    """An article built passage by passage; stands in for an open session."""

    passages: dict[int, Passage] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    marked: dict[int, Mention] = field(default_factory=dict)
    asked: list[list[int]] = field(default_factory=list)
    ids: count[int] = field(default_factory=lambda: count(1))

    @property
    def articles(self) -> FakeSource:
        return self

    @property
    def mentions(self) -> FakeMentions:
        return FakeMentions(self)

    def add(
        self, text: str, language: Language = "en", kind: Kind = "paragraph", **more: bool
    ) -> int:
        """Add a passage; its sentences end after a full stop."""
        sentences, start = [], 0
        for index, character in enumerate(text):
            if character in ".。" or index == len(text) - 1:
                sentences.append(Span(start, index + 1))
                start = index + 1
                while start < len(text) and text[start] == " ":
                    start += 1
        sentences = [span for span in sentences if span.end > span.start]
        id_ = next(self.ids)
        self.passages[id_] = Passage(
            id_, len(self.passages), language, kind, text, tuple(sentences), **more
        )
        return id_

    def link(
        self,
        en: int,
        zh: int,
        *,
        status: LinkStatus = "automatic",
        score: float = 0.9,
        relation: Relation = "translation",
    ) -> None:
        """Link two passages sentence by sentence."""
        pairs = zip(self.passages[en].sentences, self.passages[zh].sentences, strict=False)
        for number, _ in enumerate(pairs):
            ends = (SentenceRef(en, number),), (SentenceRef(zh, number),)
            self.links.append(Link(next(self.ids), relation, status, score, *ends))

    def mark(
        self,
        passage: int,
        *stretches: str | tuple[int, int],
        type_: str = "Company",
        entity: int | None = None,
    ) -> int:
        """Add a mention on words (or ranges) of a passage."""
        text = self.passages[passage].text
        spans = []
        for stretch in stretches:
            if isinstance(stretch, str):
                start = text.index(stretch)
                spans.append(Span(start, start + len(stretch)))
            else:
                spans.append(Span(*stretch))
        id_ = next(self.ids)
        quote = " ".join(text[span.start : span.end] for span in spans)
        self.marked[id_] = Mention(id_, passage, tuple(spans), quote, type_, 1, entity)
        return id_

    def set_kind(self, passage: int, kind: Kind) -> None:
        self.passages[passage] = self.passages[passage]._replace(kind=kind)

    def outline(self, article: int) -> Outline:
        passages = sorted(self.passages.values(), key=lambda p: p.index)
        rows = rows_of(passages, self.links)
        placed = sorted(zip(rows, passages, strict=True), key=lambda pair: pair[0])
        return Outline(
            article,
            tuple(p.id for _, p in placed),
            tuple(row for row, _ in placed),
            tuple(p.language for _, p in placed),
            tuple(p.kind for _, p in placed),
            tuple(len(p.text) for _, p in placed),
        )

    def contents(self, passages: Sequence[int]) -> dict[int, PassageContent]:
        self.asked.append(list(passages))
        wanted = set(passages)
        links: dict[int, list[Link]] = {id_: [] for id_ in wanted}
        mentions: dict[int, list[Mention]] = {id_: [] for id_ in wanted}
        for link in self.links:
            for id_ in {ref.passage for ref in (*link.en, *link.zh)} & wanted:
                links[id_].append(link)
        for mention in self.marked.values():
            if mention.passage in wanted:
                mentions[mention.passage].append(mention)
        return {
            id_: PassageContent(self.passages[id_], tuple(links[id_]), tuple(mentions[id_]))
            for id_ in passages
            if id_ in self.passages
        }


@dataclass
class FakeMentions:
    """The mentions of a fake source."""

    source: FakeSource

    def get(self, mention: int) -> Mention:
        return self.source.marked[mention]

    def neighbour(
        self,
        article: int,
        passage: int,
        position: int,
        *,
        mention: int | None = None,
        backward: bool = False,
    ) -> Mention | None:
        order = {id_: n for n, id_ in enumerate(self.source.outline(article).passages)}
        ranked = sorted(
            self.source.marked.values(), key=lambda m: (order[m.passage], m.start, m.end, m.id)
        )
        if not ranked:
            return None
        if mention is not None:
            at = next(n for n, m in enumerate(ranked) if m.id == mention)
            return ranked[(at + (-1 if backward else 1)) % len(ranked)]
        here = (order[passage], position)
        if backward:
            before = [m for m in ranked if (order[m.passage], m.start) < here]
            return before[-1] if before else ranked[-1]
        after = [m for m in ranked if (order[m.passage], m.start) >= here]
        return after[0] if after else ranked[0]


@pytest.fixture
def source() -> FakeSource:
    return FakeSource()


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Look:
    request.getfixturevalue("qapp")
    return Look(SCHEME)


@pytest.fixture
def view(qtbot: QtBot, look: Look, source: FakeSource) -> ReaderView:
    """A shown reader view of 1000×700 with the focus; nothing is open in it."""
    view = ReaderView(look)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.set_session(source)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    return view
