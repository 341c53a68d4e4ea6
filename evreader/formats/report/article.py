"""An article in the report: its two columns by rows, with mentions and evidence marked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from evreader.domain.lanes import lanes
from evreader.formats.report.marks import Stretch, marked
from evreader.formats.report.rows import shown_rows, ties_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from evreader.domain.annotation import Entity, Mention
    from evreader.domain.article import Article, Passage
    from evreader.domain.bundle import AnnotatedArticle
    from evreader.formats.report.words import Words

# Lines under lines for which there is room between the lines of any paragraph.
_LANES_AT_HAND = 1


class Anchor(NamedTuple):
    """A stretch that evidence points at; ``name`` is what a link calls it."""

    name: str
    start: int
    end: int


def article_in_html(
    annotated: AnnotatedArticle,
    words: Words,
    entities: Mapping[int, Entity],
    anchors: Mapping[int, Sequence[Anchor]],
) -> Iterator[str]:
    """An article; ``anchors`` are by passage."""
    article = annotated.article
    yield f'<article class="article" id="a{article.id}">\n<h3>{_title(article, words)}</h3>\n'
    yield f'<p class="meta">{_meta(article, words)}</p>\n'
    page = _Page(annotated, words, entities, anchors)
    yield '<div class="rows">\n'
    for row in shown_rows(article):
        yield page.row(row)
    yield "</div>\n"
    folded = [p for p in article.passages if p.kind == "boilerplate"]
    if folded:
        yield f"<details><summary>Not part of the article: {len(folded)} passages</summary>\n"
        yield from (page.passage(passage) for passage in folded)
        yield "</details>\n"
    yield "</article>\n"


def _title(article: Article, words: Words) -> str:
    return words.text(article.info.title or f"Article {article.id}")


def _meta(article: Article, words: Words) -> str:
    info = article.info
    told = [words.text(part) for part in (info.site, info.author, info.date) if part]
    address = words.text(info.url)
    if info.url.startswith(("https://", "http://")):
        told.append(f'<a href="{address}">{address}</a>')
    elif info.source:
        told.append(words.text(info.source))
    return " · ".join(told)


class _Page:
    """One article's passages with what is marked on them."""

    def __init__(
        self,
        annotated: AnnotatedArticle,
        words: Words,
        entities: Mapping[int, Entity],
        anchors: Mapping[int, Sequence[Anchor]],
    ) -> None:
        self._words = words
        self._entities = entities
        self._anchors = anchors
        self._mentions: dict[int, list[Mention]] = defaultdict(list)
        for mention in annotated.mentions:
            self._mentions[mention.passage].append(mention)
        self._ties = ties_of(annotated.article)

    def row(self, passages: Sequence[Passage]) -> str:
        """One line: what stands left, how it is linked, what stands right."""
        left = [passage for passage in passages if passage.language != "zh"]
        right = [passage for passage in passages if passage.language == "zh"]
        tie = next((self._ties[p.id] for p in passages if p.id in self._ties), "")
        meaning = {"✓": "confirmed", "≈": "automatic"}.get(tie, "")
        sign = f'<span title="{meaning} link">{tie}</span>' if tie and left and right else ""
        return (
            f'<div class="row"><div>{self._cell(left)}</div><div class="tie">{sign}</div>'
            f"<div>{self._cell(right)}</div></div>\n"
        )

    def passage(self, passage: Passage) -> str:
        """One passage as a paragraph."""
        lang = {"en": ' lang="en"', "zh": ' lang="zh"'}.get(passage.language, "")
        own = (
            '<span class="own">own translation · <span lang="zh">自译</span></span>'
            if passage.origin == "user"
            else ""
        )
        heights = lanes(self._mentions.get(passage.id, []))
        body = marked(passage.text, self._stretches(passage, heights), self._words.text)
        deepest = max(heights.values(), default=0)
        room = f' style="--d:{deepest}"' if deepest > _LANES_AT_HAND else ""
        return f'<p class="{passage.kind}"{lang}{room}>{own}{body}</p>'

    def _cell(self, passages: Iterable[Passage]) -> str:
        said = "".join(self.passage(passage) for passage in passages)
        return said or '<span class="none">no counterpart</span>'

    def _stretches(self, passage: Passage, heights: Mapping[int, int]) -> Iterator[Stretch]:
        for mention in self._mentions.get(passage.id, ()):
            yield from self._mention(mention, passage, heights[mention.id])
        for anchor in self._anchors.get(passage.id, ()):
            tag = '<span class="said-here"{}>'
            name = f' id="{anchor.name}"'
            yield Stretch(anchor.start, anchor.end, tag.format(name), tag.format(""))

    def _mention(self, mention: Mention, passage: Passage, height: int) -> Iterator[Stretch]:
        words = self._words
        entity = None if mention.entity is None else self._entities.get(mention.entity)
        names = " / ".join(name.text for name in entity.names[:2]) if entity else ""
        told = [words.text(part) for part in (mention.type, names) if part]
        told += [words.text(f"{n}: {v}") for n, v in sorted(mention.attributes.items()) if v]
        style = f' style="--h:{height}"' if height else ""
        again = f'<span class="mark{words.type_class(mention.type)}"{style}>'
        for number, (start, end) in enumerate(mention.fragments):
            label = words.short(mention.type, passage.language) if number == 0 else "…"
            name = f' id="m{mention.id}"' if number == 0 else ""
            opening = f'{again[:-1]}{name} data-t="{label}" title="{" · ".join(told)}">'
            yield Stretch(start, end, opening, again)
