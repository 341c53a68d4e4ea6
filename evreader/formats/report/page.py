"""The report as a whole: articles stream through, the rest is put around them."""

from __future__ import annotations

import shutil
from array import array
from collections import defaultdict
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from evreader.domain.bundle import Receipt
from evreader.formats.files import whole_file
from evreader.formats.report.article import Anchor, article_in_html
from evreader.formats.report.deals import deal_in_html
from evreader.formats.report.entities import index_in_html
from evreader.formats.report.words import Words
from evreader.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO

    from evreader.domain.annotation import Deal, Evidence
    from evreader.domain.bundle import AnnotatedArticle, Bundle


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write one page with deals, articles, entities and the receipt.

    Raises:
        FormatError: the file cannot be written.
    """
    receipt = Receipt("report")
    report = _Report(bundle, receipt)
    with TemporaryFile() as articles, whole_file(out) as file:
        report.spool(articles)
        for part in report.head():
            file.write(part.encode())
        articles.seek(0)
        shutil.copyfileobj(articles, file)
        for part in report.foot():
            file.write(part.encode())
    receipt.files.append(out.name)
    return receipt


class _Report:
    """What stands before and behind the articles depends on what was met in them."""

    def __init__(self, bundle: Bundle, receipt: Receipt) -> None:
        self._bundle = bundle
        self._receipt = receipt
        self._words = Words(bundle.scheme)
        self._entities = {entity.id: entity for entity in bundle.entities}
        self._anchors: dict[int, list[Anchor]] = defaultdict(list)
        self._pieces: dict[int, dict[Evidence, None]] = defaultdict(dict)
        for piece in (piece for deal in bundle.deals for piece in _evidence(deal)):
            self._pieces[piece.passage][piece] = None
        pieces = [piece for found in self._pieces.values() for piece in found]
        self._wanted = {piece.mention for piece in pieces}
        self._names: dict[Evidence, str] = {}
        self._mentions: dict[int, array[int]] = defaultdict(lambda: array("q"))
        self._titles: list[tuple[int, str]] = []
        self._unplaced = 0
        receipt.count("deals", len(bundle.deals))
        receipt.count("entities", len(bundle.entities))
        places = sorted({(p.passage, p.start, p.end) for p in pieces if p.end > p.start})
        self._places = {place: Anchor(f"e{n}", *place[1:]) for n, place in enumerate(places, 1)}

    def spool(self, file: IO[bytes]) -> None:
        """Write all articles and note what the other parts need of them."""
        for annotated in self._bundle.articles:
            anchors = self._met(annotated)
            for part in article_in_html(annotated, self._words, self._entities, anchors):
                file.write(part.encode())

    def head(self) -> Iterator[str]:
        """All that stands before the articles."""
        title = self._title()
        styles = resource("report", "report.css").read_text("utf-8")
        yield (
            f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="generator" content="evreader">\n<title>{title}</title>\n'
            f"<style>\n{styles}{self._words.colors()}\n</style>\n</head>\n<body>\n"
            f'<header>\n<h1>{title}</h1>\n<p class="meta">{self._receipt.summary()}</p>\n'
        )
        yield (
            '<nav><a href="#deals">Deals <span lang="zh">交易</span></a>'
            '<a href="#articles">Articles <span lang="zh">文章</span></a>'
            '<a href="#entities">Entities <span lang="zh">实体</span></a></nav>\n</header>\n'
            '<main>\n<h2 id="deals">Deals <span lang="zh">交易</span></h2>\n'
        )
        sets = {item.id: item.name for item in self._bundle.sets}
        for deal in self._bundle.deals:
            name = sets.get(deal.set, "") if len(sets) > 1 else ""
            yield from deal_in_html(
                deal, self._words, self._entities, names=self._names, set_name=name
            )
        yield '<h2 id="articles">Articles <span lang="zh">文章</span></h2>\n'
        if len(self._titles) > 1:
            items = "".join(
                f'<li><a href="#a{id_}">{title}</a></li>\n' for id_, title in self._titles
            )
            yield f"<ol>\n{items}</ol>\n"

    def foot(self) -> Iterator[str]:
        """All that stands behind the articles."""
        deals: dict[int, list[int]] = defaultdict(list)
        for deal in self._bundle.deals:
            for entity in dict.fromkeys(f.entity for f in deal.roles if f.entity is not None):
                deals[entity].append(deal.id)
        yield '<h2 id="entities">Entities <span lang="zh">实体</span></h2>\n'
        yield from index_in_html(
            self._bundle.entities, self._words, mentions=self._mentions, deals=deals
        )
        self._report()
        losses = "".join(f"<li>{self._words.text(text)}</li>" for text in self._receipt.losses)
        yield (
            f"</main>\n<footer>\n<p>This report holds {self._receipt.summary()}. ✓ marks a link "
            f"that a person confirmed, ≈ one that a program proposed. "
            f"Dotted lines mark evidence.</p>\n"
        )
        if losses:
            yield f"<p>What it leaves out:</p>\n<ul>{losses}</ul>\n"
        yield "</footer>\n</body>\n</html>\n"

    def _met(self, annotated: AnnotatedArticle) -> dict[int, list[Anchor]]:
        """Note an article; the anchors of the evidence in it that no mention marks already."""
        article = annotated.article
        title = self._words.text(article.info.title or f"Article {article.id}")
        self._titles.append((article.id, title))
        self._receipt.count("articles")
        self._receipt.count("passages", len(article.passages))
        self._receipt.count("mentions", len(annotated.mentions))
        self._receipt.count("links", len(article.links))
        here = set()
        for mention in annotated.mentions:
            if not mention.fragments:
                self._unplaced += 1
                continue
            if mention.entity is not None:
                self._mentions[mention.entity].append(mention.id)
            if mention.id in self._wanted:
                here.add(mention.id)
        found = (piece for p in article.passages for piece in self._pieces.pop(p.id, ()))
        return self._named(found, here)

    def _named(self, found: Iterable[Evidence], mentions: set[int]) -> dict[int, list[Anchor]]:
        anchors: dict[int, dict[Anchor, None]] = defaultdict(dict)
        for piece in found:
            place = self._places.get((piece.passage, piece.start, piece.end))
            if piece.mention in mentions:
                self._names[piece] = f"m{piece.mention}"
            elif place is not None:
                self._names[piece] = place.name
                anchors[piece.passage][place] = None
        return {passage: list(named) for passage, named in anchors.items()}

    def _title(self) -> str:
        if len(self._titles) == 1:
            return self._titles[0][1]
        articles, deals = len(self._titles), len(self._bundle.deals)
        return f"{deals} {'deal' if deals == 1 else 'deals'} in {articles} articles"

    def _report(self) -> None:
        receipt = self._receipt
        if self._unplaced:
            receipt.losses.append(
                f"Mentions that are not marked because they have no place: {self._unplaced}."
            )
        homeless = sum(map(len, self._pieces.values()))
        if homeless:
            receipt.losses.append(
                f"Pieces of evidence quoted without a link, because their articles are not in the "
                f"report: {homeless}."
            )
        self._words.legal.report(receipt)


def _evidence(deal: Deal) -> Iterator[Evidence]:
    yield from deal.triggers
    for filler in deal.roles:
        yield from filler.evidence
    for slot in deal.slots:
        yield from slot.evidence
