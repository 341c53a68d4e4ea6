"""The rows of an article as a report has them, and how what stands on them is linked."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from evreader.domain.rows import rows_of

if TYPE_CHECKING:
    from evreader.domain.article import Article, Passage


def shown_rows(article: Article) -> list[list[Passage]]:
    """The passages that stand on one line, in the reader's order, without boilerplate."""
    rows: dict[int, list[Passage]] = defaultdict(list)
    numbers = rows_of(article.passages, article.links)
    for passage, row in zip(article.passages, numbers, strict=True):
        if passage.kind != "boilerplate":
            rows[row].append(passage)
    return [passages for _, passages in sorted(rows.items())]


def ties_of(article: Article) -> dict[int, str]:
    """The sign of each translated passage: ✓ if all its translations are confirmed, else ≈."""
    ties: dict[int, str] = {}
    for link in article.links:
        if link.relation == "translation" and link.status != "rejected" and link.en and link.zh:
            tie = "✓" if link.status == "confirmed" else "≈"
            for ref in (*link.en, *link.zh):
                ties[ref.passage] = min(tie, ties.get(ref.passage, tie))
    return ties
