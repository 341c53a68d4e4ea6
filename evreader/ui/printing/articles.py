"""Articles on paper: two columns by rows, each row with its number, mentions marked."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from evreader.domain.lanes import lanes
from evreader.formats.report.rows import shown_rows, ties_of
from evreader.ui.printing.lines import POINT, Mark, Run, lines_of
from evreader.ui.printing.paper import WIDTH, Column
from evreader.ui.printing.styles import SOFT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evreader.domain.annotation import Evidence, Mention
    from evreader.domain.article import Kind, Passage
    from evreader.domain.bundle import AnnotatedArticle
    from evreader.ui.printing.lines import TypeLine
    from evreader.ui.printing.paper import Paper
    from evreader.ui.printing.styles import Styles

_GUTTER: Final = 30 * POINT
_COLUMN: Final = (WIDTH - _GUTTER) / 2
_RIGHT: Final = _COLUMN + _GUTTER
_RUNS: Final[Mapping[Kind, Run]] = {
    "heading": Run("", "sans", 9.6, bold=True),
    "paragraph": Run(""),
    "list-item": Run(""),
    "caption": Run("", "serif", 8.5, italic=True, color=SOFT),
}


class _Piece(NamedTuple):
    """A fragment of a mention, with the label that is put into the text before it."""

    start: int
    end: int
    lane: int
    label: str
    color: str


def print_article(
    paper: Paper,
    annotated: AnnotatedArticle,
    number: int,
    *,
    styles: Styles,
    evidence: Mapping[int, Sequence[Evidence]],
) -> None:
    """Print an article under its number; evidence, by passage, gets a dotted line."""
    article = annotated.article
    paper.need(110 * POINT)
    title = article.info.title or f"Article {article.id}"
    head = [Run(f"{number}  ", "sans", 14, color=SOFT), Run(title, "sans", 14, bold=True)]
    paper.put(Column(0, lines_of(head, WIDTH)))
    info = article.info
    told = [part for part in (info.site, info.author, info.date, info.url or info.source) if part]
    meta = lines_of([Run(" · ".join(told), "sans", 8, color=SOFT)], WIDTH)
    paper.put(Column(0, meta), rule=True, gap=5 * POINT)
    page = _Page(annotated, styles, evidence)
    for row_number, row in enumerate(shown_rows(article), 1):
        page.put(paper, row, row_number)
    folded = sum(passage.kind == "boilerplate" for passage in article.passages)
    if folded:
        note = f"Passages that are not part of the article, left out here: {folded}."
        paper.put(Column(0, lines_of([Run(note, "sans", 7.5, color=SOFT)], WIDTH)))
    paper.put(gap=26 * POINT)


class _Page:
    """One article's passages with what is marked on them."""

    def __init__(
        self,
        annotated: AnnotatedArticle,
        styles: Styles,
        evidence: Mapping[int, Sequence[Evidence]],
    ) -> None:
        self._styles = styles
        self._evidence = evidence
        self._mentions: dict[int, list[Mention]] = defaultdict(list)
        for mention in annotated.mentions:
            self._mentions[mention.passage].append(mention)
        self._ties = ties_of(annotated.article)

    def put(self, paper: Paper, row: Sequence[Passage], number: int) -> None:
        """Print one row."""
        left = [line for p in row if p.language != "zh" for line in self._lines(p)]
        right = [line for p in row if p.language == "zh" for line in self._lines(p)]
        tie = next((self._ties[p.id] for p in row if p.id in self._ties), "")
        sign = f"{number} {tie}" if left and right else str(number)
        middle = lines_of([Run(sign, "sans", 7, color=SOFT)], _GUTTER)
        if row[0].kind == "heading":
            paper.need(60 * POINT)
        empty = lines_of([Run("no counterpart", "sans", 7, italic=True, color=SOFT)], _COLUMN)
        paper.put(
            Column(0, left or empty),
            Column(_COLUMN + 8 * POINT, middle),
            Column(_RIGHT, right or empty),
            rule=True,
            gap=4 * POINT,
        )

    def _lines(self, passage: Passage) -> Iterator[TypeLine]:
        if passage.origin == "user":
            yield from lines_of([Run("own translation · 自译", "sans", 7, color=SOFT)], _COLUMN)
        style = _RUNS[passage.kind]
        bullet = "• " if passage.kind == "list-item" else ""
        pieces = sorted(self._pieces(passage), key=lambda piece: (piece.start, -piece.end))
        runs = [style._replace(text=bullet), *_runs(passage.text, pieces, style)]
        marks = _marks(pieces, self._evidence.get(passage.id, ()), before=len(bullet))
        yield from lines_of(runs, _COLUMN, marks)

    def _pieces(self, passage: Passage) -> Iterator[_Piece]:
        mentions = self._mentions.get(passage.id, [])
        heights = lanes(mentions)
        for mention in mentions:
            short = self._styles.short(mention.type, passage.language)
            color = self._styles.color(mention.type)
            for number, (start, end) in enumerate(mention.fragments):
                # A line may end before a label; word joiners keep it whole, and with what it marks.
                letters = ("\u00a0", *(short if number == 0 else "…"), "\u00a0", "")
                label = "\u200b" + "\u2060".join(letters)
                yield _Piece(start, end, heights[mention.id], label, color)


def _runs(text: str, pieces: Sequence[_Piece], style: Run) -> Iterator[Run]:
    """The text with labels in it."""
    at = 0
    small = Run("", "sans", style.size * 0.66, bold=True, color="#ffffff")
    for piece in pieces:
        yield style._replace(text=text[at : piece.start])
        at = piece.start
        yield small._replace(text=piece.label, ground=piece.color)
    yield style._replace(text=text[at:])


def _marks(
    pieces: Sequence[_Piece], evidence: Sequence[Evidence], *, before: int
) -> Iterator[Mark]:
    """What is drawn below the text, at the places where things are once labels stand in it."""
    starts = [piece.start for piece in pieces]
    sizes = list(accumulate((len(piece.label) for piece in pieces), initial=before))
    for number, piece in enumerate(pieces):
        end = piece.end + sizes[bisect_left(starts, piece.end)]
        yield Mark(piece.start + sizes[number], end, piece.color, piece.lane)
    for said in evidence:
        if said.end > said.start:
            start, end = (at + sizes[bisect_left(starts, at)] for at in (said.start, said.end))
            yield Mark(start, end, SOFT, dotted=True)
