"""The printed report as a whole: deals first, so articles are walked before they are printed."""

from __future__ import annotations

import os
import pickle
from collections import defaultdict
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication

from evreader.domain.bundle import Receipt
from evreader.formats.files import whole_file
from evreader.formats.report.rows import shown_rows
from evreader.ui.printing.articles import print_article
from evreader.ui.printing.deals import print_deal
from evreader.ui.printing.lines import POINT, Run, lines_of
from evreader.ui.printing.paper import WIDTH, Column, Paper
from evreader.ui.printing.styles import SOFT, Styles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evreader.domain.annotation import Deal, Evidence
    from evreader.domain.bundle import AnnotatedArticle, Bundle

_INDEX: Final = (0.0, 150 * POINT, 270 * POINT, 360 * POINT)
_INDEX_WIDTHS: Final = (142 * POINT, 112 * POINT, 82 * POINT, WIDTH - 360 * POINT)
_LISTED: Final = 30


def write(bundle: Bundle, out: Path) -> Receipt:
    """Write the report on sheets of A4, with the fonts of this computer in it.

    Raises:
        FormatError: the file cannot be written.
    """
    receipt = Receipt("report-pdf")
    own = None
    if QGuiApplication.instance() is None:
        # On the command line: fonts need an application, and it needs no screen.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        own = QGuiApplication([])
    with TemporaryFile() as spool, whole_file(out) as file:
        report = _Report(bundle, receipt)
        report.walk(spool)
        spool.seek(0)
        file.write(report.printed(spool))
    del own
    receipt.files.append(out.name)
    return receipt


class _Report:
    """Where everything stands, and the print."""

    def __init__(self, bundle: Bundle, receipt: Receipt) -> None:
        self._bundle = bundle
        self._receipt = receipt
        self._styles = Styles(bundle.scheme)
        self._entities = {entity.id: entity for entity in bundle.entities}
        self._evidence: dict[int, list[Evidence]] = defaultdict(list)
        for deal in bundle.deals:
            for piece in _evidence(deal):
                self._evidence[piece.passage].append(piece)
        self._places: dict[int, str] = {}
        self._spoken_of: dict[int, dict[str, None]] = defaultdict(dict)
        self._titles: list[str] = []
        receipt.count("deals", len(bundle.deals))
        receipt.count("entities", len(bundle.entities))

    def walk(self, spool: IO[bytes]) -> None:
        """Number articles and rows, and keep the articles for the print."""
        for number, annotated in enumerate(self._bundle.articles, 1):
            article = annotated.article
            pickle.dump(annotated, spool)
            self._titles.append(article.info.title or f"Article {article.id}")
            self._receipt.count("articles")
            self._receipt.count("passages", len(article.passages))
            self._receipt.count("mentions", len(annotated.mentions))
            rows = {
                passage.id: f"{number}.{row}"
                for row, passages in enumerate(shown_rows(article), 1)
                for passage in passages
            }
            places = {id_: place for id_, place in rows.items() if id_ in self._evidence}
            self._places.update(places)
            for mention in annotated.mentions:
                if mention.entity is not None and mention.passage in rows:
                    self._spoken_of[mention.entity][rows[mention.passage]] = None
            self._note_losses(annotated)

    def printed(self, spool: IO[bytes]) -> bytes:
        """The document."""
        paper = Paper(self._title())
        self._print_head(paper)
        if self._bundle.deals:
            _heading(paper, "Deals 交易")
        for deal in self._bundle.deals:
            print_deal(
                paper, deal, styles=self._styles, entities=self._entities, places=self._places
            )
        _heading(paper, "Articles 文章")
        for number in range(1, len(self._titles) + 1):
            annotated: AnnotatedArticle = pickle.load(spool)  # noqa: S301 - written above
            print_article(paper, annotated, number, styles=self._styles, evidence=self._evidence)
        self._print_index(paper)
        self._print_foot(paper)
        return paper.finished()

    def _title(self) -> str:
        if len(self._titles) == 1:
            return self._titles[0]
        deals = len(self._bundle.deals)
        return f"{deals} {'deal' if deals == 1 else 'deals'} in {len(self._titles)} articles"

    def _print_head(self, paper: Paper) -> None:
        paper.put(Column(0, lines_of([Run(self._title(), "sans", 20, bold=True)], WIDTH)))
        told = [Run(self._receipt.summary(), "sans", 8.5, color=SOFT)]
        paper.put(Column(0, lines_of(told, WIDTH)), gap=10 * POINT)
        for number, title in enumerate(self._titles[:_LISTED], 1):
            line = [Run(f"{number}  ", "sans", 9, color=SOFT), Run(title, "serif", 9.5)]
            paper.put(Column(0, lines_of(line, WIDTH)))
        paper.put(gap=14 * POINT)

    def _print_index(self, paper: Paper) -> None:
        if not self._entities:
            return
        _heading(paper, "Entities 实体")
        for entity in sorted(self._entities.values(), key=lambda e: (e.name().casefold(), e.id)):
            names = {
                language: " / ".join(n.text for n in entity.names if n.language == language)
                for language in ("en", "other", "zh")
            }
            places = list(self._spoken_of.get(entity.id, ()))
            more = f" +{len(places) - _LISTED}" if len(places) > _LISTED else ""
            cells = (
                names["en"] or names["other"],
                names["zh"],
                self._styles.type_(entity.type),
                " ".join(places[:_LISTED]) + more,
            )
            columns = [
                Column(x, lines_of([Run(cell, "sans", 7.8)], width))
                for x, cell, width in zip(_INDEX, cells, _INDEX_WIDTHS, strict=True)
            ]
            paper.put(*columns, rule=True, gap=2.5 * POINT)

    def _print_foot(self, paper: Paper) -> None:
        told = (
            f"This report holds {self._receipt.summary()}. ✓ marks a link that a person confirmed, "
            f"≈ one that a program proposed. Dotted lines mark evidence; 2.14 is row 14 of article "
            f"2. " + " ".join(self._receipt.losses)
        )
        paper.put(gap=14 * POINT)
        paper.put(Column(0, lines_of([Run(told, "sans", 7.5, color=SOFT)], WIDTH)))

    def _note_losses(self, annotated: AnnotatedArticle) -> None:
        folded = {p.id for p in annotated.article.passages if p.kind == "boilerplate"}
        hidden = sum(m.passage in folded or not m.fragments for m in annotated.mentions)
        if hidden:
            self._receipt.losses.append(
                f"Mentions without a place or in folded passages of “{self._titles[-1]}”: {hidden}."
            )


def _heading(paper: Paper, text: str) -> None:
    paper.need(120 * POINT)
    paper.put(Column(0, lines_of([Run(text, "sans", 12.5, bold=True)], WIDTH)), rule=True)
    paper.put(gap=8 * POINT)


def _evidence(deal: Deal) -> Iterator[Evidence]:
    yield from deal.triggers
    for filler in deal.roles:
        yield from filler.evidence
    for slot in deal.slots:
        yield from slot.evidence
