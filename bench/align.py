"""The aligner on hand-aligned sentences, where ``../shared/gold`` is present, and its speed."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.measure import Figure
from evreader.domain.alignment import align

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.corpus import Projects

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"

Pair = tuple[tuple[int, ...], tuple[int, ...]]
Unmatched = tuple[str, int]


class Text(NamedTuple):
    """One document: its gold links and the aligner's."""

    gold: frozenset[Pair]
    found: frozenset[Pair]


def run(_projects: Projects) -> list[Figure]:
    """F1 of exact links, F1 of sentences without a counterpart, and sentences a second."""
    figures = []
    for folder in sorted(GOLD.glob("dev-*")):
        texts = []
        sentences, seconds = 0, 0.0
        for gold in sorted(folder.glob("*.gold")):
            en, zh = _lines(gold.with_suffix(".en")), _lines(gold.with_suffix(".zh"))
            start = time.perf_counter()
            links = align(en, zh)
            seconds += time.perf_counter() - start
            sentences += len(en) + len(zh)
            texts.append(Text(_gold(gold), frozenset((tuple(a.en), tuple(a.zh)) for a in links)))
        if texts:
            name = f"align: {folder.name}"
            speed = f"{sentences / seconds:,.0f} sentences a second"
            figures += [
                Figure(f"{name}, strict F1", _strict(texts), "", note=speed),
                Figure(f"{name}, unmatched F1", _null(texts), ""),
            ]
    return figures


def _lines(path: Path) -> list[str]:
    # Not splitlines(): a sentence may hold U+2028, which is no end of a line here.
    return path.read_text("utf-8").removesuffix("\n").split("\n")


def _gold(path: Path) -> frozenset[Pair]:
    pairs = set()
    for line in _lines(path):
        if line.strip():
            en, zh = line.split(":")[:2]
            pairs.add((_numbers(en), _numbers(zh)))
    return frozenset(pairs)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def _strict(texts: Iterable[Text]) -> float:
    """F1 of links that are exactly right.

    As published aligners are scored: unmatched sentences count in the precision only.
    """
    right = made = hit = wanted = 0
    for gold, found in texts:
        full, both = {p for p in found if any(p)}, {p for p in found if all(p)}
        right, made = right + len(full & gold), made + len(full)
        linked = {p for p in gold if all(p)}
        hit, wanted = hit + len(linked & both), wanted + len(linked)
    return _f1(right / made if made else 0.0, hit / wanted if wanted else 0.0)


def _null(texts: Iterable[Text]) -> float:
    """F1 of "this sentence has no counterpart"."""
    hit = said = wanted = 0
    for gold, found in texts:
        ours, theirs = set(_alone(found)), set(_alone(gold))
        hit, said, wanted = hit + len(ours & theirs), said + len(ours), wanted + len(theirs)
    return _f1(hit / said if said else 0.0, hit / wanted if wanted else 0.0)


def _alone(pairs: Iterable[Pair]) -> list[Unmatched]:
    alone = []
    for en, zh in pairs:
        if not zh:
            alone += [("en", number) for number in en]
        if not en:
            alone += [("zh", number) for number in zh]
    return alone


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
